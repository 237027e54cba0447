"""`evolve`: what is so after an event. Pure and total: an event from a journal is never refused, and no definition
is needed to replay it.

Each fold also says which events would take the event back: only the state before knows what that takes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import attrgetter
from typing import Any

from attrs import evolve as with_
from attrs import fields

from tyopaja.engine.folds import choices, entries, people, steps
from tyopaja.engine.folds.making import Fold, Folds
from tyopaja.model import events as e
from tyopaja.model.state import Deed, Entry, State

_NAMES = tuple(one.name for one in fields(State))
_VALUES = attrgetter(*_NAMES)
_LASTING = (e.Started, e.Upgraded, e.Undone)


def evolve(state: State, event: e.Event) -> State:
    """The state after `event`."""
    changes, undo = _FOLDS[type(event)](state, event)
    entry = getattr(event, "entry", None)
    after: Entry | None = changes["entries"].get(entry) if entry and "entries" in changes else None
    changes.update(_remember(state, event, undo, after, changes.get("deeds", state.deeds)))
    kept = dict(zip(_NAMES, _VALUES(state), strict=True))
    return State(**{**kept, **changes, "seq": state.seq + 1, "changed": event.at})


def fold(events: Iterable[e.Event], state: State = State()) -> State:  # noqa: B008 (State is frozen)
    """The state after all of `events`."""
    return reduce(evolve, events, state)


def _remember(
    state: State, event: e.Event, undo: tuple[e.Event, ...], after: Entry | None, deeds: Any
) -> dict[str, Any]:
    """The deed that the event belongs to, one event longer."""
    deed = deeds.get(event.command)
    fresh = deed is None
    if deed is None:
        deed = Deed(by=event.by, events=(), before=state.latest.get(event.by))
    # Neither how a session begins nor an upgrade or an undo is taken back, nor what came with them.
    lasting = isinstance(event, _LASTING) or any(isinstance(one, e.Started) for one in deed.events[:1])
    touched = deed.touched
    if after is not None:
        touched = (*(one for one in touched if one.id != after.id), after)
    deed = Deed(
        by=deed.by,
        events=(*deed.events, event),
        undo=() if lasting else (*undo, *deed.undo),
        touched=touched,
        before=deed.before,
        undone=deed.undone,
    )
    remembered: dict[str, Any] = {"deeds": deeds.insert(event.command, deed)}
    if fresh:
        remembered["latest"] = {**state.latest, event.by: event.command}
    return remembered


def _undone(state: State, event: e.Undone) -> Fold:
    return {"deeds": state.deeds.insert(event.of, with_(state.deeds[event.of], undone=True))}, ()


_FOLDS: Folds = {**steps.FOLDS, **people.FOLDS, **entries.FOLDS, **choices.FOLDS, e.Undone: _undone}
