"""What is found in the drawing and the sections of a canvas."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]
Check = Callable[[Mapping[str, str]], list[Finding]]

PROFILE = "canvases/profiili.toml"
COMPASS = "canvases/kompassi.toml"


def test_nothing_is_found_in_a_sound_pack(check: Check) -> None:
    assert check({}) == []


def test_a_row_with_too_few_cells_is_pointed_at(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, '".      pelot   tuntee"', '"pelot   tuntee"')
    assert (found.code, found.path) == ("ragged-areas", ("layout", "areas", 3))
    assert found.message == "This row has 2 cells, the others have 3."


def test_a_misspelt_area_is_one_finding_with_the_section_that_was_meant(spoil: Spoil) -> None:
    (found,) = spoil(COMPASS, "teot tulokset", "teot tuloxet")
    assert (found.code, found.path) == ("unknown-area", ("layout", "areas", 1))
    assert "Did you mean 'tulokset'?" in found.hint


def test_a_misspelt_cell_in_the_middle_of_an_area_is_not_blamed_on_the_area(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, '"perus  tarpeet tarpeet"', '"perus  tarpeet tarpet"')
    assert (found.code, found.path) == ("unknown-area", ("layout", "areas", 0))


def test_one_area_under_another_name_is_one_finding(spoil: Spoil) -> None:
    (found,) = spoil(COMPASS, "teot tulokset", "teot okr")
    assert found.code == "unknown-area"
    assert "'tulokset'" in found.hint


def test_an_area_that_is_near_no_section_lists_them(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, '".      pelot', '"xyz    pelot')
    assert (found.code, found.path) == ("unknown-area", ("layout", "areas", 3))
    assert found.hint == "Known: pelot, perus, tarpeet, tuntee. An empty cell is '.'."


def test_a_section_that_is_drawn_nowhere_is_found(spoil: Spoil) -> None:
    (found,) = spoil(COMPASS, "teot tulokset", "teot .")
    assert (found.code, found.path, found.at) == ("section-without-area", ("section", "tulokset"), "key")


@pytest.mark.parametrize(
    ("row", "broken", "names"),
    [
        ('"perus  tarpeet tarpeet",', '"perus  tarpeet perus",', "The area 'perus' is not one rectangle."),
        ('"perus  tarpeet tarpeet",', '"perus  pelot   pelot",\n"tarpeet tarpeet tarpeet",', "The areas 'perus' and"),
        ('".      pelot   tuntee",', '".      tuntee  tuntee",', "The area 'tuntee' is not one rectangle."),
    ],
)
def test_an_area_that_is_no_rectangle_is_said_once(spoil: Spoil, row: str, broken: str, names: str) -> None:
    (found,) = spoil(PROFILE, row, broken, "rows = [1, 1, 1, 1]", "")
    assert found.code == "not-a-rectangle"
    assert found.path[:2] == ("layout", "areas")
    assert found.message.startswith(names)


def test_an_area_in_two_pieces_is_no_rectangle(spoil: Spoil) -> None:
    (found,) = spoil(COMPASS, '["lupaus lupaus", "teot tulokset"]', '["teot teot", "lupaus tulokset", "teot teot"]')
    assert (found.code, found.path) == ("not-a-rectangle", ("layout", "areas", 2))


def test_empty_cells_may_be_of_any_shape(spoil: Spoil) -> None:
    assert spoil(COMPASS, '"teot tulokset"', '". .", ". tulokset", "teot ."') == []


def test_a_drawing_without_a_row_is_found(spoil: Spoil) -> None:
    (found,) = spoil(COMPASS, '["lupaus lupaus", "teot tulokset"]', "[]")
    assert (found.code, found.path) == ("no-areas", ("layout", "areas"))


def test_a_canvas_without_sections_is_one_finding(check: Check) -> None:
    (found,) = check({"canvases/uusi.toml": 'title = { fi = "U", en = "N" }\nlayout.areas = ["a"]\nsection = {}'})
    assert (found.file, found.code, found.path) == ("canvases/uusi.toml", "no-sections", ("section",))


@pytest.mark.parametrize(("key", "old", "drawn"), [("columns", "[1, 1, 1.5]", 3), ("rows", "[1, 1, 1, 1]", 4)])
def test_shares_must_be_as_many_as_are_drawn(spoil: Spoil, key: str, old: str, drawn: int) -> None:
    (found,) = spoil(PROFILE, f"{key} = {old}", f"{key} = [1]")
    assert (found.code, found.path) == ("wrong-shares", ("layout", key))
    assert found.message == f"'{key}' has 1 number, but the areas have {drawn} {key}."


@pytest.mark.parametrize("share", ["0", "-1", "-0.5", "0.0"])
def test_a_share_must_be_a_positive_number(spoil: Spoil, share: str) -> None:
    (found,) = spoil(PROFILE, "[1, 1, 1.5]", f"[1, {share}, 1.5]")
    assert (found.code, found.path) == ("bad-share", ("layout", "columns", 1))


@pytest.mark.parametrize(
    ("paper", "meant"), [("a3 landscpe", "a3 landscape"), ("A4 portrait", "a4 portrait"), ("a3", "a3 ")]
)
def test_a_paper_that_there_is_not_comes_with_the_nearest(spoil: Spoil, paper: str, meant: str) -> None:
    (found,) = spoil(PROFILE, "a3 landscape", paper)
    assert (found.code, found.path) == ("unknown-paper", ("layout", "paper"))
    assert meant in found.hint


def test_an_unknown_kind_of_a_section_comes_with_the_nearest(spoil: Spoil) -> None:
    (found,) = spoil(COMPASS, "key-results", "key-result")
    assert (found.code, found.path) == ("unknown-kind", ("section", "tulokset", "kind"))
    assert found.hint == "Did you mean 'key-results'?"


def test_an_unknown_kind_in_the_defaults_is_said_there_and_only_there(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, "characters = 200", 'kind = "lappuja"')
    assert (found.code, found.path) == ("unknown-kind", ("defaults", "kind"))


def test_a_section_of_kind_fields_must_bring_fields(spoil: Spoil) -> None:
    (found,) = spoil(COMPASS, 'kind = "text"', 'kind = "fields"')
    assert (found.code, found.path) == ("fields-missing", ("section", "lupaus"))


def test_fields_do_not_go_with_another_kind(spoil: Spoil) -> None:
    (found,) = spoil(COMPASS, 'kind = "key-results"', 'kind = "key-results"\nfields.x.title = { fi = "X", en = "X" }')
    assert (found.code, found.path, found.at) == ("fields-not-here", ("section", "tulokset", "fields"), "key")


@pytest.mark.parametrize("taken", ["sheet", "entry", "by", "id"])
def test_a_field_cannot_be_called_like_a_key_of_commands(spoil: Spoil, taken: str) -> None:
    (found,) = spoil(PROFILE, "fields.nimi]", f"fields.{taken}]")
    assert (found.code, found.path) == ("reserved-field", ("section", "perus", "fields", taken))


def test_parts_need_a_section_that_holds_many(spoil: Spoil) -> None:
    part = 'kind = "text"\nparts.a = { title = { fi = "A", en = "A" } }'
    (found,) = spoil(COMPASS, 'kind = "text"', part)
    assert (found.code, found.path, found.at) == ("parts-not-here", ("section", "lupaus", "parts"), "key")


def test_a_choice_needs_something_to_choose_between(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, "fields.nimi]", 'fields.nimi]\ntype = "choice"')
    assert (found.code, found.path) == ("choices-missing", ("section", "perus", "fields", "nimi"))


def test_choices_are_for_choices_only(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, 'type = "choice"', 'type = "text"')
    assert (found.code, found.path) == ("choices-not-here", ("section", "perus", "fields", "koko", "choices"))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("at-most = 20", "at-most = 0", ("defaults", "at-most")),
        ("characters = 200", "characters = 0", ("defaults", "characters")),
        ("characters = 200", "characters = 10001", ("defaults", "characters")),
        ('colour = "meri"', "at-most = -1", ("section", "pelot", "at-most")),
        ('colour = "meri"', "characters = 0", ("section", "pelot", "characters")),
    ],
)
def test_limits_are_within_reason(spoil: Spoil, old: str, new: str, path: tuple[str, ...]) -> None:
    (found,) = spoil(PROFILE, old, new)
    assert (found.code, found.path) == ("out-of-range", path)


def test_ten_thousand_characters_are_allowed(spoil: Spoil) -> None:
    assert spoil(PROFILE, "characters = 200", "characters = 10000") == []
