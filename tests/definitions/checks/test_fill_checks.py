"""What is found in the fills of a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tyopaja.definitions.problems import Finding

Check = Callable[[Mapping[str, str]], list[Finding]]
Spoil = Callable[..., list[Finding]]

CANVAS = "canvases/profiili.toml"
FLOW = "flows/sarja.toml"


@pytest.mark.parametrize(
    ("section", "code", "hint"),
    [
        ("teo.juhla", "unknown-section", "Did you mean 'teot'?"),
        ("teot.juhlaa", "unknown-part", "Did you mean 'teot.juhla'?"),
        ("teot.", "bad-place", "Write section or section.part."),
        ("", "bad-place", "Write section or section.part."),
    ],
)
def test_a_fill_names_a_section_of_the_result(spoil: Spoil, section: str, code: str, hint: str) -> None:
    (found,) = spoil(FLOW, 'section = "teot.juhla"', f'section = "{section}"')
    assert (found.code, found.path, found.hint) == (code, ("fill", 2, "section"), hint)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("asiaks.tuntee.kipu", "unknown-sheet"),
        ("asiakas.tunte.kipu", "unknown-section"),
        ("asiakas.tuntee.kip", "unknown-part"),
        ("asiakas", "bad-place"),
        ("kompassi.teot", "fill-from-result"),
    ],
)
def test_a_fill_takes_from_a_section_of_another_sheet(spoil: Spoil, place: str, code: str) -> None:
    (found,) = spoil(FLOW, 'from = "asiakas.tuntee.kipu"', f'from = "{place}"')
    assert (found.code, found.path) == (code, ("fill", 2, "from"))


def test_a_fill_without_a_result_is_said_once(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'result = "kompassi"', "")
    assert (found.code, found.path) == ("fill-without-result", ("fill", 0))


@pytest.mark.parametrize("source", ["asiakas.perus"])
def test_entries_with_other_fields_do_not_fit(spoil: Spoil, source: str) -> None:
    (found,) = spoil(FLOW, 'from = "asiakas.tuntee.kipu"', f'from = "{source}"')
    assert (found.code, found.path) == ("kind-unfit", ("fill", 2, "from"))
    assert found.message == "'asiakas.perus' is of kind 'fields' and does not fit into 'teot.juhla' of kind 'notes'."


def test_key_results_do_not_fit_into_notes(spoil: Spoil) -> None:
    (found,) = spoil(
        FLOW, 'section = "teot.juhla"', 'section = "tulokset"', 'section = "teot.arki"', 'section = "teot"'
    )
    assert (found.code, found.path) == ("kind-unfit", ("fill", 2, "from"))


def test_taking_what_was_picked_where_nobody_picks_is_an_error(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'take = "voted"', 'take = "picked"')
    assert (found.code, found.severity, found.path) == ("never-picked", "error", ("fill", 1, "take"))


def test_taking_what_got_votes_where_nobody_votes_is_a_warning(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'on = ["asiakas.tarpeet", "asiakas.pelot"]', 'on = ["asiakas.tarpeet"]')
    assert (found.code, found.severity, found.path) == ("never-voted", "warning", ("fill", 1, "take"))


def test_a_fill_takes_at_least_one(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, "at-most = 1", "at-most = 0")
    assert (found.code, found.path) == ("out-of-range", ("fill", 0, "at-most"))


def test_a_section_that_nothing_fills_is_a_warning(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'on = ["kompassi.tulokset"]', 'on = ["asiakas.perus"]')
    assert (found.code, found.severity, found.path) == ("never-filled", "warning", ("result",))
    assert found.message == "The section 'tulokset' of the result is filled by nothing."


def test_a_part_that_nothing_fills_is_a_warning(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'section = "teot.juhla"', 'section = "lupaus"')
    assert (found.code, found.message) == ("never-filled", "The part 'teot.juhla' of the result is filled by nothing.")


def test_a_fill_into_a_whole_section_fills_its_parts(spoil: Spoil) -> None:
    assert spoil(FLOW, 'section = "teot.juhla"', 'section = "teot"') == []


def test_approving_the_result_fills_nothing(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'section = "lupaus"', 'section = "teot"')
    assert found.message == "The section 'lupaus' of the result is filled by nothing."


def test_what_nobody_writes_on_fills_nothing(spoil: Spoil) -> None:
    """It is said at the fill, as a warning, and not again where the result is named."""
    (found,) = spoil(FLOW, ', "asiakas.tuntee.kipu"]', "]")
    assert (found.code, found.severity, found.path) == ("never-filled", "warning", ("fill", 2, "from"))
    assert found.message == (
        "Nobody writes on 'asiakas.tuntee.kipu', so 'teot.juhla' of the result is filled by nothing from there."
    )


def test_what_is_carried_there_fills_too(spoil: Spoil) -> None:
    carry = '[[carry]]\nfrom = "asiakas.tarpeet"\nto = "asiakas.tuntee.kipu"\n\n[[fill]]\nsection = "lupaus"'
    found = spoil(FLOW, ', "asiakas.tuntee.kipu"]', "]", '[[fill]]\n        section = "lupaus"', carry)
    assert "never-filled" not in {one.code for one in found}


def test_what_stands_there_from_the_start_fills_too(check: Check, sound: Mapping[str, str]) -> None:
    flow = sound[FLOW].replace(', "asiakas.tuntee.kipu"]', "]")
    canvas = sound[CANVAS].replace(
        'title = { fi = "Kipupisteet", en = "Pains" }',
        'title = { fi = "Kipupisteet", en = "Pains" }\nstart = { fi = ["Jono"], en = ["Queue"] }',
    )
    assert check({FLOW: flow, CANVAS: canvas}) == []


def test_where_nobody_writes_nor_votes_is_said_once(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, ', "asiakas.tuntee.kipu"]', "]", 'from = "asiakas.tuntee.kipu"',
                     'from = "asiakas.tuntee.kipu"\ntake = "voted"')  # fmt: skip
    assert found.code == "never-voted"
