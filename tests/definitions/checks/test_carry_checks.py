"""What is found in what a flow carries from sheet to sheet, and in which sheets stand beside each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]

FLOW = "flows/jatko.toml"
TO = 'to = "meidan.vastaukset.nyt"'
FROM = 'from = "toka.tarpeet"'


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("tokka.tarpeet", "unknown-sheet"),
        ("toka.tarpet", "unknown-section"),
        ("toka.tuntee.kippu", "unknown-part"),
        ("toka", "bad-place"),
        ("toka..", "bad-place"),
    ],
)
def test_what_is_carried_comes_from_a_section(spoil: Spoil, place: str, code: str) -> None:
    (found,) = spoil(FLOW, FROM, f'from = "{place}"')
    assert (found.code, found.path) == (code, ("carry", 1, "from"))


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("mei.lievitys", "unknown-sheet"),
        ("meidan.lieviys", "unknown-section"),
        ("meidan.vastaukset.nyt2", "unknown-part"),
        ("meidan", "bad-place"),
        ("toka.tarpeet", "carry-to-itself"),
        ("meidan.vastaukset", "which-part"),
        ("meidan.akseli", "kind-unfit"),
        ("meidan.kartta", "kind-unfit"),
        ("toka.perus", "never-carried"),
    ],
)
def test_what_is_carried_goes_to_a_section_that_it_fits_and_that_is_worked_on(
    spoil: Spoil, place: str, code: str
) -> None:
    (found,) = spoil(FLOW, TO, f'to = "{place}"')
    assert (found.code, found.path) == (code, ("carry", 1, "to"))


def test_what_must_be_there_must_come_along(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, TO, 'to = "meidan.kartta"')
    assert found.message == "'toka.tarpeet' does not fit into 'meidan.kartta': an entry there must have 'place'."


def test_kinds_that_share_fields_need_not_be_the_same(spoil: Spoil) -> None:
    assert spoil(FLOW, TO, 'to = "meidan.ehdokkaat"') == []


def test_parts_of_the_same_names_go_along(spoil: Spoil) -> None:
    step = 'on = ["meidan", "toka.tuntee"]'
    assert spoil(FLOW, FROM, 'from = "eka.tuntee"', TO, 'to = "toka.tuntee"', 'on = ["meidan"]', step) == []


def test_a_section_that_a_fill_compiles_takes_nothing_else(spoil: Spoil) -> None:
    new = 'title = { fi = "Sarja", en = "Series" }\ncarry = [{ from = "asiakas.pelot", to = "kompassi.teot.arki" }]'
    (found,) = spoil("flows/sarja.toml", 'title = { fi = "Sarja", en = "Series" }', new)
    assert (found.code, found.path) == ("carry-into-result", ("carry", 0, "to"))


def test_votes_are_given_where_they_are_taken_from(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'from = "eka.pelot"', 'from = "eka.tarpeet"')
    assert (found.code, found.severity, found.path) == ("never-voted", "warning", ("carry", 0, "take"))


def test_choices_are_made_where_they_are_taken_from(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'take = "voted"', 'take = "picked"')
    assert (found.code, found.severity, found.path) == ("never-picked", "error", ("carry", 0, "take"))


def test_at_least_one_is_carried(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, "at-most = 2", "at-most = 0")
    assert (found.code, found.path) == ("out-of-range", ("carry", 0, "at-most"))


def test_each_part_that_holds_one_entry_counts(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, "at-least = 2", "at-least = 4")
    assert (found.code, found.path) == ("never-holds", ("step", 1, "needs", "at-least"))
    (found,) = spoil(FLOW, '"meidan.arviot", at', '"meidan.arviot.helppo", at')
    assert found.code == "never-holds"


def test_where_several_sheets_could_be_answered_the_flow_says_which(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'beside = "eka"', "")
    assert (found.code, found.path) == ("beside-missing", ("sheet", "meidan"))
    assert found.message == "'meidan' answers a sheet on 'profiili', and there are several: eka, toka."
    assert found.hint == 'Say which: beside = "eka".'


def test_where_one_sheet_is_answered_nobody_need_say_so(spoil: Spoil) -> None:
    fewer = (
        'on = ["eka.pelot", "toka.pelot"]',
        'on = ["eka.pelot"]',
        'canvas = "profiili"\n        [sheet.meidan]',
        "",
    )
    gone = ("[sheet.toka]\n", "", FROM, 'from = "eka.tarpeet"', 'beside = "eka"', "")
    assert spoil(FLOW, '        canvas = "vastaus"\n', '[sheet.meidan]\ncanvas = "vastaus"\n', *fewer, *gone) == []


@pytest.mark.parametrize(
    ("beside", "code"), [("ekaa", "unknown-sheet"), ("meidan", "beside-unfit"), ("kompassi", "beside-unfit")]
)
def test_what_stands_beside_is_what_is_answered(spoil: Spoil, beside: str, code: str) -> None:
    more = ('on = ["meidan"]', 'on = ["meidan", "kompassi"]')
    (found,) = spoil(FLOW, 'beside = "eka"', f'beside = "{beside}"', *more)
    assert (found.code, found.path) == (code, ("sheet", "meidan", "beside"))


def test_a_sheet_that_answers_nothing_stands_beside_nothing(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, "[sheet.toka]", 'beside = "meidan"\n[sheet.toka]')
    assert (found.code, found.path) == ("beside-not-here", ("sheet", "eka", "beside"))
