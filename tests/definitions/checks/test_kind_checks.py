"""What is found in the kinds that a pack brings itself, and in the fields of kinds and sections."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]

PACK = "pack.toml"
ANSWER = "canvases/vastaus.toml"
KIND = ("kind", "ehdokas")
FIELDS = (*KIND, "fields")


def test_a_kind_cannot_be_called_like_one_that_every_pack_has(spoil: Spoil) -> None:
    (found,) = spoil(PACK, "[[change]] # 0", '[kind.notes]\nfields.text.title = { fi = "T", en = "T" }\n[[change]]')
    assert (found.code, found.path, found.at) == ("kind-taken", ("kind", "notes"), "key")
    assert found.hint == "Give this one another name, like 'oma-notes'."


def test_a_kind_has_fields(spoil: Spoil) -> None:
    (found,) = spoil(PACK, "[[change]] # 0", '[kind.tyhja]\ndraw = "cards"\n[[change]]')
    assert (found.code, found.path) == ("fields-missing", ("kind", "tyhja"))


def test_a_kind_whose_sections_bring_the_fields_needs_none(spoil: Spoil) -> None:
    assert spoil(PACK, "[[change]] # 0", '[kind.lomake]\nopen = true\nmany = false\ndraw = "blanks"\n[[change]]') == []


def test_what_holds_one_entry_has_no_order(spoil: Spoil) -> None:
    (found,) = spoil(PACK, "many = false", "many = false\nordered = true")
    assert (found.code, found.path) == ("ordered-not-here", ("kind", "arvio", "ordered"))


def test_the_main_words_are_text(spoil: Spoil) -> None:
    (found,) = spoil(PACK, "required = true", 'type = "date"')
    assert (found.code, found.path) == ("text-not-text", (*FIELDS, "text", "type"))


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("fields.hinta]", "fields.before]", "reserved-field", (*FIELDS, "before")),
        ('title = { fi = "Hinta", en = "Price" }', "", "empty-title", (*FIELDS, "hinta", "title")),
        ("characters = 20", "characters = 0", "out-of-range", (*FIELDS, "lyhenne", "characters")),
        ('type = "number"', 'type = "number"\ncharacters = 20', "not-for-type", (*FIELDS, "hinta", "characters")),
        ("characters = 20", "least = 3", "not-for-type", (*FIELDS, "lyhenne", "least")),
        ('"Memorable" }\n        type = "scale"', '"Memorable" }', "not-for-type", (*FIELDS, "mieli", "least")),
        ("least = 1\n", 'high = { fi = "x", en = "x" }\n', "not-for-type", (*FIELDS, "hinta", "high")),
        ("least = 0", "least = 10", "bad-scale", (*FIELDS, "mieli", "least")),
        ("least = 1\n", "least = 1\nmost = 1\n", "bad-scale", (*FIELDS, "hinta", "least")),
        ("most = 10\n", "most = -1\n", "bad-scale", (*FIELDS, "mieli", "least")),
        ('type = "number"', 'type = "choice"', "choices-missing", (*FIELDS, "hinta")),
    ],
)
def test_what_is_said_of_a_field_goes_with_its_type(
    spoil: Spoil, old: str, new: str, code: str, path: tuple[str, ...]
) -> None:
    # "least = 1" goes with no type but those of numbers.
    more = ("least = 1\n", "") if new == 'type = "choice"' else ()
    (found,) = spoil(PACK, old, new, *more)
    assert (found.code, found.path) == (code, path)


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("number", '"3"'),
        ("number", "true"),
        ("number", "0"),
        ("scale", "6"),
        ("scale", "-1"),
        ("colour", "3"),
        ("colour", "0"),
        ("colour", "1.5"),
        ("date", '"huomenna"'),
        ("date", "2026-03-02T09:00:00Z"),
        ("yes-no", "1"),
        ("place", "[0, 101]"),
        ("place", "50"),
        ("text", "5"),
        ("text", '" "'),
        ("text", f'"{"a" * 301}"'),
        ("person", '"aino"'),
        ("picture", '"sha256:00"'),
    ],
)
def test_what_a_field_has_at_first_must_fit_it(spoil: Spoil, type_: str, default: str) -> None:
    least = "" if type_ == "number" else "least = 1\n"
    new = f'type = "{type_}"\ndefault = {default}\n'
    (found,) = spoil(PACK, 'type = "number"\n', new, *((least, "") if least else ()))
    assert (found.code, found.path) == ("bad-default", (*FIELDS, "hinta", "default"))


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("number", "1.5"),
        ("scale", "5"),
        ("colour", "2"),
        ("date", "2026-03-02"),
        ("date", '"2026-03-02"'),
        ("yes-no", "false"),
        ("place", "[0, 100]"),
        ("text", '"a"'),
    ],
)
def test_what_fits_a_field_may_stand_there_at_first(spoil: Spoil, type_: str, default: str) -> None:
    least = () if type_ == "number" else ("least = 1\n", "")
    assert spoil(PACK, 'type = "number"\n', f'type = "{type_}"\ndefault = {default}\n', *least) == []


def test_the_default_of_a_choice_is_one_of_its_choices(spoil: Spoil) -> None:
    (found,) = spoil(PACK, 'default = "fi"', 'default = "sv"')
    assert (found.code, found.path, found.hint) == (
        "bad-default",
        (*FIELDS, "kieli", "default"),
        "Write one of fi, en.",
    )


@pytest.mark.parametrize("draw", ["map", "picture", "checks", "results"])
def test_a_drawing_needs_what_it_shows(spoil: Spoil, draw: str) -> None:
    (found,) = spoil(PACK, 'draw = "cards"', f'draw = "{draw}"')
    assert (found.code, found.path) == ("draw-unfit", (*KIND, "draw"))


@pytest.mark.parametrize("draw", ["blanks", "text", "radar"])
def test_one_form_or_statement_is_not_for_many_entries(spoil: Spoil, draw: str) -> None:
    (found,) = spoil(PACK, 'draw = "cards"', f'draw = "{draw}"')
    assert (found.code, found.path) == ("draw-unfit", (*KIND, "draw"))
    assert "many = false" in found.hint


def test_a_kind_without_main_words_is_not_drawn_as_notes(spoil: Spoil) -> None:
    (found,) = spoil(PACK, 'draw = "scale"', "")
    assert (found.code, found.path) == ("draw-unfit", ("kind", "arvio"))


@pytest.mark.parametrize("draw", ["curve", "notes", "chain", "cards"])
def test_other_drawings_go_with_a_scale_and_a_text(spoil: Spoil, draw: str) -> None:
    assert spoil(PACK, 'draw = "cards"', f'draw = "{draw}"') == []


OPEN = 'kind = "ehdokas"\n        start.fi = ["Lumous"]\n        start.en = ["Spell"]\n'


def test_a_section_cannot_bring_a_field_that_its_kind_has(spoil: Spoil) -> None:
    new = 'kind = "choice"\nfields.text.title = { fi = "T", en = "T" }\nfields.v.title = { fi = "V", en = "V" }\n'
    new += 'fields.v.type = "choice"\nfields.v.choices.a = { fi = "A", en = "A" }\n'
    (found,) = spoil(ANSWER, OPEN, new)
    assert (found.code, found.path) == ("field-taken", ("section", "ehdokkaat", "fields", "text"))


def test_a_section_to_choose_in_has_a_choice(spoil: Spoil) -> None:
    (found,) = spoil(ANSWER, OPEN, 'kind = "choice"\nfields.v.title = { fi = "V", en = "V" }\n')
    assert (found.code, found.path) == ("choices-missing", ("section", "ehdokkaat"))
