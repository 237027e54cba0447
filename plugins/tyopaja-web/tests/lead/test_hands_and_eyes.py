"""The page is used by keyboard alone, without a script, and by ear; it says nothing that only colour says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tyopaja import commands

if TYPE_CHECKING:
    from .conftest import Desk, Watched


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def busy(desk: Desk) -> Watched:
    """A room that shows every panel: a vote by hands, groups, entries."""
    session = desk.begin("silmukka")
    for text in ("Yksi kyltti", "Kaksi kylttiä", "Kolme kylttiä"):
        session.do(commands.Add(by="aino", sheet="seina", section="ideat", text=text))
    session.do(commands.Divide(by="saara", size=2))
    session.do(commands.Join(by="saara", person="kadet", called="Kädet ylös", heads=5))
    return session


def violations(page: Page, *parts: str) -> str:
    """What axe finds on the page, or in some parts of it, in words; "" for nothing."""
    within = {"include": [[one] for one in parts]} if parts else None
    found = Axe().run(page, context=within, options={"runOnly": RULES})
    return str(found.generate_report()) if found.violations_count else ""


def test_axe_finds_nothing_in_any_step(desk: Desk, page: Page) -> None:
    session = busy(desk)
    desk.open(page, session)
    for title in ("Keksitään", "Äänestetään", "Valitaan"):
        expect(page.locator("#now .step-title")).to_have_text(title)
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        living = ("#now", "#hands", "#choose", "#write", "#people", "#groups", "#recent", "#plan", "#next")
        assert violations(page, *(living if title != "Keksitään" else ())) == ""
        session.do(commands.Advance(by="saara", reason="riittää"))
    expect(page.locator("#now")).to_contain_text("Kulku on päättynyt")


def test_axe_finds_nothing_in_the_dark(desk: Desk, page: Page) -> None:
    session = busy(desk)
    session.do(commands.Advance(by="saara", reason="riittää"))
    page.emulate_media(color_scheme="dark")
    desk.open(page, session)
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    assert violations(page, "header", ".middle", ".side") == ""


def test_axe_finds_nothing_in_the_windows_over_the_page(desk: Desk, page: Page) -> None:
    desk.open(page, busy(desk))
    for name in ("keys", "large", "override", "confirm"):
        page.evaluate(f"document.getElementById('dialog-{name}').showModal()")
        assert violations(page, f"#dialog-{name}") == ""
        page.keyboard.press("Escape")


def test_a_workshop_is_led_by_keys_alone(desk: Desk, page: Page) -> None:
    session = desk.begin("silmukka")
    desk.open(page, session)
    expect(page.locator("#now .step-title")).to_have_text("Keksitään")
    page.keyboard.press("w")
    for text in ("Yksi", "Kaksi", "Kolme"):
        page.keyboard.type(text)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#recent")).to_contain_text(text)
    assert session.state.step == "keksitaan", "a letter that was typed into a sentence did something"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("n")
    expect(page.locator("#now .step-title")).to_have_text("Äänestetään")
    page.keyboard.press("n")
    expect(page.locator("#dialog-override [name=reason]")).to_be_focused()
    page.keyboard.type("Nopea päivä")
    page.keyboard.press("Enter")
    expect(page.locator("#now .step-title")).to_have_text("Valitaan")
    page.keyboard.press("b")
    expect(page.locator("#now .step-title")).to_have_text("Äänestetään")
    page.keyboard.press("u")
    expect(page.locator("#now .step-title")).to_have_text("Valitaan")


def test_when_what_had_the_focus_has_gone_one_stays_in_its_panel(desk: Desk, page: Page) -> None:
    session = desk.begin("silmukka")
    session.do(commands.Add(by="aino", sheet="seina", section="ideat", text="Turha lappu"))
    desk.open(page, session)
    page.locator("html.with-script").wait_for()
    page.get_by_role("button", name="Poista: Turha lappu").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#recent .lately")).to_have_count(0)
    expect(page.locator("#recent h2")).to_be_focused()


def test_the_keys_are_told_of_and_can_be_switched_off(desk: Desk, page: Page) -> None:
    session = desk.begin("paluu")
    desk.open(page, session)
    page.locator("html.with-script").wait_for()
    page.keyboard.press("?")
    dialog = page.locator("#dialog-keys")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Pikanäppäimet käytössä").uncheck()
    page.keyboard.press("Escape")
    step = session.state.step
    page.keyboard.press("n")
    page.reload()
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    assert session.state.step == step
    page.get_by_role("button", name="Näppäimet").click()
    dialog.get_by_label("Pikanäppäimet käytössä").check()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator(f"#now .task[data-step={step}]")).to_have_count(0)


def test_a_step_change_is_told_to_screen_readers(desk: Desk, page: Page) -> None:
    session = desk.begin("paluu")
    desk.open(page, session)
    expect(page.locator("#now .step-title")).to_have_text("Katsotaan")
    session.do(commands.Advance(by="saara", reason="eteenpäin"))
    expect(page.locator("[data-announce=polite]")).to_contain_text("Nyt: Keksitään")


def test_everything_that_a_form_can_do_works_without_a_script(desk: Desk, browser: Browser) -> None:
    session = desk.begin("silmukka")
    context = browser.new_context(java_script_enabled=False, locale="fi-FI")
    page = desk.open(context.new_page(), session)
    page.get_by_label("Mitä sanottiin").fill("Ilman skriptiä")
    page.locator("#write").get_by_role("button", name="Lisää").click()
    expect(page.locator("#recent")).to_contain_text("Ilman skriptiä")
    page.get_by_role("button", name="Lisää aikaa 5 min").click()
    expect(page.locator(".clock-note")).to_contain_text("20 min")
    page.get_by_role("button", name="Seuraava").click()
    expect(page.get_by_role("alert").first).to_contain_text("kesken")
    page.get_by_text("Jatka silti").first.click()
    page.get_by_label("Miksi? Syy jää päiväkirjaan.").first.fill("Kokeillaan")
    page.locator(".override").get_by_role("button", name="Jatka silti").click()
    expect(page.locator("#now .step-title")).to_have_text("Äänestetään")
    page.locator("#hands [name=heads]").fill("3")
    page.locator("#hands").get_by_role("button", name="Aloita").click()
    page.get_by_role("button", name="Yksi käsi lisää: Ilman skriptiä").click()
    expect(page.locator("#hands [data-hands]")).to_have_text("1")
    page.get_by_role("button", name="Kumoa viimeisin tekoni").click()
    expect(page.locator("#hands [data-hands]")).to_have_text("0")
    context.close()


@pytest.mark.parametrize("size", [(360, 740), (820, 1180), (1280, 800), (640, 400)])
def test_nothing_is_wider_than_the_page_and_every_target_is_large_enough(
    desk: Desk, page: Page, size: tuple[int, int]
) -> None:
    session = busy(desk)
    session.do(commands.Advance(by="saara", reason="heti"))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    desk.open(page, session)
    expect(page.locator("#hands .hand")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    small = page.locator(".lead button:visible").evaluate_all(
        "all => all.filter(one => !one.closest('.board') && one.getBoundingClientRect().height < 44)"
        ".map(one => one.textContent)"
    )
    assert small == []


@pytest.mark.parametrize(("language", "word"), [("sv", "Nästa →"), ("en", "Next →")])
def test_the_page_is_in_the_facilitator_s_language(desk: Desk, page: Page, language: str, word: str) -> None:
    desk.open(page, desk.begin("silmukka"))
    page.locator(f".languages button[value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("[data-key=next]")).to_contain_text(word)
    assert page.locator("#take").inner_text()
