"""What is stressed in a prompt is bold on paper, and a link says where it leads."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from tyopaja import Engine

CANVAS = """\
title = "T"
[layout]
areas = ["eka"]
[section.eka]
title = "Eka"
prompts = ["Mitä hän **aivan oikeasti** tarvitsee?", "Lue [ohje](https://example.org/ohje) ensin."]
parts.a = { title = "A", prompts = ["Se *tärkein*"] }
"""


def test_a_stressed_word_is_printed_without_its_signs_and_a_link_with_its_address(tmp_path: Path) -> None:
    (tmp_path / "canvases").mkdir()
    head = 'format = 1\nid = "p"\nversion = "1"\ntitle = "P"\nlocale = "fi"\n'
    (tmp_path / "pack.toml").write_text(head, encoding="utf-8")
    (tmp_path / "canvases" / "t.toml").write_text(CANVAS, encoding="utf-8")
    with Engine(packs=[tmp_path]) as engine:
        made = engine.render(engine.sheet("t", locale="fi"), format="pdf")
    page = PdfReader(BytesIO(made.data)).pages[0]
    fonts: dict[str, set[str]] = {}

    def seen(text: str, _cm: object, _tm: object, font: dict[str, str] | None, _size: object) -> None:
        if font is not None and text.strip():
            fonts.setdefault(str(font["/BaseFont"]), set()).add(text.strip())

    said = " ".join(page.extract_text(visitor_text=seen).replace("\u200b", "").split())
    assert "Mitä hän aivan oikeasti tarvitsee?" in said
    assert "Lue ohje (https://example.org/ohje) ensin." in said
    assert "Se tärkein" in said
    assert "*" not in said
    bold = " ".join(text for font, texts in fonts.items() if "Bold" in font for text in texts)
    assert "aivan oikeasti" in bold
