"""The room that boxes need and get: how high one must be at a size, where several stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from tyopaja_office.slides.fitting import Placed, flow
from tyopaja_office.slides.measure import LINE, count
from tyopaja_office.slides.parts import Box, Item, Paragraph, Rect, Run, shortened

FIELD = Rect(40, 90, 880, 416)
"""Where the boxes of a slide stand."""
MARGIN, BETWEEN = 7.0, 7.0
"""Between a box's edge and what is in it, and between boxes."""
_BESIDE = 3
"""So many boxes stand beside each other."""
_BOX_TITLES = 2
"""On so many lines a box's title may stand; what is longer stands whole among what is in it."""


def tiled(boxes: Sequence[Box]) -> list[Rect]:
    """Where boxes stand, row by row, as many as a slide has room for at a size that is read with ease; three at least,
    as high as the slide, when there are so many."""
    for rows in (3, 2, 1):
        here = boxes[: rows * _BESIDE]
        across = min(len(here), _BESIDE)
        wide = (FIELD.width - BETWEEN * (across - 1)) / across
        high = (FIELD.height - BETWEEN * (rows - 1)) / rows
        cells = [
            Rect(FIELD.x + at % across * (wide + BETWEEN), FIELD.y + at // across * (high + BETWEEN), wide, high)
            for at in range(len(here))
        ]
        if rows == 1 or (len(here) > (rows - 1) * _BESIDE and all(map(_at_ease, here, cells))):
            break
    return cells


def _at_ease(box: Box, cell: Rect) -> bool:
    return holds(box, cell, 12.0)


def trimmed(boxes: Sequence[Box], cells: Sequence[Rect], size: float) -> list[Rect]:
    """Cells no higher than the fullest box of their row needs, where all of them have room for what is in them."""
    if not all(holds(box, cell, size) for box, cell in zip(boxes, cells, strict=True)):
        return list(cells)
    made: list[Rect] = []
    y = FIELD.y
    for top in sorted({cell.y for cell in cells}):
        row = [(box, cell) for box, cell in zip(boxes, cells, strict=True) if cell.y == top]
        high = max(need(box, cell.width, size, cell.height) + _growth(box) for box, cell in row)
        high = min(high, row[0][1].height)
        made += [Rect(cell.x, y, cell.width, high) for _, cell in row]
        y += high + BETWEEN
    return made


def _growth(box: Box) -> float:
    """How much higher the figures of a box may become."""
    return sum(item.figure.most - item.figure.least for item in box.items if item.figure is not None)


def title_size(box: Box) -> float:
    """The size of a box's title."""
    return 11.0 if box.look == "quiet" else 12.0


def shown_title(box: Box, width: float) -> str:
    """A box's title as far as it stands above what is in it."""
    return shortened(box.full_title, (width - 2 * MARGIN) / title_size(box), _BOX_TITLES)


def title_height(box: Box, width: float) -> float:
    """How high a box's title is, with the room below it."""
    if not box.full_title:
        return 0.0
    size = title_size(box)
    lines = count(shown_title(box, width), (width - 2 * MARGIN) / size, True)
    return lines * size * LINE + 5.0


def whole(box: Box, width: float) -> Sequence[Item]:
    """What is in a box; its title too, where that is too long to stand above."""
    if box.told or shown_title(box, width) == box.full_title:
        return box.items
    return (Item((Paragraph((Run(box.full_title, bold=True),)),)), *box.items)


def need(box: Box, width: float, size: float, most: float) -> float:
    """How high a box must be for what is in it at a size; a little more than `most` where that is not enough."""
    high = title_height(box, width) + 2 * MARGIN
    made = flow(whole(box, width), width - 2 * MARGIN, most - high, size)
    return most + 1.0 if made.rest else high + made.height


def holds(box: Box, rect: Rect, size: float) -> bool:
    """Whether everything in a box has room in a rectangle."""
    return need(box, rect.width, size, rect.height) <= rect.height


def stretched(placed: Sequence[Placed], spare: float) -> Sequence[Placed]:
    """What is placed, with figures as much higher as there is room for."""
    made: list[Placed] = []
    down = 0.0
    for one in placed:
        high = one.rect.height
        figure = one.item.figure
        if figure is not None:
            more = max(0.0, min(spare, figure.most - high))
            spare, high = spare - more, high + more
        made.append(evolve(one, rect=Rect(one.rect.x, one.rect.y + down, one.rect.width, high)))
        down += high - one.rect.height
    return made
