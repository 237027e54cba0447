"""Carries: snapshots with their origin, once when a step is entered, and again when a facilitator asks."""

from __future__ import annotations

from typing import Any

import pytest

STEPS: list[dict[str, Any]] = [
    {"id": "ideat", "title": "Ideat", "activity": "fill", "on": ["arkki"]},
    {"id": "tauko", "title": "Tauko", "activity": "break"},
    {"id": "jatko", "title": "Jatko", "activity": "fill", "on": ["toinen"]},
]
PICTURE = "sha256:" + "a" * 64


def carrying(play: Any, *carries: dict[str, Any], steps: list[dict[str, Any]] = STEPS) -> Any:
    """A game at its first step, with some carries."""
    return play(steps=steps, carry=list(carries))


def way(source: str = "a", to: str = "b", **more: Any) -> dict[str, Any]:
    return {"from": f"arkki.{source}", "to": f"toinen.{to}", **more}


def come(game: Any, section: str = "b") -> list[Any]:
    """What stands where it was carried to: text and origin."""
    return [(entry.text, entry.origin) for entry in game.state.entries_in("toinen", section)]


def test_a_copy_comes_when_a_step_that_works_there_is_entered_and_keeps_author_and_origin(play: Any) -> None:
    game = carrying(play, way())
    entry = game.add("Sauna", by="aino", colour=2)
    game.do("advance")
    assert come(game) == []
    *_, added, carried = game.do("advance", id="go")
    assert (carried.carry, carried.entries) == (0, ("go.1",))
    assert (added.entry, added.by, added.origin) == ("go.1", "ilse", entry)
    copy = game.state.entries["go.1"]
    assert (copy.text, copy.by, copy.fields) == ("Sauna", "aino", {"colour": 2})
    assert game.state.carried == {0: 1}
    assert game.replayed() == game.state


def test_a_copy_is_a_snapshot_and_what_comes_later_does_not_come_by_itself(play: Any) -> None:
    game = carrying(play, way())
    entry = game.add("Sauna")
    game.at("jatko")
    game.do("edit", entry=entry, text="Kota")
    game.add("Laavu")
    game.at("ideat").at("jatko")
    assert come(game) == [("Sauna", entry)]


def test_what_finds_nothing_is_tried_again_when_the_step_is_entered_next(play: Any) -> None:
    game = carrying(play, way(take="voted"))
    game.add("Sauna")
    assert [event.type for event in game.do("go", to="jatko")] == ["stepped"]
    assert game.state.carried == {}
    game.do("add", sheet="arkki", section="a", text="Kota", id="k")
    game.at("ideat").at("jatko")
    assert come(game) == []


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, ["1", "2", "3"]),
        ({"take": "voted"}, ["3", "1"]),
        ({"take": "voted", "at-most": 1}, ["3"]),
        ({"take": "picked"}, ["2"]),
        ({"take": "newest", "at-most": 2}, ["3", "2"]),
    ],
)
def test_which_entries_come_and_in_which_order(play: Any, how: dict[str, Any], expected: list[str]) -> None:
    steps: list[dict[str, Any]] = [
        STEPS[0],
        {"id": "aanestys", "title": "Ä", "activity": "vote", "on": ["arkki.a"]},
        {"id": "valinta", "title": "V", "activity": "decide", "on": ["arkki.a"]},
        STEPS[2],
    ]
    game = carrying(play, way(**how), steps=steps)
    one, two, three = (game.add(text) for text in "123")
    game.at("aanestys")
    for person, entry in (("aino", one), ("aino", three), ("nils", three)):
        game.do("vote", person, entry=entry)
    game.at("valinta").do("pick", entry=two)
    game.at("jatko")
    assert [text for text, _ in come(game)] == expected


@pytest.mark.parametrize("on", ["toinen", "toinen.c", "toinen.c.kipu"])
def test_a_step_works_there_when_its_place_is_over_or_under_that_of_the_carry(play: Any, on: str) -> None:
    steps = [STEPS[0], {"id": "jatko", "title": "Jatko", "activity": "fill", "on": [on]}]
    game = carrying(play, way(to="c.kipu"), steps=steps)
    game.add("Sauna")
    game.at("jatko")
    assert [(entry.text, entry.part) for entry in game.state.entries_in("toinen", "c")] == [("Sauna", "kipu")]


def test_a_step_that_works_elsewhere_brings_nothing(play: Any) -> None:
    steps = [STEPS[0], {"id": "jatko", "title": "Jatko", "activity": "fill", "on": ["toinen.a", "toinen.c.hyoty"]}]
    game = carrying(play, way(to="b"), way(to="c.kipu"), steps=steps)
    game.add("Sauna")
    game.at("jatko")
    assert come(game) == come(game, "c") == []


