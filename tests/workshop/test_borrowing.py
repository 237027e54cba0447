"""A step made after one of another flow of the pack: on the session's own sheets, or refused in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.workshop.conftest import CANVAS, PACK

from tyopaja import Engine, Refused, Session, UnknownId, commands

OWN = """\
title = "Oma"
result = "arkki"

[sheet.arkki]
canvas = "pieni"

[[step]]
id = "alku"
title = "Alku"
activity = "fill"
on = ["arkki"]
"""
OTHER = """\
title = "Toinen"
result = "muu"

[sheet.muu]
canvas = "pieni"

[[step]]
id = "testaus"
title = "Testaus"
activity = "vote"
on = ["muu.eka"]
votes = 7
several = true
time = "25 min"

[[step]]
id = "paja"
title = "Paja"

[[step]]
id = "sisalla"
title = "Sisällä"
in = "paja"
activity = "fill"
on = ["vieras"]
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session of the one flow, in a pack with another."""
    for folder in ("canvases", "flows"):
        tmp_path.joinpath(folder).mkdir()
    tmp_path.joinpath("pack.toml").write_text(PACK.format(id="paketti"), encoding="utf-8")
    for name in ("pieni", "vieras"):
        tmp_path.joinpath("canvases", f"{name}.toml").write_text(CANVAS.format(title=name), encoding="utf-8")
    tmp_path.joinpath("flows", "oma.toml").write_text(OWN, encoding="utf-8")
    tmp_path.joinpath("flows", "toinen.toml").write_text(OTHER, encoding="utf-8")
    begun = Engine(packs=[tmp_path]).start("oma", title="Kaamos", locale="fi")
    begun.do(commands.Join(by="ilse", role="facilitator"))
    return begun


@pytest.mark.parametrize("like", ["toinen/testaus", "paketti/toinen/testaus"])
def test_a_step_of_another_flow_works_on_the_sessions_own_sheet(session: Session, like: str) -> None:
    session.do(commands.AddStep(by="ilse", like=like, votes=2))
    (added,) = session.state.added
    step = added.step
    assert (step.id, step.activity, step.on, step.votes, step.several) == ("testaus", "vote", ("arkki.eka",), 2, True)
    assert step.time is not None
    assert step.time.minutes == 25
    session.do(commands.Advance(by="ilse"))
    assert session.state.step == "testaus"


def test_what_the_session_has_no_sheet_for_is_refused_unless_it_says_where(session: Session) -> None:
    with pytest.raises(Refused) as caught:
        session.do(commands.AddStep(by="ilse", like="toinen/sisalla"))
    assert caught.value.message == "Tässä istunnossa ei täytetä kanvaasia vieras. Kerro, mitä kohtaa vaihe koskee."
    session.do(commands.AddStep(by="ilse", like="toinen/sisalla", on=("arkki.toka",)))
    assert session.state.added[0].step.on == ("arkki.toka",)


def test_a_repetition_gets_the_same_answer(session: Session) -> None:
    command = commands.AddStep(by="ilse", like="toinen/testaus", id="kerran")
    assert session.do(command) == session.do(command)
    assert len(session.state.added) == 1


@pytest.mark.parametrize("like", ["toinen/testau", "tonen/testaus", "muu/toinen/testaus"])
def test_what_there_is_not_is_named(session: Session, like: str) -> None:
    with pytest.raises(UnknownId):
        session.do(commands.AddStep(by="ilse", like=like))


def test_a_step_with_steps_inside_is_not_made_anew(session: Session) -> None:
    with pytest.raises(Refused) as caught:
        session.do(commands.AddStep(by="ilse", like="toinen/paja"))
    assert caught.value.code == "like-whole"
