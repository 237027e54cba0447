"""Steps that run for each group or participant: instances of their own, joins, who may go on with which, and what
becomes of them when people come and go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tyopaja.errors import Refused

Play = Callable[..., Any]


def step(id: str, in_: str | None = None, **keys: Any) -> dict[str, Any]:
    """A step whose title is its id with a capital letter."""
    return {"id": id, "title": id.capitalize(), **({"in": in_} if in_ else {}), **keys}


def alone(join: Any = "all", **keys: Any) -> list[dict[str, Any]]:
    """A beginning, a step for each participant, and an end."""
    return [step("alku"), step("oma", **{"for-each": "participant"}, join=join, **keys), step("loppu")]


def workshop(join: Any = "all", **keys: Any) -> list[dict[str, Any]]:
    """A beginning, a workshop of two steps for each group, and an end."""
    return [
        step("alku"),
        step("paja", **{"for-each": "group"}, groups={"count": 2}, join=join, **keys),
        step("p1", "paja"),
        step("p2", "paja"),
        step("loppu"),
    ]


def now(game: Any) -> list[str]:
    """The steps that people are in."""
    return [leaf for leaf in game.state.leaves if "." not in leaf]


def kinds(events: Any) -> list[str]:
    """What happened, by name."""
    return [event.type for event in events]


def test_each_participant_has_an_instance_and_goes_on_in_it(play: Play) -> None:
    game = play(steps=alone())
    game.do("advance")
    assert now(game) == ["oma@aino", "oma@nils"]
    game.do("advance", "aino")
    assert now(game) == ["oma@nils"]
    assert game.refused("advance", "aino") == "not-now"
    game.do("advance", "nils")
    assert game.state.steps == ("loppu",)


def test_a_participant_goes_on_with_nobody_elses_and_with_nothing_of_all(play: Play) -> None:
    game = play(steps=alone())
    assert game.refused("advance", "aino") == "not-now"
    game.do("advance")
    assert game.refused("advance", "aino", step="oma@nils") == "not-your-step"
    assert game.said("advance", "aino", step="oma@nils") == (
        "Vaihe ”Oma (Nils)” ei ole sinun (olet osallistuja). Omasi nyt: Oma (Aino)."
    )
    game.do("advance", "aino", step="oma")
    assert now(game) == ["oma@nils"]
    assert game.refused("back", "nils") == "not-now"
    assert game.refused("go", "nils", to="loppu") == "not-now"


def test_a_participant_cannot_leave_the_whole_when_the_facilitator_is_to_say_so(play: Play) -> None:
    game = play(steps=alone("facilitator"))
    game.do("advance")
    game.do("advance", "aino", step="oma")
    assert game.refused("advance", "aino", step="oma") == "not-now"
    game.do("advance", "nils")
    assert game.state.step is None
    assert game.refused("advance", "nils", step="oma") == "not-now"
    game.do("advance")
    assert game.state.steps == ("loppu",)


def test_a_participant_may_not_override_and_the_facilitator_may(play: Play) -> None:
    game = play(steps=alone(needs={"entries-in": "arkki.a"}))
    game.do("advance")
    assert game.refused("advance", "aino", reason="Kiire") == "needs"
    (stepped,) = game.do("advance", step="oma@aino", reason="Kiire")
    assert stepped.overridden == ("oma@aino",)
    assert now(game) == ["oma@nils"]
    game.add("Sauna")
    game.do("advance", "nils")
    assert game.state.steps == ("loppu",)


def test_rules_that_two_sessions_share_are_at_each_time_those_of_the_people_who_are_there(play: Play) -> None:
    game = play(steps=alone())
    game.do("advance")
    before, rules = game.state, game.rules
    assert rules.now(before) is rules.now(before)
    game.do("join", "pia", role="participant")
    after = game.state
    for _ in range(2):
        assert rules.now(before).instances == {"oma": ("aino", "nils")}
        assert rules.now(after).instances == {"oma": ("aino", "nils", "pia")}
        assert rules.now(after).now(before) is rules.now(before)


def test_the_facilitator_goes_on_for_all_of_them_at_once(play: Play) -> None:
    game = play(steps=alone())
    game.do("advance")
    game.do("advance", step="oma")
    assert game.state.steps == ("loppu",)
    game.do("undo")
    assert now(game) == ["oma@aino", "oma@nils"]


def test_who_comes_late_has_an_instance_and_who_leaves_has_none(play: Play) -> None:
    game = play(steps=alone())
    game.do("advance")
    assert kinds(game.do("join", "biret")) == ["joined", "stepped"]
    assert now(game) == ["oma@aino", "oma@nils", "oma@biret"]
    left, stepped = game.do("leave", "aino")
    assert (left.person, stepped.cause) == ("aino", "people")
    assert "oma@aino" in stepped.left
    assert now(game) == ["oma@nils", "oma@biret"]


def test_the_last_who_is_not_done_leaves_and_it_goes_on(play: Play) -> None:
    game = play(steps=alone())
    game.do("advance")
    game.do("advance", "nils")
    assert kinds(game.do("leave", person="aino", id="out")) == ["left", "stepped"]
    assert game.state.steps == ("loppu",)
    game.do("undo", of="out")
    assert now(game) == ["oma@aino"]
    assert game.state.people["aino"].left is None
    assert game.replayed() == game.state


def test_needs_that_nobody_can_meet_any_more_are_passed_and_told(play: Play) -> None:
    game = play(steps=alone(needs={"entries-in": "arkki.a"}))
    game.do("advance")
    game.do("advance", step="oma@nils", reason="Kiire")
    _, stepped = game.do("leave", "aino")
    assert game.state.steps == ("loppu",)
    assert (stepped.cause, stepped.overridden) == ("people", ("oma",))


def test_where_nobody_is_there_the_step_stands_alone(empty: Play) -> None:
    game = empty(steps=alone())
    game.do("advance")
    assert game.state.steps == ("oma",)
    game.do("join", "aino")
    assert now(game) == ["oma@aino"]
    game.do("leave", "aino")
    assert game.state.steps == ("oma",)
    game.do("advance")
    assert game.state.steps == ("loppu",)


def test_entering_makes_groups_as_the_step_says(play: Play) -> None:
    game = play(steps=workshop())
    game.do("join", "biret")
    divided, stepped = game.do("advance", id="in")
    assert sorted(map(len, divided.groups.values())) == [1, 2]
    assert list(divided.groups) == ["ryhma-1", "ryhma-2"]
    assert stepped.cause == "next"
    assert now(game) == ["p1@ryhma-1", "p1@ryhma-2"]
    assert game.state.visits["paja"] == 1
    game.do("undo")
    assert (game.state.groups, game.state.steps) == ({}, ("alku",))
    assert game.replayed() == game.state


def test_groups_that_there_are_stay_and_take_in_who_is_in_none(play: Play) -> None:
    game = play(steps=workshop())
    game.do("seat", person="aino", group="sininen")
    divided, _ = game.do("advance")
    assert divided.groups == {"sininen": ("aino", "nils")}
    assert now(game) == ["p1@sininen"]


def test_groups_are_drawn_anew_where_the_step_mixes_them(play: Play) -> None:
    steps = workshop()
    steps[-1:] = [step("toinen", **{"for-each": "group"}, groups={"count": 1, "mix": True}), step("loppu")]
    game = play(steps=steps)
    game.do("advance")
    game.do("advance")
    divided, stepped = game.do("advance")
    assert divided.groups == {"ryhma-1": ("aino", "nils"), "ryhma-2": ()}
    assert now(game) == ["toinen@ryhma-1"]
    assert "toinen@ryhma-2" not in stepped.entered
    assert "toinen@ryhma-2" not in game.state.visits
    game.do("undo")
    assert now(game) == ["p2@ryhma-1", "p2@ryhma-2"]


def test_a_group_goes_on_together_and_ends_when_nobody_is_left_in_it(play: Play) -> None:
    game = play(steps=workshop())
    game.do("advance")
    group = str(game.state.group_of("aino"))
    other = str(game.state.group_of("nils"))
    game.do("advance", "aino")
    assert f"p2@{group}" in now(game)
    assert f"p1@{other}" in now(game)
    game.do("advance", "aino")
    assert kinds(game.do("leave", "nils", id="out")) == ["left", "stepped"]
    assert game.state.steps == ("loppu",)
    game.do("undo", of="out")
    assert now(game) == [f"p1@{other}"]


@pytest.mark.parametrize(("join", "needed"), [(1, 1), (2, 2), (9, 2), ("all", 2)])
def test_so_many_groups_are_enough(play: Play, join: Any, needed: int) -> None:
    game = play(steps=workshop(join))
    game.do("advance")
    for person in ("aino", "nils")[:needed]:
        assert game.state.step != "loppu"
        game.do("advance", person)
        game.do("advance", person)
    assert game.state.steps == ("loppu",)


def test_who_comes_late_goes_to_the_smallest_group_and_what_was_so_before_is_not_undone(play: Play) -> None:
    game = play(steps=workshop())
    game.do("join", "biret")
    game.do("advance", id="in")
    small = min(game.state.groups, key=lambda group: len(game.state.groups[group]))
    assert kinds(game.do("join", "outi", id="late")) == ["joined", "divided"]
    assert game.state.group_of("outi") == small
    assert game.refused("undo", of="in") == "built-on"
    assert game.refused("undo", "outi") == "nothing-to-undo"
    assert game.refused("undo", of="late") == "cannot-undo"


def test_who_returns_is_in_their_group_again(play: Play) -> None:
    game = play(steps=workshop())
    game.do("advance")
    group = game.state.group_of("aino")
    game.do("leave", "aino")
    assert f"p1@{group}" not in now(game)
    assert kinds(game.do("join", "aino")) == ["returned", "stepped"]
    assert f"p1@{group}" in now(game)


def test_moves_of_an_instance_are_counted_by_it(play: Play) -> None:
    moves = [{"from": "p2", "to": "p1", "on": "uudestaan", "at-most": 1}]
    game = play(steps=workshop(), moves=moves)
    game.do("advance")
    game.do("advance", step="p1@ryhma-1")
    game.do("go", event="uudestaan", step="p2@ryhma-1")
    game.do("advance")
    assert game.state.moves == {"0@ryhma-1": 1}
    assert game.refused("go", event="uudestaan", step="p2@ryhma-1") == "move-used-up"
    game.do("go", event="uudestaan", step="p2@ryhma-2")
    assert now(game) == ["p2@ryhma-1", "p1@ryhma-2"]


def test_one_goes_to_a_step_of_one_group_or_of_all(play: Play) -> None:
    game = play(steps=workshop())
    game.do("advance")
    game.do("go", to="p2@ryhma-2")
    assert now(game) == ["p1@ryhma-1", "p2@ryhma-2"]
    game.do("back", step="p2")
    assert now(game) == ["p1@ryhma-1", "p1@ryhma-2"]
    game.do("advance", step="p1")
    assert now(game) == ["p2@ryhma-1", "p2@ryhma-2"]
    game.do("back", step="p2")
    assert now(game) == ["p1@ryhma-1", "p1@ryhma-2"]
    game.do("go", to="p2", step="p1@ryhma-1")
    assert now(game) == ["p2@ryhma-1", "p1@ryhma-2"]
    game.do("advance", step="paja@ryhma-1")
    assert now(game) == ["p1@ryhma-2"]
    game.do("back", step="paja")
    assert game.state.steps == ("alku",)


def test_one_cannot_go_into_a_workshop_of_groups_while_there_are_none(empty: Play) -> None:
    game = empty(steps=[step("alku"), step("paja", **{"for-each": "group"}), step("p1", "paja"), step("loppu")])
    game.do("join", role="facilitator")
    assert game.refused("go", to="p1") == "nobody-for"
    game.do("go", to="paja")
    assert game.state.steps == ("paja",)


def test_a_refusal_names_the_step_the_role_and_what_is_allowed(play: Play) -> None:
    game = play(steps=alone())
    game.do("advance")
    with pytest.raises(Refused) as caught:
        game.do("vote", "aino", entry="x")
    assert caught.value.fields["step"] == "Oma (Aino)"
    assert caught.value.fields["role"] == "osallistuja"
    assert "advance" in caught.value.fields["allowed"]


def nested(order: str) -> list[dict[str, Any]]:
    """For each group two steps, in an order, and one behind them."""
    return [
        step("alku"),
        step("paja", **{"for-each": "group"}, groups={"count": 2}),
        step("kaksi", "paja", order=order),
        step("a", "kaksi"),
        step("b", "kaksi"),
        step("p2", "paja"),
        step("loppu"),
    ]


def test_each_group_chooses_its_own_order(play: Play) -> None:
    game = play(steps=nested("free"))
    game.do("advance")
    mine, other = (str(game.state.group_of(one)) for one in ("aino", "nils"))
    assert now(game) == []
    game.do("advance", "aino")
    assert now(game) == [f"a@{mine}"]
    assert f"kaksi@{other}.choose" in game.state.leaves
    game.do("go", to=f"b@{other}")
    assert set(now(game)) == {f"a@{mine}", f"b@{other}"}
    game.do("back", step=f"b@{other}")
    assert now(game) == [f"a@{mine}"]
    for _ in range(3):
        game.do("advance", "aino")
    assert now(game) == [f"p2@{mine}"]
    assert game.refused("vote", "nils", entry="x") == "not-now"
    for person in ("aino", "nils", "nils", "nils", "nils", "nils"):
        game.do("advance", person)
    assert game.state.steps == ("loppu",)
    assert game.replayed() == game.state


def test_each_group_has_lanes_of_its_own(play: Play) -> None:
    game = play(steps=nested("parallel"))
    game.do("advance")
    mine, other = (str(game.state.group_of(one)) for one in ("aino", "nils"))
    game.do("advance", "aino", step="a")
    assert set(now(game)) == {f"b@{mine}", f"a@{other}", f"b@{other}"}
    assert game.refused("advance", "aino", step=f"a@{other}") == "not-your-step"
    game.do("advance", "aino")
    assert set(now(game)) == {f"p2@{mine}", f"a@{other}", f"b@{other}"}
    game.do("advance", step=f"kaksi@{other}", reason="Aika loppui", id="whole")
    assert set(now(game)) == {f"p2@{mine}", f"p2@{other}"}
    game.do("undo")
    assert set(now(game)) == {f"p2@{mine}", f"a@{other}", f"b@{other}"}
    game.do("advance", step="paja", reason="Kotiin")
    assert game.state.steps == ("loppu",)


@pytest.mark.parametrize("join", ["all", 2, "facilitator"])
def test_a_final_step_ends_the_instance_that_it_is_part_of(play: Play, join: Any) -> None:
    steps = workshop(join)
    steps[-1:] = [step("valmis", "paja", final=True), step("loppu")]
    game = play(steps=steps)
    game.do("advance")
    for _ in range(2):
        game.do("advance")
    if join == "facilitator":
        assert now(game) == []
        game.do("advance")
    assert game.state.steps == ("loppu",)


def test_needs_are_asked_in_each_instance_and_not_once_more_of_all(play: Play) -> None:
    game = play(steps=alone(needs={"group-ready": "everyone"}))
    game.do("advance")
    for person in ("aino", "nils"):
        assert game.refused("advance", person) == "needs"
        game.do("ready", person)
        game.do("advance", person)
    assert game.state.steps == ("loppu",)
    assert game.events[-1].overridden == ()


@pytest.mark.parametrize("join", ["all", 1, 3, "facilitator"])
def test_a_join_waits_for_no_group_with_nobody_in_it(play: Play, join: Any) -> None:
    game = play(steps=workshop(join))
    game.do("join", "biret")
    game.do("divide", count=3)
    game.do("advance")
    game.do("leave", "nils")
    game.do("leave", "biret")
    assert len(now(game)) == 1
    game.do("advance", "aino")
    game.do("advance", "aino")
    assert (game.state.step == "loppu") is (join != "facilitator")
    game.do("leave", "aino", id="out")
    if join == "facilitator":
        assert game.state.steps == ("paja",)
        game.do("advance")
    assert game.state.steps == ("loppu",)
    assert game.replayed() == game.state


def test_people_who_wait_in_a_step_get_their_groups_when_the_facilitator_goes_on(play: Play) -> None:
    game = play(steps=workshop()[1:])
    assert now(game) == ["paja"]
    divided, stepped = game.do("advance", id="begin")
    assert [len(people) for people in divided.groups.values()] == [1, 1]
    assert (stepped.cause, now(game)) == ("next", ["p1@ryhma-1", "p1@ryhma-2"])
    assert game.do("advance", id="begin") == (divided, stepped)
    game.do("undo", of="begin")
    assert (now(game), game.state.groups) == (["paja"], {})
    assert game.replayed() == game.state


def test_a_step_is_passed_by_without_groups_with_a_reason_only(play: Play) -> None:
    game = play(steps=workshop()[1:])
    (stepped,) = game.do("advance", reason="Ei ryhmätöitä tänään")
    assert (stepped.overridden, now(game)) == (("paja",), ["loppu"])


def test_where_nobody_says_how_groups_are_made_the_facilitator_is_told_to(play: Play) -> None:
    game = play(steps=[step("paja", **{"for-each": "group"}), step("loppu")])
    assert game.said("advance") == (
        "Vaihe ”Paja” tehdään ryhmissä, eikä ryhmiä ole vielä. "
        "Jaa osallistujat ryhmiin komennolla divide tai jatka kertomalla syyn."
    )
    game.do("divide", count=1)
    game.do("advance")
    assert game.state.steps == ("loppu",)


def test_groups_in_different_steps_are_split_and_merged_and_everything_is_taken_back(play: Play) -> None:
    game = play(steps=workshop())
    for person in ("biret", "outi"):
        game.do("join", person)
    game.do("advance")
    game.do("advance", step="p1@ryhma-1")
    before = (game.state.groups, game.state.steps, game.state.visits)
    game.do("split", group="ryhma-1", to="uusi", id="split")
    assert now(game) == ["p2@ryhma-1", "p1@ryhma-2", "p1@uusi"]
    game.do("merge", group="ryhma-2", to="ryhma-1", id="merge")
    assert now(game) == ["p2@ryhma-1", "p1@uusi"]
    assert game.refused("undo", of="split") == "built-on"
    game.do("undo", of="merge")
    game.do("undo", of="split")
    assert (game.state.groups, game.state.steps, game.state.visits) == before
    assert game.refused("go", to="p2@uusi") == "nobody-for"


def test_no_group_that_is_done_takes_the_others_along_by_a_move_of_the_whole(play: Play) -> None:
    steps = workshop()
    steps[-1:] = [step("muu"), step("loppu")]
    done = {"from": "paja", "to": "loppu", "on": "next", "when": {"entries-in": "arkki.a"}, "at-most": 1}
    again = {"from": "paja", "to": "p1", "on": "uudestaan"}
    game = play(steps=steps, moves=[done, again])
    game.add()
    game.do("advance")
    game.do("advance")
    game.do("advance", step="p2@ryhma-1")
    assert now(game) == ["p2@ryhma-2"]
    game.do("go", event="uudestaan")
    assert now(game) == ["p1@ryhma-2"]
    game.do("advance")
    game.do("advance")
    assert (game.state.step, game.state.moves) == ("loppu", {"0": 1, "1@ryhma-2": 1})


def test_a_move_from_a_step_for_each_leads_into_another_for_all_that_there_are(play: Play) -> None:
    steps = [
        *workshop()[:4],
        step("oma", **{"for-each": "participant"}),
        step("o1", "oma"),
        step("o2", "oma"),
        step("loppu"),
    ]
    game = play(steps=steps, moves=[{"from": "paja", "to": "o2", "on": "suoraan"}])
    game.do("advance")
    game.do("go", event="suoraan")
    assert now(game) == ["o2@aino", "o2@nils"]


def test_nobody_goes_to_what_the_chart_has_of_its_own(play: Play) -> None:
    game = play(steps=workshop())
    game.do("advance")
    assert game.refused("go", to="paja@ryhma-1.end") == "unknown-step"
    game.do("advance", step="p1@ryhma-1")
    game.do("advance", step="p2@ryhma-1")
    assert "paja@ryhma-1.end" in game.state.steps
    for command in ("advance", "back", "ready", "start-timer"):
        assert game.refused(command, step="paja@ryhma-1.end") == "unknown-step"
    assert game.refused("add-step", title="Lisä", after="paja@ryhma-1.end") == "unknown-step"
