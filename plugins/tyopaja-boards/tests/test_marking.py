"""Notes of a JSON Canvas are Markdown: what people wrote is shown as they wrote it, and comes back so."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tyopaja.testing.views import ODD
from tyopaja_boards.keys import sum_of
from tyopaja_boards.labels import text_of_label
from tyopaja_boards.marking import RULE, escaped, joined, parted, plain, unruled

MARKS = st.text("ab 1.)-+#>*_`[]()<>!&;|~=$%\\\n:", max_size=40)


@given(st.text(st.characters(codec="utf-8")) | MARKS)
def test_what_was_escaped_comes_back(text: str) -> None:
    assert sum_of(plain(escaped(text))) == sum_of(text)
    if "\r" not in text and not re.search(r"^[ \t]{4,}", text, re.MULTILINE):
        assert plain(escaped(text)) == text


@given(MARKS | st.sampled_from(ODD))
def test_markdown_shows_the_words_and_nothing_else(text: str) -> None:
    shown = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"]).render(escaped(text))
    assert set(re.findall(r"</?([a-z0-9]+)", shown)) <= {"p", "br"}
    said = html.unescape(re.sub(r"<[^>]*>", "", shown))
    assert re.sub(r"\s+", "", said) == re.sub(r"\s+", "", text.replace("\0", "\ufffd"))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Yöllä kuuluu kaikki: ovet, kärryt (ja kelkat)!", "Yöllä kuuluu kaikki: ovet, kärryt (ja kelkat)!"),
        ("- lista\n1. numero", "\\- lista\n1\\. numero"),
        ("#tunniste ja C# tai snake_case", "\\#tunniste ja C# tai snake_case"),
        ("**lihava** <b> [[linkki]]", "\\*\\*lihava\\*\\* \\<b> \\[\\[linkki\\]\\]"),
        ("12–14 henkeä, 50 % & 3 €", "12–14 henkeä, 50 % & 3 €"),
    ],
)
def test_only_what_would_mean_something_is_escaped(text: str, marked: str) -> None:
    assert escaped(text) == marked


@given(st.text("a\n—", max_size=20), st.text("b\n—", max_size=20))
def test_what_is_said_about_a_note_is_told_from_what_it_says(text: str, about: str) -> None:
    above, below = parted(joined(text, unruled(about)))
    assert sum_of(plain(above)) == sum_of(text)
    assert sum_of(below) == sum_of(unruled(about))
    assert RULE not in unruled(about).split("\n")


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Lumi", "Lumi"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("yksi<br>kaksi<br><br>neljä", "yksi\nkaksi\n\nneljä"),
        ("<div>yksi</div><div>kaksi</div><div><br></div><div>neljä</div>", "yksi\nkaksi\n\nneljä"),
        ("yksi<div>kaksi</div>", "yksi\nkaksi"),
        ("<p style='margin:0'><b>Otsikko</b></p><ul><li>eka</li><li>toka</li></ul>", "Otsikko\neka\ntoka"),
        ("ä&nbsp; ö", "ä  ö"),
        ("<script>alert(1)</script><style>p{}</style>sana", "sana"),
        ('<img src="x" onerror="alert(1)">kuva', "kuva"),
        ("<b>auki", "auki"),
        ("2 < 3", "2 < 3"),
    ],
)
def test_a_label_says_its_words(label: str, text: str) -> None:
    assert text_of_label(label) == text
