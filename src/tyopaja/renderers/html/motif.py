"""The one picture of a report: a compass drawn in the theme's colours. It says nothing that the words do not say, so
assistive technology passes over it."""

from __future__ import annotations

from math import cos, pi, sin

from tyopaja.renderers.html.markup import Markup, h


def _point(degrees: float, radius: float) -> str:
    turned = (degrees - 90) * pi / 180
    return f"{radius * cos(turned):.2f} {radius * sin(turned):.2f}"


def _arc(start: float, end: float, radius: float, colour: str) -> Markup:
    large = 1 if end - start > 180 else 0
    way = f"M{_point(start, radius)} A{radius} {radius} 0 {large} 1 {_point(end, radius)}"
    return h("path", d=way, fill="none", stroke=colour, stroke_width="7", stroke_linecap="round")


def compass(colours: tuple[str, ...], line: str) -> Markup:
    """A dial with an arc in each colour, and its needle."""
    share = 360 / max(len(colours), 1)
    gap = 9 if len(colours) > 1 else 0
    arcs = [_arc(place * share + gap, (place + 1) * share - gap - 0.01, 88, one) for place, one in enumerate(colours)]
    ticks = "".join(
        f"M{_point(turn, 66 if turn % 90 else 60)} L{_point(turn, 72)}" for turn in range(0, 360, 15)
    )  # fmt: skip
    needle = f"M{_point(0, 56)} L{_point(90, 9)} L{_point(180, 56)} L{_point(270, 9)} Z"
    return h(
        "svg",
        *arcs,
        h("circle", r="76", fill="none", stroke=line, stroke_width="0.8"),
        h("path", d=ticks, stroke=line, stroke_width="1.2", fill="none"),
        h(
            "g",
            h("path", d=needle, fill="none", stroke=line, stroke_width="1.2", stroke_linejoin="round"),
            h("path", d=f"M{_point(0, 56)} L{_point(90, 9)} L{_point(270, 9)} Z", fill=line),
            h("circle", r="2.4", fill="none", stroke=line, stroke_width="1.2"),
            transform="rotate(28)",
        ),
        viewBox="-96 -96 192 192",
        class_="motif",
        aria_hidden="true",
        focusable="false",
    )
