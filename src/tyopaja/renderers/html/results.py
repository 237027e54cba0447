"""Key results in HTML: figures, how far they have come, where they stood on the way, who keeps them and until
when."""

from __future__ import annotations

from tyopaja.renderers.facts import KeyResult, Words, checked, history, said, spots, word
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.views.nodes import EntryView, SheetView

_WAYS = {"up": "↗", "down": "↘", "keep": "→", "yes-no": "✓"}


def key_result(entry: EntryView, sheet: SheetView, told: Content) -> Markup:
    """One key result; `told` is what there is to say of it beside its figures."""
    result, words = KeyResult.of(entry), sheet.words
    titles = {field.id: field.title for field in entry.fields}

    def title(name: str) -> str:
        return titles.get(name) or word(words, name)

    unit_at = next((name for name, one in (("target", result.target), ("now", result.now)) if one), "start")
    figures = [
        h(
            "div",
            h("dt", title(name)),
            h("dd", user(value), h("span", " ", user(result.unit), class_="unit") if with_unit else None),
            class_=name,
        )
        for name, value in (("start", result.start), ("now", result.now), ("target", result.target))
        if value
        for with_unit in [bool(result.unit) and name == unit_at]
    ]
    rows = [
        h("div", h("dt", title(name)), h("dd", user(value)), class_=name)
        for name, value in (("due", result.due), ("owner", result.owner))
        if value
    ]
    others = [h("div", h("dt", user(one.title)), h("dd", said(one), dir="auto")) for one in result.others if one.text]
    return h(
        "div",
        h("p", entry.text or "–", dir="auto", class_="words"),
        _measure(result),
        h("dl", figures, class_="figures") if figures else None,
        _bar(result),
        _way(entry, words),
        h("dl", rows, class_="agreed") if rows else None,
        h("dl", others, class_="fields") if others else None,
        told,
        class_="result",
    )


def _measure(result: KeyResult) -> Markup | None:
    if not (result.measure or result.direction):
        return None
    way = _WAYS.get(result.way, "")
    direction = h("span", h("span", f"{way} ", aria_hidden="true") if way else None, result.direction, class_="way")
    return h(
        "p",
        user(result.measure) if result.measure else None,
        " " if result.measure and result.direction else None,
        direction if result.direction else None,
        class_="measure",
    )


def _bar(result: KeyResult) -> Markup | None:
    """How far it has come on its way; the figures beside it say the same."""
    if result.done is None:
        return None
    return h("div", h("i", style=f"width: {result.done:.1%}"), class_="bar", aria_hidden="true")


_WIDE, _HIGH, _EDGE = 120.0, 28.0, 4.0


def _way(entry: EntryView, words: Words) -> Content:
    """Where it stood each time that somebody looked, as a line and in numbers, and what they said."""
    stood = history(entry, words)
    said = (h("li", h("span", user(when), class_="when"), " ", user(note)) for when, note in checked(entry))
    return (
        h("p", _spark(entry), h("span", user(stood)), class_="stood") if stood else None,
        h("ul", said, class_="checked", role="list") if any(check.note for check in entry.checks) else None,
    )


def _spark(entry: EntryView) -> Markup | None:
    """The numbers as a small line; they stand beside it, so that nobody has to see it."""
    found = spots(entry)
    if len(found) < 2:
        return None
    at = [(_EDGE + x * (_WIDE - 2 * _EDGE), _HIGH - _EDGE - y * (_HIGH - 2 * _EDGE)) for x, y in found]
    last_x, last_y = at[-1]
    return h(
        "svg",
        h("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in at)),
        h("circle", cx=f"{last_x:.1f}", cy=f"{last_y:.1f}", r="3.4"),
        viewBox=f"0 0 {_WIDE:g} {_HIGH:g}",
        class_="spark",
        aria_hidden="true",
        focusable="false",
    )
