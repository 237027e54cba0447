"""CSV by RFC 4180: one table as a file, or all of them as files of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

from tyopaja.errors import Refused
from tyopaja.views.nodes import View
from tyopaja_office.nameless import nameless
from tyopaja_office.spreadsheets.tables import Cell, Table, tables_of

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula."""


def render(
    view: View, *, table: str = "main", audience: str = "programs", people: bool = True
) -> str | Mapping[str, bytes | str]:
    """The table named, or the first; with `all` each that there is, as `entries.csv` and so on.

    For `programs` commas stand between and names of columns are the same in every language; for `excel` there are
    semicolons and a mark that says UTF-8, without which it takes ä for two letters, and names are in the view's
    language. Raises Refused for a table that the view has not.
    """
    found = tables_of(view if people else nameless(view))
    if table == "all":
        return {f"{one.name}.csv": _written(one, audience) for one in found}
    by_name = {"main": found[0], **{one.name: one for one in found}}
    if table not in by_name:
        has = ", ".join(one.name for one in found)
        raise Refused("no-table", f"There is no table '{table}' in this {view.what}; it has: {has}.", table=table)
    return _written(by_name[table], audience)


def _written(table: Table, audience: str) -> str:
    out = io.StringIO(newline="")
    excel = audience == "excel"
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow([guarded(one.title if excel else one.name) for one in table.columns])
    writer.writerows([[_cell(cell, excel=excel) for cell in row] for row in table.rows])
    return ("\ufeff" if excel else "") + out.getvalue()


def _cell(cell: Cell, *, excel: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case int() | float():
            # Where semicolons stand between cells, a comma stands in numbers.
            return repr(cell).replace(".", ",") if excel else repr(cell)
        case date():
            return cell.isoformat()
        case _:
            return guarded(cell)


def guarded(text: str) -> str:
    """A text that no program runs: with an apostrophe before what would begin a formula, and before one that stands
    there already, so that the import knows which are ours."""
    rest = text.lstrip("'")
    return f"'{text}" if rest.startswith(_DANGEROUS) else text
