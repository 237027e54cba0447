"""Many processes on one journal: nothing is lost, and a command that is given twice happens once."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

from tyopaja import Engine, commands
from tyopaja.model.events import Edited
from tyopaja_postgres.testing import Server

WRITER = """
import sys
from tyopaja import Engine, commands
url, session, person, most = sys.argv[1:]
with Engine(journal=url) as engine:
    playing = engine.open(session)
    print("ready", flush=True)
    sys.stdin.readline()
    playing.do(commands.Join(by=person, called=person, id=f"join-{person}"))
    for number in range(int(most)):
        text = f"{person} {number}"
        playing.do(commands.Edit(by="aino", entry="n", text=text, id=f"{person}-{number}"))
        playing.do(commands.Edit(by="aino", entry="n", text="both", id=f"both-{number}"))
        print(number, flush=True)
"""
"""Takes part in a session: with commands of its own, and with some that all the others give as well."""


def test_processes_on_one_session_lose_nothing_and_double_nothing(url: str, server: Server, tmp_path: Path) -> None:
    """While the server crashes, too."""
    people, each = ("ville", "sara"), 12
    with Engine(journal=url) as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
        session.do(commands.Join(by="aino", called="Aino", role="facilitator"))
        session.do(commands.Add(by="aino", sheet="empatia", section="ajattelee", part="kipu", text="alku", id="n"))
        running = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, url, session.id, person, str(each)],
                cwd=tmp_path,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for person in people
        ]
        for one in running:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        for one in running:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        assert running[0].stdout is not None
        running[0].stdout.readline()
        server.stop("immediate")
        server.start()
        for one in running:
            _, err = one.communicate(timeout=60)
            assert one.returncode == 0, err
        session.refresh()
        edits = Counter(event.command for event in session.log() if isinstance(event, Edited))
    own = {f"{person}-{number}" for person in people for number in range(each)}
    assert own <= edits.keys()
    assert set(edits.values()) == {1}, "a command happened twice"
