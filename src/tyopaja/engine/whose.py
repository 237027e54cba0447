"""Whose sheet a command means, where each group or participant has one of their own, and who may write on it.

A command names a sheet as the flow does and says whose by `group` or `person`; what it leaves out is the author's own.
Once the sheets have been gathered, the plain name means in a step of all the one that everybody sees."""

from __future__ import annotations

from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.model.place import Place, base_of, instance_of, own_of
from tyopaja.model.standing import is_gathered, owners_of, sheets_at


def place_meant(ask: Ask[Any], sheet: str, section: str, part: str | None) -> Place:
    """A section, or a part of it, on the sheet that a command means. Raises UnknownId; refused where it cannot be told
    whose is meant, or where it is not the person's to write on."""
    return ask.rules.place(sheet_meant(ask, sheet), section, part)


def sheet_meant(ask: Ask[Any], written: str, by_default: str | None = None) -> str:
    """The sheet of the session that a command means by the name of one, written with whose it is or without.

    `by_default` is whose is meant where the command says nothing; the author's own without it.
    """
    name = base_of(written)
    ask.rules.canvas(name)
    said = _owner_said(ask, written, name)
    if ask.rules.definitions.flow.per(name) == "session":
        if said is not None:
            ask.refuse("everybodys-sheet", sheet=ask.title(name))
        return name
    if said is None and by_default is None and _is_together(ask, name):
        return name
    sheet = own_of(name, said or by_default or _own(ask, name))
    check_whose(ask, sheet)
    return sheet


def check_whose(ask: Ask[Any], sheet: str) -> None:
    """Refuse to let a participant write on the sheet of another, or of another group."""
    owner, person = instance_of(sheet), ask.person()
    # By what the sheet is for: what a group left behind that there is no more belongs to nobody who is called like it.
    per_person = ask.rules.definitions.flow.per(base_of(sheet)) == "participant"
    mine = person.id if per_person else ask.state.group_of(person.id)
    if owner is None or person.role == "facilitator" or owner == mine:
        return
    ask.refuse("not-your-sheet", sheet=ask.title(base_of(sheet)), owner=ask.owner(owner))


def works_there(ask: Ask[Any], step: str, there: Place) -> bool:
    """Whether an active step works on a place: in an instance on the sheets of that instance, in a step of all also on
    the one on which they are gathered."""
    instance = instance_of(step)
    return any(_covers(ask, Place.parse(written), there, instance) for written in ask.rules.step(step).on)


def _covers(ask: Ask[Any], place: Place, there: Place, instance: str | None) -> bool:
    if base_of(there.sheet) != place.sheet or not Place(there.sheet, place.section, place.part).covers(there):
        return False
    if there.sheet == place.sheet and instance is None:
        return True
    return there.sheet in sheets_at(ask.rules.definitions, ask.state, place.sheet, instance)


def writes_privately(ask: Ask[Any], there: Place) -> bool:
    """Whether only the author sees what they write at a place now: a step in which each writes for themselves works
    there."""
    return any(is_private(ask, leaf) and works_there(ask, leaf, there) for leaf in ask.own_leaves() if "." not in leaf)


def is_private(ask: Ask[Any], step: str) -> bool:
    """Whether each sees only their own of what is written in a step."""
    known = ask.rules.step(step)
    return known.private or ask.rules.activity(known).sees == "own"


def _owner_said(ask: Ask[Any], written: str, name: str) -> str | None:
    """Whose sheet a command says that it means; None where it says nothing. Raises UnknownId."""
    named = instance_of(written)
    group, person = getattr(ask.command, "group", None), getattr(ask.command, "person", None)
    if len({one for one in (named, group, person) if one is not None}) > 1:
        ask.refuse("whose-of-two", sheet=ask.title(name))
    said = named or group or person
    if said is None or ask.rules.definitions.flow.per(name) == "session":
        return said
    state, per = ask.state, ask.rules.definitions.flow.per(name)
    if said in owners_of(ask.rules.definitions, state, name):
        return said
    if per == "participant":
        if said in state.people:
            return said
        raise ask.unknown("person", said, state.people)
    if said in state.people:
        return state.group_of(said) or _without_group(ask, said)
    raise ask.unknown("group", said, state.groups)


def _own(ask: Ask[Any], name: str) -> str:
    """The group or the participant that the author is; a facilitator has none and says whose sheet is meant."""
    person = ask.person()
    if ask.rules.definitions.flow.per(name) == "participant":
        return person.id if person.role == "participant" else _not_said(ask, name, "person")
    group = ask.state.group_of(person.id)
    if group is not None:
        return group
    return _not_said(ask, name, "group") if person.role == "facilitator" else _without_group(ask, person.id)


def _not_said(ask: Ask[Any], name: str, key: str) -> str:
    owners = owners_of(ask.rules.definitions, ask.state, name)
    ask.refuse(f"whose-{key}", sheet=ask.title(name), owners=", ".join(owners) or "–")


def _without_group(ask: Ask[Any], person: str) -> str:
    ask.refuse("no-group", person=ask.owner(person), groups=", ".join(ask.state.groups) or "–")


def _is_together(ask: Ask[Any], name: str) -> bool:
    """Whether the plain name means the one sheet that everybody sees: in a step of all, once they were gathered."""
    steps = [state for state in ask.state.steps if "." not in state]
    own = [leaf for leaf in ask.own_leaves() if "." not in leaf]
    inside = (leaf for leaf in own if instance_of(leaf) is not None)
    if any(Place.parse(written).sheet == name for leaf in inside for written in ask.rules.step(leaf).on):
        return False
    gathering = any(name in ask.rules.step(state).gather for state in steps)
    return gathering or is_gathered(ask.rules.definitions, ask.state, name)
