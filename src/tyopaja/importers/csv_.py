"""The format `csv`: tables with a comma, a semicolon or a tab between the cells, as spreadsheets write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from tyopaja.errors import ImportProblem
from tyopaja.importers.columns import content_of, has_names
from tyopaja.importers.contract import Content, Importer
from tyopaja.importers.decoding import MOST_BYTES, text_in
from tyopaja.views.nodes import SheetView

_DELIMITERS = ",;\t"
_LOOKED_AT = 50
"""Rows by which the delimiter is told."""


def read(data: bytes, view: SheetView | None = None) -> Content:
    """What a table holds. Raises ImportProblem."""
    text = text_in(data)
    first, rest = text.partition("\n")[::2]
    if first.lower().startswith("sep=") and len(first) == 5:  # what Excel writes to say itself what stands between
        return content_of(_rows(rest, first[4]), first=2)
    return content_of(_rows(text, _delimiter(text)))


def _delimiter(text: str) -> str:
    """What stands between the cells; "" for a list of one column.

    It is what splits the first row into names that are known. Without such it splits every row into as many cells: a
    comma in the sentences of a list does not.
    """
    best, most = "", 1
    for one in _DELIMITERS:
        try:
            rows = [row for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=one), _LOOKED_AT) if row]
        except csv.Error:
            continue
        widths = {len(row) for row in rows}
        if rows and len(rows[0]) > most and (has_names(rows[0]) or (len(widths) == 1 and len(rows) > 1)):
            best, most = one, len(rows[0])
    return best


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    if not delimiter:
        delimiter = "\x1f"  # one that no text holds: each line is one cell, unless it is quoted
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        yield from reader
    except csv.Error as error:
        raise ImportProblem("bad-csv", f"Line {reader.line_num} is no CSV: {error}.", line=reader.line_num) from error


CSV = Importer(
    "csv", read, suffixes=(".csv", ".tsv"), title="CSV: a table of sections and texts, or one column of texts"
)
