"""What an entry is tied to: the entry that it answers, and pictures."""

from __future__ import annotations

from typing import Any

PICTURE, OTHER = "sha256:" + "a" * 64, "sha256:" + "b" * 64


def test_an_answer_is_taken_back_and_may_be_given_again(game: Any) -> None:
    one, two = game.add("1"), game.add("2")
    game.do("link", entry=one, to=two)
    game.do("unlink", entry=one, to=two)
    assert game.state.entries[one].links == ()
    assert game.refused("unlink", entry=one, to=two) == "not-linked"
    assert game.refused("unlink", entry=one, to="nothing") == "unknown-entry"
    game.do("link", entry=one, to=two)
    assert game.state.entries[one].links == (two,)


def test_an_answer_to_what_was_taken_away_can_be_taken_back(game: Any) -> None:
    one, two = game.add("1"), game.add("2")
    game.do("link", entry=one, to=two)
    game.do("remove", entry=two)
    game.do("unlink", entry=one, to=two)
    assert game.state.entries[one].links == ()


def test_undoing_an_unlink_puts_the_answer_where_it_was(game: Any) -> None:
    one, two, three = game.add("1"), game.add("2"), game.add("3")
    game.do("link", entry=one, to=two)
    game.do("link", entry=one, to=three)
    game.do("unlink", entry=one, to=two, id="u")
    assert game.refused("undo", "aino", of="u") == "not-your-command"
    game.do("undo", of="u")
    assert game.state.entries[one].links == (two, three)


def test_an_unlink_that_was_linked_again_is_not_undone(game: Any) -> None:
    one, two = game.add("1"), game.add("2")
    game.do("link", entry=one, to=two)
    game.do("unlink", entry=one, to=two, id="u")
    game.do("link", entry=one, to=two)
    assert game.refused("undo", of="u") == "built-on"


def test_a_picture_becomes_the_one_entry_of_its_section_and_then_another_picture(game: Any) -> None:
    (added,) = game.do("attach", sheet="arkki", section="g", picture=PICTURE, text="Takka", id="p")
    assert (added.entry, added.text, added.fields) == ("p", "Takka", {"picture": PICTURE})
    (edited,) = game.do("attach", sheet="arkki", section="g", picture=OTHER)
    assert (edited.entry, edited.text, edited.fields) == ("p", None, {"picture": OTHER})
    assert game.do("attach", sheet="arkki", section="g", picture=OTHER) == ()
    game.do("undo")
    assert game.state.entries["p"].fields == {"picture": PICTURE}


def test_a_picture_goes_into_an_entry_that_has_a_field_for_it(game: Any) -> None:
    entry = game.add("Valo", section="k", hinta=5)
    game.do("attach", entry=entry, picture=PICTURE, text="Valoa")
    assert game.state.entries[entry].text == "Valoa"
    assert game.state.entries[entry].fields == {"hinta": 5, "sointi": 3, "kuva": PICTURE}


def test_a_picture_becomes_an_entry_of_a_section_that_holds_many(play: Any) -> None:
    kinds = {"kuvat": {"fields": {"text": {"title": "T"}, "kuva": {"title": "K", "type": "picture", "required": True}}}}
    section = {"a": {"title": "A", "kind": "kuvat", "at-most": 2}}
    game = play(canvas={"title": "A", "layout": {"areas": ["a"]}, "section": section, "kinds": kinds})
    for picture in (PICTURE, OTHER):
        game.do("attach", sheet="arkki", section="a", picture=picture)
    assert [entry.fields["kuva"] for entry in game.state.entries_in("arkki", "a")] == [PICTURE, OTHER]
    assert game.refused("attach", sheet="arkki", section="a", picture=PICTURE) == "full"


def test_a_picture_has_one_place_that_takes_pictures(game: Any) -> None:
    note = game.add()
    assert game.refused("attach", entry=note, picture=PICTURE) == "takes-no-picture"
    assert game.refused("attach", sheet="arkki", section="a", picture=PICTURE) == "takes-no-picture"
    assert game.refused("attach", picture=PICTURE) == "attach-where"
    assert game.refused("attach", sheet="arkki", picture=PICTURE) == "attach-where"
    assert game.refused("attach", sheet="arkki", section="g", entry=note, picture=PICTURE) == "attach-where"
    assert game.refused("attach", sheet="arkki", section="g", picture="kuva.jpg") == "not-a-picture"


def test_a_picture_is_put_only_where_the_step_works_and_into_ones_own_entries(game: Any) -> None:
    game.at("ideointi")
    assert game.refused("attach", "aino", sheet="toinen", section="g", picture=PICTURE) == "not-here"
    game.at("taytto")
    entry = game.add("Valo", section="k", hinta=5, by="aino")
    assert game.refused("attach", "nils", entry=entry, picture=PICTURE) == "not-yours"
    game.do("attach", "aino", entry=entry, picture=PICTURE)
