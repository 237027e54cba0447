"""Key results in HTML: figures, how far they have come, who keeps them and until when."""

from __future__ import annotations

from tyopaja.renderers.facts import KeyResult, said, word
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
