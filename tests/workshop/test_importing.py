"""What an import would do, and does: every difference that there can be between a file and a session, and everything
that cannot be taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from PIL import Image

from tyopaja import Content, Engine, Found, ImportProblem, Refused, Session, UnknownId, commands
from tyopaja.importers import Spot
from tyopaja.workshop.importing_nodes import Differences

NEEDS: dict[str, Any] = {"sheet": "profiili", "section": "tarpeet"}


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture
def session(engine: Engine) -> Session:
    """Aino has the chair; a need and a fear are written."""
    session = engine.start("arjen-kompassi", title="Hotelli Kaamos", id="kaamos")
    session.do(commands.Join(by="aino", called="Aino Sipola", role="facilitator"))
    session.do(commands.Add(by="aino", **NEEDS, text="Hiljaisuutta", id="n1"))
    session.do(commands.Add(by="aino", sheet="profiili", section="pelot", text="Melu", id="n2"))
    return session


def texts(session: Session, place: str = "profiili.tarpeet") -> list[str | None]:
    sheet, section, *part = place.split(".")
    return [entry.text for entry in session.state.entries_in(sheet, section, *part)]


def known(text: str = "Hiljaisuutta", entry: str = "n1", **more: Any) -> Found:
    """Something that the file knows as an entry."""
    return Found(text=text, entry=entry, **{**NEEDS, **more})


def kinds(found: Differences) -> list[str]:
    return [one.kind for one in found.all]


def test_new_things_are_added_at_the_end_in_the_order_of_the_file(engine: Engine, session: Session) -> None:
    found = session.differences(engine.read(b"- yksi\n- kaksi\n"), into="profiili.tarpeet")
    assert [(one.kind, one.text, one.line, one.where) for one in found.all] == [
        ("added", "yksi", 1, "Asiakasprofiili · Tarpeet"),
        ("added", "kaksi", 2, "Asiakasprofiili · Tarpeet"),
    ]
    assert texts(session) == ["Hiljaisuutta"]
    session.take(found)
    assert texts(session) == ["Hiljaisuutta", "yksi", "kaksi"]
    assert {entry.id for entry in session.state.entries_in("profiili", "tarpeet")} == {
        "n1",
        *(o.entry for o in found.all),
    }


def test_what_says_the_same_at_the_same_place_is_not_taken_again_whatever_the_spaces(session: Session) -> None:
    found = session.differences(Content(found=[Found(text=" Hiljaisuutta\r\n", **NEEDS)]))
    assert (kinds(found), found.commands) == (["unchanged"], ())


def test_a_list_that_says_the_same_twice_comes_twice_and_not_four_times(session: Session) -> None:
    content = Content(found=[Found(text="Kahvia", **NEEDS)] * 2)
    session.take(session.differences(content))
    assert texts(session) == ["Hiljaisuutta", "Kahvia", "Kahvia"]
    assert kinds(session.differences(content)) == ["unchanged", "unchanged"]


def test_the_differences_taken_twice_are_done_once(session: Session) -> None:
    found = session.differences(Content(found=[Found(text="Kahvia", **NEEDS), known("Hiljaisuutta yöllä")]))
    assert len(session.take(found)) == 2
    assert session.take(found) == ()


def test_two_people_who_import_one_file_at_once_import_it_once(engine: Engine, session: Session) -> None:
    session.do(commands.Join(by="aino", person="eero", role="facilitator"))
    content = Content(found=[Found(text="Kahvia", **NEEDS), known("Hiljaisuutta yöllä")])
    one, other = session.differences(content, by="aino"), session.differences(content, by="eero")
    session.take(one)
    assert session.take(other) == ()
    assert texts(session) == ["Hiljaisuutta yöllä", "Kahvia"]


def test_what_was_undone_comes_again_and_what_was_taken_away_does_not(session: Session) -> None:
    content = Content(found=[Found(text="Kahvia", **NEEDS)])
    found = session.differences(content)
    session.take(found)
    session.do(commands.Undo(by="aino", of=found.commands[0].id))
    again = session.differences(content)
    assert kinds(again) == ["added"]
    session.take(again)
    session.do(commands.Remove(by="aino", entry=again.all[0].entry))
    (gone,) = session.differences(content).all
    assert (gone.kind, gone.note) == ("unchanged", "Poistettu täältä; ei tuoda takaisin.")


def test_what_was_edited_since_an_import_is_not_imported_beside_itself(session: Session) -> None:
    content = Content(found=[Found(text="Kahvia", **NEEDS)])
    (added,) = session.differences(content).all
    session.take(session.differences(content))
    session.do(commands.Edit(by="aino", entry=added.entry, text="Kahvia aamulla"))
    (same,) = session.differences(content).all
    assert (same.kind, same.note) == ("unchanged", "Täällä uudempi kuin tiedostossa.")


# What the file knows by its id -------------------------------------------------------------------------------


def test_an_entry_is_edited_and_moved_as_the_file_has_it(session: Session) -> None:
    found = session.differences(Content(found=[known("Hiljaisuutta yöllä", section="pelot")]))
    assert [(one.kind, one.before) for one in found.all] == [
        ("edited", "Hiljaisuutta"),
        ("moved", "Asiakasprofiili · Tarpeet"),
    ]
    session.take(found)
    assert (texts(session), texts(session, "profiili.pelot")) == ([], ["Melu", "Hiljaisuutta yöllä"])
    assert session.state.entries["n1"].text == "Hiljaisuutta yöllä"


def test_a_file_that_says_nothing_of_a_place_moves_nothing(session: Session) -> None:
    found = session.differences(Content(found=[Found(text="Hiljaisuutta", entry="n1")]))
    assert kinds(found) == ["unchanged"]


def test_an_entry_that_was_moved_here_since_stays_where_it_is(session: Session) -> None:
    session.do(commands.Move(by="aino", entry="n1", section="pelot"))
    assert kinds(session.differences(Content(found=[known()]))) == ["unchanged"]


def test_what_is_newer_here_than_in_the_file_stays(session: Session) -> None:
    session.do(commands.Edit(by="aino", entry="n1", text="Hiljaisuutta yöllä"))
    for before in ({}, {"n1": "Hiljaisuutta"}):
        (one,) = session.differences(Content(found=[known()], before=before)).all
        assert (one.kind, one.note) == ("unchanged", "Täällä uudempi kuin tiedostossa.")


@pytest.mark.parametrize("before", [{}, {"n1": "Hiljaisuutta"}])
def test_of_what_was_edited_on_both_sides_both_are_kept_and_only_once(before: dict[str, str], session: Session) -> None:
    session.do(commands.Edit(by="aino", entry="n1", text="Hiljaisuutta yöllä"))
    content = Content(found=[known("Rauhaa")], before=before)
    found = session.differences(content)
    assert [(one.kind, one.text, one.before) for one in found.all] == [("conflict", "Rauhaa", "Hiljaisuutta yöllä")]
    session.take(found)
    assert texts(session) == ["Hiljaisuutta yöllä", "Rauhaa"]
    assert session.differences(content).commands == ()


def test_what_only_the_file_has_edited_is_taken_although_it_was_edited_here_long_before(session: Session) -> None:
    session.do(commands.Edit(by="aino", entry="n1", text="Hiljaisuutta yöllä"))
    found = session.differences(Content(found=[known("Rauhaa")], before={"n1": "Hiljaisuutta yöllä"}))
    assert kinds(found) == ["edited"]


def test_a_note_that_was_copied_in_the_file_is_a_new_one(session: Session) -> None:
    found = session.differences(Content(found=[known(), known("Hiljaisuutta kanssa")]))
    assert sorted(kinds(found)) == ["added", "unchanged"]


def test_what_a_whole_file_has_no_longer_is_taken_away_unless_it_was_edited_here(session: Session) -> None:
    session.do(commands.Add(by="aino", **NEEDS, text="Kahvia", id="n3"))
    session.do(commands.Edit(by="aino", entry="n3", text="Kahvia aamulla"))
    content = Content(found=[], whole=True, known=("n1", "n3", "n9"), before={"n1": "Hiljaisuutta", "n3": "Kahvia"})
    found = session.differences(content)
    assert [(one.kind, one.entry) for one in found.all] == [("removed", "n1"), ("conflict", "n3")]
    session.take(found)
    assert texts(session) == ["Kahvia aamulla"]
    assert session.differences(evolve(content, before={})).commands == ()


def test_what_is_in_a_file_that_is_not_whole_takes_nothing_away(session: Session) -> None:
    assert session.differences(Content(found=[], known=("n1",))).all == ()


def test_what_was_taken_away_here_comes_back_only_if_the_file_has_edited_it(session: Session) -> None:
    session.do(commands.Remove(by="aino", entry="n1"))
    assert kinds(session.differences(Content(found=[known()]))) == ["unchanged"]
    found = session.differences(Content(found=[known("Rauhaa")], before={"n1": "Hiljaisuutta"}))
    session.take(found)
    assert texts(session) == ["Rauhaa"]


def test_what_was_taken_away_makes_room_for_what_is_new(engine: Engine, session: Session) -> None:
    limit = session.definitions.canvases["profiili"].limit_of("tarpeet")
    assert limit is not None
    for number in range(limit - 1):
        session.do(commands.Add(by="aino", **NEEDS, text=f"Tarve {number}"))
    content = Content(found=[Found(text="Uusi", **NEEDS)], whole=True, known=("n1",))
    found = session.differences(content)
    assert (kinds(found), found.wrong) == (["removed", "added"], ())
    full = session.differences(evolve(content, whole=False))
    assert [one.code for one in full.wrong] == ["full"]


def test_answers_become_links_also_between_what_is_new(session: Session) -> None:
    answer = Found(
        text="Ovet kiinni", entry="uusi", sheet="profiili", section="pelot", answers=["n1", "toinen", "ei-ole"]
    )
    other = Found(text="Korvatulpat", entry="toinen", sheet="profiili", section="pelot")
    content = Content(found=[known(), answer, other])
    found = session.differences(content)
    assert [one.before for one in found.linked] == ["Hiljaisuutta", "Korvatulpat"]
    session.take(found)
    first, second = session.state.entries_in("profiili", "pelot")[1:]
    assert first.links == ("n1", second.id)
    assert session.differences(content).commands == ()


# Fields and sections that hold one ---------------------------------------------------------------------------


OKR: dict[str, Any] = {"sheet": "okr-1", "section": "avaintulokset"}


def test_fields_are_found_by_what_people_call_them_and_read_as_people_write_them(session: Session) -> None:
    fields = {
        "Mittari": "kysely", "target": "4,6", "Mihin mennessä": "31.12.2026",
        "ANSVARIG": "aino sipola", "Riktning": "upp",
    }  # fmt: skip
    session.take(session.differences(Content(found=[Found(text="Uni", **OKR, fields=fields)])))
    (entry,) = session.state.entries_in("okr-1", "avaintulokset")
    assert entry.fields == {
        "measure": "kysely", "target": 4.6, "due": "2026-12-31", "owner": "aino", "direction": "up",
    }  # fmt: skip


def test_a_blank_is_filled_in_and_an_edited_field_is_taken_from_the_file(session: Session) -> None:
    session.do(commands.Add(by="aino", **OKR, text="Uni", fields={"target": 4}, id="kr"))
    content = Content(found=[Found(text="Uni", **OKR, fields={"target": 5, "unit": "/ 5"})])
    (edited,) = session.differences(content).all
    assert (edited.kind, edited.fields, edited.values) == (
        "edited", {"target": 5, "unit": "/ 5"}, "Tavoite: 5, Yksikkö: / 5",
    )  # fmt: skip
    session.take(session.differences(content))
    session.do(commands.Edit(by="aino", entry="kr", fields={"target": 6}))
    assert kinds(session.differences(content)) == ["unchanged"]
    (both,) = session.differences(Content(found=[Found(text="Uni", **OKR, fields={"target": 9})])).all
    assert (both.kind, both.commands) == ("conflict", ())
    assert "target" in both.note


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"target": "paljon"}, "not-a-number"),
        ({"due": "32.1.2026"}, "not-a-date"),
        ({"direction": "sivulle"}, "not-a-choice"),
        ({"owner": "joku"}, "unknown-person"),
        ({"Mitari": "x"}, "unknown-field"),
        ({"measure": "x" * 301}, "too-long"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_its_line_and_takes_nothing(
    fields: dict[str, Any], code: str, session: Session
) -> None:
    content = Content(found=[Found(text="Uni", **OKR, fields=fields, line=7), Found(text="Aamu", **OKR)])
    found = session.differences(content)
    assert [(one.code, one.line, one.text) for one in found.wrong] == [(code, 7, "Uni")]
    with pytest.raises(ImportProblem, match="line 7: ") as refused:
        session.take(found)
    assert (refused.value.code, texts(session, "okr-1.avaintulokset")) == ("half-wrong", [])
    session.take(found, skip_wrong=True)
    assert texts(session, "okr-1.avaintulokset") == ["Aamu"]


def test_a_section_that_holds_one_is_filled_where_it_is_blank_and_never_written_over(session: Session) -> None:
    place: dict[str, Any] = {"sheet": "arvo-me", "section": "arvolupaus"}
    first, other = (Content(found=[Found(text=text, **place)]) for text in ("Tunnemme sinut", "Muuta"))
    session.take(session.differences(first))
    assert kinds(session.differences(first)) == ["unchanged"]
    (wrong,) = session.differences(other).wrong
    assert (wrong.code, "Tunnemme sinut" in wrong.message) == ("occupied", True)
    assert [one.code for one in session.differences(Content(found=[*other.found, *first.found])).wrong] == ["occupied"]


def test_the_blanks_of_a_form_are_filled_in_beside_what_stands_there(session: Session) -> None:
    place: dict[str, Any] = {"sheet": "asemointi", "section": "x"}
    sections = session.definitions.canvases["asemointi"].section
    place["section"] = next(
        name for name in sections if session.definitions.canvases["asemointi"].kind_of(name) == "fields"
    )
    first, second = list(sections[place["section"]].fields)[:2]
    session.do(commands.Set(by="aino", **place, fields={first: "Rauha"}))
    session.take(
        session.differences(Content(found=[Found(text="", **place, fields={first: "Rauha", second: "Melske"})]))
    )
    (entry,) = session.state.entries_in(**place)
    assert entry.fields == {first: "Rauha", second: "Melske"}
    other = session.differences(Content(found=[Found(text="", **place, fields={first: "Kiire"})]))
    assert [one.code for one in other.wrong] == ["occupied"]


# Where it belongs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spot", "into", "place"),
    [
        (Spot(sheet="Asiakasprofiili", section="TARPEET:"), "", "profiili.tarpeet"),
        (Spot(section="Needs"), "profiili", "profiili.tarpeet"),
        (Spot(), "profiili.tarpeet", "profiili.tarpeet"),
        (Spot(part="kipu"), "empatia.ajattelee", "empatia.ajattelee.kipu"),
        (Spot(), "empatia.ajattelee.kipu", "empatia.ajattelee.kipu"),
        (Spot(section="pelot"), "profiili.tarpeet", "profiili.pelot"),
        (Spot(section="juurisyy"), "palvelulupaus-2", "palvelulupaus-2.juurisyy"),
    ],
)
def test_places_are_found_by_id_or_title_in_any_language(spot: Spot, into: str, place: str, session: Session) -> None:
    one = Found(text="Uusi", sheet=spot.sheet, section=spot.section, part=spot.part)
    found = session.differences(Content(found=[one]), into=into)
    assert ([one.place for one in found.all], found.wrong) == ([place], ())


@pytest.mark.parametrize(
    ("spot", "into", "code", "said"),
    [
        (Spot(section="Tarpet"), "profiili", "unknown-section", "Tarkoititko ”Tarpeet”?"),
        (Spot(sheet="Asiakasprofili", section="tarpeet"), "", "unknown-sheet", "Tarkoititko ”Asiakasprofiili”?"),
        (Spot(sheet="profiili@ryhma-1", section="tarpeet"), "", "unknown-sheet", "profiili@ryhma-1"),
        (Spot(section="ajattelee", part="kipuu"), "empatia", "unknown-part", "Tarkoititko"),
        (Spot(), "", "no-place", "--into"),
        (Spot(), "profiili", "no-place", "--into"),
        (Spot(section="lupaus"), "", "several-places", "palvelulupaus-2.lupaus"),
        (Spot(section="ajattelee"), "empatia", "which-part", "kipu"),
    ],
)
def test_what_has_no_place_is_told_with_the_nearest_name(
    spot: Spot, into: str, code: str, said: str, session: Session
) -> None:
    one = Found(text="Uusi", sheet=spot.sheet, section=spot.section, part=spot.part, line=2)
    (wrong,) = session.differences(Content(found=[one]), into=into).wrong
    assert (wrong.code, wrong.line, said in wrong.message) == (code, 2, True), wrong.message


def test_of_several_sections_of_a_name_the_one_is_meant_that_people_work_on_now(session: Session) -> None:
    session.do(commands.Go(by="aino", to="lupaus-1", reason="testi"))
    (one,) = session.differences(Content(found=[Found(text="Lupaamme", section="lupaus")])).all
    assert one.place == "palvelulupaus-1.lupaus"


def test_a_place_to_bring_into_that_there_is_not_is_told_at_once(session: Session) -> None:
    for into, what in (("profili", "sheet"), ("profiili.tarpet", "section"), ("empatia.ajattelee.x", "part")):
        with pytest.raises(UnknownId) as unknown:
            session.differences(Content(found=[]), into=into)
        assert unknown.value.fields["what"] == what


# Who imports -------------------------------------------------------------------------------------------------


def test_who_imports_into_an_empty_room_takes_the_chair(engine: Engine) -> None:
    session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
    content = Content(found=[Found(text="Kahvia", **NEEDS)])
    with pytest.raises(ImportProblem) as nobody:
        session.differences(content)
    assert nobody.value.code == "who-imports"
    session.take(session.differences(content, by="aino"))
    assert session.state.people["aino"].role == "facilitator"
    with pytest.raises(UnknownId):
        session.differences(content, by="eero")


def test_a_participant_imports_by_the_rules_of_the_step(session: Session) -> None:
    session.do(commands.Join(by="eero"))
    content = Content(found=[Found(text="Kahvia", **NEEDS), known("Rauhaa")])
    assert [one.code for one in session.differences(content, by="eero").wrong] == ["not-now", "not-now"]
    session.do(commands.Go(by="aino", to="profiili", reason="testi"))
    found = session.differences(content, by="eero")
    assert ([one.text for one in found.added], [one.code for one in found.wrong]) == (["Kahvia"], ["not-yours"])


def test_what_others_wrote_for_themselves_is_not_told_of(engine: Engine) -> None:
    session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
    session.do(commands.Join(by="aino", role="facilitator"))
    session.do(commands.Join(by="eero"))
    session.do(
        commands.AddStep(by="aino", title="Yksin", activity="brainstorm", on=("profiili.tarpeet",), private=True)
    )
    session.do(commands.Advance(by="aino", reason="testi"))
    session.do(commands.Add(by="eero", **NEEDS, text="Salaisuus", id="s1"))
    assert session.state.entries["s1"].private
    whole = Content(found=[known("Muuta", "s1"), Found(text="Salaisuus", **NEEDS)], whole=True, known=("s1",))
    found = session.differences(whole)
    assert kinds(found) == ["added", "added"]
    assert "s1" not in str(found.commands)


def test_others_who_wrote_meanwhile_are_not_lost_and_a_no_takes_nothing(engine: Engine, session: Session) -> None:
    found = session.differences(Content(found=[known("Rauhaa"), Found(text="Kahvia", **NEEDS)]))
    beside = engine.open("kaamos")
    beside.do(commands.Add(by="aino", **NEEDS, text="Väliin"))
    session.take(found)
    assert texts(session) == ["Rauhaa", "Väliin", "Kahvia"]
    later = session.differences(Content(found=[Found(text="Teetä", **NEEDS), known("Hiljaa")], before={"n1": "Rauhaa"}))
    beside.do(commands.Remove(by="aino", entry="n1"))
    with pytest.raises(Refused):
        session.take(later)
    assert texts(session) == ["Väliin", "Kahvia"]


def test_ten_thousand_lines_are_looked_at_and_more_than_twice_that_are_refused(session: Session) -> None:
    found = session.differences(Content(found=[Found(text=f"rivi {n}", **NEEDS) for n in range(10_000)]))
    assert len(found.added) + len(found.wrong) == 10_000
    assert {one.code for one in found.wrong} == {"full"}
    with pytest.raises(ImportProblem) as refused:
        session.differences(Content(found=[Found(text="x", **NEEDS)] * 20_001))
    assert refused.value.code == "too-many"


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "<script>alert(1)</script>", "+1", "@aino", "{{7*7}}", "👍🏽 שלום"])
def test_text_of_any_kind_is_text(text: str, session: Session) -> None:
    session.take(session.differences(Content(found=[Found(text=text, **NEEDS)])))
    assert texts(session) == ["Hiljaisuutta", text]


@pytest.mark.parametrize(
    ("text", "code"), [("x" * 10_001, "too-long"), ("a\x07b", "control-character"), ("\u200b", "empty")]
)
def test_text_that_cannot_be_kept_is_told(text: str, code: str, session: Session) -> None:
    assert [one.code for one in session.differences(Content(found=[Found(text=text, **NEEDS)])).wrong] == [code]


def test_several_commands_are_carried_out_as_a_whole_or_not_at_all(session: Session) -> None:
    good = commands.Add(by="aino", **NEEDS, text="Kahvia", id="a1")
    seq = session.state.seq
    with pytest.raises(Refused):
        session.do_all([good, commands.Add(by="aino", **NEEDS, text="")])
    assert session.state.seq == seq
    assert len(session.do_all([good, commands.Edit(by="aino", entry="a1", text="Teetä")])) == 2
    assert session.do_all([good]) == ()
    with pytest.raises(ValueError, match="by itself"):
        session.do_all([commands.Erase(by="aino")])


# Another session's file --------------------------------------------------------------------------------------


@pytest.fixture
def last_year(engine: Engine) -> dict[str, Any]:
    """Last year's compass as JSON: a promise, a deed and a key result."""
    session = engine.start("arjen-kompassi", title="Hotelli Kaamos", id="viime")
    session.do(commands.Join(by="elle", role="facilitator"))
    add = commands.Add(by="elle", sheet="palvelulupaus-1", section="lupaus", text="Meillä nukutaan.", id="l1")
    fields: dict[str, Any] = {
        "start": 3.9,
        "now": 4.4,
        "target": 4.6,
        "due": "2025-12-31",
        "owner": "elle",
        "direction": "up",
    }
    session.do_all([add, commands.Add(by="elle", **OKR, text="Uni", fields=fields, id="k1")])
    for step, entry in (("valinta-1", "l1"), ("okr-valinta-1", "k1")):
        session.do(commands.Go(by="elle", to=step, reason="testi"))
        session.do(commands.Pick(by="elle", entry=entry))
    made: dict[str, Any] = json.loads(engine.render(session, format="json").text)
    return made


