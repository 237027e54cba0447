"""How many posters a second come out of a journal of finished workshops, on two processors, and in how much memory.

    python bench/posters.py [SESSIONS]

Each session is the example series, played to its end under a name of its own and with its own texts, so that nothing
that was worked out for one poster is of use to the next. They are exported as the command line does it: two workers,
each a process of its own, read the journal and write files. The floor is the same with `text`, which has nothing to
set; the peer is one process that renders the same posters one after the other. Memory is that of all the processes
together at their most, with pages that they share counted once. Exits 1 when either misses its limit."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tyopaja import Engine
from tyopaja.exporting.many import export_all
from tyopaja.exporting.orders import Order

SERIES = Path(__file__).resolve().parent.parent / "examples" / "hotelli-kaamos"
WORKERS = 2
RATE, MEMORY = 50.0, 400.0
"""Posters a second at least, and megabytes at most."""
LETTERS = "aeiounrstlkmp"
_TEXT = re.compile(r'^text = "([^"\\]{12,})"$', re.MULTILINE)


def marked(text: str, number: int) -> str:
    """The text with a mark in the middle of its longest word, about as wide as what stood there."""
    mark = "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(3))
    word = max(text.split(), key=len)
    at = max(0, len(word) // 2 - 1)
    return text.replace(word, word[:at] + mark + word[at + 3 :], 1)


def lay(journal: str, folder: Path, count: int) -> None:
    """Play so many sessions into the journal."""
    with Engine(journal=journal) as engine:
        for number in range(count):
            session = None
            for path in sorted(SERIES.glob("*.toml")):
                source = path.read_text(encoding="utf-8")
                source = source.replace('session = "hotelli-kaamos"', f'session = "kaamos-{number}"')
                texts = sorted(set(_TEXT.findall(source)), key=len, reverse=True)
                for text in texts:
                    source = source.replace(f'"{text}"', f'"{marked(text, number * 367)}"')
                copy = folder / path.name
                copy.write_text(source, encoding="utf-8")
                session = engine.play(engine.transcript(copy), session=session)


def memory_of_all() -> float:
    """Megabytes of this process and of all that it began, pages that are shared counted once."""
    kilobytes = 0
    own = Path("/proc/self/task")
    begun = [child for task in own.iterdir() for child in (task / "children").read_text().split()]
    for process in ("self", *begun):
        try:
            rolled = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue  # it has just ended
        kilobytes += sum(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


@contextmanager
def watched() -> Iterator[list[float]]:
    """The memory of all processes, again and again."""
    seen: list[float] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            seen.append(memory_of_all())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def exported(journal: str, format: str, folder: Path) -> tuple[float, float]:
    """Outputs a second, and megabytes at most."""
    with watched() as seen:
        begun = time.perf_counter()
        outcomes = export_all(journal, Order(format=format), folder, workers=WORKERS)
        took = time.perf_counter() - begun
    failed = [one for one in outcomes if one.status != "made"]
    assert not failed, failed[0]
    return len(outcomes) / took, max(seen)


def one_after_the_other(journal: str) -> float:
    """Posters a second of a single process."""
    with Engine(journal=journal) as engine:
        sessions = engine.sessions()
        begun = time.perf_counter()
        for one in sessions:
            engine.render(engine.open(one.id), what="compass", format="pdf")
        return len(sessions) / (time.perf_counter() - begun)


def main() -> int:
    """Measure, print, and say whether both limits are kept."""
    if sys.argv[1:2] == ["--lay"]:
        lay(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
        return 0
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        journal = f"sqlite:{folder / 'journal.db'}"
        for path in SERIES.iterdir():
            if path.suffix != ".toml":
                shutil.copy(path, folder)
        # By a process of its own, whose memory is not that of the export.
        subprocess.run([sys.executable, __file__, "--lay", journal, str(folder), str(count)], check=True)
        floor, _ = exported(journal, "text", folder / "text")
        rate, most = exported(journal, "pdf", folder / "pdf")
        alone = one_after_the_other(journal)
    print(f"{'floor: text':<26}{floor:8.1f} a second")
    print(f"{'peer: one process':<26}{alone:8.1f} a second")
    kept = rate >= RATE
    print(f"{f'{count} posters':<26}{rate:8.1f} a second, limit {RATE:.0f}: {'kept' if kept else 'NOT KEPT'}")
    small = most <= MEMORY
    print(f"{'memory of all':<26}{most:8.1f} MB, limit {MEMORY:.0f}: {'kept' if small else 'NOT KEPT'}")
    return 0 if kept and small else 1


if __name__ == "__main__":
    sys.exit(main())
