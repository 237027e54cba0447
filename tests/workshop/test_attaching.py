"""Pictures in a session: kept once, named by their content, and put into entries by commands, files and transcripts."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tyopaja import Engine, Refused, Session, TranscriptError, UnknownId, commands
from tyopaja.errors import Malformed
from tyopaja.journals import MemoryJournal
from tyopaja.views.nodes import SheetView
from tyopaja.workshop.upgrading import upgrade

HEAD = 'flow = "kulku"\ntitle = "Kaamos"\nsession = "kaamos"\n'
JOIN = '[[do]]\ncommand = "join"\nby = "aino"\nrole = "facilitator"\n'
ATTACH = '[[do]]\ncommand = "attach"\nby = "aino"\nsheet = "arkki"\nsection = "kuva"\n'


@pytest.fixture
def pictured(pack: Path) -> Path:
    """The small pack with a section for a picture."""
    canvas = pack / "canvases" / "pieni.toml"
    text = canvas.read_text(encoding="utf-8").replace("eka toka", "eka toka kuva")
    canvas.write_text(text + '\n[section.kuva]\ntitle = "Kuva"\nkind = "picture"\n', encoding="utf-8")
    flow = pack / "flows" / "kulku.toml"
    flow.write_text(flow.read_text(encoding="utf-8").replace('"brainstorm"', '"fill"'), encoding="utf-8")
    return pack


@pytest.fixture
def session(pictured: Path) -> Iterator[Session]:
    with Engine(packs=[pictured]) as engine:
        begun = engine.start("kulku", title="Kaamos", id="kaamos")
        begun.do(commands.Join(by="aino", role="facilitator"))
        yield begun


def photo(grey: int = 90) -> bytes:
    made = BytesIO()
    Image.new("L", (60, 40), grey).save(made, "JPEG")
    return made.getvalue()


def attached(picture: str) -> commands.Attach:
    return commands.Attach(by="aino", sheet="arkki", section="kuva", picture=picture, text="Takka")


def kept_in(session: Session) -> list[object]:
    return [entry.fields["picture"] for entry in session.refresh().entries_in("arkki", "kuva")]


def test_a_picture_is_kept_once_under_the_name_of_its_content(session: Session) -> None:
    key = session.keep_picture(photo())
    assert session.keep_picture(photo()) == key
    assert session.keep_picture(photo(10)) != key
    assert key.startswith("sha256:")
    assert Image.open(BytesIO(session.picture(key))).size == (60, 40)


def test_a_picture_that_was_kept_is_attached_and_shown(session: Session) -> None:
    key = session.keep_picture(photo())
    session.do(attached(key))
    view = session.view("canvas:arkki")
    assert isinstance(view, SheetView)
    assert (view.pictures[key].data, view.pictures[key].width) == (session.picture(key), 60)


@pytest.mark.parametrize("key", ["sha256:" + "0" * 64, "sha256:", "kuva.jpg", "../journal"])
def test_a_picture_that_nobody_kept_is_not_there(session: Session, key: str) -> None:
    with pytest.raises(UnknownId):
        session.picture(key)


def test_no_command_puts_in_a_picture_that_nobody_kept(session: Session) -> None:
    seq, missing = session.state.seq, "sha256:" + "0" * 64
    fields = {"picture": missing}
    for command in (attached(missing), commands.Set(by="aino", sheet="arkki", section="kuva", fields=fields)):
        with pytest.raises(Refused) as caught:
            session.do(command)
        assert caught.value.code == "picture-missing"
    key = session.keep_picture(photo())
    (added,) = session.do(attached(key))
    with pytest.raises(Refused):
        session.do(commands.Edit(by="aino", entry=added.command, fields=fields))
    assert session.state.seq == seq + 1


def test_the_definitions_of_a_session_are_no_picture_though_they_have_such_a_name(session: Session) -> None:
    with pytest.raises(Refused) as caught:
        session.do(attached(session.state.definitions))
    assert caught.value.code == "picture-missing"
    with pytest.raises(UnknownId):
        session.picture(session.state.definitions)


def test_what_is_no_picture_is_refused_in_the_sessions_language_and_not_kept(session: Session) -> None:
    with pytest.raises(Refused) as caught:
        session.keep_picture(b"<svg/>")
    assert (caught.value.code, caught.value.message[:14]) == ("unknown-picture", "Tämä tiedosto ")


def test_a_transcript_names_pictures_that_lie_beside_it(pictured: Path, tmp_path: Path) -> None:
    (tmp_path / "kuvat").mkdir()
    (tmp_path / "kuvat" / "takka.jpg").write_bytes(photo())
    path = tmp_path / "t.toml"
    path.write_text(HEAD + JOIN + ATTACH + 'file = "kuvat/takka.jpg"\ntext = "Takka"\n', encoding="utf-8")
    with Engine(packs=[pictured]) as engine:
        played = engine.play(engine.transcript(path))
        assert kept_in(played) == [played.keep_picture(photo())]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ('file = "takka.jpg"\n', "unreadable-file"),
        ('file = "t.toml"\n', "unknown-picture"),
        ('file = "."\n', "unreadable-file"),
        ("file = 7\n", "wrong-type"),
        ('file = "t.toml"\npicture = "sha256:0"\n', "wrong-type"),
        ("", "missing-key"),
    ],
)
def test_a_transcript_stops_at_a_picture_that_is_not_there_or_none(
    keys: str, code: str, pictured: Path, tmp_path: Path
) -> None:
    path = tmp_path / "t.toml"
    path.write_text(HEAD + JOIN + ATTACH + keys, encoding="utf-8")
    with Engine(packs=[pictured]) as engine:
        with pytest.raises(TranscriptError) as caught:
            engine.play(engine.transcript(path))
        assert (caught.value.code, caught.value.fields["index"]) == (code, 2)
        assert kept_in(engine.open("kaamos")) == []


def test_only_attach_takes_a_file(session: Session) -> None:
    from tyopaja.workshop.pictures import with_picture

    table = {"command": "add", "by": "aino", "file": "takka.jpg"}
    assert with_picture(table, Path(), "fi", session.keep_picture) is table
    with pytest.raises(Malformed):
        with_picture({"command": "attach", "file": ["a"]}, Path(), "fi", session.keep_picture)


def test_a_session_that_another_process_upgraded_plays_by_the_new_rules_at_once(pictured: Path) -> None:
    journal = MemoryJournal()
    one = Engine(journal=journal, packs=[pictured]).start("kulku", title="Kaamos", id="kaamos")
    one.do(commands.Join(by="aino", role="facilitator"))
    canvas = pictured / "canvases" / "pieni.toml"
    text = canvas.read_text(encoding="utf-8").replace("eka toka kuva", "eka toka kuva uusi")
    canvas.write_text(text + '\n[section.uusi]\ntitle = "Uusi"\n', encoding="utf-8")
    engine = Engine(journal=journal, packs=[pictured])
    other = engine.open("kaamos")
    upgrade(engine, other)
    one.do(commands.Add(by="aino", sheet="arkki", section="uusi", text="Valoa"))
    assert "uusi" in one.definitions.canvases["arkki"].section
    assert one.state == other.refresh()
    view = one.view("canvas:arkki")
    assert isinstance(view, SheetView)
    assert [section.id for section in view.sections] == ["eka", "toka", "kuva", "uusi"]
