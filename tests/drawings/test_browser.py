"""Pictures of flows in a real browser: no two texts meet, none leaves its box, and nothing goes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tyopaja.drawings import svg
from tyopaja.model.pack import Definitions
from tyopaja.model.text import Text

from .conftest import everything, of

LONG = (
    "Sosiaaliterveydenhuoltopalvelujärjestelmäuudistus", "W" * 60, "<b>&amp;</b> <script>alert(1)</script> \"'",
    "👩‍🚒 Pelastetaan 🇫🇮 🏔️ 👍🏽", "日本語の題名はここにあります", "Ǧiella čállojuvvo đŋŧž", "שלום עולם ומלואו",
    "Lyhyt", "MMMM WWWW mmmm @@@@ ŒŒŒŒ ——— …… ½½",
)  # fmt: skip
"""Titles that are hard to put into a box."""

FONTS = ("sans-serif", "DejaVu Sans", "monospace", "serif")
"""What a reader's browser may take for `sans-serif`, and what it takes when somebody changed that."""

MEETING = """(font) => {
  const svg = document.querySelector('svg');
  svg.setAttribute('font-family', font);
  const area = (one) => one.getBoundingClientRect();
  const texts = [...document.querySelectorAll('text')].map((one) => [one.textContent, area(one)]);
  const found = [];
  // Lines of one text may share what is above and below their letters.
  const across = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5;
  const meet = (a, b) => across(a, b) && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  texts.forEach(([said, one], place) => {
    for (const [other, two] of texts.slice(place + 1)) if (meet(one, two)) found.push(`${said} × ${other}`);
  });
  const inside = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
  for (const step of document.querySelectorAll('g.step')) {
    const frames = step.querySelectorAll(':scope > rect');
    const frame = frames[frames.length - 1];
    if (frame.getAttribute('fill') === 'none') continue;
    for (const one of step.querySelectorAll('text'))
      if (!inside(area(one), area(frame))) found.push(`${one.textContent} leaves its box`);
  }
  for (const [said, one] of texts) if (!inside(one, area(svg))) found.push(`${said} leaves the picture`);
  return found;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a desk."""
    opened = browser.new_page(viewport={"width": 1366, "height": 900})
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shared_page(browser: Browser) -> Iterator[Page]:
    """One page for many pictures."""
    opened = browser.new_page(viewport={"width": 1366, "height": 900})
    yield opened
    opened.close()


@pytest.mark.parametrize("locale", ["fi", "en"])
def test_no_two_texts_meet_and_none_leaves_its_box(shared_page: Page, definitions: Definitions, locale: str) -> None:
    for columns in (None, 1):
        shared_page.set_content(svg(definitions, locale, columns))
        assert shared_page.evaluate(MEETING, "sans-serif") == []


@pytest.mark.parametrize("font", [font for font in FONTS if font != "monospace"])
def test_words_have_room_in_the_widest_font_that_is_common(shared_page: Page, font: str) -> None:
    shared_page.set_content(svg(of(everything()), "fi"))
    assert shared_page.evaluate(MEETING, font) == []


def test_titles_that_are_hard_to_put_into_a_box_stay_in_it(shared_page: Page) -> None:
    flow = everything()
    steps = tuple(
        evolve(step, title=Text({"fi": LONG[place % len(LONG)] * (1 + place % 3)}))
        for place, step in enumerate(flow.step)
    )
    moves = tuple(evolve(move, label=Text({"fi": LONG[place % len(LONG)]})) for place, move in enumerate(flow.move))
    drawn = svg(of(evolve(flow, title=Text({"fi": LONG[0] * 4}), step=steps, move=moves)), "fi")
    shared_page.set_content(drawn)
    for font in ("sans-serif", "DejaVu Sans"):
        assert shared_page.evaluate(MEETING, font) == []


def test_a_file_opens_by_itself_and_asks_for_nothing(page: Page, definitions: Definitions, tmp_path: Path) -> None:
    file = tmp_path / "kulku.svg"
    file.write_text(svg(definitions, "fi"), encoding="utf-8")
    noted: list[str] = []
    page.on("request", lambda request: noted.append(request.url))
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.goto(file.as_uri())
    assert noted == [file.as_uri()]
    assert page.evaluate("document.documentElement.tagName") == "svg"


def test_a_picture_of_one_column_keeps_to_the_width_of_a_phone(browser: Browser, shipped: Any) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_content(
        "<meta name=viewport content='width=device-width'><style>body{margin:0}svg{max-width:100%;height:auto}</style>"
        + svg(shipped("tsekkaus"), "fi", 1)
    )
    across = page.evaluate("document.documentElement.scrollWidth")
    met = page.evaluate(MEETING, "sans-serif")
    page.close()
    assert (across, met) == (390, [])


def test_it_is_printed_on_one_page_with_its_words_as_text(page: Page, shipped: Any, tmp_path: Path) -> None:
    file = tmp_path / "kulku.pdf"
    page.set_content(
        "<style>@page{size:A3 landscape;margin:8mm}body{margin:0}svg{max-width:100%;max-height:270mm}</style>"
        + svg(shipped("tsekkaus"), "fi")
    )
    page.pdf(path=file, prefer_css_page_size=True)
    printed = PdfReader(file)
    assert len(printed.pages) == 1
    assert "Mikä jumittaa?" in printed.pages[0].extract_text()
