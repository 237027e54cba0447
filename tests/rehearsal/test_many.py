"""Many rehearsals, and what they tell together."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rehearsal.conftest import BEGINS

from tyopaja import Engine
from tyopaja.rehearsal import Spread, rehearse, rehearse_many
from tyopaja.rehearsal.telling import chart, told

BAR = re.compile(r" *[+-]?\d+( … +[+-]?\d+)? min( |$)")
CANVASES = Path(__file__).parents[2] / "canvases"


def test_many_rehearsals_give_the_same_spread_in_however_many_processes() -> None:
    def spread(workers: int) -> tuple[Spread, ...]:
        return rehearse_many(
            [CANVASES], "tsekkaus", times=6, people=3, groups=None, seed=1, begins=BEGINS, workers=workers
        )

    alone, together = spread(1), spread(2)
    assert alone == together
    assert sum(len(one.late) for one in alone) == 6


def test_each_day_of_a_series_has_a_spread_of_its_own() -> None:
    found = rehearse_many(
        [CANVASES], "arjen-kompassi", times=2, people=4, groups=None, seed=1, begins=BEGINS, workers=1
    )
    assert [one.step for one in found][:3] == ["tyopaja-1", "tyopaja-2", "tyopaja-3"]
    assert all(len(one.late) == 2 for one in found[:3])
    assert len({one.title for one in found}) == len(found)
    assert chart(found[0], "fi", 2).splitlines()[0] == found[0].title != ""


@given(late=st.lists(st.integers(-500, 5000), min_size=1, max_size=60).map(sorted))
def test_each_bar_says_its_first_and_last_minute_and_the_next_begins_behind_it(late: list[int]) -> None:
    drawn = chart(Spread(step="s", planned=60, late=tuple(late)), "en", len(late))
    bars = [line for line in drawn.splitlines() if BAR.match(line)]
    stretches = [tuple(map(int, bar.partition(" min")[0].split("…"))) for bar in bars]
    assert stretches[0][0] <= late[0]
    assert late[-1] <= stretches[-1][-1]
    assert all(one[-1] + 1 == other[0] for one, other in pairwise(stretches))


@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
def test_what_is_told_keeps_to_a_terminal_of_eighty_columns(locale: str) -> None:
    with Engine(packs=[CANVASES]) as engine:
        definitions = engine.library.definitions("af-diamond")
        done = rehearse(engine, "af-diamond", people=6, seed=7, begins=BEGINS, locale=locale)
    lines = told(done, definitions, locale).splitlines()
    lines += chart(Spread(step="s", planned=60, late=(-40, 100, 5000)), locale, 3000).splitlines()
    assert [line for line in lines if len(line) > 80] == []


@given(st.lists(st.integers(-500, 5000), min_size=1, max_size=60).map(sorted))
def test_the_bars_of_a_chart_count_every_rehearsal_once(late: list[int]) -> None:
    drawn = chart(Spread(step="s", planned=60, late=tuple(late)), "fi", len(late))
    bars = [line for line in drawn.splitlines() if BAR.match(line)]
    assert len(bars) <= 13
    assert sum(int(bar.split()[-1]) for bar in bars if not bar.endswith("min")) == len(late)
    assert max(map(len, bars)) <= 80
