"""What stands at a place that definitions name, on the sheet or the sheets that are meant there and then.

Where each group or participant has a sheet of their own, a place means in an instance of a step the sheet of that
instance; in a step of all the one on which the sheets were gathered, or all of them until that has happened."""

from __future__ import annotations

from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place, base_of, own_of
from tyopaja.model.state import Box, Entry, State


def is_gathered(definitions: Definitions, state: State, sheet: str) -> bool:
    """Whether something stands on the one sheet that everybody sees, of those that each group or participant has."""
    return any(state.boxes.get((sheet, section)) for section in definitions.canvases[sheet].section)


def owners_of(definitions: Definitions, state: State, sheet: str) -> tuple[str, ...]:
    """Who has a sheet of their own of that name: every group, or every participant, then others on whose there is
    something, as that of a group that was merged into another."""
    if definitions.flow.per(sheet) == "group":
        known = tuple(state.groups)
    else:
        known = tuple(person.id for person in state.people.values() if person.role == "participant")
    head = own_of(sheet, "")
    written = {own for own, _ in state.boxes if own.startswith(head)}
    others = {own.removeprefix(head) for own in written}.difference(known, ("",))
    # By length first, so that `ryhma-10` comes behind `ryhma-9`.
    return (*known, *sorted(others, key=lambda owner: (len(owner), owner)))


def sheets_at(definitions: Definitions, state: State, sheet: str, instance: str | None = None) -> tuple[str, ...]:
    """The sheets of the session that are meant by a sheet of the flow, in the order of the groups or the people.

    `instance` is the group or the participant in whose instance of a step it is asked, None in a step of all. A sheet
    that is named with whose it is means itself.
    """
    per = definitions.flow.per(sheet)
    if per == "session" or sheet not in definitions.canvases:
        return (sheet,)
    if instance is None:
        if is_gathered(definitions, state, sheet):
            return (sheet,)
        return tuple(own_of(sheet, owner) for owner in owners_of(definitions, state, sheet))
    if per == "participant":
        people = (instance,) if instance in state.people else state.groups.get(instance, ())
        return tuple(own_of(sheet, person) for person in people)
    group = state.group_of(instance) if instance in state.people else instance
    return () if group is None else (own_of(sheet, group),)


def entries_at(definitions: Definitions, state: State, written: str, instance: str | None = None) -> tuple[Entry, ...]:
    """The entries at `sheet`, `sheet.section` or `sheet.section.part`, in their order; () where there is no such
    place."""
    place = Place.parse(written)
    found: list[Entry] = []
    for sheet, section in _boxes_at(definitions, state, place, instance):
        found += state.entries_in(sheet, section, place.part)
    return tuple(found)


def names_at(definitions: Definitions, state: State, written: str, instance: str | None = None) -> tuple[str, ...]:
    """The ids of the entries at a place, as `entries_at` has them. Only where a part is meant does it look at the
    entries themselves: to be counted they need not be looked up."""
    place = Place.parse(written)
    if place.part is not None:
        return tuple([entry.id for entry in entries_at(definitions, state, written, instance)])
    boxes = _boxes_at(definitions, state, place, instance)
    if len(boxes) == 1:
        return state.boxes.get(boxes[0], ())
    return tuple([name for box in boxes for name in state.boxes.get(box, ())])


def _boxes_at(definitions: Definitions, state: State, place: Place, instance: str | None) -> list[Box]:
    """The sections that are meant by a place, sheet by sheet."""
    canvas = definitions.canvases.get(base_of(place.sheet))
    if canvas is None:
        return []
    sections = tuple(canvas.section) if place.section is None else (place.section,)
    sheets = sheets_at(definitions, state, place.sheet, instance)
    return [(sheet, section) for sheet in sheets for section in sections]
