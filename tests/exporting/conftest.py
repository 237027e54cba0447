"""The command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen


@frozen
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run_cli(tmp_path: Path) -> Callable[..., Done]:
    """`python -m tyopaja …` with the built-in plugins alone; further variables by keyword."""

    def run(*args: object, **variables: str) -> Done:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TYOPAJA_")}
        ran = subprocess.run(
            [sys.executable, "-m", "tyopaja", *map(str, args)],
            cwd=tmp_path,
            env={**kept, "TYOPAJA_PLUGINS": "", **variables},
            capture_output=True,
            check=False,
        )
        return Done(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run
