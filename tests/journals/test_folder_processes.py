"""Many processes on one `folder:` journal, and processes that are killed: nothing acknowledged is lost or doubled."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from subprocess import Popen
from threading import Thread

import pytest

from tyopaja.errors import JournalError
from tyopaja.journals import FolderJournal, folder_files

Start = Callable[..., "Popen[str]"]

APPENDER = """
import sys
from tyopaja.journals import FolderJournal
journal = FolderJournal(sys.argv[1])
length = sum(1 for _ in journal.read("s"))
print("ready", flush=True)
for number in range(length // 3, 100_000):
    day = f'"at":"2026-03-{number // 40 % 28 + 1:02}T09:00"'
    journal.append("s", 3 * number, [f'{{{day},"n":[{number},{part}],"x":"{"x" * 50 * part}"}}' for part in range(3)])
    print(number, flush=True)
"""
"""Appends commands of three events to one session, a day forty of them, and says each one's number when it is kept."""

INSISTER = """
import sys
from tyopaja.errors import Conflict
from tyopaja.journals import FolderJournal
journal = FolderJournal(sys.argv[1])
name, most, seen = sys.argv[2], int(sys.argv[3]), 0
print("ready", flush=True)
sys.stdin.readline()
for number in range(most):
    while True:
        seen += sum(1 for _ in journal.read("s", seen))
        try:
            journal.append("s", seen, [f"{name} {number}"] * 2)
            break
        except Conflict:
            pass
print("done", flush=True)
"""
"""Appends commands to a session that others append to as well."""

BEGINNER = """
import sys
from tyopaja.journals import FolderJournal
print("ready", flush=True)
sys.stdin.readline()
journal = FolderJournal(sys.argv[1])
journal.append(sys.argv[2], 0, ["a"])
print("ok", flush=True)
"""

FORKER = """
import os, sys
from tyopaja.errors import Conflict
from tyopaja.journals import FolderJournal
journal = FolderJournal(sys.argv[1])
child = os.fork()
name, seen = "parent" if child else "child", 0
for number in range(int(sys.argv[2])):
    while True:
        seen += sum(1 for _ in journal.read("s", seen))
        try:
            journal.append("s", seen, [f"{name} {number}"])
            break
        except Conflict:
            pass
if child:
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""Appends to a session in two processes with one journal between them."""

HOLDER = """
import sys, time
from pathlib import Path
from tyopaja.journals.folder_files import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""
"""Holds a lock and does not let go of it."""


def release(running: list[Popen[str]]) -> None:
    """Let programs go on that have said that they are ready."""
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()


def test_processes_on_one_session_lose_nothing_and_double_nothing(tmp_path: Path, program: Start) -> None:
    path, people, each = tmp_path / "journal", ("ville", "sara", "ilse", "matti"), 40
    running = [program(INSISTER, str(path), person, str(each)) for person in people]
    release(running)
    for one in running:
        out, err = one.communicate(timeout=120)
        assert out == "done\n", err
    with closing(FolderJournal(path)) as journal:
        records = list(journal.read("s"))
    assert [record.seq for record in records] == list(range(1, 2 * len(people) * each + 1))
    assert [record.data for record in records[::2]] == [record.data for record in records[1::2]], "commands mixed"
    for person in people:
        own = [record.data for record in records[::2] if record.data.startswith(person)]
        assert own == [f"{person} {number}" for number in range(each)]


def test_processes_that_begin_sessions_at_once_all_get_in_each_with_a_number_of_its_own(
    tmp_path: Path, program: Start
) -> None:
    path = tmp_path / "journal"
    running = [program(BEGINNER, str(path), f"s{number}") for number in range(6)]
    release(running)
    for one in running:
        out, err = one.communicate(timeout=60)
        assert out == "ok\n", err
    with closing(FolderJournal(path)) as journal:
        assert sorted(journal.sessions()) == [(f"s{number}", 1) for number in range(6)]
        numbers = [began for began, *_ in journal._begun()]
        assert sorted(numbers) == list(range(1, 7))


def test_processes_that_begin_one_session_at_once_begin_it_once(tmp_path: Path, program: Start) -> None:
    path = tmp_path / "journal"
    running = [program(BEGINNER, str(path), "s") for _ in range(5)]
    release(running)
    said = Counter(one.communicate(timeout=60)[0] for one in running)
    assert said == {"ok\n": 1, "": 4}
    with closing(FolderJournal(path)) as journal:
        assert list(journal.sessions()) == [("s", 1)]


def test_a_writer_that_is_killed_leaves_whole_commands_and_all_that_it_was_told(tmp_path: Path, program: Start) -> None:
    """At twelve moments, the next writer going on where the last one was cut off."""
    path, chance, acknowledged = tmp_path / "journal", random.Random(20260302), 0
    for _ in range(12):
        writer = program(APPENDER, str(path))
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.08))
        writer.kill()
        out, _ = writer.communicate(timeout=60)
        # A number cut short by the kill was not told.
        told = [int(line) for line in out.splitlines(keepends=True) if line.endswith("\n")]
        acknowledged = max([acknowledged, *(number + 1 for number in told)])
        with closing(FolderJournal(path)) as journal:
            texts = [record.data for record in journal.read("s")]
        assert len(texts) % 3 == 0, "part of a command was kept"
        assert len(texts) // 3 >= acknowledged, "an acknowledged command was lost"
        assert [text.partition('"n":')[2].partition("]")[0] for text in texts] == [
            f"[{number},{part}" for number in range(len(texts) // 3) for part in range(3)
        ]
    assert acknowledged > 20, "the writers got nowhere, and the test says nothing"


def test_a_lock_goes_with_its_holder(tmp_path: Path, program: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that is stopped makes others wait and then fail in words; one that is killed is in nobody's way."""
    path = tmp_path / "journal"
    with closing(FolderJournal(path)) as journal:
        journal.append("s", 0, ["a"])
        holder = program(HOLDER, str(path / "s" / ".lock"))
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(SIGSTOP)
        monkeypatch.setattr(folder_files, "_PATIENCE", 0.1)
        with pytest.raises(JournalError) as refused:
            journal.append("s", 1, ["b"])
        assert refused.value.code == "journal-busy"
        assert str(path / "s") in refused.value.message
        assert [record.data for record in journal.read("s")] == ["a"], "a reader waits for nobody"
        monkeypatch.undo()
        waiting = Thread(target=journal.append, args=("s", 1, ["b"]))
        waiting.start()
        holder.kill()
        holder.send_signal(SIGCONT)
        waiting.join(timeout=60)
        assert [record.data for record in journal.read("s")] == ["a", "b"]
        holder.communicate(timeout=60)


def test_a_lock_that_was_deleted_does_not_let_two_in(
    tmp_path: Path, program: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a person who tidies up, or `git clean`, may do: whoever locks next locks the file that is there."""
    path = tmp_path / "journal"
    with closing(FolderJournal(path)) as journal:
        journal.append("s", 0, ["a"])
        (path / "s" / ".lock").unlink()
        holder = program(HOLDER, str(path / "s" / ".lock"))
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        monkeypatch.setattr(folder_files, "_PATIENCE", 0.05)
        with pytest.raises(JournalError):
            journal.append("s", 1, ["b"])
        holder.kill()
        holder.communicate(timeout=60)
        journal.append("s", 1, ["b"])


def test_a_lock_whose_file_is_deleted_while_it_is_taken_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next one would lock the file that is there by then, and two would be in."""
    path, deleted, taken = tmp_path / ".lock", list[Path](), folder_files._taken

    def taken_late(handle: int, how: int) -> bool:
        if not deleted:
            deleted.append(path)
            path.unlink()
        return taken(handle, how)

    monkeypatch.setattr(folder_files, "_taken", taken_late)
    with folder_files.locked(path) as handle:
        assert deleted
        assert os.path.samestat(path.stat(), os.fstat(handle))


def test_one_who_waits_hears_of_what_another_process_appends(tmp_path: Path, program: Start) -> None:
    path = tmp_path / "journal"
    with closing(FolderJournal(path)) as journal:
        assert journal.wait("s", 0, 0.01) == 0
        beginner = program(BEGINNER, str(path), "s")
        release([beginner])
        assert journal.wait("s", 0, 60) == 1
        beginner.communicate(timeout=60)


def test_a_process_that_forks_shares_no_lock_with_its_child(tmp_path: Path, program: Start) -> None:
    path, each = tmp_path / "journal", 30
    assert program(FORKER, str(path), str(each)).communicate(timeout=120) == ("0\n", "")
    with closing(FolderJournal(path)) as journal:
        texts = [record.data for record in journal.read("s")]
    assert len(texts) == 2 * each
    assert Counter(texts) == Counter(f"{name} {number}" for name in ("child", "parent") for number in range(each))
