"""Whoever gives the first command in an empty room takes the chair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tyopaja.model.events import Added, Joined

Play = Callable[..., Any]


def test_the_first_command_takes_the_chair(empty: Play) -> None:
    game = empty()
    joined, added = game.do("add", "aino", sheet="arkki", section="a", text="Sauna")
    assert isinstance(joined, Joined)
    assert (joined.person, joined.called, joined.role) == ("aino", "aino", "facilitator")
    assert isinstance(added, Added)
    assert joined.command == added.command
    assert game.state.people["aino"].role == "facilitator"


def test_advance_and_approval_and_set_work_right_after_the_start(empty: Play) -> None:
    assert [event.type for event in empty().do("advance", "aino")] == ["joined", "stepped"]
    assert [event.type for event in empty().do("set", "aino", sheet="arkki", section="d", text="Lause")] == [
        "joined",
        "added",
    ]
    assert empty().do("go", "aino", to="hyvaksynta")[1].type == "stepped"


def test_a_first_command_that_is_refused_seats_nobody(empty: Play) -> None:
    game = empty()
    assert game.refused("add", "aino", sheet="arkki", section="nowhere", text="x") == "unknown-section"
    assert game.refused("add", "Aino!", sheet="arkki", section="a", text="x") == "bad-person"
    assert game.refused("undo", "aino") == "nothing-to-undo"
    assert game.refused("vote", "aino", entry="x") in ("unknown-entry", "not-now")
    assert not game.state.people


def test_a_stranger_is_refused_as_soon_as_anybody_has_joined(empty: Play) -> None:
    game = empty()
    game.do("join", "nils")
    assert game.refused("add", "aino", sheet="arkki", section="a", text="x") == "not-joined"


def test_a_join_that_comes_first_seats_whom_it_says(empty: Play) -> None:
    game = empty()
    assert len(game.do("join", "aino", name="Aino")) == 1
    assert game.state.people["aino"].role == "participant"


def test_repeating_the_first_command_gives_the_same_events(empty: Play) -> None:
    game = empty()
    first = game.do("add", "aino", id="n1", sheet="arkki", section="a", text="Sauna")
    seq = game.state.seq
    assert game.do("add", "aino", id="n1", sheet="arkki", section="a", text="Sauna") == first
    assert game.state.seq == seq
    assert game.refused("join", "aino", id="n1") == "id-used"
    assert game.refused("add", "aino", id="n1", sheet="arkki", section="a", text="Kota") == "id-used"


def test_undo_takes_back_the_first_command_and_not_the_joining(empty: Play) -> None:
    game = empty()
    game.do("add", "aino", id="n1", sheet="arkki", section="a", text="Sauna")
    game.do("undo", "aino")
    assert game.texts() == []
    assert game.state.people["aino"].role == "facilitator"
    assert game.refused("undo", "aino", of="n1") == "undone-already"


def test_the_chair_stays_taken_after_the_first_command(empty: Play) -> None:
    game = empty()
    game.do("advance", "aino")
    assert game.refused("join", "nils", role="facilitator") == "chair-taken"
    game.do("join", "nils")
    game.do("join", "aino", person="biret", role="facilitator")
    assert [person.role for person in game.state.people.values()] == ["facilitator", "participant", "facilitator"]
