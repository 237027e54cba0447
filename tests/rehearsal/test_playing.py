"""Invented people go through flows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import tomli_w
from tests.rehearsal.conftest import BEGINS

from tyopaja import Engine
from tyopaja.rehearsal import rehearse

Make = Callable[[str], Engine]
WRITE = """[[step]]
id = "kirjaa"
title = "Kirjaa"
activity = "brainstorm"
on = ["arkki.laput"]
time = "20 min"
"""
FLOWS = ("arjen-kompassi", "af-diamond", "tarpeesta-tuotteeksi", "palvelupolku", "tsekkaus", "perehdytys")
CANVASES = Path(__file__).parents[2] / "canvases"


@pytest.fixture(scope="module")
def shipped() -> Engine:
    """An engine with the pack that ships."""
    return Engine(packs=[CANVASES])


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_flow_of_the_pack_comes_to_its_end_with_what_it_needs(shipped: Engine, flow: str, seed: int) -> None:
    done = rehearse(shipped, flow, people=8, groups=2, seed=seed, begins=BEGINS)
    assert done.ended
    assert not done.overrides


def test_the_same_seed_gives_the_same_rehearsal_and_another_one_another(shipped: Engine) -> None:
    first, again, other = (rehearse(shipped, "palvelupolku", seed=seed, begins=BEGINS) for seed in (4, 4, 5))
    assert (first.commands, first.days, first.thin) == (again.commands, again.days, again.thin)
    assert first.commands != other.commands


def test_its_transcript_plays_to_the_same_state(shipped: Engine, tmp_path: Path) -> None:
    done = rehearse(shipped, "palvelupolku", people=5, seed=6, begins=BEGINS)
    path = tmp_path / "harjoitus.toml"
    path.write_text(tomli_w.dumps(done.transcript()))
    played = shipped.play(shipped.transcript(path))
    lived = shipped.open(done.session)
    kept = ("sheets", "people", "steps", "visits", "approvals", "title", "locale")
    assert {key: played.dump()[key] for key in kept} == {key: lived.dump()[key] for key in kept}


def test_the_session_that_it_leaves_is_exported_like_any(shipped: Engine) -> None:
    done = rehearse(shipped, "tsekkaus", people=3, seed=1, begins=BEGINS)
    session = shipped.open(done.session)
    assert b"Harjoitus 1" in shipped.render(session, what="report", format="markdown").data


def test_people_write_what_a_step_needs_and_nobody_is_overridden(engine: Make) -> None:
    needs = WRITE + 'needs = { entries-in = "arkki.laput", at-least = 15 }\n'
    made = engine(needs)
    done = rehearse(made, "koe", people=2, seed=1, begins=BEGINS)
    assert not done.overrides
    assert len(made.open(done.session).state.entries_in("arkki", "laput")) >= 15


def test_what_nobody_can_bring_about_is_overridden_and_told(engine: Make) -> None:
    steps = WRITE + 'needs = { not = { entries-in = "arkki.laput" } }\n'
    done = rehearse(engine(steps), "koe", people=4, seed=1, begins=BEGINS)
    assert done.ended
    assert done.overrides == (("kirjaa", "Kirjaa"),)


def test_sections_that_nobody_filled_are_thin_and_gaps_of_the_result(engine: Make) -> None:
    done = rehearse(engine(WRITE), "koe", people=4, seed=1, begins=BEGINS)
    assert done.gaps == ("yksi",)
    assert done.sections == 2
    assert not done.thin  # nobody was asked to write there
    few = WRITE.replace("arkki.laput", "arkki")
    alone = rehearse(engine(few), "koe", people=1, seed=3, begins=BEGINS)
    assert {one.place for one in alone.thin} <= {"arkki.laput", "arkki.yksi"}


def test_a_loop_is_gone_round_at_times_and_left_in_the_end(engine: Make) -> None:
    steps = WRITE + '[[move]]\nfrom = "kirjaa"\nto = "kirjaa"\non = "uudestaan"\nlabel = "Uudestaan"\n'
    made = engine(steps)
    rounds = [rehearse(made, "koe", people=2, seed=seed, begins=BEGINS) for seed in range(12)]
    assert all(done.ended for done in rounds)
    taken = [sum(one["command"] == "go" for one in done.commands) for done in rounds]
    assert 0 in taken
    assert any(taken)


def test_a_flow_without_anybody_but_the_facilitator_goes_on_all_the_same(engine: Make) -> None:
    done = rehearse(engine(WRITE), "koe", people=0, seed=1, begins=BEGINS)
    assert done.ended


PARALLEL = """[[step]]
id = "rinnan"
title = "Rinnan"
order = "{order}"
[[step]]
id = "a"
in = "rinnan"
title = "A"
activity = "brainstorm"
on = ["arkki.laput"]
time = "10 min"
[[step]]
id = "b"
in = "rinnan"
title = "B"
time = "30 min"
[[step]]
id = "loppu"
title = "Loppu"
time = "5 min"
"""


@pytest.mark.parametrize(("order", "least", "most"), [("parallel", 25, 60), ("free", 38, 90)])
def test_lanes_take_as_long_as_the_longest_and_a_free_order_as_long_as_all(
    engine: Make, order: str, least: int, most: int
) -> None:
    done = rehearse(engine(PARALLEL.format(order=order)), "koe", people=3, seed=2, begins=BEGINS)
    assert done.ended
    assert timedelta(minutes=least) < done.ends - BEGINS < timedelta(minutes=most)


EACH = """[sheet.oma]
canvas = "arkki"
per = "group"
[[step]]
id = "ryhmissa"
title = "Ryhmissä"
for-each = "group"
groups = { size = 3 }
[[step]]
id = "kirjaa"
in = "ryhmissa"
title = "Kirjaa"
activity = "brainstorm"
on = ["oma.laput"]
time = "10 min"
needs = { entries-in = "oma.laput", at-least = 2 }
[[step]]
id = "yhdessa"
title = "Yhdessä"
activity = "vote"
on = ["oma.laput"]
gather = ["oma"]
time = "5 min"
needs = { voted = "everyone" }
"""


def test_each_group_fills_its_own_sheet_and_all_of_them_are_gathered(engine: Make) -> None:
    made = engine(EACH)
    done = rehearse(made, "koe", people=9, seed=2, begins=BEGINS)
    assert done.ended
    assert not done.overrides
    state = made.open(done.session).state
    own = [len(state.entries_in(f"oma@ryhma-{number}", "laput")) for number in (1, 2, 3)]
    assert min(own) >= 2
    assert len(state.entries_in("oma", "laput")) == sum(own)


def test_time_that_runs_out_is_told_with_how_long_it_took(engine: Make) -> None:
    made = engine(WRITE + 'needs = { time = "over" }\n' + '[[step]]\nid = "loppu"\ntitle = "Loppu"\n')
    over = [rehearse(made, "koe", people=2, seed=seed, begins=BEGINS).over for seed in range(10)]
    assert any(over)
    assert all(one.took > one.planned for several in over for one in several)
