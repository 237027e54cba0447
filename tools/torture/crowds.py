"""Threads that all work on one session through `Session.do`, each with commands of its own.

python tools/torture/crowds.py [--journal NAME] [--threads N] [--each N]"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from threading import Barrier, Thread
from time import perf_counter

from attrs import frozen

from tyopaja import Engine, commands

URLS = {"sqlite": "sqlite:{}/journal.db", "folder": "folder:{}/journal", "memory": "memory:"}


@frozen
class Crowd:
    """What became of the commands."""

    journal: str
    threads: int
    events: int
    lost: int
    doubled: int
    """Commands that are there twice or out of order."""
    half: float
    """Milliseconds within which half of the commands were acknowledged."""
    most: float
    """Milliseconds within which 99 of 100 were."""
    rate: float
    """Commands a second."""
    failures: tuple[str, ...]


def crowd(journal: str, threads: int, each: int) -> Crowd:
    """So many threads on one session, each with so many commands of one event; then the journal is read anew."""
    with tempfile.TemporaryDirectory() as folder:
        url = URLS[journal].format(Path(folder))
        with Engine(journal=url) as engine:
            session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
            session.do(commands.Join(by="aino", called="Aino", role="facilitator"))
            session.do(commands.Add(by="aino", sheet="empatia", section="ajattelee", part="kipu", text="alku", id="n"))
            before = len(session.log())
            barrier, times, failures = Barrier(threads + 1), list[float](), list[str]()

            def work(thread: int) -> None:
                barrier.wait()
                for number in range(each):
                    begun = perf_counter()
                    edit = commands.Edit(by="aino", entry="n", text=f"{thread} {number}", id=f"{thread}-{number}")
                    try:
                        session.do(edit)
                    except Exception as error:
                        failures.append(f"{edit.id}: {error!r}")
                        return
                    times.append(perf_counter() - begun)

            running = [Thread(target=work, args=(thread,)) for thread in range(threads)]
            for one in running:
                one.start()
            barrier.wait()
            begun = perf_counter()
            for one in running:
                one.join()
            taken = perf_counter() - begun
            # Read anew, by a session that knows nothing of what this one holds.
            again = engine.open(session.id)
            log = [event.command for event in again.log()[before:]]
            if again.dump() != session.dump():
                failures.append("a session that is opened anew is not what this one is")
    counted = Counter(log)
    due = [[f"{thread}-{number}" for number in range(each)] for thread in range(threads)]
    lost = sum(command not in counted for own in due for command in own)
    doubled = sum(count - 1 for count in counted.values())
    doubled += sum([one for one in log if one.startswith(f"{own[0].split('-')[0]}-")] != own for own in due if not lost)
    ordered = sorted(times) or [0.0]
    return Crowd(
        journal=journal,
        threads=threads,
        events=len(log),
        lost=lost,
        doubled=doubled,
        half=1000 * ordered[len(ordered) // 2],
        most=1000 * ordered[len(ordered) * 99 // 100],
        rate=len(times) / taken,
        failures=tuple(failures[:3]),
    )


def main() -> int:
    """Run, and print what came out."""
    parser = argparse.ArgumentParser(description="Let many threads work on one session.")
    parser.add_argument("--journal", choices=URLS, action="append", help="this journal alone")
    parser.add_argument("--threads", type=int, default=50)
    parser.add_argument("--each", type=int, default=200)
    asked = parser.parse_args()
    bad = False
    for journal in asked.journal or ("sqlite", "folder"):
        done = crowd(journal, asked.threads, asked.each)
        print(
            f"{journal:8}{done.threads} threads × {asked.each}: {done.events:,} events, {done.lost} lost, "
            f"{done.doubled} doubled; half within {done.half:.1f} ms, p99 {done.most:.1f} ms, {done.rate:,.0f}/s",
            flush=True,
        )
        for failure in done.failures:
            print(failure, file=sys.stderr)
        bad = bad or bool(done.lost or done.doubled or done.failures)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
