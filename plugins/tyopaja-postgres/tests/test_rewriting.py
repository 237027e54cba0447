"""Nothing of what was taken out is left: not in old versions of rows, nor where PostgreSQL makes copies by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from threading import Thread

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tyopaja.errors import JournalError
from tyopaja.journals import Snapshot
from tyopaja_postgres.journal import PostgresJournal
from tyopaja_postgres.testing import Server

WORD = "Ursula-Orvokki"


@pytest.fixture
def journal(url: str) -> Iterator[PostgresJournal]:
    """A journal with words of a person, among others."""
    with closing(PostgresJournal(url)) as journal:
        for number in range(200):
            journal.append("s", 2 * number, [f"{number} {WORD}", f"{number}"])
        journal.append("t", 0, ["t"])
        yield journal


def found(server: Server, word: str = WORD) -> list[str]:
    """The files of tables that hold a word, when all that the server has in memory is written."""
    server.do(SQL("CHECKPOINT"))
    places = (server.folder / "base", server.folder / "global")
    holding = list[str]()
    for path in (path for place in places for path in place.rglob("*")):
        with suppress(FileNotFoundError, IsADirectoryError):  # the server makes and removes files as it sees fit
            if word.encode() in path.read_bytes():
                holding.append(str(path))
    return holding


def take_out(journal: PostgresJournal) -> None:
    """Take the person's words out."""
    (length,) = (length for session, length in journal.sessions() if session == "s")
    words = [record.seq for record in journal.read("s") if WORD in record.data]
    journal.rewrite("s", length, dict.fromkeys(words, "poistettu"), ["erased"])


def test_old_versions_of_snapshots_are_gone(journal: PostgresJournal, server: Server) -> None:
    """A newer one was put in their place, and PostgreSQL keeps both until it gets round to it."""
    journal.keep_snapshot("t", Snapshot(1, b"t"))
    journal.keep_snapshot("s", Snapshot(1, WORD.encode()))
    journal.keep_snapshot("s", Snapshot(2, b"x"))
    assert found(server)
    take_out(journal)
    assert found(server) == []
    assert journal.snapshot("t") == Snapshot(1, b"t")


def test_appends_that_were_never_committed_are_gone(journal: PostgresJournal, server: Server, schema: str) -> None:
    """What a connection wrote before it broke is in the file, though nobody sees it."""
    with psycopg.connect(server.url().partition("&schema")[0]) as db:
        row = SQL("INSERT INTO {}.event VALUES ('u', 1, 'Kaisla-Marketta')").format(Identifier(schema))
        db.execute(row)
        db.rollback()
    assert found(server, "Kaisla-Marketta")
    take_out(journal)
    assert found(server, "Kaisla-Marketta") == found(server) == []


def test_the_planners_statistics_hold_no_text(journal: PostgresJournal, server: Server, schema: str) -> None:
    """PostgreSQL copies common and typical values of a column into a table of its own, unless it is told not to."""
    journal.keep("s", "x", WORD.encode())
    journal.keep_snapshot("s", Snapshot(1, WORD.encode()))
    name = Identifier(schema)
    server.do(SQL("CREATE TABLE {}.proof AS SELECT data FROM {}.event").format(name, name), SQL("ANALYZE"))
    with psycopg.connect(server.url().partition("&schema")[0]) as db:
        known = SQL("SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = {} AND attname = {}")
        assert db.execute(known.format(schema, "data")).fetchall() == [("proof",)]
        assert ("event",) in db.execute(known.format(schema, "seq")).fetchall(), "the others are what plans are made by"


def test_a_transaction_that_could_still_see_it_keeps_nothing(journal: PostgresJournal, server: Server) -> None:
    """Somebody else's, in the same database, that began before."""
    with psycopg.connect(server.url().partition("&schema")[0]) as other:
        other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        other.execute("SELECT count(*) FROM pg_class")
        take_out(journal)
        assert found(server) == []


def test_whoever_writes_meanwhile_waits_and_gets_on(journal: PostgresJournal) -> None:
    """Nobody is refused, and nobody's events are lost."""
    failures, numbers = list[BaseException](), range(60)

    def write(session: str) -> None:
        try:
            for number in numbers:
                journal.append(session, number, [str(number)])
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=write, args=(f"w{writer}",)) for writer in range(3)]
    for thread in threads:
        thread.start()
    for number in range(5):
        journal.rewrite("t", 1 + number, {1: f"t{number}"}, ["erased"])
    for thread in threads:
        thread.join()
    assert failures == []
    for writer in range(3):
        assert [record.data for record in journal.read(f"w{writer}")] == [str(number) for number in numbers]
    assert [record.data for record in journal.read("t")] == ["t4", *["erased"] * 5]


def test_something_that_reads_for_long_is_an_error_and_all_stays(
    url: str, server: Server, schema: str, journal: PostgresJournal
) -> None:
    """A backup, say."""
    before = list(journal.read("s"))
    with (
        psycopg.connect(server.url().partition("&schema")[0]) as other,
        closing(PostgresJournal(url, patience=0.3)) as hasty,
    ):
        other.execute(SQL("SELECT count(*) FROM {}.content").format(Identifier(schema)))
        with pytest.raises(JournalError, match="lock timeout"):
            take_out(hasty)
    assert list(journal.read("s")) == before
