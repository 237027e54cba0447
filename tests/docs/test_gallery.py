"""The gallery: its pictures are there and small, its commands run, and what it quotes is what they write."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from tyopaja import Engine
from tyopaja.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
PICTURES = ROOT / "docs" / "pictures" / "gallery"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """`tools/gallery.py`, which is no package."""
    spec = importlib.util.spec_from_file_location("gallery", ROOT / "tools" / "gallery.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def written(tool: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command of the page was carried out, in its order."""
    folder = tmp_path_factory.mktemp("gallery")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for words in tool.commands(PAGE):
            main(tool.globbed(words))
    return folder


def test_every_picture_is_there_has_words_for_those_who_do_not_see_it_and_is_small(tool: ModuleType) -> None:
    figures = list(tool.figures(PAGE))
    assert {one.name for one in figures} == {path.stem for path in PICTURES.iterdir()}
    for one in figures:
        path = PICTURES / f"{one.name}.png"
        assert len(one.said) > 20
        assert path.stat().st_size <= tool.MOST_BYTES
        with Image.open(path) as picture:
            assert picture.format == "PNG"
            assert picture.width <= tool.WIDTHS[0]
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= 2_000_000


def test_every_command_writes_the_file_that_it_names(tool: ModuleType, written: Path) -> None:
    files = [words[words.index("-o") + 1] for words in tool.commands(PAGE)[1:]]
    assert len(files) > 20
    assert all((written / file).stat().st_size > 100 for file in files)


def test_every_format_has_a_command_on_the_page(tool: ModuleType) -> None:
    shown = {words[words.index("--as") + 1] for words in tool.commands(PAGE)[1:]}
    with Engine() as engine:
        assert shown == engine.plugins.renderers().keys()


def test_what_the_page_quotes_stands_in_the_file_that_the_command_above_it_writes(
    tool: ModuleType, written: Path
) -> None:
    quoted = list(re.finditer(r"^```text\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE))
    assert len(quoted) == 5
    for block in quoted:
        words = tool.commands(PAGE[: block.start()])[-1]
        file = (written / words[words.index("-o") + 1]).read_bytes().decode("utf-8").replace("\r\n", "\n")
        for part in filter(None, block[1].split("…\n")):
            assert part in file, words


def test_a_picture_is_made_of_what_its_command_writes(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "PICTURES", tmp_path)
    tool.main(["okr"])
    (path,) = tmp_path.iterdir()
    assert path.name == "okr.png"
    assert 10_000 < path.stat().st_size <= tool.MOST_BYTES
