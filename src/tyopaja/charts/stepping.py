"""How a chart moves: SCXML's algorithm for interpretation (appendix D), as pure functions.

Not here, since flows have none: executable content, data, invoked services. What an event does is one macrostep: the
transitions that it enables, then those that need no event, then the chart's own events (`done.state.…`), until nothing
more is enabled."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from attrs import frozen

from tyopaja.charts.entering import Entry
from tyopaja.charts.exiting import domain, exit_set, recorded, without_conflicts
from tyopaja.charts.nodes import BEGINNING, ROOT, Change, Chart, Configuration, Transition

Allows = Callable[[Transition], bool]
"""Whether a transition's `when` holds and its `at_most` is not used up."""

_MICROSTEPS = 1_000
"""How long a chain of transitions may be that one event sets off."""
_REMEMBERED = 20_000
"""How many answers a chart keeps at most."""


class Once:
    """Answers by which each move is taken once at most in what one event sets off. What a session's conditions say does
    not change in between, so a second time would lead round the same way, and might for ever."""

    def __init__(self, allows: Allows) -> None:
        self.allows = allows
        self.taken: set[int] = set()

    def __call__(self, way: Transition) -> bool:
        """Whether a move may be taken, and was not yet."""
        return way.number not in self.taken and self.allows(way)


class ChartError(ValueError):
    """A chart that cannot be moved in: its own events go on for ever."""


def everything(_: Transition) -> bool:
    """No condition stands in the way."""
    return True


def begin(chart: Chart, allows: Allows = everything) -> Change:
    """The first configuration: what the flow enters by default (SCXML 3.2, `initial`)."""
    first = Transition(number=-1, source=ROOT, events=(), targets=(str(chart.nodes[ROOT].initial),))
    return _completed(chart, BEGINNING, (first,), allows)


def step(
    chart: Chart, configuration: Configuration, event: str, allows: Allows = everything, within: str | None = None
) -> Change:
    """What `event` makes of a configuration: (configuration, entered, left), and the transitions taken.

    Nothing changes for an event that enables no transition. With `within` the event is for the states inside one state
    alone, as if it were sent to that region: its own transitions and those of the states around it count.
    Raises ChartError.
    """
    chosen = _select(chart, configuration.active, event, allows, within)
    if not chosen:
        return Change(configuration, (), ())
    return _completed(chart, configuration, chosen, allows)


def jump(
    chart: Chart, configuration: Configuration, targets: Sequence[str], source: str | None, allows: Allows = everything
) -> Change:
    """To other states whatever the chart says, as by an external transition from `source` (None: from nothing)."""
    way = Transition(number=-1, source=source or ROOT, events=(), targets=tuple(targets))
    return _completed(chart, configuration, (way,), allows)


def restaff(chart: Chart, configuration: Configuration, allows: Allows = everything) -> Change:
    """From a configuration of a chart with other instances to one of this: what is there no more is left, new regions
    of active parallel states are entered, and what is done by that is gone on from."""
    active, nodes = configuration.active, chart.nodes
    kept = {state for state in active if state in nodes}
    left = tuple(state for state in reversed(active) if state not in kept)
    missing = [
        child
        for state in kept
        if nodes[state].kind == "parallel"
        for child in nodes[state].children
        if child not in kept
    ]
    if not left and not missing:
        return Change(configuration, (), ())
    entry = Entry(chart, configuration)
    for child in missing:
        entry.descendants(child)
    entered = tuple(sorted(entry.states, key=partial(_index, chart)))
    now = _sorted(chart, kept | entry.states)
    events = deque(
        f"done.state.{state}" for state in now if nodes[state].kind == "parallel" and _is_final(chart, state, set(now))
    )
    return _settled(chart, Configuration(now, configuration.memory), entered, left, (), events, allows)


def matches(descriptor: str, event: str) -> bool:
    """Whether an event descriptor matches an event's name (SCXML 3.12.1): token by token, from the first."""
    if descriptor == event or descriptor == "*":
        return True
    descriptor = descriptor.removesuffix(".*").removesuffix(".")
    return event == descriptor or event.startswith(descriptor + ".")


def _remember(chart: Chart, key: object, value: object) -> None:
    if len(chart._memo) >= _REMEMBERED:
        chart._memo.clear()
    chart._memo[key] = value


def _candidates(
    chart: Chart, active: tuple[str, ...], event: str | None, within: str | None
) -> tuple[tuple[Transition, ...], ...]:
    """For each innermost state the transitions that match, its own before those around it, then document order
    (SCXML 3.13, appendix D: selectTransitions). Whether they are guarded is not asked."""
    key = (active, event, within)
    found: tuple[tuple[Transition, ...], ...] | None = chart._memo.get(key)
    if found is None:
        ways = chart.leading_from
        lines = (
            reversed((ROOT, *chart.nodes[leaf].line))
            for leaf in chart.leaves(active)
            if within is None or chart.is_within(leaf, within)
        )
        lists = (
            tuple(
                way
                for state in line
                for way in ways.get(state, ())
                if (not way.events if event is None else any(matches(one, event) for one in way.events))
            )
            for line in lines
        )
        found = tuple(one for one in lists if one)
        _remember(chart, key, found)
    return found


