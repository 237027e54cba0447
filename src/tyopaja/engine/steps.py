"""Deciders about where the session is in its flow: next, back, moves and jumps. Facilitators' commands."""

from __future__ import annotations

from typing import NoReturn

from tyopaja.engine.asking import Ask
from tyopaja.engine.chart import Change, enter, following, moves_on, preceding, take
from tyopaja.engine.conditions import holds, lacking
from tyopaja.engine.values import check_reason
from tyopaja.model.commands import Advance, Back, Go
from tyopaja.model.events import Event, Stepped
from tyopaja.model.flow import Condition, Move
from tyopaja.model.play import Situation


def advance(ask: Ask[Advance] | Ask[Go]) -> tuple[Event, ...]:
    """Go on: by a move on `next` whose condition holds, else to the next step in order."""
    _not_ended(ask)
    configuration = ask.state.steps
    taken = _first_open(ask, moves_on(ask.rules.chart, configuration, "next"))
    if taken is None:
        source, target = following(ask.rules.chart, configuration)
        number, change = None, take(ask.rules.chart, configuration, source, target)
    else:
        number, move = taken
        change = take(ask.rules.chart, configuration, move.from_, move.to)
    unmet = [
        (step, needs) for step in change.left if (needs := ask.rules.step(step).needs) and not _holds(ask, step, needs)
    ]
    if unmet and not ask.command.reason:
        title = ask.rules.step(unmet[0][0]).title.to(ask.state.locale, ask.rules.definitions.pack.locale)
        missing = " ".join(_lacking(ask, step, needs) for step, needs in unmet)
        ask.refuse("needs", step=title, missing=missing)
    overridden = tuple(step for step, _ in unmet)
    return (_stepped(ask, change, "next", number, ask.command.reason, overridden),)


def back(ask: Ask[Back]) -> tuple[Event, ...]:
    """Go back to the step before, in the order of the flow; from the end, to its last step."""
    target = preceding(ask.rules.chart, ask.state.steps)
    if target is None:
        ask.refuse("no-way-back")
    return (_stepped(ask, _jump(ask, target), "back", None, ask.command.reason),)


def go(ask: Ask[Go]) -> tuple[Event, ...]:
    """Take the move that an event names, or jump to a step."""
    command = ask.command
    if (command.event is None) == (command.to is None):
        ask.refuse("go-where")
    if command.to is not None:
        ask.rules.step(command.to)
        return (_stepped(ask, _jump(ask, command.to), "jump", None, command.reason),)
    _not_ended(ask)
    if command.event == "next":
        # The event that `advance` sends: what a step needs is asked for whichever way it is sent.
        return advance(ask)
    event = str(command.event)
    ways = moves_on(ask.rules.chart, ask.state.steps, event)
    if not ways:
        here = ask.rules.chart.moves
        known = sorted({move.on for step in ask.state.steps for _, move in here.get(step, ())})
        ask.refuse("no-such-move", event=event, known=", ".join(known) or "–")
    taken = _first_open(ask, ways)
    if taken is None:
        _refuse_closed(ask, ways[0])
    number, move = taken
    change = take(ask.rules.chart, ask.state.steps, move.from_, move.to)
    return (_stepped(ask, change, event, number, command.reason),)


def _not_ended(ask: Ask[Advance] | Ask[Go]) -> None:
    if not ask.state.steps:
        ask.refuse("ended")


def _jump(ask: Ask[Back] | Ask[Go], target: str) -> Change:
    chart, configuration = ask.rules.chart, ask.state.steps
    if configuration:
        return take(chart, configuration, configuration[-1], target)
    entered = (*chart.nodes[target].line[:-1], *enter(chart, target))
    return Change(left=(), entered=entered, now=entered)


def _situation(ask: Ask[Advance] | Ask[Go], step: str) -> Situation:
    return Situation(state=ask.state, step=ask.rules.step(step), now=ask.at)


def _holds(ask: Ask[Advance] | Ask[Go], step: str, condition: Condition) -> bool:
    return holds(condition, _situation(ask, step), ask.rules.vocabulary.conditions)


def _lacking(ask: Ask[Advance] | Ask[Go], step: str, condition: Condition) -> str:
    kinds = ask.rules.vocabulary.conditions
    return lacking(condition, _situation(ask, step), kinds, ask.title, ask.state.locale)


def _first_open(ask: Ask[Advance] | Ask[Go], ways: tuple[tuple[int, Move], ...]) -> tuple[int, Move] | None:
    """The first way that is not used up and whose condition holds (SCXML 3.13: document order decides)."""
    for number, move in ways:
        used_up = move.at_most is not None and ask.state.moves.get(number, 0) >= move.at_most
        if not used_up and (move.when is None or _holds(ask, move.from_, move.when)):
            return number, move
    return None


def _refuse_closed(ask: Ask[Go], way: tuple[int, Move]) -> NoReturn:
    _, move = way
    if move.when is not None and not _holds(ask, move.from_, move.when):
        ask.refuse("move-needs", event=move.on, missing=_lacking(ask, move.from_, move.when))
    ask.refuse("move-used-up", event=move.on, count=move.at_most)


def _stepped(
    ask: Ask[Advance] | Ask[Back] | Ask[Go],
    change: Change,
    cause: str,
    move: int | None,
    reason: str | None,
    overridden: tuple[str, ...] = (),
) -> Stepped:
    return ask.event(
        Stepped,
        left=change.left,
        entered=change.entered,
        now=change.now,
        cause=cause,
        move=move,
        reason=check_reason(ask, reason),
        overridden=overridden,
    )
