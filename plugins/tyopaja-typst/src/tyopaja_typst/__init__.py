"""PDF, PNG and SVG for tyopaja: wall posters, printable sheets and reports, set by Typst.

Answers the hook `tyopaja_renderers`. Typst itself is imported when something is first printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tyopaja.plugins import Renderer, hookimpl
from tyopaja.renderers.contract import ALL_VIEWS

if TYPE_CHECKING:
    from tyopaja.views.nodes import View

__all__ = ["tyopaja_renderers"]


def _pdf(view: View) -> bytes:
    from tyopaja_typst.rendering import render

    return render(view, "pdf")


def _png(view: View) -> bytes:
    from tyopaja_typst.rendering import render

    return render(view, "png")


def _svg(view: View) -> bytes:
    from tyopaja_typst.rendering import render

    return render(view, "svg")


@hookimpl
def tyopaja_renderers() -> Iterable[Renderer]:
    """`pdf`, `png` and `svg`, each for every kind of view."""
    pdf, png, svg = "To print: PDF/A-2a and PDF/UA-1", "A picture of it", "A drawing of it"
    return (
        Renderer("pdf", _pdf, media_type="application/pdf", suffix=".pdf", title=pdf, views=ALL_VIEWS),
        Renderer("png", _png, media_type="image/png", suffix=".png", title=png, views=ALL_VIEWS),
        Renderer("svg", _svg, media_type="image/svg+xml", suffix=".svg", title=svg, views=ALL_VIEWS),
    )
