"""A pack of two steps that is quick to read, and a clock that a test holds in its hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

PACK = """\
format = 1
id = "{id}"
version = "1.0.0"
engine = ">=0.1,<1"
title = "Pieni paketti"
locales = ["fi"]
locale = "fi"
designer = "Me"
licence = "CC-BY-SA-4.0"
"""
CANVAS = """\
title = "{title}"
purpose = "Kokeillaan."

[layout]
areas = ["eka toka"]

[section.eka]
title = "Eka"
prompts = ["Mitä näet?"]

[section.toka]
title = "Toka"
prompts = ["Mitä kuulet?"]
"""
FLOW = """\
title = "Pieni kulku"
result = "arkki"

[sheet.arkki]
canvas = "pieni"

[[step]]
id = "alku"
title = "Alku"
activity = "brainstorm"
on = ["arkki"]
time = "10 min"

[[step]]
id = "loppu"
title = "Loppu"
activity = "vote"
on = ["arkki"]
votes = 3
time = "10 min"
"""


@pytest.fixture
def make_pack(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small pack: one canvas, and one flow of two steps."""

    def make(id: str = "pieni", *, title: str = "Pieni kanvaasi", folder: str | None = None) -> Path:
        path = tmp_path / (folder or id)
        for inner in ("canvases", "flows"):
            (path / inner).mkdir(parents=True)
        (path / "pack.toml").write_text(PACK.format(id=id), encoding="utf-8")
        (path / "canvases" / "pieni.toml").write_text(CANVAS.format(title=title), encoding="utf-8")
        (path / "flows" / "kulku.toml").write_text(FLOW, encoding="utf-8")
        return path

    return make


@pytest.fixture
def pack(make_pack: Callable[..., Path]) -> Path:
    """One such pack."""
    return make_pack()


class HeldClock:
    """Time goes on by a second when it is asked for; ids are counted."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.ids = 0

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def fresh_id(self) -> str:
        self.ids += 1
        return f"id-{self.ids}"


@pytest.fixture
def clock() -> HeldClock:
    """A clock that starts on a Monday morning."""
    return HeldClock()
