"""Running a test file of a plugin author's in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[[str], str]


@pytest.fixture
def outcome(tmp_path: Path) -> Run:
    """What pytest prints of a test file with this text, by itself in a folder."""

    def run(source: str) -> str:
        (tmp_path / "test_mine.py").write_text(source, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_mine.py"]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return ran.stdout + ran.stderr

    return run
