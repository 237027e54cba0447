"""What is found in conditions: how they are asked, and whether they can hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tyopaja.definitions.problems import Finding
from tyopaja.engine.conditions import CONDITIONS

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
            f"Name one of {', '.join(sorted(CONDITIONS))}, or take it away.",
        ),
        (
            "{ at-least = 3 }",
            "no-condition",
            (),
            "value",
            f"Name one of {', '.join(sorted(CONDITIONS))}, or take it away.",
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


def with_needs(spoil: Spoil, needs: str, *more: str) -> list[Finding]:
    """What is found when the writing step needs something else."""
    return spoil(FLOW, ENOUGH, f"needs = {needs}", *more)


NO_WAY_BACK = ('to = "kirjaa"', 'to = "kuka"')
FOURTH = '[[step]] # 3\n        id = "kuka"'
GROUPED = (
    FOURTH,
    """[[step]]
        id = "ryhmittely"
        in = "tyopaja-1"
        title = { fi = "Ryhmittely", en = "Grouping" }
        activity = "group"
        on = ["asiakas.tarpeet"]
        needs = { clusters = "WHERE" }
        """
    + FOURTH,
)


@pytest.mark.parametrize("where", ["here", "asiakas.tarpeet", "asiakas"])
def test_clusters_come_where_a_step_groups(spoil: Spoil, where: str) -> None:
    assert spoil(FLOW, GROUPED[0], GROUPED[1].replace("WHERE", where)) == []


def test_clusters_hardly_come_where_no_step_groups_by_then(spoil: Spoil) -> None:
    (found,) = with_needs(spoil, '{ clusters = "asiakas.tarpeet" }')
    assert (found.code, found.severity, found.path) == ("hardly-holds", "warning", ("step", 2, "needs", "clusters"))
    assert found.hint == 'Let a step with activity = "group" and on = ["asiakas.tarpeet"] come first.'
    (found,) = spoil(FLOW, GROUPED[0], GROUPED[1].replace("WHERE", "asiakas.pelot"))
    assert (found.code, found.path) == ("hardly-holds", ("step", 3, "needs", "clusters"))


def test_there_are_no_more_clusters_than_entries(spoil: Spoil) -> None:
    grouped = GROUPED[1].replace('"WHERE"', '"asiakas.tarpeet", at-least = 5')
    (found,) = spoil(FLOW, GROUPED[0], grouped)
    assert (found.code, found.path) == ("never-holds", ("step", 3, "needs", "at-least"))
    assert "room for 4" in found.message


@pytest.mark.parametrize("where", ["asiakas.pelot", "asiakas", "here"])
def test_what_another_canvas_answers_can_be_linked(spoil: Spoil, where: str) -> None:
    assert with_needs(spoil, f'{{ linked = "{where}" }}') == []


def test_what_nothing_answers_is_hardly_linked(spoil: Spoil) -> None:
    (found,) = with_needs(spoil, '{ linked = "asiakas.tarpeet" }')
    assert (found.code, found.severity, found.path) == ("hardly-holds", "warning", ("step", 2, "needs", "linked"))


def test_no_more_entries_are_linked_than_there_is_room_for(spoil: Spoil) -> None:
    (found,) = with_needs(spoil, '{ linked = "asiakas.pelot", at-least = 21 }')
    assert (found.code, found.path) == ("never-holds", ("step", 2, "needs", "at-least"))


def test_every_section_has_room_for_what_is_asked_of_it(spoil: Spoil) -> None:
    assert with_needs(spoil, '{ every-section = "asiakas", at-least = 4 }') == []
    (found,) = with_needs(spoil, '{ every-section = "asiakas", at-least = 5 }')
    assert (found.code, found.path) == ("never-holds", ("step", 2, "needs", "at-least"))
    assert "'asiakas.tarpeet' has room for 4" in found.message


@pytest.mark.parametrize("word", ["everything", "anything"])
def test_something_is_decided_where_a_step_decides(spoil: Spoil, word: str) -> None:
    assert spoil(FLOW, PICKED, f'needs = {{ decided = "{word}" }}') == []
    assert with_needs(spoil, f'{{ decided = "{word}" }}') == []  # there is a way back from where it is decided
    (found,) = with_needs(spoil, f'{{ decided = "{word}" }}', *NO_WAY_BACK)
    assert (found.code, found.path) == ("never-holds", ("step", 2, "needs", "decided"))
    assert 'activity = "decide"' in found.hint


def test_whether_people_are_ready_or_there_is_theirs_to_say(spoil: Spoil) -> None:
    assert with_needs(spoil, '{ any = [{ group-ready = "everyone" }, { group-ready = "anyone" }] }') == []
    assert with_needs(spoil, '{ everyone-joined = "expected", at-least = 40 }') == []
    (found,) = with_needs(spoil, '{ everyone-joined = "all" }')
    assert (found.code, found.path) == ("unknown-word", ("step", 2, "needs", "everyone-joined"))


def test_here_is_all_that_a_step_works_on(spoil: Spoil) -> None:
    assert with_needs(spoil, '{ entries-in = "here", at-least = 44 }') == []
    (found,) = with_needs(spoil, '{ entries-in = "here", at-least = 45 }')
    assert (found.code, found.path) == ("never-holds", ("step", 2, "needs", "at-least"))
    assert spoil(FLOW, PICKED, 'needs = { picked = "here" }') == []
    (found,) = with_needs(spoil, '{ picked = "here" }', *NO_WAY_BACK)
    assert (found.code, found.path) == ("never-holds", ("step", 2, "needs", "picked"))


def test_here_is_nowhere_in_a_step_that_works_on_nothing(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'time = "15 min"', 'time = "15 min"\nneeds = { entries-in = "here" }')
    assert (found.code, found.path) == ("never-holds", ("step", 1, "needs", "entries-in"))


def test_here_is_the_sheets_where_a_condition_asks_for_sheets(spoil: Spoil) -> None:
    assert spoil(FLOW, APPROVED, 'needs = { approved = "here" }') == []
    (found,) = with_needs(spoil, '{ approved = "here" }')
    assert (found.code, found.path) == ("never-holds", ("step", 2, "needs", "approved"))
    (found,) = with_needs(spoil, '{ every-section = "here", at-least = 5 }')
    assert (found.code, found.path) == ("never-holds", ("step", 2, "needs", "at-least"))


def test_here_is_no_place_to_work_on_and_no_sheet(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, '"asiakas.perus"', '"here"')
    assert (found.code, found.path) == ("unknown-sheet", ("step", 3, "on", 0))
    (found,) = spoil(FLOW, "[sheet.asiakas]", '[sheet.here]\ncanvas = "profiili"\n[sheet.asiakas]')
    assert (found.code, found.path, found.at) == ("reserved-sheet", ("sheet", "here"), "key")


@pytest.mark.parametrize("keys", ['order = "parallel"', 'order = "free"', 'for-each = "participant"'])
def test_what_a_step_beside_does_may_be_waited_for(spoil: Spoil, keys: str) -> None:
    """Of steps side by side nobody can say which comes first; nor, of groups, which of them is ahead."""
    (found,) = with_needs(spoil, '{ picked = "asiakas.tarpeet" }', *NO_WAY_BACK)
    assert found.code == "never-holds"
    assert with_needs(spoil, '{ picked = "asiakas.tarpeet" }', 'time = "2 h"', keys, *NO_WAY_BACK) == []


def test_sheets_of_groups_have_room_once_for_each(spoil: Spoil) -> None:
    per = ('canvas = "profiili"', 'canvas = "profiili"\nper = "group"')
    found = with_needs(spoil, '{ entries-in = "asiakas.tarpeet", at-least = 30 }', *per)
    assert "never-holds" not in {one.code for one in found}
    found = with_needs(
        spoil,
        '{ entries-in = "asiakas.tarpeet", at-least = 30 }',
        *per,
        'time = "2 h"',
        'for-each = "group"\ngroups.size = 4',
    )
    assert [one.path for one in found if one.code == "never-holds"] == [("step", 2, "needs", "at-least")]


TWO = "{ entries-in = 'asiakas.tarpeet', at-least = 2 }"
THREE = "{ entries-in = 'asiakas.tarpeet', at-least = 3 }"


@pytest.mark.parametrize(
    "condition",
    [
        f"{{ all = [{TWO}, {{ not = {TWO} }}] }}",
        f"{{ all = [{THREE}, {{ not = {TWO} }}] }}",
        f"{{ not = {{ any = [{TWO}, {{ not = {THREE} }}] }} }}",
    ],
)
def test_a_condition_that_contradicts_itself_never_holds(spoil: Spoil, condition: str) -> None:
    (found,) = spoil(FLOW, ENOUGH, f"needs = {condition}")
    assert found.code == "never-holds"
    assert found.path[-1] == "needs"
    assert found.message == "This can never hold: its parts contradict each other."


@pytest.mark.parametrize(
    "condition",
    [
        f"{{ all = [{TWO}, {{ not = {THREE} }}] }}",
        f"{{ any = [{TWO}, {{ not = {TWO} }}] }}",
    ],
)
def test_one_that_only_just_holds_holds(spoil: Spoil, condition: str) -> None:
    assert spoil(FLOW, ENOUGH, f"needs = {condition}") == []


def test_a_condition_with_a_mistake_in_a_part_is_one_finding(spoil: Spoil) -> None:
    wrong = TWO.replace("tarpeet", "tarpet")
    (found,) = spoil(FLOW, ENOUGH, f"needs = {{ all = [{wrong}, {{ not = {TWO} }}] }}")
    assert found.code == "unknown-section"
