"""Deciders about time: timers that run, stand still and get longer, and what a clock's word does.

Time comes in with commands alone: `at` says when something was asked, and `tick` that it is so late now. What runs out
when nobody sends a command runs out at the next one that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tyopaja.charts import Change, Configuration, jump, step
from tyopaja.charts.compiling import NEXT, leaving
from tyopaja.engine.asking import Ask
from tyopaja.engine.gating import is_met, needs_of, open_ways
from tyopaja.engine.going import configuration
from tyopaja.engine.staffing import awaits_groups, gone_on
from tyopaja.model.commands import Command, Extend, StartTimer, StopTimer, Tick
from tyopaja.model.events import Event, Rang, Timed
from tyopaja.model.place import base_of
from tyopaja.model.timing import CLOCK, Timer

Events = tuple[Event, ...]

MINUTES_AT_MOST = 10_000 * 60
"""How long a step's time may be made: as long as definitions may say."""


def is_clock(command: Command) -> bool:
    """Whether it is a clock that says what time it is, and nobody who takes part."""
    return isinstance(command, Tick) and command.by == CLOCK


def start_timer(ask: Ask[StartTimer]) -> Events:
    """Let time run: on from where it stood, or anew. Without a step: all that stands still, or else what people are
    doing now."""
    minutes, state = ask.command.minutes, ask.state
    if minutes is not None and not 1 <= minutes <= MINUTES_AT_MOST:
        ask.refuse("bad-minutes", minutes=minutes, limit=MINUTES_AT_MOST)
    meant = _meant(ask)
    standing = tuple(one for one in _mine(ask) if one in state.timers and state.timers[one].ends is None)
    if ask.command.step is None and minutes is None and standing:
        meant = standing
    if all(_length(ask, one) is None for one in meant):
        ask.refuse("no-time", step=_titles(ask, meant))

    def started(one: str) -> Timer | None:
        timer, length = state.timers.get(one), _length(ask, one)
        if minutes is None and timer is not None and timer.remaining(ask.at) > 0:
            return timer.resumed(ask.at)
        return timer if length is None else Timer.from_now(length, ask.at)

    return _timed(ask, meant, started)


def _length(ask: Ask[StartTimer], state: str) -> int | None:
    """For how many seconds a timer runs that begins now; None for a step without a time."""
    minutes, timer = ask.command.minutes, ask.state.timers.get(state)
    if minutes is not None:
        return minutes * 60
    if timer is not None and (left := timer.remaining(ask.at)) > 0:
        return left
    time = ask.rules.step(state).time
    return None if time is None else time.minutes * 60


def stop_timer(ask: Ask[StopTimer]) -> Events:
    """Let time stand still; without a step all of it: the whole day pauses."""
    meant = _with_timers(ask, _mine(ask) if ask.command.step is None else _meant(ask))
    return _timed(ask, meant, lambda one: ask.state.timers[one].stopped(ask.at))


def extend(ask: Ask[Extend]) -> Events:
    """Give more time, or less, to what runs and to what stands still."""
    minutes = ask.command.minutes
    meant = _with_timers(ask, _meant(ask))
    longest = max(ask.state.timers[one].seconds for one in meant)
    if abs(minutes) > MINUTES_AT_MOST or longest + minutes * 60 > MINUTES_AT_MOST * 60:
        ask.refuse("bad-minutes", minutes=minutes, limit=MINUTES_AT_MOST)
    return _timed(ask, meant, lambda one: ask.state.timers[one].longer(minutes * 60, ask.at))


def tick(ask: Ask[Tick]) -> Events:
    """Tell of the steps whose time is over, once each; go on from those that say so, where nothing is missing.

    What is entered by that has its time from now on, however long ago the other was over. A step that was told of is
    left to the facilitator.
    """
    due = [one for one in _timed_steps(ask, ask.state.steps) if _is_due(ask, one)]
    change, going = Change(configuration(ask.state), (), ()), set()
    for one in due:
        if ask.rules.step(one).after_time == "advance" and one in change.configuration.active:
            further = _onward(ask, change.configuration, one)
            if further is not None:
                going.add(one)
                change = change.then(further)
    # What was left by the same tick needs no bell.
    ringing = tuple(ask.event(Rang, step=one) for one in due if one not in going and one not in change.left)
    return (*ringing, *gone_on(ask, change, "time")) if going else ringing


