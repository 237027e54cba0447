"""Draws the ways of moves beside steps that are in their places: out of a step to the right, along it, and back in;
with words that keep clear of each other and of ways that pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from tyopaja.drawings.routes import Route, apart, ends
from tyopaja.drawings.shapes import HISTORY, TRACK, Box, Gutter, Label, Line, Point, Track

_STEP = 10
"""Between two ways that leave or reach one step."""
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
    met = _ends(routes, ground)
    bands = iter(ground.bands)
    runs = []
    for route in routes:
        own = ground.gutters.get(route.home) if route.home is not None else None
        gutter, home = own or ground.columns[route.source], own or ground.columns[route.target]
        run = _Run(route, gutter, home, *met[id(route)])
        if run.far:
            run.band = next(bands)
        runs.append(run)
    _share(runs)
    labels: dict[int, Label] = {}
    for gutter in {id(run.gutter): run.gutter for run in runs}.values():
        labels |= _labels([run for run in runs if run.gutter is gutter], runs)
    return tuple(
        Track(
            way=run.route.way,
            points=run.points(),
            label=labels[id(run)],
            history=(run.end[0] - 2 - HISTORY, run.end[1]) if run.route.resumes else None,
        )
        for run in runs
    )


def _ends(routes: Sequence[Route], ground: Ground) -> dict[int, tuple[Point, Point]]:
    """Where each way leaves its step, below, and reaches it, above; by the route's own `id`."""
    reach: dict[int, Point] = {}
    leave: dict[int, Point] = {}
    for name, met in ends(routes).items():
        box = ground.boxes[name]
        y = box.y + (9 if box.figure.step.final else 14)
        before: Route | None = None
        for number, route in enumerate(one for one in met if one is not None):
            y += apart(before, route) if number else 0
            reach[id(route)] = (box.edge + (2 * HISTORY + 2 if route.resumes else 0), y)
            before = route
        outwards = [route for route in routes if route.source == name]
        for place, route in enumerate(reversed(outwards)):
            leave[id(route)] = (box.edge, box.y + box.height - 10 - place * _STEP)
    return {number: (point, reach[number]) for number, point in leave.items()}


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


def _labels(runs: Sequence[_Run], everyone: Sequence[_Run]) -> dict[int, Label]:
    """The words of the moves of one gutter, each beside where its way leaves its step, or as near as there is room."""
    if runs[0].gutter.below:
        return _under(runs)
    heights = {id(run): run.route.height for run in runs}
    wanted = {id(run): _wanted(run) for run in runs}
    ordered = sorted(runs, key=lambda run: wanted[id(run)])
    placed: list[tuple[_Run, float]] = []
    for run in ordered:
        height, gutter = heights[id(run)], run.gutter
        passing = [
            y
            for y, left, right in _level(one for one in everyone if one is not run)
            if left < gutter.right and gutter.words < right
        ]
        near = _places(gutter.top, gutter.bottom - height, wanted[id(run)])
        taken = [(y - height, y + heights[id(one)]) for one, y in placed]
        free = [y for y in near if not any(start < y < end for start, end in taken)]
        clear = (y for y in free if not any(y - 2 < line < y + height for line in passing))
        found = next(clear, free[0] if free else None)
        if found is None:
            placed = _stacked(ordered, heights, wanted)
            break
        placed.append((run, found))
    return {id(run): _written(run, y) for run, y in placed}


def _under(runs: Sequence[_Run]) -> dict[int, Label]:
    """Words below the steps that their ways leave."""
    free = dict(runs[0].gutter.below)
    found: dict[int, Label] = {}
    for run in runs:
        found[id(run)] = _written(run, free[run.route.source])
        free[run.route.source] += run.route.height
    return found


def _stacked(
    runs: Sequence[_Run], heights: Mapping[int, float], wanted: Mapping[int, float]
) -> list[tuple[_Run, float]]:
    """Words one below the other, for a gutter where there is no room for each at its own place: it is as long as all of
    them together, so that what is pushed up from below has room above."""
    below = runs[0].gutter.bottom
    tops: list[float] = []
    for run in reversed(runs):
        below = min(wanted[id(run)], below - heights[id(run)])
        tops.append(below)
    placed: list[tuple[_Run, float]] = []
    above = runs[0].gutter.top
    for run, top in zip(runs, reversed(tops), strict=True):
        placed.append((run, max(top, above)))
        above = placed[-1][1] + heights[id(run)]
    return placed


def _wanted(run: _Run) -> float:
    """Where the words of a move would best begin: beside the way, at its beginning."""
    upwards = run.far or run.end[1] < run.begin[1]
    y = run.begin[1] - (run.route.height if upwards else 0)
    return max(run.gutter.top, min(y, run.gutter.bottom - run.route.height))


def _places(top: float, lowest: float, wanted: float) -> list[float]:
    """Where words may begin, the best first."""
    places = (top + number * _NARROW for number in range(int((lowest - top) // _NARROW) + 1))
    return sorted((wanted, *places), key=lambda y: abs(y - wanted))


def _written(run: _Run, y: float) -> Label:
    x = run.gutter.words
    lines = []
    bottom = y + 3
    for text, font in run.route.words:
        lines.append(Line(x=x, y=bottom + font.size, text=text, font=font, role="accent" if font.bold else "soft"))
        bottom += font.line
    return Label(x=x, y=y, width=run.gutter.right - x, height=run.route.height, lines=tuple(lines))
