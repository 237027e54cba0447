"""The journal that the page of journals shows how to write keeps every promise, as the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tyopaja import Engine, commands

PAGE = Path(__file__).parents[2] / "docs" / "journals.md"


def written(name: str, folder: Path) -> Path:
    """A file of the page, put into a folder."""
    source = re.search(rf"^```python\n(# {name}\n.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert source is not None, name
    path = folder / name
    path.write_text(source[1], encoding="utf-8")
    return path


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is such a place: the journal of the page flushes a whole file at each append."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        yield Path(folder)


def test_the_journal_on_the_page_keeps_the_contract(tmp_path: Path, quick: Path) -> None:
    written("shelf.py", tmp_path)
    written("test_shelf.py", tmp_path)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={quick / 'x'}"]
    command += ["-rs", "test_shelf.py"]
    environ = {**os.environ, "PYTHONPATH": str(tmp_path)}
    ran = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    skipped = [line for line in ran.stdout.splitlines() if line.startswith("SKIPPED")]
    assert all("has no append_all" in line for line in skipped), skipped


def test_the_journal_on_the_page_is_opened_by_its_scheme(tmp_path: Path) -> None:
    plugin = written("shelf.py", tmp_path)
    url = f"shelf:{tmp_path / 'kaamos.json'}"
    with Engine(journal=url, plugins=[str(plugin)]) as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
        session.do(commands.Join(by="aino", called="Aino"))
    with Engine(journal=url, plugins=[str(plugin)]) as engine:
        assert engine.open(session.id).dump() == session.dump()


def test_the_page_says_nothing_of_hooks_that_there_are_not() -> None:
    from tyopaja.testing import JournalContract

    hooks = re.findall(r"^\| `(\w+)[(`]", PAGE.read_text(encoding="utf-8").split("## Trying one")[1], re.MULTILINE)
    assert {"make_journal", "open_again", "reopen", "raw_files", "patience"} == set(hooks)
    assert all(hasattr(JournalContract, hook) for hook in hooks)
