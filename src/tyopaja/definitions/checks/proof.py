"""The ways through a flow: its chart, compiled with each step that runs for every group or participant as one, explored
from the beginning.

Most flows need no exploring. Where no move cuts off what would come after it, every step is reached in order, and the
end from every step, by `advance` alone.

What runs side by side makes as many configurations as its lanes have steps, multiplied. Where that is too many, the
flow is explored in parts, each with one lane of every such step. What a lane does by itself it does beside others too,
so a step that is reached in no part is reached in no session; moves from one lane to another are taken on trust then,
and where lanes may end one another, or need not all be done, nothing is said of loops. Where even the parts are too
large nothing is said at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Final

from attrs import evolve, field, frozen

from tyopaja.charts import compile_chart
from tyopaja.charts.compiling import NEXT
from tyopaja.charts.explored import Explored
from tyopaja.charts.exploring import MOST, TooLarge, explore
from tyopaja.definitions.checks.instances import DONE
from tyopaja.definitions.checks.outline import Outline, always
from tyopaja.definitions.checks.parting import lanes_apart, size
from tyopaja.model.flow import Flow, Move

EVENT: Final = re.compile("[a-z0-9-]{1,64}")
"""How the event of a move is written."""

CHARTS_OWN: Final = frozenset({"done", "leave", "choose"})
"""Events of the chart begin with these, so a move on one of them would be taken on all of those."""

_ID: Final = re.compile("[a-z0-9-]{1,64}", re.IGNORECASE)
_DEEPEST: Final = 64
"""How deep steps may be in one another in a flow that is proved."""


@frozen(eq=False)
class Part:
    """A flow, or a part of it, explored."""

    steps: frozenset[str]
    explored: Explored
    numbers: tuple[int, ...]
    """Move of the part → its number in the file."""

    def loose(self, moves: Collection[int]) -> frozenset[int]:
        """Moves of the file as the part counts them."""
        return frozenset(own for own, number in enumerate(self.numbers) if number in moves)


@frozen(eq=False)
class Ways:
    """The ways through a flow, as far as they have been explored."""

    outline: Outline
    flow: Flow
    moves: Mapping[int, Move]
    """Number in the file → move; only those whose ends there are."""
    loose: frozenset[int] = frozenset()
    """Moves that are looked at as if they had a condition: what is wrong with them has been said."""
    begun: tuple[str, ...] = ()
    """Steps that are looked at as if they were reached: that they are not has been said."""

    # What was explored holds for any choice of loose moves: steps begun → the parts.
    _explored: dict[tuple[str, ...], tuple[Part, ...]] = field(factory=dict, repr=False)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What was explored: the flow as a whole, or in parts; nothing when it needs no exploring, or is too large."""
        found = self._explored.get(self.begun)
        if found is None:
            found = self._explored[self.begun] = self._explore()
        return found

    def _explore(self) -> tuple[Part, ...]:
        if not _is_plain(self.outline, self.flow, self.moves):
            if size(self.flow, self.outline) <= MOST:
                try:
                    return (self._part(frozenset(self.outline.parents)),)
                except TooLarge:
                    pass
            try:
                return self._in_parts()
            except TooLarge:
                pass
        return ()

    @property
    def whole(self) -> bool:
        """Whether all was explored as one."""
        return len(self.parts) == 1 and len(self.parts[0].steps) == len(self.outline.parents)

    @property
    def blocked(self) -> bool:
        """Whether what stands earlier need not lead to what stands later."""
        return self.whole

    @cached_property
    def apart(self) -> frozenset[int]:
        """The moves of which no part has both ends, or not the step whose being done they wait for."""
        return frozenset(
            number for number, move in self.moves.items() if not any(_ends(move) <= part.steps for part in self.parts)
        )

    @cached_property
    def beside(self) -> frozenset[str]:
        """The steps whose steps run side by side or in any order."""
        return frozenset(step.id for step in self.flow.step if step.order != "sequence")

    @cached_property
    def separate(self) -> bool:
        """Whether what runs side by side must all be done, and nothing in it ends what runs beside it."""
        if any(step.join.rule == "quorum" and step.id in self.beside for step in self.flow.step):
            return False
        for move in self.moves.values():
            around = list(self.outline.line(move.from_))
            lanes = (lane for lane, parent in pairwise(around) if parent in self.beside)
            to = set(self.outline.line(move.to))
            if move.on.startswith(DONE) or not to.issuperset(lanes):
                return False
        return True

    def reached(self) -> set[str]:
        """The steps that are reached in some part; all when nothing was explored."""
        if not self.parts:
            return set(self.outline.parents)
        found = set(self.begun)
        for part in self.parts:
            explored, loose = part.explored, part.loose(self.loose)
            found |= explored.entered(explored.after([Explored.BEGINNING], loose), loose)
        return found

    def after(self, start: Iterable[int]) -> set[int]:
        """The places that can be reached from some, with themselves. Each is that of an atomic step, by its number
        among them."""
        places = set(start)
        if not self.whole:
            earliest = (self._earliest(self.outline.leaves[place]) for place in places)
            return set(range(min(earliest, default=len(self.outline.leaves)), len(self.outline.leaves)))
        (part,) = self.parts
        leaves, loose = {self.outline.leaves[place] for place in places}, part.loose(self.loose)
        explored = part.explored
        there = {number for number, active in enumerate(explored.active) if not leaves.isdisjoint(active)}
        there |= {leg.end for leg in explored.legs if not leaves.isdisjoint(leg.entered)}
        entered = explored.entered(explored.after(there, loose), loose) | leaves
        return {self.outline.place[step] for step in entered if step in self.outline.place}

    def _earliest(self, step: str) -> int:
        """The first place of what can still come after a step has been entered: what runs beside it, and where moves
        lead back to from there and from what follows."""

        def beginning(step: str) -> int:
            around = (one for one in self.outline.line(step) if one == step or one in self.beside)
            return min(self.outline.spans[one].start for one in around)

        aims = [(self.outline.spans[move.from_].stop, beginning(move.to)) for move in self.moves.values()]
        place = beginning(step)
        while earlier := [aim for stop, aim in aims if stop > place > aim]:
            place = min(earlier)
        return place

    def loosened(self, moves: Iterable[int]) -> Ways:
        """The same ways, with more moves looked at as if they had a condition."""
        return evolve(self, loose=self.loose.union(moves))

    def from_(self, step: str) -> Ways:
        """The same ways, with one more step looked at as if it were reached."""
        return evolve(self, begun=(*self.begun, step))

    def _in_parts(self) -> tuple[Part, ...]:
        steps = lanes_apart(self.outline, self.flow)
        apart = [move for move in self.moves.values() if not any(_ends(move) <= part for part in steps)]
        seeds = [tuple(move.to for move in apart if move.to in part) for part in steps]
        parts = [self._part(part, seeds[number]) for number, part in enumerate(steps)]
        # What is entered in a part with one of its lanes is entered with each of them.
        while True:
            opened = [self._opened(part) for part in parts]
            late = [
                frozenset[str]().union(*(may for other, (may, _) in enumerate(opened) if other != number))
                & part - does - {*seeds[number]}
                for number, (part, (_, does)) in enumerate(zip(steps, opened, strict=True))
            ]
            if not any(late):
                return tuple(parts)
            for number, found in enumerate(late):
                if found:
                    seeds[number] += tuple(sorted(found))
                    parts[number] = self._part(steps[number], seeds[number])

    def _opened(self, part: Part) -> tuple[set[str], set[str]]:
        """The steps whose steps run side by side that are entered in a part, with their lane there at its beginning,
        and those whose steps run in any order that are entered at all: those that may be, if moves had conditions,
        and those that are in any case."""
        may, does = set[str](), set[str]()
        explored, order = part.explored, {step.id: step.order for step in self.flow.step}
        reached = explored.after([Explored.BEGINNING])
        for step in self.beside & part.steps:
            span = self.outline.spans[step]
            first = next(leaf for leaf in self.outline.leaves[span.start : span.stop] if leaf in part.steps)
            wanted = {step} if order[step] == "free" else {step, first}
            legs = [leg for leg in explored.legs if wanted.issubset(leg.entered)]
            if legs:
                may.add(step)
            if any(leg.start in reached and not leg.against for leg in legs):
                does.add(step)
        return may, does

    def _part(self, steps: frozenset[str], seeds: tuple[str, ...] = ()) -> Part:
        numbers = tuple(number for number, move in self.moves.items() if _ends(move) <= steps)
        flow = evolve(
            self.flow,
            step=tuple(step for step in self.flow.step if step.id in steps),
            move=tuple(self.moves[number] for number in numbers),
        )
        begun = dict.fromkeys((*seeds, *(step for step in self.begun if step in steps)))
        return Part(steps, explore(compile_chart(flow), [(step,) for step in begun]), numbers)


