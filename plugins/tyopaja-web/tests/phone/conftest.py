"""What the tests of the phone share: a browser, modules loaded without a server, and rooms that can be killed."""

from __future__ import annotations

import json
import signal
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, Route

import tyopaja_web

STATIC = Path(tyopaja_web.__file__).parent / "static"
SERVER = Path(__file__).parent / "room_server.py"
ROOMS = 24

Run = Callable[[str], Any]


@pytest.fixture(scope="module")
def empty_page(browser: Browser) -> Iterator[Page]:
    """A page of nothing, from which our modules can be imported."""
    context = browser.new_context()
    page = context.new_page()

    def answer(route: Route) -> None:
        path = STATIC / route.request.url.partition("//modules.test/")[2]
        if path.is_file():
            route.fulfill(path=path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>modules</title>", content_type="text/html")

    page.route("**/*", answer)
    page.goto("http://modules.test/")
    yield page
    context.close()


@pytest.fixture
def modules(empty_page: Page) -> Run:
    """Runs JavaScript that may import `/js/…`; what it returns comes back."""
    return lambda code: empty_page.evaluate(f"async () => {{ {code} }}")


class Server:
    """The process that serves the rooms; it may be killed, frozen, and begun again where it was."""

    def __init__(self, folder: Path) -> None:
        self.journal, self.port = folder / "rooms.db", 0
        self.rooms: list[dict[str, str]] = []
        """Sessions that no test has had yet: {"session", "code", "lead"}."""
        self.start(ROOMS)

    def start(self, rooms: int = 0) -> None:
        """Begin, or begin again on the same port, with what the journal holds and so many sessions more."""
        command = [sys.executable, str(SERVER), str(self.journal), str(self.port), "ilta", str(rooms)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.rooms += [json.loads(self.process.stdout.readline()) for _ in range(rooms)]
        self.url = json.loads(self.process.stdout.readline())["url"]
        self.port = int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """Without a word, as the power does."""
        with self.process:
            self.process.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for the rooms of a module."""
    made = Server(tmp_path_factory.mktemp("rooms"))
    yield made
    made.kill()


class Room:
    """A room, and the facilitator who leads it from outside the browser; a connection that the server has let go of is
    made anew."""

    def __init__(self, server: Server, desk: APIRequestContext) -> None:
        self._server, self._desk, self.url = server, desk, server.url
        told = server.rooms.pop()
        self.session, self.code = told["session"], told["code"]
        desk.get(self.url + told["lead"], max_redirects=0)

    def start(self) -> None:
        """Begin the server again."""
        self._server.start()

    def kill(self) -> None:
        """Kill the server."""
        self._server.kill()

    def do(self, command: str, **keys: Any) -> dict[str, Any]:
        """A command of the facilitator's; its answer."""
        response = self._desk.post(
            f"{self.url}/api/r/{self.session}/commands?face=lead",
            data={"commands": [{"command": command, **keys}]},
            headers={"Origin": self.url},
            max_retries=3,
        )
        assert response.ok, response.text()
        answer: dict[str, Any] = response.json()["answers"][0]
        assert answer["status"] == "done", answer
        return answer

    def freeze(self) -> None:
        """Stop the server where it stands, its connections open."""
        self._server.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._server.process.send_signal(signal.SIGCONT)

    def cards(self, section: str) -> list[dict[str, Any]]:
        """What stands in a section, as the server has it."""
        response = self._desk.get(f"{self.url}/api/r/{self.session}/model?face=lead&sheets=talo", max_retries=3)
        model = response.json()
        return [model["entries"][name] for name in model["boxes"].get(f"talo/{section}", ())]

    def texts(self, section: str = "tarpeet") -> list[str]:
        """The words of it."""
        return [card["text"] for card in self.cards(section)]

    def go(self, step: str) -> None:
        """Jump to a step."""
        self.do("go", to=step, reason="koe")

    def join(self, context: BrowserContext, name: str = "Ville") -> Page:
        """Somebody who has typed the code and their name, on the phone's page."""
        page = context.new_page()
        page.goto(f"{self.url}/j/{self.code}")
        page.get_by_label("Nimesi").fill(name)
        page.get_by_role("button", name="Tule mukaan").click()
        page.wait_for_url(f"**/r/{self.session}")
        return page


PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "locale": "fi-FI", "has_touch": True}


@pytest.fixture
def room(server: Server, browser: Browser) -> Iterator[Room]:
    """A room in which people write already."""
    desk = browser.new_context()
    opened = Room(server, desk.request)
    opened.do("advance")
    yield opened
    desk.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's phone."""
    made = browser.new_context(**PHONE)
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def write() -> Callable[[Page, str], None]:
    """Writes a note into the section that is open, and sends it."""

    def wrote(page: Page, text: str) -> None:
        page.locator("[data-write]:visible textarea[name=text]").fill(text)
        page.get_by_role("button", name="Lisää", exact=True).locator("visible=true").click()

    return wrote


@pytest.fixture
def picture() -> bytes:
    """A PNG of 2400 × 1200, as a camera's would be: larger than it is sent."""
    row = b"\0" + b"\x10\x60\x70" * 2400
    header = struct.pack(">IIBBBBB", 2400, 1200, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(row * 1200)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
