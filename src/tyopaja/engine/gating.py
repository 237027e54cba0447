"""What stands in the way of going on: the needs of steps, the conditions of moves and how often they may be taken."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from tyopaja.charts import Once, Transition
from tyopaja.engine.asking import Ask
from tyopaja.engine.conditions import holds, lacking
from tyopaja.engine.going import numbered
from tyopaja.model.flow import Condition
from tyopaja.model.play import Situation


def is_met(ask: Ask[Any], state: str, condition: Condition) -> bool:
    """Whether a condition holds in an active step."""
    return holds(condition, _situation(ask, state), ask.rules.vocabulary.conditions)


def missing(ask: Ask[Any], state: str, condition: Condition) -> str:
    """What a condition of an active step still lacks, in words."""
    kinds = ask.rules.vocabulary.conditions
    return lacking(condition, _situation(ask, state), kinds, ask.title, ask.state.locale)


def unmet(ask: Ask[Any], taken: Iterable[Transition]) -> tuple[tuple[str, Condition], ...]:
    """The steps that transitions leave whose needs are not met, each with what it needs."""
    found: list[tuple[str, Condition]] = []
    for source in dict.fromkeys([way.source for way in taken]):
        needs = needs_of(ask, source)
        if needs is not None and not is_met(ask, source, needs):
            found.append((source, needs))
    return tuple(found)


def needs_of(ask: Ask[Any], state: str) -> Condition | None:
    """What must hold when a state is left. What a step needs that runs for each group or participant is asked in each
    of its instances, and not once more of all of them together."""
    chart = ask.rules.chart
    if chart.nodes[state].step is None or chart.instances.get(state):
        return None
    return ask.rules.step(state).needs


def is_used_up(ask: Ask[Any], way: Transition) -> bool:
    """Whether a move has been taken as often as it may be; in an instance as often as that one may."""
    return way.at_most is not None and ask.state.moves.get(numbered(way), 0) >= way.at_most


def is_open(ask: Ask[Any], way: Transition) -> bool:
    """Whether a move may be taken now."""
    return not is_used_up(ask, way) and (way.when is None or is_met(ask, way.source, way.when))


def open_ways(ask: Ask[Any]) -> Once:
    """Which moves may be taken in what one command sets off."""
    return Once(partial(is_open, ask))


def _situation(ask: Ask[Any], state: str) -> Situation:
    return Situation(
        definitions=ask.rules.definitions, state=ask.state, step=ask.rules.step(state), now=ask.at, at=state
    )
