"""A spread in HTML: what of the one sheet the other leaves unanswered, then both side by side."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.renderers.facts import Words, left_of
from tyopaja.renderers.html.markup import Content, Markup, h
from tyopaja.renderers.html.sheets import sheet
from tyopaja.views.nodes import Pair, SpreadView


def body(view: SpreadView) -> Iterator[Content]:
    """All that stands in the page's main part."""
    yield h("div", (_pair(pair, view.words) for pair in view.pairs), class_="pairs")
    yield h("div", sheet(view.asked, 2, "asked"), sheet(view.answering, 2, "answering"), class_="spread")


def _pair(pair: Pair, words: Words) -> Markup:
    left = (h("li", text or "–", dir="auto") for text in pair.unanswered)
    return h(
        "section",
        h("h2", pair.title, dir="auto"),
        h("p", left_of(pair, words), f": {len(pair.unanswered)}" if pair.unanswered else None, class_="overline"),
        h("ul", left, role="list") if pair.unanswered else None,
        class_="pair" + (" open" if pair.unanswered else ""),
    )
