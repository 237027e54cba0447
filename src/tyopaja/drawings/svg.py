"""A flow as a picture of its own in SVG: no script, no font, no address; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from tyopaja.drawings.composing import Picture, compose
from tyopaja.drawings.figures import plan
from tyopaja.drawings.palette import Palette, palette
from tyopaja.drawings.shapes import DECK, SIGN, Box, Content, Line, Point, Track
from tyopaja.drawings.signs import ACTIVITIES, OWN, SHAPES
from tyopaja.drawings.text import text
from tyopaja.model.pack import Definitions

_ROUND = 8
"""The radius of corners."""


def svg(definitions: Definitions, locale: str, columns: int | None = None) -> str:
    """The steps as boxes from top to bottom, those inside others in them, with moves as arrows at the side.

    `columns` is in how many columns the flow stands; as many as make a good shape when left out.
    """
    picture = compose(plan(definitions, locale), columns)
    pen = _Pen(picture, palette(definitions.pack.theme))
    return "\n".join((*pen.document(text(definitions, locale), locale), ""))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _tag(name: str, content: str = "", /, **attributes: object) -> str:
    """An element; an attribute's name is written with `_` for `-`."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_number(value) if isinstance(value, float) else escape(str(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def _path(points: Sequence[Point]) -> str:
    """A way from corner to corner, the corners rounded."""
    said = [f"M{_number(points[0][0])} {_number(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        said.append(f"L{_pair(into)}Q{_pair(corner)} {_pair(out)}")
    said.append(f"L{_pair(points[-1])}")
    return "".join(said)


def _towards(corner: Point, other: Point) -> Point:
    """The place near a corner where its curve begins, on the way to another."""
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(across), abs(down))
    share = min(_ROUND, length / 2) / length if length else 0
    return corner[0] + across * share, corner[1] + down * share


