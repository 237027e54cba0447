"""Going through a flow: needs and how they are overridden, moves, jumps, the end and the way back from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

Play = Callable[..., Any]
ALKU = {"id": "alku", "title": "Alku", "time": "10 min"}
LOPPU = {"id": "loppu", "title": "Loppu"}
ENTRIES = {"entries-in": "arkki.a", "at-least": 2}


def test_needs_that_are_not_met_are_said_and_overridden_with_a_reason(play: Play) -> None:
    game = play(steps=[{**ALKU, "needs": ENTRIES}, LOPPU])
    assert game.refused("advance") == "needs"
    assert game.said("advance") == (
        "Vaihe ”Alku” on vielä kesken. Vielä 2 merkintää osioon ”Ideat”. "
        "Fasilitaattori voi silti jatkaa kertomalla syyn."
    )
    assert game.refused("advance", reason="") == "needs"
    assert game.refused("advance", reason="  ") == "empty"
    (stepped,) = game.do("advance", reason="Lounas odottaa")
    assert (stepped.reason, stepped.overridden, stepped.cause) == ("Lounas odottaa", ("alku",), "next")


def test_needs_are_asked_whichever_way_next_is_sent(play: Play) -> None:
    game = play(steps=[{**ALKU, "needs": ENTRIES}, LOPPU])
    assert game.refused("go", event="next") == "needs"
    (stepped,) = game.do("go", event="next", reason="Lounas odottaa")
    assert (stepped.cause, stepped.overridden) == ("next", ("alku",))
    assert game.do("go", event="next", id=f"c{game.number}", reason="Lounas odottaa") == (stepped,)


def test_needs_that_are_met_let_through(play: Play) -> None:
    game = play(steps=[{**ALKU, "needs": ENTRIES}, LOPPU])
    game.add("1")
    game.add("2")
    (stepped,) = game.do("advance")
    assert (stepped.left, stepped.entered, stepped.now, stepped.overridden) == (("alku",), ("loppu",), ("loppu",), ())


def test_a_compound_steps_needs_are_asked_when_it_is_left_and_not_before(play: Play) -> None:
    steps = [
        {"id": "paja", "title": "Paja", "needs": ENTRIES},
        {"id": "yksi", "title": "Yksi", "in": "paja"},
        {"id": "kaksi", "title": "Kaksi", "in": "paja", "needs": {"picked": "arkki.a"}},
        LOPPU,
    ]
    game = play(steps=steps)
    game.do("advance")
    said = game.said("advance")
    assert "Vielä 2 merkintää" in said
    assert "Valitkaa vielä yksi" in said
    (stepped,) = game.do("advance", reason="Aika loppui")
    assert stepped.overridden == ("kaksi", "paja")


def test_going_back_and_jumping_ask_for_nothing(play: Play) -> None:
    game = play(steps=[ALKU, {**LOPPU, "needs": ENTRIES}])
    game.do("advance")
    game.do("back")
    assert game.state.steps == ("alku",)
    game.do("go", to="loppu")
    game.do("go", to="alku")
    assert dict(game.state.visits.items()) == {"alku": 3, "loppu": 2}


def test_the_end_is_reached_and_left_backwards(play: Play) -> None:
    game = play(steps=[ALKU, LOPPU])
    game.do("advance")
    game.do("advance")
    assert game.state.ended
    assert game.state.step is None
    assert game.refused("advance") == "ended"
    (stepped,) = game.do("back")
    assert (stepped.left, stepped.entered) == ((), ("loppu",))
    game.do("advance")
    game.do("undo")
    assert game.state.steps == ("loppu",)
    game.do("advance")
    game.do("go", to="alku")
    assert game.state.steps == ("alku",)
    assert game.refused("back") == "no-way-back"


def test_a_move_is_taken_by_its_event_as_often_as_it_says(play: Play) -> None:
    moves = [{"from": "loppu", "to": "alku", "on": "iteroi", "at-most": 2}]
    game = play(steps=[ALKU, LOPPU], moves=moves)
    assert game.refused("go", event="iteroi") == "no-such-move"
    game.do("advance")
    assert "iteroi" in game.said("go", event="itero")
    for _ in range(2):
        game.do("go", event="iteroi")
        game.do("advance")
    assert game.state.moves == {"0": 2}
    assert game.refused("go", event="iteroi") == "move-used-up"


def test_a_move_waits_for_its_condition(play: Play) -> None:
    moves = [{"from": "alku", "to": "loppu", "on": "riittaa", "when": ENTRIES}]
    game = play(steps=[ALKU, {"id": "valissa", "title": "Välissä"}, LOPPU], moves=moves)
    assert game.refused("go", event="riittaa") == "move-needs"
    assert "Vielä 2 merkintää" in game.said("go", event="riittaa")
    game.add("1")
    game.add("2")
    game.do("go", event="riittaa")
    assert game.state.step == "loppu"


def test_the_first_way_that_is_open_is_taken_and_a_used_up_one_is_passed_by(play: Play) -> None:
    moves = [
        {"from": "alku", "to": "alku", "on": "x", "when": ENTRIES},
        {"from": "alku", "to": "valissa", "on": "x", "at-most": 1},
        {"from": "alku", "to": "loppu", "on": "x"},
    ]
    game = play(steps=[ALKU, {"id": "valissa", "title": "Välissä"}, LOPPU], moves=moves)
    assert game.do("go", event="x")[0].moves == ("1",)
    game.do("back")
    assert game.do("go", event="x")[0].moves == ("2",)


def test_advance_takes_a_move_on_next_that_is_open_and_else_the_plain_way(play: Play) -> None:
    moves = [{"from": "alku", "to": "loppu", "when": ENTRIES}]
    game = play(steps=[{**ALKU, "needs": {"entries-in": "arkki.a"}}, {"id": "v", "title": "V"}, LOPPU], moves=moves)
    game.add("1")
    assert game.do("advance")[0].now == ("v",)
    game.do("back")
    game.add("2")
    (stepped,) = game.do("advance")
    assert (stepped.now, stepped.moves) == (("loppu",), ("0",))


def test_a_move_of_a_compound_step_leads_away_from_any_step_inside(play: Play) -> None:
    steps = [
        {"id": "paja", "title": "Paja"},
        {"id": "yksi", "title": "Yksi", "in": "paja"},
        {"id": "kaksi", "title": "Kaksi", "in": "paja"},
        LOPPU,
    ]
    game = play(steps=steps, moves=[{"from": "paja", "to": "kaksi", "on": "x"}])
    (stepped,) = game.do("go", event="x")
    assert (stepped.left, stepped.entered) == (("yksi", "paja"), ("paja", "kaksi"))


@pytest.mark.parametrize("keys", [{}, {"event": "x", "to": "loppu"}])
def test_go_says_one_thing(play: Play, keys: dict[str, str]) -> None:
    assert play().refused("go", **keys) == "go-where"


def test_an_unknown_step_is_named_with_the_nearest(play: Play) -> None:
    game = play(steps=[ALKU, LOPPU])
    assert game.refused("go", to="lopu") == "unknown-step"
    assert "loppu" in game.said("go", to="lopu")


def test_a_clock_that_goes_backwards_does_no_harm(play: Play) -> None:
    game = play(steps=[{**ALKU, "needs": {"time": "over"}}, LOPPU])
    game.add("1", at=game.after(60))
    game.do("add", "ilse", sheet="arkki", section="a", text="2", at=game.after(-60))
    assert game.refused("advance", at=game.after(-600)) == "needs"
    game.do("advance", at=game.after(11))
    game.do("back", at=game.after(5))
    assert game.state.entered == game.after(5)
    assert game.state.changed == game.after(5)
    assert game.replayed() == game.state


def test_a_time_without_a_zone_is_refused(game: Any) -> None:
    assert game.refused("advance", at=game.after(1).replace(tzinfo=None)) == "no-zone"


def test_times_at_the_ends_of_the_calendar_do_no_harm(play: Play) -> None:
    first = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-12)))
    for begins, over in ((first, True), (last, False)):
        game = play(steps=[{**ALKU, "needs": {"time": "over"}}, LOPPU])
        game.do("go", to="alku", at=begins)
        assert game.refused("advance", at=first) == "needs"
        if over:
            game.do("advance", at=last)
        else:
            assert game.refused("advance", at=last) == "needs"


def test_a_move_that_leads_back_to_what_is_done_is_taken_once_and_then_it_goes_on(play: Any) -> None:
    steps = [
        {"id": "koko", "title": "Koko"},
        {"id": "a", "in": "koko", "title": "A"},
        {"id": "loppu", "title": "Loppu"},
    ]
    again = {"from": "koko", "to": "koko", "on": "next", "resume": "history", "when": {"entries-in": "arkki.a"}}
    game = play(steps=steps, moves=[again])
    game.add()
    game.do("advance")
    assert (game.state.step, game.state.moves) == ("loppu", {"0": 1})
    game.do("undo")
    assert (game.state.step, game.state.moves) == ("a", {})
