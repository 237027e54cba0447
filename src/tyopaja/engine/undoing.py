"""The decider of `undo`. A command is taken back by the events that reverse its own, so the journal only ever
grows and keeps both. What others have built on is not taken from under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve as with_

from tyopaja.engine.asking import Ask
from tyopaja.engine.choices import has_vote_left
from tyopaja.engine.entries import check_room
from tyopaja.errors import UnknownId
from tyopaja.model.commands import Undo
from tyopaja.model.events import (
    Approved,
    Carried,
    Event,
    Joined,
    Linked,
    Moved,
    Picked,
    Rang,
    Restored,
    Stepped,
    Timed,
    Undone,
    Unlinked,
    Unpicked,
    Unvoted,
    Voted,
)
from tyopaja.model.place import Place
from tyopaja.model.state import Deed, Entry, State


def undo(ask: Ask[Undo]) -> tuple[Event, ...]:
    """Take back the command named, or one's own latest that can be."""
    name, deed = _which(ask)
    if deed.by != ask.command.by and ask.person().role != "facilitator":
        ask.refuse("not-your-command", id=name)
    if deed.undone:
        ask.refuse("undone-already", id=name)
    if not deed.undo:
        ask.refuse("cannot-undo", id=name)
    if not _as_it_was_left(ask, deed):
        ask.refuse("built-on", id=name)
    for event in deed.undo:
        _check_room(ask, name, event)
    reversing = tuple(with_(event, at=ask.at, by=ask.command.by, command=ask.id) for event in deed.undo)
    return (*reversing, ask.event(Undone, of=name))


def _check_room(ask: Ask[Undo], name: str, event: Event) -> None:
    """What comes back keeps the limits: the place that it left may have been taken, its votes given elsewhere."""
    if not isinstance(event, Restored | Moved | Voted):
        return
    entry = ask.state.entries[event.entry]
    voters = () if isinstance(event, Moved) else entry.votes if isinstance(event, Restored) else (event.person,)
    if not all(has_vote_left(ask, voter, entry) for voter in voters):
        ask.refuse("built-on", id=name)
    if isinstance(event, Voted):
        return
    back = entry if isinstance(event, Restored) else event
    there, section = Place(back.sheet, back.section, back.part), (back.sheet, back.section)
    elsewhere = isinstance(event, Restored) or section != (entry.sheet, entry.section) or back.part != entry.part
    canvas = ask.rules.definitions.canvases.get(back.sheet)
    # A section that an upgrade took away has no limits: what comes back there is kept aside.
    if elsewhere and canvas is not None and back.section in canvas.section:
        check_room(ask, there, entry)


def _which(ask: Ask[Undo]) -> tuple[str, Deed]:
    named = ask.command.of
    if named is not None:
        if named not in ask.state.deeds:
            raise UnknownId("command", named, ask.state.deeds)
        return named, ask.state.deeds[named]
    found = next(((name, deed) for name, deed in _own_deeds(ask) if deed.undo and not deed.undone), None)
    if found is None:
        ask.refuse("nothing-to-undo")
    return found


def _own_deeds(ask: Ask[Undo]) -> Iterator[tuple[str, Deed]]:
    name = ask.state.latest.get(ask.command.by)
    while name is not None:
        deed = ask.state.deeds[name]
        yield name, deed
        name = deed.before


def _as_it_was_left(ask: Ask[Undo], deed: Deed) -> bool:
    """Whether everything that the command touched is still as it left it.

    A vote, a choice or a link stands by itself, whatever others did to its entry; words and places are what the others
    built on.
    """
    by_themselves = [event for event in deed.events if type(event) in _BY_THEMSELVES]
    if not all(_BY_THEMSELVES[type(event)](ask.state, event) for event in by_themselves):
        return False
    alone = len(by_themselves) == len(deed.events)
    return alone or all(ask.state.entries.get(entry.id) == entry for entry in deed.touched)


def _standing(state: State, event: Any) -> Entry | None:
    entry = state.entries[event.entry]
    return None if entry.removed else entry


_BY_THEMSELVES: Mapping[type[Event], Callable[[State, Any], bool]] = {
    Joined: lambda state, event: True,
    Stepped: lambda state, event: state.steps == event.now,
    Timed: lambda state, event: state.timers.get(event.step) == event.timer,
    Rang: lambda state, event: event.step in state.timers and state.timers[event.step].rung,
    Approved: lambda state, event: event.person in state.approvals.get(event.sheet, ()),
    Voted: lambda state, event: (entry := _standing(state, event)) is not None and event.person in entry.votes,
    Unvoted: lambda state, event: (entry := _standing(state, event)) is not None and event.person not in entry.votes,
    Picked: lambda state, event: (
        (entry := _standing(state, event)) is not None and entry.picked is not None and entry.reason == event.reason
    ),
    Unpicked: lambda state, event: (entry := _standing(state, event)) is not None and entry.picked is None,
    Linked: lambda state, event: (entry := _standing(state, event)) is not None and event.to in entry.links,
    Unlinked: lambda state, event: (entry := _standing(state, event)) is not None and event.to not in entry.links,
    Carried: lambda state, event: True,
}
"""Event → whether what it made is still so, for events that make something by itself."""
