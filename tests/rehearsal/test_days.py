"""The days of a flow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.rehearsal.conftest import BEGINS

from tyopaja import Engine
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow
from tyopaja.rehearsal import rehearse
from tyopaja.rehearsal.days import Days
from tyopaja.views.lengths import Lengths

CANVASES = Path(__file__).parents[2] / "canvases"
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
    days.entered(["a1"], BEGINS)
    assert days.is_last("a21")
    assert days.is_last("a22")
    assert not days.is_last("a1")
    morning = days.next_after("a22", BEGINS.replace(hour=15))
    assert (morning - BEGINS).days == 7
    days.entered(["b"], morning)
    assert [(day.step, day.planned, day.late) for day in days.told()] == [("a", 360, 0), ("b", 360, None)]


def test_a_day_that_is_gone_through_again_is_told_as_a_visit_of_its_own() -> None:
    days = Days.of(flow(LONG), BEGINS)
    days.entered(["a1"], BEGINS)
    days.entered(["a21", "a22"], BEGINS + timedelta(hours=1))
    morning = days.next_after("a22", BEGINS + timedelta(hours=6))
    days.entered(["b"], morning)
    evening = morning + timedelta(hours=9)
    assert days.next_after("b", evening) == evening
    again = BEGINS + timedelta(days=14)
    days.entered(["a21", "a22"], again)
    days.next_after("a22", again + timedelta(minutes=50))
    # Of the second visit only what was gone through is planned: the longer of the two side by side.
    assert [(day.step, day.round, day.planned, day.late) for day in days.told()] == [
        ("a", 1, 360, 0),
        ("b", 1, 360, 180),
        ("a", 2, 30, 20),
    ]


def test_whoever_leaves_a_day_in_its_middle_has_it_planned_as_far_as_they_came() -> None:
    days = Days.of(flow(LONG), BEGINS)
    days.entered(["a21"], BEGINS)
    days.entered(["b"], BEGINS + timedelta(minutes=25))
    first, second = days.told()
    assert (first.planned, first.late) == (20, 5)
    assert (second.begun, second.ended) == (BEGINS + timedelta(minutes=25), None)


def test_going_round_again_on_the_spot_makes_the_day_longer() -> None:
    days = Days.of(flow(LONG), BEGINS)
    days.entered(["a1"], BEGINS)
    days.entered(["b"], days.next_after("a22", BEGINS + timedelta(hours=6)))
    evening = BEGINS + timedelta(days=7, hours=6)
    assert days.next_after("b", evening) == evening
    days.entered(["b"], evening)
    days.next_after("b", evening + timedelta(hours=1))
    assert [(day.step, day.late) for day in days.told()] == [("a", 0), ("b", 60)]


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_a_stage_that_is_gone_through_again_is_not_weeks_late(seed: int) -> None:
    with Engine(packs=[CANVASES]) as engine:
        done = rehearse(engine, "af-diamond", people=12, seed=seed, begins=BEGINS)
    assert [(day.step, day.late) for day in done.days if day.late is None or day.late > 600] == []
    assert all(day.begun.hour == BEGINS.hour for day in done.days if day.round == 1)
    for before, after in pairwise(done.days):
        assert before.ended is not None
        assert before.ended <= after.begun


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
