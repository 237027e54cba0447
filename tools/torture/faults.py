"""A disk that fails: at every call that changes a file, in every way, and what the journal makes of it.

`faults.c` stands between the process and its system calls. A case is a life of a journal (`life.py`) in which one call
goes wrong; then the journal is opened on a sound disk, and has to hold what was acknowledged, each once, in order, and
nothing that was not asked for.

    python tools/torture/faults.py [--journal NAME] [--kind KIND] [--every N] [--case N]"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import life
from attrs import asdict, field, frozen, mutable
from children import Child, Told
from children import story as told_of

HERE = Path(__file__).resolve().parent


@frozen
class Kind:
    """A way to fail."""

    number: int
    """As in faults.c."""
    title: str
    times: int = 1
    """How many calls fail, one after the other."""
    dies: bool = False
    """Whether the process ends with it."""
    after: bool = False
    """Whether the process ends with the first failure that it is told of."""


KINDS = {
    "short": Kind(1, "a write that writes half"),
    "eio": Kind(2, "a call that fails with EIO"),
    "eio-dies": Kind(2, "EIO, and then the process dies", after=True),
    "full": Kind(3, "the disk full for 1 call"),
    "full-long": Kind(3, "the disk full for 12 calls, then space again", times=12),
    "full-dies": Kind(3, "the disk full, and then the process dies", times=10_000, after=True),
    "fsync": Kind(4, "an fsync that fails"),
    "fsync-dies": Kind(4, "an fsync that fails, and then the process dies", after=True),
    "kill": Kind(5, "kill before a call", dies=True),
    "torn": Kind(6, "kill in the midst of a write", dies=True),
    "power": Kind(7, "power cut: what was not synced is lost", dies=True),
}
NEVER = 1 << 60
TRIES = 40
SECONDS = 60
"""Longer than this no life may take."""


@mutable
class Result:
    """What became of the cases of one kind."""

    journal: str
    kind: str
    title: str
    calls: int = 0
    """Of a life in which nothing fails."""
    cases: int = 0
    lost: int = 0
    """Cases in which something acknowledged was not there."""
    broken: int = 0
    """Cases in which the journal did not open, did not go on, held what nobody asked for or held it twice."""
    unsaid: int = 0
    """Cases in which a step was refused, and yet the journal held what it was to do."""
    stories: list[str] = field(factory=list)
    """Of the first that failed."""


def build(folder: Path) -> Path | None:
    """Compile faults.c into a folder. None where there is no C compiler, or no Linux."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    library = folder / "faults.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(HERE / "faults.c"), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return library


def run(library: Path, *arguments: str) -> Iterator[Result]:
    """Run this program on a faulty disk; a result for each journal and kind, as they come."""
    environ = {**os.environ, "LD_PRELOAD": str(library)}
    command = [sys.executable, str(HERE / "faults.py"), "--inside", *arguments]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            yield Result(**json.loads(line))
    assert running.returncode == 0, f"the faulty disk ended with {running.returncode}"


# Inside ---------------------------------------------------------------------------------------------------------------


