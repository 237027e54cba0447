"""Entries: where they stand, what a section takes, whose they are."""

from __future__ import annotations

from typing import Any


def test_an_entry_is_put_at_the_end_or_before_another(game: Any) -> None:
    one = game.add("1")
    two = game.add("2")
    game.add("3", before=two)
    assert game.texts() == ["1", "3", "2"]
    game.do("move", entry=two, before=one)
    assert game.texts() == ["2", "1", "3"]
    game.do("move", entry=two)
    assert game.texts() == ["1", "3", "2"]
    assert game.refused("add", sheet="arkki", section="b", text="x", before=one) == "unknown-entry"


def test_a_move_to_where_an_entry_stands_is_none(game: Any) -> None:
    one, two = game.add("1"), game.add("2")
    assert game.do("move", entry=one, before=one) == ()
    assert game.do("move", entry=one, before=two) == ()
    assert game.do("move", entry=two) == ()


def test_an_entry_put_before_itself_in_another_part_changes_its_part_and_keeps_its_place(game: Any) -> None:
    one, two = game.add("1", section="c", part="kipu"), game.add("2", section="c", part="kipu")
    game.do("move", entry=one, part="hyoty", before=one)
    assert [entry.id for entry in game.state.entries_in("arkki", "c")] == [one, two]
    assert game.state.entries[one].part == "hyoty"


def test_an_entry_cannot_be_put_before_itself_in_another_section(game: Any) -> None:
    one = game.add("1")
    assert game.refused("move", entry=one, section="b", before=one) == "unknown-entry"
    assert game.texts() == ["1"]


def test_a_section_takes_as_many_as_it_says(game: Any) -> None:
    game.add("1")
    game.add("2")
    three = game.add("3")
    other = game.add("4", section="b")
    assert game.refused("add", sheet="arkki", section="a", text="5") == "full"
    assert game.refused("move", entry=other, section="a") == "full"
    game.do("move", entry=three, before="c4")
    game.do("remove", entry=three)
    game.add("5")
    assert game.texts() == ["1", "2", "5"]


def test_the_same_section_of_another_sheet_is_another_box(game: Any) -> None:
    for number in "123":
        game.add(number)
    game.do("add", sheet="toinen", section="a", text="4")
    assert len(game.state.entries_in("toinen", "a")) == 1


def test_a_section_with_parts_asks_which_and_one_without_takes_none(game: Any) -> None:
    assert game.refused("add", sheet="arkki", section="c", text="x") == "which-part"
    assert game.refused("add", sheet="arkki", section="c", part="ilo", text="x") == "unknown-part"
    assert game.refused("add", sheet="arkki", section="c", part="", text="x") == "unknown-part"
    assert game.refused("add", sheet="arkki", section="a", part="kipu", text="x") == "unknown-part"
    one = game.add("1")
    assert game.refused("move", entry=one, section="c") == "which-part"
    game.do("move", entry=one, section="c", part="kipu")
    assert game.refused("move", entry=one, part="ilo") == "unknown-part"
    game.do("move", entry=one, section="b")
    assert game.state.entries[one].part is None


def test_a_participant_who_names_a_part_that_is_not_there_is_told_so(game: Any) -> None:
    game.at("aanestys")
    assert game.refused("add", "aino", sheet="arkki", section="c", part="ilo", text="x") == "not-now"
    game.at("ideointi")
    one = game.add("1", by="aino")
    assert game.refused("add", "aino", sheet="toinen", section="c", part="ilo", text="x") == "unknown-part"
    assert game.refused("add", "aino", sheet="toinen", section="c", part="kipu", text="x") == "not-here"
    assert game.refused("move", "aino", entry=one, sheet="toinen", section="c", part="ilo") == "unknown-part"
    assert game.refused("move", "aino", entry=one, sheet="toinen") == "not-here"


def test_one_kind_is_set_and_the_other_added_to(game: Any) -> None:
    assert game.refused("add", sheet="arkki", section="d", text="x") == "holds-one"
    assert game.refused("set", sheet="arkki", section="a", text="x") == "holds-many"
    assert game.refused("set", sheet="arkki", section="d") == "empty"
    assert game.refused("add", sheet="arkki", section="a") == "empty"
    game.do("set", sheet="arkki", section="d", text="Lause")
    (edited,) = game.do("set", sheet="arkki", section="d", text="Toinen")
    assert edited.type == "edited"
    assert game.do("set", sheet="arkki", section="d", text="Toinen") == ()
    assert game.texts("d") == ["Toinen"]


def test_an_entry_moves_only_where_its_kind_is_taken(game: Any) -> None:
    result, note = game.add("Uni", section="f", target=4), game.add("1")
    assert game.refused("move", entry=result, section="a") == "other-kind"
    assert game.refused("move", entry=note, section="d") == "holds-one"
    assert game.refused("move", entry=note, section="f") == "other-kind"
    long = game.add("x" * 30, section="b")
    assert game.refused("move", entry=long, section="a") == "too-long"