def test_back_brings_too_and_the_outer_step_of_several_counts(play: Any) -> None:
    steps: list[dict[str, Any]] = [
        {"id": "ulko", "title": "Ulko", "on": ["toinen.b"]},
        {"id": "sisa", "title": "Sisä", "in": "ulko", "activity": "fill", "on": ["arkki"]},
        {"id": "muu", "title": "Muu"},
    ]
    game = carrying(play, way(), steps=steps)
    game.add("Sauna")
    game.at("muu").do("back")
    assert [text for text, _ in come(game)] == ["Sauna"]


def test_only_words_and_fields_that_mean_the_same_there_go_along(play: Any) -> None:
    game = carrying(play, way("j", "k"), way("k", "a"))
    game.do("add", sheet="arkki", section="j", text="Tulo", feeling=4, we="Tervehdimme")
    game.do("add", sheet="arkki", section="k", text="Valo", hinta=5, kuva=PICTURE)
    game.at("jatko")
    assert [entry.fields for entry in game.state.entries_in("toinen", "k")] == [{"sointi": 3}]
    assert [(entry.text, entry.fields) for entry in game.state.entries_in("toinen", "a")] == [("Valo", {})]


def test_a_form_is_carried_field_by_field_and_only_onto_an_empty_one(play: Any) -> None:
    game = carrying(play, way("e", "e"))
    game.do("set", sheet="arkki", section="e", nimi="Aino", ika=40)
    game.at("jatko")
    assert [entry.fields for entry in game.state.entries_in("toinen", "e")] == [{"nimi": "Aino", "ika": 40}]
    game.do("set", sheet="arkki", section="e", ika=41)
    assert game.refused("carry", to="toinen.e") == "nothing-to-carry"


def test_what_stands_where_one_entry_goes_is_left_alone(play: Any) -> None:
    game = carrying(play, way("a", "d"))
    game.add("Sauna")
    game.do("set", sheet="toinen", section="d", text="Oma lause")
    assert [event.type for event in game.do("go", to="jatko")] == ["stepped"]
    assert come(game, "d") == [("Oma lause", None)]


def test_one_of_many_goes_where_one_entry_fits(play: Any) -> None:
    game = carrying(play, way("a", "d", take="newest"))
    game.add("1")
    game.add("2")
    game.at("jatko")
    assert [text for text, _ in come(game, "d")] == ["2"]


def test_parts_go_to_parts_of_the_same_name(play: Any) -> None:
    game = carrying(play, way("c", "c"), way("i", "i"), way("a", "c"))
    game.add("Pelko", section="c", part="kipu")
    game.add("Sauna")
    for part, score in (("tyo", 8), ("halu", 3)):
        game.do("set", sheet="arkki", section="i", part=part, score=score)
    game.at("jatko")
    assert [(entry.text, entry.part) for entry in game.state.entries_in("toinen", "c")] == [("Pelko", "kipu")]
    found = [(entry.part, entry.fields["score"]) for entry in game.state.entries_in("toinen", "i")]
    assert found == [("tyo", 8), ("halu", 3)]


def test_limits_hold_what_does_not_fit_and_delete_nothing(play: Any) -> None:
    game = carrying(play, way("b", "a"))
    short, long = game.add("lyhyt", section="b"), game.add("liian pitkä tähän osioon", section="b")
    others = [game.add(str(number), section="b") for number in range(3)]
    game.do("add", sheet="toinen", section="a", text="Oma")
    game.at("jatko")
    assert come(game, "a") == [("Oma", None), ("lyhyt", short), ("0", others[0])]
    assert len(game.texts("b")) == 5
    assert long not in {origin for _, origin in come(game, "a")}


def test_one_carry_goes_on_from_where_another_came(play: Any) -> None:
    game = carrying(play, way(), {"from": "toinen.b", "to": "toinen.c.kipu"})
    game.add("Sauna")
    game.do("go", to="jatko", id="go")
    assert come(game, "c") == [("Sauna", "go.1")]
    assert game.state.carried == {0: 1, 1: 1}


def test_a_copy_gets_an_id_that_nothing_has(play: Any) -> None:
    game = carrying(play, way())
    game.add("Sauna", id="go.1")
    game.do("go", to="jatko", id="go")
    assert list(game.state.boxes["toinen", "b"]) == ["go.2"]


