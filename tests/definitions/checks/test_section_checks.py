"""What is found in the drawing of a section, in what it answers and balances, and in what stands there at first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]
Check = Callable[[Mapping[str, str]], list[Finding]]

PROFILE = "canvases/profiili.toml"
ANSWER = "canvases/vastaus.toml"
MARKS = ("section", "arviot")
LISTS = ("section", "vastaukset")


@pytest.mark.parametrize("scale", ["[10, 0]", "[0]", "[1, 2, 3]", "[5, 5]"])
def test_a_scale_is_two_numbers_that_rise(spoil: Spoil, scale: str) -> None:
    (found,) = spoil(ANSWER, "[0, 10]", scale)
    assert (found.code, found.path) == ("bad-scale", (*MARKS, "scale"))


def test_a_scale_needs_a_field_that_is_one(spoil: Spoil) -> None:
    (found,) = spoil(ANSWER, "at-most = 3", "scale = [0, 10]\nat-most = 3")
    assert (found.code, found.path) == ("scale-not-here", (*LISTS, "scale"))


def test_what_a_scale_has_at_first_lies_on_it(spoil: Spoil) -> None:
    (found,) = spoil(ANSWER, 'kind = "ehdokas"', 'kind = "ehdokas"\nscale = [6, 9]')
    assert (found.code, found.path) == ("bad-default", ("section", "ehdokkaat", "scale"))


@pytest.mark.parametrize("draw", ["map", "picture", "results", "checks", "chain", "notes"])
def test_a_section_is_drawn_as_what_its_fields_allow(spoil: Spoil, draw: str) -> None:
    (found,) = spoil(ANSWER, 'draw = "radar"', f'draw = "{draw}"')
    assert (found.code, found.path) == ("draw-unfit", (*MARKS, "draw"))


def test_a_radar_has_three_spokes_at_least(spoil: Spoil) -> None:
    (found,) = spoil(ANSWER, 'parts.halpa = { title = { fi = "Halpa", en = "Cheap" } }', "")
    assert (found.code, found.path) == ("draw-unfit", (*MARKS, "draw"))
    assert found.message == "A radar has its parts as spokes, and 'arviot' has 2 of the 3 it needs."


@pytest.mark.parametrize("draw", ["scale", "curve", "cards"])
def test_marks_may_be_drawn_otherwise(spoil: Spoil, draw: str) -> None:
    assert spoil(ANSWER, 'draw = "radar"', f'draw = "{draw}"') == []


def test_only_a_map_has_axes(spoil: Spoil) -> None:
    (found,) = spoil(ANSWER, 'draw = "radar"', 'draw = "radar"\naxes.x.low = { fi = "a", en = "a" }')
    assert (found.code, found.path) == ("axes-not-here", (*MARKS, "axes"))


def test_a_map_has_two_axes(spoil: Spoil) -> None:
    (found,) = spoil(ANSWER, "axes.x.from", "axes.z.from")
    assert (found.code, found.path) == ("unknown-axis", ("section", "kartta", "axes", "z"))


@pytest.mark.parametrize(
    ("named", "code", "hint"),
    [
        ("aksel", "unknown-section", "Did you mean 'akseli'?"),
        ("lievitys", "kind-unfit", "Known: akseli."),
        ("kartta", "kind-unfit", "Known: akseli."),
    ],
)
def test_the_ends_of_an_axis_come_from_a_form(spoil: Spoil, named: str, code: str, hint: str) -> None:
    (found,) = spoil(ANSWER, 'axes.x.from = "akseli"', f'axes.x.from = "{named}"')
    assert (found.code, found.path, found.hint) == (code, ("section", "kartta", "axes", "x", "from"), hint)


def test_the_ends_of_an_axis_are_two(spoil: Spoil) -> None:
    (found,) = spoil(ANSWER, '[section.akseli.fields.oikea]\n        title = { fi = "Oikea", en = "Right" }', "")
    assert (found.code, found.path) == ("kind-unfit", ("section", "kartta", "axes", "x", "from"))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("profiili", "bad-place"),
        ("profiili.pelot.x", "bad-place"),
        (".pelot", "bad-place"),
        ("/profiili.pelot", "bad-place"),
        ("../toinen/profiili.pelot", "bad-place"),
        ("../profiili.pelot", "bad-place"),
        ("profili.pelot", "unknown-canvas"),
        ("koe/profili.pelot", "unknown-canvas"),
        ("profiili.pelko", "unknown-section"),
        ("profiili.perus", "kind-unfit"),
        ("vastaus.vastaukset", "answers-itself"),
    ],
)
def test_a_section_answers_one_of_another_canvas(spoil: Spoil, written: str, code: str) -> None:
    (found,) = spoil(ANSWER, "profiili.pelot", written)
    assert (found.code, found.path) == (code, ("section", "lievitys", "answers"))


def test_what_another_pack_has_to_be_answered_is_taken_on_trust(check: Check) -> None:
    text = 'title = { fi = "V", en = "A" }\nlayout.areas = ["a"]\n'
    text += '[section.a]\ntitle = { fi = "A", en = "A" }\nanswers = "toinen/profiili.ties"\n'
    assert check({"canvases/viitta.toml": text}) == []


@pytest.mark.parametrize("two", ['["nyt"]', '["nyt", "nyt"]', "[]"])
def test_two_different_parts_are_balanced(spoil: Spoil, two: str) -> None:
    found = spoil(ANSWER, '["nyt", "sitten"]', two)
    assert [(one.code, one.path) for one in found] == ([("bad-balance", (*LISTS, "balance"))] if two != "[]" else [])


def test_what_is_balanced_are_parts(spoil: Spoil) -> None:
    (found,) = spoil(ANSWER, '["nyt", "sitten"]', '["nyt", "siten"]')
    assert (found.code, found.path, found.hint) == ("unknown-part", (*LISTS, "balance", 1), "Did you mean 'sitten'?")


def test_parts_that_hold_one_entry_each_are_not_balanced(spoil: Spoil) -> None:
    (found,) = spoil(ANSWER, 'draw = "radar"', 'draw = "radar"\nbalance = ["helppo", "halpa"]')
    assert (found.code, found.path) == ("kind-unfit", (*MARKS, "balance"))


@pytest.mark.parametrize("key", ["start", "examples"])
def test_where_there_are_parts_words_stand_in_them(spoil: Spoil, key: str) -> None:
    (found,) = spoil(ANSWER, "at-most = 3", f'{key} = {{ fi = ["a"], en = ["a"] }}\nat-most = 3')
    assert (found.code, found.path) == ("said-in-parts", (*LISTS, key))
    assert found.hint == f"Move it: section.vastaukset.parts.nyt.{key}."


@pytest.mark.parametrize("kind", ['kind = "place"', 'kind = "arvio"', 'kind = "text"'])
def test_what_cannot_be_made_of_words_does_not_stand_there_at_first(spoil: Spoil, kind: str) -> None:
    (found,) = spoil(ANSWER, 'kind = "ehdokas"', kind)
    assert (found.code, found.path, found.at) == ("start-not-here", ("section", "ehdokkaat", "start"), "key")


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ('"Kirjoitetaan kiitos"', ("sitten", "examples", "fi", 0)),
        ('"Kuunnellaan"', ("nyt", "start", "fi", 1)),
    ],
)
def test_examples_and_first_entries_are_no_longer_than_entries_may_be(
    spoil: Spoil, old: str, path: tuple[str | int, ...]
) -> None:
    (found,) = spoil(ANSWER, old, f'"{"ä" * 31}"')
    assert (found.code, found.path) == ("longer-than-allowed", (*LISTS, "parts", *path))


def test_a_mark_on_a_letter_does_not_make_an_example_longer(spoil: Spoil) -> None:
    words = "a\u0308" * 30
    assert spoil(ANSWER, '"Kuunnellaan"', f'"{words}"') == []


def test_no_more_stands_in_a_section_at_first_than_it_holds(spoil: Spoil) -> None:
    (found,) = spoil(ANSWER, "at-most = 3", "at-most = 2")
    assert (found.code, found.path) == ("more-than-allowed", (*LISTS, "parts", "sitten", "start", "fi"))
    assert found.message == "3 entries would stand here at first, and the section may hold 2."


@pytest.mark.parametrize("key", ["examples", "start"])
def test_an_example_is_not_a_prompt_and_may_be_long(spoil: Spoil, key: str) -> None:
    words = "ä" * 150
    assert spoil(PROFILE, "at-most = 4", f'{key} = {{ fi = ["{words}"], en = ["a"] }}\nat-most = 4') == []


@pytest.mark.parametrize(
    ("file", "old", "path"),
    [
        (ANSWER, ', en = ["A warm drink"]', ("section", "lievitys", "examples")),
        (ANSWER, 'start.en = ["Spell"]', ("section", "ehdokkaat", "start")),
        (ANSWER, ', en = "cheap"', ("section", "kartta", "axes", "y", "low")),
        ("pack.toml", ', en = "Candidate"', ("kind", "ehdokas", "title")),
        ("pack.toml", ', en = "Memorable"', ("kind", "ehdokas", "fields", "mieli", "title")),
        ("pack.toml", ', en = "no"', ("kind", "ehdokas", "fields", "mieli", "low")),
        ("pack.toml", ', en = "Kaamos"', ("kind", "ehdokas", "fields", "lyhenne", "example")),
        ("pack.toml", ', en = "Finnish"', ("kind", "ehdokas", "fields", "kieli", "choices", "fi")),
    ],
)
def test_a_text_of_kinds_axes_or_examples_that_lacks_a_language_is_a_warning(
    spoil: Spoil, file: str, old: str, path: tuple[str, ...]
) -> None:
    (found,) = spoil(file, old, "")
    assert (found.file, found.code, found.severity, found.path) == (file, "missing-translation", "warning", path)
