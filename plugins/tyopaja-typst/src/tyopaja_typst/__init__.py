"""PDF, PNG and SVG for tyopaja: wall posters, printable sheets and reports, set by Typst.

Answers the hook `tyopaja_renderers`. Typst itself is imported when something is first printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tyopaja.plugins import Renderer, hookimpl

if TYPE_CHECKING:
    from tyopaja.views.nodes import View

__all__ = ["tyopaja_renderers"]

_VIEWS = ("compass", "sheet", "session", "report", "spread")
"""What is printed: a plan changes by the minute, and is for a screen."""


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
    """`pdf`, `png` and `svg`, each for what people hang up or hand out."""
    pdf, png, svg = "To print: PDF/A-2a and PDF/UA-1", "A picture of it", "A drawing of it"
    return (
        Renderer("pdf", _pdf, media_type="application/pdf", suffix=".pdf", title=pdf, views=_VIEWS),
        Renderer("png", _png, media_type="image/png", suffix=".png", title=png, views=_VIEWS),
        Renderer("svg", _svg, media_type="image/svg+xml", suffix=".svg", title=svg, views=_VIEWS),
    )
