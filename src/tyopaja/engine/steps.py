"""Deciders about where the session is in its flow: next, back, moves and jumps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from tyopaja.charts import Change, Once, Transition, jump, step
from tyopaja.charts.compiling import NEXT, choosing, leaving
from tyopaja.engine.asking import Ask
from tyopaja.engine.gating import is_met, is_open, is_used_up, missing, open_ways, unmet
from tyopaja.engine.going import aims_of, before, before_all, closest, configuration
from tyopaja.engine.staffing import awaits_groups, gone_on, grouped
from tyopaja.model.commands import Advance, Back, Go
from tyopaja.model.events import Event
from tyopaja.model.place import INSTANCE, base_of, instance_of

Events = tuple[Event, ...]


def advance(ask: Ask[Advance] | Ask[Go]) -> Events:
    """Go on: by a move on `next` whose condition holds, else to the next step in order.

    Where people wait in a step for groups that there are none of yet, that is to begin it: only with a reason it is
    passed by.
    """
    _not_ended(ask)
    aims = aims_of(ask, ask.command.step)
    for aim in aims:
        if aim is not None and ask.rules.chart.nodes[aim].kind == "parallel":
            return _leave(ask, aim)
    change = _onward(ask, NEXT, aims, open_ways(ask))
    if not change.taken:
        _refuse_waiting(ask)
    without_groups = [way.source for way in change.taken if awaits_groups(ask, way.source)]
    if without_groups and not ask.command.reason:
        return grouped(ask, without_groups)
    lacking = unmet(ask, change.taken)
    if lacking:
        _demand(ask, lacking[0][0], " ".join(missing(ask, source, needs) for source, needs in lacking))
    overridden = (*without_groups, *[source for source, _ in lacking])
    return gone_on(ask, change, NEXT, ask.command.reason, tuple(dict.fromkeys(overridden)))


def _leave(ask: Ask[Advance] | Ask[Go], whole: str) -> Events:
    """Go on from a step in which several things are going on, as a whole."""
    change = step(ask.rules.chart, configuration(ask.state), leaving(whole), open_ways(ask))
    undone, lacking = _unfinished(ask, whole), unmet(ask, change.taken)
    lacks = [missing(ask, source, needs) for source, needs in lacking]
    if undone:
        lacks.insert(0, ask.say("condition.unfinished", steps=", ".join(map(ask.step_title, undone))))
    if lacks:
        _demand(ask, whole, " ".join(lacks))
    overridden = tuple(dict.fromkeys((*undone, *(source for source, _ in lacking))))
    return gone_on(ask, change, NEXT, ask.command.reason, overridden)


def _unfinished(ask: Ask[Any], whole: str) -> tuple[str, ...]:
    """What is still going on inside a step, or has not begun."""
    chart = ask.rules.chart
    inner = [leaf for leaf in ask.state.leaves if chart.is_within(leaf, whole)]
    going = [leaf for leaf in inner if chart.nodes[leaf].step and chart.nodes[leaf].kind != "final"]
    ahead = [leaf.removesuffix(".todo") for leaf in inner if leaf.endswith(".todo")]
    return tuple(dict.fromkeys((*going, *ahead)))


def back(ask: Ask[Back]) -> Events:
    """Go back to the step before, in the order of the flow; from the end, to its last step."""
    named = ask.command.step
    ways = [(None, before_all(ask.rules.chart, ask.state.leaves))] if named is None else _ways_back(ask, named)
    if any(target is None for _, target in ways):
        ask.refuse("no-way-back")
    change = Change(configuration(ask.state), (), ())
    for source, target in ways:
        change = _jumped(ask, change, (str(target),), source)
    return gone_on(ask, change, "back", ask.command.reason)


def _ways_back(ask: Ask[Back], named: str) -> list[tuple[str | None, str | None]]:
    """For each step that is meant where people are in it, and what is before that."""
    chart = ask.rules.chart
    ask.rules.step(named)
    # The step itself where it is active, else each of its instances.
    meant = [named] if named in ask.state.steps else [state for state in ask.state.steps if base_of(state) == named]
    if not meant:
        raise ask.unknown("active step", named, (state for state in ask.state.steps if "." not in state))
    found: list[tuple[str | None, str | None]] = []
    for state in meant:
        inside = [leaf for leaf in ask.state.leaves if chart.is_within(leaf, state)]
        alone = len(inside) == 1 and chart.nodes[state].kind != "parallel"
        at = inside[0] if alone else state
        found.append((at, before(chart, at)))
    return found


def go(ask: Ask[Go]) -> Events:
    """Take the move that an event names, or jump to a step."""
    command = ask.command
    if (command.event is None) == (command.to is None):
        ask.refuse("go-where")
    if command.to is not None:
        return gone_on(ask, _gone_to(ask, command.to), "jump", command.reason)
    _not_ended(ask)
    if command.event == NEXT:
        # The event that `advance` sends: what a step needs is asked for whichever way it is sent.
        return advance(ask)
    event = str(command.event)
    aims = aims_of(ask, command.step)
    ways = [way for way in ways_from(ask, aims) if event in events_of(way)]
    if not ways:
        known = sorted({one for way in ways_from(ask, aims) for one in events_of(way)})
        ask.refuse("no-such-move", event=event, known=", ".join(known) or "–")
    change = _onward(ask, event, aims, open_ways(ask))
    overridden: tuple[str, ...] = ()
    if not change.taken and command.reason:
        change = _onward(ask, event, aims, Once(lambda way: not is_used_up(ask, way)))
        overridden = tuple(dict.fromkeys(way.source for way in change.taken if not is_open(ask, way)))
    if not change.taken:
        _refuse_closed(ask, ways[0])
    return gone_on(ask, change, event, command.reason, overridden)


def _gone_to(ask: Ask[Go], to: str) -> Change:
    chart, now, named = ask.rules.chart, configuration(ask.state), ask.command.step
    ask.rules.step(to)
    targets = (to,) if to in chart.nodes else chart.states_of.get(to, ())
    if INSTANCE not in to and named is not None and (one := instance_of(named)):
        targets = tuple(state for state in targets if chart.nodes[state].instance == one) or targets
    if not targets:
        ask.refuse("nobody-for", step=ask.step_title(to))
    for target in targets:
        chosen = step(chart, now, choosing(target))
        if chosen.taken:
            return chosen
    source = closest(chart, ask.state.leaves, targets) if named is None else aims_of(ask, named)[0]
    return _jumped(ask, Change(now, (), ()), targets, source)


def _jumped(ask: Ask[Any], change: Change, targets: tuple[str, ...], source: str | None) -> Change:
    """A change and a jump after it, as one change."""
    if source is None:
        source = closest(ask.rules.chart, ask.rules.chart.leaves(change.configuration.active), targets)
    return change.then(jump(ask.rules.chart, change.configuration, targets, source, open_ways(ask)))


def _onward(ask: Ask[Any], event: str, aims: Iterable[str | None], allows: Callable[[Transition], bool]) -> Change:
    """One event to each of the aims in turn, as one change."""
    aims = tuple(aims)
    change = Change(configuration(ask.state), (), ())
    if aims == (None,):
        return step(ask.rules.chart, change.configuration, event, allows)
    for aim in aims:
        # What came before it may have left it.
        if aim is None or aim in change.configuration.active:
            change = change.then(step(ask.rules.chart, change.configuration, event, allows, aim))
    return change


def _not_ended(ask: Ask[Advance] | Ask[Go]) -> None:
    if not ask.state.steps:
        ask.refuse("ended")


def events_of(way: Transition) -> tuple[str, ...]:
    """The events of a move that people can send."""
    return () if way.move is None else tuple(event for event in way.events if "." not in event and event != NEXT)


def ways_from(ask: Ask[Any], aims: Iterable[str | None]) -> list[Transition]:
    """The moves that lead away from where the aims are, the inner first."""
    chart, meant = ask.rules.chart, set(aims)
    lines = [
        chart.nodes[leaf].line
        for leaf in ask.state.leaves
        if None in meant or any(aim is not None and chart.is_within(leaf, aim) for aim in meant)
    ]
    sources = dict.fromkeys(state for line in lines for state in reversed(line))
    return [way for source in sources for way in chart.leading_from.get(source, ()) if way.move is not None]


def _demand(ask: Ask[Advance] | Ask[Go], state: str, lacks: str) -> None:
    """Refuse to go on while something is missing, unless the facilitator gives a reason."""
    if not ask.command.reason or ask.person().role != "facilitator":
        ask.refuse("needs", step=ask.step_title(state), missing=lacks)


def _refuse_waiting(ask: Ask[Advance] | Ask[Go]) -> NoReturn:
    going = [ask.step_title(leaf) for leaf in ask.state.leaves if "." not in leaf]
    ask.refuse("waiting", steps=", ".join(dict.fromkeys(going)) or "–")


def _refuse_closed(ask: Ask[Go], way: Transition) -> NoReturn:
    event = str(ask.command.event)
    if way.when is not None and not is_met(ask, way.source, way.when):
        ask.refuse("move-needs", event=event, missing=missing(ask, way.source, way.when))
    ask.refuse("move-used-up", event=event, count=way.at_most)
