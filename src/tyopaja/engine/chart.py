"""The chart: a flow compiled once into an immutable statechart, and the one pure function that moves in it.

The semantics are those of W3C SCXML (Recommendation, 1 September 2015) for what flows have so far: atomic and
compound states, external transitions, document order. A configuration is the tuple of active steps, outer before
inner; the empty one is the flow's final state. Regions that run side by side will make it a tuple with several
atomic steps in document order: nothing here may assume that only the last one is atomic, but `leaf`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from attrs import frozen

from tyopaja.model.flow import Flow, Move

Configuration = tuple[str, ...]


@frozen(kw_only=True)
class Node:
    """One step of the flow, with its place in the tree."""

    id: str
    index: int
    """Its place in the flow's list of steps."""
    parent: str | None
    children: tuple[str, ...]
    line: tuple[str, ...]
    """The steps from the outermost one that it is part of down to itself."""
    after: str | None
    """Its next sibling: where it leads when it is done."""


@frozen(kw_only=True)
class Chart:
    """A compiled flow."""

    nodes: Mapping[str, Node]
    """Every step by id, in document order."""
    tops: tuple[str, ...]
    """The steps that are part of no other."""
    leaves: tuple[str, ...]
    """The atomic steps in document order."""
    moves: Mapping[str, tuple[tuple[int, Move], ...]]
    """Step → the moves that lead away from it, with their numbers, in document order."""


@frozen(kw_only=True)
class Change:
    """What a transition does to a configuration."""

    left: Configuration
    """Inner before outer (SCXML 3.13, exit order)."""
    entered: Configuration
    """Outer before inner (SCXML 3.13, entry order)."""
    now: Configuration


def compile_chart(flow: Flow) -> Chart:
    """Compile a flow that `check` found sound. Linear in the number of steps and moves."""
    parents = {step.id: step.in_ for step in flow.step}
    children: dict[str | None, list[str]] = {}
    for step in flow.step:
        children.setdefault(step.in_, []).append(step.id)

    def line(step: str) -> tuple[str, ...]:
        way = [step]
        while (parent := parents[way[-1]]) is not None:
            way.append(parent)
        return tuple(reversed(way))

    after = {step: following for siblings in children.values() for step, following in pairwise(siblings)}
    nodes = {
        step.id: Node(
            id=step.id,
            index=index,
            parent=step.in_,
            children=tuple(children.get(step.id, ())),
            line=line(step.id),
            after=after.get(step.id),
        )
        for index, step in enumerate(flow.step)
    }
    moves: dict[str, tuple[tuple[int, Move], ...]] = {}
    for number, move in enumerate(flow.move):
        moves[move.from_] = (*moves.get(move.from_, ()), (number, move))
    tops = tuple(children.get(None, ()))
    leaves: list[str] = []
    pending = list(reversed(tops))
    while pending:
        node = nodes[pending.pop()]
        pending.extend(reversed(node.children))
        if not node.children:
            leaves.append(node.id)
    return Chart(nodes=nodes, tops=tops, leaves=tuple(leaves), moves=moves)


def leaf(configuration: Configuration) -> str | None:
    """The atomic step that is active; None at the end of the flow."""
    return configuration[-1] if configuration else None


def enter(chart: Chart, target: str) -> Configuration:
    """`target` and, while it is compound, its first step inside (SCXML 3.3: the default initial state)."""
    way = [target]
    while children := chart.nodes[way[-1]].children:
        way.append(children[0])
    return tuple(way)


def begin(chart: Chart) -> Change:
    """The first configuration of a session."""
    entered = enter(chart, chart.tops[0])
    return Change(left=(), entered=entered, now=entered)


def take(chart: Chart, configuration: Configuration, source: str, target: str | None) -> Change:
    """An external transition from `source`, which is active, to `target`, or to the end when None.

    Its domain is the innermost step that both are properly inside of (SCXML, appendix D,
    `getTransitionDomain`): everything active below the domain is left, also when `target` is `source`.
    """
    if target is None:
        return Change(left=configuration[::-1], entered=(), now=())
    ours = chart.nodes[source].line[:-1]
    theirs = chart.nodes[target].line[:-1]
    depth = 0
    while depth < min(len(ours), len(theirs)) and ours[depth] == theirs[depth]:
        depth += 1
    entered = (*theirs[depth:], *enter(chart, target))
    return Change(left=configuration[depth:][::-1], entered=entered, now=(*configuration[:depth], *entered))


def following(chart: Chart, configuration: Configuration) -> tuple[str, str | None]:
    """Where the plain next step leads: (the step that is done, the one after it or None at the end).

    A compound step is done when the last step inside it is (SCXML 3.7, `done.state.ID`), so the way leads up
    to the innermost active step that has one after it.
    """
    for step in reversed(configuration):
        if (after := chart.nodes[step].after) is not None:
            return step, after
    return configuration[0], None


def preceding(chart: Chart, configuration: Configuration) -> str | None:
    """The atomic step before the current one in document order; None at the first."""
    if not configuration:
        return chart.leaves[-1]
    place = chart.leaves.index(configuration[-1])
    return chart.leaves[place - 1] if place else None


def moves_on(chart: Chart, configuration: Configuration, event: str) -> tuple[tuple[int, Move], ...]:
    """The moves that `event` may take, inner source before outer, then document order (SCXML 3.13)."""
    return tuple(
        (number, move)
        for step in reversed(configuration)
        for number, move in chart.moves.get(step, ())
        if move.on == event
    )
