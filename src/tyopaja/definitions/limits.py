"""What definitions keep to whatever they mean: ids, how many of a thing, how large a number, how deep a condition.

Only whether they do is told here, as quickly as can be, since every load asks. What is wrong where they do not is found
by the walk in `tyopaja.definitions.fitting`, which holds to the same limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from tyopaja.definitions.ids import ID
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Condition, Flow
from tyopaja.model.kinds import Field
from tyopaja.model.pack import Pack

MOST: Final = 500
"""Sections of a canvas, steps of a flow, places of a step, and elements of any list or table of tables at most."""

LARGEST: Final = 1_000_000
"""The largest number that a definition may have, and with a minus before it the smallest."""

DEEPEST: Final = 32
"""How deep conditions may be nested."""


def pack_keeps(pack: Pack) -> bool:
    """Whether pack.toml keeps to the limits."""
    ids = [pack.id, *pack.theme.colours]
    few = len(pack.theme.colours) <= MOST
    conditions = [one.done for one in pack.activity.values() if one.done is not None]
    if pack.kind or pack.change or pack.activity:
        few = few and max(len(pack.kind), len(pack.change), len(pack.activity)) <= MOST
        ids += pack.kind
        ids += pack.activity
        for kind in pack.kind.values():
            few = few and _fields(kind.fields, ids)
    return few and _ids(ids) and all(map(_condition, conditions))


def canvas_keeps(canvas: Canvas) -> bool:
    """Whether a canvas keeps to the limits."""
    ids = [*canvas.section]
    numbers: list[float | None] = [canvas.defaults.at_most, canvas.defaults.characters]
    numbers += canvas.layout.columns
    numbers += canvas.layout.rows
    few = len(canvas.section) <= MOST
    for section in canvas.section.values():
        numbers.append(section.at_most)
        numbers.append(section.characters)
        numbers += section.scale
        ids += section.parts
        few = few and len(section.parts) <= MOST and len(section.axes) <= MOST
        if section.fields:
            few = few and _fields(section.fields, ids)
    return few and _ids(ids) and _numbers(numbers)


def _fields(fields: Mapping[str, Field], ids: list[str]) -> bool:
    """Whether fields keep to the limits; their ids are put with those that are still to be looked at."""
    ids += fields
    for one in fields.values():
        ids += one.choices
        numbers = [one.characters, one.least, one.most]
        if isinstance(one.default, tuple):
            numbers += one.default
        elif isinstance(one.default, int | float):
            numbers.append(one.default)
        if len(one.choices) > MOST or not _numbers(numbers):
            return False
    return len(fields) <= MOST


def flow_keeps(flow: Flow) -> bool:
    """Whether a flow keeps to the limits."""
    ids = [step.id for step in flow.step]
    ids += flow.sheet
    numbers: list[float | None] = [step.votes for step in flow.step]
    numbers += [step.join.quorum for step in flow.step]
    numbers += [number for step in flow.step if step.groups for number in (step.groups.size, step.groups.count)]
    numbers += [move.at_most for move in flow.move]
    numbers += [fill.at_most for fill in flow.fill]
    numbers += [carry.at_most for carry in flow.carry]
    conditions = [step.needs for step in flow.step if step.needs is not None]
    conditions += [move.when for move in flow.move if move.when is not None]
    few = max(len(flow.step), len(flow.sheet), len(flow.move), len(flow.carry), len(flow.fill)) <= MOST
    few = few and max((len(places) for step in flow.step for places in (step.on, step.gather)), default=0) <= MOST
    return few and _ids(ids) and _numbers(numbers) and all(map(_condition, conditions))


def _ids(ids: Iterable[str]) -> bool:
    return all(map(ID.fullmatch, ids))


def _numbers(numbers: Iterable[float | None]) -> bool:
    # Asked so that what is no number (nan) does not pass.
    return all(number is None or -LARGEST <= number <= LARGEST for number in numbers)


def _condition(condition: Condition, depth: int = 0) -> bool:
    if depth > DEEPEST:
        return False
    if condition.of:
        return all(_condition(one, depth + 1) for one in condition.of)
    return _numbers(value for value in condition.table.values() if type(value) is int)
