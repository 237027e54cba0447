"""Conditions that contradict themselves: whatever each of their parts says, the whole is false.

Each part is taken as free, but that the same part says the same everywhere, and that where there are three of something
there are also two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Any, Final

from tyopaja.definitions.checks.ground import Ground
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.flow import Condition

_MOST: Final = 4_096
"""How many combinations of what parts say are tried at most; of larger conditions nothing is said."""

COUNTING: Final = frozenset({"entries-in", "every-section", "clusters", "linked", "picked", "approved"})
"""The conditions that hold for so many when they hold for more. A plugin's are its own affair."""

Asked = tuple[tuple[str, str], ...]
"""A part without its number: what is counted, or looked at."""


def check_contradiction(ground: Ground, condition: Condition, path: KeyPath) -> Iterator[Finding]:
    """Say so of a condition whose parts are sound, but cannot make it hold together."""
    asked: dict[Asked, set[int]] = {}
    for table in _leaves(condition):
        what, least = _asked(table)
        asked.setdefault(what, set()).add(least)
    # Between two numbers that are asked for it makes no difference how many there are.
    levels = [(0, *sorted(numbers)) for numbers in asked.values()]
    if prod(map(len, levels)) > _MOST:
        return
    if any(_holds(condition, dict(zip(asked, counts, strict=True))) for counts in product(*levels)):
        return
    message = "This can never hold: its parts contradict each other."
    hint = "Take one of them away, or write any = [{ … }, { … }] if one of them is enough."
    yield ground.finding(path, ("never-holds", message, hint))


def _leaves(condition: Condition) -> Iterator[Mapping[str, Any]]:
    if condition.join == "leaf":
        yield condition.table
    for inner in condition.of:
        yield from _leaves(inner)


def _asked(table: Mapping[str, Any]) -> tuple[Asked, int]:
    counted = "at-least" in table and not COUNTING.isdisjoint(table)
    what = sorted((key, repr(value)) for key, value in table.items() if not counted or key != "at-least")
    return tuple(what), table["at-least"] if counted else 1


def _holds(condition: Condition, counts: Mapping[Asked, int]) -> bool:
    if condition.join == "leaf":
        what, least = _asked(condition.table)
        return counts[what] >= least
    inner = (_holds(one, counts) for one in condition.of)
    if condition.join == "not":
        return not next(inner)
    return all(inner) if condition.join == "all" else any(inner)
