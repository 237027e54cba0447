"""Draws the ways of moves beside steps that are in their places: out of a step to the right, along it, and back in;
with words that keep clear of each other and of ways that pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from tyopaja.drawings.routes import Route
from tyopaja.drawings.shapes import TRACK, Box, Gutter, Label, Line, Point, Track

_STEP = 10
"""Between two ways that leave or reach one step."""
_HISTORY = 9
"""The radius of the sign of history."""
_NARROW = 6
"""How finely a free place for words is looked for."""


@define
class _Run:
    """A route while its way is being found."""

    route: Route
    gutter: Gutter
    home: Gutter
    """Where it arrives: the gutter of another column, else the same."""
    begin: Point
    end: Point
    band: float = 0.0
    """The height above the columns at which it changes from one to the other."""
    out: float = 0.0
    back: float = 0.0
    """Where its upright parts are, in the gutter of its beginning and in that of its end."""

    @property
    def far(self) -> bool:
        """Whether it leads to another column."""
        return self.home is not self.gutter

    def uprights(self) -> Iterator[tuple[Gutter, float, float]]:
        """Each upright part: the gutter, and from where to where."""
        if self.far:
            yield self.gutter, self.band, self.begin[1]
            yield self.home, self.band, self.end[1]
        else:
            low, high = sorted((self.begin[1], self.end[1]))
            yield self.gutter, low, high

    def points(self) -> tuple[Point, ...]:
        """The way from corner to corner."""
        first, last = (self.out, self.begin[1]), (self.back, self.end[1])
        turns = ((self.out, self.band), (self.back, self.band)) if self.far else ()
        return (self.begin, first, *turns, last, self.end)


@frozen
class Ground:
    """The steps in their places, with the gutters of the sequences."""

    boxes: Mapping[str, Box]
    gutters: Mapping[str | None, Gutter]
    columns: Mapping[str, Gutter] = field(factory=dict)
    """Step → the gutter of its column; for moves that run beside the flow's own columns."""
    bands: tuple[float, ...] = ()
    """The heights above the columns at which ways may change from one to the other."""


def tracks(routes: Sequence[Route], ground: Ground) -> tuple[Track, ...]:
    """The ways of all moves."""
    ends = _ends(routes, ground)
    bands = iter(ground.bands)
    runs = []
    for number, route in enumerate(routes):
        own = ground.gutters.get(route.home) if route.home is not None else None
        gutter, home = own or ground.columns[route.source], own or ground.columns[route.target]
        run = _Run(route, gutter, home, ends[number, "out"], ends[number, "in"])
        if run.far:
            run.band = next(bands)
        runs.append(run)
    _share(runs)
    placed: list[tuple[_Run, Label]] = []
    for run in sorted(runs, key=lambda one: one.begin[1]):
        others = [label for _, label in placed]
        placed.append((run, _label(run, others, list(_level(one for one in runs if one is not run)))))
    labels = {id(run): label for run, label in placed}
    return tuple(
        Track(
            way=run.route.way,
            points=run.points(),
            label=labels[id(run)],
            history=(run.end[0] - 2 - _HISTORY, run.end[1]) if run.route.way.move.resume != "none" else None,
        )
        for run in runs
    )


def _ends(routes: Sequence[Route], ground: Ground) -> dict[tuple[int, str], Point]:
    """Where each way leaves its step, below, and reaches it, above."""
    at: dict[str, list[tuple[int, str]]] = {}
    for number, route in enumerate(routes):
        at.setdefault(route.source, []).append((number, "out"))
        at.setdefault(route.target, []).append((number, "in"))
    found: dict[tuple[int, str], Point] = {}
    for name, ends in at.items():
        box = ground.boxes[name]
        apart = min(_STEP, (box.height - 20) / max(1, len(ends) - 1))
        inwards = [end for end in ends if end[1] == "in"]
        outwards = [end for end in ends if end[1] == "out"]
        first = box.y + (9 if box.figure.step.final else 14)
        for place, end in enumerate(inwards):
            resumed = routes[end[0]].way.move.resume != "none"
            found[end] = (box.edge + (2 * _HISTORY + 2 if resumed else 0), first + place * apart)
        for place, end in enumerate(reversed(outwards)):
            found[end] = (box.edge, box.y + box.height - 10 - place * apart)
    return found


def _share(runs: Sequence[_Run]) -> None:
    """Give each upright part a line of its own; short ones run nearest to the steps."""
    parts = [(high - low, run, gutter, low, high) for run in runs for gutter, low, high in run.uprights()]
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for _, run, gutter, low, high in sorted(parts, key=lambda part: part[0]):
        place = 0
        while any(low - 4 < end and start < high + 4 for start, end in taken.get((id(gutter), place), ())):
            place += 1
        taken.setdefault((id(gutter), place), []).append((low, high))
        x = gutter.x + TRACK * min(place, gutter.ways - 1)
        if gutter is run.gutter:
            run.out = x
        if gutter is run.home:
            run.back = x


def _level(runs: Iterable[_Run]) -> Iterator[tuple[float, float, float]]:
    """The level parts of ways beside the steps: the height, and from where to where."""
    for run in runs:
        yield run.begin[1], run.begin[0], run.out
        yield run.end[1], run.end[0], run.back


def _label(run: _Run, others: Sequence[Label], level: Sequence[tuple[float, float, float]]) -> Label:
    """The words of a move beside where it leaves its step, or as near to it as there is room."""
    gutter, height = run.gutter, run.route.height
    upwards = run.far or run.end[1] < run.begin[1]
    wanted = run.begin[1] - (height if upwards else 0)
    lowest = max(gutter.top, gutter.bottom - height)
    wanted = min(max(wanted, gutter.top), lowest)
    near = sorted(_places(gutter.top, lowest, wanted), key=lambda y: abs(y - wanted))
    crossing = [y for y, left, right in level if left < gutter.right and gutter.words < right]
    apart = [label for label in others if label.x < gutter.right and gutter.words < label.x + label.width]

    def free(y: float, lines: Sequence[float]) -> bool:
        clear = all(y + height < one.y or one.y + one.height < y for one in apart)
        return clear and not any(y - 2 < line < y + height for line in lines)

    y = next((y for y in near if free(y, crossing)), None)
    if y is None:
        below = max((one.y + one.height + 2 for one in apart), default=wanted)
        y = next((y for y in near if free(y, ())), below)
    return _written(run, y)


def _places(top: float, lowest: float, wanted: float) -> Iterator[float]:
    yield wanted
    for number in range(int((lowest - top) // _NARROW) + 1):
        yield top + number * _NARROW


def _written(run: _Run, y: float) -> Label:
    x = run.gutter.words
    lines = []
    bottom = y + 3
    for text, font in run.route.words:
        lines.append(Line(x=x, y=bottom + font.size, text=text, font=font, role="accent" if font.bold else "soft"))
        bottom += font.line
    return Label(x=x, y=y, width=run.gutter.right - x, height=run.route.height, lines=tuple(lines))
