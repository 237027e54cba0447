"""What exploring a chart has found: configurations, the legs that lead from one to another, and what follows from them
on what can be reached."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from heapq import heappop, heappush
from typing import Final

from attrs import frozen

from tyopaja.charts.nodes import Chart, Configuration

BEGUN: Final = ""
"""The event of the first legs, which lead from the beginning into the chart."""
SEEDED: Final = "?"
"""The event of legs from the beginning to seeds, which nobody can send."""


@frozen
class Leg:
    """One event, and what comes of it when some conditions hold and others do not."""

    start: int
    """The number of the configuration that it is sent in."""
    end: int
    event: str
    within: str | None
    """The active state that it is sent to; None for all."""
    moves: frozenset[int]
    """The moves taken on the way, as the flow counts them."""
    against: frozenset[int]
    """The moves without a condition that would come first: nothing of this happens unless each of them had one."""
    entered: tuple[str, ...]


@frozen
class Endless:
    """An event that sets off a chain of transitions without an end."""

    start: int
    event: str
    within: str | None
    move: int
    """One of the moves that go round in it."""
    moves: frozenset[int]
    """All that may be taken in it."""
    against: frozenset[int]
    limited: bool
    """Whether it ends after all, since a move that goes round in it may be taken so many times only."""


@frozen(eq=False)
class Explored:
    """What was found. Configurations are numbered in the order of finding: the beginning is 0, the end 1."""

    chart: Chart
    configurations: tuple[Configuration, ...]
    legs: tuple[Leg, ...]
    endless: tuple[Endless, ...]

    BEGINNING = 0
    END = 1

    @cached_property
    def active(self) -> tuple[tuple[str, ...], ...]:
        """Configuration → its active states; two may differ in what histories remember alone."""
        return tuple(one.active for one in self.configurations)

    @cached_property
    def leading_from(self) -> Mapping[int, tuple[Leg, ...]]:
        """Configuration → the legs that lead on from it."""
        found: dict[int, list[Leg]] = {}
        for leg in self.legs:
            found.setdefault(leg.start, []).append(leg)
        return {start: tuple(legs) for start, legs in found.items()}

    def after(self, start: Iterable[int], loose: Collection[int] = ()) -> dict[int, Leg | None]:
        """The configurations that can be reached from some, with themselves, by the shortest ways; and by which leg.

        `loose`: the moves that are looked at as if they had a condition.
        """
        found: dict[int, Leg | None] = dict.fromkeys(start)
        pending = deque(found)
        while pending:
            for leg in self.leading_from.get(pending.popleft(), ()):
                if leg.end not in found and leg.against.issubset(loose):
                    found[leg.end] = leg
                    pending.append(leg.end)
        return found

    def ending(self, loose: Collection[int] = ()) -> set[int]:
        """The configurations from which the end can be reached."""
        back: dict[int, list[int]] = {}
        for leg in self.legs:
            if leg.against.issubset(loose):
                back.setdefault(leg.end, []).append(leg.start)
        found, pending = {self.END}, [self.END]
        while pending:
            fresh = set(back.get(pending.pop(), ())) - found
            found |= fresh
            pending.extend(fresh)
        return found

    def entered(self, among: Collection[int], loose: Collection[int] = ()) -> set[str]:
        """The states that are active in some configurations, or passed through on legs from them."""
        found = {state for number in among for state in self.active[number]}
        for leg in self.legs:
            if leg.start in among and leg.against.issubset(loose):
                found.update(leg.entered)
        return found

    def in_the_way(
        self, start: int, loose: Collection[int], there: Callable[[Leg], bool]
    ) -> tuple[tuple[Leg, ...], tuple[int, ...]] | None:
        """The way from a configuration to a leg that is asked for, against as few moves as possible, then by as few
        legs; and the moves that are in the way, in order. None when no way leads there, whatever move had a condition.
        """
        by: dict[int, Leg | None] = {start: None}
        ways: list[tuple[int, int, int, Leg]] = []

        def on_from(number: int, cost: int, length: int) -> None:
            for leg in self.leading_from.get(number, ()):
                heappush(ways, (cost + len(leg.against.difference(loose)), length + 1, next(count), leg))

        count = itertools.count()
        on_from(start, 0, 0)
        while ways:
            cost, length, _, leg = heappop(ways)
            if there(leg):
                way = (*way_to(by, leg.start), leg)
                return way, tuple(dict.fromkeys(move for one in way for move in sorted(one.against.difference(loose))))
            if leg.end not in by:
                by[leg.end] = leg
                on_from(leg.end, cost, length)
        return None


def way_to(found: Mapping[int, Leg | None], number: int) -> tuple[Leg, ...]:
    """The legs by which a configuration was found by `Explored.after`."""
    legs: list[Leg] = []
    while (leg := found[number]) is not None:
        legs.append(leg)
        number = leg.start
    return tuple(reversed(legs))
