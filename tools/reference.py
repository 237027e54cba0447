"""Write `docs/reference.md`: every key of the definition files, from the classes that read them.

The words are the docstrings beneath the attributes, so the reference cannot say anything else than the code does.
With `--check` nothing is written, and the exit code is 1 when the file is not as it would be written."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, Factory, fields
from samples import SAMPLES

from tyopaja.definitions.codes import CODES
from tyopaja.definitions.documenting import docstrings
from tyopaja.definitions.wording import bare
from tyopaja.engine import ACTIVITIES, CONDITIONS
from tyopaja.model.activity import Activity
from tyopaja.model.canvas import Axis, Canvas, Defaults, Layout, Part, Section
from tyopaja.model.catalogue import KINDS
from tyopaja.model.converter import converter, key_of
from tyopaja.model.flow import Carry, Condition, Duration, Fill, Flow, Groups, Joining, Move, SheetUse, Step
from tyopaja.model.kinds import Field, Kind, Value
from tyopaja.model.pack import Change, Pack, Theme
from tyopaja.model.text import Text, Texts

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference.md"

TABLES: Mapping[str, tuple[str, type, frozenset[str]]] = {
    "pack.toml": ("One a pack.", Pack, frozenset({"canvases", "flows", "templates"})),
    "`[theme]` of pack.toml": ("", Theme, frozenset()),
    "`[kind.NAME]` of pack.toml": ("A kind of the pack's own.", Kind, frozenset()),
    "`fields.ID` of a kind or a section": ("", Field, frozenset()),
    "`[activity.NAME]` of pack.toml": ("An activity of the pack's own.", Activity, frozenset()),
    "`[[change]]` of pack.toml": ("", Change, frozenset()),
    "canvases/ID.toml": ("The file's name is the canvas's id.", Canvas, frozenset({"id", "kinds"})),
    "`[layout]` of a canvas": ("", Layout, frozenset()),
    "`[defaults]` of a canvas": ("", Defaults, frozenset()),
    "`[section.ID]` of a canvas": ("", Section, frozenset()),
    "`parts.ID` of a section": ("", Part, frozenset()),
    "`axes.x` and `axes.y` of a section": ("", Axis, frozenset()),
    "flows/ID.toml": ("The file's name is the flow's id.", Flow, frozenset({"id"})),
    "`[sheet.NAME]` of a flow": ("", SheetUse, frozenset()),
    "`[[step]]` of a flow": ("", Step, frozenset()),
    "`groups` of a step": ("A size or a count.", Groups, frozenset()),
    "`[[move]]` of a flow": ("", Move, frozenset()),
    "`[[carry]]` of a flow": ("", Carry, frozenset()),
    "`[[fill]]` of a flow": ("", Fill, frozenset()),
}
"""Heading → a word before the table, the class, and the attributes that are no keys."""

WORDS: Mapping[Any, str] = {
    str: "string", int: "whole number", float: "number", bool: "true or false", Text: "text", Texts: "list of texts",
    Duration: "length of time", Condition: "condition", Value: "value", Any: "anything",
    Joining: "`all`, `facilitator` or a whole number",
}  # fmt: skip


ANCHORS: Mapping[Any, str] = {
    kind: "".join(letter for letter in heading.lower().replace(" ", "-") if letter.isalnum() or letter in "-_")
    for heading, (_, kind, _) in TABLES.items()
}
"""Class → the anchor that its heading gets."""


def in_words(kind: Any) -> str:
    """A type as a facilitator would say it."""
    origin, inside = get_origin(kind), get_args(kind)
    if bare(kind) == Value:
        return WORDS[Value]
    if origin is None and kind in WORDS:
        return WORDS[kind]
    if origin is Literal:
        return " or ".join(f"`{one}`" for one in inside)
    if origin in (Union, UnionType):
        return " or ".join(in_words(one) for one in inside if one is not type(None))
    if origin in (tuple, frozenset):
        return f"list of {in_words(inside[0])}s"
    if origin is not None:
        return f"{in_words(inside[1])} by id" if inside[1] is not Any else "table"
    return f"[table](#{ANCHORS[kind]})" if kind in ANCHORS else "table"


def default_of(attribute: Attribute[Any]) -> str:
    """What holds when the key is left out."""
    default = attribute.default
    if default is NOTHING:
        return "**required**"
    if isinstance(default, Joining):
        return f"`{default.written()}`"
    if isinstance(default, Factory) or default in (None, "", (), Text(), Texts()):  # type: ignore[arg-type]
        return ""
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, str | int | float):
        return f"`{default}`"
    if isinstance(default, tuple):
        return ", ".join(f"`{one}`" for one in default)
    return ""


def table(kind: type, hidden: frozenset[str]) -> Iterator[str]:
    """The rows of one class."""
    hints, says = get_type_hints(kind), docstrings(kind)
    yield "| key | type | when left out | example | what it is |"
    yield "|-|-|-|-|-|"
    for attribute in fields(kind):
        if attribute.name not in hidden:
            key, words = key_of(attribute.name), in_words(hints[attribute.name])
            example = sample(kind, key, bare(hints[attribute.name]))
            yield f"| `{key}` | {words} | {default_of(attribute)} | `{example}` | {says[attribute.name]} |"


def sample(kind: type, key: str, type_: Any) -> str:
    """The example of a key. Raises what the reading of files raises where it does not fit."""
    written = SAMPLES[kind][key]
    if written.startswith("[") and written.strip("[]").split(".")[0].isidentifier():
        tomllib.loads(written)
    else:
        converter().structure(tomllib.loads(f"{key} = {written}")[key], type_)
    return written


def lines() -> Iterator[str]:
    """The whole page."""
    yield "# Reference"
    yield ""
    yield "Written by `make docs` from the classes that read the files. [The format](format.md) explains it."
    for heading, (before, kind, hidden) in TABLES.items():
        yield from ("", f"## {heading}", "")
        if before:
            yield from (before, "")
        yield from table(kind, hidden)
    yield from ("", "## Kinds of sections", "", "Those that every pack has.", "")
    yield from ("| kind | holds | drawn as | fields |", "|-|-|-|-|")
    for name, kind_of in KINDS.items():
        own = ["those of the section's `fields`"] if kind_of.open else []
        own += [f"`{one}`{_of_type(field)}" for one, field in kind_of.fields.items()]
        holds = ("many entries, numbered" if kind_of.ordered else "many entries") if kind_of.many else "one entry"
        yield f"| `{name}` | {holds} | `{kind_of.draw}` | {', '.join(own)} |"
    yield from ("", "## Activities", "", "Beside what everybody may do in any step.", "")
    yield from ("| activity | a participant may | a facilitator may |", "|-|-|-|")
    for name, activity in ACTIVITIES.items():
        allowed = [", ".join(sorted(names)) for names in (activity.participant, activity.facilitator)]
        yield f"| `{name}` | {allowed[0]} | {allowed[1]} |"
    yield from ("", "## Conditions", "", "| condition | what stands behind it | options |", "|-|-|-|")
    for name, condition in CONDITIONS.items():
        behind = {"place": "`sheet.section`, `sheet.section.part` or `here`", "sheet": "a sheet"}.get(condition.value)
        choices = " or ".join(f"`{one}`" for one in condition.choices)
        yield f"| `{name}` | {behind or choices} | {', '.join(f'`{one}`' for one in sorted(condition.options))} |"
    yield from ("", "## What `check` can say", "", "| code | what is wrong |", "|-|-|")
    for code, meaning in sorted(CODES.items()):
        yield f"| `{code}` | {meaning} |"
    yield ""


def _of_type(field: Field) -> str:
    """What a field takes beside words: ` (date)`; nothing for words."""
    if field.type == "scale":
        least, most = field.scale
        return f" (scale {least:g}–{most:g})"
    return "" if field.type == "text" else f" ({field.type})"


def main() -> int:
    """Write the page, or compare it."""
    page = "\n".join(lines())
    if "--check" not in sys.argv:
        TARGET.write_text(page, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == page:
        return 0
    print("docs/reference.md is not what the classes say: run `make docs`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
