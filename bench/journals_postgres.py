"""How many commands a second `postgresql:` appends, beside the least that a durable append costs, and how it reads.

    python bench/journals_postgres.py

All on one server that is made for it, on a socket, with fsync and synchronous_commit on. Floor: psycopg, an INSERT
into a bare table, prepared, and a COMMIT for each: as a statement by itself, which is one way to the server and back,
and the commit is its own (the stricter floor, by which the limit goes), and as most programs have it, as a statement
and a `commit()`. Ours lets the session's row grow besides, and notifies who waits. The three take turns; each figure is
the median of its rounds. Then fifty threads at once, ours on one journal with a session each, theirs with a connection
each. `contenders`, `LIMIT`, `together`, `reading` and `rewriting` are for who measures more journals."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import partial
from threading import Thread
from time import perf_counter
from typing import Any

import psycopg

from tyopaja_postgres.journal import PostgresJournal
from tyopaja_postgres.testing import Server, served

LIMIT = 0.7
"""Of the floor's commands a second, at the least."""
FLOOR, TWICE, OURS = "psycopg, INSERT (floor)", "psycopg, INSERT, commit()", "postgresql:"
EVENT = (
    '{"hash":"b32db198a202252f8d571482758e5bf3","type":"added","at":"2026-03-02T09:04:11.000000+00:00","by":"aino",'
    '"command":"86fzdp5829pd","entry":"86fzdp5829pd","sheet":"profiili","section":"tarpeet",'
    '"text":"Vieras kuulee nimensä jo ovella, aina 🎿."}'
)
WRITERS, EACH = 50, 40
READ = 20_000
"""Events of the session that is read, and of which one is rewritten."""
_INSERT = "INSERT INTO bare VALUES (%s, %s, %s)"

Work = Callable[[int], object]
"""Carries out one command, given its number."""


def connected(server: Server, *, autocommit: bool) -> psycopg.Connection[Any]:
    """A bare connection, with a table to write to."""
    uri = server.url().partition("&schema")[0]
    with psycopg.connect(uri) as db:
        db.execute("CREATE TABLE IF NOT EXISTS bare (session text, seq bigint, data text, PRIMARY KEY (session, seq))")
    return psycopg.connect(uri, autocommit=autocommit, prepare_threshold=0)


@contextmanager
def raw(server: Server, session: str, *, autocommit: bool) -> Iterator[Work]:
    """A row behind the other, each on the disk before the next."""
    with closing(connected(server, autocommit=autocommit)) as db:

        def work(number: int) -> None:
            db.execute(_INSERT, (session, number, EVENT))
            if not autocommit:
                db.commit()

        yield work


@contextmanager
def ours(server: Server) -> Iterator[Work]:
    """A command of one event behind the other."""
    with closing(PostgresJournal(server.url("one_by_one"))) as journal:
        yield lambda number: journal.append("kaamos", number, [EVENT])


def contenders(server: Server) -> dict[str, AbstractContextManager[Work]]:
    """The two floors and ours."""
    return {
        FLOOR: raw(server, "one", autocommit=True),
        TWICE: raw(server, "two", autocommit=False),
        OURS: ours(server),
    }


def together(server: Server) -> dict[str, float]:
    """Commands a second of `WRITERS` threads at once."""
    with closing(PostgresJournal(server.url("together"))) as journal, ExitStack() as stack:
        floors = [stack.enter_context(raw(server, f"w{one}", autocommit=True)) for one in range(WRITERS)]

        def append(writer: int, number: int) -> None:
            journal.append(f"w{writer}", number, [EVENT])

        return {FLOOR: _at_once(floors), OURS: _at_once([partial(append, writer) for writer in range(WRITERS)])}


def _at_once(works: list[Work]) -> float:
    def write(work: Work) -> None:
        for number in range(EACH):
            work(number)

    threads = [Thread(target=write, args=(work,)) for work in works]

    def all_of_it() -> None:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return len(works) * EACH / _seconds(all_of_it)


def reading(server: Server) -> dict[str, float]:
    """Seconds that it takes to read a session of `READ` events, all of it and the last one, and to rewrite one."""
    with closing(PostgresJournal(server.url("reading"))) as journal:
        for after in range(0, READ, 1000):
            journal.append("kaamos", after, [EVENT] * 1000)
        return {
            f"read {READ:,} events": _seconds(lambda: sum(1 for _ in journal.read("kaamos"))),
            "read what is behind the last but one": _seconds(lambda: list(journal.read("kaamos", READ - 1))),
            f"take out one of {READ:,} events": _seconds(lambda: journal.rewrite("kaamos", READ, {1: "{}"}, ["{}"])),
        }


def _seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def main() -> int:
    """Measure, print a table; 1 when the limit is missed."""
    from session import NOTES, ROUNDS, race

    with served() as server:
        taken = race(contenders(server))
        many = together(server)
        read = reading(server)
    print(f"{ROUNDS} rounds of {NOTES} commands of one event each, medians")
    for name, seconds in taken.items():
        print(f"{name:40}{1 / seconds:10,.0f} commands/s{taken[FLOOR] / seconds:8.2f} ×")
    print(f"{WRITERS} writers at once, {EACH} commands each")
    for name, speed in many.items():
        print(f"{name:40}{speed:10,.0f} commands/s{speed * taken[name]:8.2f} × one by one")
    for name, seconds in read.items():
        print(f"{name:40}{1000 * seconds:10,.1f} ms")
    kept = taken[FLOOR] / taken[OURS] >= LIMIT
    print(f"limit: {LIMIT} × the floor: {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
