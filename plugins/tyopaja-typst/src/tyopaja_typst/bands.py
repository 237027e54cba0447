"""The grid of a poster in the design `horizon`: what stands across the whole top goes onto a coloured ground with the
title; and columns that keep to themselves become bands, each read from left to right."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from tyopaja.views.nodes import Grid, SheetView
from tyopaja_typst.reflow import Rect, cuts, grid_of, rects_of

MOST = 0.45
"""No more of a grid than this goes onto the coloured ground."""
BANDS = 5
"""No more columns than these are turned into bands."""


QUIET = 0.62
"""How wide a quiet section is on the ground, others being 1."""
LOUD = 0.29
"""How much of the width a first column of statements takes at least."""


@frozen
class Bands:
    """Two grids of one poster, each with the sections that it has room for."""

    ground: Grid | None
    """On the coloured ground; None for nothing."""
    share: float
    """How much of the whole grid that takes, 0 to 1."""
    below: Grid
    """All the others."""


def bands_of(view: SheetView) -> Bands:
    """How a compass is parted."""
    rects, lying = rects_of(view.grid), view.grid.orientation == "landscape"
    loud = {
        one.id for one in view.sections if one.look == "statement" or one.draw not in ("text", "notes") or one.parts
    }
    quiet = {one.id for one in view.sections if one.look == "quiet"}
    whole, share = _across(rects, loud), 0.0
    if not whole:
        # On a canvas that was drawn lying, the same stands down its left side, and bands lie beside it already.
        turned = tuple(one.turned() for one in rects)
        whole = _across(turned, loud)
        rects = turned if whole else rects
    if whole:
        share = max(one.bottom for one in whole)
    rest = [evolve(one, top=(one.top - share) / (1 - share), bottom=(one.bottom - share) / (1 - share))
            for one in rects if one not in whole]  # fmt: skip
    ground = None
    if whole:
        shown = [evolve(one, top=one.top / share, bottom=one.bottom / share) for one in whole]
        ground = grid_of(shown if lying else _weighed([one.turned() for one in shown], quiet), view.grid)
    return Bands(ground, share, grid_of(_roomy(_banded(rest), view), view.grid))


def _across(all_rects: Iterable[Rect], loud: set[str]) -> tuple[Rect, ...]:
    """The sections that stand across the whole top, one below the other, and are mere words; () where that would be
    everything, or too much."""
    rects = sorted(all_rects, key=lambda one: (one.top, one.left))
    found, at = list[Rect](), 0.0
    for one in rects:
        if one.section in loud or one.right - one.left < 1 - 1e-6 or one.bottom > MOST or abs(one.top - at) > 1e-6:
            break
        found.append(one)
        at = one.bottom
    return tuple(found) if len(found) < len(rects) and at else ()


def _weighed(rects: list[Rect], quiet: set[str]) -> list[Rect]:
    """Sections side by side, what is said quietly in less room."""
    weights = [QUIET if one.section in quiet else 1.0 for one in rects]
    edges = [sum(weights[:at]) / sum(weights) for at in range(len(weights) + 1)]
    return [evolve(one, left=edges[at], right=edges[at + 1]) for at, one in enumerate(rects)]


def _roomy(rects: list[Rect], view: SheetView) -> list[Rect]:
    """With a first column of statements at least as wide as large letters need."""
    loud = {one.id for one in view.sections if one.look == "statement"}
    first = {one for one in rects if one.left < 1e-6}
    edge = max((one.right for one in first), default=0.0)
    if not first or edge >= LOUD or {round(one.right, 6) for one in first} != {round(edge, 6)}:
        return rects
    if not all(one.section in loud for one in first):
        return rects

    def moved(x: float) -> float:
        return x * LOUD / edge if x <= edge else LOUD + (x - edge) * (1 - LOUD) / (1 - edge)

    return [evolve(one, left=moved(one.left), right=moved(one.right)) for one in rects]


def _banded(rects: list[Rect]) -> list[Rect]:
    """Columns as bands, where each section stands in one of them."""
    turned = [one.turned() for one in rects]
    bands = len(cuts(turned)) + 1
    single = {(round(one.top, 6), round(one.bottom, 6)) for one in turned}
    return turned if 1 < bands <= BANDS and len(single) == bands else rects
