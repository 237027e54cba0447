"""One file, from the disk to a plain table: what may be wrong with it before anybody asks what its keys mean.

A file from a stranger can be wrong, never dangerous: it is looked at before it is opened, read up to a limit, and
searched for what would mislead whoever reads it. A sound file is paid for with a handful of passes over its text
that run in C; places are looked up only when there is something to report."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import tomli
from attrs import field, frozen

from tyopaja.definitions.positions import Positions, place_of
from tyopaja.definitions.problems import Finding, KeyPath, Problem
from tyopaja.definitions.syntax import Slip, explain, too_deep
from tyopaja.definitions.wording import sentence

LARGEST = 1024 * 1024
"""Bytes that a definition file may have at most."""

LONGEST = 10_000
"""Characters that a text may have at most."""

DEEPEST = 32
"""How deep tables and lists may be nested."""

_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{_FORBIDDEN}\ufeff]|\r(?!\n)")
_IN_TEXT = re.compile(f"[{_FORBIDDEN}\ufeff\r]")
_LONG_KEY = re.compile(
    r"""(?:^[ \t]*+\[{0,2}+|[{,])[ \t]*+(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}""",
    re.MULTILINE,
)
_MANY_DOTS = 1000
"""Dots in a file from which on it is searched for keys of many parts, which cost tomllib their number squared."""

_MOST_LINES = 20
"""How many lines with forbidden characters are reported; a file with more is something else than text."""

_NAMES = {
    0: "NUL",
    0x1B: "escape",
    0x7F: "delete",
    0xFEFF: "a byte order mark",
    0x0D: "a carriage return without a line feed",
    0x2028: "a line separator",
    0x2029: "a paragraph separator",
}


@frozen(eq=False)
class Source:
    """A file that was read, or the reasons why it was not."""

    file: str
    """Relative to the pack, with `/`."""
    shown: str
    """As the user named it, or reached from what they named."""
    text: str = ""
    table: dict[str, Any] | None = None
    """None when it is no TOML."""
    problems: tuple[Problem, ...] = ()
    """What was found while reading."""
    _positions: list[Positions] = field(factory=list, init=False)

    def located(self, finding: Finding) -> Problem:
        """A finding in this file as a problem at a line and a column."""
        if not self._positions:
            self._positions.append(Positions(self.text))
        line, column = self._positions[0].at(_in_place(self.table, finding.path), finding.at)
        return Problem(
            file=self.shown,
            line=line,
            column=column,
            code=finding.code,
            severity=finding.severity,
            message=sentence(finding.message),
            hint=sentence(finding.hint),
        )


def _in_place(table: Any, path: KeyPath) -> KeyPath:
    """A way with the number in its list of what it names by itself, as it does where the order means nothing."""
    for place, step in enumerate(path):
        if isinstance(table, list) and isinstance(step, str) and step in table:
            return (*path[:place], table.index(step))
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            break
    return path


def read(
    path: Path | str,
    file: str,
    shown: str,
    *,
    largest: int = LARGEST,
    taken: Callable[[bytes, str, str], Source] | None = None,
) -> Source:
    """Read a file, by `taken` if it is no TOML. What is wrong with it is in the source's `problems`; nothing is
    raised."""
    try:
        # Looked at first: opening a pipe would wait for somebody to write into it.
        kind = os.stat(path).st_mode  # noqa: PTH116 - half the time of Path.stat, and every file pays for it
        if not stat.S_ISREG(kind):
            what = "a folder" if stat.S_ISDIR(kind) else "not a plain file"
            return refused(file, shown, "not-a-file", f"This is {what}.", "Put a text file in its place.")
        with open(path, "rb") as opened:  # noqa: PTH123 - likewise
            data = opened.read(largest + 1)
    except (FileNotFoundError, NotADirectoryError):
        return refused(file, shown, "no-such-file", "There is no such file.", "")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return refused(file, shown, "cannot-read", f"The file cannot be read: {reason}.", "")
    if len(data) > largest:
        message = f"The file is larger than {largest // 1024} KiB."
        return refused(file, shown, "too-big", message, "Split it, or take out what does not belong there.")
    return (taken or parse)(data, file, shown)


def as_text(data: bytes, file: str, shown: str) -> Source:
    """The bytes of a file that is text of whatever kind; `table` stays None."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _with(file, shown, data[: error.start].decode(), [_not_utf_8(data, error)])
    text = text.removeprefix("\ufeff")
    return _with(file, shown, text, list(_forbidden(text)) if _CONTROL.search(text) else [])


def parse(data: bytes, file: str, shown: str) -> Source:
    """The bytes of a file, as `read` reads them."""
    slips: list[Slip] = []
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        # What comes before the bad byte is sound, and is what its place is counted in.
        return _with(file, shown, data[: error.start].decode(), [_not_utf_8(data, error)])
    if text.startswith("\ufeff"):
        text = text[1:]
        hint = "Save the file as UTF-8 without a byte order mark (BOM)."
        slips.append(Slip("byte-order-mark", 0, "The file begins with an invisible byte order mark.", hint))
    # Nearly every file is told sound by the first question, which is several times quicker than the second.
    if not text.replace("\n", "").isprintable() and _CONTROL.search(text):
        slips.extend(_forbidden(text))
        return _with(file, shown, text, slips)
    if text.count(".") > _MANY_DOTS and (found := _LONG_KEY.search(text)):
        return _with(file, shown, text, [*slips, too_deep(found.start())])
    try:
        table = _loaded(text)
    except (ValueError, RecursionError) as error:
        return _with(file, shown, text, [*slips, explain(text, error)])
    source = _with(file, shown, text, slips, table)
    if _needs_a_walk(text):
        found_inside = [source.located(finding) for finding in _walk(file, table)]
        return _with(file, shown, text, slips, table, found_inside)
    return source


def _loaded(text: str) -> dict[str, Any]:
    """A text of TOML 1.0 as a table. Raises as tomllib does.

    tomli is tomllib, compiled, and takes a third of the time. Each release of it stands for one version of TOML: from
    2.4 on 1.1, which most of the tools that authors use refuse. What it refuses is tomllib's to explain.
    """
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError):
        return tomllib.loads(text)


def _with(
    file: str,
    shown: str,
    text: str,
    slips: list[Slip],
    table: dict[str, Any] | None = None,
    problems: list[Problem] | None = None,
) -> Source:
    if slips:
        problems = [_problem(shown, slip, *place_of(text, slip.offset)) for slip in slips] + (problems or [])
    return Source(file, shown, text, table, tuple(problems or ()))


def _problem(shown: str, slip: Slip, line: int = 1, column: int = 1) -> Problem:
    return Problem(
        file=shown,
        line=line,
        column=column,
        code=slip.code,
        severity="error",
        message=sentence(slip.message),
        hint=sentence(slip.hint),
    )


def refused(file: str, shown: str, code: str, message: str, hint: str) -> Source:
    """A file that is not read."""
    return Source(file, shown, problems=(_problem(shown, Slip(code, 0, message, hint)),))


def _not_utf_8(data: bytes, error: UnicodeDecodeError) -> Slip:
    message = f"This is not text in UTF-8 (byte {data[error.start]:#04x})."
    hint = "Save the file as UTF-8."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message, hint = "This is text in UTF-16.", "Save the file as UTF-8 without a byte order mark (BOM)."
    return Slip("not-utf-8", len(data[: error.start].decode()), message, hint)


def _forbidden(text: str) -> Iterator[Slip]:
    """The first forbidden character of each line."""
    line_end, lines = -1, 0
    for found in _CONTROL.finditer(text):
        if found.start() < line_end:
            continue
        lines += 1
        if lines > _MOST_LINES:
            return
        line_end = text.find("\n", found.start())
        line_end = len(text) if line_end < 0 else line_end
        yield _character(found[0], found.start())


def _character(character: str, offset: int) -> Slip:
    code = ord(character)
    name = _NAMES.get(code, "a control character")
    if 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        name = "it turns the direction of writing, so that the text reads otherwise than it is"
    message = f"An invisible character stands here: U+{code:04X}, {name}."
    return Slip("forbidden-character", offset, message, "Delete it; typing the passage anew is the surest way.")


def _needs_a_walk(text: str) -> bool:
    """Whether a value may hold what the raw text does not show: escaped characters, or a text that is too long."""
    if "\\" in text and re.search(r"\\[bfruUx]", text):
        return True
    if len(text) <= LONGEST:
        return False
    return '"""' in text or "'''" in text or _has_long_line(text)


def _has_long_line(text: str) -> bool:
    """Whether a line is longer than a text may be. Hops from line end to line end, as far as can be each time."""
    start = 0
    while start + LONGEST < len(text):
        end = text.rfind("\n", start, start + LONGEST + 1)
        if end < 0:
            return True
        start = end + 1
    return False


def _walk(file: str, table: dict[str, Any]) -> Iterator[Finding]:
    """Texts that are too long or hold forbidden characters. Keys are looked at where ids are."""
    waiting: list[tuple[KeyPath, Any]] = [((), table)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            if len(value) > LONGEST:
                message = f"The text has {len(value):,} characters; {LONGEST:,} is the most."
                yield Finding(file=file, path=path, code="text-too-long", message=message, hint="Shorten it.")
            if found := _IN_TEXT.search(value):
                slip = _character(found[0], 0)
                message = slip.message.replace("stands here", "is written into this text by its code")
                yield Finding(file=file, path=path, code=slip.code, message=message, hint="Take the code out.")
        elif len(path) > DEEPEST:
            continue
        elif isinstance(value, dict):
            waiting.extend(((*path, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            waiting.extend(((*path, place), inner) for place, inner in enumerate(value))
