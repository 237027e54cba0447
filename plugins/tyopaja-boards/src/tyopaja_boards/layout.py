"""A sheet as a board: its boxes where the canvas's grid has them, as large as what stands in them needs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from tyopaja.views.nodes import Area, Grid, SectionView, SheetView
from tyopaja_boards.facts import entries_in, entries_of
from tyopaja_boards.filling import ABOVE, GREY, LEAST, PAD, Filler
from tyopaja_boards.keys import Key
from tyopaja_boards.pieces import Box, Piece

WIDTH = {"landscape": 1700, "portrait": 1250}
"""How wide a board is that is hardly filled, in pixels."""
LONG = 2**0.5
"""Paper's longer side, as a share of the shorter one."""
SCALES = (1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0)
"""How much wider a board may be where much stands on it, so that it does not become a ribbon."""
TALLER = 1.3
"""How much taller than its paper's shape a board may be before a wider one is tried."""
MARGIN = 48
"""Between a sheet's frame and its boxes."""


def laid_out(filler: Filler, side: str = "") -> list[Piece]:
    """All pieces of a sheet, its frame first, at 0, 0. `side` is what it is on a spread."""
    sheet = filler.sheet
    gap = PAD if filler.metrics.headings else PAD + ABOVE
    grid = _whole(sheet)
    share = 1 / LONG if grid.orientation == "landscape" else LONG
    for scale in SCALES:
        width = WIDTH[grid.orientation] * scale
        columns = _columns(grid.columns, width, gap)
        boxes, total = _boxes(filler, grid, columns, _shares(grid.rows, width / scale * share, gap), gap)
        if total <= width * share * TALLER:
            break
    wide = sum(columns) + gap * (len(columns) - 1)
    head, top = _head(filler, wide)
    top += gap
    pieces = [piece.by(MARGIN, top) for section in boxes for piece in section]
    foot, bottom = _foot(filler, wide, top + total + PAD)
    entries = list(entries_of(sheet))
    frame = Piece(
        key=Key(role="sheet", sheet=sheet.id, known=filler.known(entries), more=side),
        style="sheet",
        box=Box(0, 0, wide + 2 * MARGIN, bottom + MARGIN),
        text=sheet.title,
        ink=sheet.theme.accent,
        fill=sheet.theme.paper,
    )
    return [frame, *head, *pieces, *foot]


def _whole(sheet: SheetView) -> Grid:
    """The grid with a place for every section: those that it has none for stand below, each as wide as all."""
    grid = sheet.grid
    columns, rows = list(grid.columns) or [1.0], list(grid.rows) or [1.0]
    known = {section.id for section in sheet.sections}
    areas = [area for area in grid.areas if area.section in known]
    for area in areas:
        columns += [1.0] * (area.x + area.width - len(columns))
        rows += [1.0] * (area.y + area.height - len(rows))
    for section in sheet.sections:
        if section.id not in {area.section for area in areas}:
            areas.append(Area(section=section.id, x=0, y=len(rows), width=len(columns), height=1))
            rows.append(1.0)
    return Grid(
        paper=grid.paper, orientation=grid.orientation, columns=tuple(columns), rows=tuple(rows), areas=tuple(areas)
    )


def _shares(shares: Sequence[float], room: float, gap: int) -> list[int]:
    free = max(0.0, room - gap * (len(shares) - 1))
    total = sum(shares) or 1.0
    return [round(free * share / total) for share in shares]


def _columns(shares: Sequence[float], room: float, gap: int) -> list[int]:
    return [max(LEAST, width) for width in _shares(shares, room, gap)]


def _boxes(
    filler: Filler, grid: Grid, columns: Sequence[int], rows: Sequence[int], gap: int
) -> tuple[list[list[Piece]], int]:
    """Each section's pieces, its box first, and how tall all of them are. Rows grow until all fits."""
    heights = list(rows)
    lefts = [0, *accumulate(width + gap for width in columns)]
    sections: dict[str, SectionView] = {section.id: section for section in filler.sheet.sections}
    filled: list[tuple[Area, int, list[Piece]]] = []
    for area in sorted(grid.areas, key=lambda area: area.height):
        width = sum(columns[area.x : area.x + area.width]) + gap * (area.width - 1)
        pieces, need = filler.section(sections[area.section], 0, 0, width)
        span = range(area.y, area.y + area.height)
        missing = need - sum(heights[row] for row in span) - gap * (area.height - 1)
        for place, row in enumerate(span):
            heights[row] += max(0, (missing + place) // area.height)
        filled.append((area, width, pieces))
    tops = [0, *accumulate(height + gap for height in heights)]
    order = {section: place for place, section in enumerate(sections)}
    out = []
    for area, width, pieces in sorted(filled, key=lambda one: order[one[0].section]):
        section = sections[area.section]
        tall = sum(heights[area.y : area.y + area.height]) + gap * (area.height - 1)
        left, top = lefts[area.x], tops[area.y]
        own = list(entries_in(section))
        frame = Piece(
            key=Key(role="section", sheet=filler.sheet.id, section=section.id, known=filler.known(own)),
            style="section",
            box=Box(left, top, width, tall),
            text=" ".join(one for one in (section.label, section.title) if one),
            ink=section.colour,
            texts={entry.id: entry.text for entry in own},
        )
        out.append([frame, *(piece.by(left, top) for piece in pieces)])
    return out, tops[-1] - gap


def _head(filler: Filler, width: int) -> tuple[list[Piece], int]:
    """What stands above the boxes: the title, whose sheet it is, what it is for."""
    sheet = filler.sheet
    whose = " · ".join(one for one in (sheet.company, sheet.owner, sheet.date) if one)
    pieces, y = filler.text(
        sheet.title, (MARGIN, MARGIN, width), 36, style="title", bold=True, ink=sheet.theme.accent
    )  # fmt: skip
    for text, size in ((whose, 18), (sheet.purpose, 18)):
        made, y = filler.text(text, (MARGIN, y + (8 if text else 0), width), size, ink=sheet.theme.ink)
        pieces += made
    return pieces, y


def _foot(filler: Filler, width: int, y: int) -> tuple[list[Piece], int]:
    """What stands below them: who said yes to it, who made the canvas, and what others may do with it."""
    sheet, words = filler.sheet, filler.words
    credit = sheet.credit
    licence = f"{credit.licence}{f' ({credit.address})' if credit.address else ''}" if credit.licence else ""
    said = (
        f"{words['approved']}: {', '.join(sheet.approved)}" if sheet.approved else "",
        f"{words['made-with']}: {credit.designer}" if credit.designer else "",
        f"{words['licence']}: {licence}" if licence else "",
    )
    return filler.text("\n".join(one for one in said if one), (MARGIN, y, width), filler.small, style="small", ink=GREY)
