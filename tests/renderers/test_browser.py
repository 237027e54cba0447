"""HTML pages in a real browser: no accessibility fault that axe finds, no sideways scroll, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from attrs import evolve
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page
from pypdf import PdfReader

from tyopaja.renderers.html import render

SIZES = {"phone": (360, 740), "tablet": (820, 1180), "desk": (1366, 900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
KINDS = (
    "compass", "sheet", "session", "report", "spread", "plan", "person", "workbook", "name-tags", "table-signs",
    "drawings", "canvas",
)  # fmt: skip


@pytest.fixture(params=SIZES)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of each size, which notes whatever a document asks the network for."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    yield opened
    context.close()


def _open(page: Page, view: Any, folder: Path) -> list[str]:
    """Open a view as a file and return what went out or wrong while it loaded."""
    file = folder / "sivu.html"
    file.write_text(render(view), encoding="utf-8")
    noted: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        noted.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: noted.append(request.url))
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.on("dialog", dismiss)
    page.goto(file.as_uri())
    return [one for one in noted if one != file.as_uri()]


def _overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_fault_that_axe_finds_and_no_sideways_scroll(
    page: Page, made: Any, tmp_path: Path, kind: str
) -> None:
    assert _open(page, made.one(kind), tmp_path) == []
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert _overflow(page) == 0
        # axe is our own guest on the page; the policy keeps scripts off for everybody else.
        found = Axe().run(page)
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"


def test_200_notes_and_a_word_of_300_letters_keep_to_their_box(page: Page, made: Any, tmp_path: Path) -> None:
    notes = [made.entry(f"Muistilappu {number}", votes=number) for number in range(200)]
    long = made.entry("ä" * 300, author="ö" * 80, picked=True, reason="å" * 300, answers=("é" * 300,))
    numbers = made.result("k" * 300, start="1" * 60, target="2" * 60, unit="u" * 60, owner="o" * 80, due="d" * 80)
    sections = (
        made.section("a", *notes, title="t" * 200, prompts=("p" * 300,)),
        made.section("b", long, label="l" * 30),
        made.section("c", numbers, kind="key-results", draw="results"),
        made.section("d", long, look="statement", kind="text", draw="text"),
    )
    sheet = made.sheet(*sections, drawn=("a b c", "a d d"), title="s" * 200, company="c" * 200)
    _open(page, made.report(sheet, result=evolve(sheet, what="compass")), tmp_path)
    assert _overflow(page) == 0
    assert page.locator(".note").count() == 201
    spilt = page.evaluate(
        "[...document.querySelectorAll('.box, .note, .result')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    )
    assert spilt == 0


def test_nothing_that_is_written_runs_or_leaves_the_page(page: Page, made: Any, tmp_path: Path) -> None:
    sections = [made.section(f"s{number}", made.entry(text), title=text) for number, text in enumerate(made.live)]
    assert _open(page, made.sheet(*sections, title="".join(made.live)), tmp_path) == []
    assert page.evaluate("document.scripts.length + document.images.length") == 0


def test_boxes_are_stacked_in_reading_order_on_a_phone_and_drawn_as_the_canvas_on_a_desk(
    page: Page, made: Any, tmp_path: Path
) -> None:
    _open(page, made.empathy(), tmp_path)
    corners = page.evaluate("[...document.querySelectorAll('.box')].map(e => e.getBoundingClientRect().toJSON())")
    size = page.viewport_size
    assert size is not None
    if size["width"] < 900:
        assert len({round(box["left"]) for box in corners}) == 1
        assert [box["top"] for box in corners] == sorted(box["top"] for box in corners)
    else:
        who, hears, feels, does, sees = corners
        assert who["right"] < hears["left"]
        assert feels["top"] > who["bottom"]
        assert round(hears["bottom"]) == round(feels["bottom"])
        assert does["right"] < sees["left"]


def test_the_first_key_leads_past_the_cover(page: Page, made: Any, tmp_path: Path) -> None:
    _open(page, made.report(), tmp_path)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_on_paper_the_cover_has_a_page_of_its_own_and_nothing_is_lost(
    browser: Browser, made: Any, tmp_path: Path
) -> None:
    page = browser.new_page()
    _open(page, made.report(), tmp_path)
    page.pdf(path=tmp_path / "raportti.pdf", prefer_css_page_size=True, print_background=True)
    page.close()
    pages = [" ".join(one.extract_text().split()) for one in PdfReader(tmp_path / "raportti.pdf").pages]
    assert "Hotelli Kaamos" in pages[0]
    assert "Lupaamme" not in pages[0]
    assert "Lupaamme hiljaisuuden." in pages[2]
    assert "✓ Aino Rautio" in pages[2]
    assert all(f"Hän kuulee {number} ääntä." in " ".join(pages) for number in range(9))
