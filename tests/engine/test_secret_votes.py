"""Votes in secret: while people vote, no command tells who voted for what, nor what is ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Play = Callable[..., Any]

WRITE: dict[str, Any] = {"id": "ideat", "title": "Ideat", "activity": "fill", "on": ["arkki"]}
SECRET: dict[str, Any] = {
    "id": "salaa", "title": "Salaa", "activity": "vote", "on": ["arkki.a"], "votes": 2, "secret": True
}  # fmt: skip
AFTER: dict[str, Any] = {"id": "jatko", "title": "Jatko", "activity": "fill", "on": ["toinen"]}
VOTED = {"from": "arkki.a", "to": "toinen.b", "take": "voted"}
LANES = [
    WRITE,
    {"id": "rinnan", "title": "Rinnan", "order": "parallel"},
    {**SECRET, "in": "rinnan"},
    {"id": "vieressa", "title": "Vieressä", "in": "rinnan"},
    {"id": "odotus", "title": "Odotus", "in": "vieressa"},
    {**AFTER, "id": "sinne", "in": "vieressa"},
    AFTER,
]


def voting(play: Play, steps: list[dict[str, Any]], *carries: dict[str, Any]) -> Any:
    """A game in which Aino has voted in secret."""
    game = play(steps=steps, carry=list(carries))
    game.add("Sauna", id="n1")
    game.add("Kota", id="n2")
    game.do("advance")
    game.do("vote", "aino", entry="n2", id="v1")
    return game


def come(game: Any) -> list[str]:
    return [entry.text for entry in game.state.entries_in("toinen", "b")]


def test_what_was_voted_in_secret_is_not_brought_until_it_is_over(play: Play) -> None:
    game = voting(play, [WRITE, SECRET, AFTER], VOTED)
    assert game.refused("carry", to="toinen.b") == "votes-secret"
    game.do("advance")
    assert come(game) == ["Kota"]


def test_what_is_brought_whatever_its_votes_is_brought(play: Play) -> None:
    game = voting(play, [WRITE, SECRET, AFTER], {**VOTED, "take": "all"})
    game.do("carry", to="toinen.b")
    assert come(game) == ["Sauna", "Kota"]


def test_of_several_ways_only_that_by_votes_waits(play: Play) -> None:
    game = voting(play, [WRITE, SECRET, AFTER], VOTED, {"from": "arkki.b", "to": "toinen.b"})
    game.add("Muu", section="b")
    game.do("carry", to="toinen.b")
    assert come(game) == ["Muu"]
    game.do("advance")
    assert come(game) == ["Muu", "Kota"]


def test_it_is_the_same_whether_anybody_has_voted(play: Play) -> None:
    game = voting(play, [WRITE, SECRET, AFTER], VOTED)
    game.do("unvote", "aino", entry="n2")
    assert game.refused("carry", to="toinen.b") == "votes-secret"


def test_beside_the_vote_it_waits_and_comes_when_that_is_over(play: Play) -> None:
    game = voting(play, LANES, VOTED)
    game.do("advance", step="odotus")
    assert "sinne" in game.state.leaves
    assert come(game) == []
    game.do("advance", step="salaa", id="over")
    assert "sinne" in game.state.leaves
    assert come(game) == ["Kota"]
    assert game.state.carried == {0: 1}
    game.do("undo", of="over")
    assert come(game) == []
    assert game.replayed() == game.state


def test_what_is_moved_away_takes_its_secret_along(play: Play) -> None:
    game = voting(play, [WRITE, SECRET, AFTER], {**VOTED, "from": "arkki.b"})
    game.do("move", entry="n2", section="b")
    assert game.refused("carry", to="toinen.b") == "votes-secret"


def test_a_facilitator_casts_votes_only_for_who_casts_none_themselves(play: Play) -> None:
    game = voting(play, [WRITE, SECRET, AFTER])
    for entry in ("n1", "n2"):
        assert game.refused("vote", entry=entry, person="aino") == "votes-alone"
        assert game.refused("unvote", entry=entry, person="aino") == "votes-alone"
    game.do("vote", entry="n1", person="nils")
    assert game.refused("vote", entry="n1", person="nils") == "voted-already-of"
    assert game.refused("unvote", entry="n2", person="nils") == "not-voted-of"
    game.do("unvote", entry="n1", person="nils")
    game.do("vote", "nils", entry="n2")
    assert game.refused("vote", entry="n1", person="nils") == "votes-alone"
    game.do("unvote", "nils", entry="n2")


def test_a_facilitator_does_not_take_back_a_vote_that_nobody_may_see(play: Play) -> None:
    game = voting(play, [WRITE, SECRET, AFTER])
    assert game.refused("undo", of="v1") == "votes-secret"
    game.do("vote", entry="n1", person="nils", id="v2")
    game.do("undo", of="v2")
    game.do("undo", "aino", of="v1")
    assert game.state.entries["n2"].votes == ()


def test_when_it_is_over_votes_are_as_any(play: Play) -> None:
    game = voting(play, [WRITE, SECRET, AFTER])
    game.do("advance")
    game.do("undo", of="v1")
    assert game.state.entries["n2"].votes == ()


@pytest.mark.parametrize("secret", [True, False])
def test_an_open_vote_is_anybodys_to_help_with(play: Play, secret: bool) -> None:
    game = voting(play, [WRITE, {**SECRET, "secret": secret}, AFTER])
    if secret:
        assert game.refused("unvote", entry="n2", person="aino") == "votes-alone"
    else:
        game.do("unvote", entry="n2", person="aino")


def test_what_people_voted_on_in_secret_is_not_taken_back_under_them(play: Play) -> None:
    game = voting(play, [WRITE, SECRET, AFTER])
    assert game.refused("undo", of="n1") == game.refused("undo", of="n2") == "votes-secret"
    game.do("remove", entry="n2", id="away")
    game.do("undo", of="away")
    assert game.state.entries["n2"].votes == ("aino",)
    game.do("unvote", "aino", entry="n2")
    game.do("undo", of="n1")
    assert game.refused("vote", "aino", entry="n1") == "removed"
