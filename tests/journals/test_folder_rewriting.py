"""Rewriting a session of a `folder:` journal: all of it or none, wherever it is cut short; nothing is left in files."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from subprocess import Popen

import pytest

from tyopaja.errors import JournalError
from tyopaja.journals import FolderJournal, Snapshot
from tyopaja.journals.folder_files import aside_of
from tyopaja.journals.folder_rewriting import finish

Start = Callable[..., "Popen[str]"]

PERSON = "Nunnu-Orvokki"
FORMER = [f'{{"at":"2026-03-0{day}T09:00","by":"{who}"}}' for day in (2, 3, 4) for who in ("aino", PERSON)]
CHANGED = {seq: f'{{"at":"2026-03-0{day}T09:00","by":"poistettu-1"}}' for seq, day in ((2, 2), (6, 4))}
DATA = ['{"at":"2026-03-05T09:00","type":"erased"}', "x"]


def fill(path: Path) -> None:
    """Three days of two commands each, the fourth event of which may stay; a picture, a snapshot and a torn command."""
    with closing(FolderJournal(path)) as journal:
        for seq, text in enumerate(FORMER):
            journal.append("s", seq, [text.replace(PERSON, "ville") if seq == 3 else text])
        journal.keep("s", "picture", PERSON.encode())
        journal.keep_snapshot("s", Snapshot(6, PERSON.encode()))
    with (path / "s" / "2026-03-04.toml").open("a") as file:
        file.write(f'\n[[event]] # 7\nby = "{PERSON}')


def erase(path: Path) -> None:
    with closing(FolderJournal(path)) as journal:
        journal.rewrite("s", 6, CHANGED, DATA, ["picture"])


def kept(path: Path) -> list[str]:
    with closing(FolderJournal(path)) as journal:
        return [record.data for record in journal.read("s")]


def told(path: Path) -> list[str]:
    """The files in which the person's name is."""
    return [str(one) for one in path.rglob("*") if one.is_file() and PERSON.encode() in one.read_bytes()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(tmp_path / "journal")
    return tmp_path / "journal"


@pytest.fixture
def former(path: Path) -> list[str]:
    return kept(path)


@pytest.fixture
def expected(former: list[str]) -> list[str]:
    return [*(CHANGED.get(seq, text) for seq, text in enumerate(former, 1)), *DATA]


def test_only_the_files_of_changed_events_are_written_anew(path: Path, expected: list[str]) -> None:
    before = {one.name: (one.stat().st_ino, one.read_bytes()) for one in (path / "s").glob("*-*.toml")}
    erase(path)
    after = {one.name: (one.stat().st_ino, one.read_bytes()) for one in (path / "s").glob("*-*.toml")}
    assert kept(path) == expected
    assert told(path) == []
    assert {name for name in before if before[name] == after[name]} == {"2026-03-03.toml"}
    assert sorted(set(after) - set(before)) == ["2026-03-05.toml"]
    assert [one.name for one in (path / "s").iterdir() if one.name.startswith(".")] == [".lock"]


class Cut(BaseException):
    """The end of the process, at one of its steps."""


STEPS = 28
"""Changes to the folder that rewriting makes here, each one a moment to be cut short at."""


@pytest.mark.parametrize("step", range(STEPS + 1))
def test_wherever_it_is_cut_short_it_is_all_of_it_or_none(
    step: int, path: Path, former: list[str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each change to the folder in turn; what was decided is finished by whoever reads next, what was not is not."""
    steps, done = 0, False

    def stepping(real: Callable[..., object]) -> Callable[..., object]:
        def stepped(*arguments: object, **named: object) -> object:
            nonlocal steps
            steps += 1
            if steps > step:
                raise Cut
            return real(*arguments, **named)

        return stepped

    journal = FolderJournal(path)
    with monkeypatch.context() as patch:
        for of, name in ((Path, "replace"), (Path, "unlink"), (os, "fsync"), (os, "pwrite"), (os, "ftruncate")):
            patch.setattr(of, name, stepping(getattr(of, name)))
        with suppress(Cut):
            journal.rewrite("s", 6, CHANGED, DATA, ["picture"])
            done = True
    assert done == (step >= STEPS), steps
    with closing(FolderJournal(path)) as again:
        listed = list(again.sessions())
        assert listed == [("s", len(list(again.read("s"))))]
    for read in (kept(path), kept(path)):
        assert read in (former, expected)
        assert not done or read == expected
    if kept(path) == expected:
        with closing(FolderJournal(path)) as again:
            assert again.fetch("s", "picture") is None
        assert told(path) == []
    else:
        erase(path)
    assert (kept(path), told(path)) == (expected, [])


def test_what_was_decided_is_finished_by_a_writer_and_in_another_place_too(path: Path, expected: list[str]) -> None:
    """Half of it done, the folder copied elsewhere, and somebody appends."""
    shutil.copytree(path, path.with_name("erased"))
    erase(path.with_name("erased"))
    shutil.copyfile(path.with_name("erased") / "s" / "2026-03-02.toml", path / "s" / "2026-03-02.toml")
    for day in ("2026-03-04.toml", "2026-03-05.toml"):
        shutil.copyfile(path.with_name("erased") / "s" / day, aside_of(path / "s" / day))
    intent = 'replace = ["2026-03-02.toml", "2026-03-04.toml", "2026-03-05.toml"]\nremove = [".snapshot"]\n'
    (path / "s" / ".rewrite").write_text(intent)
    with closing(FolderJournal(path)) as journal:
        journal.append("s", 8, ["more"])
    assert kept(path) == [*expected, "more"]
    assert not (path / "s" / ".rewrite").exists()
    assert not (path / "s" / ".snapshot").exists()


@pytest.mark.parametrize(
    "intent",
    [
        'replace = []\nremove = ["../../target"]',
        'replace = []\nremove = [".."]',
        'replace = []\nremove = ["content/../../../target"]',
        'replace = ["../../target"]\nremove = []',
        "replace = [1]\nremove = []",
        "remove = []",
        "x",
    ],
)
def test_an_intent_of_a_stranger_reaches_nothing_outside_its_folder(intent: str, path: Path) -> None:
    target = path.parent / "target"
    target.write_text("x")
    (path / "s" / ".rewrite").write_text(intent)
    with pytest.raises(JournalError) as refused:
        kept(path)
    assert refused.value.code == "journal-damaged"
    with pytest.raises(JournalError):
        finish(path / "s")
    assert target.read_text() == "x"


def test_a_damaged_file_is_not_rewritten(path: Path, former: list[str]) -> None:
    file = path / "s" / "2026-03-02.toml"
    whole = file.read_text()
    file.write_text(whole.replace("aino", "aina"))
    before = {one: one.read_bytes() for one in path.rglob("*") if one.is_file()}
    with pytest.raises(JournalError) as refused:
        erase(path)
    assert refused.value.code == "journal-damaged"
    after = {one: one.read_bytes() for one in path.rglob("*") if one.is_file()}
    assert {one.name for one in {*before, *after} if before.get(one) != after.get(one)} <= {
        "2026-03-04.torn",
        "2026-03-04.toml",
    }
    file.write_text(whole)
    assert kept(path) == former


REWRITER = """
import sys
from tyopaja.journals import FolderJournal
journal = FolderJournal(sys.argv[1])
print("ready", flush=True)
number = 0
while True:
    length = sum(1 for _ in journal.read("s"))
    texts = [f'{{"at":"2026-03-{seq // 8 + 1:02}T09","n":{number}}}' for seq in range(1, length + 1)]
    journal.rewrite("s", length, dict(enumerate(texts, 1)), [f'{{"n":{number}}}'])
    print(length, flush=True)
    number += 1
"""
"""Gives all events of a session another number, again and again, and says how many there were when it is done."""


def test_a_process_that_is_killed_while_it_rewrites_leaves_all_of_it_or_none(tmp_path: Path, program: Start) -> None:
    path, chance, done = tmp_path / "journal", random.Random(20260302), 20
    with closing(FolderJournal(path)) as journal:
        for seq in range(20):
            journal.append("s", seq, [f'{{"at":"2026-03-{seq // 8 + 1:02}T09","n":-1}}'])
    for _ in range(10):
        writer = program(REWRITER, str(path))
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.05, 0.2))
        writer.kill()
        out, _ = writer.communicate(timeout=60)
        done = max([done, *(int(line) + 1 for line in out.splitlines(keepends=True) if line.endswith("\n"))])
        read = kept(path)
        assert len(read) in (done, done + 1), "rewriting that was acknowledged was lost"
        done = len(read)
        numbers = [text.rpartition(":")[2] for text in read]
        assert len(set(numbers[:-1])) == 1, "some events were rewritten and others not"
    assert done > 30, "the writers got nowhere, and the test says nothing"
