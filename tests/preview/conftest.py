"""Packs to work on, each test's own: a copy of the one that we ship, and small ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tyopaja import Engine
from tyopaja.preview import Preview

ROOT = Path(__file__).resolve().parents[2]

CANVAS = """\
title = { fi = "Ilta", en = "Evening" }

[layout]
areas = ["eka toka"]

[section.eka]
title = { fi = "Eka", en = "First" }
prompts = { fi = ["Mitä näet?"], en = ["What do you see?"] }
examples = { fi = ["Lumi narskuu"], en = ["The snow creaks"] }

[section.toka]
title = { fi = "Toka", en = "Second" }
kind = "text"
"""
FLOW = """\
title = { fi = "Kulku", en = "A flow" }
result = "ilta"

[[step]]
id = "paiva"
title = { fi = "Päivä", en = "A day" }
time = "1 h"

[[step]]
id = "kirjaus"
in = "paiva"
title = { fi = "Kirjataan", en = "Writing" }
activity = "brainstorm"
on = ["ilta.eka"]
time = "20 min"

[[step]]
id = "teksti"
in = "paiva"
title = { fi = "Päätetään", en = "Deciding" }
activity = "fill"
on = ["ilta.toka"]
"""
HEAD = """\
format = 1
id = "koe"
version = "1.0"
title = { fi = "Koepaketti", en = "A pack to try" }
locales = ["fi", "en"]
locale = "fi"
"""


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of the pack that we ship."""
    return Path(shutil.copytree(ROOT / "canvases", tmp_path / "shipped"))


@pytest.fixture(scope="session")
def files() -> Mapping[str, str]:
    """The files of a pack of one canvas, `ilta`, and one flow, `kulku`, in Finnish and English."""
    return {"pack.toml": HEAD, "canvases/ilta.toml": CANVAS, "flows/kulku.toml": FLOW}


@pytest.fixture
def small(tmp_path: Path, files: Mapping[str, str]) -> Path:
    """That pack, in a folder."""
    folder = tmp_path / "koe"
    for file, text in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def engine() -> Iterator[Engine]:
    """An engine without a journal of anybody's."""
    with Engine() as made:
        yield made


@pytest.fixture
def show(engine: Engine) -> Iterator[Callable[[Path], Preview]]:
    """Starts the preview of a folder, which ends with the test."""
    running: list[Preview] = []

    def start(folder: Path) -> Preview:
        preview = Preview(engine, folder)
        running.append(preview.__enter__())
        return preview

    yield start
    for preview in running:
        preview.__exit__(None, None, None)
