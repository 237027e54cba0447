"""Where keys and values stand in a TOML file, which tomllib does not tell.

A scan of its own, made only when there is something to report, of text that tomllib has accepted or has refused for
what it means rather than how it is written (a key set twice). It reads on as far as it can and never raises. Linear
in the length of the text; nothing in it recurses, so no nesting is too deep for it."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from attrs import define, field

from tyopaja.definitions.problems import KeyPath

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BLANK_OR_COMMA = re.compile(r"(?:[ \t\r\n,]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|'[^'\n]*+'""")
_SCALAR = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
    r"|'[^'\n]*+'"
    r"|[^\s,\]}#]++(?:[ ][0-9]{2}:[^\s,\]}#]++)?",
    re.DOTALL,
)


class _Lost(Exception):
    """The text is not TOML from here on."""


@define(eq=False)
class Spot:
    """A key and its value, and what is inside."""

    key: int
    """Where the key begins, as an offset; for an element of an array, where the element does."""
    value: int
    """Where the value begins; for a table with a header, the header's `[`."""
    inside: dict[str | int, Spot] = field(factory=dict)
    many: bool = False
    """Whether it is an array of tables, so that its last element is what headers go on with."""
    last: int = 0
    """For an array of tables: the number of its last element. A file that contradicts itself has other keys inside, so
    it cannot be counted by those."""


@define(eq=False)
class Statement:
    """One `key = value`, or one header."""

    path: KeyPath
    """From the top of the file; a header's ends in its number when it is one of several."""
    start: int
    """Where its key, or its `[`, begins."""
    header: bool


class Positions:
    """The positions of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: list[int] | None = None
        self.root = Spot(0, 0)
        self.statements: list[Statement] = []
        """In the order of the text."""
        self._scan()

    def at(self, path: KeyPath, of: Literal["key", "value"] = "value") -> tuple[int, int]:
        """Line and column, from 1, of what is at `path`, or of the innermost table around it that there is."""
        spot = self.root
        for index, step in enumerate(path):
            if step not in spot.inside:
                return self.place(spot.value)
            spot = spot.inside[step]
            if index == len(path) - 1 and of == "key":
                return self.place(spot.key)
        return self.place(spot.value)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset."""
        if self._lines is None:
            self._lines = [0, *(found.end() for found in re.finditer("\n", self._text))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and a column, from 1."""
        self.place(0)
        assert self._lines is not None
        return self._lines[min(line, len(self._lines)) - 1] + column - 1

    def paths(self) -> Iterator[KeyPath]:
        """Every path there is."""
        waiting: list[tuple[KeyPath, Spot]] = [((), self.root)]
        while waiting:
            path, spot = waiting.pop()
            for step, inner in spot.inside.items():
                yield (*path, step)
                waiting.append(((*path, step), inner))

    def _scan(self) -> None:
        text, table = self._text, self.root
        header: KeyPath = ()
        pos = _skip(_BLANK, text, 0)
        try:
            while pos < len(text):
                start = pos
                if text[pos] == "[":
                    pos, table, header = self._header(pos)
                    self.statements.append(Statement(header, start, header=True))
                else:
                    pos, keys = self._keys(pos)
                    self.statements.append(Statement((*header, *(key for key, _ in keys)), start, header=False))
                    pos = self._value(_equals(text, pos), _down(table, keys))
                pos = _skip(_BLANK, text, pos)
        except _Lost:
            return

    def _header(self, pos: int) -> tuple[int, Spot, KeyPath]:
        """A header from its `[`: where it ends, the table that it opens, and its path as written."""
        start, many = pos, self._text.startswith("[[", pos)
        pos, keys = self._keys(_skip(_SPACE, self._text, pos + 1 + many))
        spot = self.root
        path: list[str | int] = []
        for key, where in keys[:-1]:
            spot = spot.inside.setdefault(key, Spot(where, where))
            path.append(key)
            if spot.many:
                path.append(spot.last)
                spot = spot.inside[spot.last]
        key, where = keys[-1]
        path.append(key)
        if many:
            several = spot.inside.setdefault(key, Spot(where, start, many=True))
            several.last = len(several.inside)
            path.append(several.last)
            spot = several.inside[several.last] = Spot(start, start)
        elif key in spot.inside:
            spot = spot.inside[key]
            if not spot.many:
                spot.key, spot.value = where, start
        else:
            spot.inside[key] = spot = Spot(where, start)
        pos = _skip(_SPACE, self._text, pos)
        return min(pos + 1 + many, len(self._text)), spot, tuple(path)

    def _keys(self, pos: int) -> tuple[int, list[tuple[str, int]]]:
        """A dotted key: where it ends, and each of its parts with where that begins."""
        keys: list[tuple[str, int]] = []
        while True:
            found = _KEY.match(self._text, pos)
            if found is None:
                raise _Lost
            keys.append((_unquoted(found[0]), pos))
            pos = _skip(_SPACE, self._text, found.end())
            if not self._text.startswith(".", pos):
                return pos, keys
            pos = _skip(_SPACE, self._text, pos + 1)

    def _value(self, pos: int, spot: Spot) -> int:
        """The value of `spot`, with all that is inside; where it ends. Arrays and inline tables wait on a stack."""
        text = self._text
        open_: list[tuple[str, Spot]] = []
        while True:
            spot.value = pos
            if text.startswith(("[", "{"), pos):
                open_.append((text[pos], spot))
                pos += 1
            else:
                found = _SCALAR.match(text, pos)
                if found is None:
                    raise _Lost
                pos = found.end()
            pos = _skip(_BLANK_OR_COMMA, text, pos) if open_ else pos
            while open_ and text.startswith(("]", "}"), pos):
                open_.pop()
                pos = _skip(_BLANK_OR_COMMA, text, pos + 1) if open_ else pos + 1
            if not open_:
                return pos
            bracket, around = open_[-1]
            if bracket == "[":
                spot = around.inside[len(around.inside)] = Spot(pos, pos)
            else:
                pos, keys = self._keys(pos)
                spot = _down(around, keys)
                pos = _equals(text, pos)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset, without a scan of what stands there."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _skip(what: re.Pattern[str], text: str, pos: int) -> int:
    found = what.match(text, pos)
    return found.end() if found else pos


def _equals(text: str, pos: int) -> int:
    if not text.startswith("=", pos):
        raise _Lost
    return _skip(_SPACE, text, pos + 1)


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    if key[0] == '"' and "\\" in key:
        try:
            return str(tomllib.loads(f"key = {key}")["key"])
        except ValueError:
            raise _Lost from None
    return key[1:-1]


def _down(spot: Spot, keys: list[tuple[str, int]]) -> Spot:
    """The spot of a dotted key below `spot`, with those on the way, made where they are not there yet."""
    for key, where in keys:
        spot = spot.inside.setdefault(key, Spot(where, where))
    return spot
