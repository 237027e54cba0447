"""A command that comes twice is carried out once; an id that comes with another command is refused."""

from __future__ import annotations

from typing import Any

import pytest

PICTURE, OTHER = "sha256:" + "a" * 64, "sha256:" + "b" * 64


def twice(game: Any, command: str, **keys: Any) -> None:
    """Do a command, and do it again: the same events, and no more of them."""
    first = game.do(command, id="again", **keys)
    assert first
    seq = game.state.seq
    assert game.do(command, id="again", **keys) == first
    assert game.state.seq == seq


@pytest.mark.parametrize(
    ("step", "command", "keys"),
    [
        ("alku", "join", {"person": "biret", "name": "Biret"}),
        ("alku", "join", {"person": "nils", "name": "Nils", "role": "facilitator"}),
        ("alku", "leave", {"person": "nils"}),
        ("alku", "hand-over", {"to": "nils"}),
        ("alku", "hand-over", {"to": "nils", "keep": True}),
        ("alku", "expect", {"count": 4}),
        ("alku", "divide", {"count": 2}),
        ("alku", "seat", {"person": "aino", "group": "sininen"}),
        ("alku", "add-step", {"title": "Uusi"}),
        ("alku", "advance", {}),
        ("ideointi", "back", {}),
        ("alku", "go", {"to": "tauko"}),
        ("alku", "add", {"sheet": "arkki", "section": "c", "part": "kipu", "text": "Yksi\r\nkaksi"}),
        ("alku", "set", {"sheet": "arkki", "section": "d", "text": "Lause"}),
        ("alku", "edit", {"entry": "n1", "text": "Kota"}),
        ("alku", "move", {"entry": "n1", "section": "b"}),
        ("alku", "remove", {"entry": "n1"}),
        ("alku", "link", {"entry": "n1", "to": "n2"}),
        ("alku", "unlink", {"entry": "n2", "to": "n1"}),
        ("alku", "attach", {"sheet": "arkki", "section": "g", "picture": PICTURE, "text": "Takka"}),
        ("alku", "set", {"sheet": "arkki", "section": "i", "part": "halu", "score": "3,5"}),
        ("alku", "add", {"sheet": "arkki", "section": "h", "text": "Me", "place": "20,80"}),
        ("alku", "add", {"sheet": "arkki", "section": "k", "text": "Valo", "hinta": 5}),
        ("aanestys", "vote", {"entry": "n1"}),
        ("aanestys", "unvote", {"entry": "n2"}),
        ("valinta", "pick", {"entry": "n1", "reason": "Siksi"}),
        ("valinta", "unpick", {"entry": "n2"}),
        ("hyvaksynta", "approve", {}),
        ("alku", "undo", {}),
        ("alku", "undo", {"of": "n2"}),
    ],
)
def test_every_command_may_be_repeated(game: Any, step: str, command: str, keys: dict[str, Any]) -> None:
    game.at("aanestys")
    game.add(id="n1")
    game.add(id="n2") if command == "undo" else game.add(id="n2", by="ilse")
    if command in ("unvote", "unpick"):
        game.do("vote", entry="n2")
        game.at("valinta").do("pick", entry="n2")
    if command == "unlink":
        game.do("link", entry="n2", to="n1")
    game.at(step)
    twice(game, command, **keys)


def test_a_repetition_is_known_long_after_and_in_another_step(game: Any) -> None:
    first = game.at("ideointi").do("add", "aino", id="n1", sheet="arkki", section="a", text="Sauna")
    game.do("remove", entry="n1")
    game.at("tauko")
    assert game.do("add", "aino", id="n1", sheet="arkki", section="a", text="Sauna") == first


def test_setting_the_same_text_with_another_field_may_be_repeated(game: Any) -> None:
    game.do("set", sheet="arkki", section="e", text="Kuvaus")
    twice(game, "set", sheet="arkki", section="e", text="Kuvaus", nimi="Aino")


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("add", {"sheet": "arkki", "section": "a", "text": "Toinen"}),
        ("add", {"sheet": "arkki", "section": "b", "text": "Sauna"}),
        ("remove", {"entry": "n1"}),
        ("undo", {}),
        ("join", {}),
        ("advance", {}),
    ],
)
def test_an_id_of_an_addition_is_refused_for_anything_else(game: Any, command: str, keys: dict[str, Any]) -> None:
    game.add(id="n1")
    assert game.refused(command, id="n1", **keys) == "id-used"


def test_an_id_of_an_addition_is_refused_for_one_with_other_fields(game: Any) -> None:
    result = {"sheet": "arkki", "section": "f", "text": "Uni", "id": "n1"}
    first = game.do("add", **result, start="3,5")
    assert game.do("add", **result, start=3.5) == first
    assert game.refused("add", **result, start=4) == "id-used"
    assert game.refused("add", **result) == "id-used"


def test_an_id_of_another_is_refused(game: Any) -> None:
    game.at("ideointi").add(by="aino", id="n1")
    assert game.refused("add", "nils", id="n1", sheet="arkki", section="a", text="Sauna") == "id-used"


def test_an_id_of_an_undo_is_refused_for_what_the_undo_did(game: Any) -> None:
    game.add(id="n1")
    game.do("undo", id="u1")
    assert game.refused("remove", id="u1", entry="n1") == "id-used"
    assert game.refused("undo", id="u1", of="c1") == "id-used"


def test_an_id_of_one_way_is_refused_for_another(game: Any) -> None:
    game.do("advance", id="w1")
    assert game.refused("back", id="w1") == "id-used"
    assert game.refused("go", id="w1", to="tauko") == "id-used"


@pytest.mark.parametrize("id", ["", "a b", "ä", "-a", "a" * 65, "a\n", "\ud800"])
def test_an_id_that_could_not_be_typed_is_refused(game: Any, id: str) -> None:
    assert game.refused("advance", id=id) == "bad-id"


def test_a_second_picture_may_be_repeated_and_another_may_not_have_its_id(game: Any) -> None:
    where = {"sheet": "arkki", "section": "g"}
    game.do("attach", **where, picture=PICTURE)
    twice(game, "attach", **where, picture=OTHER)
    assert game.refused("attach", id="again", **where, picture=PICTURE) == "id-used"
    assert game.refused("attach", id="again", sheet="toinen", section="g", picture=PICTURE) == "id-used"


def test_what_came_of_people_and_groups_is_answered_as_a_whole(play: Any) -> None:
    steps = [
        {"id": "alku", "title": "Alku"},
        {"id": "paja", "title": "Paja", "for-each": "group", "groups": {"count": 2}},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=steps)
    twice(game, "advance")
    assert game.refused("divide", id="again", count=2) == "id-used"
    game.number += 10
    for number, (command, keys) in enumerate(
        [
            ("join", {"person": "biret"}),
            ("leave", {"person": "nils"}),
            ("merge", {"group": "ryhma-1", "to": "ryhma-2"}),
        ]
    ):
        first = game.do(command, id=f"k{number}", **keys)
        assert first
        assert game.do(command, id=f"k{number}", **keys) == first
        assert game.refused("advance", id=f"k{number}") == "id-used"
        assert game.refused("seat", id=f"k{number}", person="aino", group="muu") == "id-used"
    assert game.refused("hand-over", id="k0", to="aino") == "id-used"


def test_a_leaving_and_a_joining_of_others_are_not_ones_own(game: Any) -> None:
    game.do("leave", person="nils", id="out")
    assert game.refused("leave", id="out") == "id-used"
    game.do("join", "ilse", person="nils", name="Nils", id="in")
    assert game.refused("join", id="in") == "id-used"
