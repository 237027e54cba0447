"""The hotel's transcripts play from the first welcome to the second check-in, and end in a poster without gaps."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from tyopaja import Engine
from tyopaja.definitions import Transcript
from tyopaja.errors import Refused, TyopajaError
from tyopaja.model.commands import COMMANDS
from tyopaja.model.events import Stepped, Unvoted
from tyopaja.model.flow import Flow
from tyopaja.model.wire import command_from_table
from tyopaja.views.nodes import SheetView, SpreadView
from tyopaja.workshop import Session

SUMMER_TIME = (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))
"""When Finland's clocks were put forward and back in 2026."""

PRINCIPLES = (
    "Meillä nukutaan hiljaisuudessa, ja jokainen tietää illalla, mitä aamulla tapahtuu.",
    "Joka huomaa, se hoitaa – kiireessäkin ja loppuun asti.",
    "Kukaan ei saavu meille tuntemattomana eikä lähde meiltä vieraana.",
)


def compass(session: Session, locale: str = "fi") -> SheetView:
    view = session.view("compass", locale)
    assert isinstance(view, SheetView)
    return view


def test_the_whole_series_plays_and_stands_in_everyday_life(played: Session) -> None:
    assert played.id == "hotelli-kaamos"
    assert played.state.title == "Hotelli Kaamos"
    assert played.state.steps == ("arki", "tsekkaus")


def test_every_step_of_the_series_but_the_last_is_visited(played: Session) -> None:
    flow: Flow = played.definitions.flow
    assert {step.id for step in flow.step} - set(played.state.visits) == {"vuosi-taynna"}


def test_every_command_is_used_but_the_one_that_would_take_the_examples_own_words_away(
    transcripts: tuple[Transcript, ...],
) -> None:
    assert {table["command"] for one in transcripts for table in one.do} == set(COMMANDS) - {"erase"}


def test_it_is_as_long_as_a_real_series_and_the_whole_house_is_in_it(
    transcripts: tuple[Transcript, ...], played: Session
) -> None:
    assert 400 <= sum(len(one.do) for one in transcripts) <= 480
    people = played.state.people.values()
    assert len(people) == 13
    assert [one.id for one in people if one.role == "facilitator"] == ["saara", "marjut"]
    authors = {entry.by for entry in played.state.entries.values()}
    assert authors - {""} == {one.id for one in people} - {"saara"}


def test_times_run_forwards_on_helsinki_time(transcripts: tuple[Transcript, ...]) -> None:
    times = [table["at"] for one in transcripts for table in one.do]
    assert times == sorted(times)
    assert len(set(times)) == len(times)
    forward, back = SUMMER_TIME
    for at in times:
        assert at.utcoffset() == timedelta(hours=3 if forward <= at < back else 2), at


def test_each_workshop_keeps_to_its_time(transcripts: tuple[Transcript, ...], played: Session) -> None:
    steps = {step.id: step for step in played.definitions.flow.step}
    for number, transcript in enumerate(transcripts[:3], start=1):
        planned = steps[f"tyopaja-{number}"].time
        assert planned is not None
        took = transcript.do[-1]["at"] - transcript.do[0]["at"]
        assert took <= timedelta(minutes=planned.minutes + 5)


@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
def test_no_section_of_the_compass_is_left_empty(played: Session, locale: str) -> None:
    view = compass(played, locale)
    assert [(section.id, section.gap) for section in view.sections if section.gap or not section.entries] == []


def test_three_principles_stand_on_the_poster(played: Session) -> None:
    sections = {section.id: section for section in compass(played).sections}
    found = tuple(entry.text for number in (1, 2, 3) for entry in sections[f"periaate-{number}"].entries)
    assert found == PRINCIPLES
    assert len(sections["tavoite"].entries) == 1


def test_each_principle_has_its_deeds_and_two_or_three_complete_key_results(played: Session) -> None:
    fields = {"measure", "unit", "start", "target", "due", "owner", "direction"}
    for section in compass(played).sections:
        if section.id.startswith("nakyy"):
            assert 3 <= len(section.entries) <= 4
            assert max(len(entry.text) for entry in section.entries) <= 90
        if section.id.startswith("avaintulokset"):
            assert 2 <= len(section.entries) <= 3
            for entry in section.entries:
                assert {one.id for one in entry.fields if one.text} - {"now"} == fields, entry.text


