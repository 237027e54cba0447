"""What `sqlite:` promises beyond the contract: durability, strangers' files left alone, failures said in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread, Timer

import pytest

from tyopaja.errors import Conflict, JournalError, NewerJournal
from tyopaja.journals import SqliteJournal
from tyopaja.journals.sqlite_opening import FORMAT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a journal with one session of two events is."""
    path = tmp_path / "journal.db"
    with closing(SqliteJournal(path)) as journal:
        journal.append("s", 0, ["a", "b"])
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, byte for byte."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def kept(path: Path) -> list[str]:
    """What a journal holds of the session `s`, read by a journal of its own."""
    with closing(SqliteJournal(path)) as journal:
        return [record.data for record in journal.read("s")]


def fill(journal: SqliteJournal, acknowledged: list[str]) -> None:
    """Append to the session `s` until that fails; `acknowledged` grows with what it holds."""
    for _ in range(1000):
        data = [f"{len(acknowledged)} {'x' * 900}", "y"]
        journal.append("s", len(acknowledged), data)
        acknowledged += data


def test_a_commit_that_returned_survives_power_loss(path: Path) -> None:
    """Which is what WAL with synchronous=FULL (2) promises, on every connection."""
    with closing(SqliteJournal(path)) as journal:
        assert journal._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert journal._db.execute("PRAGMA synchronous").fetchone() == (2,)


def test_the_file_says_what_it_is_and_numbers_are_its_primary_key(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"tyop"),)
        assert db.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        with pytest.raises(sqlite3.IntegrityError):
            db.execute("INSERT INTO event VALUES ('s', 2, 'x')")


def test_a_command_is_one_transaction(path: Path) -> None:
    with closing(SqliteJournal(path)) as journal:
        said: list[str] = []
        journal._db.set_trace_callback(said.append)
        journal.append("s", 2, ["c", "d", "e"])
        with pytest.raises(Conflict):
            journal.append("s", 2, ["x", "y"])
        journal.append("s", 5, ["f"])
        with pytest.raises(Conflict):
            journal.append("s", 2, ["x"])
    begun = [line.split()[0] for line in said]
    several = ["BEGIN", *["INSERT"] * 3, "COMMIT", "BEGIN", "INSERT", "ROLLBACK"]
    assert begun == [*several, *["INSERT"] * 2]  # one event is a transaction by itself


