"""The sections of a canvas: their kinds and fields, their limits and colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import fields

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.colours import check_colour
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.canvas import Canvas, Section
from tyopaja.model.commands import COMMANDS
from tyopaja.model.catalogue import KINDS
from tyopaja.model.kinds import Kind

LONGEST: Final = 10_000
"""Characters that a text may have at most, whatever a canvas would like."""

RESERVED: Final = frozenset(
    {"command"} | {key.name for name in ("set", "edit") for key in fields(COMMANDS[name]) if key.name != "text"}
)
"""Keys of the commands that fill fields in: on the wire an entry's fields stand beside them."""


def check_sections(file: str, canvas: Canvas, colours: Mapping[str, str]) -> Iterator[Finding]:
    """Every section, and what holds for all of them; `colours` are the theme's."""
    if not canvas.section:
        yield Finding(
            file=file,
            path=("section",),
            code="no-sections",
            message="The canvas has no section.",
            hint="Add one, like [section.tarpeet] with a title.",
        )
    defaults = canvas.defaults
    yield from _check_limits(file, ("defaults",), defaults.at_most, defaults.characters)
    if defaults.kind not in KINDS:
        yield _unknown_kind(file, ("defaults", "kind"), defaults.kind)
    for name, section in canvas.section.items():
        if section.at_most is not None or section.characters is not None:
            yield from _check_limits(file, ("section", name), section.at_most, section.characters)
        if section.colour is not None:
            yield from check_colour(file, ("section", name, "colour"), section.colour, colours)
        kind = KINDS.get(canvas.kind_of(name))
        if kind is not None:
            yield from _check_kind(file, name, section, canvas.kind_of(name), kind)
        elif section.kind is not None:
            yield _unknown_kind(file, ("section", name, "kind"), section.kind)


def _unknown_kind(file: str, path: KeyPath, kind: str) -> Finding:
    message = f"There is no kind '{kind}'."
    return Finding(file=file, path=path, code="unknown-kind", message=message, hint=advice(kind, KINDS))


def _check_limits(file: str, path: KeyPath, at_most: int | None, characters: int | None) -> Iterator[Finding]:
    if at_most is not None and at_most < 1:
        yield out_of_range(file, (*path, "at-most"), at_most, "leave the key out for no limit")
    if characters is not None and not 1 <= characters <= LONGEST:
        yield Finding(
            file=file,
            path=(*path, "characters"),
            code="out-of-range",
            message=f"'characters' must be from 1 to {LONGEST}, not {characters}.",
            hint=f"Write a number from 1 to {LONGEST}, or leave the key out.",
        )


def out_of_range(file: str, path: KeyPath, found: int, otherwise: str) -> Finding:
    """A count that is less than 1; `otherwise` is what to do instead of writing a number."""
    return Finding(
        file=file,
        path=path,
        code="out-of-range",
        message=f"'{path[-1]}' must be at least 1, not {found}.",
        hint=f"Write a number from 1, or {otherwise}.",
    )


def _check_kind(file: str, name: str, section: Section, called: str, kind: Kind) -> Iterator[Finding]:
    if section.parts and not kind.many:
        many = " or ".join(f'"{one}"' for one, other in KINDS.items() if other.many)
        yield Finding(
            file=file,
            path=("section", name, "parts"),
            at="key",
            code="parts-not-here",
            message=f"The section '{name}' is of kind '{called}' and holds one entry, so it cannot have parts.",
            hint=f"Take the parts away, or write kind = {many}.",
        )
    if kind.open and not section.fields:
        yield Finding(
            file=file,
            path=("section", name),
            at="key",
            code="fields-missing",
            message=f"The section '{name}' is of kind '{called}', but brings no fields.",
            hint='Add some, like fields.nimi = { title = "Nimi" }.',
        )
    if section.fields and not kind.open:
        yield Finding(
            file=file,
            path=("section", name, "fields"),
            at="key",
            code="fields-not-here",
            message=f"The section '{name}' is of kind '{called}', which takes no fields of the section's own.",
            hint='Take them away, or write kind = "fields".',
        )
    elif section.fields:
        yield from _check_fields(file, name, section)


def _check_fields(file: str, name: str, section: Section) -> Iterator[Finding]:
    for key, field in section.fields.items():
        path: KeyPath = ("section", name, "fields", key)
        if key in RESERVED:
            yield Finding(
                file=file,
                path=path,
                at="key",
                code="reserved-field",
                message=f"A field cannot be called '{key}': commands use that name for something else.",
                hint=f"Call it something else, like '{key}-1'. Taken: {', '.join(sorted(RESERVED))}.",
            )
        if field.type == "choice" and not field.choices:
            yield Finding(
                file=file,
                path=path,
                at="key",
                code="choices-missing",
                message=f"The field '{key}' is of type choice, but has nothing to choose between.",
                hint='Add some, like choices.pieni = "Pieni".',
            )
        if field.choices and field.type != "choice":
            yield Finding(
                file=file,
                path=(*path, "choices"),
                at="key",
                code="choices-not-here",
                message=f"The field '{key}' has choices, but is of type '{field.type}'.",
                hint='Write type = "choice", or take the choices away.',
            )
