"""Print keeps what every renderer promises. PNG and SVG come from the same pages, and have tests of their own."""

from __future__ import annotations

import pytest
from attrs import evolve

from tyopaja import Renderer
from tyopaja.testing import RendererContract
from tyopaja.testing.views import FILLS, Fill
from tyopaja_typst import tyopaja_renderers

PDF = next(one for one in tyopaja_renderers() if one.format == "pdf")
BOOKS, CARDS = ("workbook",), ("name-tags", "table-signs")
each_fill = pytest.mark.parametrize("fill", ["blank", "full"])


class TestPdf(RendererContract):
    """What is odd is printed as one sheet: a report, a spread and the rest are made of such sheets."""

    def make_renderer(self) -> Renderer:
        return evolve(PDF, views=tuple(one for one in PDF.views if one not in BOOKS + CARDS))

    @pytest.mark.parametrize("fill", FILLS)
    def test_every_view_that_it_declares_is_shown(self, renderer: Renderer, fill: Fill) -> None:
        super().test_every_view_that_it_declares_is_shown(self.printing(renderer, fill), fill)

    @each_fill
    def test_the_same_view_gives_the_same_bytes(self, renderer: Renderer, fill: Fill) -> None:
        super().test_the_same_view_gives_the_same_bytes(renderer, fill)

    @each_fill
    def test_a_view_is_left_as_it_was(self, renderer: Renderer, fill: Fill) -> None:
        super().test_a_view_is_left_as_it_was(renderer, fill)

    def printing(self, renderer: Renderer, fill: Fill) -> Renderer:
        """The renderer, for an odd fill of sheets alone: each takes seconds."""
        return evolve(renderer, views=("sheet",)) if fill == "odd" else renderer


class TestCards(RendererContract):
    def make_renderer(self) -> Renderer:
        return evolve(PDF, views=CARDS)


class TestWorkbook(RendererContract):
    """Its odd sheets are those that `TestPdf` prints, and what else is odd in it has a test in `test_books`."""

    def make_renderer(self) -> Renderer:
        options = tuple(one for one in PDF.options if one.name in ("design", "people"))
        return evolve(PDF, views=BOOKS, options=options)

    @each_fill
    def test_every_view_that_it_declares_is_shown(self, renderer: Renderer, fill: Fill) -> None:
        super().test_every_view_that_it_declares_is_shown(renderer, fill)

    @each_fill
    def test_the_same_view_gives_the_same_bytes(self, renderer: Renderer, fill: Fill) -> None:
        super().test_the_same_view_gives_the_same_bytes(renderer, fill)

    @each_fill
    def test_a_view_is_left_as_it_was(self, renderer: Renderer, fill: Fill) -> None:
        super().test_a_view_is_left_as_it_was(renderer, fill)
