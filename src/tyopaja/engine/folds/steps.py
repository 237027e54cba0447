"""Folds of where the session is in its flow, of time, and of the flow itself as the session has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve as with_
from rpds import HashTrieMap

from tyopaja.engine.folds.making import Fold, Folds, same
from tyopaja.model import events as e
from tyopaja.model.state import Span, State
from tyopaja.model.timing import Timer


def _started(state: State, event: e.Started) -> Fold:
    return {
        "session": event.session,
        "flow": event.flow,
        "definitions": event.definitions,
        "title": event.title,
        "locale": event.locale,
        "started": event.at,
    }, ()


def _stepped(state: State, event: e.Stepped) -> Fold:
    back = event.cause == "undo"
    entered, left = _of_the_flow(event.entered), _of_the_flow(event.left)
    visits = state.visits
    for step in left if back else entered:
        count = visits.get(step, 0) + (-1 if back else 1)
        visits = visits.insert(step, count) if count else visits.remove(step)
    now = frozenset(event.now)
    kept = now.difference(entered)
    since = {step: when for step, when in state.since.items() if step in kept}
    for step in entered:
        if step in now:
            since[step] = event.since.get(step, event.at)
    changes: dict[str, Any] = {
        "steps": event.now,
        "leaves": event.leaves or event.now[-1:],
        "visits": visits,
        "since": since,
        "spans": _spans(state, event, entered, left),
    }
    if state.timers or event.timers:
        timers = {step: timer for step, timer in state.timers.items() if step in kept}
        changes["timers"] = {**timers, **event.timers}
    if event.memory:
        changes["memory"] = {name: states for name, states in {**state.memory, **event.memory}.items() if states}
    if event.moves:
        moves = state.moves
        for move in event.moves:
            moves = _counted(moves, move, -1 if back else 1)
        changes["moves"] = moves
    return changes, () if event.cause == "start" else (_backwards(state, event),)


def _of_the_flow(states: tuple[str, ...]) -> tuple[str, ...]:
    """Those that stand for steps: the chart's own have a dot in their names."""
    return tuple([state for state in states if "." not in state])


def _backwards(state: State, event: e.Stepped) -> e.Stepped:
    timers, memory, since = state.timers, event.memory, state.since
    return e.Stepped(
        at=event.at,
        by=event.by,
        command=event.command,
        left=event.entered[::-1],
        entered=event.left[::-1],
        now=state.steps,
        leaves=state.leaves if state.leaves != state.steps[-1:] else (),
        cause="undo",
        moves=event.moves,
        timers={step: _as_before(timers[step], event) for step in event.left if step in timers} if timers else {},
        memory={name: state.memory.get(name, ()) for name in memory} if memory else {},
        since={step: since[step] for step in event.left if step in since},
    )


def _as_before(timer: Timer, event: e.Stepped) -> Timer:
    """The timer of a step that a way back leads to. One by which time had led on has rung: the clock does not lead on
    again, against whoever took that back."""
    return with_(timer, rung=True) if event.cause == "time" and timer.remaining(event.at) <= 0 else timer


def _spans(
    state: State, event: e.Stepped, entered: tuple[str, ...], left: tuple[str, ...]
) -> HashTrieMap[str, tuple[Span, ...]]:
    """When steps were active, with what has ended and what has begun. What was gone through on the way has no span."""
    spans = state.spans
    through = frozenset(entered).intersection(left).difference(event.now, state.steps)
    back = event.cause == "undo"
    for step in left:
        past = spans.get(step, ())
        if step in through or not past:
            continue
        rest = past[:-1] if back else (*past[:-1], Span(past[-1].begun, event.at))
        spans = spans.insert(step, rest) if rest else spans.remove(step)
    for step in entered:
        past = spans.get(step, ())
        if step in through:
            continue
        again = (*past[:-1], Span(past[-1].begun)) if back and past else (*past, Span(event.at))
        spans = spans.insert(step, again)
    return spans


