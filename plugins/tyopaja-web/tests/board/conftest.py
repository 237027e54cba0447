"""What the tests of boards share: a browser, and a server in this process whose sessions a test can look into."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from tyopaja import Engine, Session, commands
from tyopaja.model.state import Entry
from tyopaja_web import Visitor, app

HERE = Path(__file__).parent
PACKS = [str(HERE.parents[3] / "canvases"), str(HERE / "pack")]
LEAD = "saara"
MOUNT = """async (sheet) => {
  const base = document.querySelector('script[type="module"]').src.replace(/[^/]+$/, '');
  const [{ room }, { mount }] = await Promise.all([import(`${base}room.js`), import(`${base}board/board.js`)]);
  await new Promise((done) => { const wait = () => (room.outlook ? done() : setTimeout(wait, 20)); wait(); });
  const address = `${room.config.prefix}/r/${room.config.room}/boards/${sheet}?face=phone`;
  const here = document.createElement('div');
  here.id = 'here';
  here.innerHTML = await (await fetch(address)).text();
  document.querySelector('main').prepend(here);
  mount(here.firstElementChild, room, { mode: 'phone' });
}"""


class Desk:
    """One session, and pages of it."""

    def __init__(self, server: Server, browser: Browser, flow: str) -> None:
        self.server, self._browser = server, browser
        self.session: Session = server.engine.start(flow, title="Hotelli Kaamos", locale="fi")
        self.do(commands.Join(by=LEAD, called="Saara", role="facilitator"))
        self.do(commands.Join(by="aino", called="Aino"))
        if not self.session.state.steps:
            self.do(commands.Advance(by=LEAD))
        self._contexts: list[Any] = []

    def do(self, command: commands.Command) -> None:
        """Give a command from elsewhere; the pages hear of it as of anybody's."""
        self.session.do(command)

    def note(self, text: str, section: str = "laput", sheet: str = "koe", **more: Any) -> str:
        """A note of Aino's; its id."""
        command = commands.Add(by="aino", sheet=sheet, section=section, text=text, **more)
        before = set(self.session.state.entries)
        self.do(command)
        return next(iter(set(self.session.state.entries) - before))

    def entry(self, id: str) -> Entry:
        """An entry as it is now."""
        return self.session.refresh().entries[id]

    def order(self, section: str, sheet: str = "koe") -> list[str]:
        """The words in a section, in their order."""
        return [one.text or "" for one in self.session.refresh().entries_in(sheet, section)]

    def _page(self, face: str, path: str, person: str | None = None, **options: Any) -> Page:
        token = self.server.web.signer.token(Visitor(room=self.session.id, face=face, person=person), 3600)  # type: ignore[arg-type]
        context = self._browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", "locale": "fi-FI", **options}
        )
        self._contexts.append(context)
        context.set_default_timeout(20_000)
        page: Page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"the page raised {error}"))
        context.request.get(f"{self.server.url}/k/{token}", max_redirects=0)
        page.goto(f"{self.server.url}/r/{self.session.id}/{path}".rstrip("/"))
        return page

    def board(self, sheet: str = "koe", **options: Any) -> Page:
        """The facilitator's page with a sheet, once it is alive."""
        page = self._page("lead", f"lead?sheet={sheet}", LEAD, **options)
        page.locator(f'.board.alive[data-sheet="{sheet}"]').wait_for()
        return page

    def participant(self, sheet: str = "koe") -> Page:
        """Aino's phone, with a sheet that is taken over by itself."""
        page = self._page("phone", "", "aino")
        page.evaluate(MOUNT, sheet)
        page.locator(f'#here .board.alive[data-sheet="{sheet}"]').wait_for()
        return page

    def phone(self) -> Page:
        """Aino's phone, as it is."""
        return self._page("phone", "", "aino", viewport={"width": 360, "height": 740})

    def screen(self, **options: Any) -> Page:
        """The big screen."""
        page = self._page("screen", "screen", **options)
        page.locator("[data-scene]").wait_for()
        return page

    def settled(self, what: Callable[[], bool]) -> None:
        """Wait until the session is as it should be, as a page waits for its own words."""
        until = time.monotonic() + 20
        while not what():
            assert time.monotonic() < until, "it never came to be"
            self.session.refresh()
            time.sleep(0.03)

    def close(self) -> None:
        """Close its pages."""
        for context in self._contexts:
            context.close()


class Server:
    """The application over an engine in memory, listening."""

    def __init__(self) -> None:
        self.engine = Engine(journal="memory:", packs=PACKS, plugins=[])
        made = app(self.engine, secret="sixteen bytes and some more")
        self.web = made.state.web
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(made, log_level="warning", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, args=([listening],), daemon=True)
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.02)

    def stop(self) -> None:
        """End it."""
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests; each has sessions of its own."""
    begun = Server()
    yield begun
    begun.stop()


@pytest.fixture
def desk(server: Server, browser: Browser) -> Iterator[Callable[..., Desk]]:
    """Begins a session of a flow."""
    made: list[Desk] = []

    def begin(flow: str = "koe") -> Desk:
        made.append(Desk(server, browser, flow))
        return made[-1]

    yield begin
    for one in made:
        one.close()