def test_a_journal_of_a_newer_tyopaja_is_refused_and_its_folder_is_left_byte_for_byte(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version={FORMAT + 1}")
        db.execute("CREATE TABLE more (x)")
    before = contents(path.parent)
    with pytest.raises(NewerJournal) as refused:
        SqliteJournal(path)
    assert (refused.value.fields["found"], refused.value.fields["known"]) == (FORMAT + 1, FORMAT)
    assert contents(path.parent) == before


def test_a_newer_journal_in_use_is_refused_and_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"PRAGMA user_version={FORMAT + 1}")  # in the write-ahead log only, as long as this is open
        log = path.with_name("journal.db-wal").read_bytes()
        with pytest.raises(NewerJournal):
            SqliteJournal(path)
        assert path.with_name("journal.db-wal").read_bytes() == log


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_database_of_somebody_elses_is_refused_and_left_byte_for_byte(mode: str, tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"PRAGMA journal_mode={mode}")
        db.execute("CREATE TABLE song (title TEXT)")
    before = contents(tmp_path)
    with pytest.raises(JournalError) as refused:
        SqliteJournal(path)
    assert refused.value.code == "not-a-journal"
    assert str(path) in refused.value.message
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "content", [b"Ostoslista: maitoa\n" * 300, b"x", b"x" * 600, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_refused_and_left_byte_for_byte(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(content)
    with pytest.raises(JournalError) as refused:
        SqliteJournal(path)
    assert str(path) in refused.value.message
    assert contents(tmp_path) == {"list.txt": content}


def test_an_empty_file_becomes_a_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.touch()
    SqliteJournal(path).close()
    assert kept(path) == []


def test_a_journal_whose_beginning_was_cut_short_is_begun(tmp_path: Path) -> None:
    """Killed after SQLite wrote its first page and before our tables were in."""
    path = tmp_path / "journal.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
    assert path.stat().st_size > 0
    SqliteJournal(path).close()
    assert kept(path) == []


def test_a_journal_that_may_only_be_read_is_read_and_an_append_says_so(path: Path) -> None:
    with closing(SqliteJournal(path)) as journal:
        journal._db.execute("PRAGMA query_only=ON")  # file permissions do not bind root
        with pytest.raises(JournalError) as refused:
            journal.append("s", 2, ["c"])
        assert (refused.value.code, refused.value.fields["doing"]) == ("journal-failed", "append")
        with pytest.raises(JournalError):
            journal.keep("s", "x", b"x")
        assert [record.data for record in journal.read("s")] == ["a", "b"]
    assert kept(path) == ["a", "b"]


def test_a_full_disk_refuses_what_it_cannot_hold_and_goes_on_when_there_is_space_again(path: Path) -> None:
    acknowledged = ["a", "b"]
    with closing(SqliteJournal(path)) as journal:
        (pages,) = journal._db.execute("PRAGMA page_count").fetchone()
        journal._db.execute(f"PRAGMA max_page_count={pages + 20}")
        with pytest.raises(JournalError, match="full"):
            fill(journal, acknowledged)
        assert [record.data for record in journal.read("s")] == acknowledged
        with pytest.raises(JournalError):
            journal.append("s", len(acknowledged), ["z" * 100_000])
        journal._db.execute("PRAGMA max_page_count=1000000")
        journal.append("s", len(acknowledged), ["z"])
    assert kept(path) == [*acknowledged, "z"]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB, or a file-size limit where none can be mounted."""
    import subprocess

    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    if not mounted:
        import resource
        import signal

        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        ignoring = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, before[1]))
        yield folder
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignoring)
        return
    yield folder
    subprocess.run(["umount", str(folder)], capture_output=True, check=True)


def test_a_disk_that_is_full_loses_nothing_that_was_acknowledged(small: Path) -> None:
    """Refused by the file system itself, in the middle of a write."""
    path, acknowledged = small / "journal.db", list[str]()
    with closing(SqliteJournal(path)) as journal:
        with pytest.raises(JournalError):
            fill(journal, acknowledged)
        assert len(acknowledged) > 10
        assert [record.data for record in journal.read("s")] == acknowledged
    assert kept(path) == acknowledged


def test_text_that_utf_8_cannot_hold_is_refused_and_changes_nothing(path: Path) -> None:
    with closing(SqliteJournal(path)) as journal:
        with pytest.raises(JournalError):
            journal.append("s", 2, ["c", "\ud800"])
        journal.append("s", 2, ["c"])
    assert kept(path) == ["a", "b", "c"]


def test_a_damaged_file_is_a_journal_error_when_it_is_read(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))
    with pytest.raises(JournalError), closing(SqliteJournal(path)) as journal:
        list(journal.read("s"))


def test_a_journal_that_was_closed_says_so(path: Path) -> None:
    journal = SqliteJournal(path)
    journal.close()
    journal.close()
    with pytest.raises(JournalError):
        journal.sessions()
    with pytest.raises(JournalError):
        journal.append("s", 2, ["c"])


def test_a_writer_waits_for_another_that_is_quick(path: Path) -> None:

    with (
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other,
        closing(SqliteJournal(path)) as journal,
    ):
        other.execute("BEGIN IMMEDIATE")
        timer = Timer(0.2, lambda: other.execute("COMMIT"))
        timer.start()
        journal.append("s", 2, ["c"])
        timer.join()
    assert kept(path) == ["a", "b", "c"]


def test_a_reader_half_way_does_not_keep_the_log_from_being_folded_in(path: Path) -> None:
    with closing(SqliteJournal(path)) as journal:
        journal.append("s", 2, [str(number) for number in range(3000)])
        reading = journal.read("s")
        next(reading)
        busy, *_ = journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert busy == 0
        assert path.with_name("journal.db-wal").stat().st_size == 0
        assert len(list(reading)) == 3001


def test_a_log_that_a_long_reader_made_long_is_short_again_when_it_has_left(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tyopaja.journals.sqlite_opening._LOG_LIMIT", 100_000)
    log = path.with_name("journal.db-wal")
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        closing(SqliteJournal(path, patience=0.2)) as journal,
    ):
        other.execute("BEGIN")
        other.execute("SELECT * FROM event").fetchall()
        for number in range(60):
            journal.append("s", 2 + number, ["x" * 100_000])
        assert log.stat().st_size > 5_000_000
        other.execute("COMMIT")
        for number in range(60, 120):
            journal.append("s", 2 + number, ["x"])
        journal._db.execute("PRAGMA wal_checkpoint").fetchone()
        journal.append("s", 122, ["x"])
        assert log.stat().st_size <= 200_000
        assert len(list(journal.read("s"))) == 123


def test_threads_that_begin_a_journal_at_once_all_get_in(tmp_path: Path) -> None:
    path, failures = tmp_path / "journal.db", list[BaseException]()

    def begin(name: str) -> None:
        try:
            with closing(SqliteJournal(path)) as journal:
                journal.append(name, 0, ["a"])
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=begin, args=(f"s{number}",)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    assert failures == []
    with closing(SqliteJournal(path)) as journal:
        assert sorted(journal.sessions()) == [(f"s{number}", 1) for number in range(8)]
