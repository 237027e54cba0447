"""The big screen: what is on, who is in, and never a scrollbar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tyopaja import commands

Begin = Callable[..., Any]


SCROLLS = """() => {
  const page = document.scrollingElement;
  return page.scrollHeight > innerHeight + 1 || page.scrollWidth > innerWidth + 1;
}"""


def scrolls(page: Page) -> bool:
    """Whether the page is larger than the screen in any direction."""
    return bool(page.evaluate(SCROLLS))


def test_before_it_begins_the_way_in_fills_the_screen(desk: Begin) -> None:
    """The code, the address, a QR code, and the names of those who come."""
    one = desk("ryhmat")
    page = one.screen()
    code = one.server.web.codes.of(one.session.id)
    expect(page.locator(".code")).to_contain_text(f"{code[:4]}-{code[4:]}")
    expect(page.locator(".qr")).to_have_js_property("complete", True)
    assert page.locator(".qr").evaluate("one => one.naturalWidth") > 0
    one.do(commands.Join(by="vaino", called="Väinö <b>"))
    expect(page.locator("[data-in]").first).to_contain_text("2 mukana")


def test_it_follows_the_steps_and_the_notes_by_itself(desk: Begin) -> None:
    """A new note appears, the next step comes with its own sheet, a break says so."""
    one = desk()
    one.do(commands.Advance(by="saara"))
    page = one.screen()
    expect(page.get_by_role("heading", level=1)).to_have_text("Äänestä")
    one.do(commands.Add(by="saara", sheet="koe", section="laput", text="Näkyy seinällä"))
    expect(page.locator(".box[data-section=laput]")).to_contain_text("Näkyy seinällä")
    expect(page.locator(".box")).to_have_count(1)
    (note,) = one.session.state.entries_in("koe", "laput")
    one.do(commands.Vote(by="aino", entry=note.id))
    expect(page.locator(".ranks li")).to_contain_text("Näkyy seinällä")
    for title in ("Valitse", "Kahvitauko"):
        one.do(commands.Advance(by="saara", reason="aika"))
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".board")).to_have_count(0)
    one.do(commands.Ready(by="aino"))
    expect(page.locator("[data-ready]")).to_have_text("1 / 1 valmiina")


def test_groups_stand_side_by_side(desk: Begin) -> None:
    """Each group's own sheet is a part of the wall, under its name."""
    one = desk("ryhmat")
    one.do(commands.Join(by="vaino", called="Väinö"))
    one.do(commands.Divide(by="saara", count=2))
    one.do(commands.Advance(by="saara"))
    page = one.screen()
    expect(page.locator(".sheet-board")).to_have_count(2)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    one.do(commands.Add(by="vaino", sheet="koe", section="laput", text="Ryhmän lappu"))
    expect(page.locator(".sheet-board", has_text="Ryhmän lappu")).to_have_count(1)


def test_a_recap_shows_what_was_chosen_in_a_flow_without_workshops(desk: Begin) -> None:
    """Its steps stand in nothing, so no chapter of a report tells of them."""
    one = desk("kertaus")
    chosen = one.note("Tämä valittiin")
    one.note("Tätä ei")
    one.do(commands.Advance(by="saara"))
    one.do(commands.Pick(by="saara", entry=chosen))
    one.do(commands.Advance(by="saara", reason="aika"))
    page = one.screen()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mitä valitsimme")
    expect(page.locator(".recap li")).to_have_text(["Tämä valittiin"])
    for face in (one.phone(), one.board().locator("#now")):
        expect(face.locator(".recap li")).to_have_text(["Tämä valittiin"])


def test_more_than_were_expected_are_so_many(desk: Begin) -> None:
    """Nobody says that two of one have come."""
    one = desk()
    one.do(commands.Expect(by="saara", count=2))
    page = one.screen()
    expect(page.locator("[data-in]").first).to_have_text("1 / 2 mukana")
    for person in ("vaino", "elle"):
        one.do(commands.Join(by=person, called=person.title()))
    expect(page.locator("[data-in]").first).to_have_text("3 mukana")
    one.do(commands.Join(by="pari", called="Oula ja Inka", heads=2))  # who share a device are two, as on the desk
    expect(page.locator("[data-in]").first).to_have_text("5 mukana")


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080), (1280, 720)])
def test_notes_that_come_later_are_not_cut_off(desk: Begin, size: tuple[int, int]) -> None:
    """A sheet that grows while it is shown is set smaller, or shown page by page."""
    one = desk()
    page = one.screen(viewport={"width": size[0], "height": size[1]}, reduced_motion="no-preference")
    page.locator("[data-stage]").wait_for()
    page.evaluate("""() => {
      const tall = Object.assign(document.createElement('p'), { id: 'tall', textContent: 'sana '.repeat(900) });
      document.querySelector('[data-flow]').append(tall);
    }""")
    page.wait_for_function("""() => {
      const [stage, flow] = [document.querySelector('[data-stage]'), document.querySelector('[data-flow]')];
      return flow.scrollHeight <= stage.clientHeight + 2 || stage.classList.contains('paged');
    }""")


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (820, 1180)])
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_there_is_never_a_scrollbar_however_much_stands_there(desk: Begin, size: tuple[int, int], motion: str) -> None:
    """Much is set smaller; too much is shown page by page where things may move, and all at once where they may not."""
    one = desk()
    one.do(commands.Advance(by="saara"))
    for place in range(90):
        one.session.do(commands.Add(by="saara", sheet="koe", section="laput", text=f"Lappu {place}: {'sana ' * 8}"))
    page = one.screen(viewport={"width": size[0], "height": size[1]}, reduced_motion=motion)
    expect(page.locator(".board [data-entry]")).to_have_count(90)
    page.wait_for_timeout(300)
    assert not scrolls(page)
    fits = page.evaluate("""() => {
      const [stage, flow] = [document.querySelector('[data-stage]'), document.querySelector('[data-flow]')];
      return flow.scrollHeight <= stage.clientHeight + 2;
    }""")
    assert fits or (motion == "no-preference" and page.locator(".stage.paged").count() == 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_the_wall(desk: Begin, scheme: str) -> None:
    """The way in, and a step with a sheet."""
    one = desk()
    one.note("yksi")
    one.do(commands.Advance(by="saara"))
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    page = one.screen(color_scheme=scheme)
    expect(page.locator(".board [data-entry]")).to_have_count(1)
    page.wait_for_timeout(500)
    found = Axe().run(page, options=options).response["violations"]
    assert [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]] == []


def test_nobody_can_do_anything_there(desk: Begin) -> None:
    """It has no buttons, and the server takes no command from it."""
    one = desk()
    one.note("yksi")
    one.do(commands.Advance(by="saara"))
    page = one.screen()
    expect(page.locator(".board [data-entry]")).to_have_count(1)
    assert page.locator(".board button, .board [tabindex]").count() == 0
    answer = page.request.post(
        f"{one.server.url}/api/r/{one.session.id}/commands?face=screen",
        data={"commands": [{"command": "add", "id": "x1", "sheet": "koe", "section": "laput", "text": "salaa"}]},
        headers={"Origin": one.server.url},
    )
    assert answer.status == 403 or answer.json()["answers"][0]["status"] == "refused"
    assert one.order("laput") == ["yksi"]
