"""Print keeps what every renderer promises. PNG and SVG come from the same pages, and have tests of their own."""

from __future__ import annotations

from tyopaja import Renderer
from tyopaja.testing import RendererContract
from tyopaja_typst import tyopaja_renderers


class TestPdf(RendererContract):
    def make_renderer(self) -> Renderer:
        return next(one for one in tyopaja_renderers() if one.format == "pdf")
