"""What deciders about steps share: which of the steps that are going on are meant, what comes before them, and the
event of a change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tyopaja.charts import Change, Chart, Configuration, Transition
from tyopaja.charts.nodes import ROOT
from tyopaja.engine.asking import Ask
from tyopaja.engine.rules import Rules
from tyopaja.engine.values import check_reason
from tyopaja.model.events import Stepped
from tyopaja.model.place import INSTANCE, base_of, instance_of
from tyopaja.model.state import State
from tyopaja.model.timing import Timer


def configuration(state: State) -> Configuration:
    """Where a session is in its chart."""
    return Configuration(state.steps, state.memory)


def aims_of(ask: Ask[Any], named: str | None) -> tuple[str | None, ...]:
    """The active states that a command is for: the step that it names, every instance of it, or the lane; None stands
    for all that are going on. A participant's command is for what is theirs to go on with. Raises UnknownId; refused
    for another's."""
    chair = ask.person().role == "facilitator"
    if chair and named is None:
        return (None,)
    own = ask.own_leaves()
    if not chair:
        own = tuple(leaf for leaf in own if ask.command.name in ask.allowed(leaf))
    if named is None:
        return own
    ask.rules.step(named)
    lines = ask.rules.chart.nodes
    meant = tuple(leaf for leaf in own if named in (leaf, base_of(leaf)))
    if not meant and chair:
        meant = tuple(state for state in ask.state.steps if "." not in state and named in (state, base_of(state)))
    elif not meant:
        meant = tuple(leaf for leaf in own if any(named in (one, base_of(one)) for one in lines[leaf].line))
    if meant:
        return meant
    going = [ask.step_at(leaf) for leaf in own]
    if any(named in (state, base_of(state)) for state in ask.state.steps):
        titles = ", ".join(map(ask.step_title, going)) or "–"
        ask.refuse("not-your-step", step=ask.step_title(named), role=ask.say(f"role.{ask.person().role}"), own=titles)
    raise ask.unknown("active step", named, going)


def closest(chart: Chart, leaves: Sequence[str], targets: Sequence[str]) -> str | None:
    """The active state from which a jump leaves the least: the one that shares most of its line with the targets."""

    def shared(leaf: str) -> int:
        line = chart.nodes[leaf].line
        return min(sum(state in chart.nodes[target].line for state in line) for target in targets)

    return max(leaves, key=shared, default=None)


def before(chart: Chart, state: str) -> str | None:
    """The state before one in document order, in the region of a parallel state that it is in; None at its first. From
    a step of a free order it is the choice among them."""
    while (parent := chart.nodes[state].parent) is not None:
        around = chart.nodes[parent]
        if around.kind == "parallel":
            return None
        choice = f"{around.parent}.choose"
        if choice in around.children:
            return None if state == choice else choice
        steps = [child for child in around.children if chart.nodes[child].kind != "final"]
        place = steps.index(state) if state in steps else len(steps)
        if place:
            return _last(chart, steps[place - 1])
        state = parent
    return None


def before_all(chart: Chart, leaves: Sequence[str]) -> str | None:
    """The state before all that are active; the last of the flow when none is."""
    if not leaves:
        steps = [child for child in chart.nodes[ROOT].children if chart.nodes[child].kind != "final"]
        return _last(chart, steps[-1])
    # The tallies of a free order only count; where people are in it is what they go back from.
    leaves = [leaf for leaf in leaves if not leaf.endswith((".todo", ".did"))]
    if len(leaves) == 1:
        choice = leaves[0].endswith(".choose")
        return before(chart, leaves[0].removesuffix(".choose") if choice else leaves[0])
    lines = [chart.nodes[leaf].line for leaf in leaves]
    shared = [states[0] for states in zip(*lines, strict=False) if len(set(states)) == 1]
    return before(chart, shared[-1]) if shared else None


def _last(chart: Chart, state: str) -> str:
    """The last innermost state of one; what runs side by side is begun anew as a whole."""
    node = chart.nodes[state]
    while node.kind == "compound":
        node = chart.nodes[[child for child in node.children if chart.nodes[child].kind != "final"][-1]]
    return node.id


def stepped(
    ask: Ask[Any], change: Change, cause: str, reason: str | None = None, overridden: tuple[str, ...] = ()
) -> Stepped:
    """The event of a change."""
    chart, now = ask.rules.chart, change.configuration.active
    memory, before = change.configuration.memory, ask.state.memory
    return ask.event(
        Stepped,
        left=change.left,
        entered=change.entered,
        now=now,
        leaves=leaves_to_say(chart, now),
        cause=cause,
        moves=tuple([numbered(way) for way in change.taken if way.move is not None]),
        reason=check_reason(ask, reason),
        overridden=overridden,
        timers=timers_of(ask.rules, change, ask.at),
        memory={name: states for name, states in memory.items() if before.get(name) != states},
    )


def is_whole(chart: Chart, active: tuple[str, ...]) -> bool:
    """Whether a chart can be in these states (SCXML 3.11): with each those around it, one inside each that is compound,
    all inside each that is parallel; in document order."""
    now = set(active)
    if not now <= chart.nodes.keys() or tuple(sorted(now, key=lambda one: chart.nodes[one].index)) != active:
        return False
    nodes = [chart.nodes[state] for state in active]
    counts = {node.id: sum(child in now for child in node.children) for node in (chart.nodes[ROOT], *nodes)}
    return counts[ROOT] <= 1 and all(
        counts[node.id] == (1 if node.kind == "compound" else len(node.children)) and now.issuperset(node.line)
        for node in nodes
    )


def leaves_to_say(chart: Chart, active: tuple[str, ...]) -> tuple[str, ...]:
    """The innermost of the active states, unless that is only the last of them."""
    leaves = chart.leaves(active)
    return () if leaves == active[-1:] else leaves


def numbered(way: Transition) -> str:
    """A move as states count it: by its number, with the instance that takes it."""
    instance = instance_of(way.source)
    return str(way.move) if instance is None else f"{way.move}{INSTANCE}{instance}"


def timers_of(rules: Rules, change: Change, at: datetime) -> dict[str, Timer]:
    """The timeboxes of the steps entered, by when they run out. A step that runs for each group or participant has one
    in each of its instances, and none as a whole."""
    found: dict[str, Timer] = {}
    nodes, active, instances = rules.chart.nodes, frozenset(change.configuration.active), rules.chart.instances
    for state in change.entered:
        name = nodes[state].step if state in active and not instances.get(state) else None
        time = None if name is None else rules.steps[name].time
        if time is not None:
            seconds = time.minutes * 60
            try:
                found[state] = Timer(seconds=seconds, ends=at + timedelta(seconds=seconds))
            except OverflowError:
                continue  # the calendar ends before the step would
    return found
