"""Puts the steps of a flow in their places: one after the other from top to bottom, those that run at a time side by
side, those in any order in a group without arrows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from attrs import field, frozen

from tyopaja.drawings.figures import Figure
from tyopaja.drawings.measuring import Font
from tyopaja.drawings.routes import Route, columns_of
from tyopaja.drawings.shapes import (
    DECK,
    DETAIL,
    GAP,
    HEADING,
    HISTORY,
    LANE,
    LEAF,
    NOWHERE,
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
_HALF = 2 * (WORDS + 6)
"""How wide steps are that have words of moves below them, at the right of the arrow to the next step."""
_LINES = 7
"""How many lines a step should have at most."""
_WIDER = 3
"""How many times a step that has more is made wider."""


@frozen
class Layout:
    """Places steps."""

    routes: Mapping[str | None, Sequence[Route]] = field(factory=dict)
    """By the step beside whose inner steps they run."""
    crossings: Mapping[str | None, int] = field(factory=dict)
    """How many ends of moves that run farther out lie inside a step: they cross the words beside its inner steps."""
    tall: Mapping[str, float] = field(factory=dict)
    """How high a step must be at least, so that the moves that reach and leave it have room."""
    deep: Mapping[str, float] = field(factory=dict)
    """How far down a step the signs of history beside it reach: ways to what is inside it pass below them."""
    resumed: Set[str | None] = frozenset()
    """The steps of whose inner steps some move resumes one: its sign stands beside that."""

    def wish(self, figure: Figure, slim: bool = False) -> float:
        """How wide a step wants to be at least; `slim` for one that has others beside it."""
        deck = DECK if figure.step.for_each else 0
        if not figure.inner:
            return _leaf(figure, SLIM if slim else LEAF) + deck
        columns = columns_of(figure)
        inner = [self.wish(one, slim or columns > 1) for one in figure.inner]
        if figure.lanes:
            width = sum(inner) + LANE * (columns - 1) + self.gutter_width(figure.step.id, ())
        else:
            routes = self.routes.get(figure.step.id, ())
            each = max(*inner, _HALF if any(route.below for route in routes) else 0)
            width = each * columns + LANE * (columns - 1) + self.gutter_width(figure.step.id, routes)
        return width + 2 * PAD + deck

    def gutter_width(self, home: str | None, routes: Sequence[Route], passing: Sequence[Route] = ()) -> float:
        """How wide the room beside the steps inside `home` is in which their moves run, those `passing` from elsewhere
        with them."""
        if not routes and not passing:
            return 2 * HISTORY + 6 if home is not None and home in self.resumed else 0
        words = WORDS + 12 if any(not route.below for route in routes) else 0
        ways = TRACK * (len(routes) + len(passing))
        return self._to_tracks(home, (*routes, *passing)) + ways + words

    def _to_tracks(self, home: str | None, routes: Sequence[Route]) -> float:
        """From the steps to the first way beside them: more where a way ends in the sign of history."""
        signed = home in self.resumed if home is not None else any(route.resumes for route in routes)
        return 2 * HISTORY + 20 if signed else 18

    def place(self, figure: Figure, x: float, y: float, width: float) -> Box:
        """A step with all that is in it, at most `width` wide."""
        if figure.step.final:
            return _final(figure, x, y, width, self.tall.get(figure.step.id, 0))
        deck = DECK if figure.step.for_each else 0
        width -= deck
        signed = not figure.inner or figure.step.order != "sequence" or figure.step.for_each is not None
        lines, bottom = _head(figure, x, y, width, signed)
        content = None
        if figure.inner:
            top = max(bottom + 8, y + self.deep.get(figure.step.id, 0))
            content = self._inside(figure, x + PAD, top, width - 2 * PAD)
            bottom = content.bottom
        elif signed:
            bottom = max(bottom, y + PAD + 2 * SIGN)
        bottom = max(bottom, y + self.tall.get(figure.step.id, 0) - PAD)
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
        return self.sequence(figure.inner, x, y, width, self.routes.get(figure.step.id, ()), home=figure.step.id)

    def sequence(
        self,
        figures: Iterable[Figure],
        x: float,
        y: float,
        width: float,
        routes: Sequence[Route] = (),
        passing: Sequence[Route] = (),
        home: str | None = None,
        begins: bool = True,
        ends: bool = True,
    ) -> Content:
        """Steps from top to bottom, with the dots that they begin and end with where those are asked for."""
        room = width - self.gutter_width(home, routes, passing)
        middle = x + room / 2
        boxes: list[Box] = []
        arrows: list[tuple[Point, Point]] = []
        below: dict[str, float] = {}
        top, begin, end = y, None, None
        if begins:
            begin = (middle, y + _DOT)
            arrows.append(((middle, y + 2 * _DOT), (middle, y + 2 * _DOT + _LEAD)))
            y += 2 * _DOT + _LEAD
        bottom = y
        for figure in figures:
            if boxes:
                y = max(bottom, boxes[-1].bottom + GAP)
                if not boxes[-1].figure.step.final:
                    arrows.append(((middle, boxes[-1].bottom), (middle, y)))
            boxes.append(self.place(figure, x, y, room))
            bottom = boxes[-1].bottom
            words = sum(route.height for route in routes if route.below and route.source == figure.step.id)
            if words:
                below[figure.step.id] = bottom + 3
                bottom += words + 8
        if ends and not (boxes and boxes[-1].figure.step.final):
            last = boxes[-1].bottom if boxes else y
            arrows.append(((middle, last), (middle, last + _LEAD)))
            end = (middle, last + _LEAD + _DOT + 1)
            bottom = max(bottom, last + _LEAD + 2 * _DOT + 2)
        gutter, bottom = self._gutter(home, x + room, top, bottom, routes, passing, below)
        return Content(boxes=tuple(boxes), bottom=bottom, arrows=tuple(arrows), begin=begin, end=end, gutter=gutter)

    def _gutter(
        self,
        home: str | None,
        x: float,
        top: float,
        bottom: float,
        routes: Sequence[Route],
        passing: Sequence[Route] = (),
        below: Mapping[str, float] = NOWHERE,
    ) -> tuple[Gutter | None, float]:
        """The room for moves beside steps, and where both end: their words have room whatever the steps take."""
        if not routes and not passing:
            return None, bottom
        tracks = x + self._to_tracks(home, (*routes, *passing))
        ways = len(routes) + len(passing)
        words, right = tracks + TRACK * ways, x + self.gutter_width(home, routes, passing)
        if below:
            words, right = tracks - 6 - WORDS, tracks - 6
        elif routes:
            crossed = self.crossings.get(home, 0) * (max(route.height for route in routes) + 8)
            bottom = max(bottom, top + sum(route.height + 6 for route in routes) + crossed)
        gutter = Gutter(x=tracks, ways=ways, words=words, top=top, bottom=bottom, right=right, below=below)
        return gutter, bottom

    def _lanes(self, figure: Figure, x: float, y: float, width: float) -> Content:
        width -= self.gutter_width(figure.step.id, ())
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
        room = width - self.gutter_width(figure.step.id, routes)
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
        gutter, bottom = self._gutter(figure.step.id, x + room, top, y - 10, routes)
        return Content(boxes=tuple(boxes), bottom=bottom, gutter=gutter)


def _leaf(figure: Figure, least: float) -> float:
    """How wide a step without others inside wants to be: wider than `least` where it would have many lines."""
    if figure.step.final:
        return least
    widths = (least + 40 * number for number in range(_WIDER))
    return next((width for width in widths if len(_head(figure, 0, 0, width, True)[0]) <= _LINES), least + 40 * _WIDER)


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


def _final(figure: Figure, x: float, y: float, width: float, tall: float) -> Box:
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
        height=max(2 * _DOT + 8, len(lines) * TITLE.line + 4, tall),
        edge=left + max(TITLE.width(line.text) for line in lines) + 4,
        lines=tuple(lines),
        sign=(middle, y + _DOT + 3),
    )
