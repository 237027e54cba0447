"""Carries: entries that a flow copies from one sheet to another, and those that it gathers from the sheets of groups
and participants onto one. A copy is a snapshot with its origin, made once when a step that works on its place is
entered, and again only when a facilitator asks for it; a step that gathers takes whenever it is entered what has not
come yet. What is taken by votes waits while those are secret, and comes when they are shown.

What does not fit is left where it is; limits never delete, and nothing that stands at the place is touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from typing import Any

from attrs import evolve as with_
from attrs import frozen

from tyopaja.engine import gathering
from tyopaja.engine.asking import Ask
from tyopaja.engine.evolve import fold
from tyopaja.engine.values import check_value, fault_of, with_defaults
from tyopaja.errors import Refused, UnknownId
from tyopaja.model import commands as c
from tyopaja.model.events import Added, Carried, Event, Stepped
from tyopaja.model.flow import Carry
from tyopaja.model.kinds import Kind, Value
from tyopaja.model.place import Place, instance_of, own_of
from tyopaja.model.secrecy import secret_entries, secret_places
from tyopaja.model.standing import entries_at, owners_of, sheets_at
from tyopaja.model.state import Entry, State
from tyopaja.model.taking import taken

Events = tuple[Event, ...]


def on_entering(ask: Ask[Any], events: Events) -> Events:
    """The events of a command that went to other steps, and those of what comes to the places where those work:
    carries, and what was filled by each group or participant and is gathered.

    A carry that finds nothing to take leaves no event: it is tried again when such a step is entered next.
    """
    entered = [state for event in events if isinstance(event, Stepped) for state in event.entered if "." not in state]
    working = _shown_to(ask, events)
    if not (entered or working):
        return events
    ways = [*_carries_due(ask, entered, working), *_gathering(ask, entered)]
    return (*events, *_brought(ask, events, ways)) if ways else events


def carry(ask: Ask[c.Carry]) -> Events:
    """What has not come yet of all that the flow's carries and gathering steps bring to a place."""
    to, flow = Place.parse(ask.command.to), ask.rules.definitions.flow
    asked = [
        _Way(number, one, Place.parse(one.from_), there)
        for number, one in enumerate(flow.carry)
        if to.covers(Place.parse(one.to))
        for there in _sheets_to(ask, Place.parse(one.to))
    ]
    gathered = [step.id for step in flow.step if to.sheet in step.gather]
    asked += _gathering(ask, gathered[:1], only=to)
    if not asked:
        known = ", ".join(
            dict.fromkeys((*(one.to for one in flow.carry), *(s for one in flow.step for s in one.gather)))
        )
        ask.refuse("no-such-carry", to=ask.command.to, known=known or "–")
    brought = _brought(ask, (), asked)
    if not brought and any(_is_secret(ask, way) for way in asked):
        ask.refuse("votes-secret")
    if not brought:
        ask.refuse("nothing-to-carry", place=ask.title(str(to)))
    return brought


@frozen
class _Way:
    """One thing that is brought: from where to where."""

    number: int | None
    """Which `[[carry]]` of the flow, counted from 0; None for what is gathered."""
    carry: Carry | None
    source: Place
    """As the flow writes it, or on one group's or participant's own sheet."""
    to: Place


def _shown_to(ask: Ask[Any], events: Events) -> list[str]:
    """The steps that go on when a vote in secret is over, and to which what was voted for may come."""
    before = secret_places(ask.rules.definitions, ask.state)
    after = fold(events, ask.state) if before else ask.state
    if before <= secret_places(ask.rules.definitions, after):
        return []
    return [state for state in after.steps if "." not in state]


def _is_secret(ask: Ask[Any], way: _Way) -> bool:
    """Whether what comes this way would tell how people vote while nobody may see that."""
    places = secret_places(ask.rules.definitions, ask.state)
    if not places or way.carry is None or way.carry.take != "voted":
        return False
    sources = _sheets_to(ask, way.source)
    if any(_meet(source, place) for source in sources for place in places):
        return True
    secret = secret_entries(places, ask.state)
    return any(entry.id in secret for entry in entries_at(ask.rules.definitions, ask.state, str(way.source)))


