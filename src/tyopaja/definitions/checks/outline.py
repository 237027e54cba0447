"""The steps of a flow as a tree, and the ways that lead from step to step.

The rules are those by which the engine moves: the innermost step's moves before those of the steps around it,
then the order of the file; without a move the plain next step. Whether a condition holds is not known here: a move
with `when` or `at-most` may or may not be taken. Jumps by the facilitator do not count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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

    def line(self, step: str) -> Iterator[str]:
        """The step and those around it, inner before outer."""
        inner: str | None = step
        while inner is not None:
            yield inner
            inner = self.parents[inner]


def always(move: Move) -> bool:
    """Whether a move is taken whenever its event comes."""
    return move.when is None and move.at_most is None


@frozen(eq=False)
class Ways:
    """Which atomic step can follow which, by their places; the end is the place after the last."""

    outline: Outline
    moves: Mapping[int, Move]
    """Number in the file → move; only those whose ends there are."""
    loose: frozenset[int] = frozenset()
    """Moves that are looked at as if they had a condition: what is wrong with them has been said."""

    @cached_property
    def cuts(self) -> bool:
        """Whether any move is always taken, and so cuts off what would come after it."""
        return any(always(move) and number not in self.loose for number, move in self.moves.items())

    @property
    def steps(self) -> tuple[frozenset[int], ...]:
        """From each atomic step, where it can lead."""
        return self._drawn[0]

    @property
    def blocked(self) -> Mapping[int, int]:
        """Atomic step → the move that is always taken on `next` instead of what would come after it."""
        return self._drawn[1] if self.cuts else {}

    @property
    def open(self) -> frozenset[int]:
        """The moves that can be taken somewhere."""
        return frozenset(self._drawn[2] if self.cuts else self.moves)

    @cached_property
    def _drawn(self) -> tuple[tuple[frozenset[int], ...], Mapping[int, int], set[int]]:
        by_source: dict[str, list[int]] = {}
        for number, move in self.moves.items():
            by_source.setdefault(move.from_, []).append(number)
        steps: list[frozenset[int]] = []
        blocked: dict[int, int] = {}
        taken_somewhere: set[int] = set()
        for place, leaf in enumerate(self.outline.leaves):
            cut: dict[str, int] = {}
            aims: set[int] = set()
            for number in (one for step in self.outline.line(leaf) for one in by_source.get(step, ())):
                move = self.moves[number]
                if move.on not in cut:
                    taken_somewhere.add(number)
                    aims.add(self.outline.spans[move.to].start)
                    if always(move) and number not in self.loose:
                        cut[move.on] = number
            if "next" in cut:
                blocked[place] = cut["next"]
            else:
                aims.add(place + 1)
            steps.append(frozenset(aims))
        return tuple(steps), blocked, taken_somewhere

    def loosened(self, number: int) -> Ways:
        """The same ways, with one more move looked at as if it had a condition."""
        return Ways(self.outline, self.moves, self.loose | {number})

    def after(self, start: Iterable[int]) -> set[int]:
        """The places that can be reached from some, with themselves."""
        found, pending = set(start), list(start)
        while pending:
            here = pending.pop()
            if here < len(self.steps):
                fresh = self.steps[here] - found
                found |= fresh
                pending.extend(fresh)
        return found

    @cached_property
    def stuck(self) -> frozenset[int]:
        """The places from which the end cannot be reached."""
        back: dict[int, set[int]] = {}
        for place, aims in enumerate(self.steps):
            for aim in aims:
                back.setdefault(aim, set()).add(place)
        end = len(self.steps)
        ending, pending = {end}, [end]
        while pending:
            fresh = back.get(pending.pop(), set()) - ending
            ending |= fresh
            pending.extend(fresh)
        return frozenset(range(end)) - ending
