"""Whoever waits is told, and does not merely look every now and then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from threading import Thread
from time import monotonic, sleep

import psycopg
import pytest
from psycopg.sql import SQL

from tyopaja.errors import JournalError
from tyopaja_postgres import listening
from tyopaja_postgres.journal import PostgresJournal
from tyopaja_postgres.testing import Line, Server

_LONG = 600.0
_PATIENCE = 20.0


@pytest.fixture(autouse=True)
def nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """By themselves, within the time of a test: only what is told is heard."""
    monkeypatch.setattr(listening, "_LOOK", _LONG)


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """A line to the server."""
    with closing(Line(server.socket)) as line:
        yield line


@pytest.fixture
def waiting(line: Line, schema: str) -> Iterator[PostgresJournal]:
    """A journal behind the line, with a session of one event."""
    with closing(PostgresJournal(line.url(schema))) as journal:
        journal.append("s", 0, ["a"])
        yield journal


@pytest.fixture
def writing(url: str, waiting: PostgresJournal) -> Iterator[PostgresJournal]:
    """The same journal, in other hands."""
    with closing(PostgresJournal(url)) as journal:
        yield journal


def told(wait: Callable[[], int], act: Callable[[], None]) -> list[int]:
    """What somebody who waits is told when something happens meanwhile."""
    said = list[int]()
    thread = Thread(target=lambda: said.append(wait()), daemon=True)
    thread.start()
    thread.join(0.3)
    assert said == []
    act()
    thread.join(_PATIENCE)
    return said


def listens(server: Server, schema: str) -> bool:
    """Whether somebody does, as the server has it; it may take them a moment to begin."""
    until = monotonic() + _PATIENCE
    query = SQL("SELECT count(*) FROM pg_stat_activity WHERE query = {}").format(f'LISTEN "{schema}"')
    with psycopg.connect(server.url().partition("&schema")[0], autocommit=True) as db:
        while monotonic() < until:
            if db.execute(query).fetchone() == (1,):
                return True
            sleep(0.02)
    return False


def test_an_append_wakes_whoever_waits_for_its_session_and_nobody_else(
    waiting: PostgresJournal, writing: PostgresJournal
) -> None:
    others = list[int]()
    other = Thread(target=lambda: others.append(waiting.wait("t", 0, _LONG)), daemon=True)
    other.start()
    assert told(partial(waiting.wait, "s", 1, _LONG), partial(writing.append, "s", 1, ["b", "c"])) == [3]
    assert told(partial(waiting.wait, "u", 0, _LONG), partial(writing.append, "u", 0, ["a"])) == [1]
    assert others == []
    writing.append("t", 0, ["a"])
    other.join(_PATIENCE)
    assert others == [1]


def test_what_was_appended_while_the_line_was_cut_wakes_when_it_is_there_again(
    waiting: PostgresJournal, writing: PostgresJournal, line: Line, server: Server, schema: str
) -> None:
    def act() -> None:
        assert listens(server, schema)
        line.hold()
        writing.append("s", 1, ["b"])
        line.hold(False)

    assert told(partial(waiting.wait, "s", 1, _LONG), act) == [2]


def test_what_was_appended_after_the_server_crashed_wakes(
    waiting: PostgresJournal, writing: PostgresJournal, server: Server
) -> None:
    def act() -> None:
        server.stop("immediate")
        server.start()
        writing.append("s", 1, ["b"])

    assert told(partial(waiting.wait, "s", 1, _LONG), act) == [2]


def test_rewriting_wakes(waiting: PostgresJournal, writing: PostgresJournal) -> None:
    assert told(partial(waiting.wait, "s", 1, _LONG), partial(writing.rewrite, "s", 1, {1: "x"}, ["b"])) == [2]


def test_closing_ends_the_waiting(waiting: PostgresJournal) -> None:
    """By an error: what it waited for did not come."""

    def wait() -> int:
        with pytest.raises(JournalError) as refused:
            waiting.wait("s", 1, _LONG)
        return refused.value.code == "journal-closed"

    assert told(wait, waiting.close) == [True]


def test_one_connection_listens_for_all_who_wait(
    waiting: PostgresJournal, writing: PostgresJournal, server: Server, schema: str
) -> None:
    threads = [Thread(target=partial(waiting.wait, "s", 1, _LONG), daemon=True) for _ in range(20)]
    for thread in threads:
        thread.start()

    def act() -> None:
        assert listens(server, schema)
        writing.append("s", 1, ["b"])

    assert told(partial(waiting.wait, "s", 1, _LONG), act) == [2]
    for thread in threads:
        thread.join(_PATIENCE)
        assert not thread.is_alive()


def test_whoever_only_asks_how_many_there_are_makes_nobody_listen(
    waiting: PostgresJournal, server: Server, schema: str
) -> None:
    assert (waiting.wait("s", 0, _LONG), waiting.wait("s", 1, 0), waiting.wait("t", 0, 0)) == (1, 1, 0)
    assert waiting._listening._thread is None
    assert not listens(server, schema)
