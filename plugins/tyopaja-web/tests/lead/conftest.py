"""What the tests of the facilitator's page share: rooms served from this process, and a browser at the desk."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from attrs import frozen
from playwright.sync_api import Browser, BrowserContext, Page

import tyopaja_web
from tyopaja import Engine, commands
from tyopaja_web.access.tokens import DAY, Signer
from tyopaja_web.access.visitors import Face, Visitor

if TYPE_CHECKING:
    from tyopaja.model.commands import Command
    from tyopaja.model.events import Event
    from tyopaja.model.state import State
    from tyopaja.workshop import Session

FLOWS = Path(__file__).parents[4] / "examples" / "packs" / "kulut"
SECRET = b"for the tests of the desk alone"


class Watched:
    """A session beside the one that the server has: what is so in it is read anew each time."""

    def __init__(self, session: Session) -> None:
        self._session, self.id = session, session.id

    @property
    def state(self) -> State:
        """What is so now, whoever wrote it."""
        return self._session.refresh()

    @property
    def log(self) -> tuple[Event, ...]:
        """Every event."""
        return self._session.log()

    def do(self, command: Command) -> tuple[Event, ...]:
        """Somebody else does something."""
        return self._session.do(command)


@frozen
class Desk:
    """Rooms that are served, and links into them."""

    engine: Engine
    address: str

    def begin(self, flow: str = "ideapaiva", people: int = 4) -> Watched:
        """A session that Saara leads, with some who have phones."""
        session = self.engine.start(flow, title="Hotelli Kaamos", locale="fi")
        session.do(commands.Join(by="saara", called="Saara", role="facilitator"))
        for name in ("Aino", "Pekka", "Maija", "Jussi", "Liisa", "Veikko")[:people]:
            session.do(commands.Join(by=name.lower(), called=name))
        return Watched(session)

    def link(self, session: Watched, face: Face, person: str | None) -> str:
        """A link that gives its cookie."""
        visitor = Visitor(room=session.id, face=face, person=person)
        return f"{self.address}/k/{Signer(SECRET).token(visitor, DAY)}"

    def open(self, page: Page, session: Watched, face: Face = "lead", person: str | None = "saara") -> Page:
        """Come in by a link."""
        page.goto(self.link(session, face, person))
        return page


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    """A server in a thread of this process, over a journal in memory."""
    engine = Engine(packs=[FLOWS])
    app = tyopaja_web.app(engine, secret=SECRET)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not begin"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Desk(engine, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(10)
    engine.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A facilitator's laptop, in Finnish, with nothing on it yet."""
    made = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fi-FI")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on it that must not stumble: an error in a script, or a breach of the policy, fails the test."""
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    assert faults == []
