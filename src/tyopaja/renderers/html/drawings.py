"""Radars, curves and maps in HTML, as pictures within the page. What they show stands beside them in words too: each
has a name that says its figures, and the entries follow it as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, pi, sin
from textwrap import wrap

from tyopaja.renderers.facts import Words, all_entries, field_of, is_yes, marks, place_of, said, share, word
from tyopaja.renderers.html.labels import Box, Label, placed
from tyopaja.renderers.html.markup import Content, Markup, h
from tyopaja.views.nodes import EntryView, FieldView, SectionView

SPOKES = 3
"""Fewer parts than these make no radar."""
_RADIUS = 122
_MAP = (400, 290)


def drawing(section: SectionView, words: Words) -> Markup | None:
    """What a section is drawn as beside its entries; None for one that is no picture."""
    match section.draw:
        case "radar" if len(section.parts) >= SPOKES:
            return _radar(section)
        case "curve":
            return _curve(section)
        case "map":
            return _map(section, words)
        case _:
            return None


def _svg(kind: str, told: str, width: float, height: float, *content: Content) -> Markup:
    return h(
        "svg",
        *content,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_label=told,
        class_=kind,
        focusable="false",
    )


def _scores(section: SectionView) -> list[FieldView | None]:
    return [field_of(entry.fields, "scale") for entry in all_entries(section)]


def _scale_of(section: SectionView) -> FieldView | None:
    """The scale that a section's scores are on."""
    return field_of(section.fields, "scale") or next((one for one in _scores(section) if one), None)


def _radar(section: SectionView) -> Markup:
    parts, field = section.parts, _scale_of(section)
    scores = [next((field_of(one.fields, "scale") for one in part.entries), None) for part in parts]
    rings = max(len(marks(field)) - 1, 1) if field else 4
    turns = [place * 2 * pi / len(parts) for place in range(len(parts))]
    shares = [share(one) for one in scores]
    spokes = (h("line", x1=_x(0), y1=_y(0), x2=_at(turn, 1)[0], y2=_at(turn, 1)[1], class_="spoke") for turn in turns)
    webs = (
        h(
            "polygon",
            points=" ".join(",".join(_at(turn, ring / rings)) for turn in turns),
            class_="web outer" if ring == rings else "web",
        )
        for ring in range(1, rings + 1)
    )
    known = [(turn, one) for turn, one in zip(turns, shares, strict=True) if one is not None]
    corners = [_at(turn, max(one, 0.02)) for turn, one in known]
    shape = h("polygon", points=" ".join(map(",".join, corners)), class_="shape") if len(corners) >= SPOKES else None
    dots = (h("circle", cx=x, cy=y, r="5", class_="spot") for x, y in corners)
    names = (_spoke_name(turn, part.title) for turn, part in zip(turns, parts, strict=True))
    told = "; ".join(
        f"{part.title}: {said(score)}" if score else part.title for part, score in zip(parts, scores, strict=True)
    )
    drawn = _svg("radar", f"{section.title}. {told}", 540, 345, *webs, *spokes, shape, *dots, *names)
    return h("div", drawn, class_="figure-of")


def _x(along: float) -> str:
    return f"{270 + along * _RADIUS:.1f}"


def _y(along: float) -> str:
    return f"{172 + along * _RADIUS:.1f}"


def _at(turn: float, along: float) -> tuple[str, str]:
    """A point of a radar, as far along a spoke; the first spoke points up."""
    return _x(sin(turn) * along), _y(-cos(turn) * along)


def _spoke_name(turn: float, title: str) -> Markup:
    lines = wrap(title, 20, break_long_words=True, max_lines=3, placeholder="…") or ["–"]
    x, y = _at(turn, 1.14)
    across = sin(turn)
    anchor = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"
    # Lines grow away from the radar: up over the first spoke, down below the lowest ones.
    lift = (len(lines) - 1) * (0.5 + cos(turn) / 2)
    rows = (h("tspan", line, x=x, dy="0" if place == 0 else "1.15em") for place, line in enumerate(lines))
    return h("text", *rows, x=x, y=y, dy=f"{0.35 - lift * 1.15:.2f}em", text_anchor=anchor, class_="name")


def _curve(section: SectionView) -> Markup:
    entries, scores, field = all_entries(section), _scores(section), _scale_of(section)
    step, height, top, bottom = 44, 190, 34, 152
    width = max(360, step * max(len(entries), 1) + 16)
    first = (width - step * len(entries)) / 2 + step / 2
    spots = [
        (first + step * place, bottom - (bottom - top) * at)
        for place, one in enumerate(scores)
        if (at := share(one)) is not None
    ]
    levels = max(len(marks(field)) - 1, 1) if field else 4
    lines = (
        h("line", x1="0", x2=f"{width:g}", y1=_f(y), y2=_f(y), class_="level")
        for y in (top + (bottom - top) * level / levels for level in range(levels + 1))
    )
    numbers = (
        h("text", str(place), x=_f(first + step * (place - 1)), y="180", text_anchor="middle", class_="number")
        for place in range(1, len(entries) + 1)
    )
    line = h("path", d=_smooth(spots), class_="way") if len(spots) > 1 else None
    dots = (h("circle", cx=_f(x), cy=_f(y), r="7", class_="spot") for x, y in spots)
    told = "; ".join(
        f"{place}. {entry.text}" + (f": {said(score)}" if score else "")
        for place, (entry, score) in enumerate(zip(entries, scores, strict=True), start=1)
    )
    drawn = _svg(
        f"curve{' long' if len(entries) > 9 else ''}",
        f"{section.title}. {told}",
        width,
        height,
        *lines,
        *_borders(section, first - step / 2, step),
        line,
        *dots,
        *numbers,
    )
    return h("figure", drawn, _caption(field), class_="figure-of")