def read(engine: Engine, view: dict[str, Any]) -> Content:
    return engine.read(json.dumps(view).encode(), name="kompassi.json")


def test_last_years_compass_goes_back_to_where_it_grew_from(
    engine: Engine, session: Session, last_year: dict[str, Any]
) -> None:
    content = read(engine, last_year)
    found = session.differences(content)
    assert [(one.kind, one.place, one.text) for one in found.all] == [
        ("added", "palvelulupaus-1.lupaus", "Meillä nukutaan."),
        ("added", "okr-1.avaintulokset", "Uni"),
    ]
    assert found.all[0].origin == "Palvelulupaus: mitä lupaamme – Annetaan lupaus"
    session.take(found)
    (result,) = session.state.entries_in("okr-1", "avaintulokset")
    assert result.fields == {"start": 4.4, "target": 4.6, "direction": "up"}
    assert all(word in found.all[1].note for word in ("4.4", "2025-12-31", "elle"))
    assert session.differences(content).commands == ()


def test_a_sentence_whose_sheet_there_is_no_longer_goes_to_the_compass_itself_and_it_is_said(
    engine: Engine, session: Session, last_year: dict[str, Any]
) -> None:
    for section in last_year["sections"]:
        for entry in section["entries"]:
            entry["trail"][0]["sheet"] = "poistettu-arkki"
    found = session.differences(read(engine, last_year))
    assert [one.place for one in found.all] == ["arjen-kompassi.periaate-1", "arjen-kompassi.avaintulokset-1"]
    assert "Lähtöisin: Palvelulupaus" in found.all[0].note