def test_participants_change_what_is_theirs_and_facilitators_everything(game: Any) -> None:
    entry = game.at("ideointi").add(by="aino")
    for command, keys in (("edit", {"text": "x"}), ("move", {"section": "b"}), ("remove", {})):
        assert game.refused(command, "nils", entry=entry, **keys) == "not-yours"
    game.do("edit", entry=entry, text="Kota")
    game.do("edit", "aino", entry=entry, text="Laavu")
    assert game.texts() == ["Laavu"]
    assert game.state.entries[entry].by == "aino"


def test_what_was_taken_away_is_known_and_not_to_be_worked_with(game: Any) -> None:
    one, two = game.add("1"), game.add("2")
    game.do("remove", entry=one)
    for command, keys in (("edit", {"text": "x"}), ("remove", {}), ("move", {}), ("link", {"to": two})):
        assert game.refused(command, entry=one, **keys) == "removed"
    assert game.refused("link", entry=two, to=one) == "removed"
    assert game.refused("link", entry=two, to=two) == "link-to-itself"
    assert game.state.entries[one].removed


def test_an_unknown_sheet_section_or_entry_is_named_with_what_was_probably_meant(game: Any) -> None:
    assert "arkki" in game.said("add", sheet="arki", section="a", text="x")
    assert game.refused("add", sheet="arki", section="a", text="x") == "unknown-sheet"
    assert game.refused("add", sheet="arkki", section="z", text="x") == "unknown-section"
    assert game.refused("edit", entry="nothing", text="x") == "unknown-entry"


def test_a_section_of_one_entry_has_one_in_each_of_its_parts(game: Any) -> None:
    assert game.refused("set", sheet="arkki", section="i", score=3) == "which-part"
    assert game.refused("set", sheet="arkki", section="i", part="ilo", score=3) == "unknown-part"
    assert game.refused("add", sheet="arkki", section="i", part="halu", score=3) == "holds-one"
    for part, score in (("halu", 3), ("tyo", 8), ("halu", 4)):
        game.do("set", sheet="arkki", section="i", part=part, score=score)
    found = [(entry.part, entry.fields["score"]) for entry in game.state.entries_in("arkki", "i")]
    assert found == [("halu", 4), ("tyo", 8)]


def test_the_entry_of_a_part_moves_only_to_a_part_that_is_free(game: Any) -> None:
    game.do("set", sheet="arkki", section="i", part="halu", score=3, id="n1")
    game.do("set", sheet="arkki", section="i", part="tyo", score=8, id="n2")
    assert game.refused("move", entry="n1", part="tyo") == "full"
    game.do("remove", entry="n2")
    game.do("move", entry="n1", part="tyo")
    game.do("set", sheet="arkki", section="i", part="halu", score=1)
    assert game.refused("undo", of="c7") == "full"


def test_words_beside_a_score_or_a_picture_may_be_left_out(game: Any) -> None:
    game.do("set", sheet="arkki", section="i", part="halu", score=3)
    game.do("set", sheet="arkki", section="i", part="tyo", score=3, text="")
    assert game.texts("i") == [None, None]
    assert game.refused("set", sheet="arkki", section="g", text="") == "empty"


def test_words_that_need_not_be_there_are_emptied_and_come_back_by_undo(game: Any) -> None:
    game.do("set", sheet="arkki", section="i", part="halu", score=3, text="Siksi", id="n1")
    was = game.state.entries["n1"]
    game.do("set", sheet="arkki", section="i", part="halu", text="")
    assert game.texts("i") == [None]
    assert game.do("set", sheet="arkki", section="i", part="halu", text="") == ()
    game.do("undo")
    assert game.state.entries["n1"] == was


def test_the_order_of_a_path_is_everybodys_and_its_words_are_not(game: Any) -> None:
    game.at("taytto")
    one, two = game.add("Tulo", section="j", by="aino"), game.add("Lähtö", section="j", by="aino")
    game.do("move", "nils", entry=two, before=one)
    assert game.texts("j") == ["Lähtö", "Tulo"]
    for command, keys in (("edit", {"text": "x"}), ("remove", {}), ("move", {"section": "b"})):
        assert game.refused(command, "nils", entry=one, **keys) == "not-yours"
    game.at("aanestys")
    assert game.refused("move", "nils", entry=one) == "not-now"


def test_an_entry_does_not_get_the_id_of_one_that_there_is(play: Any) -> None:
    canvas = {"title": "A", "layout": {"areas": ["a"]}, "section": {"a": {"title": "A", "start": ["Alku"]}}}
    game = play(canvas=canvas)
    assert game.refused("add", id="start.1", sheet="arkki", section="a", text="Alku") == "id-used"
