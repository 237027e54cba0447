"""Everything that can be done to what was acknowledged, and `docs/reliability.md` of what came out.

    python tools/torture [--only PART,…] [--cases N] [--rounds N] [--every N] [--threads N] [--each N] [--restarts N]

The page is written by this program and never by hand; each of its parts says when it was run, and with `--only` those
that are not run again stay as they are. The exit code is 1 when anything was lost, doubled or broken."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import crowds
import faults
import kills
import life
import packs

PAGE = packs.ROOT / "docs" / "reliability.md"

HEAD = """# Reliability

Written by `make torture`, never by hand: each part when its date says, on {machine}.

What is promised: a command that was acknowledged is durable and is in the journal exactly once, in order. One that was
refused changes nothing. A crash at any instruction leaves a journal that opens. Which journal to choose is said in
[journals](journals.md)."""

DISK = """Between the process and its system calls stands a disk that fails. A life of the journal (appends, content,
snapshots, an erasure) is lived again and again, and each time another call that changes a file goes wrong, in every
way: {every}. Then the journal is opened on a sound disk, and has to hold what was acknowledged and nothing else, and
to go on. Power is cut in the strictest way: of what no fsync was asked for, names of files among it, nothing is left.

*Refused, yet there*: the journal reported a failure, the process died before it could do anything else, and the command
is there when the journal is opened again. That is no loss: whoever repeats the command, with its id, gets the answer of
the first time."""


PARTS = {
    "kills": "Kill -9",
    "disk": "A disk that fails",
    "definitions": "Definitions from strangers",
    "crowds": "Many at once",
    "postgres": "PostgreSQL stopped and started",
}
"""What can be asked for → its title on the page, in the order of the page."""


class Report:
    """A page in the making, and whether all is well."""

    def __init__(self) -> None:
        self.parts: dict[str, str] = {}
        """Title → what is told under it."""
        self.bad = 0

    def note(self, title: str, text: str) -> None:
        """A part without a table."""
        self.parts[title] = f"*{datetime.now(UTC).date().isoformat()}.* {text}"

    def section(self, title: str, text: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A heading, a paragraph and a table; numbers to the right."""
        rows = list(rows)
        marks = ["-:" if isinstance(value, int | float) else "-" for value in rows[0]]
        lines = [f"| {' | '.join(columns)} |", f"|{'|'.join(marks)}|"]
        lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]
        self.note(title, f"{text}\n\n" + "\n".join(lines))

    def text(self, before: str) -> str:
        """The page; what was not run is as it was on the page before."""
        old = dict(part.split("\n\n", 1) for part in before.rstrip("\n").split("\n\n## ")[1:])
        told = {title: self.parts.get(title, old.get(title)) for title in PARTS.values()}
        shown = (f"## {title}\n\n{text}" for title, text in told.items() if text is not None)
        return "\n\n".join([HEAD.format(machine=machine()), *shown]) + "\n"


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}" if isinstance(value, float) else str(value)


def told(line: str) -> None:
    """Say how far it has come."""
    print(line, file=sys.stderr, flush=True)


