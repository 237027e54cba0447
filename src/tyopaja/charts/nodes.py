"""What a chart is made of: states, transitions, configurations. Frozen values.

States are called as the flow calls its steps; an instance of a step for a group or a participant has `@` and its name
behind that; states that only the chart has, which no step stands for, have a dot in their names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple

from attrs import field, frozen

from tyopaja.model.flow import Condition

ROOT = ""
"""The state that the whole flow is. It is never in a configuration."""


@frozen(kw_only=True, eq=False)
class Node:
    """One state (SCXML 3.3 to 3.10)."""

    id: str
    kind: Literal["atomic", "compound", "parallel", "final", "history"]
    index: int
    """Its place in document order."""
    parent: str | None
    """None for the root alone."""
    children: tuple[str, ...] = ()
    """The states right inside it, without histories, in document order."""
    initial: str | None = None
    """For a compound state: the child that is entered by default."""
    deep: bool = False
    """For a history: whether it remembers the innermost states (SCXML 3.10, type)."""
    line: tuple[str, ...] = ()
    """The states from the outermost that it is part of, without the root, down to itself."""
    step: str | None = None
    """The step of the flow that it stands for; None for the chart's own."""
    instance: str | None = None
    """The group or the participant whose instance of the step it is."""


@frozen(kw_only=True, eq=False)
class Transition:
    """A way from a state (SCXML 3.5)."""

    number: int
    """Its place in document order among all."""
    source: str
    events: tuple[str, ...]
    """The event descriptors that it matches (SCXML 3.12.1); none for one that needs no event (3.13)."""
    targets: tuple[str, ...]
    """The states that it leads to; several lie in different regions of a parallel state. None: it leaves nothing."""
    internal: bool = False
    """Whether a source that is compound is not left for a target inside it (SCXML 3.5, type)."""
    inside: tuple[str, ...] = ()
    """States of which some must be active for it to be taken: the `In()` of SCXML 5.9.1."""
    at_least: int = 0
    """How many of those; all of them for 0."""
    when: Condition | None = None
    """What must hold besides; whether it does, the caller knows."""
    move: int | None = None
    """The `[[move]]` of the flow that it stands for, counted from 0; None for what the order of steps gives."""
    at_most: int | None = None
    """How many times it may be taken; the caller counts."""


@frozen
class Configuration:
    """The states that are active, and what histories remember."""

    active: tuple[str, ...] = ()
    """In document order, outer before inner; empty before the flow begins and after it has ended."""
    memory: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """History → the states that were active when the state that it belongs to was left."""


BEGINNING = Configuration()
"""Nothing has begun."""


class Change(NamedTuple):
    """What an event does to a configuration, from one stable one to the next (SCXML, appendix D: a macrostep)."""

    configuration: Configuration
    entered: tuple[str, ...]
    """In the order of entering: outer before inner, microstep by microstep."""
    left: tuple[str, ...]
    """In the order of leaving: inner before outer, microstep by microstep."""
    taken: tuple[Transition, ...] = ()
    """The transitions taken, in the order of taking."""

    def then(self, further: Change) -> Change:
        """This and what follows it from there, as one change."""
        return Change(
            further.configuration,
            (*self.entered, *further.entered),
            (*self.left, *further.left),
            (*self.taken, *further.taken),
        )


@frozen(kw_only=True, eq=False)
class Chart:
    """A compiled flow. Immutable; what is worked out again and again is remembered in it."""

    nodes: Mapping[str, Node]
    """Every state by id, in document order; the root first."""
    transitions: tuple[Transition, ...]
    """In document order."""
    instances: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Step with `for-each` → the groups or participants that it is expanded for."""
    _memo: dict[Any, Any] = field(factory=dict, init=False, repr=False)

    @cached_property
    def leading_from(self) -> Mapping[str, tuple[Transition, ...]]:
        """State → the transitions that lead away from it, in document order."""
        found: dict[str, list[Transition]] = {}
        for one in self.transitions:
            found.setdefault(one.source, []).append(one)
        return {state: tuple(ways) for state, ways in found.items()}

    @cached_property
    def histories(self) -> Mapping[str, tuple[str, ...]]:
        """State → the histories in it."""
        found: dict[str, tuple[str, ...]] = {}
        for node in self.nodes.values():
            if node.kind == "history":
                found[str(node.parent)] = (*found.get(str(node.parent), ()), node.id)
        return found

    @cached_property
    def states_of(self) -> Mapping[str, tuple[str, ...]]:
        """Step of the flow → its states: itself, or its instances; in document order."""
        found: dict[str, tuple[str, ...]] = {}
        for node in self.nodes.values():
            if node.step is not None:
                found[node.step] = (*found.get(node.step, ()), node.id)
        return found

    @cached_property
    def peopled(self) -> frozenset[str]:
        """The states that people can be in: what is done (final) is none, nor what a free order only counts by."""
        return frozenset(one.id for one in self.nodes.values() if one.kind != "final" and not one.id.endswith(".todo"))

    @cached_property
    def owners(self) -> Mapping[str, str | None]:
        """State → the group or the participant whose instance of a step it is part of; None for everybody's."""
        found: dict[str, str | None] = {}
        for node in self.nodes.values():  # in document order: what is around a state comes before it
            found[node.id] = node.instance or (None if node.parent is None else found[node.parent])
        return found

    def leaves(self, active: tuple[str, ...]) -> tuple[str, ...]:
        """The innermost of the active states, those that are done (final) too, in document order."""
        nodes = self.nodes
        return tuple([state for state in active if not nodes[state].children])

    def is_within(self, state: str, outer: str) -> bool:
        """Whether a state is `outer` or lies inside it."""
        return outer == ROOT or outer in self.nodes[state].line
