"""Which states transitions leave, and which of several can be taken together (appendix D of SCXML): the counterpart
of `entering`."""

from __future__ import annotations

from tyopaja.charts.nodes import ROOT, Chart, Configuration, Transition


def without_conflicts(chart: Chart, active: tuple[str, ...], chosen: tuple[Transition, ...]) -> tuple[Transition, ...]:
    """SCXML 3.13, appendix D: removeConflictingTransitions. Of two that leave the same state the one from further
    inside goes first, else the one that was selected first."""
    kept: list[Transition] = []
    exits, all_left = {way.number: exit_set(chart, active, way) for way in chosen}, set[str]()
    for way in chosen:
        leaving = exits[way.number]
        if all_left.isdisjoint(leaving):  # as the regions of a parallel state are: however many, no pair is looked at
            kept.append(way)
            all_left |= leaving
            continue
        preempted: list[Transition] = []
        for other in kept:
            if leaving & exits[other.number]:
                if way.source != other.source and chart.is_within(way.source, other.source):
                    preempted.append(other)
                else:
                    break
        else:
            kept = [other for other in kept if other not in preempted]
            kept.append(way)
            all_left |= leaving
    return tuple(kept)


def domain(chart: Chart, way: Transition) -> str | None:
    """The state inside which all changes (appendix D: getTransitionDomain); None for a transition without targets."""
    if not way.targets:
        return None
    targets = [chart.nodes[target] for target in way.targets]
    source = chart.nodes[way.source]
    inside = all(way.source in target.line[:-1] or way.source == ROOT for target in targets)
    if (way.internal and source.kind == "compound" and inside) or way.source == ROOT:
        return way.source
    for state in reversed(source.line[:-1]):
        if chart.nodes[state].kind == "compound" and all(state in target.line[:-1] for target in targets):
            return state
    return ROOT


def exit_set(chart: Chart, active: tuple[str, ...], way: Transition) -> set[str]:
    """The active states that a transition leaves (appendix D: computeExitSet)."""
    around = domain(chart, way)
    if around is None:
        return set()
    if around == ROOT:
        return set(active)
    return {state for state in active if state != around and around in chart.nodes[state].line}


def recorded(chart: Chart, configuration: Configuration, left: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What histories remember when states are left (appendix D: exitStates)."""
    memory = dict(configuration.memory)
    if chart.histories:
        for state in left:
            for history in chart.histories.get(state, ()):
                inner = [one for one in configuration.active if one != state and state in chart.nodes[one].line]
                if chart.nodes[history].deep:
                    memory[history] = tuple(one for one in inner if not chart.nodes[one].children)
                else:
                    memory[history] = tuple(one for one in inner if chart.nodes[one].parent == state)
    return memory
