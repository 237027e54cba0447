"""How values and types of the format are called when somebody who does not program has to mend them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from attrs import has

from tyopaja.model.flow import Condition, Duration, Groups, Joining
from tyopaja.model.kinds import Value
from tyopaja.model.text import Text, Texts

_LONG = 40
"""Characters of a wrong value that a message shows."""
_LONGEST = 500
"""Characters of a message."""
_ENDLESS = re.compile(r"\S{81,}")
"""A word that is none: part of a file that stands where a name should."""

MEANT: Mapping[str, str] = {
    "name": "title",
    "nimi": "title",
    "otsikko": "title",
    "heading": "title",
    "question": "prompts",
    "questions": "prompts",
    "kysymykset": "prompts",
    "description": "purpose",
    "tarkoitus": "purpose",
    "duration": "time",
    "minutes": "time",
    "kesto": "time",
    "max": "at-most",
    "limit": "at-most",
    "license": "licence",
    "color": "colour",
    "colors": "colours",
    "language": "locale",
    "languages": "locales",
    "parent": "in",
    "sheets": "on",
    "event": "on",
    "example": "examples",
    "esimerkit": "examples",
    "options": "choices",
    "min": "least",
    "condition": "needs",
    "quorum": "join",
    "foreach": "for-each",
    "each": "for-each",
    "ryhmat": "groups",
    "rooms": "groups",
    "hidden": "private",
    "end": "final",
    "timeout": "after-time",
    "history": "resume",
}
"""What people write → the key that they mean, where the two do not look alike."""

LISTS = (tuple, frozenset)
"""What becomes of a list, by whether its order means something."""

_CALLED: Mapping[Any, str] = {
    str: "text",
    Text: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    Texts: "a list of texts",
    Value: "a value: text, a number, a day, true or false, or two numbers like [20, 80]",
    Duration: "a length of time, like 25 min or 1 h 30 min",
    Condition: "a condition, a table in { }",
    Joining: '"all", "facilitator" or a whole number',
}

_SAMPLES: Mapping[Any, str] = {
    str: '"…"',
    Text: '"…"',
    int: "1",
    float: "1",
    bool: "true",
    Texts: '["…"]',
    Value: "3",
    Duration: '"25 min"',
    Condition: '{ entries-in = "sheet.section" }',
    Joining: '"all"',
}


@cache
def bare(kind: Any) -> Any:
    """A type without its `| None`: TOML has no nothing."""
    if get_origin(kind) in (Union, UnionType):
        kinds = [one for one in get_args(kind) if one is not NoneType]
        return kinds[0] if len(kinds) == 1 else Value if set(kinds) == set(get_args(Value)) else kind
    return kind


def is_table(kind: Any) -> bool:
    """Whether a type is written as a table with keys of its own."""
    return has(kind) and kind not in _CALLED


def expected(kind: Any) -> str:
    """What a type takes: `a whole number`."""
    if kind in _CALLED:
        return _CALLED[kind]
    origin = get_origin(kind)
    if origin is Literal:
        return "one of " + ", ".join(f'"{one}"' for one in get_args(kind))
    if origin in LISTS:
        inner = get_args(kind)[0]
        return {str: "a list of texts", float: "a list of numbers"}.get(inner, "a list of tables")
    return "a table"


def found(value: Any) -> str:
    """What stands there instead: `the text "12"`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {short(str(value) if abs(value) < 1e15 else f'{float_or_many(value)}')}"
    if isinstance(value, str):
        return f'the text "{short(value)}"'
    if isinstance(value, date | time):
        return f"the {'day' if type(value) is date else 'time'} {value.isoformat()}"
    return "a list" if isinstance(value, list) else "a table"


def float_or_many(value: float) -> str:
    """A number too long to be shown in full."""
    return f"{value}" if isinstance(value, float) else f"of {value.bit_length() * 1233 // 4096 + 1} digits"


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[: _LONG - 1].rstrip() + "…"


def sentence(text: str) -> str:
    """A message on one line and of a length that can be read, whatever names an author's file put into it."""
    line = _ENDLESS.sub(lambda found: found.group()[:_LONG] + "…", " ".join(text.split()))
    return line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + "…"


