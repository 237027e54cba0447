"""What is found in steps that run side by side or in any order, in final steps, and in the times of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import tomli_w

from tyopaja.definitions.problems import Finding

Check = Callable[[Mapping[str, str]], list[Finding]]
Spoil = Callable[..., list[Finding]]

FLOW = "flows/sarja.toml"
FILE = "flows/rinnan.toml"
TITLE = {"fi": "Otsikko", "en": "Title"}


def flow(*steps: dict[str, Any]) -> dict[str, str]:
    """A flow of steps, each with what is said of it, as a file."""
    return {FILE: tomli_w.dumps({"title": TITLE, "step": [{"title": TITLE, **step} for step in steps]})}


def around(**keys: Any) -> dict[str, Any]:
    """A step with others inside it."""
    return {"id": "p", **keys}


def inner(name: str, **keys: Any) -> dict[str, Any]:
    """A step inside that one."""
    return {"id": name, "in": "p", **keys}


@pytest.mark.parametrize("order", ["parallel", "free"])
@pytest.mark.parametrize("join", ["all", "facilitator", 1, 2])
def test_steps_side_by_side_and_in_any_order_are_sound(check: Check, order: str, join: str | int) -> None:
    assert check(flow(around(order=order, join=join), inner("a"), inner("b"))) == []


@pytest.mark.parametrize("order", ["parallel", "free"])
def test_an_order_of_no_steps_is_one_finding_whatever_is_to_be_waited_for(check: Check, order: str) -> None:
    (found,) = check(flow(around(order=order, join=2), {"id": "a"}))
    assert (found.code, found.path, found.at) == ("order-not-here", ("step", 0, "order"), "key")
    assert 'in = "p"' in found.hint


@pytest.mark.parametrize("order", ["parallel", "free"])
def test_one_step_alone_in_a_parallel_step_is_a_warning(check: Check, order: str) -> None:
    (found,) = check(flow(around(order=order), inner("a")))
    assert (found.code, found.severity, found.path) == ("one-inside", "warning", ("step", 0, "order"))


@pytest.mark.parametrize("join", ["facilitator", 1])
def test_there_is_nothing_to_wait_for_where_nothing_runs_side_by_side(check: Check, join: str | int) -> None:
    for steps in ((around(join=join), inner("a"), inner("b")), (around(join=join), {"id": "a"})):
        (found,) = check(flow(*steps))
        assert (found.code, found.path, found.at) == ("join-not-here", ("step", 0, "join"), "key")


@pytest.mark.parametrize("order", ["parallel", "free"])
def test_a_quorum_is_of_the_steps_that_there_are(check: Check, order: str) -> None:
    (found,) = check(flow(around(order=order, join=3), inner("a"), inner("b")))
    assert (found.code, found.path) == ("quorum-too-large", ("step", 0, "join"))
    assert found.hint == 'Write join = 2 or less, or join = "all".'


def test_a_quorum_is_of_the_groups_that_there_are_where_that_is_known(check: Check) -> None:
    groups = {"count": 2}
    (found,) = check(flow(around(**{"for-each": "group"}, groups=groups, join=3), inner("a")))
    assert (found.code, found.path) == ("quorum-too-large", ("step", 0, "join"))
    assert check(flow(around(**{"for-each": "group"}, groups={"size": 2}, join=30), inner("a"))) == []
    assert check(flow(around(**{"for-each": "participant"}, join=30), inner("a"))) == []


def test_what_a_step_waits_for_is_one_thing(check: Check) -> None:
    both = around(**{"for-each": "participant"}, order="parallel", join=2)
    (found,) = check(flow(both, inner("a"), inner("b"), inner("c")))
    assert (found.code, found.path, found.at) == ("join-unclear", ("step", 0, "join"), "key")
    both.pop("join")
    assert check(flow(both, inner("a"), inner("b"), inner("c"))) == []


def test_a_final_step_ends_what_it_is_part_of(check: Check) -> None:
    assert check(flow(around(), inner("a"), inner("loppu", final=True), {"id": "b"}, {"id": "c", "final": True})) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("activity", "fill"),
        ("on", ["profiili"]),
        ("time", "5 min"),
        ("after-time", "advance"),
        ("needs", {"entries-in": "profiili"}),
        ("gather", ["profiili"]),
        ("for-each", "group"),
        ("groups", {"size": 2}),
        ("order", "parallel"),
        ("join", 2),
        ("votes", 5),
        ("several", True),
        ("secret", True),
        ("private", True),
        ("of", "a"),
    ],
)
def test_nothing_is_done_in_a_final_step(check: Check, key: str, value: Any) -> None:
    found = check(flow({"id": "a"}, {"id": "loppu", "final": True, key: value}))
    told = [one for one in found if one.code == "final-works"]
    assert [(one.path, one.at) for one in told] == [(("step", 1, "final"), "key")]
    assert f"'{key}'" in told[0].message


@pytest.mark.parametrize(
    ("keys", "more"),
    [
        ({"activity": "vote", "on": ["profiili.perus"], "several": True, "private": True}, []),
        ({"time": "5 min", "needs": {"time": "over"}}, []),
        ({}, [{"id": "sisalla", "in": "loppu", "activity": "break"}]),
    ],
)
def test_all_that_is_wrong_with_a_final_step_is_one_finding(
    check: Check, keys: dict[str, Any], more: list[dict[str, Any]]
) -> None:
    (found,) = check(flow({"id": "a"}, {"id": "loppu", "final": True, **keys}, *more))
    assert found.code == "final-works"


@pytest.mark.parametrize("order", ["parallel", "free"])
def test_a_final_step_among_steps_side_by_side_is_a_finding(check: Check, order: str) -> None:
    (found,) = check(flow(around(order=order), inner("a"), inner("b", final=True)))
    assert (found.code, found.path, found.at) == ("final-side-by-side", ("step", 2, "final"), "key")


def test_what_is_said_of_the_order_of_steps_that_make_no_tree_waits_for_the_tree(check: Check) -> None:
    (found,) = check(flow(around(order="parallel", join=3), {"id": "a", "in": "q"}))
    assert found.code == "unknown-step"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, "take 1 h 30 min together"),
        ({"order": "parallel"}, "'b' alone takes 50 min"),
        ({"order": "free"}, "take 1 h 30 min together, in whatever order"),
        ({"order": "parallel", "join": 1}, "1 of the steps inside 'p' take 10 min at the least"),
        ({"order": "parallel", "join": 2}, "2 of the steps inside 'p' take 30 min at the least"),
        ({"order": "parallel", "join": "facilitator"}, "'b' alone takes 50 min"),
        ({"order": "free", "join": 2}, "2 of the steps inside 'p' take 40 min at the least"),
        ({"for-each": "participant"}, "take 1 h 30 min together"),
    ],
)
def test_times_are_added_up_as_the_steps_run(check: Check, keys: dict[str, Any], words: str) -> None:
    steps = [inner("a", time="30 min"), inner("b", time="50 min"), inner("c", time="10 min")]
    (found,) = check(flow(around(time="5 min", **keys), *steps))
    assert (found.code, found.severity, found.path) == ("times-overrun", "warning", ("step", 0, "time"))
    assert words in found.message
    enough = found.hint.partition('"')[2].partition('"')[0]
    assert check(flow(around(time=enough, **keys), *steps)) == []


def test_times_are_added_up_from_the_inside(check: Check) -> None:
    lanes = (
        {"id": "q", "in": "p", "order": "parallel"},
        {"id": "a", "in": "q", "time": "40 min"},
        {"id": "b", "in": "q", "time": "20 min"},
        {"id": "c", "in": "p", "time": "15 min"},
        {"id": "loppu", "in": "p", "final": True},
    )
    (found,) = check(flow(around(time="50 min"), *lanes))
    assert "take 55 min together" in found.message
    assert check(flow(around(time="55 min"), *lanes)) == []


def test_what_comes_after_the_time_is_said_where_there_is_a_time(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'id = "kuka"', 'id = "kuka"\nafter-time = "advance"')
    assert (found.code, found.path, found.at) == ("after-time-not-here", ("step", 3, "after-time"), "key")
    assert spoil(FLOW, 'time = "45 min"', 'time = "45 min"\nafter-time = "advance"') == []
    assert spoil(FLOW, 'time = "2 h"', 'time = "2 h"\nafter-time = "advance"') == []


def test_a_quorum_that_is_too_large_hides_no_loop(check: Check) -> None:
    steps = flow(around(order="free", join=3), inner("a"), inner("b"), {"id": "c"})
    looped = {file: f'{text}\n[[move]]\nfrom = "c"\nto = "c"\n' for file, text in steps.items()}
    assert [one.code for one in check(looped)] == ["quorum-too-large", "endless-loop"]
