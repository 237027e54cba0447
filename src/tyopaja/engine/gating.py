"""What stands in the way of going on: the needs of steps, the conditions of moves and how often they may be taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tyopaja.charts import Transition
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
    nodes = ask.rules.chart.nodes
    sources = dict.fromkeys(way.source for way in taken if nodes[way.source].step is not None)
    asked = ((source, ask.rules.step(source).needs) for source in sources)
    return tuple((source, needs) for source, needs in asked if needs and not is_met(ask, source, needs))


def is_used_up(ask: Ask[Any], way: Transition) -> bool:
    """Whether a move has been taken as often as it may be; in an instance as often as that one may."""
    return way.at_most is not None and ask.state.moves.get(numbered(way), 0) >= way.at_most


def is_open(ask: Ask[Any], way: Transition) -> bool:
    """Whether a move may be taken now."""
    return not is_used_up(ask, way) and (way.when is None or is_met(ask, way.source, way.when))


def _situation(ask: Ask[Any], state: str) -> Situation:
    return Situation(
        definitions=ask.rules.definitions, state=ask.state, step=ask.rules.step(state), now=ask.at, at=state
    )