def adding(key: str, kind: Any, path: tuple[str | int, ...]) -> str:
    """How a key that is missing is added."""
    kind = bare(kind)
    if kind in _SAMPLES:
        return f"Add {key} = {_SAMPLES[kind]}."
    dotted = ".".join(str(step) for step in (*path, key) if isinstance(step, str))
    origin = get_origin(kind)
    if is_table(kind):
        return f"Add a table [{dotted}]."
    if origin in LISTS:
        return f'Add {key} = ["…"].' if get_args(kind)[0] is str else f"Add at least one [[{dotted}]]."
    if origin is Literal:
        return f'Add {key} = "{get_args(kind)[0]}".'
    return f"Add at least one [{dotted}.NAME]."


def instead(key: str, kind: Any, value: Any) -> str:
    """What to write in place of a value of the wrong type, as near as can be to what stands there."""
    if isinstance(value, str) and kind in (int, float, Joining):
        number = value.strip().replace(",", ".")
        if (
            number.replace(".", "", int(kind is float)).isascii()
            and number.replace(".", "", int(kind is float)).isdigit()
        ):
            return f"Write {key} = {number}, without quotes."
    if isinstance(value, float) and kind in (int, Joining) and value.is_integer() and abs(value) < 1e15:
        return f"Write {key} = {int(value)}."
    if isinstance(value, str) and kind is bool and value.lower() in ("true", "false", "yes", "no"):
        return f"Write {key} = {'true' if value.lower() in ('true', 'yes') else 'false'}, without quotes."
    if kind in (str, Text):
        return _as_text(key, value)
    if kind is Duration:
        return _as_duration(key, value)
    if isinstance(value, str) and kind in (Texts, tuple[str, ...], frozenset[str]):
        return f'Write {key} = ["{short(value)}"].'
    if isinstance(value, list) and get_origin(kind) not in LISTS and expected(kind) == "a table":
        return f"Write its header with single brackets: [{key}]." if is_table(kind) else f"Write a header [{key}.NAME]."
    if isinstance(value, dict) and expected(kind) == "a list of tables":
        return f"Write the header with double brackets: [[{key}]]."
    if kind in _SAMPLES:
        return f"Write {key} = {_SAMPLES[kind]}."
    if get_origin(kind) is Literal:
        return f'Write {key} = "{get_args(kind)[0]}".'
    if kind is Groups:
        return f"Write {key.rpartition('.')[2]} = {{ size = {value if type(value) is int and value > 0 else 4} }}."
    if is_table(kind):
        return f"Write a header [{key}], and what belongs to it below."
    if expected(kind) == "a list of texts":
        return f'Write {key} = ["…"].'
    if expected(kind) == "a list of numbers":
        return f"Write {key} = [1, 2]."
    if expected(kind) == "a table":
        return f"Write a header [{key}.NAME], and what belongs to it below."
    return ""


def _as_text(key: str, value: Any) -> str:
    if isinstance(value, bool | int | float | date | time):
        written = str(value).lower() if isinstance(value, bool) else found(value).partition(" ")[2].partition(" ")[2]
        return f'Put it between quotes: {key} = "{written}".'
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return f'Write {key} = "{short(value[0])}", without [ ].'
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return f'Write {key} = "…": it is the same in every language.'
    return f'Write {key} = "…".'


def _as_duration(key: str, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 100_000:
        return f'Write {key} = "{Duration(value)}".'
    if isinstance(value, time) and (minutes := value.hour * 60 + value.minute):
        return f'Write {key} = "{Duration(minutes)}".'
    if isinstance(value, str) and (minutes := _minutes(value)):
        return f'Write {key} = "{Duration(minutes)}".'
    return f'Write {key} = "25 min", "3 h" or "1 h 30 min".'


def _minutes(written: str) -> int:
    """What somebody may have meant by `45 minuuttia`, `2 tuntia` or `30m`; 0 when there is no telling."""
    number = written.strip().rstrip(".abcdefghijklmnopqrstuvwxyzåäö").strip()
    unit = written.strip()[len(number) :].strip().lower()
    if not (number.isascii() and number.isdigit()) or len(number) > 4:
        return 0
    if unit.startswith(("h", "t")):
        return int(number) * 60
    return int(number) if unit.startswith("m") else 0
