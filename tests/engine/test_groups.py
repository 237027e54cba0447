"""Groups: drawn by lot, changed by hand, split and merged, and what that means for steps that run for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

Play = Callable[..., Any]

WORKSHOP: list[dict[str, Any]] = [
    {"id": "alku", "title": "Alku"},
    {"id": "paja", "title": "Paja", "for-each": "group", "groups": {"size": 2}},
    {"id": "loppu", "title": "Loppu"},
]


def room(play: Play, people: int, **how: Any) -> Any:
    """A game with so many participants."""
    game = play(**how)
    for number in range(people - 2):
        game.do("join", f"p{number}")
    return game


def sizes(game: Any) -> list[int]:
    """How many people each group has."""
    return sorted(len(people) for people in game.state.groups.values())


@pytest.mark.parametrize(
    ("people", "keys", "expected"),
    [
        (5, {"size": 2}, [2, 3]),
        (7, {"size": 3}, [3, 4]),
        (8, {"size": 3}, [2, 3, 3]),
        (9, {"count": 4}, [2, 2, 2, 3]),
        (3, {"count": 9}, [1, 1, 1]),
        (4, {"size": 9}, [4]),
    ],
)
def test_people_are_divided_evenly(play: Play, people: int, keys: dict[str, int], expected: list[int]) -> None:
    game = room(play, people)
    game.do("divide", **keys)
    assert sizes(game) == expected


@given(st.integers(2, 20), st.integers(1, 8))
def test_everybody_is_in_one_group_whatever_the_number(play: Play, people: int, size: int) -> None:
    game = room(play, people)
    game.do("divide", size=size)
    seated = [person for group in game.state.groups.values() for person in group]
    assert sorted(seated) == sorted(one.id for one in game.state.present("participant"))
    assert max(sizes(game)) - min(sizes(game)) <= 1


def test_the_lot_is_that_of_the_command_and_journalled(play: Play) -> None:
    drawn = set()
    for number in range(30):
        game, same = room(play, 8), room(play, 8)
        assert game.do("divide", count=2, id=f"lot{number}") == same.do("divide", count=2, id=f"lot{number}")
        assert game.replayed().groups == game.state.groups
        drawn.add(frozenset(map(frozenset, game.state.groups.values())))
    assert len(drawn) > 10


def test_people_who_share_a_device_weigh_as_many_as_they_are(empty: Play) -> None:
    game = empty()
    game.do("join", role="facilitator")
    game.do("join", "laite", heads=4)
    for number in range(4):
        game.do("join", f"p{number}")
    game.do("divide", count=2)
    assert min(game.state.groups.values(), key=len) == ("laite",)


@pytest.mark.parametrize(
    ("locale", "first"), [("fi", "ryhma-1"), ("en", "group-1"), ("sv", "grupp-1"), ("se", "group-1")]
)
def test_groups_are_called_in_the_sessions_language(play: Play, locale: str, first: str) -> None:
    game = play(locale=locale)
    game.do("divide", count=1)
    assert list(game.state.groups) == [first]


def test_facilitators_and_those_who_left_are_in_no_group(play: Play) -> None:
    game = play()
    game.do("leave", "nils")
    game.do("divide", count=3)
    assert game.state.groups == {"ryhma-1": ("aino",)}


def test_the_current_step_says_how_groups_are_made(empty: Play) -> None:
    game = empty(steps=WORKSHOP)
    game.do("advance")
    for number in range(4):
        game.do("join", f"p{number}")
    assert game.state.groups == {}
    divided, stepped = game.do("divide")
    assert sizes(game) == [2, 2]
    assert [divided.type, stepped.type, stepped.cause] == ["divided", "stepped", "people"]
    assert game.state.leaves == ("paja@ryhma-1", "paja@ryhma-2")


def test_a_division_that_says_nothing_or_too_much_is_refused(play: Play, empty: Play) -> None:
    game = play()
    assert game.refused("divide") == "divide-how"
    assert game.refused("divide", size=2, count=2) == "divide-how"
    assert game.refused("divide", size=0) == "bad-group-number"
    assert game.refused("divide", count=-1) == "bad-group-number"
    assert game.refused("divide", count=10**9) == "bad-group-number"
    assert game.refused("divide", "aino", count=1) == "not-now"
    assert empty().refused("divide", count=1) == "nobody-to-divide"


def test_a_new_division_keeps_the_names_of_groups_that_end(play: Play) -> None:
    game = room(play, 6)
    game.do("divide", count=3, id="first")
    before = game.state.groups
    game.do("divide", count=1, id="second")
    assert list(game.state.groups) == ["ryhma-1", "ryhma-2", "ryhma-3"]
    assert sizes(game) == [0, 0, 6]
    assert game.refused("undo", of="first") == "built-on"
    game.do("undo")
    assert game.state.groups == before


def test_somebody_is_seated_in_one_group_and_in_no_other(play: Play) -> None:
    game = play()
    game.do("seat", person="aino", group="sininen")
    game.do("seat", person="nils", group="sininen")
    game.do("seat", person="aino", group="punainen")
    assert game.state.groups == {"sininen": ("nils",), "punainen": ("aino",)}
    assert game.do("seat", person="aino", group="punainen") == ()
    game.do("undo")
    assert game.state.groups == {"sininen": ("aino", "nils")}
    assert game.refused("seat", person="outi", group="sininen") == "unknown-person"
    assert game.refused("seat", person="aino", group="Väärä!") == "bad-group"
    assert game.refused("seat", person="aino", group="nils") == "bad-group"
    game.do("leave", "nils")
    assert game.refused("seat", person="nils", group="punainen") == "not-present"


def test_nobody_may_be_called_like_a_group(play: Play) -> None:
    game = play()
    game.do("divide", count=1)
    assert game.refused("join", "ryhma-1") == "is-a-group"
    assert game.said("join", "ryhma-1") == (
        "'ryhma-1' on ryhmän tunnus, eikä kukaan voi liittyä sillä. Valitse toinen, esimerkiksi oma nimesi."
    )


def test_a_group_is_split_and_two_are_merged(play: Play) -> None:
    game = room(play, 5, steps=WORKSHOP)
    game.do("divide", count=1)
    game.do("advance")
    assert game.state.leaves == ("paja@ryhma-1",)
    game.do("split", group="ryhma-1", id="split")
    assert [len(people) for people in game.state.groups.values()] == [3, 2]
    assert game.state.leaves == ("paja@ryhma-1", "paja@ryhma-2")
    game.do("merge", group="ryhma-1", to="ryhma-2", id="merge")
    assert game.state.groups["ryhma-1"] == ()
    assert len(game.state.groups["ryhma-2"]) == 5
    assert game.state.leaves == ("paja@ryhma-2",)
    game.do("undo")
    game.do("undo")
    assert game.state.leaves == ("paja@ryhma-1",)
    assert [len(people) for people in game.state.groups.values()] == [5]
    assert game.replayed() == game.state


def test_a_join_that_a_merge_completes_goes_on(play: Play) -> None:
    game = play(steps=[*WORKSHOP[:1], {**WORKSHOP[1], "groups": {"count": 2}}, WORKSHOP[2]])
    game.do("advance")
    game.do("advance", "aino")
    game.do("merge", group=game.state.group_of("nils"), to=game.state.group_of("aino"))
    assert game.state.steps == ("loppu",)


def test_what_cannot_be_split_or_merged_is_refused(play: Play) -> None:
    game = play()
    game.do("divide", count=2)
    assert game.refused("split", group="ryhma-1") == "too-few-to-split"
    assert game.refused("split", group="ryhma-9") == "unknown-group"
    assert game.refused("merge", group="ryhma-1", to="ryhma-1") == "merge-with-itself"
    assert game.refused("merge", group="ryhma-1", to="ryhma-9") == "unknown-group"
    game.do("merge", group="ryhma-1", to="ryhma-2")
    assert game.do("merge", group="ryhma-1", to="ryhma-2") == ()
    assert game.refused("split", group="ryhma-2", to="ryhma-2") == "group-exists"
    game.do("split", group="ryhma-2", to="ryhma-1")
    assert sizes(game) == [1, 1]
    assert game.refused("split", "aino", group="ryhma-1") == "not-now"


def test_there_is_an_end_to_the_number_of_groups(play: Play) -> None:
    game = play()
    for number in range(200):
        game.do("seat", person="aino", group=f"g{number}")
    assert game.refused("seat", person="aino", group="g200") == "too-many-groups"
