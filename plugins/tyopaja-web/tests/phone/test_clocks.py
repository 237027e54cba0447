"""What a page prints for a timer is what its script goes on with: nobody sees the time change its looks."""

from __future__ import annotations

from typing import Any

import pytest

from tyopaja_web.pages.clocks import clock

SAID = {
    0: "0:00",
    59: "0:59",
    245: "4:05",
    3599: "59:59",
    3600: "1:00:00",
    5405: "1:30:05",
    45_000: "12:30:00",
    -1: "−0:01",
    -75: "−1:15",
    -3661: "−1:01:01",
    -43_200: "−12:00:00",
    -43_201: "",
}


@pytest.mark.parametrize("seconds", SAID)
def test_a_page_prints_minutes_then_hours_and_nothing_for_a_day_that_is_long_over(seconds: int) -> None:
    assert clock(seconds) == SAID[seconds]


def test_a_script_says_every_time_as_the_page_does(modules: Any) -> None:
    times = [*SAID, *range(-90, 4000, 7), *range(-50_000, 50_000, 997)]
    said = modules(f"const {{ shown }} = await import('/js/timer.js'); return {times}.map(shown);")
    assert said == [clock(one) for one in times]