def _timed(state: State, event: e.Timed) -> Fold:
    reverse = e.Timed(**same(event), step=event.step, timer=state.timers.get(event.step))
    return _with_timer(state, event.step, event.timer), (reverse,)


def _rang(state: State, event: e.Rang) -> Fold:
    timer = state.timers[event.step]
    return _with_timer(state, event.step, with_(timer, rung=True)), (e.Unrang(**same(event), step=event.step),)


def _unrang(state: State, event: e.Unrang) -> Fold:
    timer = state.timers[event.step]
    return _with_timer(state, event.step, with_(timer, rung=False)), (e.Rang(**same(event), step=event.step),)


def _with_timer(state: State, step: str, timer: Timer | None) -> dict[str, Any]:
    timers = {name: one for name, one in state.timers.items() if name != step}
    return {"timers": timers if timer is None else {**timers, step: timer}}


def _step_added(state: State, event: e.StepAdded) -> Fold:
    return {"added": (*state.added, event)}, (e.StepDropped(**same(event), step=event.step.id),)


def _step_dropped(state: State, event: e.StepDropped) -> Fold:
    dropped = next(one for one in state.added if one.step.id == event.step)
    rest = tuple(one for one in state.added if one is not dropped)
    return {"added": rest}, (with_(dropped, **same(event)),)


def _counted(counts: Mapping[Any, int], number: Any, step: int) -> dict[Any, int]:
    """How often each was taken, with one more or less of one of them."""
    changed = {**counts, number: counts.get(number, 0) + step}
    return {one: times for one, times in changed.items() if times}


def _carried(state: State, event: e.Carried) -> Fold:
    reverse = e.Uncarried(**same(event), carry=event.carry, entries=event.entries)
    return {"carried": _counted(state.carried, event.carry, 1)}, (reverse,)


def _uncarried(state: State, event: e.Uncarried) -> Fold:
    reverse = e.Carried(**same(event), carry=event.carry, entries=event.entries)
    return {"carried": _counted(state.carried, event.carry, -1)}, (reverse,)


def _upgraded(state: State, event: e.Upgraded) -> Fold:
    moves, carries = dict(enumerate(event.moves)), dict(enumerate(event.carries))
    deeds = state.deeds
    for name, deed in state.deeds.items():
        undo = tuple(kept for one in deed.undo if (kept := _renumbered(one, moves, carries)) is not None)
        if undo != deed.undo:
            deeds = deeds.insert(name, with_(deed, undo=undo))
    return {
        "definitions": event.definitions,
        "moves": {now: times for old, times in state.moves.items() if (now := _move_now(old, moves)) is not None},
        "carried": {carry: times for old, times in state.carried.items() if (carry := carries.get(old, -1)) >= 0},
        "deeds": deeds,
    }, ()


def _move_now(move: str, moves: Mapping[int, int]) -> str | None:
    """What a move is called after an upgrade; None for one that is gone."""
    number, at, instance = move.partition("@")
    now = moves.get(int(number), -1)
    return None if now < 0 else f"{now}{at}{instance}"


def _renumbered(event: e.Event, moves: Mapping[int, int], carries: Mapping[int, int]) -> e.Event | None:
    """What takes an earlier event back, with the numbers that its moves and its carry have now."""
    if isinstance(event, e.Stepped) and event.moves:
        return with_(event, moves=tuple(now for one in event.moves if (now := _move_now(one, moves)) is not None))
    if isinstance(event, e.Carried | e.Uncarried):
        carry = carries.get(event.carry, -1)
        return None if carry < 0 else with_(event, carry=carry)
    return event


FOLDS: Folds = {
    e.Started: _started,
    e.Stepped: _stepped,
    e.Timed: _timed,
    e.Rang: _rang,
    e.Unrang: _unrang,
    e.StepAdded: _step_added,
    e.StepDropped: _step_dropped,
    e.Carried: _carried,
    e.Uncarried: _uncarried,
    e.Upgraded: _upgraded,
}
