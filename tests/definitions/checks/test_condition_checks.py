"""What is found in conditions: how they are asked, and whether they can hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]

FLOW = "flows/sarja.toml"
ENOUGH = 'needs = { entries-in = "asiakas.tarpeet", at-least = 3 }'
PICKED = 'needs = { picked = "asiakas.tarpeet" }'
APPROVED = 'needs = { approved = "kompassi", at-least = 2 }'


@pytest.mark.parametrize(
    ("condition", "code", "path", "at", "hint"),
    [
        ("{ entries-im = 'asiakas.pelot' }", "unknown-condition", ("entries-im",), "key", "Did you mean 'entries-in'?"),
        (
            "{ at-least = 3, entries = 'asiakas.pelot' }",
            "unknown-condition",
            ("entries",),
            "key",
            "Did you mean 'entries-in'?",
        ),
        (
            "{}",
            "no-condition",
            (),
            "value",
            "Name one of approved, entries-in, picked, time, voted, or take it away.",
        ),
        (
            "{ at-least = 3 }",
            "no-condition",
            (),
            "value",
            "Name one of approved, entries-in, picked, time, voted, or take it away.",
        ),
        (
            "{ entries-in = 'asiakas.pelot', time = 'over' }",
            "two-conditions",
            ("time",),
            "key",
            "Write all = [{ … }, { … }], or any = [{ … }, { … }], with a table for each.",
        ),
        (
            "{ entries-in = 'asiakas.pelot', atleast = 3 }",
            "unknown-option",
            ("atleast",),
            "key",
            "Did you mean 'at-least'?",
        ),
        (
            "{ time = 'over', at-least = 1 }",
            "unknown-option",
            ("at-least",),
            "key",
            "Take it away: 'time' stands by itself.",
        ),
        ("{ time = 'ove' }", "unknown-word", ("time",), "value", "Did you mean 'over'?"),
        ("{ time = 3 }", "bad-value", ("time",), "value", "Write it in quotes."),
        ("{ entries-in = ['a'] }", "bad-value", ("entries-in",), "value", "Write it in quotes."),
        (
            "{ entries-in = 'asiakas.pelo' }",
            "unknown-section",
            ("entries-in",),
            "value",
            "Did you mean 'asiakas.pelot'?",
        ),
        ("{ approved = 'kompasi' }", "unknown-sheet", ("approved",), "value", "Did you mean 'kompassi'?"),
        ("{ approved = 'kompassi.teot' }", "bad-place", ("approved",), "value", "Write 'kompassi'."),
    ],
)
def test_a_condition_is_asked_as_it_must_be(
    spoil: Spoil, condition: str, code: str, path: tuple[str, ...], at: str, hint: str
) -> None:
    (found,) = spoil(FLOW, ENOUGH, f"needs = {condition}")
    assert (found.code, found.path, found.at) == (code, ("step", 2, "needs", *path), at)
    assert found.hint == hint


@pytest.mark.parametrize("value", ["0", "-2", "1.5", "true", '"3"'])
def test_an_option_is_a_whole_number_from_1(spoil: Spoil, value: str) -> None:
    (found,) = spoil(FLOW, "at-least = 3", f"at-least = {value}")
    assert (found.code, found.path) == ("bad-option", ("step", 2, "needs", "at-least"))


def test_conditions_inside_others_are_found_by_their_path(spoil: Spoil) -> None:
    (in_any,) = spoil(FLOW, '{ time = "over" }', '{ all = [{ voted = "anyone" }, { not = { time = "ohi" } }] }')
    assert in_any.path == ("step", 4, "needs", "any", 1, "all", 1, "not", "time")
    (in_move,) = spoil(FLOW, 'not = { picked = "asiakas.tarpeet" }', 'not = { picked = "asiakas.tarpet" }')
    assert (in_move.code, in_move.path) == ("unknown-section", ("move", 0, "when", "not", "picked"))


@pytest.mark.parametrize(
    ("place", "at_least"),
    [("asiakas.tarpeet", 5), ("asiakas.pelot", 21), ("asiakas.perus", 2), ("asiakas", 46), ("kompassi.lupaus", 2)],
)
def test_more_entries_than_there_is_room_for_can_never_be_there(spoil: Spoil, place: str, at_least: int) -> None:
    assert spoil(FLOW, ENOUGH, f'needs = {{ entries-in = "{place}", at-least = {at_least - 1} }}') == []
    (found,) = spoil(FLOW, ENOUGH, f'needs = {{ entries-in = "{place}", at-least = {at_least} }}')
    assert (found.code, found.path) == ("never-holds", ("step", 2, "needs", "at-least"))
    assert f"room for {at_least - 1}" in found.message


def test_a_section_without_a_limit_has_room_for_any_number(spoil: Spoil) -> None:
    assert spoil(FLOW, ENOUGH, 'needs = { entries-in = "kompassi.teot", at-least = 900 }') == []


def test_nothing_is_picked_before_a_step_decides(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, ENOUGH, PICKED, 'to = "kirjaa"', 'to = "aanestys"')
    assert (found.code, found.path) == ("never-holds", ("step", 2, "needs", "picked"))


def test_what_a_later_step_decides_may_be_picked_when_a_move_leads_back(spoil: Spoil) -> None:
    assert spoil(FLOW, ENOUGH, PICKED) == []


def test_nothing_is_picked_where_no_step_decides(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, PICKED, 'needs = { picked = "asiakas.pelot" }')
    assert (found.code, found.path) == ("never-holds", ("step", 5, "needs", "picked"))


def test_a_step_that_decides_on_part_of_a_place_is_enough(spoil: Spoil) -> None:
    assert spoil(FLOW, PICKED, 'needs = { picked = "asiakas" }') == []


def test_nobody_has_voted_in_a_step_that_is_no_vote(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, ENOUGH, 'needs = { voted = "everyone" }', 'to = "kirjaa"', 'to = "aanestys"')
    assert (found.code, found.path) == ("never-holds", ("step", 2, "needs", "voted"))


def test_votes_of_an_earlier_step_on_the_same_place_count(spoil: Spoil) -> None:
    assert spoil(FLOW, PICKED, 'needs = { voted = "anyone" }') == []


def test_a_step_that_works_on_nothing_has_no_votes(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'of = "tyopaja-1"', 'of = "tyopaja-1"\nneeds = { voted = "anyone" }')
    assert (found.code, found.path) == ("never-holds", ("step", 7, "needs", "voted"))


def test_a_sheet_that_no_step_approves_is_never_approved(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, APPROVED, 'needs = { approved = "asiakas" }')
    assert (found.code, found.path) == ("never-holds", ("step", 9, "needs", "approved"))
    (early,) = spoil(FLOW, ENOUGH, 'needs = { approved = "kompassi" }')
    assert (early.code, early.path) == ("never-holds", ("step", 2, "needs", "approved"))


def test_time_is_never_over_in_a_step_without_one(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'time = "10 min"', "")
    assert (found.code, found.path) == ("never-holds", ("step", 4, "needs", "any", 1, "time"))
