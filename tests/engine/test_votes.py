"""Votes: a budget a step, one an entry, taken back and given anew."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def ballot(game: Any) -> Any:
    """Three entries in a step of two votes, and one in another section of it."""
    for name in ("n1", "n2", "n3"):
        game.add(name, id=name)
    game.add("n4", id="n4", section="b")
    return game.at("aanestys")


def test_everybody_has_as_many_votes_as_the_step_says_over_all_its_places(ballot: Any) -> None:
    ballot.do("vote", "aino", entry="n1")
    ballot.do("vote", "aino", entry="n4")
    assert ballot.refused("vote", "aino", entry="n2") == "no-votes-left"
    ballot.do("vote", "nils", entry="n2")
    ballot.do("unvote", "aino", entry="n4")
    ballot.do("vote", "aino", entry="n2")
    assert ballot.state.entries["n2"].votes == ("nils", "aino")


def test_an_entry_gets_one_vote_of_a_person(ballot: Any) -> None:
    ballot.do("vote", "aino", entry="n1")
    assert ballot.refused("vote", "aino", entry="n1") == "voted-already"
    assert ballot.refused("unvote", "aino", entry="n2") == "not-voted"


def test_a_vote_for_what_is_taken_away_comes_back_to_its_giver(ballot: Any) -> None:
    ballot.do("vote", "aino", entry="n1")
    ballot.do("vote", "aino", entry="n2")
    ballot.do("remove", entry="n1")
    ballot.do("vote", "aino", entry="n3")
    assert ballot.refused("vote", "aino", entry="n4") == "no-votes-left"


def test_votes_given_when_the_step_ran_before_count_when_it_runs_again(ballot: Any) -> None:
    ballot.do("vote", "aino", entry="n1")
    ballot.do("vote", "aino", entry="n2")
    ballot.at("tauko").at("aanestys")
    assert ballot.refused("vote", "aino", entry="n3") == "no-votes-left"


def test_places_that_overlap_count_a_vote_once(play: Any) -> None:
    step = {"id": "s", "title": "S", "activity": "vote", "on": ["arkki", "arkki.a"], "votes": 2}
    game = play(steps=[step])
    one, two = game.add("1"), game.add("2")
    game.do("vote", "aino", entry=one)
    game.do("vote", "aino", entry=two)


def test_a_pick_keeps_its_reason_and_is_taken_back(ballot: Any) -> None:
    ballot.at("valinta").do("pick", entry="n1", reason="Siksi")
    assert ballot.do("pick", entry="n1", reason="Siksi") == ()
    ballot.do("pick", entry="n1", reason="")
    assert ballot.state.entries["n1"].reason is None
    ballot.do("unpick", entry="n1")
    assert ballot.refused("unpick", entry="n1") == "not-picked"


def test_who_leaves_in_the_middle_of_a_vote_is_not_waited_for_and_their_votes_count(play: Any) -> None:
    steps = [
        {"id": "ideat", "title": "Ideat", "activity": "brainstorm", "on": ["arkki.a"]},
        {
            "id": "aanet",
            "title": "Äänet",
            "activity": "vote",
            "on": ["arkki.a"],
            "votes": 2,
            "needs": {"voted": "everyone"},
        },
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=steps)
    for name in ("n1", "n2"):
        game.add(name, id=name)
    game.do("advance")
    game.do("vote", "nils", entry="n1")
    game.do("vote", "aino", entry="n2", id="given")
    game.do("leave", person="nils")
    assert game.refused("vote", person="nils", entry="n2") == "not-present"
    game.do("undo", "aino", of="given")
    assert game.said("advance") == (
        "Vaihe ”Äänet” on vielä kesken. Äänestämättä on vielä Aino. Fasilitaattori voi silti jatkaa kertomalla syyn."
    )
    game.do("leave", person="aino", id="out")
    game.do("undo", of="out")
    game.do("join", "nils")
    game.do("vote", "nils", entry="n2")
    assert game.refused("vote", "nils", entry="n2") == "voted-already"
    game.do("vote", "aino", entry="n1")
    game.do("advance")
    assert game.state.entries["n1"].votes == ("nils", "aino")
    assert game.replayed() == game.state
