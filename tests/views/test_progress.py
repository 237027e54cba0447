"""How far a key result is: examples that people would expect, and laws for all numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.views.progress import progress

WAYS = ("up", "down", "keep", "yes-no", "", "sivulle")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-100, 100)
MAYBE = NUMBERS | st.none()


@pytest.mark.parametrize(
    ("way", "start", "now", "target", "expected"),
    [
        ("up", 3.9, 4.25, 4.6, 0.5),
        ("up", 3.9, 3.0, 4.6, 0.0),
        ("up", 3.9, 5.0, 4.6, 1.0),
        ("up", None, 5.0, 4.6, 1.0),  # reached, wherever it began
        ("up", None, 4.0, 4.6, None),
        ("up", 5.0, 4.8, 4.6, 1.0),  # it was there already
        ("up", 5.0, 4.0, 4.6, 0.0),
        ("down", 20, 15, 10, 0.5),
        ("down", 20, 25, 10, 0.0),
        ("down", 20, 9, 10, 1.0),
        ("keep", 10, 10, 10, 1.0),
        ("keep", None, 9, 10, 0.9),
        ("keep", 10, 12, None, 0.8),
        ("keep", None, 30, 10, 0.0),
        ("keep", 0, 0, 0, 1.0),
        ("yes-no", None, 1, None, 1.0),
        ("yes-no", None, 0, None, 0.0),
        ("yes-no", 0, 0, 1, 0.0),
        ("", 10, 5, 0, 0.5),
        ("", 10, 5, 10, None),
        ("up", 3.9, None, 4.6, None),
        ("up", 3.9, 4.0, None, None),
        ("keep", None, 4, None, None),
        ("yes-no", 0, None, 1, None),
        ("up", float("nan"), 4.0, 5.0, None),
        ("keep", 1.0, float("inf"), 1.0, None),
    ],
)
def test_it_is_what_people_would_say(
    way: str, start: float | None, now: float | None, target: float | None, expected: float | None
) -> None:
    found = progress(way, start, now, target)
    assert found == (None if expected is None else pytest.approx(expected))


@given(st.sampled_from(WAYS), MAYBE, MAYBE, MAYBE)
def test_it_is_none_or_from_nought_to_one(
    way: str, start: float | None, now: float | None, target: float | None
) -> None:
    found = progress(way, start, now, target)
    assert found is None or 0.0 <= found <= 1.0


@given(st.sampled_from(WAYS), MAYBE, MAYBE)
def test_nobody_is_told_how_far_what_was_not_measured_is(way: str, start: float | None, target: float | None) -> None:
    assert progress(way, start, None, target) is None


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_it_grows_with_a_number_that_should_grow_and_shrinks_with_one_that_should_not(
    start: float, target: float, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    for way, first, second in (("up", less, more), ("yes-no", less, more), ("down", more, less)):
        before, after = progress(way, start, first, target), progress(way, start, second, target)
        assert (before is None) == (after is None)
        assert before is None or after is None or before <= after


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_number_that_should_stay_is_less_done_the_further_it_is_off(level: float, one: float, other: float) -> None:
    near, far = sorted((one, other), key=lambda now: abs(now / 2 - level / 2))
    before, after = progress("keep", level, far, level), progress("keep", level, near, level)
    assert before is not None
    assert after is not None
    assert before <= after


@given(st.sampled_from(WAYS), NUMBERS, NUMBERS)
def test_what_has_reached_its_target_is_done(way: str, start: float, target: float) -> None:
    assert progress(way, start, target, target) in (1.0, pytest.approx(1.0), None)
    assert progress(way, start, target, target) is not None or start == target or way not in ("up", "down", "keep")
