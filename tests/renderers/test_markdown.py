"""The format `markdown`, read again by markdown-it: people's words stay words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tyopaja.renderers.markdown import render

OURS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "softbreak", "hardbreak",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "table_open", "table_close",
    "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open",
    "td_close", "hr", "link_open", "link_close",
}  # fmt: skip
"""All that our documents are made of: nothing else may come of what people write."""
NUMBERED = {"ordered_list_open", "ordered_list_close"}
"""What sections whose order means something are made of, and nothing that people write."""


def _numbered(written: str) -> int:
    """How many numbered lists there are."""
    return sum(token.type == "ordered_list_open" for token in _tokens(written))


def _tokens(written: str) -> Iterator[Token]:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in reader.parse(written):
        yield token
        yield from token.children or ()


def _paragraphs(written: str) -> list[str]:
    """The text of each block, white space folded."""
    blocks = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written):
        if token.type == "inline":
            parts = (part.content if part.type == "text" else " " for part in token.children or ())
            blocks.append(" ".join("".join(parts).split()))
    return blocks


@settings(max_examples=40)  # each is every view with its text in every place
@given(data=st.data())
def test_each_text_is_read_again_word_for_word_and_nothing_comes_of_it(made: Any, data: st.DataObject) -> None:
    text = data.draw(made.words())
    wanted = " ".join(text.split())
    for view, harmless in zip(made.saying(text), made.saying("sana"), strict=True):
        written = render(view)
        assert {token.type for token in _tokens(written)} <= OURS | NUMBERED
        assert _numbered(written) == _numbered(render(harmless))
        assert [token.attrGet("href") for token in _tokens(written) if token.type == "link_open"] in (
            [],
            ["https://creativecommons.org/licenses/by-sa/4.0/"],
        )
        assert any(wanted in block for block in _paragraphs(written))


@pytest.mark.parametrize("number", range(50))
def test_words_that_mean_something_to_markdown_stay_words(made: Any, number: int) -> None:
    text = made.live[number % len(made.live)]
    written = render(made.sheet(made.section("a", made.entry(text))))
    assert {token.type for token in _tokens(written)} <= OURS
    headings = [token.tag for token in _tokens(written) if token.type == "heading_open"]
    assert headings == ["h1", "h2"]
    assert any(" ".join(text.split()) in block for block in _paragraphs(written))


def test_a_list_of_notes_is_one_list_with_an_item_each(made: Any) -> None:
    notes = [made.entry(text) for text in ("- eka\n- toka", "1. kolmas", "\n\nneljäs")]
    types = [token.type for token in _tokens(render(made.sheet(made.section("a", *notes))))]
    assert types.count("bullet_list_open") == 1
    assert types.count("list_item_open") == 3


def test_plain_sentences_are_left_readable(made: Any) -> None:
    note = "Kelkat käynnistetään klo 9.00 (ei aiemmin!) – kysy Ainolta, tai Pekalta; 50 % riittää."
    assert f"- {note}" in render(made.sheet(made.section("a", made.entry(note))))


def test_key_results_are_a_table_without_empty_columns(made: Any) -> None:
    written = render(made.compass())
    assert "| Uni paranee | / 5 | 3,9 | 4,6 | 31.12.2026 | Ilse |" in written
    lines = [line for line in written.split("\n") if line.startswith("|")]
    assert all(line.count("|") == 7 for line in lines)


def test_headings_go_down_one_level_at_a_time(made: Any) -> None:
    for view in made.views():
        levels = [int(token.tag[1]) for token in _tokens(render(view)) if token.type == "heading_open"]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
