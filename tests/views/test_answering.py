"""Sheets that answer each other: what is still unanswered, and the two of them as a spread."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.errors import Refused, UnknownId


def _unanswered(sheet: Any) -> list[str]:
    groups = [group for one in sheet.sections for group in (one, *one.parts)]
    return [entry.text for group in groups for entry in group.entries if entry.unanswered]


def test_what_nothing_on_the_other_sheet_answers_is_marked_and_counted(value_sheets: Any) -> None:
    value_sheets.note("pimeys", "asiakas.pelot.isot")
    value_sheets.note("kylmyys", "asiakas.pelot.isot")
    value_sheets.note("rauha", "asiakas.toiveet")
    value_sheets.note("haalarit", "me.kivut", None, "kylmyys")
    sheet = value_sheets.look("canvas:asiakas")
    assert _unanswered(sheet) == ["pimeys", "rauha"]
    assert [section.unanswered for section in sheet.sections] == [1, 1]


def test_an_answer_from_any_section_of_the_other_sheet_counts_and_one_taken_away_does_not(value_sheets: Any) -> None:
    value_sheets.note("pimeys", "asiakas.pelot.isot")
    value_sheets.note("rauha", "asiakas.toiveet")
    value_sheets.note("lyhty", "me.muu", None, "pimeys")
    value_sheets.note("hiljaa", "me.ilot", None, "rauha", removed=True)
    assert _unanswered(value_sheets.look("canvas:asiakas")) == ["rauha"]


def test_an_entry_that_nobody_need_answer_is_not_marked(value_sheets: Any) -> None:
    value_sheets.note("haalarit", "me.kivut")
    value_sheets.note("muuta", "me.muu")
    assert _unanswered(value_sheets.look("canvas:me")) == []


def test_a_section_says_in_words_what_it_answers(value_sheets: Any) -> None:
    value_sheets.sheets = {"asiakas": {"canvas": "asiakas", "title": {"fi": "Asiakkaan puoli"}}}
    relievers, _, other = value_sheets.look("canvas:me").sections
    assert (relievers.answers, other.answers) == ("Asiakkaan puoli – pelot", "")


@pytest.mark.parametrize("side", ["asiakas", "me"])
def test_a_spread_is_the_same_from_either_side(value_sheets: Any, side: str) -> None:
    value_sheets.note("pimeys", "asiakas.pelot.isot")
    value_sheets.note("rauha", "asiakas.toiveet")
    value_sheets.note("haalarit", "me.kivut", None, "pimeys")
    spread = value_sheets.look(f"spread:{side}")
    assert (spread.what, spread.asked.id, spread.answering.id) == ("spread", "asiakas", "me")
    assert (spread.title, spread.company) == ("asiakas – me", "Hotelli Kaamos")
    assert [(pair.asked, pair.answering, pair.title) for pair in spread.pairs] == [
        ("pelot", "kivut", "pelot → kivut"),
        ("toiveet", "ilot", "toiveet → ilot"),
    ]
    assert [pair.unanswered for pair in spread.pairs] == [(), ("rauha",)]
    assert _unanswered(spread.asked) == ["rauha"]


def test_a_sheet_without_a_partner_has_no_spread_and_says_so_in_the_locale(standing: Any) -> None:
    alone = standing(yksin={"layout": {"areas": ["a"]}, "section": {"a": {"title": "A"}}})
    with pytest.raises(Refused, match="ei synny aukeamaa") as caught:
        alone.look("spread:yksin")
    assert caught.value.code == "no-partner"
    with pytest.raises(Refused, match="no spread"):
        alone.look("spread:yksin", "en")


def test_an_unknown_side_and_an_unknown_view_are_named_with_the_nearest_known_one(value_sheets: Any) -> None:
    with pytest.raises(UnknownId) as caught:
        value_sheets.look("spread:asiaks")
    assert (caught.value.code, caught.value.fields["near"]) == ("unknown-sheet", ("asiakas",))
    with pytest.raises(UnknownId) as caught:
        value_sheets.look("spred:me")
    assert caught.value.fields["near"] == ("spread:me",)


def test_of_several_sheets_on_the_answered_canvas_the_flow_says_which(value_sheets: Any) -> None:
    value_sheets.sheets = {
        "asiakas-1": {"canvas": "asiakas"},
        "asiakas-2": {"canvas": "asiakas"},
        "me-2": {"canvas": "me", "beside": "asiakas-2"},
    }
    value_sheets.steps = ({"id": "alku", "title": "Alku", "on": [*value_sheets.sheets]},)
    value_sheets.note("pimeys", "asiakas-2.pelot.isot")
    value_sheets.note("kylmyys", "asiakas-1.pelot.isot")
    assert value_sheets.look("spread:me-2").asked.id == "asiakas-2"
    assert _unanswered(value_sheets.look("canvas:asiakas-2")) == ["pimeys"]
    assert _unanswered(value_sheets.look("canvas:asiakas-1")) == []
    with pytest.raises(Refused) as caught:
        value_sheets.look("spread:asiakas-1")
    assert caught.value.code == "no-partner"


def test_where_two_sheets_answer_one_either_names_the_spread_and_the_asked_one_does_not(value_sheets: Any) -> None:
    value_sheets.sheets = {"me-1": {"canvas": "me"}, "me-2": {"canvas": "me"}}
    value_sheets.steps = ({"id": "alku", "title": "Alku", "on": ["asiakas", "me-1", "me-2"]},)
    value_sheets.note("pimeys", "asiakas.pelot.isot")
    value_sheets.note("lyhty", "me-2.kivut", None, "pimeys")
    with pytest.raises(Refused, match="me-1, me-2") as caught:
        value_sheets.look("spread:asiakas")
    assert caught.value.code == "which-sheet"
    assert value_sheets.look("spread:me-1").answering.id == "me-1"
    assert _unanswered(value_sheets.look("canvas:asiakas")) == []


@given(links=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_an_entry_is_unanswered_exactly_while_nothing_links_to_it(standing: Any, links: list[tuple[int, int]]) -> None:
    areas = {"layout": {"areas": ["a"]}}
    made = standing(
        kysyy={**areas, "section": {"a": {"title": "A"}}},
        vastaa={**areas, "section": {"a": {"title": "A", "answers": "kysyy.a"}}},
    )
    for number in range(6):
        made.note(f"k{number}", "kysyy.a")
        made.note(f"v{number}", "vastaa.a", None, *(f"k{to}" for by, to in links if by == number))
    left = {f"k{number}" for number in range(6)} - {f"k{to}" for _, to in links}
    assert set(_unanswered(made.look("canvas:kysyy"))) == left
    assert set(made.look("spread:vastaa").pairs[0].unanswered) == left
