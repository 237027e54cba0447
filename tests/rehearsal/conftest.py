"""Small flows to rehearse, in a pack of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tyopaja import Engine

BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_PACK = """format = 1
id = "koe"
version = "1.0.0"
title = "Koe"
locale = "fi"
"""
_CANVAS = """title = "Arkki"
[layout]
paper = "a4 portrait"
areas = ["laput", "yksi"]
[section.laput]
title = "Laput"
[section.yksi]
title = "Yksi"
kind = "text"
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Callable[[str], Engine]]:
    """An engine with one flow, `koe`, whose steps are given as TOML."""
    opened: list[Engine] = []

    def make(steps: str) -> Engine:
        for folder in ("canvases", "flows"):
            (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / "pack.toml").write_text(_PACK)
        (tmp_path / "canvases" / "arkki.toml").write_text(_CANVAS)
        (tmp_path / "flows" / "koe.toml").write_text('title = "Koe"\nresult = "arkki"\n' + steps)
        opened.append(Engine(packs=[tmp_path]))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
