"""Steps side by side and in any order: one event for all, commands for one lane, joins, and what is said and done when
something is not finished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Play = Callable[..., Any]


def step(id: str, in_: str | None = None, **keys: Any) -> dict[str, Any]:
    """A step whose title is its id with a capital letter."""
    return {"id": id, "title": id.capitalize(), **({"in": in_} if in_ else {}), **keys}


def lanes(join: Any = "all", **keys: Any) -> list[dict[str, Any]]:
    """A beginning, two lanes of two steps and one of one, and an end."""
    return [
        step("alku"),
        step("rinnan", order="parallel", join=join, **keys),
        step("kuuma", "rinnan"),
        step("k1", "kuuma"),
        step("k2", "kuuma"),
        step("kylma", "rinnan"),
        step("y1", "kylma"),
        step("y2", "kylma"),
        step("yksin", "rinnan"),
        step("loppu"),
    ]


def now(game: Any) -> list[str]:
    """The steps that people are in."""
    return [leaf for leaf in game.state.leaves if "." not in leaf]


def test_lanes_begin_together_and_one_advance_goes_to_all(play: Play) -> None:
    game = play(steps=lanes())
    (stepped,) = game.do("advance")
    assert now(game) == ["k1", "y1", "yksin"]
    assert stepped.leaves == ("k1", "y1", "yksin")
    game.do("advance")
    assert now(game) == ["k2", "y2"]
    game.do("advance")
    assert game.state.steps == ("loppu",)


def test_a_lane_goes_on_and_back_by_itself(play: Play) -> None:
    game = play(steps=lanes())
    game.do("advance")
    game.do("advance", step="k1")
    game.do("advance", step="yksin")
    assert now(game) == ["k2", "y1"]
    game.do("back", step="k2")
    assert now(game) == ["k1", "y1"]
    game.do("advance", step="kuuma")
    game.do("advance", step="kuuma")
    assert now(game) == ["y1"]
    assert game.refused("advance", step="kuuma") == "waiting"
    assert game.said("advance", step="kuuma") == "Tästä ei jatketa vielä. Meneillään on: Y1."
    game.do("back", step="kuuma")
    assert now(game) == ["k2", "y1"]
    assert game.refused("back", step="y1") == "no-way-back"
    assert game.refused("advance", step="yksin") == "unknown-active-step"
    assert game.refused("advance", step="nowhere") == "unknown-step"


def test_going_back_without_a_name_leaves_everything_for_the_step_before(play: Play) -> None:
    game = play(steps=lanes())
    game.do("advance")
    game.do("advance", step="k1")
    game.do("back")
    assert game.state.steps == ("alku",)


def test_a_jump_into_a_lane_leaves_the_others_where_they_are(play: Play) -> None:
    game = play(steps=lanes())
    game.do("advance")
    game.do("advance", step="y1")
    game.do("go", to="k2")
    assert now(game) == ["k2", "y2", "yksin"]


def test_a_step_is_left_as_a_whole_with_a_reason_that_names_what_was_not_done(play: Play) -> None:
    game = play(steps=lanes())
    game.do("advance")
    game.do("advance", step="yksin")
    assert game.refused("advance", step="rinnan") == "needs"
    assert "Kesken on vielä: K1, Y1." in game.said("advance", step="rinnan")
    (stepped,) = game.do("advance", step="rinnan", reason="Aika loppui")
    assert game.state.steps == ("loppu",)
    assert stepped.overridden == ("k1", "y1")
    game.do("undo")
    assert now(game) == ["k1", "y1"]


@pytest.mark.parametrize(("join", "needed"), [("all", 3), (1, 1), (2, 2), (3, 3), (9, 3)])
def test_a_join_goes_on_when_so_many_lanes_are_done(play: Play, join: Any, needed: int) -> None:
    game = play(steps=lanes(join))
    game.do("advance")
    lane = iter([["yksin"], ["k1", "k2"], ["y1", "y2"]])
    for _ in range(needed):
        assert game.state.step != "loppu"
        for one in next(lane):
            game.do("advance", step=one)
    assert game.state.steps == ("loppu",)


def test_a_join_by_the_facilitator_waits_for_her(play: Play) -> None:
    game = play(steps=lanes("facilitator"))
    for _ in range(3):
        game.do("advance")
    assert now(game) == []
    assert game.refused("advance", "aino") == "not-now"
    assert "Rinnan" in game.said("vote", "aino", entry="x")
    game.do("advance")
    assert game.state.steps == ("loppu",)


def test_needs_of_the_whole_are_asked_when_the_last_lane_is_done(play: Play) -> None:
    game = play(steps=lanes(needs={"entries-in": "arkki.a"}))
    game.do("advance")
    game.do("advance")
    assert game.refused("advance") == "needs"
    (stepped,) = game.do("advance", reason="Riittää")
    assert stepped.overridden == ("rinnan",)


def test_what_one_lane_did_is_undone_while_the_other_goes_on(play: Play) -> None:
    game = play(steps=lanes())
    game.do("advance")
    game.do("advance", step="k1", id="k")
    game.do("advance", step="y1", id="y")
    game.do("undo", of="k")
    assert now(game) == ["k1", "y2", "yksin"]
    assert game.state.visits["k1"] == 1
    assert "k2" not in game.state.visits
    game.do("advance", step="k1", id="k-again")
    assert game.refused("undo", of="k") == "undone-already"
    game.do("undo", of="y")
    assert now(game) == ["k2", "y1", "yksin"]
    assert game.replayed() == game.state


def test_what_was_entered_and_left_again_is_built_on(play: Play) -> None:
    game = play(steps=lanes())
    game.do("advance", id="in")
    game.do("advance", step="k1", id="k")
    assert game.refused("undo", of="in") == "built-on"
    game.do("advance", step="k2")
    assert game.refused("undo", of="k") == "built-on"
    game.do("advance", step="rinnan", reason="x", id="out")
    game.do("back")
    game.do("advance", step="rinnan", reason="x")
    assert game.refused("undo", of="out") == "built-on"


def test_moves_of_a_lane_are_taken_for_it_alone(play: Play) -> None:
    game = play(steps=lanes(), moves=[{"from": "kuuma", "to": "k1", "on": "uudestaan", "at-most": 1}])
    game.do("advance")
    game.do("advance")
    assert game.refused("go", event="uudestaan", step="y2") == "no-such-move"
    (stepped,) = game.do("go", event="uudestaan", step="k2")
    assert stepped.moves == ("0",)
    assert now(game) == ["k1", "y2"]
    assert game.refused("go", event="uudestaan", reason="x") == "move-used-up"


def test_a_closed_move_is_taken_with_a_reason_that_is_kept(play: Play) -> None:
    moves = [{"from": "k1", "to": "loppu", "on": "riittaa", "when": {"entries-in": "arkki.a"}}]
    game = play(steps=lanes(), moves=moves)
    game.do("advance")
    assert game.refused("go", event="riittaa") == "move-needs"
    (stepped,) = game.do("go", event="riittaa", reason="Kahvi jäähtyy")
    assert (stepped.overridden, stepped.reason) == (("k1",), "Kahvi jäähtyy")
    assert game.state.steps == ("loppu",)


def free(join: Any = "all") -> list[dict[str, Any]]:
    """A beginning, three steps in any order, and an end."""
    return [
        step("alku"),
        step("vapaa", order="free", join=join),
        step("a", "vapaa"),
        step("b", "vapaa"),
        step("c", "vapaa"),
        step("loppu"),
    ]


def test_steps_of_a_free_order_are_chosen_and_each_is_done_once(play: Play) -> None:
    game = play(steps=free())
    game.do("advance")
    assert now(game) == []
    for one in ("c", "a", "b"):
        game.do("go", to=one)
        assert game.state.step == one
        game.do("advance")
    assert game.state.steps == ("loppu",)


def test_without_a_choice_the_first_that_is_not_done_comes_next(play: Play) -> None:
    game = play(steps=free())
    game.do("advance")
    game.do("go", to="b")
    game.do("advance")
    game.do("advance")
    assert game.state.step == "a"
    game.do("advance")
    game.do("advance")
    assert game.state.step == "c"


def test_one_goes_back_to_the_choice_and_from_it_to_the_step_before_all(play: Play) -> None:
    game = play(steps=free())
    game.do("advance")
    game.do("go", to="b")
    game.do("back")
    assert now(game) == []
    assert "vapaa.choose" in game.state.leaves
    game.do("back")
    assert game.state.steps == ("alku",)


def test_enough_of_a_free_order_is_enough_and_a_whole_one_may_be_left(play: Play) -> None:
    game = play(steps=free(2))
    game.do("advance")
    game.do("go", to="c")
    game.do("advance")
    assert game.refused("advance", step="vapaa") == "needs"
    assert "Kesken on vielä: A, B." in game.said("advance", step="vapaa")
    game.do("go", to="a")
    game.do("advance")
    assert game.state.steps == ("loppu",)


def test_a_loop_resumes_where_a_workshop_was_left(play: Play) -> None:
    steps = [step("paja"), step("p1", "paja"), step("p2", "paja"), step("kahvi"), step("loppu")]
    moves = [{"from": "paja", "to": "kahvi", "on": "tauko"}, {"from": "kahvi", "to": "paja", "resume": "shallow"}]
    game = play(steps=steps, moves=moves)
    game.do("advance")
    game.do("go", event="tauko")
    game.state = game.replayed()
    game.do("advance")
    assert game.state.step == "p2"
    game.do("undo")
    assert game.state.step == "kahvi"
    game.do("advance")
    assert game.state.step == "p2"


def test_a_lane_is_done_at_its_final_step(play: Play) -> None:
    steps = [
        {"id": "rinnan", "title": "Rinnan", "order": "parallel"},
        {"id": "vasen", "in": "rinnan", "title": "Vasen"},
        {"id": "v1", "in": "vasen", "title": "V1"},
        {"id": "v2", "in": "vasen", "title": "V2"},
        {"id": "valmis", "in": "vasen", "title": "Valmis", "final": True},
        {"id": "oikea", "in": "rinnan", "title": "Oikea"},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=steps, moves=[{"from": "v1", "to": "valmis", "on": "riittaa"}])
    game.do("advance", step="oikea")
    game.do("go", event="riittaa")
    assert game.state.steps == ("loppu",)
    game.do("back")
    game.do("advance")
    game.do("advance")
    assert game.state.steps == ("loppu",)


@pytest.mark.parametrize("order", ["parallel", "free"])
def test_what_is_left_as_a_whole_leads_where_it_would_once_it_is_done(play: Play, order: str) -> None:
    steps = [
        {"id": "koko", "title": "Koko", "order": order},
        {"id": "a", "in": "koko", "title": "A"},
        {"id": "b", "in": "koko", "title": "B"},
        {"id": "c", "title": "C"},
        {"id": "d", "title": "D"},
    ]
    moves = [{"from": "koko", "to": "d", "on": "next", "when": {"entries-in": "arkki.a"}, "at-most": 1}]
    game = play(steps=steps, moves=moves)
    game.do("advance", step="koko", reason="Kiire", id="first")
    assert (game.state.step, game.state.moves) == ("c", {})
    game.do("undo", of="first")
    game.add()
    game.do("advance", step="koko", reason="Kiire", id="second")
    assert (game.state.step, game.state.moves) == ("d", {"0": 1})
    game.do("undo", of="second")
    assert game.state.moves == {}
    game.do("advance", step="koko", reason="Kiire")
    game.do("go", to="koko")
    game.do("advance", step="koko", reason="Kiire")
    assert game.state.step == "c"