def test_a_compass_in_the_session_that_it_is_of_changes_nothing(engine: Engine, last_year: dict[str, Any]) -> None:
    found = engine.open("viime").differences(read(engine, last_year))
    assert kinds(found) == ["unchanged", "unchanged"]


def test_entries_of_another_session_that_happen_to_be_called_alike_are_not_taken_for_this_ones(
    engine: Engine, session: Session
) -> None:
    other = engine.start("arjen-kompassi", title="Toinen", at=datetime(2025, 1, 1, tzinfo=UTC))
    other.do(commands.Add(by="eero", **NEEDS, text="Jotain muuta", id="n1", at=datetime(2025, 1, 2, tzinfo=UTC)))
    data = engine.render(other, what="canvas:profiili", format="json").data
    assert [(one.kind, one.text) for one in session.differences(engine.read(data, format="json")).all] == [
        ("added", "Jotain muuta")
    ]


def test_a_report_and_its_compass_bring_each_entry_once(engine: Engine, session: Session, last_year: object) -> None:
    data = engine.render(engine.open("viime"), what="report", format="json").data
    found = session.differences(engine.read(data, format="json"))
    assert sorted(one.text for one in found.added) == ["Meillä nukutaan.", "Uni"]


def test_a_picture_comes_along_and_is_drawn_anew_before_it_is_kept(engine: Engine, session: Session) -> None:
    other = engine.start("arjen-kompassi", title="Toinen", id="toinen")
    out = BytesIO()
    Image.new("RGB", (8, 6), "#0a6775").save(out, "JPEG")
    key = other.keep_picture(out.getvalue())
    place: dict[str, Any] = {"sheet": "kortti", "section": "kuva"}
    other.do(commands.Attach(by="eero", **place, picture=key, text="Margaret"))
    data = engine.render(other, what="canvas:kortti", format="json").data
    content = engine.read(data, format="json")
    session.take(session.differences(content))
    (entry,) = session.state.entries_in(**place)
    assert session.picture(str(entry.fields["picture"])).startswith(b"\xff\xd8")
    assert session.differences(content).commands == ()
    lost = engine.start("arjen-kompassi", title="Kolmas").differences(evolve(content, pictures={}), by="aino")
    assert [one.code for one in lost.wrong] == ["picture-missing"]
    damaged = evolve(content, pictures={key: b"no picture"})
    wrong = engine.start("arjen-kompassi", title="Neljäs").differences(damaged, by="aino").wrong
    assert [one.code for one in wrong] == ["unknown-picture"]