def draw_ways(outline: Outline | None, flow: Flow, faulty: Collection[int]) -> Ways | None:
    """The ways through a flow; None when its steps do not make a tree, or not one that a chart can be made of.

    `faulty`: the moves of which something has been said already. They are taken as if people could send them, and where
    they lead is taken as reached.
    """
    if outline is None or outline.deepest > _DEEPEST or not all(map(_ID.fullmatch, outline.parents)):
        return None
    moves = {
        number: evolve(move, on=f"event-{number}") if number in faulty and move.on != NEXT else move
        for number, move in enumerate(flow.move)
        if move.from_ in outline.parents and move.to in outline.parents
    }
    begun = dict.fromkeys(flow.move[number].to for number in sorted(faulty) if flow.move[number].to in outline.parents)
    return Ways(outline, flow, moves, frozenset(faulty), tuple(begun))


def _ends(move: Move) -> frozenset[str]:
    """The steps that a part must have to show what a move does."""
    waited = (move.on.removeprefix(DONE),) if move.on.startswith(DONE) else ()
    return frozenset((move.from_, move.to, *waited))


def _is_plain(outline: Outline, flow: Flow, moves: Mapping[int, Move]) -> bool:
    """Whether no move can cut anything off, shadow another, or go round by itself."""
    inside, outermost = outline.inside, outline.inside[None]
    if any(
        step.final and (step.in_ is not None or step.id != outermost[-1] or len(outermost) == 1) for step in flow.step
    ):
        return False
    own = [move for move in moves.values() if move.on.startswith(DONE) or (move.on == NEXT and move.from_ in inside)]
    if any(move.on.startswith(DONE) or move.resume != "none" for move in own):
        return False
    insisting = [move for move in moves.values() if always(move)]
    if any(move.on == NEXT for move in insisting):
        return False
    events = Counter(move.on for move in moves.values())
    return not any(
        one is not other and one.on == other.on and _is_in_line(outline, one.from_, other.from_)
        for one in insisting
        if events[one.on] > 1
        for other in moves.values()
    )


def _is_in_line(outline: Outline, one: str, other: str) -> bool:
    return one in outline.line(other) or other in outline.line(one)
