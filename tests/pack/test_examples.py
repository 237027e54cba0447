"""The smaller examples: two flows of half a day and of a quarter of an hour, played to their end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tyopaja import Engine
from tyopaja.views.nodes import SheetView
from tyopaja.workshop import Session

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SMALL = {"kahvila-kelo": EXAMPLES / "palvelupolku", "koiratarha-hilla": EXAMPLES / "tsekkaus"}


@pytest.fixture(scope="module")
def sessions(engine: Engine) -> dict[str, Session]:
    """Each of the small examples, played, by the id of its session."""
    return {name: engine.play(engine.transcript(folder / f"{name}.toml")) for name, folder in SMALL.items()}


@pytest.mark.parametrize("name", SMALL)
def test_it_plays_to_the_end_of_its_flow_and_no_need_is_overridden(sessions: dict[str, Session], name: str) -> None:
    session = sessions[name]
    assert session.id == name
    assert session.state.steps == ()
    assert set(session.state.visits) == {step.id for step in session.definitions.flow.step}
    assert not [event for event in session.log() if getattr(event, "overridden", ())]


@pytest.mark.parametrize("name", SMALL)
def test_it_takes_no_longer_than_was_planned(engine: Engine, sessions: dict[str, Session], name: str) -> None:
    times = [table["at"] for table in engine.transcript(SMALL[name] / f"{name}.toml").do]
    assert times == sorted(times)
    planned = sum(step.time.minutes for step in sessions[name].definitions.flow.step if step.time and not step.in_)
    day = [at for at in times if at.date() == times[0].date()]
    assert day[-1] - day[0] <= timedelta(minutes=planned + 15)


def test_the_four_moments_with_the_most_votes_are_mended_two_of_them_first(sessions: dict[str, Session]) -> None:
    close = sessions["kahvila-kelo"].state.entries_in("tuokiot", "tuokiot")
    assert [one.origin for one in close] == ["start.6", "m1", "start.12", "start.10"]
    assert [one.text for one in close if one.picked] == ["Märkä takki", "Ovi, jossa ei ole aukioloaikaa"]
    assert all(one.fields["korjaamme"] for one in close)


def test_the_result_of_a_service_path_is_what_is_mended(sessions: dict[str, Session]) -> None:
    sheet = sessions["kahvila-kelo"].view("compass", "fi")
    assert isinstance(sheet, SheetView)
    assert len(sheet.sections[0].entries) == 4


def test_figures_move_between_two_check_ins_and_each_leaves_one_deed(sessions: dict[str, Session]) -> None:
    state = sessions["koiratarha-hilla"].state
    checks = {name: [one.now for one in state.entries[name].checks] for name in ("kr1", "kr2", "kr3")}
    assert checks == {"kr1": [71, 70], "kr2": [44, 67], "kr3": [2, 1]}
    assert [state.entries[name].fields["now"] for name in checks] == [70, 67, 1]
    assert state.visits["luvut"] == 2
    assert [one.id for one in state.entries_in("jumit", "ratkaisu") if one.picked] == ["j6"]


def test_what_was_said_at_each_check_in_stands_beside_its_figure(engine: Engine, sessions: dict[str, Session]) -> None:
    session = sessions["koiratarha-hilla"]
    for what in ("canvas:okr", "report", "compass"):
        shown = engine.render(session, what=what, format="text", locale="fi").data.decode("utf-8")
        assert "tarkistettu: 44 → 67" in shown
        assert "16.11.2026 · Eero Vuontis · 70: Bussi oli kolmesti myöhässä." in shown


@pytest.mark.parametrize("name", SMALL)
def test_every_sheet_of_it_can_be_read_in_every_language(
    engine: Engine, sessions: dict[str, Session], name: str
) -> None:
    session = sessions[name]
    for locale in ("fi", "en", "sv"):
        for sheet in session.definitions.flow.sheet_names():
            made = engine.render(session, what=f"canvas:{sheet}", format="text", locale=locale)
            assert session.state.title in made.data.decode("utf-8")
