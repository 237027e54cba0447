"""The renderers that ship with tyopaja keep the contract that everyone's must keep."""

from __future__ import annotations

from tyopaja import Renderer
from tyopaja.renderers import BUILT_IN
from tyopaja.testing import RendererContract


class TestText(RendererContract):
    """`text`"""

    def make_renderer(self) -> Renderer:
        return BUILT_IN[0]


class TestMarkdown(RendererContract):
    """`markdown`"""

    def make_renderer(self) -> Renderer:
        return BUILT_IN[1]


class TestHtml(RendererContract):
    """`html`"""

    def make_renderer(self) -> Renderer:
        return BUILT_IN[2]


class TestJson(RendererContract):
    """`json`"""

    def make_renderer(self) -> Renderer:
        return BUILT_IN[3]


class TestIcs(RendererContract):
    """`ics`"""

    def make_renderer(self) -> Renderer:
        return BUILT_IN[4]
