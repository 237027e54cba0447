"""A journal of format 1 is brought to the format of today when it is opened, whoever opens it, and however often it is
cut short."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from tyopaja.errors import JournalError
from tyopaja.journals import SqliteJournal
from tyopaja.journals.sqlite_opening import FORMAT

FIRST = """
PRAGMA journal_mode=WAL;
BEGIN;
CREATE TABLE event (
  session TEXT NOT NULL, seq INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (session, seq)
) WITHOUT ROWID, STRICT;
CREATE TABLE session (id TEXT PRIMARY KEY, began INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
CREATE TABLE content (digest TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
PRAGMA application_id=0x74796F70;
PRAGMA user_version=1;
INSERT INTO session VALUES ('t', 1), ('s', 2);
INSERT INTO event VALUES ('s', 1, '{"type":"began","definitions":"d1"}'), ('s', 2, '{"type":"set","value":"p1"}'),
  ('t', 1, '{"type":"began","definitions":"d1"}');
INSERT INTO content VALUES ('d1', x'6431'), ('p1', x'7031'), ('nobody', x'00');
COMMIT;
"""
"""What the first tyopaja made of two sessions, of which both have the same definitions and one a picture."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a journal of format 1 is."""
    path = tmp_path / "journal.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(FIRST)
    return path


def check(path: Path) -> None:
    """That all that was in it is in it, in the format of today, and that it can be written to."""
    with closing(SqliteJournal(path)) as journal:
        assert journal.sessions() == (("t", 1), ("s", 2))
        assert [record.seq for record in journal.read("s")] == [1, 2]
        assert sorted(journal.contents("s")) == ["d1", "p1"]
        assert journal.contents("t") == ("d1",)
        assert journal.fetch("t", "d1") == b"d1"
        assert journal.fetch("s", "p1") == b"p1"
        assert journal.snapshot("s") is None
        journal.append("t", 1, ["more"])
        journal.rewrite("t", 2, {2: "-"}, [], ["d1"])
        assert journal.fetch("s", "d1") == b"d1", "what one session forgets another keeps"
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        assert {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")} == {
            "event",
            "session",
            "content",
            "snapshot",
            "remains",
        }


def test_the_first_format_is_brought_up(path: Path) -> None:
    check(path)


def test_threads_that_open_it_at_once_all_get_in(path: Path) -> None:
    failures: list[BaseException] = []

    def open_it() -> None:
        try:
            SqliteJournal(path).close()
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=open_it) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    assert failures == []
    check(path)


def test_one_that_cannot_be_brought_up_is_left_as_it_was(path: Path) -> None:
    """While another program writes, say."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError):
            SqliteJournal(path, patience=0.1)
        other.execute("ROLLBACK")
        assert other.execute("PRAGMA user_version").fetchone() == (1,)
        assert other.execute("SELECT count(*) FROM content").fetchone() == (3,)
    check(path)
