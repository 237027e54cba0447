"""The fields of kinds and of sections: what may be said of a field goes by its type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from attrs import fields

from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.commands import COMMANDS
from tyopaja.model.kinds import Field, FieldType, Value

LONGEST: Final = 10_000
"""Characters that a text may have at most, whatever a canvas would like."""

RESERVED: Final = frozenset(
    {"command"} | {key.name for name in ("add", "set", "edit") for key in fields(COMMANDS[name]) if key.name != "text"}
)
"""Keys of the commands that fill fields in: on the wire an entry's fields stand beside them."""

_LENGTH: Final = next(one.default for one in fields(Field) if one.name == "characters")

_LIKE: Final[dict[FieldType, str]] = {
    "number": "default = 3",
    "scale": "default = 3",
    "date": "default = 2026-03-02",
    "yes-no": "default = true",
    "place": "default = [50, 50]",
    "colour": "default = 1",
    "text": 'default = "…"',
}
"""Type → how a value of it is written."""


def check_field(file: str, path: KeyPath, field: Field, colours: int) -> Iterator[Finding]:
    """One field, at its path; `colours` is how many note colours the theme has."""
    name = str(path[-1])
    if name in RESERVED:
        yield Finding(
            file=file,
            path=path,
            at="key",
            code="reserved-field",
            message=f"A field cannot be called '{name}': commands use that name for something else.",
            hint=f"Call it something else, like '{name}-1'. Taken: {', '.join(sorted(RESERVED))}.",
        )
    if name == "text" and field.type != "text":
        message = f"The field 'text' is an entry's main words, so it cannot be of type '{field.type}'."
        hint = "Give the field another name, or take its type away."
        yield Finding(file=file, path=(*path, "type"), code="text-not-text", message=message, hint=hint)
        return
    if field.type == "choice" and not field.choices:
        yield Finding(
            file=file,
            path=path,
            at="key",
            code="choices-missing",
            message=f"The field '{name}' is of type choice, but has nothing to choose between.",
            hint='Add some, like choices.pieni = "Pieni".',
        )
    if field.choices and field.type != "choice":
        yield Finding(
            file=file,
            path=(*path, "choices"),
            at="key",
            code="choices-not-here",
            message=f"The field '{name}' has choices, but is of type '{field.type}'.",
            hint='Write type = "choice", or take the choices away.',
        )
    if (key := _astray(field)) is not None:
        # Said once: it is the type that is wrong, or missing, as often as what goes with another one.
        yield _not_here(file, (*path, key), field)
        return
    yield from _check_numbers(file, path, field)
    if field.default is not None and not (field.type == "choice" and not field.choices):
        yield from _check_default(file, path, field, colours)


_GOES_WITH: Final[Mapping[str, tuple[FieldType, ...]]] = {
    "least": ("number", "scale"),
    "most": ("number", "scale"),
    "low": ("scale",),
    "high": ("scale",),
    "characters": ("text",),
}
"""Key → the types of field that it goes with."""


def _astray(field: Field) -> str | None:
    """The first key of a field that does not go with its type."""
    said = {
        "least": field.least is not None,
        "most": field.most is not None,
        "low": bool(field.low.by_locale),
        "high": bool(field.high.by_locale),
        "characters": field.characters != _LENGTH,
    }
    return next((key for key, types in _GOES_WITH.items() if said[key] and field.type not in types), None)


def _check_numbers(file: str, path: KeyPath, field: Field) -> Iterator[Finding]:
    """A field's length and ends."""
    if not 1 <= field.characters <= LONGEST:
        yield too_long_or_short(file, (*path, "characters"), field.characters)
    ends = [key for key in ("least", "most") if getattr(field, key) is not None]
    if (ends and field.type == "scale") or len(ends) == 2:
        least, most = field.scale
        if not least < most:
            message = f"The smallest number, {least:g}, is not below the largest, {most:g}."
            hint = "Write both, like least = 0 and most = 10."
            yield Finding(file=file, path=(*path, ends[0]), code="bad-scale", message=message, hint=hint)


def _not_here(file: str, path: KeyPath, field: Field) -> Finding:
    key = str(path[-1])
    types = " or ".join(f"'{one}'" for one in _GOES_WITH[key])
    message = f"The field '{path[-2]}' is of type '{field.type}', and '{key}' is for {types}."
    hint = f"Take '{key}' away, or change the field's type."
    return Finding(file=file, path=path, at="key", code="not-for-type", message=message, hint=hint)


def too_long_or_short(file: str, path: KeyPath, found: int) -> Finding:
    """A length that no text may have."""
    return Finding(
        file=file,
        path=path,
        code="out-of-range",
        message=f"'{path[-1]}' must be from 1 to {LONGEST}, not {found}.",
        hint=f"Write a number from 1 to {LONGEST}, or leave the key out.",
    )


def _check_default(file: str, path: KeyPath, field: Field, colours: int) -> Iterator[Finding]:
    fault = misfit(field, field.default, colours)
    if fault is not None:
        message, hint = fault
        yield Finding(file=file, path=(*path, "default"), code="bad-default", message=message, hint=hint)


def misfit(field: Field, value: Value | None, colours: int) -> tuple[str, str] | None:
    """Why a value cannot stand in a field of a new entry, and what would; None when it can, or nothing does."""
    if value is None:
        return None
    like = f"Write one like {_LIKE[field.type]}." if field.type in _LIKE else ""
    match field.type:
        case "person" | "picture":
            what = "person" if field.type == "person" else "picture"
            return f"A {what} cannot be known before a session begins.", "Take the default away."
        case "text":
            if not isinstance(value, str) or not value.strip():
                return "The default of a text must be text.", like
            if len(value) > field.characters:
                return f"The default has {len(value)} characters; the field takes {field.characters}.", "Shorten it."
        case "choice":
            if value not in field.choices:
                return f"The default '{value}' is not one of the choices.", f"Write one of {', '.join(field.choices)}."
        case "yes-no":
            if not isinstance(value, bool):
                return "The default must be true or false.", like
        case "date":
            if not isinstance(value, str) or not _is_day(value):
                return "The default must be a day.", like
        case "place":
            if not isinstance(value, tuple) or not all(0 <= one <= 100 for one in value):
                return "The default of a place must be two numbers from 0 to 100.", like
        case "number" | "scale" | "colour":
            return _number_misfit(field, value, colours, like)
    return None


def _number_misfit(field: Field, value: Value, colours: int, like: str) -> tuple[str, str] | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "The default must be a number.", like
    least, most = field.scale if field.type == "scale" else (field.least, field.most)
    if field.type == "colour":
        least, most = 1, colours
        if not isinstance(value, int):
            return "The default of a colour is the number of one of the theme's note colours.", like
    if least is not None and most is not None and not least < most and field.type != "colour":
        return None  # which is said where the ends are
    if (least is not None and value < least) or (most is not None and value > most):
        ends = " to ".join(f"{one:g}" for one in (least, most) if one is not None)
        return f"The default {value:g} lies outside of {ends}.", "Write a number between the two."
    return None


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return len(written) == len("2026-03-02")
