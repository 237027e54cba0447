"""Where everything on a poster stands and how large it is, worked out before it is set.

Typst finds that out by setting each box again and again, which costs as much as the poster itself. What is worked out
here it sets once, and looks whether all is where it should be; what nobody can say beforehand has no plan. Says the
same as `templates/layout.typ` and `sheet.typ`, for posters whose boxes stand below one header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import ceil, log
from typing import Final

from attrs import field, frozen

from tyopaja_typst.heights import MM, Box
from tyopaja_typst.lines import UnplannedError
from tyopaja_typst.margins import foot_height, header_at
from tyopaja_typst.setting import Data

FACTORS: Final = {"a4": 0.72, "a3": 1.0, "a2": 1.41, "a1": 2.0}
"""How large everything is on each paper, A3 being 1."""
PAPERS: Final = {"a4": (210, 297), "a3": (297, 420), "a2": (420, 594), "a1": (594, 841)}
"""Short and long side, in millimetres."""
DESIGNS: Final = frozenset({"rose", "mono"})
_STEP = 0.97
_ROOM = 0.5
"""Points that a box keeps free, so that what is rounded off does not count."""


def plan_of(sheet: Data, language: str) -> Data | None:
    """The plan of a poster's first page, in points: how large its header is, how high it and the foot are, and of each
    section the size, the place from above and the height. None where that has to be tried."""
    if sheet["design"] not in DESIGNS or sheet["code"] is not None:
        return None
    try:
        return _planned(sheet, language)
    except UnplannedError:
        return None


def _planned(sheet: Data, language: str) -> Data:
    grid = sheet["grid"]
    f = FACTORS[grid["paper"]]
    sides = [side * MM for side in PAPERS[grid["paper"]]]
    across, down = sides if grid["orientation"] == "portrait" else sides[::-1]
    width = across - 2 * 20 * MM * f
    size, top = header_at(sheet, f, width, 0.17 * down)
    bottom = foot_height(sheet, f, width)
    height = down - 2 * 18 * MM * f - top - bottom - (7.5 + 6) * MM * f
    if height <= 0:
        raise UnplannedError("no room")
    return {"header": size, "top": top, "bottom": bottom, "boxes": Page(sheet, language, f, width, height).placed()}


@frozen
class _Placed:
    """A box in its grid, and between which sizes its text may be."""

    section: Data
    box: Box
    inset: float
    least: float
    widest: float
    key: tuple[object, ...]
    """Neighbours of one row and one make are set in one size."""
    known: dict[float, float] = field(factory=dict)

    def height(self, s: float) -> float:
        """See `Box.height`."""
        if s not in self.known:
            self.known[s] = self.box.height(s)
        return self.known[s]

    @property
    def rows(self) -> range:
        """Those of the grid that it stands in."""
        area = self.section["area"]
        return range(area["y"], area["y"] + area["height"])


class Page:
    """The boxes of a poster, in a room `width` and `height` points large."""

    def __init__(self, sheet: Data, language: str, f: float, width: float, height: float) -> None:
        self.gutter = 6 * MM * f
        grid = sheet["grid"]
        across = _edges(grid["columns"], width, self.gutter)
        self.drawn = [end - start for start, end in _edges(grid["rows"], height, self.gutter)]
        self.design, self.language, self.f = sheet["design"], language, f
        made = [self._box(section, across) for section in sheet["sections"]]
        narrowest: dict[tuple[object, ...], float] = {}
        for one in made:
            narrowest[one.key] = min(one.widest, narrowest.get(one.key, one.widest))
        self.boxes = [
            _Placed(one.section, one.box, one.inset, one.least, narrowest[one.key], one.key, one.known) for one in made
        ]

    def _box(self, section: Data, across: Sequence[tuple[float, float]]) -> _Placed:
        f = self.f
        area, look, draw = section["area"], section["look"], section["draw"]
        if section["parts"] or section["stretches"] or section["framed"] or section["grounded"]:
            raise UnplannedError("a box of its own sort")
        x, y = (6.5, 7) if look == "statement" else (0, 4)
        wide = across[area["x"] + area["width"] - 1][1] - across[area["x"]][0] - 2 * x * MM * f
        if wide <= 0:
            raise UnplannedError("no room")
        most, least = (1.3, 0.4) if look == "statement" else (1.2, 0.45) if draw == "text" else (1.2, 0.6)
        widest = min(most, _widest(section, wide, f))
        if widest < least:
            raise UnplannedError("a word that is too wide")
        key = (look, draw, area["y"], area["height"])
        return _Placed(section, Box(section, wide, f, self.design, self.language), y * MM * f, least, widest, key)

    def placed(self) -> list[Data]:
        """Of each section the size of its text, its place from above and its height, in points."""
        tall, common = self._tall()
        starts = list(accumulate((high + self.gutter for high in tall), initial=0.0))
        groups: dict[tuple[object, ...], float] = {}
        places = []
        for one in self.boxes:
            top, end = starts[one.rows[0]], starts[one.rows[-1] + 1] - self.gutter
            size = self._size(one, end - top - 2 * one.inset, common)
            groups[one.key] = min(size, groups.get(one.key, size))
            places.append((one, top, end - top))
        return [{"size": groups[one.key], "from": top, "height": high} for one, top, high in places]

    def _tall(self) -> tuple[list[float], float | None]:
        """How high each row is; and the size that all share, where as drawn there is not room enough for all."""
        room, sizes = sum(self.drawn), _sizes(1.0, 0.42)
        size = _largest(sizes, lambda t: sum(self._needs(t)) / room)
        needs = self._needs(size)
        if size == sizes[0]:
            return _lent(self.drawn, needs, 0.5), None
        # What is left goes to rows of plain boxes rather than into coloured ones, where it would gape.
        full = {
            row
            for one in self.boxes
            if self.design == "rose" and one.section["look"] == "statement"
            for row in one.rows[:1]
        }
        weights = [need * (0.1 if row in full else 1) for row, need in enumerate(needs)]
        spare = (room - sum(needs)) / sum(weights)
        return [need + spare * weight for need, weight in zip(needs, weights, strict=True)], size

    def _needs(self, t: float) -> list[float]:
        """What each row needs when its sections are set at size `t`, smaller where their words would be too wide."""
        needs = [0.0] * len(self.drawn)
        for one in sorted(self.boxes, key=lambda one: len(one.rows)):
            size = max(one.least, min(t, one.widest))
            need = one.height(size) + 2 * one.inset + _ROOM - self.gutter * (len(one.rows) - 1)
            have = sum(needs[row] for row in one.rows)
            if need > have:
                share = sum(self.drawn[row] for row in one.rows)
                for row in one.rows:
                    needs[row] += (need - have) * self.drawn[row] / share
        return needs

    def _size(self, one: _Placed, room: float, common: float | None) -> float:
        """The largest size at which a box has room for all; the common one, unless much would stay empty."""
        if common is not None:
            shared = max(one.least, min(one.widest, common))
            if 0.62 * room < one.height(shared) <= room:
                return shared
        if room <= 0:
            raise UnplannedError("no room")
        return _largest(_sizes(one.widest, one.least), lambda s: one.height(s) / room)


def _edges(shares: Sequence[float], total: float, gutter: float) -> list[tuple[float, float]]:
    room = (total - gutter * (len(shares) - 1)) / sum(shares)
    out, at = [], 0.0
    for share in shares:
        out.append((at, at + room * share))
        at += room * share + gutter
    return out


def _widest(section: Data, wide: float, f: float) -> float:
    """The largest size at which the words of a section are narrower than its box. A statement is rather set smaller
    than hyphenated, down to where it stops being large."""

    def fitting(em: float, size: float) -> float:
        # A hair less, so that no rounding makes a word too wide where it is set.
        return 0.979 * wide / (em * size * f) if em > 0 else 10.0

    if section["look"] == "statement":
        whole = fitting(section["word-em"], 35)
        return whole if whole >= 0.62 else min(0.62, fitting(section["piece-em"], 35))
    large = section["draw"] == "text" and section["look"] != "quiet"
    return fitting(section["piece-em"], 25 if large else 14.5)


def _sizes(most: float, least: float) -> list[float]:
    """Sizes to try, each 3 % below the one before, from the last one of the row that is no more than `most`."""
    size = 1.3 * _STEP ** ceil(log(1.3 / most) / -log(_STEP) - 0.000001)
    out = []
    while size > least:
        out.append(size)
        size *= _STEP
    return [*out, least]


def _largest(sizes: Sequence[float], cost: Callable[[float], float]) -> float:
    """The first of the falling `sizes` that costs no more than all the room there is, 1. Raises UnplannedError when not
    even the last one does.

    Costs fall about as the square of a size, so the second try is near; then step by step."""
    over = cost(sizes[0])
    if over <= 1:
        return sizes[0]
    last = len(sizes) - 1
    at = min(last, max(1, round(log(over) / (-2 * log(_STEP)))))
    if cost(sizes[at]) <= 1:
        while at > 1 and cost(sizes[at - 1]) <= 1:
            at -= 1
        return sizes[at]
    while at < last:
        at += 1
        if cost(sizes[at]) <= 1:
            return sizes[at]
    raise UnplannedError("too little room")


def _lent(heights: Sequence[float], needs: Sequence[float], keep: float) -> list[float]:
    """Heights of rows: as drawn, but a row that needs more takes from rows that need less, which keep `keep` of
    theirs."""
    spare = [max(0.0, have - max(need, have * keep)) for have, need in zip(heights, needs, strict=True)]
    short = [max(0.0, need - have) for have, need in zip(heights, needs, strict=True)]
    if not sum(spare) or not sum(short):
        return list(heights)
    moved = min(sum(spare), sum(short))
    return [
        have - moved * more / sum(spare) + moved * less / sum(short)
        for have, more, less in zip(heights, spare, short, strict=True)
    ]