def _select(
    chart: Chart, active: tuple[str, ...], event: str | None, allows: Allows, within: str | None = None
) -> tuple[Transition, ...]:
    """The transitions that are taken together: the first that is enabled for each innermost state, without those that
    others preempt."""
    lists = _candidates(chart, active, event, within)
    if len(lists) < 2:
        # Most flows are in one step at a time: nothing there is in conflict with anything.
        for way in lists[0] if lists else ():
            if _enabled(active, way, allows):
                return (way,)
        return ()
    chosen: dict[int, Transition] = {}
    for ways in lists:
        for way in ways:
            if _enabled(active, way, allows):
                chosen[way.number] = way
                break
    if len(chosen) < 2:
        return tuple(chosen.values())
    return without_conflicts(chart, active, tuple(chosen.values()))


def _enabled(active: tuple[str, ...], way: Transition, allows: Allows) -> bool:
    if way.inside:
        count = len(frozenset(active).intersection(way.inside))
        if count < (way.at_least or len(way.inside)):
            return False
    if way.when is None and way.at_most is None and (way.move is None or type(allows) is not Once):
        return True
    return allows(way)


def _index(chart: Chart, state: str) -> int:
    return chart.nodes[state].index


def _sorted(chart: Chart, states: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(states, key=partial(_index, chart)))


def _is_final(chart: Chart, state: str, active: set[str]) -> bool:
    """Appendix D: isInFinalState."""
    node = chart.nodes[state]
    if node.kind == "compound":
        return any(child in active and chart.nodes[child].kind == "final" for child in node.children)
    return (
        node.kind == "parallel" and bool(node.children) and all(_is_final(chart, one, active) for one in node.children)
    )


@frozen
class _Micro:
    """What one microstep does."""

    configuration: Configuration
    left: tuple[str, ...]
    entered: tuple[str, ...]
    events: tuple[str, ...]
    """The chart's own events that it raises."""
    over: bool


def _micro(chart: Chart, configuration: Configuration, chosen: tuple[Transition, ...]) -> _Micro:
    """One microstep (appendix D): leave, then enter."""
    key, numbers = None, tuple([way.number for way in chosen])
    if not chart.histories and min(numbers) >= 0:
        key = (configuration.active, numbers, "micro")
        known: _Micro | None = chart._memo.get(key)
        if known is not None:
            return known
    active = configuration.active
    leaving: set[str] = set().union(*(exit_set(chart, active, way) for way in chosen))
    left = tuple(state for state in reversed(active) if state in leaving)
    memory = recorded(chart, configuration, left)
    entry = Entry(chart, Configuration(active, memory))
    for way in chosen:
        entry.by(way, domain(chart, way))
    entered = _sorted(chart, entry.states)
    now = _sorted(chart, (set(active) - leaving) | entry.states)
    events, over = _raised(chart, entered, set(now))
    if over:
        # Nobody sees the final state of the whole flow: it is the empty configuration.
        entered, now = tuple(state for state in entered if chart.nodes[state].parent != ROOT), ()
    made = _Micro(Configuration(now, memory), left, entered, events, over)
    if key is not None:
        _remember(chart, key, made)
    return made


def _raised(chart: Chart, entered: tuple[str, ...], now: set[str]) -> tuple[tuple[str, ...], bool]:
    """The events that entering final states raises (SCXML 3.7), and whether the whole flow is over by it. That a
    parallel state is done is told once, when the last of its regions is: what is entered after that is not active yet
    (appendix D, enterStates)."""
    nodes = chart.nodes
    finals = [(number, nodes[state]) for number, state in enumerate(entered) if nodes[state].kind == "final"]
    if any(node.parent == ROOT for _, node in finals):
        return (), True
    around = [nodes[str(node.parent)].parent or ROOT for _, node in finals]
    last = {above: number for above, (number, _) in zip(around, finals, strict=True)}
    events: list[str] = []
    for above, (number, node) in zip(around, finals, strict=True):
        events.append(f"done.state.{node.parent}")
        told = nodes[above].kind == "parallel" and last[above] == number
        if told and _is_final(chart, above, now.difference(entered[number + 1 :])):
            events.append(f"done.state.{above}")
    return tuple(events), False


def _completed(chart: Chart, configuration: Configuration, chosen: tuple[Transition, ...], allows: Allows) -> Change:
    micro = _micro(chart, configuration, chosen)
    if type(allows) is Once:
        allows.taken.update([way.number for way in chosen])
    taken = tuple([way for way in chosen if way.number >= 0])
    if micro.over:
        return Change(micro.configuration, micro.entered, micro.left, taken)
    return _settled(chart, micro.configuration, micro.entered, micro.left, taken, deque(micro.events), allows)


def _settled(
    chart: Chart,
    configuration: Configuration,
    entered: tuple[str, ...],
    left: tuple[str, ...],
    taken: tuple[Transition, ...],
    events: deque[str],
    allows: Allows,
) -> Change:
    """On from a configuration until nothing is enabled without a further event (appendix D: the inner loop)."""
    for _ in range(_MICROSTEPS):
        chosen = _select(chart, configuration.active, None, allows)
        while not chosen and events:
            chosen = _select(chart, configuration.active, events.popleft(), allows)
        if not chosen:
            return Change(configuration, entered, left, taken)
        micro = _micro(chart, configuration, chosen)
        if type(allows) is Once:
            allows.taken.update([way.number for way in chosen])
        configuration = micro.configuration
        entered, left = (*entered, *micro.entered), (*left, *micro.left)
        taken = (*taken, *chosen)
        events.extend(micro.events)
        if micro.over:
            return Change(configuration, entered, left, taken)
    raise ChartError("The chart goes on for ever: its transitions set off one another without an event.")
