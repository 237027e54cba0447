"""A grid on paper that lies the other way: re-flowed, not squeezed.

What is tried, beside the grid as it is: the grid turned about its diagonal, so that rows become columns; and the grid
cut at a line that no section crosses, its second half put beside or below the first, each with room by its share.
Taken is what leaves the sections nearest to the shapes that they were drawn in; in what order they are read stays as
it is, for that is told by the order of the sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log
from typing import Literal

from attrs import evolve, frozen

from tyopaja.views.nodes import Area, Grid

Orientation = Literal["portrait", "landscape"]

WIDE = {"portrait": 0.8, "landscape": 1.65}
"""How wide the room for a grid is, its height being 1: the paper without its margins, head and foot."""
HEADED = {"portrait": 0.05, "landscape": 0.09}
"""What each section above another costs: its heading takes more of a page that is low."""
LONG = 2.5
"""A section this many times as wide as high, or as high as wide, is a strip; more of that makes no difference."""
NARROW = 0.2
"""Sections that take less of a portrait page's width than this count as too narrow to read."""
TURNED = 0.12
"""By how much another arrangement must be better than the grid as it was drawn."""
SEVERED = 0.3
"""What it costs to part two sections of one width that stand one right below the other: they belong together."""
LEAST = 0.2
"""How much of the page a part that was cut off takes at least."""


@frozen
class Rect:
    """Where a section stands, in shares of the whole grid."""

    section: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def shape(self) -> float:
        """Width by height."""
        return (self.right - self.left) / (self.bottom - self.top)

    def turned(self) -> Rect:
        """With across and down exchanged."""
        return Rect(self.section, self.top, self.left, self.bottom, self.right)

    def moved(self, x: float, y: float, width: float, height: float) -> Rect:
        """In a part of the page that begins at `x`, `y`."""
        return Rect(
            self.section, x + self.left * width, y + self.top * height, x + self.right * width, y + self.bottom * height
        )


def reflowed(grid: Grid, orientation: Orientation | None) -> Grid:
    """The grid for a page of `orientation`, `portrait` or `landscape`; itself where it is drawn for that, or None."""
    if orientation is None or orientation == grid.orientation:
        return grid
    drawn = rects_of(grid)
    before, now = WIDE[grid.orientation], WIDE[orientation]
    tried = [
        (_strain(drawn, found, before, now) + cost + HEADED[orientation] * _depth(found), at, found)
        for at, (cost, found) in enumerate(_arrangements(drawn, orientation))
    ]
    best = min(tried)[2]
    if best == drawn:
        return evolve(grid, orientation=orientation)
    return grid_of(best, evolve(grid, orientation=orientation))


def rects_of(grid: Grid) -> tuple[Rect, ...]:
    """Where each section of a grid stands, in shares of it."""
    across, down = _edges(grid.columns), _edges(grid.rows)
    return tuple(
        Rect(one.section, across[one.x], down[one.y], across[one.x + one.width], down[one.y + one.height])
        for one in grid.areas
    )


def grid_of(rects: Iterable[Rect], like: Grid) -> Grid:
    """A grid with these sections, of the paper and orientation of `like`."""
    rects = tuple(rects)
    across = sorted({_snapped(edge) for one in rects for edge in (one.left, one.right)})
    down = sorted({_snapped(edge) for one in rects for edge in (one.top, one.bottom)})

    def area(one: Rect) -> Area:
        x, y = across.index(_snapped(one.left)), down.index(_snapped(one.top))
        width, height = across.index(_snapped(one.right)) - x, down.index(_snapped(one.bottom)) - y
        return Area(section=one.section, x=x, y=y, width=width, height=height)

    columns = tuple(after - before for before, after in pairwise(across))
    rows = tuple(after - before for before, after in pairwise(down))
    return evolve(like, columns=columns, rows=rows, areas=tuple(map(area, rects)))


def _snapped(edge: float) -> float:
    """An edge as it compares: sums of shares differ in their last digits."""
    return round(edge, 4)


def cuts(rects: Iterable[Rect]) -> tuple[float, ...]:
    """The heights at which a line across the whole page crosses no section."""
    rects = tuple(rects)
    edges = sorted({round(one.bottom, 6) for one in rects})[:-1]
    return tuple(edge for edge in edges if all(one.bottom <= edge + 1e-6 or one.top >= edge - 1e-6 for one in rects))


def _edges(shares: Sequence[float]) -> list[float]:
    out, whole = [0.0], sum(shares)
    for share in shares:
        out.append(out[-1] + share / whole)
    return out


def _arrangements(drawn: tuple[Rect, ...], orientation: Orientation) -> Iterator[tuple[float, tuple[Rect, ...]]]:
    """Each with what it costs to leave the way that it was drawn."""
    yield 0.0, drawn
    yield TURNED, tuple(one.turned() for one in drawn)
    lying = orientation == "landscape"
    # A page that lies is filled from side to side: what stood below goes to the right. One that stands, the other way.
    base = drawn if lying else tuple(one.turned() for one in drawn)
    for cut in cuts(base):
        share = min(1 - LEAST, max(LEAST, cut))
        placed = tuple(
            evolve(one, top=one.top / cut, bottom=one.bottom / cut).moved(0, 0, share, 1)
            if one.bottom <= cut + 1e-6
            else evolve(one, top=(one.top - cut) / (1 - cut), bottom=(one.bottom - cut) / (1 - cut)).moved(
                share, 0, 1 - share, 1
            )
            for one in base
        )
        yield TURNED + SEVERED * _severed(base, cut), placed if lying else tuple(one.turned() for one in placed)


def _severed(rects: tuple[Rect, ...], cut: float) -> int:
    """How many sections end at a cut where another of the same width, but not the whole width, begins."""

    def spans(found: Iterable[Rect]) -> set[tuple[float, float]]:
        return {(round(one.left, 6), round(one.right, 6)) for one in found} - {(0.0, 1.0)}

    above = spans(one for one in rects if abs(one.bottom - cut) < 1e-6)
    return len(above & spans(one for one in rects if abs(one.top - cut) < 1e-6))


def _strain(drawn: tuple[Rect, ...], found: tuple[Rect, ...], before: float, now: float) -> float:
    """How far the sections are from the shapes that they were drawn in; more for those too narrow to read."""
    total = 0.0
    for old, new in zip(drawn, found, strict=True):
        total += abs(_bounded(new.shape * now) - _bounded(old.shape * before))
        wide = (new.right - new.left) * now / WIDE["portrait"]
        had = (old.right - old.left) * before / WIDE["portrait"]
        total += 4 * max(0.0, log(NARROW / wide)) if wide < had else 0.0
    return total / max(1, len(drawn))


def _bounded(shape: float) -> float:
    return log(min(LONG, max(1 / LONG, shape)))


def _depth(rects: tuple[Rect, ...]) -> int:
    """How many sections stand one above the other, where they are most."""
    edges = {one.left + 1e-6 for one in rects}
    return max((sum(1 for one in rects if one.left < edge < one.right) for edge in edges), default=0)
