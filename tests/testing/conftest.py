"""Running a contract on something broken, and a test file of a plugin author's in a pytest of its own."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tyopaja.testing.views import FILLS

Run = Callable[[str], str]
Failures = Callable[..., list[str]]


@pytest.fixture
def outcome(tmp_path: Path) -> Run:
    """What pytest prints of a test file with this text, by itself in a folder."""

    def run(source: str) -> str:
        (tmp_path / "test_mine.py").write_text(source, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_mine.py"]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return ran.stdout + ran.stderr

    return run


@pytest.fixture
def failures(tmp_path: Path) -> Failures:
    """The names of the promises that a thing breaks, of all or of some, each tried as pytest would.

    `subject` makes the thing; one that takes a folder gets an empty one of its own."""
    numbers = count()

    def find(contract: Any, subject: Callable[..., object], only: str = "test_") -> list[str]:
        found = []
        for name, test in inspect.getmembers(contract, inspect.ismethod):
            if not name.startswith(only):
                continue
            takes = inspect.signature(test).parameters
            for fill in FILLS if "fill" in takes else ("",):
                folder = tmp_path / f"{next(numbers)}"
                folder.mkdir()
                made = subject(folder) if inspect.signature(subject).parameters else subject()
                given = {
                    "journal": made,
                    "plain": made,
                    "renderer": made,
                    "folder": folder,
                    "fill": fill,
                    "locale": "fi",
                }
                try:
                    test(**{key: given[key] for key in takes})
                except pytest.skip.Exception:
                    continue
                except (Exception, pytest.fail.Exception):
                    found.append(name)
        return found

    return find
