"""Following a session: what is there, then what comes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import Popen
from threading import Thread

import pytest

from tyopaja.errors import JournalError
from tyopaja.journals import FolderJournal, Journal, MemoryJournal, Record, SqliteJournal, follow

Start = Callable[..., "Popen[str]"]

APPENDER = """
import sys
from tyopaja.journals import {kind}
journal = {kind}(sys.argv[1])
for number in range(20):
    journal.append("s", 2 * number, [f"{{number}} a", f"{{number}} b"])
"""


def test_following_ends_when_nothing_came_for_as_long_as_one_has_patience() -> None:
    journal = MemoryJournal()
    journal.append("s", 0, ["a", "b"])
    assert [record.seq for record in follow(journal, "s", patience=0.0)] == [1, 2]
    assert [record.seq for record in follow(journal, "s", 1, patience=0.01)] == [2]
    assert list(follow(journal, "nobody", patience=0.01)) == []


def test_following_without_end_waits_for_what_comes() -> None:
    journal = MemoryJournal()
    followed = follow(journal, "s")

    def write() -> None:
        for number in range(50):
            journal.append("s", number, [str(number)])

    thread = Thread(target=write)
    thread.start()
    assert [next(followed) for _ in range(50)] == [Record(number + 1, str(number)) for number in range(50)]
    thread.join()


@pytest.mark.parametrize("kind", [SqliteJournal, FolderJournal])
def test_what_another_process_appends_is_followed(
    kind: Callable[[Path], Journal], tmp_path: Path, program: Start
) -> None:
    place = tmp_path / "journal"
    with closing(kind(place)) as journal:
        source = APPENDER.format(kind=kind.__name__)
        running = program(source, str(place))
        followed = []
        for record in follow(journal, "s", patience=30.0):
            followed.append(record)
            if len(followed) == 40:
                break
        assert running.communicate(timeout=60) == ("", "")
    texts = [f"{number} {part}" for number in range(20) for part in "ab"]
    assert followed == [Record(seq, text) for seq, text in enumerate(texts, 1)]


def test_following_a_journal_that_was_closed_says_that_it_failed(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.db")
    journal.append("s", 0, ["a"])
    followed = follow(journal, "s")
    assert next(followed).data == "a"
    journal.close()
    with pytest.raises(JournalError):
        next(followed)
