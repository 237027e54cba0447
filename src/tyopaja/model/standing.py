"""What stands at a place that definitions name, on the sheet or the sheets that are meant there and then.

Where each group or participant has a sheet of their own, a place means in an instance of a step the sheet of that
instance; in a step of all the one on which the sheets were gathered, or all of them until that has happened."""

from __future__ import annotations

from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place, own_of
from tyopaja.model.state import Entry, State


def sheets_at(definitions: Definitions, state: State, sheet: str, instance: str | None) -> tuple[str, ...]:
    """The sheets of the session that are meant by a sheet of the flow, in the order of the groups or the people.

    `instance` is the group or the participant in whose instance of a step it is asked, None in a step of all.
    """
    per = definitions.flow.per(sheet)
    if per == "session" or sheet not in definitions.canvases:
        return (sheet,)
    owners = state.groups if per == "group" else state.people
    if instance is not None:
        if instance in owners:
            return (own_of(sheet, instance),)
        if per == "participant":
            return tuple(own_of(sheet, person) for person in state.groups.get(instance, ()))
        group = state.group_of(instance)
        return () if group is None else (own_of(sheet, group),)
    sections = definitions.canvases[sheet].section
    if any(state.boxes.get((sheet, section)) for section in sections):
        return (sheet,)
    return tuple(own_of(sheet, owner) for owner in owners)


def entries_at(definitions: Definitions, state: State, written: str, instance: str | None = None) -> tuple[Entry, ...]:
    """The entries at `sheet`, `sheet.section` or `sheet.section.part`, in their order; () where there is no such
    place."""
    place = Place.parse(written)
    canvas = definitions.canvases.get(place.sheet)
    if canvas is None:
        return ()
    sections = tuple(canvas.section) if place.section is None else (place.section,)
    return tuple(
        entry
        for sheet in sheets_at(definitions, state, place.sheet, instance)
        for section in sections
        for entry in state.entries_in(sheet, section, place.part)
    )
