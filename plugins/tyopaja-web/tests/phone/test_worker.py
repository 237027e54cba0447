"""What waits is sent though no page is open: the browser wakes the service worker once there is a net again.

When it does so is the browser's to choose, within minutes; here its own tools tell it to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

Write = Callable[[Page, str], None]
SAVED, WAITING = "Tallennettu", "Odottaa yhteyttä – mitään ei katoa"
TAG = "tyopaja-outbox"

TAGS = "async () => (await (await navigator.serviceWorker.ready).sync.getTags()).join()"
BESIDE = """async ([path, texts]) => {
  const { openRows } = await import(path);
  const rows = await openRows();
  const [{ order, ...first }] = await rows.all();
  for (const [id, text] of Object.entries(texts))
    await rows.put({ ...first, id, command: { ...first.command, id, text } });
}"""
"""Puts further notes into the outbox beside the one that waits there, as the page does."""


@pytest.fixture
def elsewhere(context: BrowserContext) -> Page:
    """A page of nobody's in the same browser: what is open is not ours."""
    page = context.new_page()
    page.goto("about:blank")
    return page


class Workers:
    """The service workers of a browser, as its own tools see them."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self._tab: CDPSession = context.new_cdp_session(page)
        self._known: dict[str, str] = {}
        self._tab.on("ServiceWorker.workerRegistrationUpdated", self._heard)
        self._tab.send("ServiceWorker.enable")

    def _heard(self, said: Any) -> None:
        self._known |= {one["scopeURL"]: one["registrationId"] for one in said["registrations"]}

    def wake(self, url: str) -> None:
        """Say to the one of a server that there is a net, as the browser does by itself when it finds so."""
        named = {"origin": url, "registrationId": self._known[f"{url}/"], "tag": TAG, "lastChance": False}
        self._tab.send("ServiceWorker.dispatchSyncEvent", named)


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for something outside of the browser."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to hold")


def gone(room: Any, context: BrowserContext, write: Write, text: str) -> Page:
    """Somebody's page which has lost the server, with words that wait."""
    page: Page = room.join(context)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    room.kill()
    write(page, text)
    expect(page.locator("[data-status]")).to_have_text(WAITING, timeout=5_000)
    return page


def test_a_closed_page_s_words_are_in_the_journal_though_no_page_is_open(
    room: Any, context: BrowserContext, write: Write, elsewhere: Page
) -> None:
    page = gone(room, context, write, "Sivu on kiinni")
    until(page, lambda: bool(page.evaluate(TAGS) == TAG))
    workers = Workers(context, elsewhere)
    page.close()
    room.start()
    elsewhere.wait_for_timeout(1_000)
    assert room.texts() == []
    workers.wake(room.url)
    until(elsewhere, lambda: bool(room.texts()))
    assert room.texts() == ["Sivu on kiinni"]
    assert [one.url for one in context.pages] == ["about:blank"]
    again = context.new_page()
    again.goto(f"{room.url}/r/{room.session}")
    expect(again.locator("[data-text]")).to_have_text("Sivu on kiinni")
    expect(again.locator("[data-status]")).to_have_text(SAVED)
    assert room.texts() == ["Sivu on kiinni"]


def test_one_among_them_that_is_too_large_keeps_none_of_the_others_back(
    room: Any, context: BrowserContext, write: Write, elsewhere: Page
) -> None:
    """The server reads none of a request that is too large: then they go one by one without a page too."""
    page = gone(room, context, write, "Ennen")
    store = page.evaluate("document.querySelector('script[type=module]').src.replace(/[^/]+$/, 'outbox-store.js')")
    page.evaluate(BESIDE, [store, {"suuri": "x" * 1_100_000, "pieni": "Jälkeen"}])
    workers = Workers(context, elsewhere)
    page.close()
    room.start()
    workers.wake(room.url)
    until(elsewhere, lambda: "Jälkeen" in room.texts())
    assert room.texts() == ["Ennen", "Jälkeen"]
    again = context.new_page()
    again.goto(f"{room.url}/r/{room.session}")
    expect(again.locator("[data-left-list]")).to_contain_text("xxx")
    expect(again.locator("[data-status]")).to_have_text("Jotain jäi lähettämättä")
