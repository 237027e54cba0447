"""The commands that show what is wrong with the ways through a flow, as people give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from tyopaja.charts import Chart
from tyopaja.charts.compiling import NEXT, choosing
from tyopaja.charts.explored import BEGUN, SEEDED, Leg, way_to
from tyopaja.definitions.checks.proof import Part


def told(
    what: str, part: Part, found: Mapping[int, Leg | None], start: int, last: Leg | None = None, rest: str = ""
) -> str:
    """A sentence with the commands that lead to a configuration, and on by one leg; nothing where none do."""
    if start not in found:
        return ""
    legs = [*way_to(found, start), *((last,) if last is not None else ())]
    if any(leg.event == SEEDED for leg in legs) or all(leg.event == BEGUN for leg in legs):
        return ""
    return f" Commands that {what}: {commands(part.explored.chart, legs)}{rest}."


def commands(chart: Chart, legs: Iterable[Leg]) -> str:
    """Legs as the commands that people give, after the start."""
    written = [_command(chart, leg) for leg in legs if leg.event != BEGUN]
    runs = [(command, len(list(run))) for command, run in groupby(written)]
    return ", ".join(command if count == 1 else f"{command} ({count} times)" for command, count in runs)


def _command(chart: Chart, leg: Leg) -> str:
    if leg.event.startswith(choosing("")):
        return f"go to={leg.event.removeprefix(choosing(''))}"
    command = "advance" if leg.event == NEXT else f"go event={leg.event}"
    if leg.within is None:
        return command
    steps = (chart.nodes[state].step for state in reversed(chart.nodes[leg.within].line))
    return f"{command} step={next(step for step in steps if step is not None)}"
