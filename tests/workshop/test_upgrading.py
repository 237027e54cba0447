"""A pack changes while a series is running: the session goes over to it when it is asked to, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tyopaja import Engine, Refused, Session, commands
from tyopaja.journals import MemoryJournal
from tyopaja.workshop.upgrading import Upgrade

Edit = Callable[[str], str]


def replaced(*pairs: tuple[str, str]) -> Edit:
    """What puts each of the second in place of the first, which must be there."""

    def edit(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        return text

    return edit


class Series:
    """A session that began on a pack, which its author goes on writing."""

    def __init__(self, pack: Path) -> None:
        self.pack = pack
        self.journal = MemoryJournal()
        self.engine = Engine(journal=self.journal, packs=[pack])
        self.session = self.engine.start("kulku", title="Kaamos", id="kaamos", locale="en")
        self.do(commands.Join(by="aino", role="facilitator"))

    def do(self, command: commands.Command) -> None:
        self.session.do(command)

    def write(self, text: str, section: str = "eka") -> None:
        self.do(commands.Add(by="aino", sheet="arkki", section=section, text=text))

    def edit(self, file: str, edit: Edit) -> None:
        path = self.pack / file
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")

    def version(self, version: str, changes: str = "") -> None:
        self.edit("pack.toml", lambda text: text.replace('version = "1.0.0"', f'version = "{version}"') + changes)

    def upgraded(self, *, rehearse: bool = False) -> tuple[Session, Upgrade]:
        """The session in the hands of an engine that reads the pack as it is now."""
        engine = Engine(journal=self.journal, packs=[self.pack])
        session = engine.open("kaamos")
        return session, engine.upgrade(session, rehearse=rehearse)


@pytest.fixture
def series(pack: Path) -> Series:
    return Series(pack)


CHANGE = '\n[[change]]\nversion = "{version}"\ncanvas = "pieni"\nfrom = "{old}"\nto = "{new}"\n'
RENAMED = replaced(("eka toka", "havainnot toka"), ("[section.eka]", "[section.havainnot]"))


def texts(session: Session, section: str) -> list[str | None]:
    return [entry.text for entry in session.state.entries_in("arkki", section)]


def test_a_session_runs_on_what_it_began_with_until_it_is_upgraded(series: Series) -> None:
    series.edit("canvases/pieni.toml", replaced(('title = "Eka"', 'title = "Ensin"')))
    session = Engine(journal=series.journal, packs=[series.pack]).open("kaamos")
    assert session.definitions.canvases["arkki"].section["eka"].title.to("fi") == "Eka"


def test_an_upgrade_brings_new_words_and_leaves_what_was_written(series: Series) -> None:
    series.write("Lunta")
    series.version("1.0.1")
    series.edit("canvases/pieni.toml", replaced(('title = "Eka"', 'title = "Ensin"')))
    session, made = series.upgraded()
    assert (made.done, made.before, made.after) == (True, "1.0.0", "1.0.1")
    assert made.plan is not None
    assert (made.plan.moved, made.plan.aside) == ((), ())
    assert session.definitions.canvases["arkki"].section["eka"].title.to("fi") == "Ensin"
    assert texts(session, "eka") == ["Lunta"]


def test_an_upgrade_that_changes_nothing_writes_nothing(series: Series) -> None:
    before = series.session.log()
    _, made = series.upgraded()
    assert (made.needed, made.done, made.plan) == (False, False, None)
    assert series.session.log() == before


def test_what_was_written_goes_where_its_section_is_now_called(series: Series) -> None:
    series.write("Lunta")
    series.write("Jäätä")
    series.version("1.1.0", CHANGE.format(version="1.1.0", old="eka", new="havainnot"))
    series.edit("canvases/pieni.toml", RENAMED)
    session, made = series.upgraded()
    assert made.plan is not None
    assert [(one.place, one.to, one.entries) for one in made.plan.moved] == [("eka", "havainnot", 2)]
    assert texts(session, "havainnot") == ["Lunta", "Jäätä"]


def test_two_sections_become_one_with_all_that_stood_in_both(series: Series) -> None:
    series.write("Lunta", "eka")
    series.write("Hiljaisuus", "toka")
    both = CHANGE.format(version="2.0.0", old="eka", new="yksi") + CHANGE.format(
        version="2.0.0", old="toka", new="yksi"
    )
    series.version("2.0.0", both)
    canvas = replaced(("eka toka", "yksi"), ("[section.eka]", "[section.yksi]"))
    series.edit("canvases/pieni.toml", lambda text: canvas(text).partition("[section.toka]")[0])
    session, _ = series.upgraded()
    assert sorted(str(text) for text in texts(session, "yksi")) == ["Hiljaisuus", "Lunta"]


def test_changes_of_several_versions_are_followed_one_after_the_other(series: Series) -> None:
    series.write("Lunta")
    steps = CHANGE.format(version="1.1.0", old="eka", new="valissa") + CHANGE.format(
        version="1.2.0", old="valissa", new="havainnot"
    )
    series.version("1.2.0", steps)
    series.edit("canvases/pieni.toml", RENAMED)
    session, _ = series.upgraded()
    assert texts(session, "havainnot") == ["Lunta"]


def test_a_change_that_the_session_has_behind_it_is_not_made_again(series: Series) -> None:
    series.write("Hiljaisuus", "toka")
    series.version("1.1.0", CHANGE.format(version="1.0.0", old="toka", new="eka"))
    series.edit("canvases/pieni.toml", lambda text: text.replace("eka toka", "eka").partition("[section.toka]")[0])
    session, made = series.upgraded()
    assert made.plan is not None
    assert made.plan.moved == ()
    assert texts(session, "toka") == ["Hiljaisuus"]


def test_what_has_lost_its_section_is_kept_aside_and_shown(series: Series) -> None:
    series.write("Hiljaisuus", "toka")
    series.version("2.0.0")
    series.edit("canvases/pieni.toml", lambda text: text.replace("eka toka", "eka").partition("[section.toka]")[0])
    session, made = series.upgraded()
    assert made.plan is not None
    assert [(one.place, one.to, one.entries) for one in made.plan.aside] == [("toka", None, 1)]
    view = session.view("session")
    assert [entry.text for aside in view.aside for entry in aside.entries] == ["Hiljaisuus"]  # type: ignore[union-attr]
    for what in ("compass", "report", "canvas:arkki"):
        session.view(what)


def test_what_has_lost_its_section_can_be_put_into_one_that_there_is(series: Series) -> None:
    series.write("Hiljaisuus", "toka")
    series.version("2.0.0")
    series.edit("canvases/pieni.toml", lambda text: text.replace("eka toka", "eka").partition("[section.toka]")[0])
    session, _ = series.upgraded()
    (name,) = session.state.boxes["arkki", "toka"]
    session.do(commands.Move(by="aino", entry=name, section="eka"))
    assert texts(session, "eka") == ["Hiljaisuus"]
    assert session.view("session").aside == ()  # type: ignore[union-attr]
    session.do(commands.Undo(by="aino"))
    assert texts(session, "toka") == ["Hiljaisuus"]


def test_what_has_lost_its_section_is_not_put_where_its_values_have_no_field(series: Series) -> None:
    series.edit("canvases/pieni.toml", replaced(('title = "Toka"', 'title = "Toka"\nkind = "moments"')))
    series = Series(series.pack)
    series.do(commands.Add(by="aino", sheet="arkki", section="toka", text="Lähtö", fields={"feeling": 4}))
    series.version("2.0.0")
    series.edit("canvases/pieni.toml", lambda text: text.replace("eka toka", "eka").partition("[section.toka]")[0])
    session, _ = series.upgraded()
    (name,) = session.state.boxes["arkki", "toka"]
    with pytest.raises(Refused) as refused:
        session.do(commands.Move(by="aino", entry=name, section="eka"))
    assert refused.value.code == "other-kind"


def test_what_has_lost_its_part_is_refused_to_who_may_not_work_there(series: Series) -> None:
    parts = 'parts.hyva.title = "Hyvä"\nparts.paha.title = "Paha"'
    series.edit("canvases/pieni.toml", replaced(('prompts = ["Mitä kuulet?"]', parts)))
    series.edit(
        "flows/kulku.toml",
        replaced(
            (
                "votes = 3",
                'votes = 3\n\n[[step]]\nid = "eka"\ntitle = "Eka"\nactivity = "brainstorm"\non = ["arkki.eka"]',
            )
        ),
    )
    series = Series(series.pack)
    series.do(commands.Join(by="eero"))
    series.do(commands.Add(by="eero", sheet="arkki", section="toka", part="paha", text="Melu"))
    series.do(commands.Go(by="aino", to="eka", reason="Palataan"))
    series.version("2.0.0")
    series.edit("canvases/pieni.toml", replaced(('\nparts.paha.title = "Paha"', "")))
    session, made = series.upgraded()
    assert made.plan is not None
    assert [(one.place, one.to) for one in made.plan.aside] == [("toka.paha", None)]
    (name,) = session.state.boxes["arkki", "toka"]
    with pytest.raises(Refused) as refused:
        session.do(commands.Edit(by="eero", entry=name, text="Hälinä"))
    assert refused.value.code == "not-here"


def test_a_rehearsal_says_what_would_happen_and_changes_nothing(series: Series) -> None:
    series.write("Lunta")
    before = series.session.log()
    series.version("1.1.0", CHANGE.format(version="1.1.0", old="eka", new="havainnot"))
    series.edit("canvases/pieni.toml", RENAMED)
    session, made = series.upgraded(rehearse=True)
    assert made.plan is not None
    assert (made.done, [one.entries for one in made.plan.moved]) == (False, [1])
    assert session.log() == before


def test_a_step_that_was_entered_may_not_become_another(series: Series) -> None:
    before = series.session.log()
    series.version("1.1.0")
    series.edit("flows/kulku.toml", replaced(('activity = "brainstorm"', 'activity = "fill"')))
    with pytest.raises(Refused) as refusal:
        series.upgraded()
    assert refusal.value.code == "cannot-upgrade"
    assert "Alku" in refusal.value.message
    assert series.session.log() == before


def test_a_step_that_is_still_ahead_may_change_and_new_ones_may_come(series: Series) -> None:
    series.version("1.1.0")
    more = '\n[[step]]\nid = "kiitos"\ntitle = "Kiitos"\n'
    series.edit("flows/kulku.toml", lambda text: replaced(("votes = 3", "votes = 5"))(text) + more)
    session, made = series.upgraded()
    assert made.plan is not None
    assert made.plan.steps_added == ("kiitos",)
    for _ in range(2):
        session.do(commands.Advance(by="aino"))
    assert session.state.step == "kiitos"


def test_a_session_that_is_open_elsewhere_goes_over_with_it(series: Series) -> None:
    series.version("1.1.0", CHANGE.format(version="1.1.0", old="eka", new="havainnot"))
    series.edit("canvases/pieni.toml", RENAMED)
    series.upgraded()
    series.do(commands.Add(by="aino", sheet="arkki", section="havainnot", text="Valoa"))
    assert texts(series.session, "havainnot") == ["Valoa"]


def test_an_upgrade_cannot_be_undone_halfway(series: Series) -> None:
    series.write("Lunta")
    series.version("1.1.0", CHANGE.format(version="1.1.0", old="eka", new="havainnot"))
    series.edit("canvases/pieni.toml", RENAMED)
    session, made = series.upgraded()
    assert made.plan is not None
    with pytest.raises(Refused):
        session.do(commands.Undo(by="aino", of=made.plan.events[-1].command))
    assert texts(session, "havainnot") == ["Lunta"]


def test_how_often_a_move_was_taken_is_remembered_by_the_move_and_not_by_its_number(pack: Path) -> None:
    move = '\n[[move]]\nfrom = "alku"\nto = "alku"\non = "{on}"\nat-most = {most}\n'
    path = pack / "flows" / "kulku.toml"
    flow = path.read_text(encoding="utf-8")
    path.write_text(flow + move.format(on="uudestaan", most=1), encoding="utf-8")
    series = Series(pack)
    series.do(commands.Go(by="aino", event="uudestaan"))
    series.version("1.1.0")
    path.write_text(flow + move.format(on="toinen", most=9) + move.format(on="uudestaan", most=1), encoding="utf-8")
    session, _ = series.upgraded()
    with pytest.raises(Refused) as refusal:
        session.do(commands.Go(by="aino", event="uudestaan"))
    assert refusal.value.code == "move-used-up"
    session.do(commands.Go(by="aino", event="toinen"))


def test_a_section_that_is_new_begins_with_what_it_begins_a_session_with(series: Series) -> None:
    series.version("1.1.0")
    more = '\n[section.uusi]\ntitle = "Uusi"\nstart = ["Eka asia", "Toka asia"]\n'
    series.edit("canvases/pieni.toml", lambda text: text.replace("eka toka", "eka toka uusi") + more)
    session, _ = series.upgraded()
    assert texts(session, "uusi") == ["Eka asia", "Toka asia"]


def test_what_was_written_before_a_section_had_parts_stays_in_it_under_no_heading(series: Series) -> None:
    series.write("Lunta")
    series.version("1.1.0")
    parts = replaced(('prompts = ["Mitä näet?"]', 'parts.hyva.title = "Hyvä"\nparts.paha.title = "Paha"'))
    series.edit("canvases/pieni.toml", parts)
    session, made = series.upgraded()
    assert made.plan is not None
    assert made.plan.aside == ()
    view = session.view("canvas:arkki")
    assert [entry.text for entry in view.sections[0].entries] == ["Lunta"]  # type: ignore[union-attr]
    assert session.view("session").aside == ()  # type: ignore[union-attr]


FORM = '[section.{id}]\ntitle = "{id}"\nkind = "fields"\nfields.nimi.title = "Nimi"\nfields.ika.title = "Ikä"\n'
HEAD = 'title = "Lomakkeet"\n[layout]\nareas = ["{areas}"]\n'


def test_two_forms_that_become_one_hide_nothing_that_was_written_in_either(pack: Path) -> None:
    canvas = pack / "canvases" / "pieni.toml"
    canvas.write_text(HEAD.format(areas="eka toka") + FORM.format(id="eka") + FORM.format(id="toka"), encoding="utf-8")
    flow = pack / "flows" / "kulku.toml"
    filling = replaced(('"brainstorm"', '"fill"'), ('activity = "vote"', 'activity = "fill"'), ("votes = 3\n", ""))
    flow.write_text(filling(flow.read_text(encoding="utf-8")), encoding="utf-8")
    series = Series(pack)
    for section, name in (("eka", "Aava"), ("toka", "Beata")):
        series.do(commands.Set(by="aino", sheet="arkki", section=section, fields={"nimi": name}))
    series.version("2.0.0", CHANGE.format(version="2.0.0", old="toka", new="eka"))
    canvas.write_text(HEAD.format(areas="eka") + FORM.format(id="eka"), encoding="utf-8")
    session, _ = series.upgraded()
    for what in ("canvas:arkki", "report"):
        for form in ("text", "markdown", "html", "json"):
            made = series.engine.render(session, what=what, format=form).text
            assert "Aava" in made
            assert "Beata" in made
