"""Kill -9 at random instants while a process writes, and processes that race for one session.

python tools/torture/kills.py [--journal NAME] [--rounds N]"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import life
from attrs import mutable
from children import Child, Told, story

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import Journal

PER_SESSION = 40
"""After so many rounds a new session is begun: what is read in each round grows no longer than that."""
LONGEST = 0.06
"""Seconds, at most, from a writer's beginning to its end."""


@mutable
class Tally:
    """What became of the rounds."""

    journal: str
    rounds: int = 0
    acknowledged: int = 0
    """Commands."""
    lost: int = 0
    doubled: int = 0
    """Commands that are there twice, in part, out of order, or that nobody gave."""
    said: str = ""
    """What was wrong first."""


def command(number: int) -> list[str]:
    """Three events."""
    return [f"{number} {part} {'x' * 50 * part}" for part in range(3)]


def write(folder: Path, journal: str, session: str, told: Told) -> None:
    """Append commands where the last writer was cut off, and tell the number of each."""
    with closing(life.OPENERS[journal](folder)) as opened:
        length = dict(opened.sessions()).get(session, 0)
        for number in range(length // 3, 1_000_000):
            opened.append(session, 3 * number, command(number))
            told(str(number))


def kill(journal: str, rounds: int, seed: int = 0) -> Tally:
    """So many writers, each killed at a random instant; the journal is read after each."""
    chance, tally = random.Random(seed), Tally(journal)  # noqa: S311 - nothing here is a secret
    with tempfile.TemporaryDirectory() as name:
        folder, acknowledged = Path(name), 0
        for round_ in range(rounds):
            session = f"s{round_ // PER_SESSION}"
            acknowledged = 0 if round_ % PER_SESSION == 0 else acknowledged
            child = Child(lambda told, of=session: write(folder, journal, of, told))  # type: ignore[misc]
            time.sleep(chance.uniform(0.0, LONGEST))
            child.kill()
            lines, _ = child.end()
            known = [int(line) + 1 for line in lines if line.isdigit()]
            tally.acknowledged += len(known)
            tally.rounds += 1
            acknowledged = max([acknowledged, *known])
            tally.said = tally.said or story(lines)
            with closing(life.OPENERS[journal](folder)) as opened:
                _count(opened, session, acknowledged, tally)
    return tally


def _count(journal: Journal, session: str, acknowledged: int, tally: Tally) -> None:
    records = list(journal.read(session))
    kept = [record.data for record in records]
    due = [text for number in range(len(kept) // 3) for text in command(number)]
    if [record.seq for record in records] != list(range(1, len(kept) + 1)) or kept != due:
        tally.doubled += 1
        tally.said = tally.said or f"session {session} holds {[text[:8] for text in kept[-6:]]}"
    if len(kept) // 3 < acknowledged:
        tally.lost += acknowledged - len(kept) // 3
        tally.said = tally.said or f"session {session} holds {len(kept)} events; {3 * acknowledged} were acknowledged"


def race(journal: str, processes: int, each: int) -> Tally:
    """Processes that append to one session at once, each so many commands of two events."""
    tally = Tally(journal, rounds=processes)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        life.OPENERS[journal](folder).close()

        def work(process: int, told: Told) -> None:
            with closing(life.OPENERS[journal](folder)) as opened:
                for number in range(each):
                    _insist(opened, [f"{process} {number}"] * 2)
                    told(f"{process} {number}")

        children = [Child(lambda told, of=process: work(of, told)) for process in range(processes)]  # type: ignore[misc]
        told = []
        for child in children:
            lines, code = child.end()
            told += [line for line in lines if not line.startswith("failed")]
            tally.said = tally.said or story(lines) or (f"a process ended with {code}" if code else "")
        tally.acknowledged = len(told)
        with closing(life.OPENERS[journal](folder)) as opened:
            kept = [record.data for record in opened.read("s")]
        tally.lost = len(set(told) - set(kept))
        whole = kept[::2] == kept[1::2] and len(set(kept)) == len(kept) // 2
        for process in range(processes):
            own = [text for text in kept[::2] if text.startswith(f"{process} ")]
            whole = whole and own == [f"{process} {number}" for number in range(len(own))]
        tally.doubled = int(not whole)
        tally.said = tally.said or ("" if whole else f"commands mixed, doubled or out of order: {kept[-8:]}")
    return tally


def _insist(journal: Journal, data: Sequence[str]) -> None:
    while True:
        try:
            journal.append("s", journal.wait("s", 0, 0.0), data)
        except Conflict:
            continue
        except JournalError as error:
            # Others were quicker for as long as the journal waits: whoever is told so asks again.
            if "locked" not in error.message:
                raise
            continue
        return


def main() -> int:
    """Run, and print what came out."""
    parser = argparse.ArgumentParser(description="Kill writers of a journal, and let them race.")
    parser.add_argument("--journal", choices=life.OPENERS, action="append", help="this journal alone")
    parser.add_argument("--rounds", type=int, default=1_000)
    asked = parser.parse_args()
    bad = 0
    for journal in asked.journal or life.OPENERS:
        for title, tally in (
            ("killed", kill(journal, asked.rounds)),
            ("racing", race(journal, 2, max(10, asked.rounds // 2))),
        ):
            print(
                f"{journal:8}{tally.rounds:6} {title}{tally.acknowledged:8} acknowledged{tally.lost:4} lost"
                f"{tally.doubled:4} doubled",
                flush=True,
            )
            if tally.said:
                print(tally.said, file=sys.stderr)
            bad += tally.lost + tally.doubled + bool(tally.said)
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