def test_on_request_comes_what_has_not_come_yet(play: Any) -> None:
    game = carrying(play, way())
    one = game.add("1")
    game.at("jatko")
    assert game.refused("carry", to="toinen.b") == "nothing-to-carry"
    two = game.add("2")
    game.do("carry", to="toinen.b")
    assert come(game) == [("1", one), ("2", two)]
    assert game.state.carried == {0: 2}
    assert game.refused("carry", to="toinen.b") == "nothing-to-carry"


def test_what_was_taken_away_there_or_put_elsewhere_does_not_come_again(play: Any) -> None:
    game = carrying(play, way())
    game.add("1")
    game.add("2")
    game.do("go", to="jatko", id="go")
    game.do("remove", entry="go.1")
    game.do("move", entry="go.2", section="a")
    assert game.refused("carry", to="toinen.b") == "nothing-to-carry"


def test_two_carries_from_one_place_to_two_do_not_stand_in_each_others_way(play: Any) -> None:
    game = carrying(play, way(to="b"), way(to="c.kipu"))
    game.add("Sauna")
    game.do("carry", to="toinen.b")
    game.do("carry", to="toinen.c.kipu")
    assert [text for text, _ in come(game)] == [text for text, _ in come(game, "c")] == ["Sauna"]


def test_a_request_names_a_place_that_a_carry_leads_to(play: Any) -> None:
    game = carrying(play, way(to="b"), way(to="c.kipu"))
    assert game.refused("carry", to="toinen.a") == "no-such-carry"
    assert "toinen.b, toinen.c.kipu" in game.said("carry", to="arkki")
    game.add("Sauna")
    game.do("carry", to="toinen")
    assert [text for text, _ in (*come(game), *come(game, "c"))] == ["Sauna", "Sauna"]


def test_undoing_the_step_takes_the_copies_back_and_the_next_one_brings_them_again(play: Any) -> None:
    game = carrying(play, way())
    entry = game.add("Sauna")
    before = game.state
    game.do("go", to="jatko", id="go")
    game.do("undo", of="go")
    assert (game.state.steps, game.state.carried, game.state.boxes) == (before.steps, {}, before.boxes)
    assert [event.type for event in game.do("go", to="jatko", id="anew")] == ["stepped", "added", "carried"]
    assert come(game) == [("Sauna", entry)]
    assert game.replayed() == game.state


def test_a_step_whose_copies_others_worked_on_is_not_undone(play: Any) -> None:
    game = carrying(play, way())
    game.add("Sauna", by="aino")
    game.do("go", to="jatko", id="go")
    game.do("edit", "aino", entry="go.1", text="Kota")
    assert game.refused("undo", of="go") == "built-on"


def test_a_step_with_copies_is_not_undone_when_the_session_went_on(play: Any) -> None:
    game = carrying(play, way())
    game.add("Sauna")
    game.do("go", to="jatko", id="go")
    game.do("advance")
    assert game.refused("undo", of="go") == "built-on"


def test_undoing_a_request_takes_back_what_it_brought_and_nothing_else(play: Any) -> None:
    game = carrying(play, way())
    game.add("1")
    game.at("jatko")
    game.add("2")
    game.do("carry", to="toinen.b", id="again")
    game.do("undo", of="again")
    assert [text for text, _ in come(game)] == ["1"]
    assert game.state.carried == {0: 1}
    game.do("carry", to="toinen.b")
    assert [text for text, _ in come(game)] == ["1", "2"]


def test_a_repeated_step_or_request_brings_nothing_twice(play: Any) -> None:
    game = carrying(play, way())
    game.add("1")
    first = game.do("go", to="jatko", id="go")
    assert game.do("go", to="jatko", id="go") == first
    game.add("2")
    again = game.do("carry", to="toinen.b", id="again")
    assert game.do("carry", to="toinen.b", id="again") == again
    assert game.refused("carry", to="toinen.a", id="again") == "id-used"
    assert game.refused("carry", to="toinen.b", id="go") == "id-used"
    assert game.refused("advance", id="again") == "id-used"
    assert len(come(game)) == 2


def test_what_nobody_wrote_stays_nobodys(play: Any) -> None:
    canvas = {
        "title": "A",
        "layout": {"areas": ["a b"]},
        "section": {"a": {"title": "A", "start": ["Alku"]}, "b": {"title": "B"}},
    }
    game = play(steps=STEPS, carry=[way()], canvas=canvas).at("jatko")
    (copy,) = game.state.entries_in("toinen", "b")
    assert (copy.by, copy.origin) == ("", "start.1")
    game.do("edit", "nils", entry=copy.id, text="Uusi alku")
