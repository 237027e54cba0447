"""`tyopaja upgrade` as a facilitator uses it between two workshops."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]


@pytest.fixture
def begun(cli: Cli, tmp_path: Path, pack: Path) -> tuple[str, str, Path]:
    """A session on a copy of the pack: its journal, its id, and the copy."""
    journal = f"sqlite:{tmp_path / 'j.db'}"
    started = cli("--journal", journal, "--pack", pack, "start", "arjen-kompassi", "--title", "Kaamos")
    return journal, started.out.strip(), pack


def test_an_upgrade_says_that_there_is_nothing_to_do(cli: Cli, begun: tuple[str, str, Path]) -> None:
    journal, session, pack = begun
    done = cli("--journal", journal, "--pack", pack, "upgrade", session)
    assert (done.code, done.err) == (0, "")
    assert "jo paketin arctic-factory" in done.out


def test_new_words_reach_a_running_series_when_it_is_upgraded(cli: Cli, begun: tuple[str, str, Path]) -> None:
    journal, session, pack = begun
    file = pack / "pack.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('version = "1.0.0"', 'version = "1.0.1"'), "utf-8")
    rehearsed = cli("--journal", journal, "--pack", pack, "upgrade", session, "--dry-run")
    assert "siirtyisi" in rehearsed.out
    done = json.loads(cli("--journal", journal, "--pack", pack, "upgrade", session, "--json").out)
    assert (done["done"], done["before"], done["after"]) == (True, "1.0.0", "1.0.1")
    assert done["plan"]["moved"] == done["plan"]["aside"] == done["plan"]["obstacles"] == []