def test_the_compass_was_approved_by_people_of_the_house(played: Session) -> None:
    approved = compass(played).approved
    assert len(approved) >= 3
    assert "Saara Koivisto" not in approved


def test_the_promise_was_polished_once_and_a_need_overridden_once_with_a_reason(played: Session) -> None:
    steps = [event for event in played.log() if isinstance(event, Stepped)]
    assert [event.entered for event in steps if event.cause == "hio"] == [("lupaus-1",)]
    overridden = [(event.overridden, event.reason) for event in steps if event.overridden]
    assert [left for left, _ in overridden] == [("tarkeimmat",)]
    assert all(reason for _, reason in overridden)


def test_people_change_their_minds(played: Session) -> None:
    entries = played.state.entries
    assert [event.person for event in played.log() if isinstance(event, Unvoted)] == ["jouni", "teemu"]
    assert entries["n14"].removed
    assert entries["n48"].removed
    assert (entries["n7"].section, entries["n99"].part) == ("toiveet", "teot")
    assert entries["n5"].text == "Selkeä aikataulu: mihin aikaan, mihin oveen, mitä päälle"
    assert not entries["n57"].picked


def test_our_side_answers_all_but_one_fear_and_one_wish_of_the_customer(played: Session) -> None:
    view = played.view("spread:arvo-me", "fi")
    assert isinstance(view, SpreadView)
    assert [section.id for section in view.asked.sections] == ["tarve", "toimet", "pelot", "toiveet"]
    assert [section.id for section in view.answering.sections if section.answers] == ["kivunlievittajat", "arvonluojat"]
    assert {pair.asked: pair.unanswered for pair in view.pairs} == {
        "pelot": ("Liukastuu pihalla, eikä kukaan huomaa",),
        "toiveet": ("Että joku kertoo, mitä lautasella on ja kuka sen kalasti",),
    }
    assert "n38" not in played.state.entries["n47"].links


def test_what_mattered_on_one_sheet_is_on_the_next_with_its_author_and_origin(played: Session) -> None:
    entries = played.state.entries
    copies = {name: (one.origin, one.by) for name, one in entries.items() if one.origin and not one.removed}
    assert copies["a-kortti.5"] == ("n3", "aino")
    assert copies["a-asiakas.1"] == ("n9", "aino")
    assert copies["a-ongelma-1.1"] == ("k25", "niillas")
    assert copies["a-brandi.1"] == ("n60", "aino")
    assert copies["a-tuote.5"] == ("k41", "niillas")
    assert len(copies) == 29


def test_four_moments_of_the_path_were_looked_at_closely_one_of_them_brought_later(played: Session) -> None:
    close = played.state.entries_in("tuokiot", "tuokiot")
    assert [one.origin for one in close] == ["t2", "start.7", "start.8", "start.12"]
    assert all(one.fields.get("korjaamme") for one in close)
    path = [one.id for one in played.state.entries_in("palvelupolku", "polku")]
    assert path.index("t2") == path.index("start.7") - 1
    assert path.index("start.9") == path.index("start.12") - 1
    assert "start.3" not in path


def test_the_path_is_drawn_with_a_feeling_for_every_moment(played: Session) -> None:
    sheet = played.view("canvas:palvelupolku", "fi")
    assert isinstance(sheet, SheetView)
    (path, provider) = sheet.sections
    assert (path.draw, provider.draw) == ("curve", "checks")
    moments = [entry for part in path.parts for entry in part.entries]
    assert len(moments) == 16
    assert all(any(field.id == "feeling" and field.text for field in one.fields) for one in moments)


def test_the_radar_has_a_score_with_its_reason_on_each_spoke(played: Session) -> None:
    scores = {one.part: one.fields["score"] for one in played.state.entries_in("muotoilun-nakokulmat", "nakokulmat")}
    assert scores == {
        "haluttava": 5, "helppo": 3, "miellyttava": 4, "kustannustehokas": 4, "tyontekijalahtoinen": 2,
    }  # fmt: skip
    assert all(one.text for one in played.state.entries_in("muotoilun-nakokulmat", "nakokulmat"))


def test_the_hotel_stands_on_the_map_among_the_others(played: Session) -> None:
    places = played.state.entries_in("asemointi", "kartta")
    assert [one.text for one in places if one.fields.get("ours")] == ["Hotelli Kaamos"]
    assert len(places) == 5
    sheet = played.view("canvas:asemointi", "fi")
    assert isinstance(sheet, SheetView)
    (axes,) = [section.axes for section in sheet.sections if section.axes]
    assert (axes.left, axes.top) == ("Ohjelmaa koko ajan", "Sinut tunnetaan")


