"""A whole picture: the flow's name, its steps in columns side by side where one would be too long, and what the signs
mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log

from attrs import frozen

from tyopaja.drawings.figures import Figure, Plan
from tyopaja.drawings.layout import Layout
from tyopaja.drawings.measuring import Font
from tyopaja.drawings.routes import Route, Router, crossings, deep, ends, tall
from tyopaja.drawings.shapes import DETAIL, Box, Content, Gutter, Line, Point, Role, Track
from tyopaja.drawings.tracks import Ground, tracks

NAME = Font(24, bold=True)
PURPOSE = Font(14)
MARGIN = 24
_COLUMN = 360
"""How narrow a column may be."""
_BETWEEN = 36
"""Between columns."""
_BAND = 9
"""Between ways that run above the columns."""
_LONG = 1100
"""How long a column may be before there are two."""
_MOST = 4
_SHAPE = 1.35
"""How much wider than high a picture of several columns should be."""
_LEAD = 30
"""From the top of a column to its first step: the dot that the flow begins with, and an arrow."""


@frozen(kw_only=True)
class Picture:
    """Everything in its place."""

    plan: Plan
    width: float
    height: float
    lines: tuple[Line, ...]
    """The flow's name and what there is to say of it."""
    columns: tuple[Content, ...]
    turns: tuple[tuple[Point, ...], ...]
    """From the end of each column to the beginning of the next."""
    tracks: tuple[Track, ...]
    keys: tuple[tuple[str, Point, Line], ...]
    """What the signs mean: which, where its middle is, and the words beside it."""


@frozen
class _Column:
    """Some of the steps of the flow, and the moves beside them."""

    figures: tuple[Figure, ...]
    routes: tuple[Route, ...]
    passing: tuple[Route, ...]
    """Moves that reach one of its steps from another column."""
    room: float
    """How wide its steps are."""


def compose(plan: Plan, columns: int | None = None) -> Picture:
    """Put a flow in its places; `columns` are as many as make a good shape when left out."""
    routes = Router(plan).routes()
    by_home: dict[str | None, list[Route]] = {}
    for route in routes:
        by_home.setdefault(route.home, []).append(route)
    layout = Layout(
        by_home,
        crossings(plan, routes),
        {name: tall(met) for name, met in ends(routes).items()},
        {name: deep(met) for name, met in ends(routes).items()},
        {plan.parents[route.target] for route in routes if route.resumes},
    )
    made = _columns(plan, layout, columns)
    widths = [one.room + layout.gutter_width(None, one.routes, one.passing) for one in made]
    width = max(sum(widths) + _BETWEEN * (len(made) - 1), 420.0)
    lines, top = _heading(plan, width)
    far = sum(len(one.passing) for one in made)
    top += _BAND * far + 10
    x = MARGIN + (width - sum(widths) - _BETWEEN * (len(made) - 1)) / 2
    placed: list[Content] = []
    for number, (one, wide) in enumerate(zip(made, widths, strict=True)):
        first, last = number == 0, number == len(made) - 1
        y = top if first else top + _LEAD
        placed.append(layout.sequence(one.figures, x, y, wide, one.routes, one.passing, None, first, last))
        x += wide + _BETWEEN
    bottom = max(content.bottom for content in placed)
    bands = tuple(top - 8 - _BAND * place for place in range(far))
    keys, bottom = _keys(plan, width, bottom + 36)
    return Picture(
        plan=plan,
        width=width + 2 * MARGIN,
        height=bottom + MARGIN,
        lines=lines,
        columns=tuple(placed),
        turns=tuple(_turns(placed, widths)),
        tracks=tracks(routes, _ground(placed, bands)),
        keys=keys,
    )


def _columns(plan: Plan, layout: Layout, wanted: int | None) -> tuple[_Column, ...]:
    """The steps of the flow shared out in as many columns as are asked for, or as make a good shape."""
    rooms = [max(_COLUMN, layout.wish(figure)) for figure in plan.figures]
    heights = [layout.place(figure, 0, 0, room).bottom + 24 for figure, room in zip(plan.figures, rooms, strict=True)]
    tall = {figure.step.id: height for figure, height in zip(plan.figures, heights, strict=True)}
    most = min(wanted or _MOST, len(heights))
    counts = [most] if wanted is not None else range(1, 2 if sum(heights) <= _LONG else most + 1)
    best = None
    for count in counts:
        columns = _filled(plan, layout, rooms, _shared(heights, count))
        width = sum(one.room + layout.gutter_width(None, one.routes, one.passing) + _BETWEEN for one in columns)
        height = max(sum(tall[figure.step.id] for figure in one.figures) for one in columns)
        empty = 1 - sum(heights) / (height * count)
        unlike = abs(log(width / height / _SHAPE)) + empty
        if best is None or unlike < best[0]:
            best = (unlike, columns)
    return best[1] if best else ()


