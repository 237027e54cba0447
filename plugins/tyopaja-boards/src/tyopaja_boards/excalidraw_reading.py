"""Boards of Excalidraw, back in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from tyopaja.importers import Content
from tyopaja.views.nodes import SheetView
from tyopaja_boards.keys import Key
from tyopaja_boards.reading import content_of
from tyopaja_boards.shapes import Drawing, Line, Shape, no_board, rect_of, tables_in, text_of, texts_of, tree_of

_FORMAT = "Excalidraw"
_ASIDE = {
    "image": "A picture was added: it is not imported.",
    "freedraw": "Something was drawn by hand: it is not imported.",
    "embeddable": "A page was embedded: it is not imported.",
    "iframe": "A page was embedded: it is not imported.",
}

Element = Mapping[str, Any]


def read(data: bytes, view: SheetView | None = None) -> Content:
    """What a board holds. Raises ImportProblem."""
    tree = tree_of(data, _FORMAT)
    if tree.get("type") not in ("excalidraw", "excalidraw/clipboard"):
        raise no_board(_FORMAT, "its 'type' is not 'excalidraw'")
    elements = [one for one in tables_in(tree, "elements", _FORMAT, needed=True) if not one.get("isDeleted")]
    skipped: list[str] = []
    shapes = tuple(_shapes(elements, skipped))
    return content_of(Drawing(shapes=shapes, lines=tuple(_lines(elements, skipped)), skipped=tuple(skipped)))


def _shapes(elements: list[dict[str, Any]], skipped: list[str]) -> Iterator[Shape]:
    """What can be a note: shapes with the text that is bound to them, and texts that stand by themselves."""
    holders = {_name(one) for one in elements if one.get("type") != "text"}
    bound: dict[str, Element] = {}
    for one in elements:
        if one.get("type") == "text" and text_of(one.get("containerId")) in holders:
            bound.setdefault(text_of(one.get("containerId")), one)
    for one in elements:
        kind, name = text_of(one.get("type")), _name(one)
        custom = one.get("customData")
        kept: Mapping[str, Any] = custom if isinstance(custom, dict) else {}
        own = Key.parse(name)
        key = own or Key.parse(kept.get("tyopaja"))
        if kind == "text":
            if text_of(one.get("containerId")) in holders:
                continue
            if key and key.role == "text" and key.entry:  # the text of a note whose rectangle is gone
                key = evolve(key, role="note")
            text = _text(one, key)
        elif kind in ("arrow", "line"):
            if name in bound:
                skipped.append(f"What stands at an arrow is not imported: '{_text(bound[name], None)[:60]}'.")
            continue
        elif kind in _ASIDE:
            if key is None:
                skipped.append(_ASIDE[kind])
            continue
        else:
            text = _text(bound[name], key) if name in bound else ""
        yield Shape(
            id=name,
            text=text,
            key=key,
            sure=own is not None,
            texts=texts_of(kept.get("texts")),
            rect=rect_of(*(one.get(side) for side in ("x", "y", "width", "height"))),
        )


def _lines(elements: list[dict[str, Any]], skipped: list[str]) -> Iterator[Line]:
    holder = {
        _name(one): text_of(one.get("containerId"))
        for one in elements
        if one.get("type") == "text" and one.get("containerId")
    }
    for one in elements:
        if one.get("type") != "arrow":
            continue
        ends = [_end(one.get(side)) for side in ("startBinding", "endBinding")]
        if one.get("endArrowhead") is None and one.get("startArrowhead") is not None:
            ends.reverse()
        yield Line(source=holder.get(ends[0], ends[0]), target=holder.get(ends[1], ends[1]))


def _end(binding: Any) -> str:
    return text_of(binding.get("elementId")) if isinstance(binding, dict) else ""


def _name(element: Element) -> str:
    return text_of(element.get("id"))


def _text(element: Element, key: Key | None) -> str:
    """What a text says, without the breaks that were put in to make it fit.

    Excalidraw keeps it twice. Where some other program has changed but what is shown, that is what counts.
    """
    shown, original = text_of(element.get("text")), element.get("originalText")
    if not isinstance(original, str) or "".join(shown.split()) != "".join(original.split()):
        return shown if shown.strip() else text_of(original)
    return text_of(original)
