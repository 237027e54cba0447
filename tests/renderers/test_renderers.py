"""What the built-in renderers of all views promise: they show every kind, whatever stands in it. The calendar has tests
of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.model.pack import Theme
from tyopaja.renderers import BUILT_IN, Renderer
from tyopaja.renderers.clean import REPLACEMENT, clean, one_line
from tyopaja.views import plain

FORMATS = pytest.mark.parametrize("renderer", BUILT_IN[:4], ids=lambda one: one.format)


def _bare(text: str) -> str:
    """Only what can be seen: renderers wrap, and browsers fold white space."""
    return "".join(text.split())


def test_the_formats_have_the_names_that_people_rely_on() -> None:
    assert [renderer.format for renderer in BUILT_IN] == ["text", "markdown", "html", "json", "ics"]
    assert [renderer.suffix for renderer in BUILT_IN] == [".txt", ".md", ".html", ".json", ".ics"]


@FORMATS
def test_every_kind_of_view_is_shown(renderer: Renderer, made: Any) -> None:
    assert set(renderer.views) == {view.what for view in made.views()}
    for view in made.views():
        assert "Kaamos" in str(renderer.render(view)) or view.what in ("compass", "sheet")


@FORMATS
def test_the_same_view_gives_the_same_bytes(renderer: Renderer, made: Any) -> None:
    for once, again in zip(made.views(), made.views(), strict=True):
        assert renderer.render(once) == renderer.render(again)


@FORMATS
def test_a_sheet_shows_all_that_is_on_it(renderer: Renderer, made: Any) -> None:
    shown = _bare(str(renderer.render(made.empathy())))
    for words in (
        "Gisela Brandt", "Hän kuulee 8 ääntä.", "Kipupisteet", "Entä jos revontulia ei näy?",
        "kysytään joka ilta", "Kaiteet lämmitetään.", "Kävelee järven ympäri.", "Mitä ympärillä on?",
        "Arctic Factory", "CC BY-SA 4.0", "26.5.2026",
    ):  # fmt: skip
        assert _bare(words) in shown


@FORMATS
def test_the_compass_shows_figures_dates_owners_gaps_and_who_approved_it(renderer: Renderer, made: Any) -> None:
    shown = _bare(str(renderer.render(made.compass())))
    for words in ("3,9", "4,6", "31.12.2026", "Ilse", "Tavoitetta ei ole vielä valittu.", "Aino Rautio"):
        assert _bare(words) in shown


@FORMATS
def test_the_compass_says_where_a_section_came_from_once(renderer: Renderer, made: Any) -> None:
    entries = [made.entry(text, origin="Palvelulupaus – Teot") for text in ("Eka", "Toka")]
    shown = str(renderer.render(made.sheet(made.section("a", *entries), what="compass")))
    assert shown.count("Palvelulupaus – Teot") == (2 if renderer.format == "json" else 1)


@FORMATS
def test_a_box_of_200_notes_a_word_of_300_letters_and_an_empty_sheet_are_shown(renderer: Renderer, made: Any) -> None:
    notes = [made.entry(f"Muistilappu {number}") for number in range(200)]
    word = "ä" * 300
    many = str(renderer.render(made.sheet(made.section("a", *notes), made.section("b", made.entry(word)))))
    assert all(f"Muistilappu {number}" in many for number in range(200))
    assert word in many
    assert "Empatiakartta" in str(renderer.render(made.sheet()))


@FORMATS
def test_a_view_without_words_of_its_own_is_shown_all_the_same(renderer: Renderer, made: Any) -> None:
    for view in made.views():
        assert renderer.render(evolve(view, words={}))


@FORMATS
@settings(max_examples=40)  # each is every view
@given(data=st.data())
def test_whatever_is_written_anywhere_a_file_of_utf_8_comes_of_it(
    renderer: Renderer, made: Any, data: st.DataObject
) -> None:
    text = data.draw(made.anything())
    for view in made.saying(text):
        written = renderer.render(view)
        assert isinstance(written, str)
        assert written.encode("utf-8").decode("utf-8") == written
        if renderer.format != "json":
            assert clean(written) == written


@FORMATS
@settings(max_examples=30)  # each is every view
@given(data=st.data())
def test_an_odd_theme_breaks_nothing(renderer: Renderer, made: Any, data: st.DataObject) -> None:
    colour = data.draw(made.anything())
    theme = Theme(ink=colour, accent=colour, paper=colour, notes=(colour,), colours={colour: colour})
    for view in made.views():
        written = str(renderer.render(evolve(view, theme=theme)))
        if renderer.format == "html":
            assert re.search(r"<style>\n:root \{ (--[a-z-]+: #[0-9a-f]{6};)+ \}\n", written)


@settings(deadline=None)
@given(data=st.data())
def test_json_reads_back_as_the_view(made: Any, data: st.DataObject) -> None:
    text = data.draw(made.words())
    render: Callable[[Any], Any] = BUILT_IN[3].render
    for view in made.saying(text):
        assert json.loads(render(view)) == json.loads(json.dumps(plain(view)))


@settings(deadline=None)
@given(data=st.data())
def test_plain_text_holds_the_words_and_no_control_codes(made: Any, data: st.DataObject) -> None:
    text = data.draw(made.words())
    for view in made.saying(text):
        written = str(BUILT_IN[0].render(view))
        assert _bare(text) in _bare(written)
        assert "\x1b" not in written


def test_plain_text_is_wrapped_and_a_long_word_stays_whole(made: Any) -> None:
    note = "Kuljetaan rauhassa metsän läpi. " * 20
    lines = str(BUILT_IN[0].render(made.sheet(made.section("a", made.entry(note), made.entry("ä" * 300))))).split("\n")
    assert max(len(line) for line in lines if "ä" * 300 not in line) <= 88
    assert f"  • {'ä' * 300}" in lines or f"    {'ä' * 300}" in lines


def test_what_steers_a_terminal_or_the_order_of_letters_is_shown_as_a_replacement() -> None:
    assert clean("a\x1b[31m\u202eb\ud800\ufffe\x00") == f"a{REPLACEMENT}[31m{REPLACEMENT}b{REPLACEMENT * 3}"
    assert clean("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd\te"
    assert one_line("  a\n\n b\u00a0c ") == "a b\u00a0c"
    assert clean("👩‍🚒 שלום e\u0301") == "👩‍🚒 שלום e\u0301"
