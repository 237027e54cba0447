"""Programs of other people's, served as they would serve them, with the workshop inside."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import define

from tyopaja import Engine, commands

HERE = Path(__file__).parent
PREFIX = "/paja"
ROOM = "kaamos"
PATIENCE = 60.0
"""Seconds that a host has to begin in: a busy machine is no bug."""
END = 20.0
"""Seconds that it has to end in: less than a browser waits that asks for changes, which would else be what ends it."""
HOSTS = ("fastapi", "django")


@define
class Guest:
    """A browser that one of the host's users sits at, or a stranger."""

    http: httpx.Client
    face: str = "phone"

    def url(self, part: str) -> str:
        """A part of the room's API."""
        return f"{PREFIX}/api/r/{ROOM}/{part}{'&' if '?' in part else '?'}face={self.face}"

    def get(self, part: str) -> httpx.Response:
        return self.http.get(self.url(part))

    def send(self, command: str, **keys: Any) -> httpx.Response:
        """Give one command, as a page of ours does."""
        return self.http.post(self.url("commands"), json={"commands": [{"command": command, **keys}]})

    def do(self, command: str, **keys: Any) -> dict[str, Any]:
        """Give one command; its answer."""
        (answer,) = self.send(command, **keys).json()["answers"]
        found: dict[str, Any] = answer
        return found

    def token(self) -> dict[str, str]:
        """The header that Django wants of a page of its own."""
        return {"X-CSRFToken": self.http.cookies.get("csrftoken") or ""}

    def live(self) -> Stream:
        """A live stream, from now on."""
        return Stream(self)

    def form(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of a page of ours."""
        return self.http.post(PREFIX + path, data=fields)


class Stream:
    """A live stream, read event by event until the server ends it."""

    def __init__(self, guest: Guest) -> None:
        self._context = guest.http.stream("GET", guest.url("live"))
        self.response = self._context.__enter__()
        self._lines = self.response.iter_lines()

    def until(self, wanted: str) -> Any:
        """The data of the next event of a kind."""
        kind = ""
        for line in self._lines:
            name, _, value = line.partition(": ")
            kind = value if name == "event" else kind
            if name == "data" and kind == wanted:
                return json.loads(value)
        raise EOFError

    def rest(self) -> int:
        """How many lines come until the server ends the stream as it should be ended. Raises httpx's errors where it
        is cut off."""
        return sum(1 for _ in self._lines)

    def close(self) -> None:
        self._context.__exit__(None, None, None)


class Host:
    """A program in a process of its own, in a folder with a room that Saara leads and Aino is in."""

    def __init__(self, name: str, folder: Path, pack: Path, *options: str) -> None:
        self.name, self.folder, self._pack = name, folder, pack
        with self.engine() as engine:
            session = engine.start("koe", title="Hotelli Kaamos", locale="fi", id=ROOM)
            session.do(commands.Join(by="saara", called="Saara", role="facilitator"))
            session.do(commands.Join(by="aino", called="Aino"))
        self._log = folder / "log"
        environ = {**os.environ, "HOST_FOLDER": str(folder), "HOST_PACK": str(pack)}
        subprocess.run([sys.executable, str(HERE / f"{name}_host.py")], env=environ, cwd=folder, check=True)
        words = [sys.executable, "-m", "uvicorn", "--factory", f"{name}_host:application", "--app-dir", str(HERE)]
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                [*words, "--port", "0", "--no-access-log", *options], stderr=log, stdout=log, env=environ, cwd=folder
            )
        until = time.monotonic() + PATIENCE
        while not (said := re.search(r"running on (http://\S+)", self.log)):
            assert self.process.poll() is None, self.log
            assert time.monotonic() < until, self.log
            time.sleep(0.05)
        self.url = said[1]
        self._open: list[httpx.Client] = []

    @property
    def log(self) -> str:
        """What it has said."""
        return self._log.read_text()

    def engine(self) -> Engine:
        """An engine of ours over the same journal."""
        return Engine(journal=f"sqlite:{self.folder / 'rooms.db'}", packs=[self._pack], plugins=[])

    def texts(self) -> list[str]:
        """What stands in the journal, in its order."""
        with self.engine() as engine:
            return [one.text or "" for one in engine.open(ROOM).state.entries.values()]

    def people(self) -> list[str]:
        """Who has joined."""
        with self.engine() as engine:
            return list(engine.open(ROOM).state.people)

    def stranger(self) -> Guest:
        """Somebody whom the host does not know."""
        made = httpx.Client(base_url=self.url, headers={"Origin": self.url}, timeout=30, trust_env=False)
        self._open.append(made)
        return Guest(made)

    def user(self, name: str, face: str = "phone") -> Guest:
        """A user of the host's, who has come in by its own door."""
        guest = self.stranger()
        guest.face = face
        guest.http.get("/")
        given = {"username" if self.name == "django" else "name": name, "password": f"salasana-{name}"}
        assert guest.http.post("/login", json=given, headers=guest.token()).status_code == 200
        return guest

    def code(self) -> str:
        """The code to join by, as the facilitator sees it."""
        page = self.user("saara", "lead").http.get(f"{PREFIX}/r/{ROOM}/lead").text
        found = re.search(rf"{PREFIX}/j/([2-9A-Z]+)", page)
        assert found is not None
        return found[1]

    def stop(self) -> int:
        """Tell it to end, as a service manager does; what it leaves with. One that does not is killed, with a
        TimeoutExpired."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise

    def close(self) -> None:
        for one in self._open:
            one.close()
        self.stop()


@pytest.fixture(scope="module", params=HOSTS)
def host(request: pytest.FixtureRequest, pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Each of the programs, for all tests of a module."""
    made = Host(request.param, tmp_path_factory.mktemp(request.param), pack)
    yield made
    made.close()


@pytest.fixture
def new_host(pack: Path, tmp_path: Path) -> Iterator[Callable[..., Host]]:
    """Begins a program by its name, with further options of uvicorn's; it ends with the test."""
    begun: list[Host] = []

    def beginning(name: str, *options: str) -> Host:
        begun.append(Host(name, tmp_path, pack, *options))
        return begun[-1]

    yield beginning
    for one in begun:
        one.close()
