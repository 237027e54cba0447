"""Lengths of time, how many are waited for, timers, places on sheets, and whose they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.model.flow import Duration, Joining
from tyopaja.model.place import Place, base_of, instance_of, own_of
from tyopaja.model.timing import Timer
from tyopaja.testing.strategies import ids


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("25 min", 25), ("3 h", 180), ("1 h 30 min", 90), ("1h30min", 90), ("90min", 90), (" 5 min ", 5),
        ("1 h 90 min", 150), ("9999 h 59 min", 599_999), ("99999 min", 99_999),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_as_people_write_it(written: str, minutes: int) -> None:
    assert Duration.parse(written) == Duration(minutes)


@pytest.mark.parametrize(
    "written",
    ["", " ", "25", "min", "h", "0 min", "0 h", "-5 min", "1.5 h", "1,5 h", "25 minutes", "30 min 1 h", "٢٥ min",
     "10000 h", "9999 h 60 min", "100000 min", "5\nmin"],
)  # fmt: skip
def test_what_is_no_length_of_time_is_none(written: str) -> None:
    assert Duration.parse(written) is None


@given(st.integers(1, 599_999))
def test_a_length_of_time_that_is_written_is_read_back(minutes: int) -> None:
    assert Duration.parse(str(Duration(minutes))) == Duration(minutes)


@given(ids(), st.none() | ids(), st.none() | ids())
def test_a_place_that_is_written_is_read_back(sheet: str, section: str | None, part: str | None) -> None:
    place = Place(sheet, section, part if section else None)
    assert Place.parse(str(place)) == place
    assert place.covers(place)


@given(ids(), ids(), ids())
def test_a_place_covers_what_lies_inside_it_and_not_the_other_way_round(sheet: str, section: str, part: str) -> None:
    whole, inner, innermost = Place(sheet), Place(sheet, section), Place(sheet, section, part)
    assert whole.covers(inner)
    assert whole.covers(innermost)
    assert inner.covers(innermost)
    assert not innermost.covers(inner)
    assert not inner.covers(whole)
    assert not inner.covers(Place(sheet, section + "x", part))


@pytest.mark.parametrize(
    ("written", "rule", "quorum"),
    [("all", "all", 0), ("facilitator", "facilitator", 0), (1, "quorum", 1), (7, "quorum", 7)],
)
def test_how_many_are_waited_for_is_read_and_written_back(written: Any, rule: str, quorum: int) -> None:
    joining = Joining.parse(written)
    assert joining is not None
    assert (joining.rule, joining.quorum, joining.written()) == (rule, quorum, written)


@pytest.mark.parametrize("written", [0, -1, 2.0, True, "2", "quorum", "All", "", None, ["all"]])
def test_what_does_not_say_how_many_is_none(written: Any) -> None:
    assert Joining.parse(written) is None


@given(ids(), st.none() | ids())
def test_a_step_or_a_sheet_knows_whose_it_is(name: str, whose: str | None) -> None:
    own = own_of(name, whose)
    assert (base_of(own), instance_of(own)) == (name, whose)
    assert (own == name) is (whose is None)


@given(st.integers(1, 10_000), st.integers(-10_000, 10_000))
def test_a_timer_that_runs_has_left_what_is_to_come_and_one_that_stands_what_it_had(seconds: int, passed: int) -> None:
    begun = datetime(2026, 3, 2, 9, tzinfo=UTC)
    running = Timer(seconds=seconds, ends=begun + timedelta(seconds=seconds))
    assert running.remaining(begun + timedelta(seconds=passed)) == seconds - passed
    assert Timer(seconds=seconds, left=passed).remaining(begun) == passed
