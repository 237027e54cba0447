"""How fast journals are, beside the least that durable keeping costs and beside a peer.

    python bench/journals.py

`sqlite:`, one event a command of about 250 bytes, each durable before the next. Floor: the sqlite3 module, WAL and
synchronous=FULL, an INSERT and a COMMIT each. Peer: the recorder of `eventsourcing` on SQLite, which has WAL and FULL
as well, since it leaves the level as SQLite has it; what its own connections say is printed. Rounds of all contenders
take turns on one disk; each figure is the median of its rounds. What a commit costs changes when a log has been folded
in for the first time, so the last rounds are told by themselves too.

Fifty writers are fifty tasks of an event loop, as in a server, or fifty threads, each with a session of its own; and
fifty tasks that append to one session, each behind the one before it. What is possible for them is measured beside
them: fifty sessions' events in one bare transaction, without any thread, and threads that hand over to each other and
do nothing else. Reading, `folder:` and `postgresql:` have programs of their own beside this one. Exits with 1 when a
limit is missed."""

from __future__ import annotations

import asyncio
import importlib.util
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from itertools import count, islice
from pathlib import Path
from statistics import median
from threading import Lock, Thread
from time import perf_counter
from uuid import uuid4

from tyopaja.journals import AsyncJournal, SqliteJournal

ROUNDS, COMMANDS = 7, 200
LATE = 3
"""The last rounds, in which all logs have been folded in."""
WRITERS, EACH = 50, 40
EVENT = (
    '{"hash":"b32db198a202252f8d571482758e5bf3","type":"added","at":"2026-03-02T09:04:11.000000+00:00","by":"aino",'
    '"command":"86fzdp5829pd","entry":"86fzdp5829pd","sheet":"profiili","section":"tarpeet",'
    '"text":"Vieras kuulee nimensä jo ovella, aina 🎿."}'
)

Round = Callable[[], float]
"""Carries out a round of commands, and gives the seconds that one of them took."""
Limits = list[tuple[str, float, float]]
"""What is measured, how many times the other it is, and how many it has to be."""


@contextmanager
def bare(path: Path) -> Iterator[Round]:
    """The floor."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE event (session TEXT, seq INTEGER, data TEXT, PRIMARY KEY (session, seq))")
        numbers = count(1)

        def work() -> None:
            db.execute("BEGIN")
            db.execute("INSERT INTO event VALUES ('kaamos', ?, ?)", (next(numbers), EVENT))
            db.execute("COMMIT")

        yield lambda: per_command(work)


@contextmanager
def batches(path: Path) -> Iterator[Round]:
    """The least that fifty sessions' events cost in one transaction, in a table as ours is; no thread, no look."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        columns = "session TEXT, seq INTEGER, data TEXT, PRIMARY KEY (session, seq)"
        db.execute(f"CREATE TABLE event ({columns}) WITHOUT ROWID")
        numbers = count(1)

        def work() -> None:
            for number in islice(numbers, EACH):
                rows = [(f"kaamos-{writer}", number, EVENT) for writer in range(WRITERS)]
                db.execute("BEGIN")
                db.executemany("INSERT INTO event VALUES (?, ?, ?)", rows)
                db.execute("COMMIT")

        yield lambda: timed(work) / (WRITERS * EACH)


@contextmanager
def relay() -> Iterator[Round]:
    """Fifty threads that wake each other in turn, each on a lock of its own: the least that waiting costs."""
    locks = [Lock() for _ in range(WRITERS)]
    for lock in locks:
        lock.acquire()

    def run(writer: int) -> None:
        for _ in range(EACH):
            locks[writer].acquire()
            locks[(writer + 1) % WRITERS].release()

    def work() -> None:
        threads = [Thread(target=run, args=(writer,)) for writer in range(WRITERS)]
        for one in threads:
            one.start()
        locks[0].release()
        for one in threads:
            one.join()
        locks[0].acquire()  # as the last one left it

    yield lambda: timed(work) / (WRITERS * EACH)


@contextmanager
def recorder(path: Path) -> Iterator[Round]:
    """The peer's recorder, with nothing above it."""
    from eventsourcing.persistence import StoredEvent
    from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

    datastore = SQLiteDatastore(str(path))
    kept = SQLiteApplicationRecorder(datastore)
    kept.create_table()
    with datastore.get_connection(commit=False) as connection:
        cursor = connection.cursor()
        for pragma in ("journal_mode", "synchronous"):
            cursor.execute(f"PRAGMA {pragma}")
            print(f"the peer's {pragma}: {cursor.fetchone()[0]}{' (2 is FULL)' if pragma == 'synchronous' else ''}")
    origin, numbers, state = uuid4(), count(1), EVENT.encode()

    def work() -> None:
        kept.insert_events([StoredEvent(origin, next(numbers), "Added", state)])

    yield lambda: per_command(work)
    datastore.close()


