"""What `rewrite` takes out of a `sqlite:` journal is found in none of its files, whatever pages it had been on."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random
from threading import Timer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import SqliteJournal
from tyopaja.journals.contract import Snapshot

SECRET = "Salaliito"
"""Stands in every text that is taken out, again and again, so that it is found on any page that holds a part of one."""


def secret(length: int) -> str:
    """A text of at least so many letters to be taken out."""
    return (SECRET + " ") * (length // len(SECRET) + 1)


def raw(folder: Path) -> bytes:
    """Every file of a journal, one behind the other."""
    return b"".join(one.read_bytes() for one in sorted(folder.iterdir()) if one.is_file())


@given(
    lengths=st.lists(st.sampled_from([1, 40, 400, 4_000, 10_000]), min_size=1, max_size=30),
    others=st.integers(0, 40),
    seed=st.integers(0, 1000),
    reopened=st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_nothing_of_what_was_taken_out_is_left_in_any_file(
    lengths: list[int], others: int, seed: int, reopened: bool
) -> None:
    """Texts on pages that are split by other sessions' events, on overflow pages, in content and in snapshots."""
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        journal = SqliteJournal(folder / "journal.db")
        for number, length in enumerate(lengths):
            journal.append("s", number, [secret(length)])
            for other in range(others // len(lengths) + 1):
                # Numbered too: of some thousand cases, one draws a name twice.
                called = f"{chance.choice('aqrstuz')}{chance.randbytes(2).hex()}-{number}-{other}"
                journal.append(called, 0, ["x" * chance.randrange(900)])
            journal.keep_snapshot("s", Snapshot(number + 1, secret(length * 3).encode()))
            journal.keep("s", sha256(str(number).encode()).hexdigest(), f"{number} {secret(length)}".encode())
        assert SECRET.encode() in raw(folder)
        if reopened:
            journal.close()
            journal = SqliteJournal(folder / "journal.db")
        with closing(journal):
            changed = dict.fromkeys(range(1, len(lengths) + 1), "poistettu")
            journal.rewrite("s", len(lengths), changed, ["erased"], journal.contents("s"))
            assert SECRET.encode() not in raw(folder)
            assert [record.data for record in journal.read("s")] == ["poistettu"] * len(lengths) + ["erased"]
            assert (journal.contents("s"), journal.snapshot("s")) == ((), None)
        assert SECRET.encode() not in raw(folder)
        with closing(sqlite3.connect(folder / "journal.db")) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a journal with one session of a text that is to go and one that is to stay is."""
    path = tmp_path / "journal.db"
    with closing(SqliteJournal(path)) as journal:
        journal.append("s", 0, [secret(5000), "b"])
    return path


def test_a_copy_that_was_left_behind_when_a_page_was_split_goes_too(tmp_path: Path) -> None:
    """Which `secure_delete` alone does not see to."""
    chance = Random(3)
    with closing(SqliteJournal(tmp_path / "journal.db")) as journal:
        for _ in range(400):
            journal.append(chance.randbytes(4).hex(), 0, [secret(chance.randrange(20, 900))])
        sessions = [session for session, _ in journal.sessions()]
        shorter = [("-" * chance.randrange(1, 50), session) for session in sessions]
        change = "UPDATE event SET data = ? WHERE session = ?"
        journal._appending.commit(lambda db: db.executemany(change, shorter))
        journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert SECRET.encode() in raw(tmp_path), "then the file would not have to be made anew"
        journal.rewrite(sessions[0], 1, {1: "+"}, [])
        assert SECRET.encode() not in raw(tmp_path)


def test_while_another_program_reads_what_was_before_it_waits(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN")
        other.execute("SELECT data FROM event").fetchall()
        with closing(SqliteJournal(path)) as journal:
            timer = Timer(0.3, lambda: other.execute("COMMIT"))
            timer.start()
            journal.rewrite("s", 2, {1: "-"}, [])
            timer.join()
            assert SECRET.encode() not in raw(path.parent)


def test_when_the_other_does_not_end_it_says_that_remains_are_left_and_the_next_opening_removes_them(
    path: Path,
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT data FROM event").fetchall()
        with closing(SqliteJournal(path, patience=0.2)) as journal:
            with pytest.raises(JournalError) as refused:
                journal.rewrite("s", 2, {1: "-"}, ["erased"])
            assert refused.value.code == "remains"
            assert [record.data for record in journal.read("s")] == ["-", "b", "erased"], "it is done all the same"
            journal.append("s", 3, ["d"])
            SqliteJournal(path, patience=0.2).close()  # opens, whoever reads
            assert SECRET.encode() in raw(path.parent)
            other.execute("COMMIT")
            SqliteJournal(path).close()
            assert SECRET.encode() not in raw(path.parent)


def test_the_next_rewriting_removes_what_is_left_too(path: Path) -> None:
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        closing(SqliteJournal(path, patience=0.2)) as journal,
    ):
        other.execute("BEGIN")
        other.execute("SELECT data FROM event").fetchall()
        with pytest.raises(JournalError):
            journal.rewrite("s", 2, {1: "-"}, [])
        other.execute("COMMIT")
        journal.rewrite("s", 2, {}, [])
        assert SECRET.encode() not in raw(path.parent)


def test_what_keeps_the_file_from_being_made_anew_is_said_and_it_is_done_another_time(path: Path) -> None:
    """A disk without room for a second file, say."""
    with closing(SqliteJournal(path)) as journal:
        journal._db.execute(
            "CREATE TEMP TRIGGER full BEFORE DELETE ON main.remains BEGIN SELECT raise(FAIL, 'disk is full'); END"
        )
        with pytest.raises(JournalError, match="disk is full") as refused:
            journal.rewrite("s", 2, {1: "-"}, [])
        assert refused.value.code == "remains"
        assert next(journal.read("s")).data == "-"
        journal._db.execute("DROP TRIGGER full")
        journal.rewrite("s", 2, {}, [])
        assert journal._rows("SELECT count(*) FROM remains") == [(0,)]


def test_a_conflict_or_an_event_that_is_not_there_changes_nothing(path: Path) -> None:
    with closing(SqliteJournal(path)) as journal:
        before = list(journal.read("s"))
        with pytest.raises(Conflict):
            journal.rewrite("s", 1, {1: "-"}, ["c"])
        with pytest.raises(JournalError):
            journal.rewrite("s", 2, {1: "-", 3: "-"}, ["c"])
        assert list(journal.read("s")) == before
        assert journal._rows("SELECT count(*) FROM remains") == [(0,)]
