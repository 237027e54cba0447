"""Slides with tables: key results with how far they are, the steps of a session. A table goes on on a further slide,
with its head again."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from tyopaja.renderers.clean import clean
from tyopaja_office.colours import mixed, readable
from tyopaja_office.slides import drawing
from tyopaja_office.slides.boxes import FIELD
from tyopaja_office.slides.drawing import Cell
from tyopaja_office.slides.fitting import FLOOR
from tyopaja_office.slides.painting import Painter
from tyopaja_office.slides.parts import Paragraph, Rect, plain

SIZE = 11.0
_INSET = 4.0
_BAR = 10.0


@frozen
class Row:
    """One row of a table."""

    cells: Sequence[str]
    bar: float | None = None
    """How full the bar in the column of bars is, from 0 to 1."""
    strong: bool = False


def paint(
    painter: Painter,
    title: str,
    head: Sequence[str],
    rows: Sequence[Row],
    shares: Sequence[float],
    bars: int | None = None,
    over: str = "",
) -> None:
    """A table on as many slides as it takes. `shares` are those of the columns in the width, `bars` the column that
    shows bars below its text."""
    widths = [FIELD.width * share / sum(shares) for share in shares]
    top = _height(Row(head, strong=True), widths)
    waiting = [piece for row in rows for piece in _parted(row, widths, FIELD.height - top)]
    at = 0
    while at < len(waiting) or not at:
        slide, _ = painter.slide(title if not at else f"{title} {painter.words['goes-on']}", over)
        heights: list[float] = []
        first = at
        while at < len(waiting):
            high = _height(waiting[at], widths)
            if heights and sum(heights) + high > FIELD.height - top:
                break
            heights.append(high)
            at += 1
        here = waiting[first:at]
        ground = painter.theme.accent
        ink = readable(ground, "#ffffff")
        table_rows = [(top, [_cell(painter, text, True, ink, ground) for text in head])]
        for number, (row, high) in enumerate(zip(here, heights, strict=True)):
            tint = mixed(ground, painter.theme.paper, 0.05) if number % 2 else ""
            bold = [row.strong or column == 0 for column in range(len(row.cells))]
            cells = [_cell(painter, text, strong, "", tint) for text, strong in zip(row.cells, bold, strict=True)]
            table_rows.append((high, cells))
        rule = mixed(ground, "#ffffff", 0.3)
        rect = Rect(FIELD.x, FIELD.y, FIELD.width, top + sum(heights))
        slide.add(drawing.table(slide.number(), "Table", rect, widths, table_rows, rule))
        if bars is not None:
            y = FIELD.y + top
            x, wide = FIELD.x + sum(widths[:bars]) + _INSET, widths[bars] - 2 * _INSET
            for row, high in zip(here, heights, strict=True):
                y += high
                if row.bar is not None:
                    painter.bar(slide, Rect(x, y - _BAR, wide, 5.0), row.bar)
        slide.done((), painter.deck.language)
        if not waiting:
            break


def _cell(painter: Painter, text: str, bold: bool, ink: str, ground: str) -> Cell:
    body = painter.writing(SIZE, ink).paragraphs(_paragraphs(text, bold))
    return Cell(f"<a:txBody><a:bodyPr/><a:lstStyle/>{body}</a:txBody>", ground)


def _paragraphs(text: str, bold: bool) -> list[Paragraph]:
    return [plain(line, bold=bold) for line in clean(text).split("\n")]


def _height(row: Row, widths: Sequence[float]) -> float:
    """How high a row is."""
    highest = max(
        _high(text, row.strong or column == 0, width)
        for column, (text, width) in enumerate(zip(row.cells, widths, strict=True))
    )
    return highest + 6.0 + (_BAR if row.bar is not None else 2.0)


def _parted(row: Row, widths: Sequence[float], most: float) -> Sequence[Row]:
    """A row as several, where it is higher than a slide."""
    made: list[Row] = []
    while _height(row, widths) > most:
        here, rest = [], []
        for column, (text, width) in enumerate(zip(row.cells, widths, strict=True)):
            bold = row.strong or column == 0
            at = _most(text, bold, width, most - 20)
            here.append(text[:at])
            rest.append(text[at:])
        made.append(Row(here, None, row.strong))
        row = Row(rest, row.bar, row.strong)
    return (*made, row)


def _high(text: str, bold: bool, width: float) -> float:
    return sum(one.height(width - 2 * _INSET, SIZE, FLOOR) for one in _paragraphs(text, bold))


def _most(text: str, bold: bool, width: float, height: float) -> int:
    """How much of the beginning of `text` fits: one letter at least, where there is one."""
    low, high = min(1, len(text)), len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _high(text[:middle], bold, width) <= height else (low, middle - 1)
    return low
