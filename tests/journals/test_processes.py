"""Many processes on one journal, and processes that are killed: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

from tyopaja import Engine, commands
from tyopaja.errors import JournalError
from tyopaja.journals import SqliteJournal, codec
from tyopaja.model.events import Event

Start = Callable[..., "Popen[str]"]

WRITER = """
import sys
from tyopaja import Engine, commands
url, session, person, most = sys.argv[1:]
with Engine(journal=url, environ={"TYOPAJA_PLUGINS": ""}) as engine:
    playing = engine.open(session)
    print("ready", flush=True)
    sys.stdin.readline()
    playing.do(commands.Join(by=person, called=person, id=f"join-{person}"))
    for number in range(int(most)):
        command = commands.Edit(by="aino", entry="n", text=f"{person} {number}", id=f"{person}-{number}")
        events = playing.do(command)
        assert len(events) == 1
        print(command.id, flush=True)
"""
"""Takes part in a session, and says each command's id when it is acknowledged."""

APPENDER = """
import sys
from tyopaja.journals import SqliteJournal
journal = SqliteJournal(sys.argv[1])
session = sys.argv[2]
length = sum(1 for _ in journal.read(session))
print("ready", flush=True)
for number in range(length // 3, 100_000):
    journal.append(session, 3 * number, [f"{number} {part} {'x' * 50 * part}" for part in range(3)])
    print(number, flush=True)
"""
"""Appends commands of three events to one session, and says each command's number when it is acknowledged."""

BEGINNER = """
import sys
from tyopaja.journals import SqliteJournal
sys.stdin.readline()
journal = SqliteJournal(sys.argv[1])
journal.append(sys.argv[2], 0, ["a"])
print("ok", flush=True)
"""


def test_processes_on_one_session_lose_nothing_and_double_nothing(tmp_path: Path, program: Start) -> None:
    """Each command is decided on what the others did: the order is total, and each process's own is kept."""
    path, people, each = tmp_path / "journal.db", ("ville", "sara", "ilse", "matti"), 15
    with Engine(journal=f"sqlite:{path}") as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
        session.do(commands.Join(by="aino", called="Aino", role="facilitator"))
        session.do(commands.Add(by="aino", sheet="empatia", section="ajattelee", part="kipu", text="alku", id="n"))
        running = [program(WRITER, f"sqlite:{path}", session.id, person, str(each)) for person in people]
        for one in running:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        said = []
        for one in running:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        for one in running:
            out, err = one.communicate(timeout=60)
            assert one.returncode == 0, err
            said += out.split()
        log = engine.open(session.id).log()
        assert engine.open(session.id).state == session.refresh(), "who followed and who reads it all see the same"
    counted = Counter(event.command for event in log)
    assert sorted(said) == sorted(f"{person}-{number}" for person in people for number in range(each))
    assert all(counted[command] == 1 for command in said)
    for person in people:
        own = [event.command for event in log if event.command.startswith(f"{person}-")]
        assert own == [f"{person}-{number}" for number in range(each)]


def test_processes_that_begin_a_journal_at_once_all_get_in(tmp_path: Path, program: Start) -> None:
    path = str(tmp_path / "journal.db")
    running = [program(BEGINNER, path, f"s{number}") for number in range(6)]
    time.sleep(0.5)
    for one in running:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    for one in running:
        out, err = one.communicate(timeout=60)
        assert out == "ok\n", err
    with closing(SqliteJournal(path)) as journal:
        assert sorted(journal.sessions()) == [(f"s{number}", 1) for number in range(6)]


