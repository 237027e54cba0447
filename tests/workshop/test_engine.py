"""`Engine`: packs, sessions, renditions, as an embedding program meets them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tyopaja import DefinitionError, Engine, JournalError, PluginError, Refused, Renderer, UnknownId, commands, hookimpl

MakePack = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]


def begun(engine: Engine, **more: Any) -> Any:
    """A session of the small flow with Aino in the chair."""
    session = engine.start("kulku", title="Kaamos", **more)
    session.do(commands.Join(by="aino", role="facilitator", called="Aino"))
    return session


def test_the_contract_of_the_facade_in_a_dozen_lines(tmp_path: Path) -> None:
    """The example that the documentation of embedding begins with, on a journal in a file."""
    engine = Engine(journal=f"sqlite:{tmp_path / 'series.db'}", packs=[ROOT / "canvases"])
    session = engine.start("arjen-kompassi", title="Hotelli Kaamos", locale="fi")
    session.do(commands.Join(by="aino", role="facilitator", called="Aino"))
    session.do(commands.Go(by="aino", to="profiili", reason="testi"))
    events = session.do(commands.Add(by="aino", sheet="profiili", section="tarpeet", text="Hiljaisuutta"))
    assert [event.type for event in events] == ["added"]
    assert session.log()[-1:] == events
    assert session.view("compass", locale="en").title == "Everyday compass"
    again = engine.open(session.id)
    assert again.state == session.state
    assert again.dump() == session.dump()
    made = engine.render(again, what="compass", format="html")
    assert (made.media_type.partition(";")[0], made.suffix) == ("text/html", ".html")
    engine.close()


def test_a_start_stamps_time_and_id_from_the_clock_it_was_given(pack: Path, clock: Any) -> None:
    with Engine(packs=[pack], clock=clock) as engine:
        session = begun(engine)
        assert session.id == "id-1"
        assert [event.at.isoformat() for event in session.log()] == [
            "2026-03-02T09:00:01+00:00",
            "2026-03-02T09:00:01+00:00",
            "2026-03-02T09:00:02+00:00",
        ]
        assert session.log()[-1].command == "id-2"


def test_a_command_that_brings_its_own_time_and_id_keeps_them(pack: Path, clock: Any) -> None:
    at = datetime.fromisoformat("2026-02-28T12:00:00+02:00")
    with Engine(packs=[pack], clock=clock) as engine:
        (joined,) = engine.start("kulku", title="X").do(commands.Join(by="aino", id="mine", at=at))
    assert (joined.command, joined.at) == ("mine", at)


def test_an_id_in_use_begins_no_second_session_and_the_first_is_as_it_was(pack: Path) -> None:
    with Engine(packs=[pack]) as engine:
        before = begun(engine, id="kaamos").log()
        with pytest.raises(Refused) as caught:
            engine.start("kulku", title="Toinen", id="kaamos")
        assert caught.value.code == "session-exists"
        assert engine.open("kaamos").log() == before


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ({"title": " "}, "no-title"),
        ({"title": "a\x1bb"}, "control-character"),
        ({"title": "a" * 201}, "too-long"),
        ({"title": "X", "id": "../x"}, "bad-session"),
        ({"title": "X", "id": "a b"}, "bad-session"),
        ({"title": "X", "locale": "suomi!"}, "bad-locale"),
        ({"title": "X", "at": datetime(2026, 3, 2)}, "no-zone"),  # noqa: DTZ001 (that is the mistake)
    ],
)
def test_a_head_that_nothing_could_go_on_with_begins_nothing(head: dict[str, Any], code: str, pack: Path) -> None:
    with Engine(packs=[pack]) as engine:
        with pytest.raises(Refused) as caught:
            engine.start("kulku", **head)
        assert caught.value.code == code
        assert engine.sessions() == ()


def test_sessions_are_listed_in_the_order_in_which_they_began(pack: Path, clock: Any) -> None:
    with Engine(packs=[pack], clock=clock) as engine:
        for name in ("b", "a", "c"):
            engine.start("kulku", title=name.upper(), id=name)
        found = engine.sessions()
    assert [(one.id, one.title, one.flow, one.pack, one.events) for one in found] == [
        ("b", "B", "kulku", "pieni", 2),
        ("a", "A", "kulku", "pieni", 2),
        ("c", "C", "kulku", "pieni", 2),
    ]


@pytest.mark.parametrize("id", ["kamos", "", "../../etc", "a\udcff", "x" * 1000])
def test_a_session_that_is_not_there_is_unknown_and_gets_the_nearest(id: str, pack: Path, tmp_path: Path) -> None:
    with Engine(journal=f"sqlite:{tmp_path / 'j.db'}", packs=[pack]) as engine:
        begun(engine, id="kaamos")
        with pytest.raises(UnknownId) as caught:
            engine.open(id)
    assert caught.value.fields["near"] == (("kaamos",) if id == "kamos" else ())


def test_the_pack_that_a_session_began_with_is_the_one_it_runs_on_whatever_becomes_of_the_files(
    pack: Path, tmp_path: Path
) -> None:
    url = f"sqlite:{tmp_path / 'j.db'}"
    with Engine(journal=url, packs=[pack]) as engine:
        session = begun(engine, id="kaamos")
        before = session.view("canvas:arkki")
    canvas = pack / "canvases" / "pieni.toml"
    canvas.write_text(canvas.read_text(encoding="utf-8").replace("Pieni kanvaasi", "Toinen"), encoding="utf-8")
    with Engine(journal=url, packs=[pack]) as engine:
        assert engine.open("kaamos").view("canvas:arkki") == before
        assert engine.start("kulku", title="Uusi").view("canvas:arkki").title == "Toinen"
    canvas.write_text("title = ", encoding="utf-8")
    with Engine(journal=url, packs=[pack]) as engine:
        assert engine.open("kaamos").view("canvas:arkki") == before
        with pytest.raises(DefinitionError):
            engine.start("kulku", title="Uusi")
    shutil.rmtree(pack)
    program = (
        "import sys; from tyopaja import Engine, commands\n"
        "session = Engine(journal=sys.argv[1]).open('kaamos')\n"
        "session.do(commands.Add(by='aino', sheet='arkki', section='eka', text='Valoa'))\n"
        "print(session.view('canvas:arkki').title)"
    )
    ran = subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=True)
    assert ran.stdout == "Pieni kanvaasi\n"


def test_a_journal_that_lost_the_definitions_says_so(pack: Path, tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "j.db"
    with Engine(journal=f"sqlite:{path}", packs=[pack]) as engine:
        begun(engine, id="kaamos")
    db = sqlite3.connect(path)
    db.execute("DELETE FROM content")
    db.commit()
    db.close()
    with Engine(journal=f"sqlite:{path}") as engine, pytest.raises(JournalError) as caught:
        engine.open("kaamos")
    assert caught.value.code == "definitions-lost"


def test_a_named_pack_takes_the_place_of_the_installed_one_with_its_id(make_pack: MakePack) -> None:
    with Engine(packs=[make_pack("arctic-factory")]) as engine:
        assert [(pack.id, pack.title.to("fi")) for pack in engine.packs()] == [("arctic-factory", "Pieni paketti")]


def test_packs_stand_in_the_order_in_which_they_were_named_before_those_installed(make_pack: MakePack) -> None:
    with Engine(packs=[make_pack("b"), make_pack("a")]) as engine:
        assert [pack.id for pack in engine.packs()] == ["b", "a", "arctic-factory"]


def test_two_named_packs_with_one_id_are_refused(make_pack: MakePack) -> None:
    packs = [make_pack("sama", folder="yksi"), make_pack("sama", folder="kaksi")]
    with Engine(packs=packs) as engine, pytest.raises(Refused) as caught:
        engine.packs()
    assert (caught.value.code, caught.value.fields["id"]) == ("two-packs", "sama")


def test_two_installed_packs_with_one_id_are_refused(make_pack: MakePack) -> None:
    class Plugin:
        @hookimpl
        def tyopaja_packs(self) -> list[Path]:
            return [make_pack("sama", folder="yksi"), make_pack("sama", folder="kaksi")]

    with Engine(plugins=[Plugin()]) as engine, pytest.raises(Refused) as caught:
        engine.packs()
    assert caught.value.code == "two-packs"


def test_a_folder_that_is_named_twice_is_one_pack(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pack.parent)
    with Engine(packs=[pack, "pieni", "./pieni/"]) as engine:
        assert [one.id for one in engine.packs()] == ["pieni", "arctic-factory"]


def test_a_flow_that_two_packs_have_is_named_with_its_pack(make_pack: MakePack) -> None:
    with Engine(packs=[make_pack("a"), make_pack("b", title="B:n")]) as engine:
        with pytest.raises(Refused) as caught:
            engine.start("kulku", title="X")
        assert caught.value.code == "two-flows"
        assert engine.start("b/kulku", title="X").view("canvas:arkki").title == "B:n"


def test_every_problem_of_every_pack_comes_at_once(make_pack: MakePack) -> None:
    packs = [make_pack("a"), make_pack("b")]
    for pack in packs:
        flow = pack / "flows" / "kulku.toml"
        flow.write_text(flow.read_text(encoding="utf-8").replace('"Pieni kulku"', ""), encoding="utf-8")
    with Engine(packs=packs) as engine, pytest.raises(DefinitionError) as caught:
        engine.packs()
    assert [Path(one.file).parts[-3] for one in caught.value.problems] == ["a", "b"]


class Failing:
    """A plugin whose renderers do what renderers must not."""

    @hookimpl
    def tyopaja_renderers(self) -> list[Renderer]:
        def raises(view: Any) -> str:
            raise RuntimeError("no ink")

        kinds: dict[str, Any] = {"media_type": "text/plain", "suffix": ".x"}
        return [
            Renderer("raises", raises, **kinds),
            Renderer("none", lambda view: None, **kinds),  # type: ignore[arg-type, return-value]
            Renderer("narrow", lambda view: "x", views="session", **kinds),
        ]


def test_a_renderer_that_fails_is_named_and_the_session_goes_on(pack: Path) -> None:
    with Engine(packs=[pack], plugins=[Failing()]) as engine:
        session = begun(engine)
        with pytest.raises(PluginError, match="Failing") as caught:
            engine.render(session, format="raises")
        assert isinstance(caught.value.__cause__, RuntimeError)
        with pytest.raises(PluginError, match="NoneType"):
            engine.render(session, format="none")
        with pytest.raises(Refused) as refused:
            engine.render(session, format="narrow")
        assert refused.value.code == "cannot-show"
        assert engine.render(session, what="session", format="narrow").data == b"x"
        session.do(commands.Add(by="aino", sheet="arkki", section="eka", text="Valoa"))


def test_a_locale_that_is_none_is_refused_and_one_without_words_falls_back(pack: Path) -> None:
    with Engine(packs=[pack]) as engine:
        session = begun(engine, locale="FI_fi")
        assert session.state.locale == "fi-fi"
        assert session.view("session", "xx").title
        with pytest.raises(Refused) as caught:
            session.view("session", "../../x")
    assert caught.value.code == "bad-locale"
