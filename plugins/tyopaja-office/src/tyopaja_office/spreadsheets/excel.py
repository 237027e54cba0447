"""XLSX: a worksheet for each table, key results with a chart. Every text is a text, whatever it looks like."""

from __future__ import annotations

import io
import math
from datetime import UTC, date, datetime

import xlsxwriter

from tyopaja.views.nodes import View
from tyopaja_office.nameless import nameless
from tyopaja_office.packing import frozen
from tyopaja_office.spreadsheets.tables import Cell, Column, Table, tables_of

_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What the file says of when it was made: the same view gives the same bytes."""
_MOST = 32_767
"""Characters that a cell holds."""
_TALLEST = 409.0
"""Points, as the format has it."""
_ACROSS = 280
"""Letters that a lying A4 has room for, small but to be read; a wider table takes more pages side by side."""
_FORMATS: dict[str, dict[str, object]] = {
    "percent": {"num_format": "0 %"},
    "date": {"num_format": "d.m.yyyy", "align": "right"},
    "number": {},
    "text": {"indent": 1},
}


def render(view: View, *, people: bool = True) -> bytes:
    """The view's tables as a workbook."""
    out = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(out, safe)
    theme = view.theme
    book.set_properties({"title": _title(view), "author": view.credit.designer[:255], "created": _MADE})
    top = {"bold": True, "bg_color": theme.accent, "font_color": "#ffffff", "valign": "top"}
    heads = {
        kind: book.add_format({**top, "indent": 1} if kind == "text" else {**top, "align": "right"})
        for kind in _FORMATS
    }
    formats = {kind: book.add_format({"valign": "top", "text_wrap": True, **more}) for kind, more in _FORMATS.items()}
    for table in tables_of(view if people else nameless(view)):
        sheet = book.add_worksheet(table.title[:31])
        sheet.set_landscape()
        sheet.set_paper(9)
        across = math.ceil(sum(column.width for column in table.columns) / _ACROSS)
        sheet.fit_to_pages(across, 0)
        if across > 1:
            sheet.repeat_columns(0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.title, heads[column.kind])
        for number, row in enumerate(table.rows, 1):
            sheet.set_row(number, _height(row, table.columns))
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                _write(sheet, number, place, cell, formats[column.kind], formats["date"])
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        if table.name == "key-results":
            _chart(book, sheet, table, theme.accent)
    book.close()
    return frozen(out.getvalue())


def _height(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> float:
    """Points that a row needs for its longest text: not every program looks for itself."""
    lines = [
        sum(max(1, math.ceil(len(line) * 1.1 / column.width)) for line in cell.split("\n"))
        for cell, column in zip(row, columns, strict=True)
        if isinstance(cell, str)
    ]
    return min(_TALLEST, 15.0 * max(lines, default=1))


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, cell: Cell, style: object, day: object) -> None:
    match cell:
        case None:
            pass
        case bool():
            sheet.write_boolean(row, place, cell, style)
        case int() | float() if abs(cell) < 1e300:
            sheet.write_number(row, place, cell, style)
        case datetime() | date():
            if cell.year >= 1900:  # before that there are no days in a spreadsheet
                sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            else:
                sheet.write_string(row, place, cell.isoformat(), style)
        case _:
            sheet.write_string(row, place, str(cell)[:_MOST], style)


def _chart(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: Table, colour: str) -> None:
    """How far each key result is, as bars, in the order of the rows."""
    rows = len(table.rows)
    names = [column.name for column in table.columns]
    text, progress = names.index("text"), names.index("progress")
    title = table.columns[progress].title
    chart = book.add_chart({"type": "bar"})
    chart.add_series({
        "name": title,
        "categories": [table.title[:31], 1, text, rows, text],
        "values": [table.title[:31], 1, progress, rows, progress],
        "fill": {"color": colour},
        "data_labels": {"value": True, "num_format": "0 %"},
    })  # fmt: skip
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0 %", "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_title({"name": title})
    chart.set_size({"width": 900, "height": 120 + 34 * rows})
    told = "; ".join(
        f"{row[text] or '–'}: {'–' if row[progress] is None else format(row[progress], '.0%')}" for row in table.rows
    )
    sheet.insert_chart(rows + 3, 0, chart, {"description": told[:2000]})


def _title(view: View) -> str:
    return " – ".join(one for one in (view.title, getattr(view, "company", "")) if one)[:255]