def test_margaret_has_a_picture_on_her_card(played: Session) -> None:
    sheet = played.view("canvas:kortti", "fi")
    assert isinstance(sheet, SheetView)
    (entry,) = next(section.entries for section in sheet.sections if section.id == "kuva")
    picture = sheet.pictures[entry.picture]
    assert (picture.media_type, picture.width, picture.height) == ("image/png", 480, 360)


def test_parties_that_give_and_get_unequally_are_shown(played: Session) -> None:
    sheet = played.view("canvas:arvonluonti", "fi")
    assert isinstance(sheet, SheetView)
    assert {section.id for section in sheet.sections if section.balance} >= {"naapuri"}


def test_key_results_are_followed_from_where_they_started_to_where_they_are_now(played: Session) -> None:
    entries = played.state.entries
    assert {name: (entries[name].fields["start"], entries[name].fields["now"]) for name in ("n73", "n104", "n103")} == {
        "n73": (3.9, 4.4), "n104": (18, 6), "n103": (55, 91),
    }  # fmt: skip


def test_what_was_said_at_the_check_ins_stands_beside_the_key_results(engine: Engine, played: Session) -> None:
    said = [(one.at.date().isoformat(), one.now) for one in played.state.entries["n74"].checks]
    assert said == [("2026-10-05", 100), ("2026-11-02", 100)]
    assert sum(len(entry.checks) for entry in played.state.entries.values()) == 7
    shown = engine.render(played, what="canvas:okr-1", format="text", locale="fi").data.decode("utf-8")
    assert "2.11.2026 · Aino" in shown
    assert "Uudet verhot pitävät pihavalot ulkona" in shown


def test_the_notes_hold_an_emoji_and_words_in_northern_and_skolt_sami(played: Session) -> None:
    words = " ".join(entry.text or "" for entry in played.state.entries.values())
    assert "😅" in words
    assert "Jaskatvuohta" in words
    assert "tiõrv puättam" in words


def test_every_command_is_written_so_that_it_needs_no_second_look(transcripts: tuple[Transcript, ...]) -> None:
    """Every table is a command of its form: no key is misspelt, nothing is of another type."""
    for transcript in transcripts:
        for index, table in enumerate(transcript.do):
            try:
                command_from_table({("picture" if key == "file" else key): value for key, value in table.items()})
            except TyopajaError as error:
                pytest.fail(f"{transcript.file}:{transcript.line_of(index)}: {error.message}")


@pytest.mark.parametrize("what", ["compass", "report", "session"])
@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
def test_the_series_can_be_shown_in_all_three_languages(
    engine: Engine, played: Session, what: str, locale: str
) -> None:
    made = engine.render(played, what=what, format="text", locale=locale)
    assert "Hotelli Kaamos" in made.data.decode("utf-8")


def test_every_sheet_of_the_series_was_written_on(played: Session) -> None:
    flow = played.definitions.flow
    written = {entry.sheet for entry in played.state.entries.values() if not entry.removed}
    assert set(flow.sheet_names()) - written == {flow.result}


@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
def test_the_poster_and_every_sheet_fit_on_one_page_each(engine: Engine, played: Session, locale: str) -> None:
    flow = played.definitions.flow
    sheets = [f"canvas:{name}" for name in flow.sheet_names() if name != flow.result]
    made = {what: engine.render(played, what=what, format="pdf", locale=locale) for what in ("compass", *sheets)}
    pages = {what: len(PdfReader(io.BytesIO(rendition.data)).pages) for what, rendition in made.items()}
    assert pages == dict.fromkeys(made, 1)


def test_a_canvas_that_several_sheets_are_filled_on_is_asked_back_for(played: Session) -> None:
    with pytest.raises(Refused, match=r"kerro, mikä niistä: okr-1, okr-2, okr-3") as caught:
        played.view("canvas:okr")
    assert caught.value.code == "which-sheet"


def test_a_compass_that_nobody_has_begun_says_each_gap_once(engine: Engine) -> None:
    blank = compass(engine.start("arjen-kompassi", title="Hotelli Kaamos"))
    assert all(section.gap.count("ei ole vielä kirjoitettu mitään") == 1 for section in blank.sections)
