"""Boards in JSON Canvas 1.0, back in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tyopaja.importers import Content
from tyopaja.views.nodes import SheetView
from tyopaja_boards.keys import Key
from tyopaja_boards.marking import parted, plain
from tyopaja_boards.reading import content_of
from tyopaja_boards.shapes import Drawing, Line, Shape, no_board, rect_of, tables_in, text_of, texts_of, tree_of

_FORMAT = "JSON Canvas"


def read(data: bytes, view: SheetView | None = None) -> Content:
    """What a board holds. Raises ImportProblem."""
    tree = tree_of(data, _FORMAT)
    if "nodes" not in tree and "edges" not in tree:
        raise no_board(_FORMAT, "it has neither 'nodes' nor 'edges'")
    skipped: list[str] = []
    shapes = tuple(_shape(node, skipped) for node in tables_in(tree, "nodes", _FORMAT))
    return content_of(
        Drawing(shapes=shapes, lines=tuple(map(_line, tables_in(tree, "edges", _FORMAT))), skipped=tuple(skipped))
    )


def _shape(node: Mapping[str, Any], skipped: list[str]) -> Shape:
    name = text_of(node.get("id"))
    key = Key.parse(name)
    rect = rect_of(*(node.get(side) for side in ("x", "y", "width", "height")))
    text, about = "", ""
    match node.get("type"):
        case "text":
            text, about = _text(text_of(node.get("text")), key)
        case "link":
            text = text_of(node.get("url"))
        case "file":
            skipped.append(f"The file '{text_of(node.get('file'))[:60]}' is no text: it is not imported.")
        case "group" if key is None and node.get("label"):
            skipped.append(f"The group '{text_of(node.get('label'))[:60]}' is no section: it is not imported.")
        case "group":
            pass
        case other:
            skipped.append(f"A node of type {other!r:.40} is not known: it is not imported.")
    own = node.get("tyopaja")
    texts = texts_of(own.get("texts")) if isinstance(own, dict) else {}
    return Shape(id=name, text=text, about=about, key=key, sure=key is not None, texts=texts, rect=rect)


def _text(marked: str, key: Key | None) -> tuple[str, str]:
    """What a node says, and what stands below it, the latter in Markdown."""
    if key is None:
        return plain(marked), ""
    if key.role not in ("note", "blank"):
        return plain(marked.removeprefix("# ")), ""
    above, below = parted(marked)
    return plain(above).strip("\n"), below


def _line(edge: Mapping[str, Any]) -> Line:
    ends = text_of(edge.get("fromNode")), text_of(edge.get("toNode"))
    if edge.get("toEnd") == "none" and edge.get("fromEnd") == "arrow":
        ends = ends[1], ends[0]
    return Line(source=ends[0], target=ends[1])
