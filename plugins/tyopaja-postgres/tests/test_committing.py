"""Appends that share a transaction: each is kept or refused by itself, whoever writes for whom."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from threading import Thread, Timer
from time import monotonic, sleep

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tyopaja.errors import Conflict, JournalError
from tyopaja_postgres.journal import PostgresJournal
from tyopaja_postgres.testing import Server

_PATIENCE = 20.0


@pytest.fixture
def journal(url: str) -> Iterator[PostgresJournal]:
    """A journal with a session that somebody can stand in the way of."""
    with closing(PostgresJournal(url)) as journal:
        journal.append("blocked", 0, ["a"])
        yield journal


@pytest.fixture
def held(server: Server, schema: str, journal: PostgresJournal) -> Callable[[], object]:
    """Hold the session `blocked`, so that whoever appends to it stands still; returns what lets go."""
    with ExitStack() as stack:
        db = stack.enter_context(psycopg.connect(server.url().partition("&schema")[0]))
        db.execute(SQL("SELECT FROM {}.session WHERE id = 'blocked' FOR UPDATE").format(Identifier(schema)))
        kept = stack.pop_all()
    return kept.close


class Writers:
    """Threads that append, and what became of it."""

    def __init__(self, journal: PostgresJournal) -> None:
        self.journal = journal
        self.said: dict[str, str] = {}
        self.threads: list[Thread] = []

    def begin(self, name: str, session: str, after: int, *data: str) -> None:
        """Append in a thread of its own, which then stands in the queue."""

        def write() -> None:
            try:
                self.journal.append(session, after, data)
                self.said[name] = "kept"
            except Conflict:
                self.said[name] = "conflict"
            except JournalError as error:
                self.said[name] = error.message

        thread = Thread(target=write)
        thread.start()
        self.threads.append(thread)

    def waiting(self, count: int) -> None:
        """Until so many stand in the queue behind the one that writes."""
        committing = self.journal._committing
        until = monotonic() + _PATIENCE
        while not (committing._led and len(committing._queue) == count):
            assert monotonic() < until
            sleep(0.005)

    def end(self) -> dict[str, str]:
        """What became of them all."""
        for thread in self.threads:
            thread.join(_PATIENCE)
        return self.said


@pytest.fixture
def writers(journal: PostgresJournal) -> Writers:
    """None yet."""
    return Writers(journal)


def kept(journal: PostgresJournal, session: str) -> list[str]:
    """What a session holds."""
    return [record.data for record in journal.read(session)]


def test_appends_that_wait_at_the_same_time_share_a_transaction(
    journal: PostgresJournal, held: Callable[[], object], writers: Writers, server: Server, schema: str
) -> None:
    """And of two behind one event one is refused."""
    writers.begin("leader", "blocked", 1, "b")
    writers.waiting(0)
    for number in range(5):
        writers.begin(f"own {number}", f"s{number}", 0, "a", "b")
    for number in range(2):
        writers.begin(f"same {number}", "same", 0, str(number))
    writers.waiting(7)
    held()
    said = writers.end()
    assert {name: one for name, one in said.items() if "same" not in name} == {
        "leader": "kept",
        **{f"own {number}": "kept" for number in range(5)},
    }
    assert sorted(said[f"same {number}"] for number in range(2)) == ["conflict", "kept"]
    assert len(kept(journal, "same")) == 1
    with psycopg.connect(server.url().partition("&schema")[0]) as db:
        transactions = SQL("SELECT count(DISTINCT xmin::text) FROM {}.event").format(Identifier(schema))
        assert db.execute(transactions).fetchone() == (3,), "the first, the leader's, and one for all others"


def test_one_append_that_cannot_be_does_not_harm_those_it_shares_a_transaction_with(
    journal: PostgresJournal, held: Callable[[], object], writers: Writers
) -> None:
    """An id of more bytes than an index holds, that cannot be made shorter."""
    long = os.urandom(5000).hex()
    writers.begin("leader", "blocked", 1, "b")
    writers.waiting(0)
    for number in range(3):
        writers.begin(f"own {number}", f"s{number}", 0, "a")
    writers.begin("long", long, 0, "a")
    writers.waiting(4)
    held()
    said = writers.end()
    assert "index row" in said.pop("long")
    assert said == {"leader": "kept", **{f"own {number}": "kept" for number in range(3)}}
    assert [session for session, _ in journal.sessions()] == ["blocked", "s0", "s1", "s2"]
    journal.append("blocked", 2, ["c"])


class _InterruptedError(Exception):
    """What a signal raises here."""


@contextmanager
def interrupted(seconds: float) -> Iterator[None]:
    """What stands in it is broken off after so long, as by Ctrl-C."""

    def interrupt(*_: object) -> None:
        raise _InterruptedError

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        with pytest.raises(_InterruptedError):
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_whoever_is_interrupted_in_the_queue_leaves_it_and_the_others_get_on(
    journal: PostgresJournal, held: Callable[[], object], writers: Writers
) -> None:
    writers.begin("leader", "blocked", 1, "b")
    writers.waiting(0)
    with interrupted(0.2):
        journal.append("mine", 0, ["a"])
    writers.begin("other", "s", 0, "a")
    writers.waiting(1)
    held()
    assert writers.end() == {"leader": "kept", "other": "kept"}
    assert [session for session, _ in journal.sessions()] == ["blocked", "s"]
    journal.append("mine", 0, ["a"])


def test_whoever_is_interrupted_while_they_write_hands_on(
    journal: PostgresJournal, held: Callable[[], object], writers: Writers
) -> None:
    """The server may go on with it all the same, and then it is there once."""
    with interrupted(0.3):
        Timer(0.1, writers.begin, ("other", "s", 0, "a")).start()
        journal.append("blocked", 1, ["b"])
    held()
    while "other" not in writers.end():
        sleep(0.01)
    assert writers.said == {"other": "kept"}
    assert kept(journal, "blocked") in (["a"], ["a", "b"])
    assert kept(journal, "s") == ["a"]


def test_text_that_utf_8_cannot_hold_is_refused_and_changes_nothing(journal: PostgresJournal) -> None:
    with pytest.raises(JournalError):
        journal.append("blocked", 1, ["b", "\ud800"])
    journal.append("blocked", 1, ["b"])
    assert kept(journal, "blocked") == ["a", "b"]


def test_somebody_who_holds_a_session_for_too_long_is_an_error_and_leaves_nothing(
    url: str, journal: PostgresJournal, held: Callable[[], object]
) -> None:
    """A transaction that was begun by hand, and forgotten."""
    with closing(PostgresJournal(url, patience=0.3)) as hasty:
        with pytest.raises(JournalError, match="lock timeout"):
            hasty.append("blocked", 1, ["b"])
        hasty.append("other", 0, ["a"])
    held()
    assert kept(journal, "blocked") == ["a"]
    journal.append("blocked", 1, ["b"])
