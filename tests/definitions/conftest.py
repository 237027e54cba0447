"""Small packs to read, break and mend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import tyopaja
from tyopaja.definitions import Problem, check_paths
from tyopaja.engine import ACTIVITIES, CONDITIONS
from tyopaja.model.play import Vocabulary

HEAD = """\
format = 1
id = "koe"
version = "1.0.0"
engine = ">=0.1,<1"
title = "Koe"
locales = ["fi"]
locale = "fi"
"""

CANVAS = """\
title.fi = "Muistilaput"
purpose.fi = "Kaikki yhdelle arkille."

[layout]
paper = "a4 portrait"
areas = [
  "hyvaa",
  "huonoa",
]
columns = [1]

[defaults]
at-most = 10

[section.hyvaa]
title.fi = "Mikä on hyvää?"
prompts.fi = ["Mistä vieraat kiittävät?"]

[section.huonoa]
title.fi = "Mikä on huonoa?"
at-most = 5
parts.iso = { title.fi = "Isot" }
parts.pieni = { title.fi = "Pienet" }
"""

FLOW = """\
title.fi = "Iltapäivä"
result = "tulos"

[sheet.laput]
canvas = "muistilaput"

[sheet.tulos]
canvas = "muistilaput"

[[step]]
id = "kirjaa"
title.fi = "Kirjataan"
activity = "brainstorm"
on = ["laput.hyvaa", "laput.huonoa"]
time = "25 min"
needs = { entries-in = "laput.hyvaa", at-least = 3 }

[[step]]
id = "aanesta"
title.fi = "Äänestetään"
activity = "vote"
on = ["laput.hyvaa"]
votes = 3
time = "10 min"
needs = { any = [{ voted = "everyone" }, { time = "over" }] }

[[fill]]
section = "hyvaa"
from = "laput.hyvaa"
take = "voted"
at-most = 3

[[fill]]
section = "huonoa.iso"
from = "laput.huonoa.iso"

[[fill]]
section = "huonoa.pieni"
from = "laput.huonoa.pieni"
"""


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """What the engine itself brings."""
    return Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A sound pack of one canvas and one flow."""
    folder = tmp_path / "koe"
    (folder / "canvases").mkdir(parents=True)
    (folder / "flows").mkdir()
    (folder / "pack.toml").write_text(HEAD, encoding="utf-8")
    (folder / "canvases" / "muistilaput.toml").write_text(CANVAS, encoding="utf-8")
    (folder / "flows" / "iltapaiva.toml").write_text(FLOW, encoding="utf-8")
    return folder


@pytest.fixture
def check(vocabulary: Vocabulary) -> Callable[..., list[Problem]]:
    """Check paths as the command line does."""
    return lambda *paths: check_paths(paths, vocabulary, tyopaja.__version__)
