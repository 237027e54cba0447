"""Every canvas of the pack, blank for a pen and filled with its examples, in every language that the pack promises."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from tyopaja import Engine

Views = dict[str, Any]
PACK = Path(__file__).resolve().parents[3] / "canvases"
CANVASES = sorted(path.stem for path in (PACK / "canvases").glob("*.toml"))
LOCALES = ("fi", "en", "sv")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(journal="memory:", packs=[PACK]) as engine:
        yield engine


def outside(pdf: bytes) -> list[str]:
    """Letters that are not wholly on their page."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(io.BytesIO(pdf)), start=1):
        width, height = page.get_size()
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            if left < 0 or bottom < 0 or right > width or top > height:
                found.append(f"page {number}: {text.get_text_range(at, 1)!r} at {left:.0f}, {bottom:.0f}")
    return found


@pytest.mark.parametrize("sample", [False, True], ids=["blank", "sample"])
@pytest.mark.parametrize("canvas", CANVASES)
def test_a_canvas_prints_whole_in_every_language(engine: Engine, views: Views, canvas: str, sample: bool) -> None:
    for locale in LOCALES:
        view = engine.sheet(canvas, locale=locale, sample=sample)
        pdf = views["made"](view)
        reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
        text = views["bare"](" ".join(page.extract_text() for page in reader.pages))
        assert [one for one in views["said"](view) if views["bare"](one) not in text] == [], locale
        assert outside(pdf) == [], locale
        assert views["collisions"](pdf) == [], locale
        assert sample or len(reader.pages) == 1, locale
