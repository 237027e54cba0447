"""How large a flow is to explore, and the parts into which one that is too large is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod
from typing import Final

from tyopaja.charts.exploring import TooLarge
from tyopaja.definitions.checks.outline import Outline
from tyopaja.model.flow import Flow

_MANY: Final = 5_000
"""How many steps the parts of a flow have in all, at most."""


def size(flow: Flow, outline: Outline) -> float:
    """About how many configurations a flow has, histories apart."""
    order, sizes = {step.id: step.order for step in flow.step}, dict[str | None, float]()
    for step in reversed(tuple(outline.parents)):
        inner = [sizes[one] for one in outline.inside.get(step, ())]
        if not inner:
            sizes[step] = 1
        elif order[step] == "sequence":
            sizes[step] = sum(inner)
        elif order[step] == "parallel":
            sizes[step] = prod(one + 1 for one in inner) - 1
        else:
            sizes[step] = 2.0 ** (len(inner) - 1) * sum(inner)
        sizes[step] = min(sizes[step], 1e9)
    return sum(sizes[step] for step in outline.inside[None])


def lanes_apart(outline: Outline, flow: Flow) -> tuple[frozenset[str], ...]:
    """The steps of a flow in parts: each with one of those that run side by side, or in any order, in each step where
    they do. Together they have all. Raises TooLarge."""
    order, parts = {step.id: step.order for step in flow.step}, dict[str, list[frozenset[str]]]()

    def along(steps: Iterable[str]) -> Iterator[frozenset[str]]:
        """One after the other: each in the part that is its turn."""
        lists = [parts[step] for step in steps]
        for turn in range(max(map(len, lists))):
            yield frozenset().union(*(one[turn % len(one)] for one in lists))

    for step in reversed(tuple(outline.parents)):
        inner = outline.inside.get(step, ())
        if not inner:
            parts[step] = [frozenset((step,))]
        elif order[step] == "sequence":
            parts[step] = [part | {step} for part in along(inner)]
        else:
            parts[step] = [part | {step} for one in inner for part in parts[one]]
        if sum(map(len, parts[step])) > _MANY:
            raise TooLarge
    found = tuple(along(outline.inside[None]))
    if sum(map(len, found)) > _MANY:
        raise TooLarge
    return found
