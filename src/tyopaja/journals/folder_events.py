"""Events as TOML that a person can read, and back, letter for letter.

A line of JSON that TOML can say becomes a table: its keys in their order, small tables and lists on one line, larger
ones key by key. Each is read back before it is written. What does not come back as it was (`null`, spaces, numbers out
of bounds, a key given twice, what is no JSON at all) stands as it is under the key `raw`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import tomli
import tomli_w

_RAW: Final = "raw"
_WIDTH: Final = 100
"""Letters of a line, beyond which tables and lists are written on several."""
_DEEPEST: Final = 16
"""Tables and lists within each other. What is deeper stays raw: whether it can be read would depend on who reads."""

_HEADING: Final = re.compile(r"^\[\[event\]\] # \d+\n", re.MULTILINE)
_CLEAN: Final = re.compile(r'[^"\\\x00-\x1f\x7f]*')
_LINE: Final = re.compile(rf'([A-Za-z0-9_-]+) = ("{_CLEAN.pattern}"|-?[0-9]+|true|false)\n')
_PAIR: Final = re.compile(rf'"([A-Za-z0-9_-]+)":("{_CLEAN.pattern}"|0|-?[1-9][0-9]{{0,17}}|true|false)')
_FLAT: Final = re.compile(rf"\{{{_PAIR.pattern}(?:,{_PAIR.pattern})*+\}}")
_SIMPLE: Final = re.compile(f"(?:{_LINE.pattern})+")

_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""As the codec writes events."""


def toml_of(text: str) -> str:
    """The lines of an event's table. Raises ValueError for text that UTF-8 cannot hold."""
    text.encode()
    if _FLAT.fullmatch(text):
        # Most events. What stands behind the `:` is the same in TOML, and is read back the same.
        pairs = dict(_PAIR.findall(text))
        if text.count('":') == len(pairs) and pairs.keys() != {_RAW}:
            return "".join([f"{key} = {value}\n" for key, value in pairs.items()])
    try:
        table = json.loads(text)
        if isinstance(table, dict) and table.keys() != {_RAW}:
            lines = "".join(_lines(table, ""))
            if _read(lines) == text:
                return lines
    except (ValueError, TypeError, RecursionError):
        pass  # TOML cannot say it, which is what `raw` is for
    return tomli_w.dumps({_RAW: text})


def texts_of(toml: str) -> list[str]:
    """The texts of all the events of a piece of a file that `toml_of` wrote. Raises ValueError."""
    head, *events = _HEADING.split(toml)
    if head.strip():
        raise ValueError("does not begin with an event")
    try:
        return [_read(lines) for lines in events]
    except RecursionError as error:
        raise ValueError("is nested too deep") from error


def _read(lines: str) -> str:
    lines = lines.rstrip("\n") + "\n"
    if _SIMPLE.fullmatch(lines) and not lines.startswith(f"{_RAW} "):
        # Most events. What stands behind the `=` is the same in JSON, and need not be taken apart.
        return "{" + ",".join([f'"{key}":{value}' for key, value in _LINE.findall(lines)]) + "}"
    return _text_of(tomli.loads(lines))


def _text_of(table: dict[str, Any]) -> str:
    return str(table[_RAW]) if table.keys() == {_RAW} else _json(table)


def _lines(table: Mapping[str, Any], prefix: str, depth: int = 0) -> Iterator[str]:
    for key, value in table.items():
        name = prefix + _key(key)
        line = f"{name} = {_value(value, depth)}\n"
        if len(line) <= _WIDTH or not value or not isinstance(value, dict | list):
            yield line
        elif isinstance(value, dict):
            yield from _lines(value, f"{name}.", depth + 1)
        else:
            inner = "".join(f"    {_value(one, depth + 1)},\n" for one in value)
            yield f"{name} = [\n{inner}]\n"


def _value(value: Any, depth: int) -> str:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {_value(one, depth + 1)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_value(one, depth + 1) for one in value)}]"
    if isinstance(value, str) and _CLEAN.fullmatch(value):
        return f'"{value}"'  # nothing to escape, and most of what there is
    return tomli_w.dumps({"x": value}).removeprefix("x = ").removesuffix("\n")


@lru_cache(maxsize=1000)
def _key(key: str) -> str:
    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")
