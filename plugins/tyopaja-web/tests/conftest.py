"""What the tests of the server share: rooms that are really served, and people who really ask."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import uvicorn
from attrs import define, field, frozen
from starlette.applications import Starlette

from tyopaja import Engine, commands
from tyopaja.workshop import Session
from tyopaja_web import Settings, Visitor, app
from tyopaja_web.access.tokens import DAY
from tyopaja_web.access.visitors import Face
from tyopaja_web.serving import Server, bound

SECRET = b"for the tests of the server alone"
LEAD = "vetaja"

PACK = """
format = 1
id = "koe"
version = "1.0.0"
title = "Koe"
locale = "fi"

[activity.hiljaa]
title = "Hiljaa"
participant = ["add", "edit", "remove"]
facilitator = ["reveal"]
sees = "own"
"""
CANVAS = """
title = "Taulu"
[layout]
areas = ["ideat huolet"]
[section.ideat]
title = "Ideat"
colour = "#0a6775"
[section.huolet]
title = "Huolet"
"""
FLOW = """
title = "Koe"
sheet.taulu.canvas = "taulu"
[[step]]
id = "kirjoitus"
title = "Kirjoitetaan"
activity = "brainstorm"
on = ["taulu"]
[[step]]
id = "hiljaa"
title = "Hiljaa"
activity = "hiljaa"
on = ["taulu.huolet"]
[[step]]
id = "aanestys"
title = "Äänestetään"
activity = "vote"
on = ["taulu"]
votes = 3
secret = true
[[step]]
id = "aika"
title = "Aika"
activity = "present"
time = "1 min"
"""


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with one flow: in the open, in silence, and by secret vote."""
    folder = tmp_path_factory.mktemp("koe")
    for name, text in (("pack.toml", PACK), ("canvases/taulu.toml", CANVAS), ("flows/koe.toml", FLOW)):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@frozen
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


@define
class Client:
    """A browser with its cookies, or a program without."""

    port: int
    cookies: dict[str, str] = field(factory=dict)
    room: str = ""
    face: str = "phone"

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        ours: bool = True,
    ) -> Answer:
        """Ask for something; `ours` says that one of our own pages does."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, self.headers(ours=ours) | (headers or {}))
            response = connection.getresponse()
            return self.taken(response, response.read())
        finally:
            connection.close()

    def headers(self, *, ours: bool = True) -> dict[str, str]:
        found = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        return {**found, "Origin": f"http://127.0.0.1:{self.port}"} if ours else found

    def taken(self, response: HTTPResponse, body: bytes) -> Answer:
        for value in response.headers.get_all("Set-Cookie") or ():
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Answer(response.status, {key.lower(): value for key, value in response.headers.items()}, body)

    def api(self, path: str) -> str:
        return f"/api/r/{self.room}/{path}{'&' if '?' in path else '?'}face={self.face}"

    def get(self, path: str) -> Answer:
        """A part of the API of the room."""
        return self.ask("GET", self.api(path))

    def form(self, path: str, **fields: Any) -> Answer:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields, doseq=True).encode(), kind)

    def send(self, *given: dict[str, Any], **more: Any) -> Answer:
        """Send commands."""
        body = json.dumps({"commands": [*given, *([more] if more else [])]}).encode()
        return self.ask("POST", self.api("commands"), body, {"Content-Type": "application/json"})

    def do(self, command: str, **keys: Any) -> dict[str, Any]:
        """Give one command; its answer."""
        (answer,) = self.send({"command": command, **keys}).json["answers"]
        found: dict[str, Any] = answer
        return found

    def add(self, text: str, section: str = "ideat", **keys: Any) -> dict[str, Any]:
        """Write an entry; its answer."""
        return self.do("add", sheet="taulu", section=section, text=text, **keys)

    def live(self, after: int | None = None) -> Stream:
        """A live stream, from a position or from now on."""
        return Stream(self, after)

    @property
    def you(self) -> str:
        person: str = self.get("model").json["you"]
        return person


class Stream:
    """A live stream, read event by event."""

    def __init__(self, client: Client, after: int | None = None) -> None:
        self.connection = HTTPConnection("127.0.0.1", client.port, timeout=10)
        path = client.api("live" if after is None else f"live?after={after}")
        self.connection.request("GET", path, headers=client.headers())
        self.response = self.connection.getresponse()

    def event(self) -> tuple[str, str, Any]:
        """The next one: kind, id, data."""
        found = {"event": "", "id": "", "data": ""}
        while (line := self.response.readline().decode().rstrip("\n")) or not found["event"]:
            if self.response.isclosed():
                raise EOFError
            key, _, value = line.partition(": ")
            if key in found:
                found[key] = value
        return found["event"], found["id"], json.loads(found["data"])

    def until(self, wanted: str, holds: Callable[[Any], bool] = lambda data: True) -> Any:
        """The data of the next event of a kind for which something holds."""
        while True:
            kind, _, data = self.event()
            if kind == wanted and holds(data):
                return data

    def close(self) -> None:
        self.response.close()
        self.connection.close()


@define
class Served:
    """A server in a thread of this process."""

    engine: Engine
    app: Starlette
    port: int
    server: Server
    thread: threading.Thread

    @property
    def web(self) -> Any:
        return self.app.state.web

    def session(self, **named: Any) -> Session:
        """A session with its facilitator in the chair."""
        made = self.engine.start("koe", title="Hotelli Kaamos", locale="fi", **named)
        made.do(commands.Join(by=LEAD, called="Vetäjä", role="facilitator"))
        return made

    def stranger(self) -> Client:
        """Somebody who has not come in."""
        return Client(self.port)

    def with_link(self, room: str, face: Face, person: str | None = None) -> Client:
        """Somebody who has come by a link."""
        client = Client(self.port, room=room, face=face)
        token = self.web.signer.token(Visitor(room=room, face=face, person=person), DAY)
        assert client.ask("GET", f"/k/{token}").status == 303
        return client

    def leader(self, room: str) -> Client:
        """The facilitator."""
        return self.with_link(room, "lead", LEAD)

    def guest(self, room: str, name: str = "Aino") -> Client:
        """Somebody who has joined by the code."""
        client = Client(self.port, room=room)
        answer = client.form("/join", code=self.web.codes.of(room), name=name)
        assert answer.status == 303, answer.text
        return client

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(20)


def served(engine: Engine, settings: Settings | None = None, **named: Any) -> Served:
    """Serve an engine from a thread."""
    made = app(engine, secret=SECRET, settings=settings, **named)
    listening, begun = bound("127.0.0.1", 0), threading.Event()
    config = uvicorn.Config(made, log_config=None, lifespan="on", timeout_graceful_shutdown=3, ws="none")
    server = Server(config, made, begun.set)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True)
    thread.start()
    assert begun.wait(20)
    return Served(engine, made, listening.getsockname()[1], server, thread)


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Serves an engine; what was served ends with the test."""
    begun: list[Served] = []

    def serving(engine: Engine, settings: Settings | None = None, **named: Any) -> Served:
        begun.append(served(engine, settings, **named))
        return begun[-1]

    yield serving
    for one in begun:
        one.stop()


@pytest.fixture(scope="module")
def house(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a durable journal, for all tests of a module."""
    journal = tmp_path_factory.mktemp("journal") / "rooms.db"
    with Engine(journal=f"sqlite:{journal}", packs=[pack], plugins=[]) as engine:
        found = served(engine, Settings(guesses=1000, guesses_in_all=10_000))
        yield found
        found.stop()


@pytest.fixture
def room(house: Served) -> str:
    """A room in which the facilitator is."""
    return house.session().id
