"""PPTX, DOCX, ODT, XLSX, ODS and CSV for tyopaja: what people show, go on writing in and reckon with.

Answers the hooks `tyopaja_renderers` and `tyopaja_importers`. The libraries that write the files are imported when one
is first made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tyopaja.importers import Content, Importer
from tyopaja.plugins import Renderer, hookimpl
from tyopaja_office.options import CSV, SLIDES, STORIES, WORKBOOKS

if TYPE_CHECKING:
    from tyopaja.views.nodes import SheetView, View

__all__ = ["tyopaja_importers", "tyopaja_renderers"]

_OPENXML = "application/vnd.openxmlformats-officedocument."
_SHOWN = ("compass", "sheet", "session", "report", "workbook", "spread")


def _pptx(view: View, **options: Any) -> bytes:
    from tyopaja_office.slides.rendering import render

    return render(view, **options)


def _docx(view: View, **options: Any) -> bytes:
    from tyopaja_office.documents.rendering import render

    return render(view, "docx", **options)


def _odt(view: View, **options: Any) -> bytes:
    from tyopaja_office.documents.rendering import render

    return render(view, "odt", **options)


def _csv(view: View, **options: Any) -> str | Mapping[str, bytes | str]:
    from tyopaja_office.spreadsheets.csv_ import render

    return render(view, **options)


def _xlsx(view: View, **options: Any) -> bytes:
    from tyopaja_office.spreadsheets.excel import render

    return render(view, **options)


def _ods(view: View, **options: Any) -> bytes:
    from tyopaja_office.spreadsheets.ods import render

    return render(view, **options)


def _read_xlsx(data: bytes, view: SheetView | None) -> Content:
    from tyopaja_office.spreadsheets.reading import read

    return read(data, view)


@hookimpl
def tyopaja_importers() -> Iterable[Importer]:
    """`xlsx`: a list from a workbook."""
    return (Importer("xlsx", _read_xlsx, suffixes=(".xlsx",), title="A worksheet of sections and texts"),)


@hookimpl
def tyopaja_renderers() -> Iterable[Renderer]:
    """`pptx` to show; `docx` and `odt` to go on writing in; `xlsx`, `ods` and `csv` to reckon with."""
    return (
        Renderer(
            "pptx", _pptx, media_type=f"{_OPENXML}presentationml.presentation", suffix=".pptx",
            title="Slides to show and to go on editing", views=_SHOWN, options=SLIDES,
        ),
        Renderer(
            "docx", _docx, media_type=f"{_OPENXML}wordprocessingml.document", suffix=".docx",
            title="A document for Word", views=(*_SHOWN, "person"), options=STORIES,
        ),
        Renderer(
            "odt", _odt, media_type="application/vnd.oasis.opendocument.text", suffix=".odt",
            title="A document for LibreOffice, and an open standard", views=(*_SHOWN, "person"), options=STORIES,
        ),
        Renderer(
            "xlsx", _xlsx, media_type=f"{_OPENXML}spreadsheetml.sheet", suffix=".xlsx",
            title="Tables for Excel: entries, votes, key results with a chart, provenance", views=_SHOWN,
            options=WORKBOOKS,
        ),
        Renderer(
            "ods", _ods, media_type="application/vnd.oasis.opendocument.spreadsheet", suffix=".ods",
            title="The same tables for LibreOffice", views=_SHOWN, options=WORKBOOKS,
        ),
        Renderer(
            "csv", _csv, media_type="text/csv; charset=utf-8", suffix=".csv",
            title="A table, by RFC 4180", views=_SHOWN, options=CSV,
        ),
    )  # fmt: skip
