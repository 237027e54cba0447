"""What an upgrade leaves of how often moves and carries were taken, and of what can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tyopaja.engine import evolve
from tyopaja.engine.upgrading import Plan, plan
from tyopaja.model.events import Moved, Upgraded
from tyopaja.model.pack import Change
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


OWN: list[dict[str, Any]] = [
    {"id": "alku", "title": "Alku"},
    {"id": "omat", "title": "Omat", "for-each": "participant"},
    {"id": "o1", "title": "O1", "in": "omat"},
    {"id": "o2", "title": "O2", "in": "omat"},
    {"id": "rinnan", "title": "Rinnan", "order": "parallel"},
    {"id": "r1", "title": "R1", "in": "rinnan"},
    {"id": "r2", "title": "R2", "in": "rinnan"},
]


def planned(game: Any, other: Any, changes: tuple[Change, ...] = ()) -> Plan:
    """What it takes for one game to run on the flow of another."""
    return plan(game.rules, other.rules, game.state, changes, digest="uusi", at=game.after(99), command="upgrade")


def with_keys(name: str, **keys: Any) -> list[dict[str, Any]]:
    """The steps with other keys for one of them."""
    return [{**step, **keys} if step["id"] == name else step for step in OWN]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("omat", {"for-each": None}),
        ("omat", {"for-each": "group"}),
        ("omat", {"join": 1}),
        ("o1", {"activity": "break"}),
        ("o1", {"private": True}),
        ("o1", {"secret": True}),
        ("o1", {"several": True}),
    ],
)
def test_a_step_that_was_entered_keeps_its_meaning_in_its_instances_too(
    play: Any, name: str, keys: dict[str, Any]
) -> None:
    steps = [{key: value for key, value in step.items() if value is not None} for step in with_keys(name, **keys)]
    game = play(steps=OWN)
    assert planned(game, play(steps=steps)).obstacles == ()
    game.do("advance")
    found = planned(game, play(steps=steps))
    assert found.events == ()
    assert next(iter(keys)) in found.obstacles[0]


def test_an_order_may_change_until_its_step_is_entered(play: Any) -> None:
    game = play(steps=OWN)
    other = play(steps=with_keys("rinnan", order="free"))
    game.do("advance")
    assert planned(game, other).obstacles == ()
    game.do("go", to="rinnan")
    assert "order" in planned(game, other).obstacles[0]


def test_what_an_instance_took_is_counted_under_the_moves_new_number(play: Any) -> None:
    move = {"from": "o2", "to": "o1", "on": "uudestaan", "at-most": 1}
    game = play(steps=OWN, moves=[move])
    game.do("advance")
    game.do("go", to="o2@aino")
    game.do("go", event="uudestaan", step="o2@aino", id="again")
    found = planned(game, play(steps=OWN, moves=[{"from": "alku", "to": "rinnan", "on": "ohi"}, move]))
    for event in found.events:
        game.state = evolve(game.state, event)
    assert game.state.moves == {"1@aino": 1}
    game.do("undo", of="again")
    assert game.state.moves == {}
    assert game.state.leaves == ("o2@aino", "o1@nils")


def test_an_added_step_needs_its_place_in_the_new_flow(play: Any) -> None:
    game = play(steps=OWN)
    game.do("add-step", title="Lisää", after="o2")
    assert planned(game, play(steps=OWN)).obstacles == ()
    without = [step for step in OWN if step["id"] != "o2"]
    assert "lisaa" in planned(game, play(steps=without)).obstacles[0]
    taken = [*OWN, {"id": "lisaa", "title": "Lisää"}]
    assert "lisaa" in planned(game, play(steps=taken)).obstacles[0]
    game.do("go", to="o2")
    game.do("advance")
    assert game.state.leaves == ("lisaa@aino", "lisaa@nils")
    assert planned(game, play(steps=OWN)).obstacles == ()


def test_what_each_wrote_on_their_own_sheet_goes_where_its_section_is_now(play: Any) -> None:
    steps = [{"id": "omat", "title": "Omat", "for-each": "participant", "activity": "fill", "on": ["arkki"]}]
    sheet = {"arkki": {"canvas": "arkki", "per": "participant"}}
    game = play(steps=steps, sheet=sheet)
    game.add("Sauna", by="aino")
    change = Change(version="2", canvas="arkki", from_="a", to="b")
    found = planned(game, play(steps=steps, sheet=sheet), (change,))
    moved = [(event.sheet, event.section) for event in found.events if isinstance(event, Moved)]
    assert moved == [("arkki@aino", "b")]
    assert found.aside == ()
