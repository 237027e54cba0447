"""`evolve`: what is so after an event. Pure and total: an event from a journal is never refused, and no definition
is needed to replay it.

Each fold also says which events would take the event back: only the state before knows what that takes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any

from attrs import evolve as with_

from tyopaja.engine.folds import choices, entries, people, steps
from tyopaja.engine.folds.making import Fold, Folds
from tyopaja.engine.replaying import is_open, read, replayed
from tyopaja.model import events as e
from tyopaja.model.state import Deed, Entry, State
from tyopaja.model.unread import Unread

_LASTING = (e.Started, e.Upgraded, e.Undone)


def evolve(state: State, event: e.Event) -> State:
    """The state after `event`."""
    changes, undo = _FOLDS[type(event)](state, event)
    after: Entry | None = changes["entries"].get(getattr(event, "entry", "")) if "entries" in changes else None
    _remember(state, event, undo, after, changes)
    changes["seq"], changes["changed"] = state.seq + 1, event.at
    return state.changed_by(changes)


def fold(events: Iterable[e.Event | Unread], state: State = State()) -> State:  # noqa: B008 (State is frozen)
    """The state after all of `events`."""
    # A state that was changed already is shared, and what comes to it is little.
    return replayed(events, state, evolve) if is_open(state) else reduce(evolve, map(read, events), state)


def _remember(
    state: State, event: e.Event, undo: tuple[e.Event, ...], after: Entry | None, changes: dict[str, Any]
) -> None:
    """Put the deed that the event belongs to, one event longer, into the changes."""
    deeds, by, name = changes.get("deeds", state.deeds), event.by, event.command
    deed: Deed | None = deeds.get(name)
    touched: tuple[Entry, ...] = () if after is None else (after,)
    if deed is None:
        latest = state.latest
        undo = () if isinstance(event, _LASTING) else undo
        deed = Deed(by=by, events=(event,), undo=undo, touched=touched, before=latest.get(by))
        changes["latest"] = {**latest, by: name}
    else:
        # Neither how a session begins nor an upgrade or an undo is taken back, nor what came with them.
        lasting = isinstance(event, _LASTING) or isinstance(deed.events[0], e.Started)
        if after is not None:
            touched = (*(one for one in deed.touched if one.id != after.id), after)
        deed = Deed(
            by=deed.by,
            events=(*deed.events, event),
            undo=() if lasting else (*undo, *deed.undo),
            touched=touched if after is not None else deed.touched,
            before=deed.before,
            undone=deed.undone,
        )
    changes["deeds"] = deeds.insert(name, deed)


def _undone(state: State, event: e.Undone) -> Fold:
    return {"deeds": state.deeds.insert(event.of, with_(state.deeds[event.of], undone=True))}, ()


_FOLDS: Folds = {**steps.FOLDS, **people.FOLDS, **entries.FOLDS, **choices.FOLDS, e.Undone: _undone}
