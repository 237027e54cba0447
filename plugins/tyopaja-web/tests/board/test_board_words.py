"""What boards and the big screen say stands in every language, and nothing stands there that they never say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tyopaja_web
from tyopaja_web.pages.words import LOCALES, words

ROOT = Path(tyopaja_web.__file__).parent
PLACES = ("static/js/board", "static/js/screen", "static/js/screen.js", "templates/board", "templates/screen")
KEY = re.compile(r"""["'`]((?:board|screen)\.[a-z-]+)["'`]""")


def said() -> set[str]:
    """Every key that stands in our scripts and templates; the names of actions are put together."""
    paths = [
        path for place in PLACES for path in ((ROOT / place).rglob("*") if (ROOT / place).is_dir() else [ROOT / place])
    ]
    texts = [path.read_text() for path in (*paths, ROOT / "templates/screen.html", ROOT / "pages/boards.py")]
    table = (ROOT / "static/js/board/actions.js").read_text()
    actions = re.findall(r"^  (?:\"([a-z-]+)\"|([a-z]+)): \{", table, re.MULTILINE)
    names = {f"board.do-{quoted or plain}" for quoted, plain in actions}
    return names | {key for text in texts for key in KEY.findall(text)} - {"board.css", "board.html"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_that_is_said_is_there_and_no_other(locale: str) -> None:
    """In each language alike."""
    there = {key for key in words(locale) if key.startswith(("board.", "screen."))}
    assert there == said()
