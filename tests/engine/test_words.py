"""What may be written: lengths, odd letters, and characters that no poster can show."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tyopaja.engine.values import fault_of
from tyopaja.testing.strategies import ODD_WORDS, REFUSED_WORDS, words


@pytest.mark.parametrize("text", ODD_WORDS)
def test_odd_words_are_kept_letter_by_letter(game: Any, text: str) -> None:
    entry = game.add(text, section="b")
    assert game.state.entries[entry].text == text


@pytest.mark.parametrize("text", REFUSED_WORDS, ids=ascii)
def test_words_that_nobody_could_read_are_refused(game: Any, text: str) -> None:
    assert game.refused("add", sheet="arkki", section="b", text=text) in ("empty", "control-character", "too-long")


@given(words(20))
def test_words_of_the_strategy_fit(text: str) -> None:
    assert fault_of(text, 20) is None


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("x" * 20, True),
        ("x" * 21, False),
        ("e\u0301" * 20, True),  # a mark of its own is no character of its own
        ("e\u0301" * 21, False),
        ("ế" * 20, True),
        ("ǯ" * 20, True),
        ("👍🏽" * 10, True),  # two characters each
        ("👍🏽" * 11, False),
        ("e" + "\u0301" * 79, True),
        ("e" + "\u0301" * 80, False),
    ],
)
def test_an_entry_has_as_many_characters_as_its_section_says(game: Any, text: str, fits: bool) -> None:
    if fits:
        assert game.state.entries.get(game.add(text)) is None or game.texts() == [text]
    else:
        assert game.refused("add", sheet="arkki", section="a", text=text) == "too-long"


def test_no_text_exceeds_ten_thousand_characters_whatever_a_canvas_says() -> None:
    assert fault_of("x" * 10_000, 50_000) is None
    assert fault_of("x" * 10_001, 50_000) == ("too-long", {"length": 10_001, "limit": 10_000})


def test_a_million_marks_are_refused_and_those_of_a_long_text_are_not_counted() -> None:
    assert fault_of("e" + "\u0301\u0316" * 1_000_000, 10_000) is not None
    assert fault_of("e" + "\u0301\u0316" * 19_000, 10_000) is None


@pytest.mark.parametrize(
    "code", [*range(0x20), *range(0x7F, 0xA0), 0x202A, 0x202E, 0x2066, 0x2069, 0xD800, 0xDFFF, 0xFFFE]
)
def test_characters_that_do_not_print_or_mislead_are_named_by_code_and_place(code: int) -> None:
    fault = fault_of(f"ab{chr(code)}c", 100)
    if chr(code) in "\t\n":
        assert fault is None
    else:
        assert fault == ("control-character", {"character": f"U+{code:04X}", "place": 3})


def test_a_refused_character_is_said_in_words(game: Any) -> None:
    assert "U+0007" in game.said("add", sheet="arkki", section="a", text="soi\u0007")


def test_line_ends_of_windows_and_of_forms_are_kept_as_one_character(game: Any) -> None:
    game.add("yksi\r\nkaksi")
    assert game.texts() == ["yksi\nkaksi"]


@pytest.mark.parametrize("reason", ["\ud800", "soi\u0007", "   ", "x" * 1001])
def test_reasons_are_looked_at_as_closely_as_entries(game: Any, reason: str) -> None:
    for command, keys in (("advance", {}), ("go", {"to": "tauko"})):
        assert game.refused(command, reason=reason, **keys) in ("control-character", "empty", "too-long")
    entry = game.add()
    game.at("valinta")
    assert game.refused("pick", entry=entry, reason=reason) in ("control-character", "empty", "too-long")
    assert game.refused("back", reason=reason) in ("control-character", "empty", "too-long")


@pytest.mark.parametrize("person", ["", "Aino", "a b", "ä", "\ud800", "a" * 65, "aino\n"])
def test_nobody_comes_in_with_an_id_that_they_could_not_act_with(game: Any, person: str) -> None:
    assert game.refused("join", person=person or " ", name="Vieras") == "bad-person"
    assert game.refused("join", person, name="Vieras") == "bad-person"


@pytest.mark.parametrize("name", ["\ud800", " ", "x" * 81, "\u202eonia"])
def test_names_are_looked_at_as_closely_as_entries(game: Any, name: str) -> None:
    assert game.refused("join", "biret", name=name) in ("control-character", "empty", "too-long")
