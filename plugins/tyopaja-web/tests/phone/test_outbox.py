"""Nothing that was written is lost: no net, no page, no server, two pages, a refusal."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

Write = Callable[[Page, str], None]
NOTE = "[data-write]:visible textarea[name=text]"
SAVED, WAITING, GONE = "Tallennettu", "Odottaa yhteyttä – mitään ei katoa", "Ei yhteyttä juuri nyt – mitään ei katoa"


KEPT = """async () => Boolean(navigator.serviceWorker.controller
  && await (await caches.open("tyopaja-pages")).match(location.pathname, { ignoreSearch: true })
  && (await (await caches.open("tyopaja-static")).keys()).some((one) => one.url.endsWith("pictures.js")))"""


def kept(page: Page) -> None:
    """Wait until the service worker has the page and what it is made of."""
    until = time.monotonic() + 20
    while not page.evaluate(KEPT):
        assert time.monotonic() < until
        page.wait_for_timeout(100)


def test_the_sign_turns_within_two_seconds_and_back_again(room: Any, context: BrowserContext, write: Write) -> None:
    """Nobody types into a dead connection without seeing it."""
    page = room.join(context)
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    context.set_offline(True)
    expect(page.locator("[data-status]")).to_have_text(GONE, timeout=2_500)
    write(page, "Tunturissa")
    expect(page.locator("[data-status]")).to_have_text(WAITING, timeout=2_500)
    expect(page.locator("[data-pending]:visible")).to_have_text("Odottaa lähettämistä")
    context.set_offline(False)
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    assert room.texts() == ["Tunturissa"]


def test_a_silent_server_is_noticed_though_the_net_says_it_is_there(
    room: Any, context: BrowserContext, write: Write
) -> None:
    """A frozen process keeps its connections open: only the beats tell."""
    page = room.join(context)
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    room.freeze()
    expect(page.locator("[data-status]")).to_have_text(GONE, timeout=4_000)
    write(page, "Jäässä")
    expect(page.locator("[data-status]")).to_have_text(WAITING, timeout=4_000)
    room.thaw()
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    assert room.texts() == ["Jäässä"]


def test_offline_in_the_middle_of_writing_nothing_is_lost_and_the_order_is_kept(
    room: Any, context: BrowserContext, write: Write
) -> None:
    """Five notes, the net gone after the second; others write meanwhile."""
    page = room.join(context)
    write(page, "1")
    write(page, "2")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    context.set_offline(True)
    for text in ("3", "4", "5"):
        write(page, text)
    expect(page.locator("[data-entry]")).to_have_count(5)
    room.do("add", sheet="talo", section="tarpeet", text="toisen")
    context.set_offline(False)
    expect(page.locator("[data-entry]")).to_have_count(6)
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    assert room.texts() == ["1", "2", "toisen", "3", "4", "5"]
    assert page.locator("[data-text]").all_inner_texts() == ["1", "2", "toisen", "3", "4", "5"]


def test_a_page_that_is_loaded_without_a_net_works_and_says_so(
    room: Any, context: BrowserContext, write: Write
) -> None:
    """From the service worker's copy: one's own words and drafts are there, others' are not left on the device."""
    room.do("add", sheet="talo", section="tarpeet", text="toisen sanat")
    page = room.join(context)
    kept(page)
    write(page, "Ennen")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    context.set_offline(True)
    write(page, "Ilman verkkoa")
    page.locator(NOTE).fill("vielä kesken")
    expect(page.locator("[data-status]")).to_have_text(WAITING, timeout=4_000)
    page.reload()
    expect(page.locator("[data-kept]")).to_be_visible()
    expect(page.locator("[data-text]").filter(has_text="Ilman verkkoa")).to_be_visible()
    expect(page.locator(NOTE)).to_have_value("vielä kesken")
    assert "toisen sanat" not in page.content()
    write(page, "Toinenkin")
    expect(page.locator("[data-status]")).to_have_text(WAITING, timeout=4_000)
    context.set_offline(False)
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    expect(page.locator("[data-text]").filter(has_text="toisen sanat")).to_be_visible()
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert room.texts() == ["toisen sanat", "Ennen", "Ilman verkkoa", "Toinenkin"]


