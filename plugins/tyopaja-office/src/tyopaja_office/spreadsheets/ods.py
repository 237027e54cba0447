"""ODS: the same tables as an open standard has them."""

from __future__ import annotations

import io
import re
from datetime import date

from odfdo import Document, Element, XmlPart

from tyopaja.views.nodes import View
from tyopaja_office.nameless import nameless
from tyopaja_office.packing import frozen
from tyopaja_office.safe import attribute, culture, text
from tyopaja_office.spreadsheets.tables import Cell, Column, Table, tables_of

_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Z]{2})?")
_SPACES = re.compile(" {2,}")
_BAR = 10
"""Characters of the bar that shows how far a key result is."""
_PAGE = {
    "style:print-orientation": "landscape",
    "fo:page-width": "29.7cm",
    "fo:page-height": "21cm",
    "style:scale-to-X": "1",
    "style:scale-to-Y": "0",
}
"""Printed lying, and as wide as the paper."""
_CELL = 'style:vertical-align="top" fo:padding-left="0.15cm" fo:padding-right="0.15cm"'
"""So that a number and the words of the next column stand apart."""
_STYLES = (
    (
        '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties'
        ' fo:background-color="{accent}" fo:wrap-option="wrap" {cell}/>'
        '<style:text-properties fo:color="#ffffff" fo:font-weight="bold"/></style:style>'
    ),
    (
        '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"'
        " {cell}/></style:style>"
    ),
    (
        '<number:percentage-style style:name="N-percent"><number:number number:decimal-places="0"'
        ' number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>'
    ),
    (
        '<style:style style:name="percent" style:family="table-cell" style:data-style-name="N-percent">'
        "<style:table-cell-properties {cell}/></style:style>"
    ),
    (
        '<number:date-style style:name="N-date"><number:day/><number:text>.</number:text><number:month/>'
        '<number:text>.</number:text><number:year number:style="long"/></number:date-style>'
    ),
    (
        '<style:style style:name="date" style:family="table-cell" style:data-style-name="N-date">'
        "<style:table-cell-properties {cell}/></style:style>"
    ),
)


def render(view: View, *, people: bool = True) -> bytes:
    """The view's tables as a workbook."""
    document = Document("spreadsheet")
    body = document.body
    body.clear()
    for style in _STYLES:
        document.insert_style(style.format(accent=view.theme.accent, cell=_CELL), automatic=True)
    widths: set[int] = set()
    for table in map(_with_bars, tables_of(view if people else nameless(view))):
        for column in table.columns:
            if column.width not in widths:
                widths.add(column.width)
                wide = (
                    f'<style:style style:name="w{column.width}" style:family="table-column">'
                    f'<style:table-column-properties style:column-width="{column.width * 0.19:.2f}cm"/></style:style>'
                )
                document.insert_style(wide, automatic=True)
        body.append(_table(table))
    document.meta.title = view.title
    styles = document.get_part("styles.xml")
    assert isinstance(styles, XmlPart)
    for page in styles.get_elements("//style:page-layout-properties"):
        for name, value in _PAGE.items():
            page.set_attribute(name, value)
    if _LANGUAGE.fullmatch(language := culture(view.locale)):
        document.set_language(language)
    out = io.BytesIO()
    document.save(out)
    return frozen(out.getvalue())


def _with_bars(table: Table) -> Table:
    """Key results with a bar of letters beside how far they are, where another format has a chart."""
    names = [column.name for column in table.columns]
    if table.name != "key-results":
        return table
    at = names.index("progress") + 1
    columns = (*table.columns[:at], Column(name="bar", title="", width=_BAR + 8), *table.columns[at:])
    rows = tuple((*row[:at], _bar(row[at - 1]), *row[at:]) for row in table.rows)
    return Table(name=table.name, title=table.title, columns=columns, rows=rows)


def _bar(progress: Cell) -> str | None:
    if not isinstance(progress, float | int):
        return None
    full = round(progress * _BAR)
    return "█" * full + "░" * (_BAR - full)


def _table(table: Table) -> Element:
    # Written as one text: an object a cell made a workbook of a thousand rows take seconds.
    columns = "".join(f'<table:table-column table:style-name="w{one.width}"/>' for one in table.columns)
    head = "".join(_text_cell(one.title, "head") for one in table.columns)
    rows = "".join(
        f"<table:table-row>{''.join(map(_cell, cells, table.columns))}</table:table-row>" for cells in table.rows
    )
    return Element.from_tag(
        f'<table:table table:name="{attribute(table.title)}">{columns}<table:table-header-rows><table:table-row>{head}'
        f"</table:table-row></table:table-header-rows>{rows}</table:table>"
    )


def _cell(cell: Cell, column: Column) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case bool():
            value = "true" if cell else "false"
            return _valued(f'"boolean" office:boolean-value="{value}"', "cell", value.upper())
        case int() | float():
            if column.kind == "percent":
                return _valued(f'"percentage" office:value="{cell!r}"', "percent", f"{cell:.0%}")
            return _valued(f'"float" office:value="{cell!r}"', "cell", repr(cell))
        case date():
            return _valued(
                f'"date" office:date-value="{cell.isoformat()}"', "date", f"{cell.day}.{cell.month}.{cell.year}"
            )
        case _:
            return _text_cell(cell, "cell")


def _valued(value: str, style: str, printed: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type={value}><text:p>{printed}</text:p>'
        "</table:table-cell>"
    )


def _text_cell(cell: str, style: str) -> str:
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in cell.split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _spaced(line: str) -> str:
    """ODF takes several spaces for one, and a tab for a space, unless they are said."""
    told = _SPACES.sub(lambda found: f' <text:s text:c="{len(found[0]) - 1}"/>', text(line))
    told = told.replace("\t", "<text:tab/>")
    return f'<text:s text:c="1"/>{told[1:]}' if told.startswith(" ") else told
