"""What definitions keep to whatever they mean: ids, how many of a thing, how large a number, how deep a condition.

Only whether they do is told here, as quickly as can be, since every load asks. What is wrong where they do not is found
by the walk in `tyopaja.definitions.fitting`, which holds to the same limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tyopaja.definitions.ids import ID
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Condition, Flow
from tyopaja.model.pack import Pack

MOST: Final = 500
"""Sections of a canvas, steps of a flow, and elements of any other list or table of tables at most."""

LARGEST: Final = 1_000_000
"""The largest number that a definition may have."""

DEEPEST: Final = 32
"""How deep conditions may be nested."""


def pack_keeps(pack: Pack) -> bool:
    """Whether pack.toml keeps to the limits."""
    return _ids((pack.id, *pack.theme.colours))


def canvas_keeps(canvas: Canvas) -> bool:
    """Whether a canvas keeps to the limits."""
    ids = [*canvas.section]
    numbers: list[float | None] = [canvas.defaults.at_most, canvas.defaults.characters]
    numbers += canvas.layout.columns
    numbers += canvas.layout.rows
    for section in canvas.section.values():
        numbers.append(section.at_most)
        numbers.append(section.characters)
        ids += section.parts
        if section.fields:
            ids += section.fields
            for one in section.fields.values():
                ids += one.choices
    return len(canvas.section) <= MOST and _ids(ids) and _numbers(numbers)


def flow_keeps(flow: Flow) -> bool:
    """Whether a flow keeps to the limits."""
    ids = [step.id for step in flow.step]
    ids += flow.sheet
    numbers: list[float | None] = [step.votes for step in flow.step]
    numbers += [move.at_most for move in flow.move]
    numbers += [fill.at_most for fill in flow.fill]
    conditions = [step.needs for step in flow.step if step.needs is not None]
    conditions += [move.when for move in flow.move if move.when is not None]
    few = max(len(flow.step), len(flow.sheet), len(flow.move), len(flow.fill)) <= MOST
    return few and _ids(ids) and _numbers(numbers) and all(map(_condition, conditions))


def _ids(ids: Iterable[str]) -> bool:
    return all(map(ID.fullmatch, ids))


def _numbers(numbers: Iterable[float | None]) -> bool:
    return not any(number is not None and number > LARGEST for number in numbers)


def _condition(condition: Condition, depth: int = 0) -> bool:
    if depth > DEEPEST:
        return False
    if condition.of:
        return all(_condition(one, depth + 1) for one in condition.of)
    return _numbers(value for value in condition.table.values() if type(value) is int)
