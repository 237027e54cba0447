"""Many rehearsals, and what they tell together."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.rehearsal.conftest import BEGINS

from tyopaja.rehearsal import Spread, rehearse_many
from tyopaja.rehearsal.telling import chart

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


@given(st.lists(st.integers(-500, 5000), min_size=1, max_size=60).map(sorted))
def test_the_bars_of_a_chart_count_every_rehearsal_once(late: list[int]) -> None:
    drawn = chart(Spread(step="s", planned=60, late=tuple(late)), "fi", len(late))
    *bars, _ = drawn.splitlines()
    assert len(bars) <= 13
    assert sum(int(bar.split()[-1]) for bar in bars if not bar.endswith("min")) == len(late)
    assert max(map(len, bars)) <= 80
