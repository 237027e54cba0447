"""What a session holds of one person, in HTML: the facts as a table of terms, then cards of what they wrote, voted for
and said."""

from __future__ import annotations

from tyopaja.renderers.facts import word
from tyopaja.renderers.html.entries import fields
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.renderers.persons import Item, facts_of, parts
from tyopaja.views.nodes import OwnView


def whence(view: OwnView) -> str:
    """Whose session it is, and which flow."""
    return " · ".join(part for part in (view.title, view.flow) if part)


def body(view: OwnView) -> Content:
    """All that is on the page below its band."""
    rows = (h("div", h("dt", name), h("dd", said, dir="auto")) for name, said in facts_of(view))
    found = [_part(name, items, view, number) for number, (name, items) in enumerate(parts(view), 1)]
    return (
        h("dl", rows, class_="blanks own-facts"),
        found or h("p", word(view.words, "empty"), class_="ended"),
    )


def _part(name: str, items: list[Item], view: OwnView, number: int) -> Markup:
    key = f"part-{number}"
    return h(
        "section",
        h("h2", name, h("span", f" ({len(items)})", class_="amount"), id=key),
        h("ul", (_item(item, view) for item in items), class_="cards", role="list"),
        aria_labelledby=key,
        class_="own",
    )


def _item(item: Item, view: OwnView) -> Markup:
    beside = [part for part in item.beside if part]
    said = (h("span", user(part), " · " if place < len(beside) else None) for place, part in enumerate(beside, 1))
    return h(
        "li",
        h("p", item.place or "–", class_="place", dir="auto"),
        h("p", item.said, class_="words", dir="auto") if item.said else None,
        fields(item.fields, view),
        h("p", said, class_="details") if beside else None,
        class_="card",
    )