def _borders(section: SectionView, first: float, step: float) -> Iterator[Markup]:
    """Where one part of a curve ends and the next begins, with the parts' names."""
    at = first + step * len(section.entries)
    for place, part in enumerate(section.parts):
        wide = step * len(part.entries)
        if place and part.entries:
            yield h("line", x1=_f(at), x2=_f(at), y1="6", y2="186", class_="border")
        if part.entries:
            room = max(int(wide / 9), 1)
            name = part.title if len(part.title) <= room else f"{part.title[: room - 1]}…"
            yield h("text", name, x=_f(at + 6), y="20", class_="name")
        at += wide


def _caption(field: FieldView | None) -> Markup | None:
    if field is None:
        return None
    least, most = field.scale or (1, 5)
    ends = " – ".join(
        f"{name} ({end:g})" if name else f"{end:g}" for name, end in ((field.low, least), (field.high, most))
    )
    return h("figcaption", f"{field.title}: {ends}", dir="auto")


def _smooth(spots: Sequence[tuple[float, float]]) -> str:
    """A way through all spots that never leaves the levels of the two it runs between."""
    (x, y), *rest = spots
    way = [f"M{_f(x)} {_f(y)}"]
    for to_x, to_y in rest:
        middle = _f((x + to_x) / 2)
        way.append(f"C{middle} {_f(y)} {middle} {_f(to_y)} {_f(to_x)} {_f(to_y)}")
        x, y = to_x, to_y
    return " ".join(way)


def _map(section: SectionView, words: Words) -> Markup:
    width, height = _MAP
    known = [(entry, at) for entry in all_entries(section) if (at := place_of(entry)) is not None]
    spots = [(14 + (width - 28) * x / 100, height - 14 - (height - 28) * y / 100) for _, (x, y) in known]
    names = placed(
        [Label(x, y, entry.text) for (entry, _), (x, y) in zip(known, spots, strict=True)], Box(width, height)
    )
    numbers = {entry.id: str(place) for place, entry in enumerate(all_entries(section), start=1)}
    points = (
        _point(x, y, ours=is_yes(entry), number="" if name else numbers[entry.id])
        for (entry, _), (x, y), name in zip(known, spots, names, strict=True)
    )
    texts = (
        h("text", name.text, x=_f(name.x), y=_f(name.y), text_anchor=name.anchor, class_="name")
        for name in names
        if name
    )
    cross = (
        h("rect", x="1", y="1", width=str(width - 2), height=str(height - 2), rx="3", class_="frame"),
        h("line", x1=_f(width / 2), x2=_f(width / 2), y1="1", y2=str(height - 1), class_="axis"),
        h("line", x1="1", x2=str(width - 1), y1=_f(height / 2), y2=_f(height / 2), class_="axis"),
    )
    told = "; ".join(_told(entry, at, words) for entry, at in known)
    drawn = _svg("map", f"{section.title}. {told}" if told else section.title, width, height, *cross, *points, *texts)
    return h("div", _end(section, "top"), drawn, _end(section, "bottom"), _sides(section), class_="figure-of map-of")


def _point(x: float, y: float, *, ours: bool, number: str) -> Content:
    """A point; one that has no room for its name has the number that it has in the list."""
    kind, size = ("spot ours", "9") if ours else ("spot", "9" if number else "6")
    dot = h("circle", cx=_f(x), cy=_f(y), r=size, class_=kind)
    return (dot, h("text", number, x=_f(x), y=_f(y + 3.6), text_anchor="middle", class_="inside") if number else None)


def _told(entry: EntryView, at: tuple[float, float], words: Words) -> str:
    ours = f", {word(words, 'ours')}" if is_yes(entry) else ""
    return f"{entry.text}{ours} ({at[0]:g}, {at[1]:g})"


def _end(section: SectionView, side: str) -> Markup | None:
    text = getattr(section.axes, side) if section.axes else ""
    arrow = {"top": "↑ ", "bottom": "↓ "}[side]
    return h("p", h("span", arrow, aria_hidden="true"), h("span", text, dir="auto"), class_="end") if text else None


def _sides(section: SectionView) -> Markup | None:
    left, right = (section.axes.left, section.axes.right) if section.axes else ("", "")
    if not (left or right):
        return None
    return h(
        "p",
        h("span", h("span", "← ", aria_hidden="true") if left else None, h("span", left, dir="auto")),
        h("span", h("span", right, dir="auto"), h("span", " →", aria_hidden="true") if right else None),
        class_="sides",
    )


def _f(number: float) -> str:
    return f"{number:.1f}"