def _is_due(ask: Ask[Tick], state: str) -> bool:
    """Whether a step's time is over and nobody was told. What is done with waits for others, and not for its time."""
    timer, nodes = ask.state.timers.get(state), ask.rules.chart.nodes
    if timer is None or timer.rung or timer.ends is None or timer.remaining(ask.at) > 0:
        return False
    return not any(one in ask.state.steps for one in nodes[state].children if nodes[one].kind == "final")


def _onward(ask: Ask[Tick], now: Configuration, state: str) -> Change | None:
    """Where a step leads by itself when its time is over; None where something is missing, or nothing leads on.

    A step with steps inside is gone on from as a whole, done or not: that is what its time is for. What those inside it
    need that are going on must be there.
    """
    chart = ask.rules.chart
    change = _left(ask, now, state)
    asked = {way.source for way in change.taken} | {one for one in now.active if chart.is_within(one, state)}
    unmet = any((needs := needs_of(ask, one)) and not is_met(ask, one, needs) for one in asked)
    unmet = unmet or any(awaits_groups(ask, one) for one in asked)
    return change if (change.entered or change.left) and not unmet else None


def _left(ask: Ask[Tick], now: Configuration, state: str) -> Change:
    """What becomes of a step that is gone on from as a whole."""
    chart, node = ask.rules.chart, ask.rules.chart.nodes[state]
    end = f"{state}.end"
    if node.kind == "compound" and not chart.leading_from.get(state) and end in node.children:
        # A lane of its own, from which nothing leads on: it is done where its end is.
        inside = next(one for one in node.children if one in now.active)
        return jump(chart, now, (end,), inside, open_ways(ask))
    event = {"atomic": NEXT, "parallel": leaving(state)}.get(node.kind, f"done.state.{state}")
    return step(chart, now, event, open_ways(ask), state if node.kind == "atomic" else None)


def _mine(ask: Ask[Any]) -> tuple[str, ...]:
    """The active steps whose time is for the person who asks: all for a facilitator, else their own innermost."""
    active = ask.state.steps if ask.person().role == "facilitator" else ask.own_leaves()
    return _timed_steps(ask, (one for one in active if "." not in one))


def _timed_steps(ask: Ask[Any], states: Iterable[str]) -> tuple[str, ...]:
    """Those of some states that can have a time of their own: a step that runs for each group or participant has it
    in each of its instances."""
    nodes, instances = ask.rules.chart.nodes, ask.rules.chart.instances
    return tuple(one for one in states if nodes[one].step is not None and not instances.get(one))


def _meant(ask: Ask[Any]) -> tuple[str, ...]:
    """The active steps that a command is for: the one that it names, or every instance of it; without a name the
    innermost. Raises UnknownId."""
    if not ask.state.steps:
        ask.refuse("ended")
    mine, named = _mine(ask), ask.command.step
    if named is None:
        return tuple(one for one in ask.own_leaves() if one in mine)
    ask.rules.step(named)
    meant = tuple(one for one in mine if named in (one, base_of(one)))
    if not meant:
        raise ask.unknown("active step", named, mine)
    return meant


def _with_timers(ask: Ask[Any], states: tuple[str, ...]) -> tuple[str, ...]:
    """Those that have a time. Refused when none of them has."""
    if not ask.state.steps:
        ask.refuse("ended")
    found = tuple(one for one in states if one in ask.state.timers)
    if not found:
        ask.refuse("no-time", step=_titles(ask, states))
    return found


def _titles(ask: Ask[Any], states: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(map(ask.step_title, states))) or "–"


def _timed(ask: Ask[Any], states: Iterable[str], change: Callable[[str], Timer | None]) -> Events:
    """The events by which steps have other timers; none for those that stay as they are."""
    try:
        changed = [(one, change(one)) for one in states]
    except OverflowError:
        ask.refuse("past-the-calendar")
    return tuple(
        ask.event(Timed, step=one, timer=timer) for one, timer in changed if timer != ask.state.timers.get(one)
    )
