"""How fast a session is read: all its events, beside a peer, and by its snapshot; and how much memory it takes.

    python bench/journals_replay.py [EVENTS]

Replay, of notes only and of what a workshop has beside them (votes, edits, moves): the journal's text alone, read into
events, and folded into the state. Peer: an aggregate of `eventsourcing` on SQLite that is made anew from as many notes.
Contenders take turns; each figure is the best of its rounds, since others use the machine as well.

Opening by snapshot, of a session of EVENTS notes (1,000,000). Reading the snapshot is fetching its bytes from SQLite
and summing them, by which damage shows; what `Engine.open` takes beyond that is measured against the limit. In it is no
entry: each is made of its bytes when somebody asks for it, and what that takes for all of them is told as well.

Memory is what the process has more, by the system's count, after the session was opened, for each entry. Exits with 1
when a limit is missed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from zlib import crc32

import journals

from tyopaja import Engine, Session, commands
from tyopaja.engine import fold
from tyopaja.journals import Journal, chain, codec
from tyopaja.model import events as e
from tyopaja.workshop import snapshots

ROUNDS = 7
READ = 20_000
"""Events that are replayed beside the peer."""
SHORT = "Vieras kuulee nimensä jo ovella, aina 🎿."
TEXT = "Vieras kuulee nimensä jo ovella, ja aikataulu on selkeä."
"""What is written in the long session. A letter takes a byte of memory, as in most languages of Europe; where there is
one 🎿 in a text, Python takes four for each of its letters."""
MANY = 1_000_000
LOT = 10_000
"""Events that are written at a time."""
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
OPEN = 0.050
"""Seconds that opening may take beyond reading the snapshot."""
BYTES = 600
"""Bytes that an entry may take."""


def history(length: int, text: str, *, mixed: bool) -> Iterator[e.Event]:
    """Notes of forty people on their own sheets, a command each; or half of them notes, and what is done to those."""
    for number in range(length):
        at, by, command = AT + timedelta(seconds=number), f"osallistuja-{number % 40}", f"86fzdp{number}"
        done: Any = {"at": at, "by": by, "command": command}
        of = f"86fzdp{number // 10 * 10}"  # the first of each ten is a note
        match number % 10 if mixed else 0:
            case 1 | 2 | 3:
                yield e.Voted(**done, entry=of, person=by)
            case 4:
                yield e.Edited(**done, entry=of, text="Vieras kuulee nimensä jo ovella")
            case 5:
                yield e.Picked(**done, entry=of)
            case _:
                sheet, section = f"profiili@{by}", f"osa-{number % 9}"
                yield e.Added(**done, entry=command, sheet=sheet, section=section, text=text)


def write(path: Path, length: int, text: str, *, mixed: bool = False) -> str:
    """A session with such a history, past the façade, which has nothing to decide here; its id."""
    with Engine(journal=f"sqlite:{path}") as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
        session.do(commands.Join(by="osallistuja-0", role="facilitator"))
        head, after = chain.hash_of(_last(engine.journal, session)), session.state.seq
        lot = list[e.Event]()
        for event in history(length, text, mixed=mixed):
            lot.append(event)
            if len(lot) == LOT or len(lot) + after == length + session.state.seq:
                lines = codec.written(lot, head)
                engine.journal.append(session.id, after, lines)
                head, after = chain.hash_of(lines[-1]), after + len(lot)
                lot.clear()
        return session.id


def _last(journal: Journal, session: Session) -> str:
    return next(iter(journal.read(session.id, session.state.seq - 1))).data


def replaying(here: Path) -> journals.Limits:
    """Measure replay, and print it."""
    length, works = READ, dict[str, Callable[[], object]]()
    peer = "eventsourcing (peer)"
    with ExitStack() as stack:
        for name, mixed in (("notes", False), ("mixed", True)):
            path = here / f"{name}.db"
            session = write(path, length, SHORT, mixed=mixed)
            raw = stack.enter_context(Engine(journal=f"sqlite:{path}")).journal
            works |= {
                f"{name}: raw text": partial(_count, partial(raw.read, session)),
                f"{name}: read into events": partial(_count, partial(codec.replay, raw, session)),
                f"{name}: read and folded": partial(_fold, raw, session),
            }
        if journals.has_peer():
            works[peer] = stack.enter_context(board(here / "board.db"))
        taken = dict.fromkeys(works, float("inf"))
        for _ in range(ROUNDS):
            for name, work in works.items():
                taken[name] = min(taken[name], journals.timed(work) / length)
    for name, seconds in taken.items():
        print(f"{name:32}{1 / seconds:12,.0f} events/s")
    if not journals.has_peer():
        return []
    return [("replay, of the peer", taken[peer] / taken["notes: read and folded"], 6)]


def _count(read: Callable[[], Iterator[object]]) -> int:
    return sum(1 for _ in read())


def _fold(journal: Journal, session: str) -> object:
    return fold(codec.Replay(journal, session).unread())


@contextmanager
def board(path: Path) -> Iterator[Callable[[], object]]:
    """The peer: makes anew a board of as many notes from its events."""
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
    made = Board()
    for _ in range(READ):
        made.add("aino", "tarpeet", SHORT)
    application.save(made)
    yield lambda: application.repository.get(made.id)
    application.close()


def opening(path: Path, session: str, length: int) -> journals.Limits:
    """Measure keeping a snapshot and opening by it, and print it."""
    with Engine(journal=f"sqlite:{path}") as engine:
        replay = codec.Replay(engine.journal, session)
        begin = perf_counter()
        state = fold(replay.unread())
        whole = perf_counter() - begin
        kept = journals.timed(partial(snapshots.keep, engine.journal, session, state, replay.head))
        del state, replay
        fetched = summed = opened = float("inf")
        for _ in range(ROUNDS):
            begin = perf_counter()
            snapshot = engine.journal.snapshot(session)
            fetched = min(fetched, perf_counter() - begin)
            assert snapshot is not None
            data = snapshot.data
            summed = min(summed, journals.timed(partial(crc32, data)))
            del snapshot, data
            opened = min(opened, journals.timed(partial(engine.open, session)))
        held = engine.open(session)
        made = journals.timed(partial(_count, lambda: iter(held.state.entries.values())))
    beyond = max(opened - fetched - summed, 0.001)  # less is noise
    rows = {
        f"replay of all {length:,} events": whole,
        "making and keeping a snapshot": kept,
        "fetching its bytes": fetched,
        "summing them": summed,
        "opening by it, in all": opened,
        "of that beyond reading": beyond,
        "making every entry after it": made,
    }
    for name, seconds in rows.items():
        print(f"{name:32}{seconds * 1000:12,.1f} ms")
    return [("50 ms, of opening beyond reading", OPEN / beyond, 1)]


def memory(path: Path, session: str, length: int, how: str) -> journals.Limits:
    """Measure the memory that an open session takes, in a process of its own, and print it."""
    command = [sys.executable, __file__, "--opened", str(path), session]
    taken = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / length
    print(f"memory, opened by {how:14}{taken:12,.0f} bytes an entry")
    return [(f"600 bytes, of memory by {how}", BYTES / taken, 1)]


def opened(path: str, session: str) -> None:
    """Print how many bytes the process has more after a session was opened."""
    with Engine(journal=f"sqlite:{path}") as engine:
        engine.sessions()
        before = resident()
        held = engine.open(session)
        print(resident() - before)
        del held


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def main(length: int) -> int:
    """Measure, print the tables, and say whether the limits are kept."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        print(f"replay of {READ:,} events, best of {ROUNDS}")
        limits = replaying(here)
        print(f"a session of {length:,} events, best of {ROUNDS}")
        path = here / "long.db"
        session = write(path, length, TEXT)
        limits += memory(path, session, length, "replay")
        limits += opening(path, session, length)
        limits += memory(path, session, length, "snapshot")
    if not journals.has_peer():
        print("eventsourcing is not installed: measured without a peer")
    for what, found, limit in limits:
        print(f"{what:36}{found:8.2f} × (limit {limit} ×){'' if found >= limit else '  MISSED'}")
    return int(any(found < limit for _, found, limit in limits))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--opened"]:
        opened(*sys.argv[2:])
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else MANY))
