"""Every page at three sizes, kept as pictures in `out/pages/`; no words are cut off, nothing is wider than the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import go_on, saved, write

OUT = Path(__file__).resolve().parents[4] / "out" / "pages"
SIZES = ((360, 740), (820, 1180), (1440, 900))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  const words = [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  return words && one.clientWidth > 2 && style.overflowX === "hidden" && !one.closest(".unseen, .skip, .heard")
    && style.textOverflow !== "ellipsis" && one.scrollWidth > one.clientWidth + 1;
}).map((one) => one.outerHTML.slice(0, 120))"""

WATCH = """() => {
  window.moved = [];
  for (const name of ["transitionrun", "animationstart"]) {
    const told = ({ target }) => window.moved.push(`${name} ${target.outerHTML.slice(0, 90)}`);
    document.addEventListener(name, told, true);
  }
  const { animate, scrollIntoView } = Element.prototype;
  Element.prototype.animate = function (...given) { window.moved.push("animate"); return animate.apply(this, given); };
  Element.prototype.scrollIntoView = function (how) {
    if (how?.behavior === "smooth") window.moved.push("smooth");
    return scrollIntoView.call(this, how);
  };
}"""


def look(page: Page, name: str) -> None:
    """A picture at each size; at none a sideways scroll, cut words, or a fault that axe finds."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.screenshot(path=OUT / f"{name}-{width}.png", full_page=width < 1000)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} wide at {width}"
        assert page.evaluate(CUT) == [], f"{name} at {width}"
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"


def test_every_page_is_whole_at_three_sizes_and_axe_finds_nothing(room: Any) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = {"bypass_csp": True, "color_scheme": "light", "reduced_motion": "reduce"}
    door = room.device(locale="fi-FI", **options).new_page()
    for name, path in (("front", "/"), ("front-wrong", "/?code=AAAABBBB"), ("join", f"/j/{room.code}")):
        door.goto(room.house.url + path)
        look(door, name)
    desk, screen = room.desk(**options), room.by_link("screen", **options)
    after = room.by_link("after", **options)
    phone = room.phone("Aino", **options)
    pages = {"phone": phone, "screen": screen, "lead": desk, "after": after}
    for step, title in (("beginning", ""), ("writing", "Mitä keksimme?"), ("voting", "Mikä on tärkeintä?")):
        if title:
            go_on(desk, title)
            expect(phone.get_by_role("heading", level=1, name=title)).to_be_visible()
        if step == "writing":
            for text in ("Hiljainen huone", "Avain ilman jonoa", "Aamiainen myös myöhään nukkuneille"):
                write(phone, text)
            saved(phone)
        for name, page in pages.items():
            look(page, f"{name}-{step}")
    for window in ("large", "history", "keys"):
        desk.evaluate("name => document.getElementById(`dialog-${name}`).showModal()", window)
        look(desk, f"lead-window-{window}")
        desk.keyboard.press("Escape")
    desk.set_viewport_size({"width": 1440, "height": 900})
    go_on(desk, "Kulku on päättynyt")
    for name, page in pages.items():
        look(page, f"{name}-end")


def test_nothing_moves_where_less_motion_is_wanted(room: Any) -> None:
    """Neither by a style nor by a script, on any face, while steps change and notes come; a page that scrolls to
    something is there at once."""
    still: dict[str, Any] = {"reduced_motion": "reduce"}
    desk, screen, phone = room.desk(**still), room.by_link("screen", **still), room.phone("Aino", **still)
    pages = (desk, screen, phone, room.by_link("after", **still))
    for page in pages:
        page.evaluate(WATCH)
    go_on(desk, "Mitä keksimme?")
    write(phone, "Hiljaa")
    saved(phone)
    expect(screen.get_by_text("Hiljaa")).to_be_visible()
    go_on(desk, "Mikä on tärkeintä?")
    expect(screen.get_by_role("heading", name="Mikä on tärkeintä?")).to_be_visible()
    for page in pages:
        assert page.evaluate("window.moved") == []
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
