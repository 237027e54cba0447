"""A sheet as slides: its boxes where its canvas has them, and what has no room on slides behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from attrs import evolve

from tyopaja.renderers.clean import one_line
from tyopaja.renderers.facts import all_entries, checked, history, word
from tyopaja.views.nodes import Area, Grid, SheetView
from tyopaja_office.slides.boxes import BETWEEN, FIELD, holds, need
from tyopaja_office.slides.deck import Slide
from tyopaja_office.slides.fitting import FLOOR, SIZES, balanced
from tyopaja_office.slides.painting import Painter
from tyopaja_office.slides.parts import Box, Rect
from tyopaja_office.slides.sections import boxes, prompts_of, trails_of

_GROWN = (40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0, *SIZES)
"""The sizes of a text that stands alone in its box."""
_MOST_BANDS = 3
"""A canvas is drawn on so many slides at most; beyond that it would not be seen as one."""
_Place = tuple[Box, Area]


def paint(painter: Painter, sheet: SheetView, prompts: bool, over: str = "") -> None:
    """The slides of a sheet. `over` is what stands above its title; whose it is when left out."""
    all_boxes = boxes(sheet, painter.words, prompts)
    owner = sheet.owner and f"{sheet.title} – {sheet.owner}"
    title = owner or sheet.title
    approved = (
        f"{word(painter.words, 'approved')}: {', '.join(map(one_line, sheet.approved))}" if sheet.approved else ""
    )
    above = " · ".join(one for one in (over or sheet.company, "" if over else sheet.date, approved) if one)
    places = {area.section: area for area in sheet.grid.areas}
    placed = [(box, places[section.id]) for box, section in zip(all_boxes, sheet.sections, strict=True)]
    waiting: list[Box] = []
    for number, (first, end) in enumerate(_bands(placed, sheet.grid)):
        if number:
            slide, _ = painter.slide(f"{title} {painter.words['goes-on']}", over or sheet.company)
        else:
            slide, left = painter.slide(title, above, sheet.purpose)
            waiting += [Box("", items=left, colour=painter.theme.accent)] if left else []
        here = [(box, evolve(area, y=area.y - first)) for box, area in placed if first <= area.y < end]
        waiting += _band(painter, slide, here, evolve(sheet.grid, rows=sheet.grid.rows[first:end]))
        slide.done(() if number else _spoken(painter, sheet, prompts), painter.deck.language)
    if waiting:
        painter.beside(title, waiting, over or sheet.company, first=False)


def _band(painter: Painter, slide: Slide, here: Sequence[_Place], grid: Grid) -> list[Box]:
    """Boxes in their places; what of them has no room."""
    waiting: list[Box] = []
    rects, size = _fitted(here, grid)
    held = [holds(box, rect, size) for (box, _), rect in zip(here, rects, strict=True)]
    # Sentences of one rank are as large as the longest of them allows, so that none looks weightier than its peers.
    ranks = {
        rank: [
            (box, rect)
            for (box, _), rect, has in zip(here, rects, held, strict=True)
            if box.grows and has and box.look == rank
        ]
        for rank in {box.look for box, _ in here}
    }
    grown = {rank: painter.size(peers, _GROWN, size) for rank, peers in ranks.items()}
    for (box, _), rect, has in zip(here, rects, held, strict=True):
        # A box that is too full for the common size is set as small as can be read before anything moves on.
        own = FLOOR if not has else grown[box.look] if box.grows else size
        rest = painter.filled(slide, box, rect, own)
        waiting += [rest] if rest else []
    return waiting


def _bands(placed: Sequence[_Place], grid: Grid) -> list[tuple[int, int]]:
    """Which rows of a grid go onto which slide: all onto one when there is room, or else onto as few as let every box
    stand whole, parted where no box is. One where even that is not enough: then boxes go on elsewhere."""
    rows, columns = _shares(grid.rows, FIELD.height), _shares(grid.columns, FIELD.width)
    needs = _needs(placed, columns, rows, FLOOR)
    cuts = [row for row in range(1, len(rows)) if not any(area.y < row < area.y + area.height for _, area in placed)]
    for number in range(min(_MOST_BANDS, len(cuts) + 1)):
        ends = [(0, *chosen, len(rows)) for chosen in combinations(cuts, number)]
        highest, bounds = min((_highest(needs, one), one) for one in ends)
        if highest <= FIELD.height:
            return list(pairwise(bounds))
    return [(0, len(rows))]


def _highest(needs: Sequence[float], bounds: Sequence[int]) -> float:
    """How high the highest of the bands is."""
    return max(sum(needs[first:end]) + BETWEEN * (end - first - 1) for first, end in pairwise(bounds))


def _spoken(painter: Painter, sheet: SheetView, prompts: bool) -> Iterable[str]:
    """What the speaker has before them: the questions, and what the sentences grew from."""
    lines: list[str] = []
    if prompts:
        lines += ["", f"{painter.words['prompts']}:", *prompts_of(sheet, painter.words)]
    if sheet.what == "compass":
        lines += _histories(painter, sheet)
    if trails := list(trails_of(sheet, painter.words)):
        lines += ["", f"{painter.words['grew-from']}:", *trails]
    return lines


def _histories(painter: Painter, sheet: SheetView) -> Iterable[str]:
    """Where the key results stood before, with what was said: too much for a slide that shows where they stand now."""
    for section in sheet.sections:
        for entry in all_entries(section) if section.draw == "results" else ():
            said = [history(entry, painter.words), *(f"{when}: {note}" for when, note in checked(entry))]
            if any(said):
                yield from ("", one_line(entry.text), *(f"– {one_line(one)}" for one in said if one))


def _fitted(here: Sequence[_Place], grid: Grid) -> tuple[list[Rect], float]:
    """Where the boxes stand, and the largest size at which every box has room that has any at the smallest."""
    rows, columns = _shares(grid.rows, FIELD.height), _shares(grid.columns, FIELD.width)
    smallest = _rects(here, balanced(rows, _needs(here, columns, rows, FLOOR)), columns)
    able = [holds(box, rect, FLOOR) for (box, _), rect in zip(here, smallest, strict=True)]
    for size in SIZES:
        rects = _rects(here, balanced(rows, _needs(here, columns, rows, size)), columns)
        if all(holds(box, rect, size) for (box, _), rect, can in zip(here, rects, able, strict=True) if can):
            return rects, size
    return smallest, FLOOR


def _shares(parts: Sequence[float], whole: float) -> tuple[float, ...]:
    """The parts of a length, with the room between them taken off."""
    free = whole - BETWEEN * (len(parts) - 1)
    return tuple(max(free * part / sum(parts), 4.0) for part in parts)


def _needs(here: Sequence[_Place], columns: Sequence[float], rows: Sequence[float], size: float) -> list[float]:
    """How high each row must be at a size for what is in its boxes."""
    needs = [0.0] * len(rows)
    for box, area in here:
        own = size * 1.25 if box.grows else size
        high = need(box, _span(columns, area.x, area.width), own, FIELD.height)
        spread = _span(rows, area.y, area.height)
        for row in range(area.y, area.y + area.height):
            needs[row] = max(needs[row], rows[row] * high / spread)
    return needs


def _span(lengths: Sequence[float], at: int, number: int) -> float:
    return sum(lengths[at : at + number]) + BETWEEN * (number - 1)


def _rects(here: Sequence[_Place], rows: Sequence[float], columns: Sequence[float]) -> list[Rect]:
    return [
        Rect(
            FIELD.x + sum(columns[: area.x]) + BETWEEN * area.x,
            FIELD.y + sum(rows[: area.y]) + BETWEEN * area.y,
            _span(columns, area.x, area.width),
            _span(rows, area.y, area.height),
        )
        for _, area in here
    ]