def test_a_writer_that_is_killed_leaves_whole_commands_and_all_that_it_was_told(tmp_path: Path, program: Start) -> None:
    """At ten moments, the next writer going on where the last one was cut off."""
    path, chance = tmp_path / "journal.db", random.Random(20260302)
    acknowledged = 0
    for _ in range(10):
        writer = program(APPENDER, str(path), "s")
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.08))
        writer.kill()
        out, _ = writer.communicate(timeout=60)
        # A number cut short by the kill was not told.
        told = [int(line) for line in out.splitlines(keepends=True) if line.endswith("\n")]
        acknowledged = max([acknowledged, *(number + 1 for number in told)])
        with closing(SqliteJournal(path)) as journal:
            records = list(journal.read("s"))
        assert [record.seq for record in records] == list(range(1, len(records) + 1))
        assert len(records) % 3 == 0, "part of a command was kept"
        assert len(records) // 3 >= acknowledged, "an acknowledged command was lost"
        assert [record.data.split()[:2] for record in records] == [
            [str(number), str(part)] for number in range(len(records) // 3) for part in range(3)
        ]
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert acknowledged > 10, "the writers got nowhere, and the test says nothing"


def test_a_writer_that_is_killed_while_it_begins_a_journal_leaves_one_that_opens(
    tmp_path: Path, program: Start
) -> None:
    chance = random.Random(5)
    for number in range(6):
        path = tmp_path / f"{number}.db"
        writer = program(BEGINNER, str(path), "s")
        assert writer.stdin is not None
        time.sleep(0.3)
        writer.stdin.write("\n")
        writer.stdin.flush()
        time.sleep(chance.uniform(0.0, 0.02))
        writer.kill()
        out, _ = writer.communicate(timeout=60)
        with closing(SqliteJournal(path)) as journal:
            assert list(journal.sessions()) in ([("s", 1)], [] if not out else [("s", 1)])


def test_another_process_reads_back_the_same_session(tmp_path: Path, program: Start) -> None:
    path = tmp_path / "journal.db"
    with Engine(journal=f"sqlite:{path}") as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos \u2028 👩‍🚒")
        session.do(commands.Join(by="aino", called="Aino", role="facilitator"))
        here = json.dumps(session.dump(), sort_keys=True)
        events: tuple[Event, ...] = session.log()
    reader = program(
        "import json, sys\n"
        "from tyopaja import Engine\n"
        "with Engine(journal=sys.argv[1]) as engine:\n"
        "    print(json.dumps(engine.open(sys.argv[2]).dump(), sort_keys=True))\n",
        f"sqlite:{path}",
        session.id,
    )
    assert reader.communicate(timeout=60)[0].strip() == here
    with closing(SqliteJournal(path)) as journal:
        assert tuple(codec.replay(journal, session.id)) == events


STRANGER = """
import os, sys
from tyopaja.journals import SqliteJournal, codec
from tyopaja.errors import JournalError
if os.getuid() == 0:
    os.setuid(65534)  # file permissions do not bind root
try:
    journal = SqliteJournal(sys.argv[1])
    print([record.data for record in journal.read("s")])
    journal.append("s", 1, ["b"])
except JournalError as error:
    print(error.code, error.fields["doing"])
"""


def test_a_file_or_a_folder_that_one_may_not_write_to_is_a_journal_error(program: Start) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with closing(SqliteJournal(folder / "journal.db")) as journal:
            journal.append("s", 0, ["a"])
        before = (folder / "journal.db").read_bytes()
        said = {}
        for mode in (0o755, 0o777):  # a folder that may be read only; a file that may be read only
            folder.chmod(mode)
            for path in ("journal.db", "new.db", "new/journal.db"):
                said[mode, path] = program(STRANGER, str(folder / path)).communicate(timeout=60)[0].splitlines()
        assert (folder / "journal.db").read_bytes() == before
    for path in ("journal.db", "new.db", "new/journal.db"):
        assert said[0o755, path] == ["journal-failed open"], path
    assert said[0o777, "journal.db"] == ["['a']", "journal-failed append"]


LATER = """
import sys
from tyopaja.journals import SqliteJournal
journal = SqliteJournal(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    journal.append(line.strip(), journal.wait(line.strip(), 0, 0), ["more"])
"""
"""Appends to the session of each line that it is given."""


def test_all_who_wait_see_what_another_process_appends_though_one_looks_for_all(tmp_path: Path, program: Start) -> None:
    """Ten sessions, some waited for by two; whoever looked out leaves first, and another does it then."""
    path = tmp_path / "journal.db"
    names = [f"s{number}" for number in range(10)]
    with closing(SqliteJournal(path)) as journal, ThreadPoolExecutor(20) as threads:
        writer = program(LATER, str(path))
        assert writer.stdin is not None
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        waiting = {
            name: [threads.submit(journal.wait, name, 0, 60) for _ in range(1 + number % 2)]
            for number, name in enumerate(names)
        }
        short = journal.wait("nobody", 0, 0.1)
        assert short == 0
        for name in names:
            writer.stdin.write(f"{name}\n")
            writer.stdin.flush()
            assert [one.result(timeout=30) for one in waiting[name]] == [1] * len(waiting[name])
        assert writer.communicate(timeout=60)[1] == ""


def test_who_waits_when_the_journal_is_closed_is_told(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.db")
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(journal.wait, "s", 0, 60) for _ in range(3)]
        time.sleep(0.1)
        journal.close()
        for one in waiting:
            assert isinstance(one.exception(timeout=30), JournalError)


VISITOR = """
import sys
from tyopaja.journals import SqliteJournal
journal = SqliteJournal(sys.argv[1])
length = sum(1 for _ in journal.read("s"))
journal.append("s", length, [f"visitor {length + 1}"])
journal.close()
"""


def test_two_journals_on_one_file_in_a_process_lose_nothing_to_another_process(tmp_path: Path, program: Start) -> None:
    """POSIX drops all of a process's locks on a file when any handle of it is closed; another process that leaves would
    then take itself for the last, and delete the log that is still written to."""
    path = tmp_path / "journal.db"
    with closing(SqliteJournal(path)) as journal:
        journal.append("s", 0, ["a"])
        SqliteJournal(path).close()
        assert program(VISITOR, str(path)).communicate(timeout=60) == ("", "")
        assert path.with_name("journal.db-wal").exists()
        journal.append("s", 2, ["b"])
        assert program(VISITOR, str(path)).communicate(timeout=60) == ("", "")
        assert [record.data for record in journal.read("s")] == ["a", "visitor 2", "b", "visitor 4"]
