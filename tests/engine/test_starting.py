"""What stands on the sheets when a session begins: entries that belong to everybody."""

from __future__ import annotations

from typing import Any

import pytest

CANVAS: dict[str, Any] = {
    "title": "Polku",
    "layout": {"areas": ["a b"]},
    "section": {
        "a": {
            "title": "Polku",
            "kind": "moments",
            "start": {"fi": ["Turha"]},
            "parts": {
                "ennen": {"title": "Ennen", "start": {"fi": ["Ajatus", "Varaus"], "sv": ["Tanke"]}},
                "aikana": {"title": "Aikana", "start": {"fi": ["Tulo"], "sv": ["Ankomst"]}},
            },
        },
        "b": {"title": "Lista", "kind": "checklist", "start": {"fi": ["Yksi", "Kaksi", "Kolme"], "sv": ["Ett"]}},
    },
}


def starting(play: Any, locale: str = "fi", **changes: Any) -> Any:
    section = {**CANVAS["section"], "b": {**CANVAS["section"]["b"], **changes}}
    return play(canvas={**CANVAS, "section": section}, locale=locale)


def test_each_sheet_begins_with_what_its_sections_and_parts_say_in_their_order(play: Any) -> None:
    state = starting(play).state
    for sheet in ("arkki", "toinen"):
        path = [(entry.part, entry.text) for entry in state.entries_in(sheet, "a")]
        assert path == [("ennen", "Ajatus"), ("ennen", "Varaus"), ("aikana", "Tulo")]
        assert [entry.text for entry in state.entries_in(sheet, "b")] == ["Yksi", "Kaksi", "Kolme"]
    assert sorted(state.entries, key=lambda name: int(name[6:])) == [f"start.{number}" for number in range(1, 13)]
    assert {entry.by for entry in state.entries.values()} == {""}


@pytest.mark.parametrize(("locale", "words"), [("sv", ["Ett"]), ("en", ["Yksi", "Kaksi", "Kolme"])])
def test_they_are_in_the_sessions_language_or_the_nearest_that_there_is(
    play: Any, locale: str, words: list[str]
) -> None:
    assert starting(play, locale).texts("b") == words


def test_no_more_and_no_longer_ones_than_the_section_takes(play: Any) -> None:
    assert starting(play, **dict[str, Any]({"at-most": 2})).texts("b") == ["Yksi", "Kaksi"]
    assert starting(play, characters=4).texts("b") == ["Yksi"]


def test_a_section_of_one_entry_begins_with_none(play: Any) -> None:
    assert starting(play, kind="text").texts("b") == []


def test_everybody_may_change_them(play: Any) -> None:
    game = starting(play).at("taytto")
    first, second, third = (entry.id for entry in game.state.entries_in("arkki", "b"))
    game.do("edit", "aino", entry=first, text="Yksi asia", done=True)
    game.do("edit", "nils", entry=first, text="Yksi pieni asia")
    game.do("move", "nils", entry=third, before=first)
    game.do("remove", "aino", entry=second)
    assert game.texts("b") == ["Kolme", "Yksi pieni asia"]
    assert game.state.entries[first].by == ""
    assert game.replayed() == game.state


def test_defaults_are_put_into_them_as_into_any_other(play: Any) -> None:
    kinds = {"asia": {"fields": {"text": {"title": "A"}, "tila": {"title": "T", "type": "number", "default": 7}}}}
    section = {"a": {"title": "A", "kind": "asia", "start": ["Yksi"]}}
    game = play(canvas={"title": "A", "layout": {"areas": ["a"]}, "section": section, "kinds": kinds})
    assert game.state.entries["start.1"].fields == {"tila": 7}


def test_neither_they_nor_the_beginning_can_be_taken_back(play: Any) -> None:
    assert starting(play).refused("undo", of="start") == "cannot-undo"
