"""The days of a flow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from tests.rehearsal.conftest import BEGINS

from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow
from tyopaja.rehearsal.days import Days
from tyopaja.views.lengths import Lengths

LONG = {
    "id": "pitka",
    "title": "Pitkä",
    "step": [
        {"id": "a", "title": "A", "time": "6 h"},
        {"id": "a1", "in": "a", "title": "A1"},
        {"id": "a2", "in": "a", "title": "A2", "order": "parallel"},
        {"id": "a21", "in": "a2", "title": "A21", "time": "20 min"},
        {"id": "a22", "in": "a2", "title": "A22", "time": "30 min"},
        {"id": "b", "title": "B", "time": "6 h"},
    ],
}


def flow(table: Mapping[str, object]) -> Flow:
    """A flow of a table."""
    made: Flow = structure(table, Flow)
    return made


def test_a_flow_that_is_longer_than_a_day_has_a_day_for_each_outermost_step() -> None:
    days = Days.of(flow(LONG), BEGINS)
    assert days.several
    assert days.is_last("a21")
    assert days.is_last("a22")
    assert not days.is_last("a1")
    morning = days.next_after("a22", BEGINS.replace(hour=15))
    assert (morning - BEGINS).days == 7
    assert [(day.step, day.planned, day.late) for day in days.told()] == [("a", 360, 0), ("b", 360, None)]


def test_a_short_flow_is_one_day_and_ends_with_its_last_step() -> None:
    short = {**LONG, "step": [{"id": "a", "title": "A", "time": "1 h"}, {"id": "b", "title": "B", "time": "20 min"}]}
    days = Days.of(flow(short), BEGINS)
    assert not days.is_last("a")
    assert days.is_last("b")
    assert days.next_after("b", BEGINS.replace(hour=10)) == BEGINS.replace(hour=10)
    assert [(day.planned, day.late) for day in days.told()] == [(80, -20)]


@pytest.mark.parametrize(("step", "minutes"), [("a", 360), ("a1", 0), ("a2", 30), ("a21", 20)])
def test_steps_side_by_side_take_the_longest(step: str, minutes: int) -> None:
    made = flow(LONG)
    lengths = Lengths(made)
    assert lengths.of(next(one for one in made.step if one.id == step)) == timedelta(minutes=minutes)
