"""What a sheet asks for, for scripts that make forms of it: its sections, their fields, and what each may hold."""

from __future__ import annotations

from typing import Any

from tyopaja.model.canvas import Axis, Section
from tyopaja.model.kinds import Field
from tyopaja.model.place import base_of, instance_of, own_of
from tyopaja.views.answering import asked_by
from tyopaja.views.sections import colour
from tyopaja.views.source import Source


def sheet(source: Source, name: str) -> dict[str, Any] | None:
    """A sheet of the session as JSON; None where there is none of the name."""
    if base_of(name) not in source.definitions.canvases:
        return None
    canvas = source.canvas(name)
    return {
        "title": source.sheet_title(name),
        "owner": source.owner(name),
        "canvas": canvas.id,
        "sections": [_section(source, name, section) for section in canvas.section],
    }


def _section(source: Source, sheet: str, name: str) -> dict[str, Any]:
    canvas = source.canvas(sheet)
    section, kind = canvas.section[name], source.kind(sheet, name)
    characters = canvas.characters_of(name)
    return {
        "id": name,
        "label": section.label,
        "title": source.text(section.title),
        "prompts": list(source.texts(section.prompts)),
        "kind": canvas.kind_of(name),
        "draw": kind.draw,
        "ordered": kind.ordered,
        "many": kind.many,
        "limit": canvas.limit_of(name),
        "look": section.look,
        "colour": colour(source.definitions.pack.theme, section),
        "fields": [
            _field(source, key, one, characters if key == "text" else one.characters)
            for key, one in kind.fields.items()
        ],
        "axes": _axes(source, sheet, section) if kind.draw == "map" else None,
        "answers": _answers(source, sheet, section),
        "parts": [
            {"id": part, "title": source.text(one.title), "prompts": list(source.texts(one.prompts))}
            for part, one in section.parts.items()
        ],
    }


def _field(source: Source, name: str, field: Field, characters: int) -> dict[str, Any]:
    choices = [[key, source.text(one) or key] for key, one in field.choices.items()]
    if field.type == "colour":
        choices = [[str(place), one] for place, one in enumerate(source.definitions.pack.theme.notes, 1)]
    return {
        "id": name,
        "title": source.text(field.title) or name,
        "type": field.type,
        "required": field.required,
        "choices": choices,
        "scale": list(field.scale) if field.type == "scale" else None,
        "least": field.least,
        "most": field.most,
        "low": source.text(field.low),
        "high": source.text(field.high),
        "characters": characters,
        "default": field.default,
        "example": source.text(field.example),
    }


def _axes(source: Source, sheet: str, section: Section) -> dict[str, str]:
    left, right = _ends(source, sheet, section.axes.get("x"))
    bottom, top = _ends(source, sheet, section.axes.get("y"))
    return {"left": left, "right": right, "bottom": bottom, "top": top}


def _ends(source: Source, sheet: str, axis: Axis | None) -> tuple[str, str]:
    """What the ends of an axis are called: as people say in the section that it names, else as the canvas says."""
    if axis is None:
        return "", ""
    low, high = source.text(axis.low), source.text(axis.high)
    if axis.from_ and axis.from_ in source.canvas(sheet).section:
        entries = source.state.entries_in(sheet, axis.from_)
        names = list(source.kind(sheet, axis.from_).fields)[:2]
        said = [
            next((str(found) for one in entries if (found := one.text if name == "text" else one.fields.get(name))), "")
            for name in names
        ]
        low, high = [*said, "", ""][0] or low, [*said, "", ""][1] or high
    return low, high


def _answers(source: Source, sheet: str, section: Section) -> dict[str, str] | None:
    """The place whose entries are answered: on the sheet of the same owner, where that is one that each has."""
    canvas, _, asked = (section.answers or "").rpartition("/")[2].partition(".")
    found = asked_by(source, base_of(sheet), canvas) if asked else None
    if found is None or asked not in source.canvas(found).section:
        return None
    owner = instance_of(sheet)
    same = owner is not None and source.definitions.flow.per(found) == source.definitions.flow.per(base_of(sheet))
    return {"sheet": own_of(found, owner) if same else found, "section": asked}
