"""A server that is killed, one that ends, and two of them: what was answered is there, and who was in is in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tyopaja import Engine

if TYPE_CHECKING:
    from conftest import Client, Served

HERE = Path(__file__).parent


@pytest.fixture
def client_of() -> Callable[[int], Client]:
    """A client on a port, without a server in this process."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("server_tests_conftest", HERE / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    made: Callable[[int], Client] = module.Client
    return made


class Process:
    """`tyopaja serve`, as people run it."""

    def __init__(self, pack: Path, journal: Path, *arguments: str) -> None:
        self._words = [
            sys.executable, "-m", "tyopaja", "--journal", f"sqlite:{journal}", "--pack", str(pack), "serve", *arguments,
        ]  # fmt: skip
        environ = {**os.environ, "TYOPAJA_SECRET": "a secret of the tests alone"}
        self.process = subprocess.Popen(
            self._words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ
        )
        self.said: dict[str, str] = {}
        assert self.process.stdout is not None
        for line in self.process.stdout:
            name, _, rest = line.strip().partition("  ")
            self.said[name] = rest.strip()
            if line.startswith("Session "):
                self.room = line.split()[1].rstrip(":")
            if "Ctrl-C" in line:
                break

    @property
    def port(self) -> int:
        return int(self.said["Join"].split("/")[2].rpartition(":")[2])

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        _, errors = self.process.communicate(timeout=20)
        self.errors = errors
        return self.process.returncode


@pytest.fixture
def running(pack: Path, tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """Begins servers on one journal; whatever is left of them is ended."""
    begun: list[Process] = []

    def begin(*arguments: str) -> Process:
        begun.append(Process(pack, tmp_path / "rooms.db", *arguments))
        return begun[-1]

    yield begin
    for one in begun:
        if one.process.poll() is None:
            one.process.kill()
            one.process.communicate()


def test_what_was_answered_is_there_after_a_kill_and_everybody_is_still_in(
    running: Callable[..., Process], client_of: Callable[[int], Client]
) -> None:
    first = running("koe", "--title", "Hotelli Kaamos", "--port", "0")
    guest = client_of(first.port)
    guest.room = first.room
    code = first.said["Join"].split("code ")[1]
    assert guest.form("/join", code=code, name="Aino").status == 303
    answers = [guest.add(f"nuotti {n}", id=f"n{n}") for n in range(20)]
    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    second = running("--session", first.room, "--port", str(first.port))
    stream = guest.live(after=answers[-1]["seq"])
    assert stream.event()[0] in ("beat", "here")
    assert guest.add("nuotti 0", id="n0")["status"] == "done"
    assert guest.add("uusi", id="n20")["status"] == "done"
    frame = stream.until("change", lambda data: "entries" in data)
    assert set(frame["entries"]) == {"n20"}
    assert guest.get("model").json["boxes"]["taulu/ideat"] == [f"n{n}" for n in range(21)]
    stream.close()
    assert second.end(signal.SIGTERM) == 0


def test_a_server_that_is_foundto_end_ends_within_seconds_although_somebody_listens(
    running: Callable[..., Process], client_of: Callable[[int], Client]
) -> None:
    server = running("koe", "--title", "Hotelli Kaamos", "--port", "0")
    screen = client_of(server.port)
    screen.room, screen.face = server.room, "screen"
    assert screen.ask("GET", server.said["Big screen"].partition(str(server.port))[2]).status == 303
    stream = screen.live()
    stream.until("beat")
    begun = time.monotonic()
    assert server.end(signal.SIGINT) == 0
    assert time.monotonic() - begun < 8
    assert "Traceback" not in server.errors
    for line in server.errors.splitlines():
        assert "Hotelli Kaamos" not in line
        assert json.loads(line)["level"]
    stream.close()


def test_two_processes_on_one_journal_tell_each_other_s_people(
    pack: Path, tmp_path: Path, serve: Callable[..., Served]
) -> None:
    journal = f"sqlite:{tmp_path / 'rooms.db'}"
    with Engine(journal=journal, packs=[pack], plugins=[]) as one, Engine(journal=journal, packs=[pack]) as two:
        here, there = serve(one), serve(two)
        room = here.session().id
        aino, olli = here.guest(room, "Aino"), there.guest(room, "Olli")
        mine, theirs = aino.live(), olli.live()
        aino.add("täältä", id="n1")
        assert told(theirs, "n1")["text"] == "täältä"
        olli.add("sieltä", id="n2")
        assert told(mine, "n2")["text"] == "sieltä"
        olli.port = here.port
        assert set(olli.get("model").json["entries"]) == {"n1", "n2"}
        mine.close()
        theirs.close()


def told(stream: Any, name: str) -> Any:
    return stream.until("change", lambda data: name in data.get("entries", {}))["entries"][name]


def test_invented_people_come_and_write_and_the_addresses_are_foundto_programs_too(
    pack: Path, tmp_path: Path, client_of: Callable[[int], Client]
) -> None:
    words = [sys.executable, "-m", "tyopaja", "--journal", f"sqlite:{tmp_path / 'rooms.db'}", "--pack", str(pack)]
    words += ["serve", "koe", "--demo", "--people", "2", "--port", "0", "--json"]
    environ = {**os.environ, "TYOPAJA_SECRET": "a secret of the tests alone"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stdout is not None
        found = json.loads(process.stdout.readline())
        assert set(found) == {"session", "url", "code", "join", "lead", "screen", "after"}
        client = client_of(int(found["url"].rpartition(":")[2]))
        client.room, client.face = found["session"], "lead"
        assert client.ask("GET", found["lead"].removeprefix(found["url"])).status == 303
        assert client.you == "fasilitaattori"
        stream = client.live()
        written = stream.until("change", lambda data: any(data.get("entries", {}).values()))
        assert {one["by"] for one in written["entries"].values()} <= {"o1", "o2"}
        stream.close()
        process.terminate()
        rest, _ = process.communicate(timeout=20)
    assert rest == ""
