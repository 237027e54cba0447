"""Processes that are killed while they bring up a `sqlite:` journal, or take something out of it."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import Popen

from tyopaja.journals import SqliteJournal

Start = Callable[..., "Popen[str]"]

FIRST_FORMAT = """
import sys
from tyopaja.journals import SqliteJournal
sys.stdin.readline()
journal = SqliteJournal(sys.argv[1])
print([len(journal.contents(session)) for session, _ in journal.sessions()], flush=True)
"""


def first_format(path: Path, sessions: int) -> None:
    """Make a journal of format 1, of sessions that each use the same content."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(
            "PRAGMA journal_mode=WAL; BEGIN; CREATE TABLE event (session TEXT NOT NULL, seq INTEGER NOT NULL, "
            "data TEXT NOT NULL, PRIMARY KEY (session, seq)) WITHOUT ROWID, STRICT; CREATE TABLE session "
            "(id TEXT PRIMARY KEY, began INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID; CREATE TABLE content "
            "(digest TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT; PRAGMA application_id=0x74796F70; "
            "PRAGMA user_version=1; INSERT INTO content VALUES ('d1', x'01');"
        )
        db.executemany("INSERT INTO session VALUES (?, ?)", [(f"s{number}", number) for number in range(sessions)])
        db.executemany("INSERT INTO event VALUES (?, 1, 'd1')", [(f"s{number}",) for number in range(sessions)])
        db.execute("COMMIT")


def test_processes_that_bring_up_an_older_journal_at_once_and_are_killed_leave_one_that_opens(
    tmp_path: Path, program: Start
) -> None:
    chance = random.Random(6)
    for number in range(4):
        path = tmp_path / f"{number}.db"
        first_format(path, 300)
        running = [program(FIRST_FORMAT, str(path)) for _ in range(3)]
        time.sleep(0.5)
        for one in running:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        time.sleep(chance.uniform(0.0, 0.03))
        running[0].kill()
        for one in running[1:]:
            out, err = one.communicate(timeout=60)
            assert json.loads(out) == [1] * 300, err
        running[0].communicate(timeout=60)
        with closing(SqliteJournal(path)) as journal:
            assert all(journal.fetch(f"s{one}", "d1") == b"\x01" for one in range(300))


REWRITER = """
import sys
from tyopaja.journals import SqliteJournal
journal = SqliteJournal(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
journal.rewrite("s", 50, {seq: "-" for seq in range(1, 51)}, ["erased"])
print("done", flush=True)
"""


def test_a_rewriting_that_is_killed_is_not_done_or_is_done_and_then_the_next_opening_removes_what_is_left(
    tmp_path: Path, program: Start
) -> None:
    chance, done = random.Random(7), 0
    for number in range(8):
        (tmp_path / str(number)).mkdir()
        path = tmp_path / str(number) / "journal.db"
        with closing(SqliteJournal(path)) as journal:
            journal.append("s", 0, ["Salaliitto" * 500] * 50)
        writer = program(REWRITER, str(path))
        assert writer.stdin is not None
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        writer.stdin.write("\n")
        writer.stdin.flush()
        time.sleep(chance.uniform(0.0, 0.03))
        writer.kill()
        writer.communicate(timeout=60)
        with closing(SqliteJournal(path)) as journal:
            texts = {record.data for record in journal.read("s")}
            left = b"Salaliitto" in b"".join(one.read_bytes() for one in path.parent.iterdir())
        assert (texts, left) in (({"Salaliitto" * 500}, True), ({"-", "erased"}, False))
        done += not left
    assert done, "all were killed too early, and the test says nothing"
