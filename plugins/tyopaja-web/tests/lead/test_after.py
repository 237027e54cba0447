"""The company's own page: what was agreed, and how the key results go, for a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tyopaja import commands

if TYPE_CHECKING:
    from tyopaja.model.kinds import Value

    from .conftest import Desk, Watched

KEY_RESULT = "Vieraat suosittelevat meitä"


def checking(desk: Desk) -> tuple[Watched, str]:
    """A compass with a key result, in the step in which it is looked at; and the key result's id."""
    session = desk.begin("arjen-kompassi")
    fields: dict[str, Value] = {
        "start": 40, "target": 80, "now": 40, "direction": "up", "unit": "%", "due": "2026-01-15",
    }  # fmt: skip
    added = session.do(commands.Add(by="saara", sheet="okr-1", section="avaintulokset", text=KEY_RESULT, fields=fields))
    session.do(commands.Go(by="saara", to="arki", reason="vuosi on mennyt"))
    return session, str(added[0].entry)  # type: ignore[attr-defined]


def test_who_took_part_checks_in_and_sees_how_far_it_is(desk: Desk, page: Page) -> None:
    session, entry = checking(desk)
    desk.open(page, session, "after", "aino")
    result = page.locator(".key-result", has_text=KEY_RESULT)
    result.get_by_text("Kirjaa, missä mennään").click()
    result.get_by_label("Lukema nyt").fill("60")
    result.get_by_label("Mikä auttoi, mikä on tiellä?").fill("Aamupala puhutti")
    result.get_by_role("button", name="Kirjaa").click()
    expect(result.locator(".reached")).to_contain_text("50")
    check = session.state.entries[entry].checks[-1]
    assert (check.by, check.now, check.text) == ("aino", 60, "Aamupala puhutti")
    session.do(commands.CheckIn(by="pekka", entry=entry, now=70))
    expect(result.locator(".reached")).to_contain_text("75")
    expect(result.locator("polyline")).to_be_visible()
    result.get_by_text("Miten on mennyt").click()
    expect(result.locator(".readings")).to_contain_text("Aamupala puhutti")


def test_without_a_person_the_page_is_to_be_read_and_says_who_can_write(desk: Desk, page: Page) -> None:
    session, _ = checking(desk)
    desk.open(page, session, "after", None)
    expect(page.locator("#results")).to_contain_text("Pyydä se fasilitaattorilta")
    expect(page.locator("form[data-do]")).to_have_count(0)
    expect(page.locator("#next-check")).to_contain_text("myöhässä")
    last = page.locator(".workshops > li").last
    expect(last).to_contain_text("käynnissä")
    session.do(commands.Go(by="saara", to="tervetuloa", reason="vielä kerran"))
    expect(last).not_to_contain_text("käynnissä")


def test_earlier_workshops_have_their_sheets_and_the_compass_is_taken_home(desk: Desk, page: Page) -> None:
    session, _ = checking(desk)
    desk.open(page, session, "after", None)
    page.get_by_text("Arkit:").first.click()
    page.locator(".sheet-list a").first.click()
    expect(page.locator("#sheet .board")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Kompassi (.pdf)").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF")


def test_a_check_in_works_without_a_script(desk: Desk, browser: Browser) -> None:
    session, entry = checking(desk)
    context = browser.new_context(java_script_enabled=False, locale="fi-FI")
    page = desk.open(context.new_page(), session, "after", "aino")
    page.get_by_text("Kirjaa, missä mennään").first.click()
    page.get_by_label("Lukema nyt").first.fill("50")
    page.get_by_role("button", name="Kirjaa").first.click()
    expect(page.locator(".reached").first).to_contain_text("25")
    assert session.state.entries[entry].checks[-1].now == 50
    context.close()


def test_axe_finds_nothing_on_the_company_s_page(desk: Desk, page: Page) -> None:
    session, entry = checking(desk)
    session.do(commands.CheckIn(by="pekka", entry=entry, now=50))
    session.do(commands.CheckIn(by="pekka", entry=entry, now=60))
    for person, width in (("aino", 1280), (None, 360)):
        page.set_viewport_size({"width": width, "height": 800})
        desk.open(page, session, "after", person)
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        found = Axe().run(page)
        assert not found.violations_count, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
