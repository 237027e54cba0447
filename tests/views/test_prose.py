"""The little Markdown of prompts: what is stressed, where a link leads, and nothing else."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tyopaja import Engine
from tyopaja.views.nodes import Span
from tyopaja.views.prose import spans, words


def test_a_plain_prompt_is_one_span() -> None:
    assert spans("Mitä hän toivoo?") == (Span(text="Mitä hän toivoo?"),)


def test_emphasis_is_taken_out_of_the_words_and_kept_beside_them() -> None:
    assert spans("Mitä hän **oikeasti** *tarvitsee*?") == (
        Span(text="Mitä hän "),
        Span(text="oikeasti", strong=True),
        Span(text=" "),
        Span(text="tarvitsee", emphasis=True),
        Span(text="?"),
    )


def test_a_link_leads_to_its_address_and_plain_words_say_it() -> None:
    found = spans("Lue [ohje](https://example.org/ohje).")
    assert found[1] == Span(text="ohje", link="https://example.org/ohje")
    assert words(found) == "Lue ohje (https://example.org/ohje)."


def test_an_address_that_is_not_https_is_no_link() -> None:
    for address in ("http://example.org", "javascript:alert(1)", "data:text/html,x"):
        assert not any(span.link for span in spans(f"[tästä]({address})"))


def test_what_only_looks_like_markdown_stays_as_it_is() -> None:
    for text in ("5 * 3 * 2", "a_b_c", "2 \\* 2", "[x]", "# ei otsikko", "<b>ei</b>", "- ei lista", "a & b &amp; c"):
        assert words(spans(text)) == text.replace("\\*", "*")


@given(st.text(st.sampled_from("ab *_[]()\\<&!#-\n"), min_size=1))
def test_any_prompt_has_words_and_no_span_is_empty(text: str) -> None:
    found = spans(text)
    assert found
    assert all(span.text for span in found)


@given(st.text(st.characters(exclude_characters="*_[\\")))
def test_a_prompt_without_signs_is_left_letter_for_letter(text: str) -> None:
    assert words(spans(text)) == text


def test_a_sheet_shows_it_and_no_asterisks(tmp_path: Path) -> None:
    pack = tmp_path
    (pack / "canvases").mkdir()
    head = 'format = 1\nid = "p"\nversion = "1"\ntitle = "P"\nlocale = "fi"\n'
    (pack / "pack.toml").write_text(head, encoding="utf-8")
    canvas = (
        'title = "T"\n[layout]\nareas = ["eka"]\n[section.eka]\ntitle = "Eka"\n'
        'prompts = ["Mitä **nyt** [tästä](https://example.org)?"]\n'
    )
    (pack / "canvases" / "t.toml").write_text(canvas, encoding="utf-8")
    with Engine(packs=[pack]) as engine:
        view = engine.sheet("t", locale="fi")
        assert view.sections[0].prompts == ("Mitä nyt tästä (https://example.org)?",)
        page = engine.render(view, format="html").text
        assert 'Mitä <strong>nyt</strong> <a href="https://example.org">tästä</a>?' in page
        for form in ("text", "markdown"):
            assert "**nyt**" not in engine.render(view, format=form).text
