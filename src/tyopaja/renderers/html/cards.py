"""Name tags and table signs in HTML: cards in a grid on a screen; on paper as large as a tag is, or a sign to fold."""

from __future__ import annotations

from tyopaja.renderers.html.colours import lifted, night, safe, sound
from tyopaja.renderers.html.markup import Content, Markup, h
from tyopaja.renderers.reported import nobody
from tyopaja.views.nodes import CardsView, CardView


def body(view: CardsView) -> Content:
    """All that is on the page below its band."""
    if not view.cards:
        return h("p", nobody(view), class_="lead", dir="auto")
    make = _tag if view.what == "name-tags" else _sign
    return h("ul", (make(card, view) for card in view.cards), class_=view.what, role="list")


def _tag(card: CardView, view: CardsView) -> Markup:
    first, *rest = card.lines or ("",)
    return h(
        "li",
        h("p", view.company, class_="whose-day", dir="auto") if view.company else None,
        h("p", card.title, class_="tag-name", dir="auto") if card.title else h("p", class_="room"),
        h("p", first, class_="tag-line", dir="auto") if first else None,
        (h("p", line, class_="tag-more", dir="auto") for line in rest),
        class_="tag",
        style=_tone(card, view),
    )


def _sign(card: CardView, view: CardsView) -> Markup:
    people = (h("li", name, dir="auto") for name in card.lines)
    return h(
        "li",
        h("p", view.title, class_="whose-day", dir="auto") if view.title else None,
        h("h2", card.title, dir="auto"),
        h("ul", people, role="list", class_="at-table") if card.lines else None,
        class_="sign",
        style=_tone(card, view),
    )


def _tone(card: CardView, view: CardsView) -> str | None:
    colour = safe(card.colour, "")
    return f"--c: {colour}; --d: {lifted(colour, night(sound(view.theme)).paper)}" if colour else None
