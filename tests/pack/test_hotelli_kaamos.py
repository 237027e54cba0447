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
from tyopaja.views.nodes import SheetView
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


def test_every_command_is_used(transcripts: tuple[Transcript, ...]) -> None:
    assert {table["command"] for one in transcripts for table in one.do} == set(COMMANDS)


def test_it_is_as_long_as_a_real_series_and_the_whole_house_is_in_it(
    transcripts: tuple[Transcript, ...], played: Session
) -> None:
    assert 240 <= sum(len(one.do) for one in transcripts) <= 290
    people = played.state.people.values()
    assert len(people) == 13
    assert [one.id for one in people if one.role == "facilitator"] == ["saara", "marjut"]
    authors = {entry.by for entry in played.state.entries.values()}
    assert authors == {one.id for one in people} - {"saara"}


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


@pytest.mark.parametrize("locale", ["fi", "en"])
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
                assert {one.id for one in entry.fields if one.text} == fields, entry.text


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


def test_our_side_answers_what_the_customer_fears_and_hopes(played: Session) -> None:
    answered = {
        to
        for box in ("kivunlievittajat", "arvonluojat")
        for entry in played.state.entries_in("arvo-me", box)
        for to in entry.links
    }
    theirs = {entry.id for box in ("pelot", "toiveet") for entry in played.state.entries_in("arvo-asiakas", box)}
    assert answered == theirs


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
                command_from_table(table)
            except TyopajaError as error:
                pytest.fail(f"{transcript.file}:{transcript.line_of(index)}: {error.message}")


@pytest.mark.parametrize("what", ["compass", "report", "session"])
@pytest.mark.parametrize("locale", ["fi", "en"])
def test_the_series_can_be_shown_in_both_languages(engine: Engine, played: Session, what: str, locale: str) -> None:
    made = engine.render(played, what=what, format="text", locale=locale)
    assert "Hotelli Kaamos" in made.data.decode("utf-8")


def test_every_sheet_of_the_series_was_written_on(played: Session) -> None:
    flow = played.definitions.flow
    written = {entry.sheet for entry in played.state.entries.values() if not entry.removed}
    assert set(flow.sheet_names()) - written == {flow.result}


@pytest.mark.parametrize("locale", ["fi", "en"])
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
