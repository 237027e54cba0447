"""Undo: what was so is so again, and nobody's work is taken from under them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Play = Callable[..., Any]


def test_undoing_a_change_of_fields_and_text_brings_both_back(game: Any) -> None:
    game.at("taytto")
    game.do("set", sheet="arkki", section="e", nimi="Aino", ika="40")
    (entry,) = game.state.entries_in("arkki", "e")
    game.do("set", sheet="arkki", section="e", text="Uusi", nimi="", ika=41, kausi="talvi")
    game.do("undo")
    assert game.state.entries[entry.id] == entry


def test_undoing_the_first_text_of_an_entry_that_had_none_leaves_none(game: Any) -> None:
    game.do("set", sheet="arkki", section="e", nimi="Aino")
    game.do("set", sheet="arkki", section="e", text="Kuvaus")
    game.do("undo")
    (entry,) = game.state.entries_in("arkki", "e")
    assert entry.text is None
    assert game.replayed() == game.state


def test_undoing_an_unvote_puts_the_vote_where_it_was(game: Any) -> None:
    entry = game.add()
    game.at("aanestys")
    for person in ("aino", "nils", "ilse"):
        game.do("vote", person, entry=entry)
    game.do("unvote", "aino", entry=entry)
    game.do("undo", "aino")
    assert game.state.entries[entry].votes == ("aino", "nils", "ilse")


def test_undoing_a_second_reason_keeps_when_an_entry_was_picked(game: Any) -> None:
    entry = game.add()
    game.at("valinta")
    game.do("pick", entry=entry, id="p1")
    picked = game.state.entries[entry].picked
    game.do("pick", entry=entry, reason="Tätä kysytään", id="p2")
    game.do("undo")
    assert game.state.entries[entry].picked == picked
    game.do("undo")
    assert game.state.entries[entry].picked is None


def test_undoing_an_unpick_keeps_when_and_why(game: Any) -> None:
    entry = game.add()
    game.at("valinta")
    game.do("pick", entry=entry, reason="Tätä kysytään")
    was = game.state.entries[entry]
    game.do("unpick", entry=entry)
    game.do("undo")
    assert game.state.entries[entry] == was


def test_undoing_a_step_gives_its_time_and_its_moves_back(play: Play) -> None:
    game = play(moves=[{"from": "alku", "to": "tauko", "on": "tauolle", "at-most": 1}])
    before = game.state
    game.do("go", event="tauolle")
    game.do("undo")
    assert (game.state.steps, game.state.entered) == (before.steps, before.entered)
    assert (game.state.visits, game.state.moves) == (before.visits, before.moves)
    game.do("go", event="tauolle")
    game.do("back")
    game.at("alku")
    assert game.refused("go", event="tauolle") == "move-used-up"


def test_a_step_is_not_taken_back_when_others_have_gone_on(game: Any) -> None:
    game.do("advance", id="first")
    game.do("advance", id="second")
    assert game.refused("undo", of="first") == "built-on"
    game.do("undo", of="second")
    game.do("undo", of="first")
    assert game.state.step == "alku"


def test_an_entry_that_another_voted_for_is_not_taken_back(game: Any) -> None:
    entry = game.add(by="ilse")
    game.at("aanestys").do("vote", "aino", entry=entry)
    assert game.refused("undo", of=entry) == "built-on"
    game.do("undo", "aino")
    game.do("undo", of=entry)
    assert game.texts() == []


def test_a_vote_is_taken_back_though_others_voted_for_the_same_entry(game: Any) -> None:
    entry = game.add()
    game.at("aanestys").do("vote", by="aino", entry=entry)
    game.do("vote", by="nils", entry=entry)
    game.do("undo", by="aino")
    assert game.state.entries[entry].votes == ("nils",)


def test_a_choice_is_taken_back_though_its_words_were_mended_since(game: Any) -> None:
    entry = game.add()
    game.at("valinta").do("pick", entry=entry)
    pick = f"c{game.number}"
    game.do("edit", entry=entry, text="Savusauna")
    game.do("undo", of=pick)
    assert game.state.entries[entry].picked is None
    assert game.state.entries[entry].text == "Savusauna"


def test_a_vote_for_an_entry_that_was_removed_is_not_taken_back(game: Any) -> None:
    entry = game.add()
    game.at("aanestys").do("vote", by="aino", entry=entry)
    game.do("remove", entry=entry)
    assert game.refused("undo", by="aino") == "built-on"


def test_an_entry_that_another_rewrote_is_not_taken_back(game: Any) -> None:
    entry = game.at("ideointi").add(by="aino")
    game.do("edit", entry=entry, text="Toinen sauna")
    assert game.refused("undo", "aino", of=entry) == "built-on"


def test_a_removed_entry_does_not_come_back_into_a_full_section(game: Any) -> None:
    first = game.add("1")
    game.add("2")
    game.add("3")
    game.do("remove", entry=first, id="away")
    game.add("4")
    assert game.refused("undo", of="away") == "full"
    assert game.texts() == ["2", "3", "4"]


def test_a_removed_entry_does_not_come_back_beside_the_one_that_took_its_place(game: Any) -> None:
    game.do("set", sheet="arkki", section="d", text="Vanha", id="old")
    game.do("remove", entry="old", id="away")
    game.do("set", sheet="arkki", section="d", text="Uusi")
    assert game.refused("undo", of="away") == "full"
    assert game.texts("d") == ["Uusi"]


def test_an_entry_that_was_moved_does_not_come_back_into_a_full_section(game: Any) -> None:
    first = game.add("1")
    game.add("2")
    game.add("3")
    game.do("move", entry=first, section="b", id="away")
    game.add("4")
    assert game.refused("undo", of="away") == "full"


def test_a_vote_that_was_given_elsewhere_does_not_come_back(game: Any) -> None:
    one, two, three = game.add("1"), game.add("2"), game.add("3")
    game.at("aanestys")
    game.do("vote", "aino", entry=one)
    game.do("vote", "aino", entry=two)
    game.do("unvote", "aino", entry=one, id="back")
    game.do("vote", "aino", entry=three)
    assert game.refused("undo", "aino", of="back") == "built-on"


def test_an_entry_does_not_come_back_with_votes_that_were_given_elsewhere(game: Any) -> None:
    one, two, three = game.add("1"), game.add("2"), game.add("3")
    game.at("aanestys")
    game.do("vote", "aino", entry=one)
    game.do("vote", "aino", entry=two)
    game.do("remove", entry=one, id="away")
    game.do("vote", "aino", entry=three)
    assert game.refused("undo", of="away") == "built-on"
    game.do("unvote", "aino", entry=three)
    game.do("undo", of="away")
    assert game.state.entries[one].votes == ("aino",)


def test_a_link_and_an_approval_are_taken_back(game: Any) -> None:
    one, two = game.add("1"), game.add("2")
    game.do("link", entry=one, to=two)
    game.do("undo")
    assert game.state.entries[one].links == ()
    game.at("hyvaksynta").do("approve", "aino")
    game.do("undo", "aino")
    assert game.state.approvals == {}
    game.do("approve", "aino")
    assert game.state.approvals == {"arkki": ("aino",)}


def test_only_a_facilitator_takes_back_what_another_did(game: Any) -> None:
    entry = game.at("ideointi").add(by="aino")
    assert game.refused("undo", "nils", of=entry) == "not-your-command"
    game.do("undo", of=entry)
    assert game.texts() == []


def test_undo_takes_back_ones_own_latest_and_then_the_one_before(game: Any) -> None:
    game.at("ideointi")
    game.add("1", by="aino")
    game.add("2", by="nils")
    game.add("3", by="aino")
    game.do("undo", "aino")
    game.do("undo", "aino")
    assert game.texts() == ["2"]
    assert game.refused("undo", "aino") == "nothing-to-undo"


def test_neither_the_start_nor_a_joining_nor_an_undo_is_taken_back(game: Any) -> None:
    assert game.refused("undo", of="start") == "cannot-undo"
    assert game.refused("undo", of="c1") == "cannot-undo"
    game.do("advance")
    game.do("undo", id="undo")
    assert game.refused("undo", of="undo") == "cannot-undo"
    assert game.refused("undo", of="nothing") == "unknown-command"