@contextmanager
def one_by_one(path: Path) -> Iterator[Round]:
    """Ours, by one thread."""
    with closing(SqliteJournal(path)) as journal:
        numbers = count()
        yield lambda: per_command(lambda: journal.append("kaamos", next(numbers), [EVENT]))


@contextmanager
def together(path: Path) -> Iterator[Round]:
    """Ours, by fifty threads at the same time."""
    with closing(SqliteJournal(path)) as journal:
        lengths = [0] * WRITERS

        def write(writer: int) -> None:
            for _ in range(EACH):
                journal.append(f"kaamos-{writer}", lengths[writer], [EVENT])
                lengths[writer] += 1

        def work() -> None:
            threads = [Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
            for one in threads:
                one.start()
            for one in threads:
                one.join()

        def run() -> float:
            taken = timed(work) / (WRITERS * EACH)
            assert len(set(lengths)) == 1, "a thread failed"
            return taken

        yield run


@contextmanager
def tasks(path: Path, sessions: int) -> Iterator[Round]:
    """Ours, by fifty tasks of an event loop at the same time, which share so many sessions."""
    loop = asyncio.new_event_loop()
    with closing(loop), closing(SqliteJournal(path)) as kept:
        journal = AsyncJournal(kept)
        lengths = [0] * sessions

        async def write(writer: int) -> None:
            session = writer % sessions
            for _ in range(EACH):
                after = lengths[session]
                lengths[session] += 1
                await journal.append(f"kaamos-{session}", after, [EVENT])

        async def work() -> None:
            await asyncio.gather(*map(write, range(WRITERS)))

        yield lambda: timed(lambda: loop.run_until_complete(work())) / (WRITERS * EACH)
        loop.run_until_complete(journal.close())
        loop.run_until_complete(loop.shutdown_default_executor())


def writing(here: Path) -> Limits:
    """Measure writing, and print it."""
    floor, single, fifty, threads, peer = (
        "bare SQLite (floor)",
        "sqlite: one by one",
        "sqlite: 50 tasks, 50 sessions",
        "sqlite: 50 threads",
        "eventsourcing (peer)",
    )
    bare_batches = "50 sessions a bare commit"
    contenders: dict[str, AbstractContextManager[Round]] = {
        floor: bare(here / "bare.db"),
        single: one_by_one(here / "one.db"),
        fifty: tasks(here / "tasks.db", WRITERS),
        "sqlite: 50 tasks, one session": tasks(here / "session.db", 1),
        threads: together(here / "threads.db"),
        bare_batches: batches(here / "batches.db"),
        "50 threads hand over, no journal": relay(),
    }
    if has_peer():
        contenders[peer] = recorder(here / "peer.db")
    times: dict[str, list[float]] = {name: [] for name in contenders}
    with ExitStack() as stack:
        rounds = {name: stack.enter_context(contender) for name, contender in contenders.items()}
        for number in range(ROUNDS + 1):
            for name, run in rounds.items():
                taken = run()
                if number:  # the first warms up
                    times[name].append(taken)
    found = {name: median(taken) for name, taken in times.items()}
    for name, seconds in found.items():
        of_one = f"{found[single] / seconds:8.2f} × one by one"
        print(f"{name:32}{1 / seconds:12,.0f} commands/s{found[floor] / seconds:8.2f} × the floor{of_one}")
    print(f"{'50 tasks, of a bare commit':48}{found[bare_batches] / found[fifty]:8.2f} ×")
    late = {name: median(taken[-LATE:]) for name, taken in times.items()}
    for name in (floor, peer):
        if name in late:
            print(f"{f'last {LATE} rounds, ours to {name}':48}{late[name] / late[single]:8.2f} ×")
    limits: Limits = [
        ("one by one, of the floor", found[floor] / found[single], 0.7),
        ("50 tasks, of one by one", found[single] / found[fifty], 15),
    ]
    if peer in found:
        limits.append(("one by one, of the peer", found[peer] / found[single], 1.5))
    return limits


def has_peer() -> bool:
    """Whether the peer is installed."""
    return importlib.util.find_spec("eventsourcing") is not None


def timed(work: Callable[[], object]) -> float:
    """How long something takes, in seconds."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def per_command(work: Callable[[], None]) -> float:
    """Seconds that a command takes, in a round of them."""
    begin = perf_counter()
    for _ in range(COMMANDS):
        work()
    return (perf_counter() - begin) / COMMANDS


def main() -> int:
    """Measure, print the tables, and say whether the limits are kept."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        print(f"{ROUNDS} rounds of {COMMANDS} commands of one event each, medians; {WRITERS} writers of {EACH}")
        limits = writing(here)
    if not has_peer():
        print("eventsourcing is not installed: measured without a peer")
    for what, found, limit in limits:
        print(f"{what:32}{found:12.2f} × (limit {limit} ×){'' if found >= limit else '  MISSED'}")
    return int(any(found < limit for _, found, limit in limits))


if __name__ == "__main__":
    sys.exit(main())
