"""What a sentence of the compass grew from, in HTML: folded up below it, opened without a script."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.renderers.facts import Words, word
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.renderers.origins import Origin, origins
from tyopaja.views.nodes import EntryView


def trail(entry: EntryView, words: Words) -> Markup | None:
    """The way back from an entry, nearest first; None where there is none."""
    if not entry.trail:
        return None
    steps = (_step(depth, origin) for depth, origin in origins(entry, words))
    return h(
        "details",
        h("summary", word(words, "provenance")),
        h("ol", steps, role="list"),
        class_="trail",
    )


def _step(depth: int, origin: Origin) -> Markup:
    return h(
        "li",
        h("span", f"{origin.how}: ", user(origin.place), class_="trail-place"),
        h("q", user(origin.said), class_="trail-said") if origin.said else None,
        h("span", tuple(_apart(origin.beside)), class_="details") if origin.beside else None,
        style=f"--depth: {min(depth, 6)}" if depth else None,
    )


def _apart(parts: tuple[str, ...]) -> Iterator[Content]:
    for place, part in enumerate(parts):
        yield " · " if place else None
        yield user(part)