def _carries_due(ask: Ask[Any], entered: list[str], working: list[str]) -> Iterator[_Way]:
    """The carries that lead to where the steps entered work, those by votes also to the steps `working`, and that were
    not taken there yet."""
    for number, one in enumerate(ask.rules.definitions.flow.carry):
        to = Place.parse(one.to)
        due = dict.fromkeys((*entered, *(working if one.take == "voted" else ())))
        states = [
            state for state in due if any(_meet(to, Place.parse(written)) for written in ask.rules.step(state).on)
        ]
        if not states:
            continue
        if ask.rules.definitions.flow.per(to.sheet) == "session":
            if not ask.state.carried.get(number):
                yield _Way(number, one, Place.parse(one.from_), to)
            continue
        for there in dict.fromkeys(place for state in states for place in _sheets_to(ask, to, instance_of(state))):
            if not _come(ask.state, there):
                yield _Way(number, one, Place.parse(one.from_), there)


def _sheets_to(ask: Ask[Any], to: Place, instance: str | None = None) -> Iterator[Place]:
    """The place on each sheet that is meant, where each group or participant has one."""
    for sheet in sheets_at(ask.rules.definitions, ask.state, to.sheet, instance):
        yield with_(to, sheet=sheet)


def _gathering(ask: Ask[Any], entered: Iterable[str], only: Place | None = None) -> Iterator[_Way]:
    """What the steps entered gather: section by section, from each own sheet onto the one that everybody sees."""
    definitions = ask.rules.definitions
    for sheet in dict.fromkeys(sheet for state in entered for sheet in ask.rules.step(state).gather):
        canvas = definitions.canvases.get(sheet)
        for section in canvas.section if canvas is not None else ():
            for owner in owners_of(definitions, ask.state, sheet):
                to = Place(sheet, section)
                if only is None or only.covers(to) or to.covers(only):
                    yield _Way(None, None, Place(own_of(sheet, owner), section), to)


def _meet(one: Place, other: Place) -> bool:
    return one.covers(other) or other.covers(one)


def _brought(ask: Ask[Any], before: Events, ways: Iterable[_Way]) -> Events:
    """The events of what is brought, one way after the other: what one brings the next may take on."""
    state = fold(before, ask.state)
    # A client may have given an entry such an id before.
    fresh = (name for number in count(1) if (name := f"{ask.id}.{number}") not in ask.state.entries)
    found: list[Event] = []
    for way in ways:
        if _is_secret(with_(ask, state=state), way):
            continue
        copies = _copies(with_(ask, state=state), way)
        brought: list[Event] = [ask.event(Added, entry=next(fresh), **copy) for copy in copies]
        if brought:
            if way.number is not None:
                names = tuple(event.entry for event in brought if isinstance(event, Added))
                brought.append(ask.event(Carried, carry=way.number, entries=names))
            found += brought
            state = fold(brought, state)
    return (*found, *gathering.together(with_(ask, state=state), found, fresh))


def _copies(ask: Ask[Any], way: _Way) -> Iterator[dict[str, Any]]:
    """What is said of each new entry, as far as there is room. What is not revealed yet stays where it is."""
    source, to = way.source, way.to
    section, state = str(to.section), ask.state
    kind, of = ask.rules.kind(to.sheet, section), ask.rules.kind(source.sheet, str(source.section))
    here = state.entries_in(to.sheet, section)
    held = [entry.part for entry in here]
    # What each own sheet began with, and nobody has changed, comes from the first of them alone.
    begun = {(entry.part, entry.text) for entry in here if way.carry is None and entry.by == ""}
    limit = ask.rules.canvas(to.sheet).limit_of(section) if kind.many else None
    come = _come(state, to)
    standing = entries_at(ask.rules.definitions, state, str(source))
    taking = Carry(from_=str(source), to=str(to)) if way.carry is None else way.carry
    for entry in taken([one for one in standing if not one.private], taking.take, taking.at_most):
        if limit is not None and len(held) >= limit:
            return
        part, text = to.part or _same_part(ask, to, entry), entry.text if kind.main else None
        fields = _shared(ask, entry, of, kind)
        lost = part is None and bool(ask.rules.section(to.sheet, section).parts)
        again = gathering.first(state, entry.id) in come or (entry.by == "" and (part, text) in begun)
        if again or lost or (part in held and not kind.many) or not _fits(ask, kind, to, text, fields):
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
    an undo took back has not come; what was gathered counts as what it was gathered from."""
    return {
        gathering.first(state, entry.origin)
        for entry in state.entries.values()
        if entry.origin is not None and _was_brought(state, entry, to)
    }


def _was_brought(state: State, entry: Entry, to: Place) -> bool:
    deed = state.deeds.get(entry.id.rpartition(".")[0])
    if deed is not None and deed.undone:
        return False
    first = (one for one in deed.events if isinstance(one, Added) and one.entry == entry.id) if deed else ()
    return any(to.covers(Place(one.sheet, one.section, one.part)) for one in (entry, *first))
