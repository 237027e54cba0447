"""How the pages of a phone look in every step: to a screen reader, at any width, to a thumb."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

STEPS = ("alku", "kirjoitus", "hiljaa", "aanet", "tiedot", "tauko", "tsekkaus")


@pytest.mark.parametrize("scheme", ["dark"])  # in the light the same pages are looked at in `whole`
def test_no_page_has_a_fault_that_axe_finds_nor_scrolls_sideways(room: Any, browser: Browser, scheme: Any) -> None:
    """Front, joining, and the phone in every step; at 320 px too, which is a phone at 200 % and more."""
    context = browser.new_context(
        locale="fi-FI", viewport={"width": 360, "height": 740}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    room.do("add", sheet="talo", section="tarpeet", text="Lappu")
    room.do("add", sheet="talo", section="tulokset", text="Tulos")
    for path in ("/", "/?code=AAAABBBB", f"/j/{room.code}"):
        page.goto(room.url + path)
        look(page)
    page = room.join(context)
    page.locator("[data-write]:visible textarea[name=text]").fill("Oma")
    page.get_by_role("button", name="Lisää", exact=True).locator("visible=true").click()
    expect(page.locator("[data-status]")).to_contain_text("Tallennettu")
    for step in STEPS:
        room.go(step)
        expect(page.locator(f"[data-task={step}]")).to_be_visible()
        look(page)
    context.close()


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL = """() => [...document.querySelectorAll("button, a.button, .tabs a, summary, textarea, select, input")]
  .filter((one) => one.offsetParent && one.type !== "hidden" && !one.closest(".ranges, label"))
  .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.5)"""


def look(page: Page) -> None:
    """No fault of axe's, no sideways scroll, and everything that is pressed is large enough for a thumb."""
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    for width, size in ((320, "100%"), (360, "200%"), (360, "100%")):
        page.set_viewport_size({"width": width, "height": 740})
        wide = page.evaluate(
            "(s) => { const d = document.documentElement; d.style.fontSize = s; return d.scrollWidth }", size
        )
        assert wide <= width, size
    assert page.evaluate(SMALL) == []
