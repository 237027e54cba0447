"""Lists from XLSX: the first worksheet that has names of columns on top, or else the first that has anything."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from tyopaja.errors import ImportProblem
from tyopaja.importers import MOST_BYTES, Content, content_of
from tyopaja.importers.columns import MOST_ROWS, has_names
from tyopaja.views.nodes import SheetView
from tyopaja_office.spreadsheets.csv_ import guarded

_INFLATED = 200_000_000
"""Bytes that a workbook may grow to when it is unpacked: more is a bomb, or no list of notes."""
_WIDTH = 200
"""Columns that are read."""


def read(data: bytes, view: SheetView | None = None) -> Content:
    """What a workbook holds. Formulas count as the values that were saved with them. Raises ImportProblem."""
    if len(data) > MOST_BYTES:
        raise ImportProblem("too-large", f"The workbook has {len(data):,} bytes; {MOST_BYTES:,} can be read. Split it.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _no_workbook(str(error)) from error
    if size > _INFLATED:
        message = f"The workbook unpacks to {size:,} bytes; {_INFLATED:,} are read at most."
        raise ImportProblem("too-large", message)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [list(_rows(sheet)) for sheet in book.worksheets]
        book.close()
    except ImportProblem:
        raise
    except Exception as error:  # a stranger's file breaks the reader in many ways
        raise _no_workbook(f"{type(error).__name__}: {error}") from error
    named = [rows for rows in sheets if any(has_names(row) for row in rows[:1])]
    filled = [rows for rows in sheets if any(cell.strip() for row in rows for cell in row)]
    return content_of((named or filled or [[]])[0])


def _no_workbook(why: str) -> ImportProblem:
    return ImportProblem(
        "bad-xlsx", f"The file is no workbook that can be read ({why[:200]}). Save it as .xlsx or .csv."
    )


def _rows(sheet: Any) -> Iterator[list[str]]:
    # What a file says of its size is not to be trusted; a reader that believes it makes a million empty rows.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=_WIDTH)):
        if number > MOST_ROWS:
            message = f"The worksheet '{sheet.title}' has more than {MOST_ROWS:,} rows. Split it."
            raise ImportProblem("too-many-rows", message, most=MOST_ROWS)
        yield _trimmed([_told(cell) for cell in row])


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def _told(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float():
            return repr(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
        case date():
            return cell.isoformat()
        case _:
            # A cell says that it is a text; what reads columns takes off what only CSV needs.
            return guarded(str(cell))
