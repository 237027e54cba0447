"""Deciders about where the session is in its flow: next, back, moves and jumps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any, NoReturn

from tyopaja.charts import Change, Configuration, Transition, jump, step
from tyopaja.charts.compiling import NEXT, choosing, leaving
from tyopaja.engine.asking import Ask
from tyopaja.engine.conditions import holds, lacking
from tyopaja.engine.going import aims_of, before, before_all, closest, stepped
from tyopaja.model.commands import Advance, Back, Go
from tyopaja.model.events import Event
from tyopaja.model.flow import Condition
from tyopaja.model.place import INSTANCE, instance_of
from tyopaja.model.play import Situation

Events = tuple[Event, ...]


def advance(ask: Ask[Advance] | Ask[Go]) -> Events:
    """Go on: by a move on `next` whose condition holds, else to the next step in order."""
    _not_ended(ask)
    chart = ask.rules.chart
    whole = ask.command.step if ask.command.step in ask.state.steps else None
    if whole is not None and chart.nodes[whole].children:
        return _leave(ask, whole)
    change = _onward(ask, NEXT, aims_of(ask, ask.command.step), lambda way: _open(ask, way))
    if not change.taken:
        _refuse_waiting(ask)
    unmet = [
        (way.source, needs)
        for way in change.taken
        if chart.nodes[way.source].step
        and (needs := ask.rules.step(way.source).needs)
        and not _holds(ask, way.source, needs)
    ]
    if unmet:
        _demand(ask, unmet[0][0], " ".join(_lacking(ask, source, needs) for source, needs in unmet))
    overridden = tuple(dict.fromkeys(source for source, _ in unmet))
    return (stepped(ask, change, NEXT, ask.command.reason, overridden),)


def _leave(ask: Ask[Advance] | Ask[Go], whole: str) -> Events:
    """Go on from a step in which several things are going on, as a whole."""
    chart, configuration = ask.rules.chart, _configuration(ask)
    change = step(chart, configuration, leaving(whole), lambda way: _open(ask, way))
    if not change.taken:
        ask.refuse("not-as-a-whole", step=ask.step_title(whole))
    undone = _unfinished(ask, whole)
    needs = ask.rules.step(whole).needs
    unmet = [needs] if needs and not _holds(ask, whole, needs) else []
    missing = " ".join(
        (
            *((ask.say("condition.unfinished", steps=", ".join(map(ask.step_title, undone))),) if undone else ()),
            *(_lacking(ask, whole, one) for one in unmet),
        )
    )
    if missing:
        _demand(ask, whole, missing)
    overridden = (*undone, *((whole,) if unmet else ()))
    return (stepped(ask, change, NEXT, ask.command.reason, overridden),)


def _unfinished(ask: Ask[Any], whole: str) -> tuple[str, ...]:
    """What is still going on inside a step, or has not begun."""
    chart = ask.rules.chart
    inner = [leaf for leaf in ask.state.leaves if chart.is_within(leaf, whole)]
    going = [leaf for leaf in inner if chart.nodes[leaf].step]
    ahead = [leaf.removesuffix(".todo") for leaf in inner if leaf.endswith(".todo")]
    return tuple(dict.fromkeys((*going, *ahead)))


def back(ask: Ask[Back]) -> Events:
    """Go back to the step before, in the order of the flow; from the end, to its last step."""
    named = ask.command.step
    if named is None:
        target = before_all(ask.rules.chart, ask.state.leaves)
    else:
        (leaf, *_) = aims_of(ask, named)
        target = before(ask.rules.chart, str(leaf))
    if target is None:
        ask.refuse("no-way-back")
    return (stepped(ask, _jumped(ask, (target,), named), "back", ask.command.reason),)


def go(ask: Ask[Go]) -> Events:
    """Take the move that an event names, or jump to a step."""
    command = ask.command
    if (command.event is None) == (command.to is None):
        ask.refuse("go-where")
    if command.to is not None:
        return (_go_to(ask, command.to),)
    _not_ended(ask)
    if command.event == NEXT:
        # The event that `advance` sends: what a step needs is asked for whichever way it is sent.
        return advance(ask)
    event = str(command.event)
    ways = _ways_on(ask, event)
    if not ways:
        active = set(ask.state.steps)
        known = sorted({one for way in ask.rules.chart.transitions if way.source in active for one in _named(way)})
        ask.refuse("no-such-move", event=event, known=", ".join(known) or "–")
    aims = aims_of(ask, command.step)
    change = _onward(ask, event, aims, lambda way: _open(ask, way))
    overridden: tuple[str, ...] = ()
    if not change.taken and command.reason:
        change = _onward(ask, event, aims, lambda way: not _used_up(ask, way))
        overridden = tuple(way.source for way in change.taken if not _open(ask, way))
    if not change.taken:
        _refuse_closed(ask, ways[0])
    return (stepped(ask, change, event, command.reason, overridden),)


def _go_to(ask: Ask[Go], to: str) -> Event:
    chart = ask.rules.chart
    ask.rules.step(to)
    targets = (to,) if to in chart.nodes else chart.states_of.get(to, ())
    if INSTANCE not in to and ask.command.step is not None and (one := instance_of(ask.command.step)):
        targets = tuple(state for state in targets if chart.nodes[state].instance == one) or targets
    for target in targets:
        chosen = step(chart, _configuration(ask), choosing(target))
        if chosen.taken:
            return stepped(ask, chosen, "jump", ask.command.reason)
    return stepped(ask, _jumped(ask, targets, ask.command.step), "jump", ask.command.reason)


def _jumped(ask: Ask[Back] | Ask[Go], targets: tuple[str, ...], named: str | None) -> Change:
    chart, leaves = ask.rules.chart, ask.state.leaves
    if named is not None:
        source: str | None = aims_of(ask, named)[0]
    else:
        source = closest(chart, leaves, targets)
    return jump(chart, _configuration(ask), targets, source, lambda way: _open(ask, way))


def _onward(ask: Ask[Any], event: str, aims: Iterable[str | None], allows: Callable[[Transition], bool]) -> Change:
    """One event to each of the aims in turn, as one change."""

    def then(change: Change, aim: str | None) -> Change:
        if aim is not None and aim not in change.configuration.active:
            return change  # what came before it has left it
        further = step(ask.rules.chart, change.configuration, event, allows, aim)
        return Change(
            further.configuration,
            (*change.entered, *further.entered),
            (*change.left, *further.left),
            (*change.taken, *further.taken),
        )

    return reduce(then, aims, Change(_configuration(ask), (), ()))


def _configuration(ask: Ask[Any]) -> Configuration:
    return Configuration(ask.state.steps, ask.state.memory)


def _not_ended(ask: Ask[Advance] | Ask[Go]) -> None:
    if not ask.state.steps:
        ask.refuse("ended")


def _situation(ask: Ask[Any], state: str) -> Situation:
    return Situation(
        definitions=ask.rules.definitions, state=ask.state, step=ask.rules.step(state), now=ask.at, at=state
    )


def _holds(ask: Ask[Any], state: str, condition: Condition) -> bool:
    return holds(condition, _situation(ask, state), ask.rules.vocabulary.conditions)


def _lacking(ask: Ask[Any], state: str, condition: Condition) -> str:
    kinds = ask.rules.vocabulary.conditions
    return lacking(condition, _situation(ask, state), kinds, ask.title, ask.state.locale)


def _used_up(ask: Ask[Any], way: Transition) -> bool:
    """Whether a move has been taken as often as it may be; in an instance as often as that one may."""
    if way.at_most is None:
        return False
    instance = ask.rules.chart.nodes[way.source].instance
    taken = ask.state.moves.get(str(way.move) if instance is None else f"{way.move}{INSTANCE}{instance}", 0)
    return taken >= way.at_most


def _open(ask: Ask[Any], way: Transition) -> bool:
    return not _used_up(ask, way) and (way.when is None or _holds(ask, way.source, way.when))


def _named(way: Transition) -> tuple[str, ...]:
    """The events of a move that people can send."""
    return () if way.move is None else tuple(event for event in way.events if "." not in event and event != NEXT)


def _ways_on(ask: Ask[Go], event: str) -> list[Transition]:
    active = set(ask.state.steps)
    return [way for way in ask.rules.chart.transitions if way.source in active and event in _named(way)]


def _demand(ask: Ask[Advance] | Ask[Go], state: str, missing: str) -> None:
    """Refuse to go on while something is missing, unless the facilitator gives a reason."""
    if not ask.command.reason or ask.person().role != "facilitator":
        ask.refuse("needs", step=ask.step_title(state), missing=missing)


def _refuse_waiting(ask: Ask[Advance] | Ask[Go]) -> NoReturn:
    going = [ask.step_title(leaf) for leaf in ask.state.leaves if "." not in leaf]
    ask.refuse("waiting", steps=", ".join(dict.fromkeys(going)) or "–")


def _refuse_closed(ask: Ask[Go], way: Transition) -> NoReturn:
    event = str(ask.command.event)
    if way.when is not None and not _holds(ask, way.source, way.when):
        ask.refuse("move-needs", event=event, missing=_lacking(ask, way.source, way.when))
    ask.refuse("move-used-up", event=event, count=way.at_most)
