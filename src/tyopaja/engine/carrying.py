"""Carries: entries that a flow copies from one sheet to another. A copy is a snapshot with its origin, made once when
a step that works on its place is entered, and again only when a facilitator asks for it.

What does not fit is left where it is; limits never delete, and nothing that stands at the place is touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from typing import Any

from attrs import evolve as with_

from tyopaja.engine.asking import Ask
from tyopaja.engine.evolve import fold
from tyopaja.engine.values import check_value, fault_of, with_defaults
from tyopaja.errors import Refused, UnknownId
from tyopaja.model import commands as c
from tyopaja.model.events import Added, Carried, Event, Stepped
from tyopaja.model.flow import Carry
from tyopaja.model.kinds import Kind, Value
from tyopaja.model.place import Place
from tyopaja.model.state import Entry, State
from tyopaja.model.taking import taken

Events = tuple[Event, ...]


def on_entering(ask: Ask[Any], events: Events) -> Events:
    """The events of a command that went to other steps, and those of the carries that lead to where they work.

    A carry that finds nothing to take leaves no event: it is tried again when such a step is entered next.
    """
    carries = tuple(enumerate(ask.rules.definitions.flow.carry))
    entered = [step for event in events if isinstance(event, Stepped) for step in event.entered if "." not in step]
    places = [Place.parse(written) for step in entered for written in ask.rules.step(step).on]
    due = [
        (number, carry)
        for number, carry in carries
        if not ask.state.carried.get(number) and any(_meet(Place.parse(carry.to), place) for place in places)
    ]
    return (*events, *_brought(ask, events, due)) if due else events


def carry(ask: Ask[c.Carry]) -> Events:
    """What has not come yet of all that the flow's carries bring to a place."""
    to, carries = Place.parse(ask.command.to), tuple(enumerate(ask.rules.definitions.flow.carry))
    asked = [(number, one) for number, one in carries if to.covers(Place.parse(one.to))]
    if not asked:
        known = ", ".join(dict.fromkeys(one.to for _, one in carries))
        ask.refuse("no-such-carry", to=ask.command.to, known=known or "–")
    brought = _brought(ask, (), asked)
    if not brought:
        ask.refuse("nothing-to-carry", place=ask.title(str(to)))
    return brought


def _meet(one: Place, other: Place) -> bool:
    return one.covers(other) or other.covers(one)


def _brought(ask: Ask[Any], before: Events, carries: list[tuple[int, Carry]]) -> Events:
    """The events of some carries, one after the other: what one brings the next may take on."""
    state = fold(before, ask.state)
    # A client may have given an entry such an id before.
    fresh = (name for number in count(1) if (name := f"{ask.id}.{number}") not in ask.state.entries)
    found: list[Event] = []
    for number, one in carries:
        copies = _copies(with_(ask, state=state), Place.parse(one.from_), Place.parse(one.to), one)
        brought = [ask.event(Added, entry=next(fresh), **copy) for copy in copies]
        if brought:
            carried = ask.event(Carried, carry=number, entries=tuple(event.entry for event in brought))
            found += [*brought, carried]
            state = fold((*brought, carried), state)
    return tuple(found)


def _copies(ask: Ask[Any], source: Place, to: Place, carry: Carry) -> Iterator[dict[str, Any]]:
    """What is said of each new entry, as far as there is room."""
    section, state = str(to.section), ask.state
    kind, of = ask.rules.kind(to.sheet, section), ask.rules.kind(source.sheet, str(source.section))
    held = [entry.part for entry in state.entries_in(to.sheet, section)]
    limit = ask.rules.canvas(to.sheet).limit_of(section) if kind.many else None
    come = _come(state, to)
    for entry in taken(state.entries_in(source.sheet, str(source.section), source.part), carry.take, carry.at_most):
        if limit is not None and len(held) >= limit:
            return
        part, text = to.part or _same_part(ask, to, entry), entry.text if kind.main else None
        fields = _shared(ask, entry, of, kind)
        lost = part is None and bool(ask.rules.section(to.sheet, section).parts)
        if entry.id in come or lost or (part in held and not kind.many) or not _fits(ask, kind, to, text, fields):
            continue
        held.append(part)
        place = {"sheet": to.sheet, "section": section, "part": part}
        yield {**place, "text": text, "fields": with_defaults(kind, fields), "origin": entry.id}


def _same_part(ask: Ask[Any], to: Place, entry: Entry) -> str | None:
    """Where the place has parts and the carry names none: the one that is called as the entry's own."""
    return entry.part if entry.part in ask.rules.section(to.sheet, str(to.section)).parts else None


def _shared(ask: Ask[Any], entry: Entry, of: Kind, kind: Kind) -> dict[str, Value]:
    """The values of an entry that have the same meaning in the other kind, and fit there."""
    shared: dict[str, Value] = {}
    for name, value in entry.fields.items():
        if name in of.fields and name in kind.fields and of.fields[name].type == kind.fields[name].type:
            with suppress(Refused, UnknownId):
                shared[name] = check_value(ask, name, value, kind.fields[name])
    return shared


def _fits(ask: Ask[Any], kind: Kind, to: Place, text: str | None, fields: Mapping[str, Value]) -> bool:
    if text is None:
        return bool(fields) and not (kind.main and kind.main.required)
    return fault_of(text, ask.rules.canvas(to.sheet).characters_of(str(to.section))) is None


def _come(state: State, to: Place) -> set[str]:
    """The entries of which a copy was brought to a place before, also when it was taken away or elsewhere since. What
    an undo took back has not come."""
    return {
        entry.origin for entry in state.entries.values() if entry.origin is not None and _was_brought(state, entry, to)
    }


def _was_brought(state: State, entry: Entry, to: Place) -> bool:
    deed = state.deeds.get(entry.id.rpartition(".")[0])
    if deed is not None and deed.undone:
        return False
    first = (one for one in deed.events if isinstance(one, Added) and one.entry == entry.id) if deed else ()
    return any(to.covers(Place(one.sheet, one.section, one.part)) for one in (entry, *first))
