"""Forms in HTML, and room for a pen: what a canvas by itself shows where nobody has written anything."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.renderers.facts import UNTICKED, Words, word
from tyopaja.renderers.html.marks import scale, value
from tyopaja.renderers.html.markup import Content, Markup, h
from tyopaja.views.nodes import FieldView, SectionView, SheetView

_MOST = {"notes": 3, "checks": 4, "chain": 3, "cards": 3, "results": 2}
"""How many blank ones of a kind show what is meant."""


def by_itself(sheet: SheetView) -> bool:
    """Whether a sheet is a canvas by itself, to be filled with a pen: nobody's, of no day."""
    return sheet.what == "sheet" and not sheet.company and not sheet.date


def blanks(section: SectionView, sheet: SheetView) -> Markup:
    """Every blank of a section with what was written into it."""
    return h("dl", (_blank(one, sheet) for one in section.blanks), class_="blanks")


def _blank(blank: FieldView, sheet: SheetView) -> Markup:
    written: Content
    if blank.type == "scale":
        written = scale(blank)
    elif blank.text or blank.value is not None:
        written = value(blank, sheet)
    elif by_itself(sheet):
        written = _room(blank, sheet.words)
    else:
        written = "–"
    none = not blank.text and blank.value is None and blank.type != "scale"
    return h("div", h("dt", blank.title), h("dd", written, dir="auto", class_="none" if none else None))


def pen(section: SectionView, sheet: SheetView, left: int | None = None) -> Markup | None:
    """Room for a pen in an empty section, or in one of its parts; `left` is how many entries may still come."""
    most = _MOST.get(section.draw, 1)
    number = most if left is None else min(most, left)
    if not number or not by_itself(sheet):
        return None
    match section.draw:
        case "notes" if section.look != "statement":
            return h("div", [h("span", class_="ghost")] * number, class_="ghosts", aria_hidden="true")
        case "checks":
            row = h("li", h("span", UNTICKED, class_="tick"), h("span", class_="room"), class_="check")
            return h("ul", [row] * number, class_="checks", aria_hidden="true")
        case "chain":
            return h("ol", [h("li", class_="card ghost-card")] * number, class_="chain", aria_hidden="true")
        case "picture":
            return h("p", word(sheet.words, "picture"), class_="frame", aria_hidden="true")
        case "scale" | "radar":
            score = next((one for one in section.fields if one.type == "scale"), None)
            return h("div", scale(score) if score else None, _lines(2), class_="said")
        case "cards" | "results" | "blanks":
            cards = (_ghost_card(section, sheet.words, heard=place == 0) for place in range(number))
            return h("div", cards, class_="cards")
        case "curve" | "map":
            return None
        case _:
            return _lines(3)


def whose(sheet: SheetView) -> Markup | None:
    """A line for the name of whoever fills a canvas by itself."""
    if not by_itself(sheet):
        return None
    return h("p", word(sheet.words, "company"), h("span", class_="room"), class_="whose")


def _ghost_card(section: SectionView, words: Words, *, heard: bool) -> Markup:
    """A card with a line for its words and one for each of its fields; one of several is heard."""
    rows = (_blank_field(one, words) for one in section.fields)
    form = h("dl", rows, class_="blanks") if section.fields else None
    return h("div", _lines(1), form, class_="card ghost-card", aria_hidden=None if heard else "true")


def _blank_field(one: FieldView, words: Words) -> Markup:
    return h("div", h("dt", one.title), h("dd", scale(one) if one.type == "scale" else _room(one, words)))


def _room(one: FieldView, words: Words) -> Content:
    """Where a value is to be written, or what there is to choose between."""
    options = (word(words, "yes"), word(words, "no")) if one.type == "yes-no" else one.choices
    return tuple(_options(options)) if options else h("span", class_="room")


def _options(options: tuple[str, ...]) -> Iterator[Markup]:
    for one in options:
        yield h("span", h("span", UNTICKED, aria_hidden="true", class_="tick"), " ", one, " ", class_="option")


def _lines(number: int) -> Markup:
    return h("div", [h("span", class_="room")] * number, class_="lines", aria_hidden="true")
