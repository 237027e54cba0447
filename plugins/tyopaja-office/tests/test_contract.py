"""Every format keeps what a renderer promises, and what is read what an importer does."""

from __future__ import annotations

from tyopaja import Renderer
from tyopaja.importers import Importer
from tyopaja.testing import ImporterContract, RendererContract
from tyopaja.testing.views import view
from tyopaja_office import tyopaja_importers, tyopaja_renderers

IMPORTERS = {one.format: one for one in tyopaja_importers()}
FORMATS = {one.format: one for one in tyopaja_renderers()}


class TestPptx(RendererContract):
    def make_renderer(self) -> Renderer:
        return FORMATS["pptx"]


class TestDocx(RendererContract):
    def make_renderer(self) -> Renderer:
        return FORMATS["docx"]


class TestOdt(RendererContract):
    def make_renderer(self) -> Renderer:
        return FORMATS["odt"]


class TestXlsx(RendererContract):
    def make_renderer(self) -> Renderer:
        return FORMATS["xlsx"]


class TestOds(RendererContract):
    def make_renderer(self) -> Renderer:
        return FORMATS["ods"]


class TestCsv(RendererContract):
    def make_renderer(self) -> Renderer:
        return FORMATS["csv"]


class TestXlsxImport(ImporterContract):
    def make_importer(self) -> Importer:
        return IMPORTERS["xlsx"]

    def samples(self) -> list[bytes]:
        return [bytes(FORMATS["xlsx"].render(view("sheet", "full")))]  # type: ignore[arg-type]