def killed(report: Report, rounds: int) -> None:
    """Kill -9, and processes that race."""
    rows = []
    for journal in life.OPENERS:
        for title, tally in (
            ("killed at a random instant", kills.kill(journal, rounds)),
            ("two processes racing for one session", kills.race(journal, 2, max(10, rounds // 2))),
        ):
            told(f"{journal}: {title}, {tally.lost} lost, {tally.doubled} doubled {tally.said}")
            report.bad += tally.lost + tally.doubled + bool(tally.said)
            rows.append((f"`{journal}:`", title, tally.rounds, tally.acknowledged, tally.lost, tally.doubled))
    text = "Writers of commands of three events, killed with SIGKILL while they open the journal, write or close it."
    columns = ("journal", "", "processes", "commands acknowledged", "lost", "doubled")
    report.section(PARTS["kills"], text, columns, rows)


def failing(report: Report, every: int) -> None:
    """A disk that fails."""
    with tempfile.TemporaryDirectory() as folder:
        library = faults.build(Path(folder))
        if library is None:
            report.note(PARTS["disk"], "Not tried: there was no C compiler, or this was no Linux.")
            return
        rows = []
        for one in faults.shown(faults.run(library, "--every", str(every))):
            report.bad += one.lost + one.broken
            rows.append((f"`{one.journal}:`", one.title, one.calls, one.cases, one.lost, one.broken, one.unsaid))
    columns = ("journal", "failure", "calls", "cases", "lost", "broken", "refused, yet there")
    text = DISK.format(every="call by call" if every == 1 else f"one in {every} of them")
    report.section(PARTS["disk"], text, columns, rows)


def crowded(report: Report, threads: int, each: int) -> None:
    """Many threads on one session."""
    rows = []
    for journal in ("sqlite", "folder"):
        done = crowds.crowd(journal, threads, each)
        told(f"{journal}: {done}")
        report.bad += done.lost + done.doubled + len(done.failures)
        figures = (done.threads, done.events, done.lost, done.doubled, done.half, done.most)
        rows.append((f"`{journal}:`", *figures))
    text = "Threads that all give commands to one session, each as soon as its last one was acknowledged."
    columns = ("journal", "threads", "events", "lost", "doubled", "half within, ms", "99 of 100 within, ms")
    report.section(PARTS["crowds"], text, columns, rows)


def restarted(report: Report, restarts: int) -> None:
    """A PostgreSQL server that crashes under load."""
    try:
        from tyopaja_postgres.testing import restart_under_load, served
    except ImportError:
        report.note(PARTS["postgres"], "Not tried: `tyopaja-postgres` was not installed.")
        return
    with served() as server:
        tally = restart_under_load(server, "torture", rounds=restarts)
    told(f"postgresql: {tally}")
    report.bad += not tally.sound
    row = (restarts, tally.acknowledged, tally.lost, tally.doubled, tally.wrong, tally.unknown)
    text = (
        "The server is stopped as if it crashed, and started again, while eight writers write to sessions of their\n"
        "own and to one together."
    )
    columns = ("restarts", "events acknowledged", "lost", "doubled", "refused, yet there", "told that nobody knows")
    report.section(PARTS["postgres"], text, columns, [row])


def mutated(report: Report, cases: int) -> None:
    """Definitions that are mutated."""
    tally = packs.torture(cases)
    seconds, number = tally.slowest
    told(f"packs: {tally.cases} cases, {len(tally.failed)} crashes, slowest {seconds:.2f} s (case {number})")
    for story in packs.stories(tally):
        told(story)
    report.bad += len(tally.failed) + (seconds > packs.SECONDS) + (tally.peak > packs.MEGABYTES)
    text = "Packs that are mutated at random are sound or refused, with places in their files; nothing else comes out."
    columns = ("cases", "of which sound", "crashes", "slowest, ms", "memory at its peak, MB")
    row = (tally.cases, tally.sound, len(tally.failed), 1000 * seconds, tally.peak)
    report.section(PARTS["definitions"], text, columns, [row])


def machine() -> str:
    """What it ran on, as far as it says something to others."""
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{platform.system()}, {os.cpu_count()} processors, {python}"


def main() -> int:
    """Run all of it, and write the page."""
    parser = argparse.ArgumentParser(description="Try everything, and write docs/reliability.md.")
    parser.add_argument("--cases", type=int, default=1_000_000, help="packs that are mutated")
    parser.add_argument("--rounds", type=int, default=1_000, help="writers that are killed, of each journal")
    parser.add_argument("--every", type=int, default=1, help="one of so many calls fails")
    parser.add_argument("--threads", type=int, default=50)
    parser.add_argument("--each", type=int, default=200, help="commands of each thread")
    parser.add_argument("--restarts", type=int, default=50, help="of PostgreSQL")
    parser.add_argument("--page", type=Path, default=PAGE, help="where to write what came out")
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}; the others stay as they are")
    asked = parser.parse_args()
    wanted = asked.only.split(",")
    if strange := sorted({*wanted} - {*PARTS}):
        parser.error(f"there is no part {strange[0]}; there are {', '.join(PARTS)}")
    report = Report()
    # Those that fork come before those that have threads.
    runs: dict[str, Callable[[], None]] = {
        "kills": lambda: killed(report, asked.rounds),
        "disk": lambda: failing(report, asked.every),
        "definitions": lambda: mutated(report, asked.cases),
        "crowds": lambda: crowded(report, asked.threads, asked.each),
        "postgres": lambda: restarted(report, asked.restarts),
    }
    for name, run in runs.items():
        if name in wanted:
            told(PARTS[name])
            run()
    before = asked.page.read_text(encoding="utf-8") if asked.page.exists() else ""
    asked.page.write_text(report.text(before), encoding="utf-8")
    return int(bool(report.bad))


if __name__ == "__main__":
    sys.exit(main())