class Disk:
    """The faulty disk, in a process that has faults.so loaded."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.faults_calls.restype = ctypes.c_long

    def arm(self, folder: Path, kind: Kind, at: int) -> None:
        """Let call number `at` under the folder fail."""
        times = ctypes.c_long(kind.times)
        self._library.faults_arm(str(folder).encode(), kind.number, ctypes.c_long(at), times)

    def calls(self) -> int:
        """How many calls there were that a failure of this kind could be of."""
        return int(self._library.faults_calls())


def lived(disk: Disk, folder: Path, journal: str, kind: Kind, at: int) -> tuple[list[str], int]:
    """One life in a process of its own: what it told, and how it ended."""

    def work(told: Told) -> None:
        disk.arm(folder, kind, at)
        with suppress(life.DiedError):
            life.live(lambda: life.OPENERS[journal](folder), told, TRIES, die=kind.after)
            told(f"calls {disk.calls()}")

    return Child(work, SECONDS).end()


def tried(disk: Disk, journal: str, kind: Kind, at: int, result: Result, scratch: Path) -> None:
    """One case, counted in a result."""
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        folder = Path(name)
        lines, code = lived(disk, folder, journal, kind, at)
        told = Counter(line.split()[0] for line in lines)
        done = told["done"]
        result.cases += 1
        there = [line for line in lines if line.startswith("there") and not line.endswith(life.SAID)]
        result.unsaid += len(there)
        story = ""
        if told["failed"]:
            story = told_of(lines)
        elif code != 0 and not (kind.dies and code == 137):
            story = f"the process ended with {code}"
        else:
            refused = kind.after and bool(lines) and not lines[-1].endswith(life.SAID)
            erased = done > life.ERASURE and not told["there"]
            story = judged(folder, journal, done, result, erased=erased, refused=refused)
        if there and not story:
            story = f"what failed is there: {there}"
        elif story:
            result.broken += 1
        if story and len(result.stories) < 3:
            result.stories.append(
                f"call {at} of {journal}, {kind.title}, told {[line[:60] for line in lines[-3:]]}:\n{story}"
            )


def judged(folder: Path, journal: str, done: int, result: Result, *, erased: bool, refused: bool) -> str:
    """What is wrong with the journal that is left, on a sound disk; empty when nothing is.

    `erased`: nothing of the words may be left. `refused`: the last step was, and did not just end with the process.
    """
    try:
        if erased:
            left = [path.name for path in folder.rglob("*") if path.is_file() and life.WORDS in path.read_bytes()]
            assert not left, f"erased words are left in {left}"
        with_ = life.OPENERS[journal](folder)
        found = life.held(with_)
        if found != life.MODELS[done] and done < len(life.STEPS):
            after = life.MODELS[done + 1]
            if found != after:
                result.lost += not _contains(found, life.MODELS[done])
                return f"after {done} steps it holds {summary(found)}, due {summary(life.MODELS[done])}"
            done += 1
            result.unsaid += refused
        for number, session in enumerate(("s", "new")):
            events = found.sessions.get(session, ())
            with_.append(session, len(events), [f"on {number}"])
        with_.close()
        again = life.OPENERS[journal](folder)
        assert again.read("s", len(found.sessions.get("s", ())))
        on = life.held(again).sessions
        again.close()
        due = {**found.sessions, "s": (*found.sessions.get("s", ()), "on 0"), "new": ("on 1",)}
        assert on == due, "it did not go on"
    except Exception:
        return traceback.format_exc(limit=-6)
    return ""


def _contains(found: life.Model, due: life.Model) -> bool:
    return all(found.sessions.get(session, ())[: len(events)] == events for session, events in due.sessions.items())


def summary(model: life.Model) -> str:
    """A model in a line."""
    return json.dumps({name: [text[:60] for text in events] for name, events in model.sessions.items()})[:600]


def cases(disk: Disk, journal: str, name: str, every: int, scratch: Path) -> Result:
    """All cases of one kind, or one of so many."""
    kind = KINDS[name]
    result = Result(journal, name, kind.title)
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        lines, _ = lived(disk, Path(folder), journal, kind, NEVER)
    assert lines[-1].startswith("calls"), lines[-1]
    result.calls = int(lines[-1].split()[1])
    # The first calls make the files, and the last ones put them away: those few are always tried.
    numbers = sorted({1, 2, 3, result.calls} | set(range(1, result.calls + 1, every)))
    for at in numbers:
        tried(disk, journal, kind, at, result, scratch)
    return result


def main() -> int:
    """Run, and print a table; inside, print results as lines of JSON."""
    parser = argparse.ArgumentParser(description="Let the disk fail under a journal.")
    parser.add_argument("--journal", choices=life.OPENERS, action="append", help="this journal alone")
    parser.add_argument("--kind", choices=KINDS, action="append", help="this kind alone")
    parser.add_argument("--every", type=int, default=1, help="one of so many calls")
    parser.add_argument("--case", type=int, help="this call alone")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if not asked.inside:
        with tempfile.TemporaryDirectory() as folder:
            library = build(Path(folder))
            if library is None:
                print("there is no C compiler, or this is no Linux: nothing was tried")
                return 0
            results = list(shown(run(library, *sys.argv[1:])))
        return int(any(one.lost or one.broken for one in results))
    # In memory where there is such a place: what fsync costs there is nothing, and what it means we say ourselves.
    scratch = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(tempfile.gettempdir())  # noqa: S108
    disk = Disk()
    for journal in asked.journal or life.OPENERS:
        for name in asked.kind or KINDS:
            if asked.case is None:
                result = cases(disk, journal, name, asked.every, scratch)
            else:
                result = Result(journal, name, KINDS[name].title)
                tried(disk, journal, KINDS[name], asked.case, result, scratch)
            print(json.dumps(asdict(result)), flush=True)
    return 0


def shown(results: Iterator[Result]) -> Iterator[Result]:
    """The same, each printed as it comes."""
    for one in results:
        print(
            f"{one.journal:8}{one.title:50}{one.calls:6} calls{one.cases:6} cases{one.lost:4} lost{one.broken:4} broken"
            f"{one.unsaid:4} refused yet there",
            flush=True,
        )
        for story in one.stories:
            print(story, file=sys.stderr)
        yield one


if __name__ == "__main__":
    sys.exit(main())