def _filled(plan: Plan, layout: Layout, rooms: Sequence[float], counts: Sequence[int]) -> tuple[_Column, ...]:
    home: dict[str, int] = {}
    shares: list[slice] = []
    for number, count in enumerate(counts):
        start = shares[-1].stop if shares else 0
        shares.append(slice(start, start + count))
        home.update({one.step.id: number for figure in plan.figures[shares[-1]] for one in figure.walk()})
    own: list[list[Route]] = [[] for _ in counts]
    passing: list[list[Route]] = [[] for _ in counts]
    for route in layout.routes.get(None, ()):
        source, target = home[route.source], home[route.target]
        own[source].append(route)
        if source != target:
            passing[target].append(route)
    return tuple(
        _Column(plan.figures[share], tuple(own[number]), tuple(passing[number]), max(rooms[share]))
        for number, share in enumerate(shares)
    )


def _shared(heights: Sequence[float], count: int) -> tuple[int, ...]:
    """How many of the steps stand in each column, in their order, so that the longest is as short as it can be."""
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, ())}]
    for _ in range(count):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (longest, counts) in best[-1].items():
            total = 0.0
            for stop in range(start + 1, len(heights) + 1):
                total += heights[stop - 1]
                worst = max(longest, total)
                if stop not in found or worst < found[stop][0]:
                    found[stop] = (worst, (*counts, stop - start))
        best.append(found)
    return best[-1][len(heights)][1]


def _heading(plan: Plan, width: float) -> tuple[tuple[Line, ...], float]:
    lines: list[Line] = []
    bottom = float(MARGIN)
    for text, font, role in ((plan.title, NAME, "ink"), (plan.purpose, PURPOSE, "ink"), ("", PURPOSE, "soft")):
        for one in font.wrap(text or (" · ".join(plan.facts) if role == "soft" else ""), min(width, 900)):
            said: Role = "soft" if role == "soft" else "ink"
            lines.append(Line(x=MARGIN, y=bottom + font.size, text=one, font=font, role=said))
            bottom += font.line
        bottom += 4
    return tuple(lines), bottom + 8


def _turns(columns: Sequence[Content], widths: Sequence[float]) -> Iterator[tuple[Point, ...]]:
    for number, (one, following) in enumerate(pairwise(columns)):
        last, first = one.boxes[-1], following.boxes[0]
        if last.figure.step.final:
            continue
        middle, onward = last.x + (last.width + last.deck) / 2, first.x + (first.width + first.deck) / 2
        beside = one.boxes[0].x + widths[number] + _BETWEEN / 2
        above = first.y - 18
        low = max(last.bottom, one.bottom) + 14
        yield (middle, last.bottom), (middle, low), (beside, low), (beside, above), (onward, above), (onward, first.y)


def _ground(columns: Sequence[Content], bands: tuple[float, ...]) -> Ground:
    boxes: dict[str, Box] = {}
    gutters: dict[str | None, Gutter] = {}
    beside: dict[str, Gutter] = {}
    for column in columns:
        for box in (inner for one in column.boxes for inner in one.walk()):
            name = box.figure.step.id
            boxes[name] = box
            if column.gutter is not None:
                beside[name] = column.gutter
            if box.content is not None and box.content.gutter is not None:
                gutters[name] = box.content.gutter
    return Ground(boxes, gutters, beside, bands)


def _keys(plan: Plan, width: float, top: float) -> tuple[tuple[tuple[str, Point, Line], ...], float]:
    """What the signs in this picture mean, side by side as many as there is room for."""
    placed: list[tuple[str, Point, Line]] = []
    x, y = float(MARGIN), top
    for sign, words in _signs(plan):
        taken = 30 + DETAIL.width(words) + 18
        if x > MARGIN and x + taken > MARGIN + width:
            x, y = float(MARGIN), y + 30
        for number, text in enumerate(DETAIL.wrap(words, width - 34)):
            if number:
                y += DETAIL.line
            line = Line(x=x + 30, y=y + 4, text=text, font=DETAIL, role="soft")
            placed.append((sign if not number else "", (x + 11, y), line))
        x += taken
    return tuple(placed), y + 16


def _signs(plan: Plan) -> Iterator[tuple[str, str]]:
    wording, figures = plan.wording, list(plan.walk())
    done = dict.fromkeys(one.step.activity for one in figures if not one.inner and not one.step.final)
    yield from ((f"activity {name}", wording.activity(name)) for name in done)
    if any(one.lanes for one in figures):
        yield "parallel", wording.say("parallel")
    if any(one.free for one in figures):
        yield "free", wording.say("free")
    for kind in ("group", "participant"):
        if any(one.step.for_each == kind for one in figures):
            yield "each", wording.say(f"each-{kind}")
    yield "begin", wording.say("begins")
    yield "end", wording.say("ends")
    if plan.ways:
        yield "move", wording.say("move")
    if any(way.move.resume != "none" for way in plan.ways):
        yield "history", wording.say("resume")
