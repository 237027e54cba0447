"""How many commands a second `folder:` appends, beside the least that a durable append costs, and how fast it reads.

    python bench/journals_folder.py

Floor: the same event as the line of JSON that it is, one `write` to an open file and one `fdatasync` each. Ours makes
TOML of it, reads that back, seals it, locks the session and looks whether anybody was faster. Both take turns on one
disk; each figure is the median of its rounds. `contenders`, `LIMIT` and `reading` are for those who measure more
journals."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from time import perf_counter

from tyopaja.journals import FolderJournal

LIMIT = 0.5
"""Of the floor's commands a second, at the least."""
FLOOR, OURS = "raw append + fdatasync (floor)", "folder:"
EVENT = (
    '{"hash":"b32db198a202252f8d571482758e5bf3","type":"added","at":"2026-03-02T09:04:11.000000+00:00","by":"aino",'
    '"command":"86fzdp5829pd","entry":"86fzdp5829pd","sheet":"profiili","section":"tarpeet",'
    '"text":"Vieras kuulee nimensä jo ovella, aina 🎿."}'
)
READ = 20_000
"""Events of the session that is read."""

Work = Callable[[int], object]
"""Carries out one command, given its number."""


@contextmanager
def raw(path: Path) -> Iterator[Work]:
    """A line of JSON behind the other, each on the disk before the next."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    line = f"{EVENT}\n".encode()

    def work(number: int) -> None:
        os.write(handle, line)
        os.fdatasync(handle)

    yield work
    os.close(handle)


@contextmanager
def ours(path: Path) -> Iterator[Work]:
    """A command of one event behind the other."""
    with closing(FolderJournal(path)) as journal:
        yield lambda number: journal.append("kaamos", number, [EVENT])


def contenders(here: Path) -> dict[str, AbstractContextManager[Work]]:
    """The floor and ours, in a folder of their own."""
    return {FLOOR: raw(here / "raw.jsonl"), OURS: ours(here / "journal")}


def reading(here: Path) -> dict[str, float]:
    """Seconds that it takes to read a session of `READ` events, all of it and the last one."""
    with closing(FolderJournal(here / "read")) as journal:
        for after in range(0, READ, 20):
            journal.append("kaamos", after, [EVENT] * 20)
        return {
            f"{READ:,} events, commands of 20": _seconds(lambda: sum(1 for _ in journal.read("kaamos"))),
            "what is behind the last but one": _seconds(lambda: list(journal.read("kaamos", READ - 1))),
        }


def _seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def main() -> int:
    """Measure, print a table; 1 when the limit is missed."""
    from session import NOTES, ROUNDS, race

    with tempfile.TemporaryDirectory() as folder:
        taken = race(contenders(Path(folder)))
        read = reading(Path(folder))
    print(f"{ROUNDS} rounds of {NOTES} commands of one event each, medians")
    for name, seconds in taken.items():
        print(f"{name:32}{1 / seconds:10,.0f} commands/s{taken[FLOOR] / seconds:8.2f} ×")
    for name, seconds in read.items():
        print(f"read {name:32}{1000 * seconds:10,.1f} ms")
    kept = taken[FLOOR] / taken[OURS] >= LIMIT
    print(f"limit: {LIMIT} × the floor: {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
