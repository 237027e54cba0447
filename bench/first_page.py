"""How much of the phone's page goes over the wire, and how soon it can be used on a slow net.

    python bench/first_page.py [--rounds 3]

`tyopaja serve` in a process of its own, and Debian's Chromium with an empty cache. Bytes are those that the browser
says it was sent for the page, its styles and its scripts, as packed as they came. Slow 3G is Chromium's own emulation:
400 ms of latency, 400 kbit/s. Usable is when the page has been drawn and its field takes words: the form works before
any script has come, since the server has made it. Floor: an empty page from the same server under the same net."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from live import served
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BYTES, SECONDS = 60_000, 1.0
"""What the first page may weigh over the wire, and how soon it has to be usable."""
LATENCY, RATE = 400, 400_000 / 8
"""Milliseconds, and bytes a second."""
FIELD = "[data-write] textarea[name=text]"
KINDS = {"Document": "HTML", "Stylesheet": "CSS", "Script": "JS"}


def cookies(browser: Browser, url: str, code: str) -> list[dict[str, str]]:
    """What a phone has that has come in by the code."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{url}/j/{code}")
    page.locator("form.door-form button").click()
    page.locator(FIELD).wait_for()
    found = [{"name": one["name"], "value": one["value"], "url": url} for one in context.cookies()]
    found.append({"name": "", "value": page.url, "url": url})
    context.close()
    return found


def opened(
    browser: Browser, had: list[dict[str, str]], address: str, wanted: str, slow: bool
) -> tuple[float, dict[str, float]]:
    """Seconds until something wanted is drawn on a page, and the bytes by kind, on a device that has nothing yet."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    context.add_cookies(had)  # type: ignore[arg-type]
    page = context.new_page()
    tools = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    tools.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: said["type"]}))

    def finished(said: dict[str, object]) -> None:
        kind = KINDS.get(kinds.get(str(said["requestId"]), ""), "")
        if kind:
            sizes[kind] = sizes.get(kind, 0) + float(str(said["encodedDataLength"]))

    tools.on("Network.loadingFinished", finished)
    tools.send("Network.enable")
    if slow:
        net = {"offline": False, "latency": LATENCY, "downloadThroughput": RATE, "uploadThroughput": RATE}
        tools.send("Network.emulateNetworkConditions", net)
    page.goto(address, wait_until="commit")
    page.locator(wanted).first.wait_for(state="attached")
    drawn = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    begun = page.wait_for_function(drawn).json_value()
    there = page.evaluate("() => performance.now()")
    page.wait_for_load_state("load")
    page.wait_for_timeout(1500 if slow else 500)
    context.close()
    return min(float(there), float(begun)) / 1000, sizes


def main() -> int:
    """Measure, print, and say whether the limits hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as (_, url, code),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--headless", "--no-sandbox"])
        *had, page = cookies(browser, url, code)
        _, sizes = opened(browser, had, page["value"], FIELD, slow=False)
        taken = [opened(browser, had, page["value"], FIELD, slow=True)[0] for _ in range(rounds)]
        floor = [opened(browser, had, f"{url}/static/-/icons/icon.svg", "svg", slow=True)[0] for _ in range(rounds)]
        browser.close()
    weight = sum(sizes.values())
    print(
        "The phone's page: "
        + ", ".join(f"{kind} {size:,.0f}" for kind, size in sizes.items())
        + f" = {weight:,.0f} bytes"
    )
    print(f"usable on slow 3G after {median(taken):.2f} s (a picture alone, floor: {median(floor):.2f} s)")
    kept = weight <= BYTES and median(taken) <= SECONDS
    print(f"limits: {BYTES:,} bytes, {SECONDS:g} s: {'kept' if kept else 'missed'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
