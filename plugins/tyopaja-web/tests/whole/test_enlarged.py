"""Every page enlarged (WCAG 1.4.4 and 1.4.10): at 200 % and 400 % of a window of 1280 × 800 and so of 1280 × 1024, and
with letters of twice the size alone. Nothing is cut off, nothing has to be scrolled sideways, nothing lies over what
one presses."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import LEAD, saved, write

ENLARGED = {"200 %": (640, 400, ""), "400 %": (320, 256, ""), "letters alone": (1280, 800, "200%")}
LONG = "Kuljetuspalveluverkkokauppasovellusratkaisukonsepti"
FAULTS = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  const fault = (what, one) => found.push(`${what}: ${one.outerHTML.slice(0, 110)}`);
  const page = document.documentElement.scrollWidth;
  if (page > wide) found.push(`the page is ${page} wide`);
  const windows = document.querySelector("dialog[open]") ?? document.body;
  for (const one of windows.querySelectorAll("details")) one.open = true;
  const seen = (one) => one.checkVisibility({ visibilityProperty: true })
    && !one.closest(".unseen, .heard, .skip, svg, [inert]");
  for (const one of windows.querySelectorAll("*")) {
    if (!seen(one) || one.matches("input, textarea, select")) continue;
    const style = getComputedStyle(one);
    const cuts = [style.overflowX, style.overflowY].some((flow) => flow === "hidden" || flow === "clip");
    const wider = one.scrollWidth > one.clientWidth + 1, higher = one.scrollHeight > one.clientHeight + 1;
    if (one.clientWidth > 2 && cuts && (wider || higher)) fault("cut", one);
    if (["auto", "scroll"].includes(style.overflowX) && wider) fault("to be scrolled sideways", one);
    const words = [...one.childNodes].filter((child) => child.nodeType === 3 && child.data.trim());
    for (const child of words) {
      const range = document.createRange();
      range.selectNodeContents(child);
      const lines = [...range.getClientRects()].filter((box) => box.width > 1);
      if (lines.some((box) => box.right > wide + 1 || box.left < -1)) fault("outside", one);
    }
    const long = words.map((child) => child.data.trim()).join("").length > 11;
    const narrow = style.display !== "inline" && one.clientWidth < 4 * parseFloat(style.fontSize);
    if (long && narrow) fault("a letter a line", one);
  }
  for (const one of windows.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!seen(one)) continue;
    one.scrollIntoView({ block: "center" });
    const box = one.getBoundingClientRect();
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2);
    if (!there || !(one.contains(there) || there.contains(one) || there.closest("label")?.contains(one))) {
      fault(`${there ? there.outerHTML.slice(0, 60) : "nothing"} lies where this is`, one);
    }
  }
  scrollTo(0, 0);
  return found;
}"""


def look(page: Page, name: str) -> None:
    """A page at each size: all of it can be read and used."""
    page.bring_to_front()  # one that lies behind another is drawn once a second
    for size, (width, height, letters) in ENLARGED.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(
            """size => new Promise((done) => {
              const { style, dataset } = document.documentElement;
              if (dataset.face !== "screen" || size) style.fontSize = size;
              requestAnimationFrame(() => requestAnimationFrame(done));
            })""",
            letters,
        )
        assert page.evaluate(FAULTS) == [], f"{name} at {size}"
    page.evaluate("document.documentElement.style.fontSize = ''")


@pytest.mark.parametrize("room", ["koko"], indirect=True)
def test_every_page_can_be_read_and_used_when_it_is_enlarged(room: Any) -> None:
    context = room.device(locale="fi-FI", device_scale_factor=2, reduced_motion="reduce")
    phone = at_the_door(room, context)
    pages = {"phone": phone}
    for face, person in (("lead", LEAD), ("screen", None), ("after", None)):
        pages[face] = context.new_page()
        pages[face].goto(room.link(face, person))
    expect(phone.get_by_role("heading", level=1, name="Tervetuloa")).to_be_visible()
    for name, page in pages.items():
        look(page, f"{name} at the beginning")
    for title, faces in STEPS.items():
        command(room, context, "advance", reason="koe")
        for face in faces:
            expect(pages[face].get_by_text(title).locator("visible=true").first).to_be_visible()
        if title == "Mitä keksimme?":
            write(phone, LONG)
            write(phone, "Avain ilman jonoa myös kymmenen jälkeen")
            saved(phone)
        for face in faces:
            look(pages[face], f"{face} in {title}")
    for window in ("large", "history", "keys", "override"):
        pages["lead"].evaluate("name => document.getElementById(`dialog-${name}`).showModal()", window)
        look(pages["lead"], f"window {window}")
        pages["lead"].keyboard.press("Escape")
    context.clear_cookies()
    pages["lead"].get_by_role("button", name="Kumoa viimeisin tekoni").click()
    expect(pages["lead"].get_by_role("heading", name="Tämä laite ei ole enää mukana")).to_be_visible()
    look(pages["lead"], "a page that was let go")


STEPS = {
    "Mitä keksimme?": ("phone", "lead", "screen"),
    "Ideat esiin": ("phone",),
    "Mitkä kuuluvat yhteen?": ("phone",),
    "Mikä on tärkeintä?": ("phone", "lead", "screen"),
    "Mitä teemme?": ("phone", "lead"),
    "Mitä lupaamme?": ("phone",),
    "Ensimmäiset teot": ("phone", "screen"),
    "Kahvia": ("phone", "screen"),
    "Mitä päätimme?": ("phone", "screen"),
    "Missä mennään?": ("phone",),
    "Sovittu": ("phone",),
    "Kiitos": ("phone", "screen"),
}
"""The steps after the first, and the end, with the faces that are looked at in them: those that look another way."""


def at_the_door(room: Any, context: BrowserContext) -> Page:
    """Come in by the door, with a look at each page on the way; the phone."""
    page = context.new_page()
    for path in ("/", "/?code=AAAABBBB", f"/?room={room.id}", f"/j/{room.code}"):
        page.goto(room.house.url + path)
        look(page, path)
    page.get_by_label("Nimesi").fill("Pekka Petteri Wäinämöinen-Rautasalmi")
    page.get_by_role("button", name="Tule mukaan").click()
    page.wait_for_url(f"**/r/{room.id}")
    page.goto(f"{room.house.url}/r/{room.id}/lead")
    look(page, "no chair")
    page.goto(f"{room.house.url}/r/{room.id}")
    return page


def command(room: Any, context: BrowserContext, name: str, **keys: Any) -> None:
    """A command of the facilitator's, as their page gives it."""
    url = room.house.url
    answer = context.request.post(
        f"{url}/api/r/{room.id}/commands?face=lead",
        data={"commands": [{"command": name, **keys}]},
        headers={"Origin": url},
    )
    assert answer.json()["answers"][0]["status"] == "done", answer.text()