def test_a_closed_tab_sends_what_waited_when_it_is_opened_again(
    room: Any, context: BrowserContext, write: Write
) -> None:
    """The words are on the device, not in the page."""
    page = room.join(context)
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    context.set_offline(True)
    write(page, "Akku loppui")
    expect(page.locator("[data-status]")).to_have_text(WAITING, timeout=4_000)
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{room.url}/r/{room.session}")
    expect(again.locator("[data-text]").filter(has_text="Akku loppui")).to_be_visible()
    expect(again.locator("[data-status]")).to_have_text(SAVED)
    assert room.texts() == ["Akku loppui"]


def test_a_server_that_is_killed_and_begun_again_is_a_hiccup(room: Any, context: BrowserContext, write: Write) -> None:
    """kill -9 in the middle; what was written before, meanwhile and after is there, once."""
    page = room.join(context)
    write(page, "Ennen")
    room.kill()
    write(page, "Sillä aikaa")
    expect(page.locator("[data-status]")).to_have_text(WAITING, timeout=5_000)
    room.start()
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    write(page, "Jälkeen")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    expect(page.locator("[data-entry]")).to_have_count(3)
    assert room.texts() == ["Ennen", "Sillä aikaa", "Jälkeen"]


def test_a_lost_answer_does_not_double_a_note(room: Any, browser: Browser, write: Write) -> None:
    """The server took it, and the answer got lost: it is sent again, and stands there once."""
    context = browser.new_context(locale="fi-FI", service_workers="block")  # it would send it past the net below
    page = room.join(context)
    lost: list[str] = []

    def lose(route: Any) -> None:
        if len(lost) < 2:
            lost.append(route.fetch().text())
            route.abort()
        else:
            route.continue_()

    page.route("**/commands?*", lose)
    write(page, "Kerran")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    expect(page.locator("[data-entry]")).to_have_count(1)
    page.wait_for_timeout(500)
    assert len(lost) == 2
    assert room.texts() == ["Kerran"]
    context.close()


def test_two_tabs_of_one_person_do_no_harm(room: Any, context: BrowserContext, write: Write) -> None:
    """Both write without a net, both see both, and each note arrives once."""
    first = room.join(context)
    second = context.new_page()
    second.goto(first.url)
    expect(second.locator("[data-status]")).to_have_text(SAVED)
    context.set_offline(True)
    write(first, "ensimmäinen")
    write(second, "toinen")
    expect(second.locator("[data-entry]")).to_have_count(2)
    expect(first.locator("[data-entry]")).to_have_count(2)
    context.set_offline(False)
    for page in (first, second):
        expect(page.locator("[data-status]")).to_have_text(SAVED)
        expect(page.locator("[data-entry]")).to_have_count(2)
        expect(page.locator("[data-pending]:visible")).to_have_count(0)
    assert sorted(room.texts()) == ["ensimmäinen", "toinen"]


def test_what_is_refused_is_kept_with_its_words_until_its_author_is_done_with_it(
    room: Any, context: BrowserContext, write: Write
) -> None:
    """Written without a net, refused half an hour later because the step is over: mended where it fits, then sent."""
    page = room.join(context)
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    context.set_offline(True)
    write(page, "Myöhästynyt ajatus")
    expect(page.locator("[data-status]")).to_have_text(WAITING, timeout=4_000)
    room.go("tauko")
    context.set_offline(False)
    expect(page.locator("[data-left-list]")).to_contain_text("Myöhästynyt ajatus")
    expect(page.locator("[data-status]")).to_have_text("Jotain jäi lähettämättä")
    page.reload()
    expect(page.locator("[data-left-list]")).to_contain_text("Myöhästynyt ajatus")
    room.go("kirjoitus")
    expect(page.get_by_role("heading", level=1, name="Mitä vieras tarvitsee?")).to_be_visible()
    page.get_by_role("button", name="Korjaa").click()
    expect(page.locator(NOTE)).to_have_value("Myöhästynyt ajatus")
    page.get_by_role("button", name="Lisää", exact=True).locator("visible=true").click()
    expect(page.locator("[data-left-over]")).to_be_hidden()
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    assert room.texts() == ["Myöhästynyt ajatus"]


