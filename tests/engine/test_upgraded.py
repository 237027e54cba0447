"""What an upgrade leaves of how often moves and carries were taken, and of what can be taken back."""

from __future__ import annotations

from typing import Any

from tyopaja.engine import evolve
from tyopaja.model.events import Upgraded
from tyopaja.model.state import State

STEPS: list[dict[str, Any]] = [
    {"id": "ideat", "title": "Ideat", "activity": "fill", "on": ["arkki"]},
    {"id": "jatko", "title": "Jatko", "activity": "fill", "on": ["toinen"]},
]


def played(play: Any) -> Any:
    """A game that has taken its first move and, by it, its first carry."""
    game = play(
        steps=STEPS,
        moves=[{"from": "ideat", "to": "jatko", "on": "hyppy"}],
        carry=[{"from": "arkki.a", "to": "toinen.b"}],
    )
    game.add("Sauna")
    game.do("go", event="hyppy", id="hyppy")
    return game


def upgraded(game: Any, moves: tuple[int, ...], carries: tuple[int, ...]) -> State:
    """The state after an upgrade that gives the moves and carries these numbers."""
    facts: dict[str, Any] = {"definitions": "sha256:uusi", "version": "2", "moves": moves, "carries": carries}
    state: State = evolve(game.state, Upgraded(at=game.after(99), by="", command="upgrade", **facts))
    return state


def test_the_definitions_are_the_new_ones_and_all_that_was_written_stays(play: Any) -> None:
    game = played(play)
    state = upgraded(game, (0,), (0,))
    assert state.definitions == "sha256:uusi"
    assert (state.entries, state.boxes, state.steps) == (game.state.entries, game.state.boxes, game.state.steps)


def test_counts_go_with_the_moves_and_carries_that_they_are_of(play: Any) -> None:
    state = upgraded(played(play), (3,), (2,))
    assert (state.moves, state.carried) == ({"3": 1}, {2: 1})


def test_counts_of_what_is_gone_are_gone(play: Any) -> None:
    state = upgraded(played(play), (-1,), (-1,))
    assert (state.moves, state.carried) == ({}, {})


def test_what_was_done_before_is_taken_back_under_the_new_numbers(play: Any) -> None:
    game = played(play)
    game.state = upgraded(game, (3,), (2,))
    game.do("undo", of="hyppy")
    assert (game.state.moves, game.state.carried) == ({}, {})
    assert game.state.step == "ideat"
    assert game.state.entries_in("toinen", "b") == ()


def test_what_was_done_before_is_taken_back_when_its_move_and_its_carry_are_gone(play: Any) -> None:
    game = played(play)
    game.state = upgraded(game, (-1,), (-1,))
    game.do("undo", of="hyppy")
    assert (game.state.step, game.state.moves, game.state.carried) == ("ideat", {}, {})


def test_an_upgrade_is_not_taken_back(play: Any) -> None:
    game = played(play)
    game.state = upgraded(game, (0,), (0,))
    assert game.refused("undo", of="upgrade") == "cannot-undo"