def _pair(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


class _Pen:
    """Writes one picture."""

    def __init__(self, picture: Picture, colours: Palette) -> None:
        self.picture = picture
        self.colours = colours
        self.name = f"flow-{picture.plan.flow.id}"

    def document(self, words: str, locale: str) -> Iterator[str]:
        """The whole file; `words` say what it shows to those who do not see it."""
        picture, colours = self.picture, self.colours
        width, height = _number(picture.width), _number(picture.height)
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="{self.name}-title {self.name}-desc" '
            f'lang="{escape(locale)}" font-family="sans-serif" '
            f'style="-webkit-print-color-adjust:exact;print-color-adjust:exact">'
        )
        yield _tag("title", escape(picture.plan.title), id=f"{self.name}-title")
        yield _tag("desc", escape(words), id=f"{self.name}-desc")
        yield _tag("defs", "".join(self._tip(role) for role in ("line", "accent")))
        yield _tag("rect", width=width, height=height, fill=colours.paper)
        yield _tag("g", "".join(self._lines(picture.lines)), class_="heading")
        for column in picture.columns:
            yield from self._content(column, 0)
        for turn in picture.turns:
            yield self._arrow(turn)
        for track in picture.tracks:
            yield from self._track(track)
        yield _tag("g", "".join(self._keys()), class_="keys")
        yield "</svg>"

    def _tip(self, role: str) -> str:
        tip = _tag("path", d="M0 0L9 4.5L0 9z", fill=self._colour(role))
        more = {"viewBox": "0 0 9 9", "refX": 8.5, "refY": 4.5, "markerWidth": 9, "markerHeight": 9}
        return _tag("marker", tip, id=f"{self.name}-{role}", orient="auto", markerUnits="userSpaceOnUse", **more)

    def _colour(self, role: str) -> str:
        return str(getattr(self.colours, role))

    def _lines(self, lines: Iterable[Line]) -> Iterator[str]:
        for line in lines:
            more = {"font_weight": "bold"} if line.font.bold else {}
            if line.end:
                more["text_anchor"] = "end"
            yield _tag(
                "text",
                escape(line.text, quote=False),
                x=float(line.x),
                y=float(line.y),
                font_size=float(line.font.size),
                fill=self._colour(line.role),
                **more,
            )

    def _content(self, content: Content, depth: int) -> Iterator[str]:
        for points in content.arrows:
            yield self._arrow(points)
        for start, stop in content.dividers:
            yield _tag(
                "path",
                d=_path((start, stop)),
                stroke=self.colours.accent,
                stroke_width=1.5,
                stroke_dasharray="6 5",
            )
        if content.begin:
            yield self._sign("begin", content.begin)
        if content.end:
            yield self._sign("end", content.end)
        for box in content.boxes:
            yield from self._box(box, depth)

    def _arrow(self, points: Sequence[Point]) -> str:
        return _tag(
            "path",
            d=_path(points),
            fill="none",
            stroke=self.colours.line,
            stroke_width=1.5,
            marker_end=f"url(#{self.name}-line)",
        )

    def _box(self, box: Box, depth: int) -> Iterator[str]:
        figure = box.figure
        if figure.step.final:
            frame = _tag("rect", fill="none", **self._frame(box, 0))
            end = self._sign("end", box.sign)
            yield _tag("g", f"{frame}{end}{''.join(self._lines(box.lines))}", class_="step")
            return
        ground = self.colours.tints[depth % len(self.colours.tints)] if figure.inner else self.colours.paper
        more = {"stroke_dasharray": "7 4"} if figure.free else {}
        cards = [
            _tag("rect", fill=ground, stroke=self.colours.line, **self._frame(box, shift))
            for shift in ((DECK, DECK // 2) if figure.step.for_each else ())
        ]
        frame = _tag("rect", fill=ground, stroke=self.colours.line, stroke_width=1.2, **self._frame(box, 0), **more)
        sign = self._sign(self._named(box), box.sign) if box.sign else ""
        yield _tag("g", f"{''.join(cards)}{frame}{sign}{''.join(self._lines(box.lines))}", class_="step")
        if box.content:
            yield from self._content(box.content, depth + 1)

    def _frame(self, box: Box, shift: float) -> dict[str, object]:
        return {
            "x": float(box.x + shift), "y": float(box.y + shift),
            "width": float(box.width), "height": float(box.height), "rx": 9,
        }  # fmt: skip

    def _named(self, box: Box) -> str:
        figure = box.figure
        if figure.lanes:
            return "parallel"
        if figure.free:
            return "free"
        return "each" if figure.inner else f"activity {figure.step.activity}"

    def _sign(self, sign: str, at: Point | None) -> str:
        """A sign around its middle."""
        kind, _, activity = sign.partition(" ")
        x, y = at or (0.0, 0.0)
        colours = self.colours
        place = f"translate({_number(x)} {_number(y)})"
        if kind == "begin":
            return _tag("circle", cx=float(x), cy=float(y), r=6, fill=colours.ink)
        if kind == "end":
            ring = _tag("circle", r=6.5, fill=colours.paper, stroke=colours.ink, stroke_width=1.5)
            return _tag("g", ring + _tag("circle", r=3.5, fill=colours.ink), transform=place)
        if kind == "history":
            ring = _tag("circle", r=9, fill=colours.paper, stroke=colours.accent, stroke_width=1.5)
            drawn = SHAPES["deep" if activity == "deep" else kind]
            stroke = _tag("path", d=drawn, stroke=colours.accent, stroke_width=1.6, fill="none")
            return _tag("g", ring + stroke, transform=place)
        if kind == "move":
            return _tag(
                "path",
                d=f"M{_number(x - 10)} {_number(y + 6)}h12q6 0 6-6t-6-6h-8",
                fill="none",
                stroke=colours.accent,
                stroke_width=1.8,
                marker_end=f"url(#{self.name}-accent)",
            )
        disc = _tag("circle", r=SIGN, fill=colours.of(activity) if activity else colours.marks[0])
        drawn = ACTIVITIES.get(activity, OWN) if activity else SHAPES[kind]
        lines = _tag(
            "path", d=drawn, fill="none", stroke="#ffffff", stroke_width=1.6, stroke_linecap="round",
            stroke_linejoin="round",
        )  # fmt: skip
        return _tag("g", disc + lines, transform=place)

    def _track(self, track: Track) -> Iterator[str]:
        way = _tag(
            "path",
            d=_path(track.points),
            fill="none",
            stroke=self.colours.accent,
            stroke_width=1.8,
            marker_end=f"url(#{self.name}-accent)",
        )
        lead = _leader(track)
        dots = _tag("path", d=_path(lead), stroke=self.colours.accent, stroke_dasharray="1 3") if lead else ""
        words = "".join(self._lines(track.label.lines))
        history = self._sign(f"history {track.way.move.resume}", track.history) if track.history else ""
        yield _tag("g", f"{way}{dots}{history}{words}", class_="move")

    def _keys(self) -> Iterator[str]:
        for sign, middle, line in self.picture.keys:
            yield (self._sign(sign, middle) if sign else "") + "".join(self._lines((line,)))


def _leader(track: Track) -> tuple[Point, Point] | None:
    """From an upright part of a way to its words, where another way runs between them."""
    x = track.points[1][0]
    low, high = sorted((track.points[1][1], track.points[2][1]))
    y = min(max(track.label.y + 11, low), high)
    beside = track.label.y <= y <= track.label.y + track.label.height
    return ((x, y), (track.label.x - 3, y)) if beside and track.label.x - x > 12 else None
