"""The commands that show what is wrong with the ways through a flow, as people give them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby

from attrs import evolve

from tyopaja.charts import Change, Chart, Configuration, compile_chart
from tyopaja.charts.compiling import NEXT, choosing
from tyopaja.charts.explored import BEGUN
from tyopaja.charts.exploring import key_of
from tyopaja.charts.showing import Last, Search, Sent, entered_last, without_limits
from tyopaja.definitions.checks.proof import Part, Ways
from tyopaja.model.flow import Move


def told(what: str, ways: Ways, part: Part, aims: Collection[int], last: Last | None = None, rest: str = "") -> str:
    """A sentence with the shortest list of commands that leads to one of some configurations of a part, and with the
    last command on from there; nothing where none is needed, or none was found."""
    chart = compile_chart(evolve(ways.flow, move=tuple(ways.moves.values())))
    reach = _as_it_is(part, aims) if ways.whole else _as_far_as(part, aims)
    for search in _searches(ways, chart):
        shown = search.show(reach, last)
        if shown is None:
            continue
        return f" Commands that {what}: {commands(chart, ways, shown)}{rest}." if len(shown) > 1 else ""
    return ""


def _searches(ways: Ways, chart: Chart) -> Iterator[Search]:
    """How to look: first for what happens in the flow as it is; where what was said already is in the way, for what
    happens without that; at last for what happens however often moves may be taken."""
    free = {number for number, move in ways.moves.items() if move.when is not None}
    limits = {number: move.at_most for number, move in ways.moves.items() if move.at_most is not None}
    numbers = tuple(ways.moves)

    def search(free: Collection[int]) -> Search:
        own = frozenset(numbers.index(number) for number in free)
        counted = {numbers.index(number): limit for number, limit in limits.items()}
        return Search(chart=chart, free=own, limits=counted, to_all=not ways.whole)

    yield search(free)
    if ways.loose - free:
        yield search(free | ways.loose)
    if limits:
        yield without_limits(search(free | ways.loose))


def _as_it_is(part: Part, aims: Collection[int]) -> Callable[[Configuration], bool]:
    keys = {key_of(part.explored.configurations[aim]) for aim in aims}
    return lambda now: key_of(now) in keys


def _as_far_as(part: Part, aims: Collection[int]) -> Callable[[Configuration], bool]:
    """Whether people are in a whole flow where they are in a part of it."""
    nodes = part.explored.chart.nodes
    wanted = [{state for state in part.explored.active[aim] if nodes[state].step is not None} for aim in aims]
    return lambda now: any(steps.issubset(now.active) for steps in wanted)


def commands(chart: Chart, ways: Ways, sent: Iterable[Sent]) -> str:
    """Commands as people give them, after the start."""
    moves, written = tuple(ways.moves.values()), list[str]()
    in_groups = {step.id for step in ways.flow.step if step.for_each == "group"}
    for one in sent:
        if one.event != BEGUN:
            written.append(_command(chart, one) + _supposed(moves, one))
        elif not in_groups.isdisjoint(one.change.entered):
            # People come in only then, and the first `advance` puts them into groups.
            written.append("advance")
    runs = [(command, len(list(run))) for command, run in groupby(written)]
    return ", ".join(command if count == 1 else f"{command} ({count} times)" for command, count in runs)


def _command(chart: Chart, sent: Sent) -> str:
    if sent.event.startswith(choosing("")):
        return f"go to={sent.event.removeprefix(choosing(''))}"
    if sent.within is not None and sent.event == NEXT and sent.within.endswith(".choose"):
        # `advance` with a step that runs in any order would leave it as a whole.
        return f"go to={entered_last(chart, sent)}"
    command = "advance" if sent.event == NEXT else f"go event={sent.event}"
    if sent.within is None:
        return command
    steps = (chart.nodes[state].step for state in reversed(chart.nodes[sent.within].line))
    return f"{command} step={next(step for step in steps if step is not None)}"


def _supposed(moves: tuple[Move, ...], sent: Sent) -> str:
    """By which moves a command is taken to lead, and without which, where that is not certain."""
    by = [move for move in sorted(sent.by) if moves[move].on != sent.event or sent.event == NEXT]
    said = [f" {word} {_named(moves, some)}" for word, some in (("by", by), ("without", sorted(sent.without))) if some]
    return "".join(said)


def _named(moves: tuple[Move, ...], some: list[int]) -> str:
    ways = [f"from '{moves[one].from_}' to '{moves[one].to}'" for one in some]
    return f"the move{'s' if len(ways) > 1 else ''} {' and '.join(ways)}"


def whatever(_: Change) -> bool:
    """Any outcome shows it."""
    return True
