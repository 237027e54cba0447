"""The steps of a flow as a tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import frozen

from tyopaja.model.flow import Flow, Move


@frozen(eq=False)
class Outline:
    """A sound tree of steps: every parent is there, and children stand right below their parents."""

    parents: Mapping[str, str | None]
    """Step → the step that it is part of, in the order of the file."""
    leaves: tuple[str, ...]
    """The steps without steps inside them, in the order in which they run."""

    @classmethod
    def of(cls, flow: Flow) -> Outline | None:
        """The tree of a flow; None when its steps do not make one, or when there are none."""
        parents = {step.id: step.in_ for step in flow.step}
        around: list[str] = []
        for step in flow.step:
            while around and around[-1] != step.in_:
                around.pop()
            if not around and step.in_ is not None:
                return None
            around.append(step.id)
        if not parents or len(parents) < len(flow.step):
            return None
        compound = set(parents.values())
        return cls(parents, tuple(step for step in parents if step not in compound))

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Atomic step → its place among them."""
        return {leaf: number for number, leaf in enumerate(self.leaves)}

    @cached_property
    def spans(self) -> Mapping[str, range]:
        """Step → the places of the atomic steps that it is made of: its own, when it is one."""
        first: dict[str, int] = {}
        last: dict[str, int] = {}
        for number, leaf in enumerate(self.leaves):
            for step in self.line(leaf):
                first.setdefault(step, number)
                last[step] = number
        return {step: range(first[step], last[step] + 1) for step in self.parents}

    @cached_property
    def inside(self) -> Mapping[str | None, tuple[str, ...]]:
        """Step → the steps right inside it; those of the flow itself under None."""
        found: dict[str | None, list[str]] = {}
        for step, around in self.parents.items():
            found.setdefault(around, []).append(step)
        return {around: tuple(steps) for around, steps in found.items()}

    @cached_property
    def deepest(self) -> int:
        """How many steps are in one another, at most."""
        depth: dict[str | None, int] = {None: 0}
        for step, around in self.parents.items():
            depth[step] = depth[around] + 1
        return max(depth.values())

    def line(self, step: str) -> Iterator[str]:
        """The step and those around it, inner before outer."""
        inner: str | None = step
        while inner is not None:
            yield inner
            inner = self.parents[inner]


def always(move: Move) -> bool:
    """Whether a move is taken whenever its event comes."""
    return move.when is None and move.at_most is None
