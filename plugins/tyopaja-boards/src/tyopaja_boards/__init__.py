"""JSON Canvas, Excalidraw and draw.io for tyopaja: sheets as boards on which people go on working, and boards back in.

Answers the hooks `tyopaja_renderers` and `tyopaja_importers`. What writes and reads is imported when it is first
needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tyopaja.plugins import Content, Importer, Option, Renderer, hookimpl
from tyopaja.renderers.options import PEOPLE, PROMPTS

if TYPE_CHECKING:
    from tyopaja.views.nodes import SheetView, View

__all__ = ["tyopaja_importers", "tyopaja_renderers"]

_VIEWS = ("compass", "sheet", "spread", "report")
_OPTIONS = (PEOPLE, PROMPTS)

_PICTURES = Option(
    "pictures",
    {
        "fi": "Ovatko kuvat tiedostoina taulun vieressä",
        "en": "Whether pictures lie beside the board as files",
        "sv": "Om bilderna ligger som filer bredvid tavlan",
    },
    type="yes-no",
    default=False,
)


def _jsoncanvas(view: View, **options: Any) -> str | Mapping[str, bytes | str]:
    from tyopaja_boards.jsoncanvas import render

    return render(view, **options)


def _excalidraw(view: View, **options: Any) -> str:
    from tyopaja_boards.excalidraw import render

    return render(view, **options)


def _drawio(view: View, **options: Any) -> str:
    from tyopaja_boards.drawio import render

    return render(view, **options)


def _read_jsoncanvas(data: bytes, view: SheetView | None) -> Content:
    from tyopaja_boards.jsoncanvas_reading import read

    return read(data, view)


def _read_excalidraw(data: bytes, view: SheetView | None) -> Content:
    from tyopaja_boards.excalidraw_reading import read

    return read(data, view)


def _read_drawio(data: bytes, view: SheetView | None) -> Content:
    from tyopaja_boards.drawio_reading import read

    return read(data, view)


@hookimpl
def tyopaja_renderers() -> Iterable[Renderer]:
    """`jsoncanvas`, `excalidraw` and `drawio`."""
    return (
        Renderer(
            "jsoncanvas", _jsoncanvas, media_type="application/json", suffix=".canvas",
            title="A board in JSON Canvas 1.0, for Obsidian and others", views=_VIEWS, options=(*_OPTIONS, _PICTURES),
        ),
        Renderer(
            "excalidraw", _excalidraw, media_type="application/vnd.excalidraw+json", suffix=".excalidraw",
            title="A board for Excalidraw", views=_VIEWS, options=_OPTIONS,
        ),
        Renderer(
            "drawio", _drawio, media_type="application/vnd.jgraph.mxfile", suffix=".drawio",
            title="A board for draw.io, a report with a page for each sheet", views=_VIEWS, options=_OPTIONS,
        ),
    )  # fmt: skip


@hookimpl
def tyopaja_importers() -> Iterable[Importer]:
    """The same three formats."""
    return (
        Importer(
            "jsoncanvas", _read_jsoncanvas, suffixes=(".canvas",), title="A board in JSON Canvas, as Obsidian saves"
        ),
        Importer("excalidraw", _read_excalidraw, suffixes=(".excalidraw",), title="A board of Excalidraw"),
        Importer("drawio", _read_drawio, suffixes=(".drawio",), title="A board of draw.io"),
    )
