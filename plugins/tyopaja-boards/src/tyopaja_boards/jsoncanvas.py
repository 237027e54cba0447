"""The format `jsoncanvas`: JSON Canvas 1.0 (https://jsoncanvas.org/spec/1.0/), as Obsidian and others draw it.

Boxes are groups, everything else is text in Markdown. The format knows no pictures of its own: a note says that
it has one, or, where that was chosen, they lie beside the board as files, and notes show them by their names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from tyopaja.views.nodes import View
from tyopaja_boards.boards import Maker, picture_name
from tyopaja_boards.keys import Key, fit, kept, sum_of
from tyopaja_boards.marking import escaped, joined, unruled
from tyopaja_boards.pieces import FRAMES, Box, Metrics, Page, Piece
from tyopaja_boards.words import words_of

METRICS = Metrics(pad=24, line=1.5, facts=16, headings=False)
"""What Obsidian needs: it knows one size of letters, pads every note, and writes a group's name above it."""
BOARD = "board.canvas"
FOLDER = "pictures"


def render(
    view: View, people: bool = True, prompts: bool = True, pictures: bool = False
) -> str | Mapping[str, bytes | str]:
    """A view as one board; with `pictures` and the files of those, where it shows any."""
    (page,) = Maker(metrics=METRICS, people=people, prompts=prompts, pictures=pictures).pages(view, apart=False)
    board = json.dumps({"nodes": _nodes(page), "edges": _edges(page)}, ensure_ascii=False, indent="\t")
    shown = sorted({piece.picture for piece in page.pieces if piece.picture})
    if not shown:
        return board
    files = {f"{FOLDER}/{picture_name(key, page.pictures[key])}": page.pictures[key].data for key in shown}
    return {BOARD: board, **files}


def _nodes(page: Page) -> list[dict[str, Any]]:
    return [_node(piece, page) for piece in page.pieces]


def _node(piece: Piece, page: Page) -> dict[str, Any]:
    box = piece.box
    node: dict[str, Any] = {"id": "", "type": "group" if piece.style in FRAMES else "text"}
    node |= {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    key = piece.key
    if piece.style in FRAMES:
        if piece.text:
            node["label"] = fit(piece.text)
        if piece.style in ("section", "part"):
            node["color"] = piece.ink
        if piece.texts:  # a key of our own, on a frame; where a program drops it, more is taken for a conflict
            node["tyopaja"] = {"texts": {name: kept(text) for name, text in piece.texts.items()}}
    else:
        node["text"], key = _text(piece, page)
        if piece.fill and piece.style == "note":
            node["color"] = piece.fill
    return {**node, "id": str(key)}


def _text(piece: Piece, page: Page) -> tuple[str, Key]:
    """What a node says; and its key, which tells what stands below the rule, pictures and all."""
    text = fit(piece.text)
    if piece.style not in ("note", "blank"):
        return ("# " if piece.style == "title" else "") + escaped(text), piece.key
    picture = ""
    if piece.picture:
        name = picture_name(piece.picture, page.pictures[piece.picture])
        picture = f"![{words_of({}, page.locale)['picture']}]({FOLDER}/{name})"
    about = "\n".join(one for one in (picture, escaped(unruled(fit(piece.facts)))) if one)
    return joined(text, about), evolve(piece.key, sums=(piece.key.sums[0], *((sum_of(about),) if about else ())))


def _edges(page: Page) -> list[dict[str, Any]]:
    pieces = {piece.key: piece for piece in page.pieces}
    made = []
    for link in page.links:
        source, target = pieces[link.source], pieces[link.target]
        sides = _sides(source.box, target.box)
        made.append(
            {
                "id": str(link.key),
                "fromNode": str(_text(source, page)[1]),
                "fromSide": sides[0],
                "toNode": str(_text(target, page)[1]),
                "toSide": sides[1],
                "toEnd": "arrow",
            }
        )
    return made


def _sides(source: Box, target: Box) -> tuple[str, str]:
    """Where a line leaves and arrives: the sides that look at each other."""
    dx, dy = (target.centre[axis] - source.centre[axis] for axis in (0, 1))
    if abs(dx) >= abs(dy):
        return ("right", "left") if dx > 0 else ("left", "right")
    return ("bottom", "top") if dy > 0 else ("top", "bottom")
