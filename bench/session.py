"""How many commands a second a session carries out, beside the least that keeping them costs and beside a peer.

    python bench/session.py

Every command is a note of 40 characters, decided on, appended durably as one transaction, and folded into the state.
Floor: rows of that size into a bare SQLite table, a commit each, WAL and synchronous=FULL, as the journal has it. Peer:
the `eventsourcing` package on SQLite, which has WAL and FULL as well, one event a save, on an aggregate held in memory
so that nothing is read back. Rounds of all contenders take turns; each figure is the median of its rounds. No limit:
how much of a command is the disk's is a matter of the disk."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from tyopaja import Engine, commands

ROUNDS, NOTES = 7, 300
TEXT = "Vieras kuulee nimensä jo ovella, aina 🎿."
FLOOR = "bare SQLite (floor)"

Work = Callable[[int], object]
"""Carries out one command, given its number."""


@contextmanager
def session(url: str) -> Iterator[Work]:
    """A session of ours that stands in a step for writing; an undo after every note keeps the section from filling."""
    with Engine(journal=url) as engine:
        held = engine.start("arjen-kompassi", title="Hotelli Kaamos")
        held.do(commands.Join(by="aino", role="facilitator"))
        held.do(commands.Go(by="aino", to="profiili", reason="mittaus"))

        def work(number: int) -> None:
            if number % 2:
                held.do(commands.Undo(by="aino"))
            else:
                held.do(commands.Add(by="aino", sheet="profiili", section="tarpeet", text=TEXT))

        yield work


@contextmanager
def bare(path: Path) -> Iterator[Work]:
    """Rows of the size that ours have, with nothing decided and nothing known."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE event (session TEXT, seq INTEGER, data TEXT, PRIMARY KEY (session, seq)) WITHOUT ROWID")
    row = json.dumps({"type": "added", "at": "2026-03-02T09:04:11.000000+00:00", "by": "aino", "text": TEXT}) + " " * 80

    def work(number: int) -> None:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO event VALUES ('kaamos', ?, ?)", (number, row))
        db.execute("COMMIT")

    yield work
    db.close()


@contextmanager
def peer(path: Path) -> Iterator[Work]:
    """A board of notes by the book of `eventsourcing`."""
    from uuid import UUID

    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event

    class Board(Aggregate):
        @event("Began")
        def __init__(self) -> None:
            self.notes: list[dict[str, Any]] = []

        @event("Added")
        def add(self, by: str, section: str, text: str) -> None:
            self.notes.append({"by": by, "section": section, "text": text})

    environ = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
    application = Application[UUID](env=environ)
    board = Board()
    application.save(board)

    def work(number: int) -> None:
        board.add("aino", "tarpeet", TEXT)
        application.save(board)

    yield work
    application.close()


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        contenders: dict[str, AbstractContextManager[Work]] = {
            FLOOR: bare(here / "bare.db"),
            "Session.do on memory:": session("memory:"),
            "Session.do on sqlite:": session(f"sqlite:{here / 'ours.db'}"),
        }
        try:
            import eventsourcing  # noqa: F401
        except ImportError:
            print("eventsourcing is not installed: measured without a peer")
        else:
            contenders["eventsourcing on SQLite (peer)"] = peer(here / "peer.db")
        taken = race(contenders)
    floor = taken[FLOOR]
    print(f"{ROUNDS} rounds of {NOTES} commands each, medians")
    for name, seconds in taken.items():
        print(f"{name:32}{1 / seconds:10,.0f} commands/s{seconds / floor:8.2f} ×")


def race(contenders: dict[str, AbstractContextManager[Work]]) -> dict[str, float]:
    """The median seconds a command takes each, over rounds in which all take their turn; the first round warms up."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    with ExitStack() as stack:
        works = {name: stack.enter_context(contender) for name, contender in contenders.items()}
        for number in range(ROUNDS + 1):
            for name, work in works.items():
                begin = perf_counter()
                for command in range(NOTES):
                    work(number * NOTES + command)
                if number:
                    times[name].append((perf_counter() - begin) / NOTES)
    return {name: median(found) for name, found in times.items()}


if __name__ == "__main__":
    main()
