"""`look`: which views there are, and what a sheet's view holds."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from tyopaja.errors import Refused, UnknownId
from tyopaja.views import look, plain
from tyopaja.views.nodes import Area


def test_an_unknown_view_is_named_with_the_nearest_known_one(player: Any) -> None:
    with pytest.raises(UnknownId) as caught:
        player.sheet("compas")
    assert caught.value.code == "unknown-view"
    assert caught.value.fields["near"] == ("compass",)


def test_an_unknown_sheet_is_named_with_the_nearest_known_one(player: Any) -> None:
    with pytest.raises(UnknownId) as caught:
        player.sheet("canvas:lupauss")
    assert caught.value.code == "unknown-sheet"
    assert caught.value.fields["near"] == ("lupaus",)


def test_a_canvas_that_one_sheet_is_filled_on_means_that_sheet(played: Any) -> None:
    assert played.sheet("canvas:okr") == played.sheet("canvas:okr-1")


def test_a_flow_without_a_result_has_no_compass_and_says_so_in_the_locale(without_result: Any) -> None:
    with pytest.raises(Refused, match="lopputulosta") as caught:
        without_result.sheet("compass")
    assert caught.value.code == "no-result"
    assert without_result.report().result is None


def test_the_result_looked_at_as_a_sheet_is_the_compass(played: Any) -> None:
    assert played.sheet("canvas:kompassi") == played.sheet("compass")


def test_a_sheet_is_called_what_the_flow_calls_it(played: Any) -> None:
    assert played.sheet("canvas:okr-1").title == "Tavoitteet 1"
    assert played.sheet("canvas:lupaus").title == "Palvelulupaus"
    assert played.sheet("canvas:lupaus").canvas == "lupaus"


def test_texts_fall_back_and_the_view_still_says_the_locale_asked_for(played: Any) -> None:
    english, swedish = played.sheet("canvas:lupaus", "en-GB"), played.sheet("canvas:lupaus", "sv")
    assert (english.title, english.purpose) == ("Service promise", "Sanotaan, mitä lupaamme.")
    assert (swedish.title, swedish.words["votes"]) == ("Palvelulupaus", "röster")
    assert (english.locale, swedish.locale) == ("en-GB", "sv")


def test_a_layout_is_worked_out_into_rectangles_in_the_order_of_the_sections(played: Any) -> None:
    grid = played.sheet("canvas:lupaus").grid
    assert (grid.paper, grid.orientation) == ("a4", "portrait")
    assert (grid.columns, grid.rows) == ((1, 2), (1.0, 1.0))
    assert grid.areas == (
        Area(section="ongelma", x=0, y=0, width=1, height=2),
        Area(section="lupaus", x=1, y=0, width=1, height=1),
        Area(section="teot", x=1, y=1, width=1, height=1),
    )


def test_a_sections_colour_is_its_own_or_the_themes_by_name_or_the_accent(played: Any) -> None:
    colours = {section.id: section.colour for section in played.sheet("canvas:lupaus").sections}
    assert colours == {"ongelma": "#0a6775", "lupaus": "#7a4a12", "teot": "#112233"}


def test_entries_under_a_heading_stand_in_their_part_only(played: Any) -> None:
    problem = played.sheet("canvas:lupaus").sections[0]
    assert problem.entries == ()
    assert [(part.title, [entry.text for entry in part.entries]) for part in problem.parts] == [
        ("Kipu", ["Melu herättää."]),
        ("Hyöty", []),
    ]


def test_an_entry_shows_its_author_votes_choice_and_what_it_answers(played: Any) -> None:
    _, promise, deeds = played.sheet("canvas:lupaus").sections
    assert (promise.entries[0].picked, promise.entries[0].reason) == (True, "Tätä vieraat kysyvät.")
    quiet, door, _ = deeds.entries
    assert (quiet.author, quiet.votes, quiet.answers) == ("Aino Rautio", 1, ("Melu herättää.",))
    assert (door.author, door.votes, door.answers) == ("Ilse", 2, ())


def test_an_entry_taken_away_is_shown_nowhere_and_answered_by_nothing(played: Any) -> None:
    pain = played.sheet("canvas:lupaus").sections[0].parts[0].entries[0]
    played.do("remove", entry=pain.id)
    problem, _, deeds = played.sheet("canvas:lupaus").sections
    assert problem.parts[0].entries == ()
    assert deeds.entries[0].answers == ()


def test_values_are_printed_as_the_locale_prints_them_and_kept_as_they_are(played: Any) -> None:
    def printed(locale: str) -> dict[str, str]:
        entry = played.sheet("canvas:okr-1", locale).sections[0].entries[0]
        return {field.id: field.text for field in entry.fields}

    assert printed("fi") == {
        "unit": "/ 5", "start": "3,9", "target": "4,6", "due": "31.12.2026", "owner": "Aino Rautio",
        "direction": "kasvaa",
    }  # fmt: skip
    assert printed("en")["start"] == "3.9"
    assert printed("en")["due"] == "Dec 31, 2026"
    kept = {field.id: field.value for field in played.sheet("canvas:okr-1").sections[0].entries[0].fields}
    assert (kept["start"], kept["due"], kept["owner"]) == (3.9, "2026-12-31", "aino")


def test_a_section_of_fields_shows_every_blank_filled_or_not(player: Any) -> None:
    player.do("set", sheet="profiili", section="perus", nimi="Gisela", kanta=True, kausi="talvi")
    [section] = player.sheet("canvas:profiili").sections
    assert [(blank.title, blank.text) for blank in section.blanks] == [
        ("Nimi", "Gisela"),
        ("Ikä", ""),
        ("Kanta-asiakas", "kyllä"),
        ("Kausi", "Talvi"),
    ]
    assert section.blanks[1].value is None
    assert section.entries == ()
    [english] = player.sheet("canvas:profiili", "en").sections
    assert (english.blanks[0].title, english.blanks[3].text) == ("Name", "Winter")


def test_the_view_says_whose_day_it_was_and_who_designed_the_canvas(played: Any) -> None:
    view = played.sheet("canvas:lupaus")
    assert (view.company, view.date) == ("Hotelli Kaamos", "2.3.2026")
    assert (view.credit.designer, view.credit.licence) == ("Arctic Factory", "CC BY-SA 4.0")
    assert view.credit.address == "https://creativecommons.org/licenses/by-sa/4.0/"


@pytest.mark.parametrize("what", ["compass", "report", "session", "canvas:lupaus"])
def test_a_view_is_made_of_the_state_alone_and_is_the_same_each_time(played: Any, what: str) -> None:
    once = look(played.definitions, played.state, what, "fi")
    again = look(evolve(played.definitions), evolve(played.state), what, "fi")
    assert once == again
    assert plain(once) == plain(again)


def test_plain_gives_dicts_and_lists_with_nothing_left_out(played: Any) -> None:
    view = plain(played.sheet("compass"))
    assert list(view)[:4] == ["what", "id", "canvas", "title"]
    assert view["sections"][0]["entries"][0]["text"] == "Lupaamme hiljaisuuden."
    assert view["sections"][0]["entries"][0]["answers"] == []
    assert type(view["words"]) is dict
