"""What a browser prints of a page with a sheet: the sheet, as it is on the wall, and nothing that is pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, ViewportSize, expect

Begin = Callable[..., Any]
UPRIGHT: ViewportSize = {"width": 718, "height": 1040}
"""A4 with its margins, in CSS pixels."""
PRESSED = "button, input, textarea, select, nav"
PLACES = """all => all.map((one) => {
  const { left, top, right } = one.getBoundingClientRect();
  return [left, top, right];
})"""


def check(page: Page) -> None:
    """Of the canvas's two columns both are there, on the paper."""
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size(UPRIGHT)
    boxes = page.locator(".board > .box").evaluate_all(PLACES)
    assert len({round(left) for left, _, _ in boxes}) == 2
    assert len({round(top) for _, top, _ in boxes}) == 3
    assert max(right for _, _, right in boxes) <= UPRIGHT["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= UPRIGHT["width"]
    paper = page.locator(".box").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert paper == "rgb(255, 255, 255)"  # at night too
    assert page.locator(PRESSED).locator("visible=true").count() == 0


def test_a_sheet_is_printed_from_a_phone_as_it_is_on_the_wall(desk: Begin) -> None:
    one = desk()
    one.note("Hiljainen huone")
    page = one.phone()
    page.get_by_text("Katso arkkia: Kaikki kentät").click()
    expect(page.locator(".board.alive [data-entry]")).to_contain_text("Hiljainen huone")
    check(page)


def test_the_sheets_of_a_facilitator_s_page_are_printed_without_its_levers(desk: Begin) -> None:
    one = desk()
    one.note("Hiljainen huone")
    page = one.board()
    expect(page.locator(".board [data-entry]")).to_contain_text("Hiljainen huone")
    check(page)
