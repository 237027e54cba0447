"""What is found in steps that run for each group or participant, in their sheets, and in moves in and out of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import tomli_w

from tyopaja.definitions.problems import Finding

Check = Callable[[Mapping[str, str]], list[Finding]]
Table = dict[str, Any]

FILE = "flows/ryhmissa.toml"
TITLE = {"fi": "Otsikko", "en": "Title"}


def table(**more: Any) -> Table:
    """Groups that each fill a sheet of their own, which are gathered, voted on and brought together."""
    return {
        "title": TITLE,
        "result": "yhteinen",
        "sheet": {
            "oma": {"canvas": "profiili", "per": "group"},
            "yhteinen": {"canvas": "profiili"},
        },
        "step": [
            {"id": "alku", "title": TITLE, "activity": "fill", "on": ["yhteinen"]},
            {"id": "ryhmat", "title": TITLE, "for-each": "group", "groups": {"size": 4}},
            {"id": "kirjaa", "title": TITLE, "in": "ryhmat", "activity": "fill", "on": ["oma"]},
            {"id": "tarkista", "title": TITLE, "in": "ryhmat"},
            {"id": "kooste", "title": TITLE, "activity": "vote", "on": ["oma.tarpeet"], "gather": ["oma"]},
            {"id": "loppu", "title": TITLE, "activity": "brainstorm", "on": ["yhteinen.pelot"]},
        ],
        "carry": [{"from": "oma.pelot", "to": "yhteinen.pelot"}],
        "fill": [{"section": "tarpeet", "from": "oma.tarpeet", "take": "voted"}],
        **more,
    }


def written(made: Table) -> dict[str, str]:
    return {FILE: tomli_w.dumps(made)}


def with_step(number: int, **keys: Any) -> dict[str, str]:
    """The flow with other keys in one of its steps; None takes one away."""
    made = table()
    step = {**made["step"][number], **keys}
    made["step"][number] = {key: value for key, value in step.items() if value is not None}
    return written(made)


def with_move(**keys: Any) -> dict[str, str]:
    """The flow with a move on an event of its own."""
    return written(table(move=[{"on": "siirto", **keys}]))


def test_a_flow_of_groups_is_sound(check: Check) -> None:
    assert check(written(table())) == []


def test_one_level_of_groups_is_all_there_is(check: Check) -> None:
    (found,) = check(with_step(2, **{"for-each": "participant"}))
    assert (found.code, found.path, found.at) == ("for-each-nested", ("step", 2, "for-each"), "key")


@pytest.mark.parametrize("what", [None, "participant"])
def test_groups_are_made_for_steps_that_run_for_each_of_them(check: Check, what: str | None) -> None:
    found = [one for one in check(with_step(1, **{"for-each": what})) if one.code != "per-not-filled"]
    assert [(one.code, one.path, one.at) for one in found] == [("groups-not-here", ("step", 1, "groups"), "key")]


@pytest.mark.parametrize("groups", [{}, {"mix": True}, {"size": 4, "count": 3}])
def test_groups_have_a_size_or_a_count(check: Check, groups: Table) -> None:
    (found,) = check(with_step(1, groups=groups))
    assert (found.code, found.path, found.at) == ("groups-unclear", ("step", 1, "groups"), "key")


@pytest.mark.parametrize("key", ["size", "count"])
def test_groups_are_of_one_at_least(check: Check, key: str) -> None:
    (found,) = check(with_step(1, groups={key: 0}))
    assert (found.code, found.path) == ("out-of-range", ("step", 1, "groups", key))


def test_groups_that_there_are_may_be_used_again(check: Check) -> None:
    assert check(with_step(1, groups={"count": 3, "mix": True})) == []
    made = table()
    made["step"].append({"id": "uudestaan", "title": TITLE, "for-each": "group"})
    assert check(written(made)) == []


def test_groups_that_nothing_makes_are_a_warning(check: Check) -> None:
    (found,) = check(with_step(1, groups=None))
    assert (found.code, found.severity, found.at) == ("groups-nowhere", "warning", "key")
    assert found.path == ("step", 1, "for-each")


def test_a_sheet_of_each_group_is_filled_by_groups(check: Check) -> None:
    for keys in ({"on": ["yhteinen"]}, {"activity": "vote", "on": ["oma.tarpeet"]}):
        found = check(with_step(2, **keys))
        assert {one.severity for one in found} == {"warning"}
        assert [one.path for one in found if one.code == "per-not-filled"] == [("sheet", "oma", "per")]


def test_groups_may_work_on_the_sheet_of_all(check: Check) -> None:
    assert check(with_step(3, activity="fill", on=["yhteinen.tarpeet"])) == []


def test_sheets_of_groups_that_are_never_gathered_cannot_be_written_on_as_one(check: Check) -> None:
    made = table()
    del made["step"][4]["gather"]
    assert check(written(made)) == []  # to vote on those of all groups needs no gathering
    made["step"][5].update(on=["yhteinen.pelot", "oma.pelot"])
    (found,) = check(written(made))
    assert (found.code, found.severity, found.path) == ("never-gathered", "warning", ("step", 5, "on", 1))
    assert 'gather = ["oma"]' in found.hint
    made["step"][4]["gather"] = ["oma"]
    assert check(written(made)) == []


def test_what_groups_wrote_is_gathered_before_it_is_put_into_clusters(check: Check) -> None:
    """A cluster is on one sheet: notes of two groups do not come into one."""
    made = table()
    del made["step"][4]["gather"]
    made["step"][5].update(activity="group", on=["oma.pelot"])
    (found,) = check(written(made))
    assert (found.code, found.severity, found.path) == ("never-gathered", "warning", ("step", 5, "on", 0))


def test_a_result_of_each_group_is_gathered(check: Check) -> None:
    made = {**table(), "result": "oma", "fill": []}
    assert check(written(made)) == []
    del made["step"][4]["gather"]
    (found,) = check(written(made))
    assert (found.code, found.path) == ("never-gathered", ("result",))


@pytest.mark.parametrize(
    ("sheet", "code", "hint"),
    [
        ("oam", "unknown-sheet", "Did you mean 'oma'?"),
        ("oma.tarpeet", "bad-place", "Write 'oma'."),
        ("yhteinen", "gather-not-here", 'Write per = "group" below [sheet.yhteinen], or take it away here.'),
        ("profiili", "gather-not-here", 'Write per = "group" below [sheet.profiili], or take it away here.'),
    ],
)
def test_what_is_gathered_are_sheets_that_groups_have(check: Check, sheet: str, code: str, hint: str) -> None:
    (found,) = check(with_step(4, gather=["oma", sheet]))
    assert (found.code, found.path, found.hint) == (code, ("step", 4, "gather", 1), hint)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_step_of_one_group_gathers_nothing(check: Check, number: int) -> None:
    (found,) = check(with_step(number, gather=["oma"]))
    assert (found.code, found.path, found.at) == ("gather-in-for-each", ("step", number, "gather"), "key")


def test_a_move_does_not_lead_one_group_out(check: Check) -> None:
    (found,) = check(with_move(**{"from": "kirjaa", "to": "loppu"}))
    assert (found.code, found.path) == ("move-out-of-for-each", ("move", 0, "to"))
    assert "'ryhmat'" in found.hint


@pytest.mark.parametrize(
    ("from_", "to"),
    [
        ("tarkista", "kirjaa"),
        ("tarkista", "ryhmat"),
        ("ryhmat", "loppu"),
        ("ryhmat", "kirjaa"),
        ("loppu", "ryhmat"),
        ("loppu", "kirjaa"),
    ],
)
def test_moves_within_the_groups_into_them_and_of_all_of_them_are_sound(check: Check, from_: str, to: str) -> None:
    assert check(with_move(**{"from": from_, "to": to})) == []


def test_a_move_leads_into_a_step_that_runs_beside_others(check: Check) -> None:
    made = table(move=[{"from": "yksi", "to": "toinen", "on": "siirto"}])
    made["step"].append({"id": "rinnan", "title": TITLE, "order": "parallel"})
    made["step"] += [{"id": name, "title": TITLE, "in": "rinnan"} for name in ("yksi", "toinen")]
    assert check(written(made)) == []


@pytest.mark.parametrize("resume", ["shallow", "deep", "history"])
def test_what_is_resumed_has_steps_inside_it(check: Check, resume: str) -> None:
    (found,) = check(with_move(**{"from": "loppu", "to": "alku", "resume": resume}))
    assert (found.code, found.path, found.at) == ("resume-not-here", ("move", 0, "resume"), "key")
    made = table(move=[{"from": "loppu", "to": "osa", "on": "siirto", "resume": resume}])
    made["step"].insert(0, {"id": "osa", "title": TITLE})
    made["step"].insert(1, {"id": "sisalla", "title": TITLE, "in": "osa"})
    assert check(written(made)) == []


def test_groups_begin_anew_and_are_not_resumed(check: Check) -> None:
    (found,) = check(with_move(**{"from": "loppu", "to": "ryhmat", "resume": "deep"}))
    assert (found.code, found.path) == ("resume-not-here", ("move", 0, "resume"))


def test_nothing_leads_on_from_a_final_step(check: Check) -> None:
    made = table(move=[{"from": "viimeinen", "to": "alku", "on": "siirto"}])
    made["step"].append({"id": "viimeinen", "title": TITLE, "final": True})
    (found,) = check(written(made))
    assert (found.code, found.path) == ("move-from-final", ("move", 0, "from"))


def test_the_event_that_a_step_is_done_names_a_step_that_there_is(check: Check) -> None:
    (found,) = check(with_move(**{"from": "ryhmat", "to": "loppu", "on": "done.state.ryhmta"}))
    assert (found.code, found.path) == ("unknown-step", ("move", 0, "on"))
    assert found.hint == "Did you mean 'done.state.ryhmat'?"


@pytest.mark.parametrize(
    ("from_", "done"),
    [
        ("alku", "alku"),  # it has no steps inside it
        ("ryhmat", "kirjaa"),  # nor has this
        ("loppu", "ryhmat"),  # when those are done, this is not going on
        ("kirjaa", "ryhmat"),  # nor is what was inside them
        ("yksi", "rinnan"),
    ],
)
def test_nobody_is_told_there_that_a_step_is_done(check: Check, from_: str, done: str) -> None:
    made = table(move=[{"from": from_, "to": from_, "on": f"done.state.{done}", "at-most": 1}])
    made["step"].append({"id": "rinnan", "title": TITLE, "order": "parallel"})
    made["step"] += [{"id": name, "title": TITLE, "in": "rinnan"} for name in ("yksi", "toinen")]
    (found,) = check(written(made))
    assert (found.code, found.path) == ("never-done", ("move", 0, "on"))


@pytest.mark.parametrize(("from_", "done"), [("ryhmat", "ryhmat"), ("rinnan", "yksi"), ("yksi", "toinen")])
def test_that_a_step_is_done_is_told_where_it_is_going_on(check: Check, from_: str, done: str) -> None:
    made = table(move=[{"from": from_, "to": "loppu", "on": f"done.state.{done}", "at-most": 1}])
    made["step"].append({"id": "rinnan", "title": TITLE, "order": "parallel"})
    made["step"] += [{"id": name, "title": TITLE, "in": "rinnan"} for name in ("yksi", "toinen")]
    assert check(written(made)) == []
