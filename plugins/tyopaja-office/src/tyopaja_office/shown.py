"""What of a view is shown: pictures that office programs can open, words of this plugin beside the view's, and views
without the names of people."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from attrs import frozen
from PIL import Image

from tyopaja.views.nodes import (
    Picture,
    ReportView,
    SheetView,
    SpreadView,
    View,
)

_EVERYWHERE = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
_MOST_PIXELS = 50_000_000
"""A picture with more of them is not decoded: it would be a bomb, or paper for a whole wall."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "fi": {
        "goes-on": "(jatkuu)",
        "next-slide": "jatkuu seuraavalla dialla",
        "key-results": "Avaintulokset",
        "key-result": "Avaintulos",
        "progress": "Edistyminen",
        "measure": "Mittari",
        "grew-from": "Mistä lauseet kasvoivat",
        "prompts": "Apukysymykset",
        "all-notes": "Kaikki merkinnät",
        "place": "Paikka",
        "text": "Teksti",
        "recap": "Mistä jatketaan",
        "page": "Sivu",
    },
    "en": {
        "goes-on": "(continued)",
        "next-slide": "continues on the next slide",
        "key-results": "Key results",
        "key-result": "Key result",
        "progress": "Progress",
        "measure": "Measure",
        "grew-from": "What the sentences grew from",
        "prompts": "Questions to help",
        "all-notes": "All notes",
        "place": "Place",
        "text": "Text",
        "recap": "Where we go on from",
        "page": "Page",
    },
    "sv": {
        "goes-on": "(forts.)",
        "next-slide": "fortsätter på nästa bild",
        "key-results": "Nyckelresultat",
        "key-result": "Nyckelresultat",
        "progress": "Framsteg",
        "measure": "Mått",
        "grew-from": "Vad meningarna växte ur",
        "prompts": "Hjälpfrågor",
        "all-notes": "Alla anteckningar",
        "place": "Plats",
        "text": "Text",
        "recap": "Där vi fortsätter",
        "page": "Sida",
    },
}


def all_words(view: View) -> Mapping[str, str]:
    """The view's words and this plugin's, in the view's language; in English where there are none in it."""
    language = view.locale.split("-")[0]
    return {**_WORDS["en"], **_WORDS.get(language, {}), **view.words}


@frozen
class Shown:
    """A picture as every office program takes it."""

    data: bytes
    suffix: str
    """Without a dot: `png`, `jpg`, `gif`."""
    width: int
    """Pixels, 1 at least."""
    height: int


def shown(picture: Picture | None) -> Shown | None:
    """A picture ready to be put into a file; None where there is none, or where it cannot be opened."""
    if picture is None:
        return None
    try:
        with Image.open(io.BytesIO(picture.data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            if image.get_format_mimetype() in _EVERYWHERE:
                image.verify()
                suffix = _EVERYWHERE[str(image.get_format_mimetype())]
                return Shown(picture.data, suffix, max(1, image.width), max(1, image.height))
            out = io.BytesIO()
            image.convert("RGBA").save(out, "PNG")
            return Shown(out.getvalue(), "png", max(1, image.width), max(1, image.height))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def sheets_of(view: View) -> Iterator[SheetView]:
    """Every sheet that a view shows, in order."""
    if isinstance(view, SheetView):
        yield view
    elif isinstance(view, SpreadView):
        yield from (view.asked, view.answering)
    elif isinstance(view, ReportView):
        if view.result:
            yield view.result
        yield from (sheet for chapter in view.chapters for sheet in chapter.sheets)
