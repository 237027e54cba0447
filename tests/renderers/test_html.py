"""The format `html`, read again by html5lib, strictly: sound, self-contained, and deaf to what is written into it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.renderers.html import render
from tyopaja.renderers.html.colours import contrast, ink_on, softened
from tyopaja.renderers.html.markup import Markup, h, user, written

NEVER = {"script", "iframe", "object", "embed", "form", "input", "base", "link", "img", "video", "audio", "button"}
"""Elements that a report has no use for, and an intruder has."""


def _read(page: str) -> Element:
    """The page as html5lib reads it; the first thing that is not sound raises."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return tree


def _said(tree: Element) -> list[str]:
    """The text of each element, white space folded."""
    return [" ".join("".join(element.itertext()).split()) for element in tree.iter()]


@settings(max_examples=40)  # each is every view with its text in every place
@given(data=st.data())
def test_each_text_is_read_again_word_for_word_and_nothing_comes_of_it(made: Any, data: st.DataObject) -> None:
    text = data.draw(made.words())
    for view in made.saying(text):
        tree = _read(render(view))
        assert " ".join(text.split()) in _said(tree)
        assert not {str(element.tag) for element in tree.iter()} & NEVER
        for element in tree.iter():
            assert not any(name.startswith("on") for name in element.attrib)
            assert element.get("href", "#").startswith(("#", "https://creativecommons.org/"))
            assert element.get("src") is None


@settings(max_examples=40)  # each is every view with its text in every place
@given(data=st.data())
def test_whatever_is_written_the_page_is_sound(made: Any, data: st.DataObject) -> None:
    text = data.draw(made.anything())
    for view in made.saying(text):
        tree = _read(render(view))
        assert not {str(element.tag) for element in tree.iter()} & NEVER


def test_a_page_asks_nobody_for_anything_and_forbids_itself_scripts(made: Any) -> None:
    for view in made.views():
        page = render(view)
        policies = [one.get("content") for one in _read(page).iter("meta") if one.get("http-equiv")]
        assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
        outward = set(re.findall(r"https?://[^\"<\s]+", page))
        assert outward == {"https://creativecommons.org/licenses/by-sa/4.0/"}
        assert "@import" not in page
        assert "url(" not in page


def test_a_page_has_its_language_landmarks_and_a_way_to_skip_to_its_content(made: Any) -> None:
    for view in made.views():
        tree = _read(render(evolve(view, locale="sv")))
        assert tree.get("lang") == "sv"
        for landmark in ("header", "main", "footer"):
            assert tree.find(f"body/{landmark}") is not None
        skip = tree.find("body/a")
        main = tree.find("body/main")
        assert skip is not None
        assert main is not None
        assert skip.get("href") == f"#{main.get('id')}"


def test_headings_go_down_one_level_at_a_time_from_one_first(made: Any) -> None:
    for view in made.views():
        levels = [int(str(one.tag)[1]) for one in _read(render(view)).iter() if re.fullmatch("h[1-6]", str(one.tag))]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(made: Any) -> None:
    for view in made.views():
        tree = _read(render(view))
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        links = [str(one.get("href"))[1:] for one in tree.iter("a") if str(one.get("href")).startswith("#")]
        named = [str(one.get("aria-labelledby")) for one in tree.iter() if one.get("aria-labelledby")]
        assert set(links + named) <= set(ids)


def test_boxes_stand_in_reading_order_and_know_their_place_in_the_drawing(made: Any) -> None:
    tree = _read(render(made.empathy()))
    boxes = [one for one in tree.iter("section") if "box" in str(one.get("class")).split()]
    assert ["".join(box[0].itertext()) for box in boxes] == ["1 Kuka", "2 Kuulee", "7 Tuntee", "Tekee", "Nakee"]
    assert "--x: 3; --y: 1; --w: 1; --h: 2" in str(boxes[1].get("style"))
    grid = next(one for one in tree.iter("div") if "boxes" in str(one.get("class")).split())
    assert str(grid.get("style")).startswith("--columns: minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr); --rows: ")


def test_a_section_that_the_drawing_lacks_is_shown_all_the_same(made: Any) -> None:
    view = made.sheet(made.section("a", made.entry("Täällä.")), made.section("b", made.entry("Tuolla.")))
    page = render(evolve(view, grid=evolve(view.grid, areas=view.grid.areas[:1])))
    assert "Tuolla." in page


def test_peoples_words_are_isolated_so_that_their_direction_does_not_spill_over(made: Any) -> None:
    page = render(made.sheet(made.section("a", made.entry("שלום", author="دنيا", votes=2))))
    assert '<p dir="auto" class="words">שלום</p>' in page
    assert "<bdi>دنيا</bdi>" in page


def test_an_unknown_address_is_no_link_and_an_address_that_could_run_is_refused(made: Any) -> None:
    view = made.empathy()
    page = render(evolve(view, credit=evolve(view.credit, address="javascript:alert(1)")))
    assert "javascript" not in page
    with pytest.raises(ValueError, match="could run"):
        h("a", "x", href="javascript:alert(1)")
    with pytest.raises(ValueError, match="could run"):
        h("p", "x", onclick="alert(1)")


def test_the_builder_escapes_text_and_attributes_and_leaves_markup() -> None:
    made = h("p", "a < b & c", None, [user("<i>")], Markup("<br>"), class_='x"y', hidden=True, lang=None)
    assert made.written == '<p class="x&quot;y" hidden>a &lt; b &amp; c<bdi>&lt;i&gt;</bdi><br></p>'
    assert written([h("meta", charset="utf-8"), "x"]) == '<meta charset="utf-8">x'


def test_colours_worked_out_from_any_theme_can_be_read() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    for ground in ("#ffffff", "#fff3b0", "#0a6775", "#808080", "#000000", "#777700"):
        ink = ink_on(ground, "#1d2733")
        assert contrast(ink, ground) >= 4.5
        assert contrast(softened(ink, ground), ground) >= 4.5
