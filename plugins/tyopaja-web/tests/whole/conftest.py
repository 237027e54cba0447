"""What the tests of whole workshops share: `tyopaja serve` in a process that may be killed, and people with devices."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tyopaja import Engine, commands
from tyopaja.model.state import State
from tyopaja_web import Visitor
from tyopaja_web.access.codes import Codes
from tyopaja_web.access.tokens import DAY, Signer

PACK = Path(__file__).parent / "pack"
SECRET = "sixteen bytes and some more"
LEAD = "fasilitaattori"
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "locale": "fi-FI", "has_touch": True}
LAPTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "locale": "fi-FI"}


class House:
    """A process that serves every room of a journal, and the journal as it is read from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.journal = folder, f"sqlite:{folder / 'rooms.db'}"
        self.engine = Engine(journal=self.journal, packs=[str(PACK)], plugins=[])
        self.signer = Signer(SECRET.encode())
        self.codes = Codes(self.signer.key("codes"), tuple)
        self.first, self.port = self.begin("lyhyt"), 0
        self.start()

    def start(self) -> None:
        """Serve, on the same port as before."""
        words = ["--pack", str(PACK), "--journal", self.journal, "serve", "--session", self.first]
        command = [sys.executable, "-m", "tyopaja", *words, "--port", str(self.port), "--json"]
        environment = {**os.environ, "TYOPAJA_SECRET": SECRET, "TYOPAJA_PLUGINS": "web"}
        log = (self.folder / "log").open("a")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        log.close()
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert said, (self.folder / "log").read_text(encoding="utf-8")
        self.url = json.loads(said)["url"]
        self.port = int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """Without a word, as the power does."""
        with self.process:
            self.process.kill()

    def begin(self, flow: str) -> str:
        """A session with its facilitator, who has not begun yet."""
        session = self.engine.start(f"koko/{flow}", title="Hotelli Kaamos", locale="fi")
        session.do(commands.Join(by=LEAD, called="Saara", role="facilitator"))
        return session.id


class Room:
    """One session: its links, its code, and what the journal has of it."""

    def __init__(self, house: House, browser: Browser, flow: str) -> None:
        self.house, self.browser, self.id = house, browser, house.begin(flow)
        self.session = house.engine.open(self.id)
        self.code = house.codes.of(self.id)
        self.contexts: list[BrowserContext] = []
        self.faults: list[str] = []

    @property
    def state(self) -> State:
        """What is so now by the journal, whoever wrote it."""
        return self.session.refresh()

    def texts(self, section: str = "ideat") -> Counter[str]:
        """How often which words stand in a section by the journal."""
        entries = self.state.entries.values()
        return Counter(one.text or "" for one in entries if one.section == section and not one.removed)

    def device(self, **options: Any) -> BrowserContext:
        """Somebody's browser, with nothing on it yet; a script that stumbles fails the test."""
        made = self.browser.new_context(**options)
        made.set_default_timeout(20_000)
        made.on("weberror", lambda error: self.faults.append(error.error.stack or str(error.error)))
        made.on("console", self._heard)
        self.contexts.append(made)
        return made

    def _heard(self, said: ConsoleMessage) -> None:
        if "Security Policy" in said.text:
            self.faults.append(f"{said.text} ({said.location})")

    def come(self, page: Page, name: str) -> Page:
        """Type the code, a name, and come in, as at the door."""
        page.goto(self.house.url)
        page.get_by_label("Koodi").fill(f"{self.code[:4]}-{self.code[4:]}".lower())
        page.get_by_role("button", name="Jatka").click()
        page.get_by_label("Nimesi").fill(name)
        page.get_by_role("button", name="Tule mukaan").click()
        page.wait_for_url(f"**/r/{self.id}")
        return page

    def phone(self, name: str, **options: Any) -> Page:
        """Somebody with a phone who has come in."""
        return self.come(self.device(**{**PHONE, **options}).new_page(), name)

    def by_link(self, face: Any, person: str | None = None, **options: Any) -> Page:
        """A device that was opened by a link of its own."""
        page = self.device(**{**LAPTOP, **options}).new_page()
        page.goto(self.link(face, person))
        return page

    def link(self, face: Any, person: str | None = None) -> str:
        """The address that makes a device that of a face."""
        token = self.house.signer.token(Visitor(room=self.id, face=face, person=person), DAY)
        return f"{self.house.url}/k/{token}"

    def desk(self, **options: Any) -> Page:
        """The facilitator's laptop."""
        return self.by_link("lead", LEAD, **options)

    def screen(self) -> Page:
        """The big screen."""
        return self.by_link("screen")

    def settled(self, holds: Callable[[], bool]) -> None:
        """Wait until the journal has something."""
        until = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < until, "it never came to be"
            self.contexts[-1].pages[0].wait_for_timeout(30)

    def close(self) -> None:
        """Everybody goes; nothing may have stumbled."""
        for context in self.contexts:
            context.close()
        assert self.faults == []


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One process for the rooms of a module."""
    made = House(tmp_path_factory.mktemp("house"))
    yield made
    made.kill()
    made.engine.close()


@pytest.fixture
def room(house: House, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Room]:
    """A room; of the short flow where the test does not ask for another."""
    expect.set_options(timeout=10_000)
    made = Room(house, browser, getattr(request, "param", "lyhyt"))
    yield made
    made.close()


def go_on(desk: Page, title: str) -> None:
    """Press the large button of the desk, say why where that is asked, and be at the step of a title."""
    before = desk.locator("#now .step-title").first.inner_text()
    desk.locator("[data-key=next]").click()
    reached = desk.locator("#now .step-title").first
    dialog = desk.locator("#dialog-override")
    desk.wait_for_function(
        "before => document.querySelector('#dialog-override').open"
        " || document.querySelector('#now .step-title').innerText !== before",
        arg=before,
    )
    if dialog.is_visible():
        dialog.locator("[name=reason]").fill("Kaikki on sanottu")
        dialog.get_by_role("button", name="Jatka silti").click()
    expect(reached).to_have_text(title)


def write(phone: Page, text: str) -> None:
    """Write into the section that is open, and send it."""
    phone.locator("[data-write]:visible textarea[name=text]").fill(text)
    phone.get_by_role("button", name="Lisää", exact=True).locator("visible=true").click()


def saved(phone: Page) -> None:
    """The phone says that everything is safe."""
    expect(phone.locator("[data-status]")).to_contain_text("Tallennettu")
