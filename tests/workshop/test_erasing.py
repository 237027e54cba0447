"""Erasure as a company asks for it: nothing of the person in the files, and the session goes on."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tyopaja import Engine, commands
from tyopaja.errors import UnknownId
from tyopaja.model.commands import Erase
from tyopaja.workshop import Session
from tyopaja.workshop.verifying import verify

SECRET = "Aamukahvin tuoksu ja hiljaisuus"


@pytest.fixture(params=["memory:", "sqlite:{folder}/j.db", "folder:{folder}/j"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with Engine(journal=request.param.format(folder=tmp_path)) as engine:
        if request.param.partition(":")[0] not in engine.plugins.schemes():
            pytest.fail("one of the journals is missing")
        yield engine


@pytest.fixture
def session(engine: Engine) -> Session:
    """Saara, who facilitates, and Bea, who wrote a note and gave it a picture."""
    session = engine.start("arjen-kompassi", title="Hotelli Kaamos", id="kaamos")
    session.do(commands.Join(by="saara", role="facilitator"))
    session.do(commands.Join(by="bea-lumi", called="Bea Lumi"))
    session.do(commands.Go(by="saara", to="profiili", reason="koe"))
    session.do(commands.Add(by="bea-lumi", sheet="profiili", section="tarpeet", text=SECRET, id="n1"))
    session.do(commands.Add(by="saara", sheet="profiili", section="tarpeet", text="Rauha", id="n2"))
    return session


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(made, "PNG")
    return made.getvalue()


def raw(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_nothing_of_them_is_found_in_the_files_and_all_goes_on(
    engine: Engine, session: Session, tmp_path: Path
) -> None:
    kept = session.keep_picture(picture())
    pictures = engine.journal.fetch("kaamos", kept)
    assert pictures is not None
    other = engine.open("kaamos")
    events = session.do(Erase(by="bea-lumi", id="gone"))
    assert [event.type for event in events] == ["left", "erased"]
    assert session.do(Erase(by="bea-lumi", id="gone")) == events, "a repetition is harmless"
    for word in (SECRET, "Bea", "bea-lumi", "Lumi"):
        assert word.encode() not in raw(tmp_path)
        assert word.encode("utf-16-le") not in raw(tmp_path)
    assert pictures not in raw(tmp_path)
    assert engine.journal.fetch("kaamos", kept) is None, "a picture that nobody speaks of is gone too"
    assert [one.problems for one in verify(engine.journal)] == [()]
    for one in (session, other, engine.open("kaamos")):
        one.do(commands.Add(by="saara", sheet="profiili", section="tarpeet", text="Jatkuu"))
        assert one.state.entries["n1"].text == "(poistettu)"
        assert "bea-lumi" not in one.state.people
    assert session.refresh() == other.refresh()


def test_pictures_that_others_speak_of_stay(engine: Engine, session: Session) -> None:
    key = session.keep_picture(picture())
    session.do(commands.Go(by="saara", to="kortti", reason="koe"))
    session.do(commands.Attach(by="saara", sheet="kortti", section="kuva", picture=key))
    session.do(Erase(by="bea-lumi"))
    assert session.picture(key)
    session.do(Erase(by="saara"))
    with pytest.raises(UnknownId):
        session.picture(key)
