"""Nothing acknowledged is lost, and nothing doubled, whatever happens to the disk, the process or its neighbours.

The short form of `make torture`: the programs are those of `tools/torture`, with fewer cases."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TOOLS = Path(__file__).parents[2] / "tools" / "torture"


@pytest.fixture(scope="module")
def tool() -> Iterator[Any]:
    """A module of `tools/torture`, which is no package, by its name."""
    sys.path.insert(0, str(TOOLS))
    yield import_module
    sys.path.remove(str(TOOLS))


@pytest.fixture(scope="module")
def library(tool: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The faulty disk, compiled."""
    built: Path | None = tool("faults").build(tmp_path_factory.mktemp("disk"))
    if built is None:
        pytest.skip("there is no C compiler, or this is no Linux")
    return built


@pytest.mark.parametrize("journal", ["sqlite", "folder"])
def test_a_disk_that_fails_loses_nothing_acknowledged_and_leaves_nothing_refused(
    journal: str, tool: Any, library: Path
) -> None:
    """Short writes, EIO, a full disk, a failing fsync, kill -9 and power cuts, at calls here and there of a life."""
    faults: ModuleType = tool("faults")
    results = list(faults.run(library, "--journal", journal, "--every", "30"))
    assert [one.kind for one in results] == list(faults.KINDS)
    for one in results:
        assert (one.lost, one.broken) == (0, 0), "\n".join([one.title, *one.stories])
        assert one.calls > 20, "a life that hardly touches the disk says nothing"
        assert one.cases >= 4


CARELESS = """
import sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import faults, life
from tyopaja.journals import SqliteJournal

class Careless(SqliteJournal):
    def __init__(self, folder):
        super().__init__(folder / "journal.db")
        self._db.execute("PRAGMA synchronous=OFF")

life.OPENERS["careless"] = Careless
with tempfile.TemporaryDirectory() as scratch:
    result = faults.cases(faults.Disk(), "careless", "power", 20, Path(scratch))
print(result.lost, result.broken)
"""


def test_a_journal_that_does_not_flush_is_found_out_by_a_power_cut(library: Path) -> None:
    """Else the sound ones would prove nothing."""
    lost, broken = on_the_disk(library, CARELESS, str(TOOLS)).split()
    assert (int(lost) > 0, int(broken) > 0) == (True, True)


def on_the_disk(library: Path, program: str, *arguments: str) -> str:
    """What a program prints that runs on the faulty disk."""
    command = [sys.executable, "-c", program, *arguments]
    environ = {**os.environ, "LD_PRELOAD": str(library)}
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 137), ran.stderr
    return ran.stdout


WRITER = """
import ctypes, os, sys
folder, kind, at = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ctypes.CDLL(None).faults_arm(folder.encode(), kind, ctypes.c_long(at), ctypes.c_long(1))
def tell(call):
    try:
        print(call(), flush=True)
    except OSError as error:
        print(error.errno, flush=True)
file = os.open(f"{folder}/x", os.O_RDWR | os.O_CREAT)
tell(lambda: os.write(file, b"one "))
tell(lambda: os.fsync(file))
around = os.open(folder, os.O_RDONLY)
tell(lambda: os.fsync(around))
tell(lambda: os.write(file, b"two "))
tell(lambda: os.pwrite(file, b"ONE", 0))
tell(lambda: os.rename(f"{folder}/x", f"{folder}/y"))
tell(lambda: os.open(f"{folder}/z", os.O_RDWR | os.O_CREAT) and "open")
tell(lambda: os.ftruncate(file, 2))
"""
SOUND = ["4", "None", "None", "4", "3", "None", "open", "None"]


@pytest.mark.parametrize(
    ("kind", "at", "told", "left"),
    [
        pytest.param(0, 0, SOUND, {"y": "ON", "z": ""}, id="sound"),
        pytest.param(1, 2, ["4", "None", "None", "2", *SOUND[4:]], {"y": "ON", "z": ""}, id="short"),
        pytest.param(2, 3, ["4", "5", *SOUND[2:]], {"y": "ON", "z": ""}, id="EIO"),
        pytest.param(2, 7, [*SOUND[:5], "5", *SOUND[6:]], {"x": "ON", "z": ""}, id="EIO when renaming"),
        pytest.param(3, 3, [*SOUND[:3], "28", *SOUND[4:]], {"y": "ON", "z": ""}, id="full"),
        pytest.param(4, 2, ["4", "None", "5", *SOUND[3:]], {"y": "ON", "z": ""}, id="fsync"),
        pytest.param(5, 7, SOUND[:5], {"x": "ONE two "}, id="kill"),
        pytest.param(6, 2, SOUND[:3], {"x": "one tw"}, id="torn"),
        pytest.param(7, 9, SOUND[:7], {"x": "one "}, id="power"),
        pytest.param(7, 3, SOUND[:1], {}, id="power before anything was flushed"),
    ],
)
def test_the_faulty_disk_does_what_it_says(
    kind: int, at: int, told: list[str], left: dict[str, str], library: Path, tmp_path: Path
) -> None:
    assert on_the_disk(library, WRITER, str(tmp_path), str(kind), str(at)).split() == told
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == left


@pytest.mark.parametrize("journal", ["sqlite", "folder"])
def test_writers_that_are_killed_or_race_lose_nothing_acknowledged_and_double_nothing(journal: str) -> None:
    """Each round goes on where the last writer was cut off; then two processes append to one session at once."""
    # By itself: it forks, and pytest may have threads.
    command = [sys.executable, str(TOOLS / "kills.py"), "--journal", journal, "--rounds", "20"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    killed, racing = ran.stdout.splitlines()
    acknowledged = re.search(r"(\d+) acknowledged   0 lost   0 doubled", killed)
    assert acknowledged is not None, killed
    assert int(acknowledged[1]) > 5, "the writers got nowhere, and the test says nothing"
    assert "20 acknowledged   0 lost   0 doubled" in racing


@pytest.mark.parametrize("journal", ["memory", "sqlite", "folder"])
def test_a_crowd_on_one_session_loses_nothing_and_doubles_nothing(journal: str, tool: Any) -> None:
    """Every thread's commands are there once and in its order, and a session opened anew is the same."""
    done = tool("crowds").crowd(journal, threads=25, each=8)
    assert (done.events, done.lost, done.doubled, done.failures) == (200, 0, 0, ())
