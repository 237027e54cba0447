"""Boards keep what every renderer and every importer promises."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tyopaja import Renderer
from tyopaja.plugins import Importer
from tyopaja.testing import ImporterContract, RendererContract
from tyopaja.testing.views import view
from tyopaja_boards import tyopaja_importers, tyopaja_renderers

RENDERERS = {one.format: one for one in tyopaja_renderers()}
IMPORTERS = {one.format: one for one in tyopaja_importers()}


def sample(format: str) -> bytes:
    made = RENDERERS[format].render(view("sheet", "full"))
    made = made["board.canvas"] if isinstance(made, Mapping) else made
    return made.encode() if isinstance(made, str) else made


class TestJsonCanvas(RendererContract):
    def make_renderer(self) -> Renderer:
        return RENDERERS["jsoncanvas"]


class TestExcalidraw(RendererContract):
    def make_renderer(self) -> Renderer:
        return RENDERERS["excalidraw"]


class TestDrawio(RendererContract):
    def make_renderer(self) -> Renderer:
        return RENDERERS["drawio"]


class TestJsonCanvasImport(ImporterContract):
    def make_importer(self) -> Importer:
        return IMPORTERS["jsoncanvas"]

    def samples(self) -> list[bytes]:
        return [sample("jsoncanvas"), b'{"nodes": [{"id": "a", "type": "text", "text": "Lumi"}]}']


class TestExcalidrawImport(ImporterContract):
    def make_importer(self) -> Importer:
        return IMPORTERS["excalidraw"]

    def samples(self) -> list[bytes]:
        return [sample("excalidraw")]


class TestDrawioImport(ImporterContract):
    def make_importer(self) -> Importer:
        return IMPORTERS["drawio"]

    def samples(self) -> list[bytes]:
        return [sample("drawio")]


@pytest.mark.parametrize("format", RENDERERS)
def test_what_is_exported_can_be_imported(format: str) -> None:
    assert IMPORTERS[format].suffixes == (RENDERERS[format].suffix,)
