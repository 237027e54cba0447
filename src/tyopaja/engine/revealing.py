"""Deciders about what people have written for themselves: when everybody sees it. It never becomes private again, but
by an undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from attrs import evolve as with_

from tyopaja.engine.asking import Ask
from tyopaja.engine.evolve import fold
from tyopaja.engine.whose import is_private, sheet_meant, works_there
from tyopaja.model.commands import Reveal
from tyopaja.model.events import Event, Linked, Revealed, Stepped, Undone
from tyopaja.model.place import Place, base_of, instance_of
from tyopaja.model.standing import entries_at
from tyopaja.model.state import Entry, State

Events = tuple[Event, ...]

REVEAL = "reveal"
"""The activity in which people decide when they show what they wrote; entering it shows nothing yet."""


def reveal(ask: Ask[Reveal]) -> Events:
    """One entry, what is on a sheet or in a section of it, or all that the steps going on work on. Where an activity
    lets participants reveal, each shows their own."""
    command = ask.command
    if command.entry is not None:
        return _revealed(ask, (_to_show(ask, command.entry),))
    found = (entry for written, instance in _places(ask) for entry in _at(ask, ask.state, written, instance))
    everybodys = ask.person().role == "facilitator"
    return _revealed(ask, (entry for entry in found if everybodys or ask.sees(entry)))


def _to_show(ask: Ask[Reveal], name: str) -> Entry:
    """The entry named: any for a facilitator, for a participant one of their own. Raises UnknownId."""
    return ask.standing(name) if ask.person().role == "facilitator" else ask.entry(name)


def where_revealed(ask: Ask[Reveal]) -> tuple[Place, ...]:
    """The places that it is about, for who may reveal on some alone. Where it names none they are those of the steps
    themselves. Raises UnknownId."""
    command = ask.command
    if command.entry is not None:
        entry = _to_show(ask, command.entry)
        return (Place(entry.sheet, entry.section, entry.part),)
    return tuple(Place.parse(written) for written, _ in _places(ask)) if command.sheet is not None else ()


def _places(ask: Ask[Reveal]) -> Iterable[tuple[str, str | None]]:
    """The places, as definitions write them, each with whose sheet is meant."""
    sheet, section = ask.command.sheet, ask.command.section
    if sheet is None and section is not None:
        ask.refuse("reveal-where")
    if sheet is not None:
        ask.rules.canvas(sheet)
        if ask.person().role != "facilitator":
            sheet = sheet_meant(ask, sheet)
        if section is not None:
            ask.rules.section(sheet, section)
        return ((sheet if section is None else f"{sheet}.{section}", instance_of(sheet)),)
    leaves = [leaf for leaf in ask.own_leaves() if "." not in leaf]
    return tuple((written, instance_of(leaf)) for leaf in leaves for written in ask.rules.step(leaf).on)


def _at(ask: Ask[Any], state: State, written: str, instance: str | None) -> tuple[Entry, ...]:
    place, entries = Place.parse(written), partial(entries_at, ask.rules.definitions, state)
    if instance_of(place.sheet) is None:
        return entries(written, instance)
    # One that is named with whose it is: the sheet itself, whoever it belongs to.
    bare = Place(base_of(place.sheet), place.section, place.part)
    return tuple(entry for entry in entries(str(bare), instance) if entry.sheet == place.sheet)


def _revealed(ask: Ask[Any], entries: Iterable[Entry]) -> Events:
    """What of the entries is private, shown; nothing where none is."""
    names = tuple(dict.fromkeys(entry.id for entry in entries if entry.private and not entry.removed))
    return (ask.event(Revealed, entries=names),) if names else ()


def on_entering(ask: Ask[Any], events: Events) -> Events:
    """A command's events, and what the steps that were entered show by themselves: whoever goes on to work on what was
    written works on all of it. At the end of the flow nothing is left in the dark.

    A step in which each writes for themselves shows nothing, nor does one that is there to reveal. Where steps run side
    by side, nothing is shown of those who are still writing there for themselves.
    """
    stepped = [event for event in events if isinstance(event, Stepped)]
    if not stepped or not ask.state.unrevealed:
        return events
    after = fold(events, ask.state)
    if not after.steps:
        return (*events, *_revealed(ask, (after.entries[name] for name in sorted(after.unrevealed))))
    entered = [state for event in stepped for state in event.entered if "." not in state]
    showing = [state for state in entered if not is_private(ask, state) and ask.rules.step(state).activity != REVEAL]
    found = (
        entry
        for state in showing
        for written in ask.rules.step(state).on
        for entry in _at(ask, after, written, instance_of(state))
    )
    later = with_(ask, state=after)
    return (*events, *_revealed(ask, (entry for entry in found if entry.private and not _is_writing(later, entry))))


def _is_writing(ask: Ask[Any], entry: Entry) -> bool:
    """Whether the author of an entry is in a step in which each writes for themselves where it stands."""
    there, own = Place(entry.sheet, entry.section, entry.part), (None, entry.by, ask.state.group_of(entry.by))
    return any(
        instance_of(leaf) in own and is_private(ask, leaf) and works_there(ask, leaf, there)
        for leaf in ask.state.leaves
        if "." not in leaf
    )


def still_revealed(state: State, event: Revealed) -> bool:
    """Whether everybody sees the entries still, and nobody has done anything with them since: what was worked on before
    the eyes of all, answered or brought elsewhere, is not put out of sight."""
    if any(state.entries[name].private for name in event.entries):
        return False
    names = frozenset(event.entries)
    others = {name: deed for name, deed in state.deeds.items() if name != event.command and not deed.undone}
    since = [deed for deed in others.values() if not isinstance(deed.events[-1], Undone)]
    if any(entry.id in names and not entry.private for deed in since for entry in deed.touched):
        return False
    if any(_is_answer(state, one, names) for deed in since for one in deed.events if len(deed.events) == 1):
        return False
    copies = (entry for entry in state.entries.values() if entry.origin is not None)
    return not any(
        entry.id.rpartition(".")[0] in others and not names.isdisjoint(_line(state, entry)) for entry in copies
    )


def _is_answer(state: State, event: Event, names: frozenset[str]) -> bool:
    """Whether somebody tied another entry to one of those named that they did not write, and it is so still."""
    if not isinstance(event, Linked) or event.to not in names or event.by == state.entries[event.to].by:
        return False
    return event.to in state.entries[event.entry].links


def _line(state: State, entry: Entry) -> Iterator[str]:
    """The entries that one is a copy of: its origin, the origin of that, and so on."""
    while entry.origin is not None:
        yield entry.origin
        entry = state.entries[entry.origin]
