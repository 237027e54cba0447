"""PDF, PNG and SVG for tyopaja: wall posters, printable sheets and reports, set by Typst.

Answers the hook `tyopaja_renderers`. Typst itself is imported when something is first printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from tyopaja.plugins import Renderer, hookimpl
from tyopaja_typst.options import OPTIONS

if TYPE_CHECKING:
    from tyopaja.views.nodes import View
    from tyopaja_typst.rendering import Printed

__all__ = ["tyopaja_renderers"]

_VIEWS = ("compass", "sheet", "session", "report", "spread", "workbook", "name-tags", "table-signs")
"""What is printed: a plan changes by the minute, and is for a screen."""

_Format = Literal["pdf", "png", "svg"]


def _renderer(name: _Format) -> Callable[..., Printed]:
    def made(view: View, **options: Any) -> Printed:
        from tyopaja_typst.rendering import render

        return render(view, name, **options)

    return made


_FORMATS: tuple[tuple[_Format, str, str], ...] = (
    ("pdf", "application/pdf", "To print: PDF/A-2a and PDF/UA-1"),
    ("png", "image/png", "A picture of it"),
    ("svg", "image/svg+xml", "A drawing of it"),
)


@hookimpl
def tyopaja_renderers() -> Iterable[Renderer]:
    """`pdf`, `png` and `svg`, each for what people hang up or hand out."""
    return tuple(
        Renderer(
            name,
            _renderer(name),
            media_type=media_type,
            suffix=f".{name}",
            title=title,
            views=_VIEWS,
            options=OPTIONS,
        )
        for name, media_type, title in _FORMATS
    )