def test_who_is_known_no_longer_keeps_the_words_and_sends_them_when_the_cookie_is_back(
    room: Any, context: BrowserContext, write: Write
) -> None:
    """A calm page with a way back in, and the words to copy."""
    page = room.join(context)
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    cookies: list[Any] = [*context.cookies()]
    context.clear_cookies()
    write(page, "Eväste vanheni")
    expect(page.get_by_role("heading", name="Tämä laite ei ole enää mukana")).to_be_visible()
    expect(page.locator("[data-away-words]")).to_contain_text("Eväste vanheni")
    page.reload()
    expect(page.get_by_role("heading", name="Tämä laite ei ole enää mukana")).to_be_visible()
    expect(page.locator("[data-waiting-words]")).to_contain_text("Eväste vanheni")
    context.add_cookies(cookies)
    page.goto(f"{room.url}/r/{room.session}")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    expect(page.locator("[data-text]").filter(has_text="Eväste vanheni")).to_be_visible()
    assert room.texts() == ["Eväste vanheni"]


def test_words_under_another_name_are_offered_for_copying_and_never_sent_as_somebody_elses(
    room: Any, context: BrowserContext, write: Write
) -> None:
    """Who joins anew is another person to the room."""
    page = room.join(context, "Ville")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    context.clear_cookies()
    write(page, "Villen sanat")
    expect(page.get_by_role("heading", name="Tämä laite ei ole enää mukana")).to_be_visible()
    again = room.join(context, "Uusi")
    expect(again.locator("[data-left-list]")).to_contain_text("Villen sanat")
    again.get_by_role("button", name="Hylkää").click()
    expect(again.locator("[data-left-over]")).to_be_hidden()
    assert room.texts() == []


def test_edits_made_elsewhere_meanwhile_are_there_when_the_net_is_back(
    room: Any, browser: Browser, context: BrowserContext, write: Write
) -> None:
    """A laptop that slept: the others' notes, changes and removals are as the server has them, and the step too."""
    page = room.join(context)
    first = room.do("add", sheet="talo", section="tarpeet", text="vanha", id="eka")
    room.do("add", sheet="talo", section="tarpeet", text="pois", id="toka")
    expect(page.locator("[data-entry]")).to_have_count(2)
    context.set_offline(True)
    expect(page.locator("[data-status]")).to_have_text(GONE, timeout=4_000)
    write(page, "omani")
    room.do("edit", entry="eka", text="uusi")
    room.do("remove", entry="toka")
    room.do("start-timer", step="kirjoitus", minutes=3)
    time.sleep(1)
    context.set_offline(False)
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    expect(page.locator("[data-text]")).to_have_text(["uusi", "omani"])
    assert first["seq"] > 0


def test_a_page_that_slept_is_right_again_at_once(room: Any, context: BrowserContext, write: Write) -> None:
    """A suspended tab hears nothing; when it wakes, it has what was said meanwhile, and sends what is new."""
    page = room.join(context)
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    tab = context.new_cdp_session(page)
    tab.send("Page.setWebLifecycleState", {"state": "frozen"})
    time.sleep(6)
    room.do("add", sheet="talo", section="tarpeet", text="unessa")
    room.go("aanet")
    tab.send("Page.setWebLifecycleState", {"state": "active"})
    expect(page.get_by_role("heading", level=1, name="Mikä on tärkeintä?")).to_be_visible()
    expect(page.locator("[data-text]")).to_have_text("unessa")
    page.get_by_role("button", name="Äänestä unessa").click()
    expect(page.get_by_text("Ääniä jäljellä 1/2")).to_be_visible()
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    assert [card["votes"] for card in room.cards("tarpeet")] == [1]


def test_behind_a_proxy_that_keeps_events_back_the_page_asks_again_and_again(
    room: Any, context: BrowserContext
) -> None:
    """No beat comes through twice: then plain requests do the same."""
    page = context.new_page()
    page.route("**/live?*", lambda route: None)  # neither answered nor refused
    page.goto(f"{room.url}/j/{room.code}")
    page.get_by_role("button", name="Tule mukaan").click()
    page.wait_for_url("**/r/*")
    with page.expect_request("**/changes?*", timeout=20_000):
        pass
    room.do("add", sheet="talo", section="tarpeet", text="perille silti")
    expect(page.locator("[data-text]").filter(has_text="perille silti")).to_be_visible()
    expect(page.locator("[data-status]")).to_have_text(SAVED)
