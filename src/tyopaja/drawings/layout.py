"""Puts the steps of a flow in their places: one after the other from top to bottom, those that run at a time side by
side, those in any order in a group without arrows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from tyopaja.drawings.figures import Figure
from tyopaja.drawings.measuring import Font
from tyopaja.drawings.routes import Route, columns_of
from tyopaja.drawings.shapes import (
    DECK,
    DETAIL,
    GAP,
    HEADING,
    LANE,
    LEAF,
    PAD,
    SIGN,
    SLIM,
    TITLE,
    TRACK,
    WORDS,
    Box,
    Content,
    Gutter,
    Line,
    Point,
    Role,
)

_DOT = 6
"""The radius of the dots that a sequence begins and ends with."""
_LEAD = 18
"""From a dot to a step."""


@frozen
class Layout:
    """Places steps."""

    routes: Mapping[str | None, Sequence[Route]] = field(factory=dict)
    """By the step beside whose inner steps they run."""
    crossings: Mapping[str | None, int] = field(factory=dict)
    """How many ends of moves that run farther out lie inside a step: they cross the words beside its inner steps."""

    def wish(self, figure: Figure, slim: bool = False) -> float:
        """How wide a step wants to be at least; `slim` for one that has others beside it."""
        deck = DECK if figure.step.for_each else 0
        if not figure.inner:
            return (SLIM if slim else LEAF) + deck
        columns = columns_of(figure)
        inner = [self.wish(one, slim or columns > 1) for one in figure.inner]
        if figure.lanes:
            width = sum(inner) + LANE * (columns - 1)
        else:
            width = max(inner) * columns + LANE * (columns - 1) + self.gutter_width(self.routes.get(figure.step.id, ()))
        return width + 2 * PAD + deck

    def gutter_width(self, routes: Sequence[Route], passing: int = 0) -> float:
        """How wide the room beside a sequence is in which its moves run, `passing` ways from elsewhere with them."""
        if not routes and not passing:
            return 0
        return _to_tracks(routes) + TRACK * (len(routes) + passing) + (WORDS + 12 if routes else 0)

    def place(self, figure: Figure, x: float, y: float, width: float) -> Box:
        """A step with all that is in it, at most `width` wide."""
        if figure.step.final:
            return _final(figure, x, y, width)
        deck = DECK if figure.step.for_each else 0
        width -= deck
        signed = not figure.inner or figure.step.order != "sequence" or figure.step.for_each is not None
        lines, bottom = _head(figure, x, y, width, signed)
        content = None
        if figure.inner:
            content = self._inside(figure, x + PAD, bottom + 8, width - 2 * PAD)
            bottom = content.bottom
        elif signed:
            bottom = max(bottom, y + PAD + 2 * SIGN)
        return Box(
            figure=figure,
            x=x,
            y=y,
            width=width,
            height=bottom + PAD - y,
            edge=x + width + deck,
            lines=lines,
            sign=(x + PAD + SIGN, y + PAD + SIGN) if signed else None,
            content=content,
        )

    def _inside(self, figure: Figure, x: float, y: float, width: float) -> Content:
        if figure.lanes:
            return self._lanes(figure, x, y, width)
        if figure.free:
            return self._free(figure, x, y, width)
        return self.sequence(figure.inner, x, y, width, self.routes.get(figure.step.id, ()))

    def sequence(
        self,
        figures: Iterable[Figure],
        x: float,
        y: float,
        width: float,
        routes: Sequence[Route] = (),
        passing: int = 0,
        begins: bool = True,
        ends: bool = True,
    ) -> Content:
        """Steps from top to bottom, with the dots that they begin and end with where those are asked for."""
        room = width - self.gutter_width(routes, passing)
        middle = x + room / 2
        boxes: list[Box] = []
        arrows: list[tuple[Point, Point]] = []
        top, begin, end = y, None, None
        if begins:
            begin = (middle, y + _DOT)
            arrows.append(((middle, y + 2 * _DOT), (middle, y + 2 * _DOT + _LEAD)))
            y += 2 * _DOT + _LEAD
        for figure in figures:
            if boxes:
                if not boxes[-1].figure.step.final:
                    arrows.append(((middle, boxes[-1].bottom), (middle, boxes[-1].bottom + GAP)))
                y = boxes[-1].bottom + GAP
            boxes.append(self.place(figure, x, y, room))
        bottom = boxes[-1].bottom if boxes else y
        if ends and not (boxes and boxes[-1].figure.step.final):
            arrows.append(((middle, bottom), (middle, bottom + _LEAD)))
            end = (middle, bottom + _LEAD + _DOT + 1)
            bottom += _LEAD + 2 * _DOT + 2
        gutter, bottom = self._gutter(x + room, top, bottom, routes, passing)
        return Content(boxes=tuple(boxes), bottom=bottom, arrows=tuple(arrows), begin=begin, end=end, gutter=gutter)

    def _gutter(
        self, x: float, top: float, bottom: float, routes: Sequence[Route], passing: int
    ) -> tuple[Gutter | None, float]:
        """The room for moves beside steps, and where both end: their words have room whatever the steps take."""
        if not routes and not passing:
            return None, bottom
        if routes:
            crossed = self.crossings.get(routes[0].home, 0) * (max(route.height for route in routes) + 8)
            bottom = max(bottom, top + sum(route.height + 6 for route in routes) + crossed)
        tracks = x + _to_tracks(routes)
        ways = len(routes) + passing
        gutter = Gutter(
            x=tracks,
            ways=ways,
            words=tracks + TRACK * ways,
            top=top,
            bottom=bottom,
            right=x + self.gutter_width(routes, passing),
        )
        return gutter, bottom

    def _lanes(self, figure: Figure, x: float, y: float, width: float) -> Content:
        wishes = [self.wish(one, slim=True) for one in figure.inner]
        spare = (width - sum(wishes) - LANE * (len(wishes) - 1)) / len(wishes)
        boxes: list[Box] = []
        dividers: list[float] = []
        for one, wish in zip(figure.inner, wishes, strict=True):
            if boxes:
                dividers.append(x - LANE / 2)
            boxes.append(self.place(one, x, y, wish + spare))
            x += wish + spare + LANE
        bottom = max(box.bottom for box in boxes)
        return Content(
            boxes=tuple(boxes),
            bottom=bottom,
            dividers=tuple(((at, y - 4), (at, bottom + 4)) for at in dividers),
        )

    def _free(self, figure: Figure, x: float, y: float, width: float) -> Content:
        columns = columns_of(figure)
        routes = self.routes.get(figure.step.id, ())
        room = width - self.gutter_width(routes)
        each = (room - LANE * (columns - 1)) / columns
        boxes: list[Box] = []
        top = y
        for start in range(0, len(figure.inner), columns):
            row = [
                self.place(one, x + place * (each + LANE), y, each)
                for place, one in enumerate(figure.inner[start : start + columns])
            ]
            boxes += row
            y = max(box.bottom for box in row) + 10
        gutter, bottom = self._gutter(x + room, top, y - 10, routes, 0)
        return Content(boxes=tuple(boxes), bottom=bottom, gutter=gutter)


def _to_tracks(routes: Sequence[Route]) -> float:
    """From the steps to the first way beside them: more where a way ends in the sign of history."""
    return 38 if any(route.way.move.resume != "none" for route in routes) else 18


def _head(figure: Figure, x: float, y: float, width: float, signed: bool) -> tuple[tuple[Line, ...], float]:
    """The words of a step, and where they end."""
    left = x + PAD + (2 * SIGN + 10 if signed else 0)
    right = x + width - PAD
    lines: list[Line] = []
    font = HEADING if figure.inner else TITLE
    bottom = y + PAD
    taken = DETAIL.width(figure.time) + 12 if figure.time else 0.0
    # Where a word of the title needs the room that the time would take, the time stands below.
    beside = font.longest(figure.title) <= right - left - taken
    if not beside:
        taken = 0.0
    elif figure.time:
        lines.append(Line(x=right, y=bottom + TITLE.size, text=figure.time, font=DETAIL, role="soft", end=True))

    def write(text: str, font: Font, room: float, role: Role) -> None:
        nonlocal bottom
        for one in font.wrap(text, room):
            lines.append(Line(x=left, y=bottom + font.size, text=one, font=font, role=role))
            bottom += font.line

    write(figure.title, font, right - left - taken, "accent" if figure.inner else "ink")
    for fact in (*(() if beside else (figure.time,)), *figure.facts()):
        write(fact, DETAIL, right - left, "soft")
    return tuple(lines), bottom


def _final(figure: Figure, x: float, y: float, width: float) -> Box:
    """A final step: the dot that a sequence ends with, and its title beside it."""
    middle = x + width / 2
    left = middle + 2 * _DOT + 6
    lines: list[Line] = []
    for number, text in enumerate(TITLE.wrap(figure.title, x + width - left - 4)):
        lines.append(Line(x=left, y=y + TITLE.size + number * TITLE.line, text=text, font=TITLE))
    return Box(
        figure=figure,
        x=x,
        y=y,
        width=width,
        height=max(2 * _DOT + 8, len(lines) * TITLE.line + 4),
        edge=left + max(TITLE.width(line.text) for line in lines) + 4,
        lines=tuple(lines),
        sign=(middle, y + _DOT + 3),
    )
