"""The format `excalidraw`: a file of version 2, as https://excalidraw.com saves and opens it.

Notes are rectangles with text bound to them, so that they grow when somebody writes on; what is said about a note is in
one group with it and moves along. Frames are locked, and out of the way of the hand."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from tyopaja.views.nodes import View
from tyopaja_boards.boards import Maker
from tyopaja_boards.colours import readable
from tyopaja_boards.keys import Key, fit, kept, sum_of
from tyopaja_boards.pieces import FRAMES, Box, Link, Metrics, Page, Piece

Element = dict[str, Any]

INSET = 5
"""What Excalidraw leaves between a rectangle's edge and the text bound to it, in pixels."""
FONT, LINE = 6, 1.35
"""Nunito, which has the letters of the North, and its height of line."""
METRICS = Metrics(pad=INSET, line=LINE)
GROUND = "#f1f3f5"
MOMENT = 1
"""When everything was drawn, in milliseconds since 1970: never, so that the same board gives the same file."""
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_STROKES = {"sheet": (1, "solid"), "section": (2, "solid"), "part": (1, "dashed"), "rest": (1, "dotted")}


def render(view: View, people: bool = True, prompts: bool = True) -> str:
    """A view as one board, its sheets side by side."""
    (page,) = Maker(metrics=METRICS, people=people, prompts=prompts).pages(view, apart=False)
    bound: dict[Key, list[Link]] = {}
    for link in page.links:
        bound.setdefault(link.source, []).append(link)
        bound.setdefault(link.target, []).append(link)
    boxes = {piece.key: piece.box for piece in page.pieces}
    frames = [piece for piece in page.pieces if piece.style in FRAMES]
    others = [piece for piece in page.pieces if piece.style not in FRAMES]
    elements = [one for piece in frames for one in _elements(piece, page, [])]
    elements += [_arrow(link, boxes[link.source], boxes[link.target]) for link in page.links]  # behind the notes
    elements += [one for piece in others for one in _elements(piece, page, bound.get(piece.key, []))]
    for number, element in enumerate(elements):
        element["index"] = index(number)
    shown = {piece.picture for piece in page.pieces if piece.picture}
    files = {
        key: {
            "mimeType": page.pictures[key].media_type,
            "id": key,
            "dataURL": f"data:{page.pictures[key].media_type};base64,{b64encode(page.pictures[key].data).decode()}",
            "created": MOMENT,
            "lastRetrieved": MOMENT,
        }
        for key in sorted(shown)
    }
    file = {
        "type": "excalidraw",
        "version": 2,
        "source": "https://pypi.org/project/tyopaja-boards",
        "elements": elements,
        "appState": {"gridSize": 20, "gridStep": 5, "gridModeEnabled": False, "viewBackgroundColor": GROUND},
        "files": files,
    }
    return json.dumps(file, ensure_ascii=False, indent=2)


def index(number: int) -> str:
    """The key of a place in the order of drawing, as fractional indexing writes whole numbers: `a0` … `az`, `b00` …"""
    digits, room = 1, len(_DIGITS)
    while number >= room:
        number -= room
        digits, room = digits + 1, room * len(_DIGITS)
    written = ""
    for _ in range(digits):
        number, digit = divmod(number, len(_DIGITS))
        written = _DIGITS[digit] + written
    return f"{'abcdefghijklmnopqrstuvwxyz'[digits - 1]}{written}"


def _elements(piece: Piece, page: Page, links: list[Link]) -> Iterator[Element]:
    if piece.style in FRAMES:
        width, stroke = _STROKES[piece.style]
        fill = piece.fill or "transparent"
        custom: dict[str, Any] = {"tyopaja": str(piece.key)}
        if piece.texts:
            custom["texts"] = {name: kept(text) for name, text in piece.texts.items()}
        yield _element(
            piece.key, "rectangle", piece.box, strokeColor=piece.ink, backgroundColor=fill, strokeWidth=width,
            strokeStyle=stroke, locked=True, customData=custom, opacity=60 if piece.style in ("part", "rest") else 100,
            roundness={"type": 3, "value": 12} if piece.style != "sheet" else None,
        )  # fmt: skip
    elif piece.style in ("note", "blank"):
        yield from _note(piece, page, links)
    else:
        yield _text(piece.key, piece.box, piece.text, piece.lines, piece.size, piece.ink)


def _note(piece: Piece, page: Page, links: list[Link]) -> Iterator[Element]:
    """A rectangle, the text bound to it, and what is in one group with it."""
    words = evolve(piece.key, role="text")
    inside: dict[str, Any] = {"groupIds": [f"group:{piece.key}"]} if piece.facts or piece.picture else {}
    bound = [{"type": "text", "id": str(words)}] if piece.text else []
    bound += [{"type": "arrow", "id": str(link.key)} for link in links]
    yield _element(
        piece.key, "rectangle", piece.box, backgroundColor=piece.fill, boundElements=bound,
        strokeColor=piece.fill if piece.style == "note" else "#868e96", strokeWidth=1, **inside,
    )  # fmt: skip
    if piece.text:
        tall = round(len(piece.lines) * piece.size * LINE)
        box = Box(piece.box.x + INSET, piece.box.y + INSET, piece.box.width - 2 * INSET, tall)
        more = {"containerId": str(piece.key), **inside}
        yield _text(words, box, piece.text, piece.lines, piece.size, piece.ink, **more)
    if piece.picture and piece.picture_box:
        yield _element(
            evolve(piece.key, role="picture", sums=()), "image", piece.picture_box, fileId=piece.picture,
            status="saved", scale=[1, 1], crop=None, strokeColor="transparent", **inside,
        )  # fmt: skip
    if piece.facts and piece.facts_box:
        key = evolve(piece.key, role="facts", sums=(sum_of(piece.facts),))
        ink = readable(piece.fill, "#495057")
        yield _text(key, piece.facts_box, piece.facts, piece.facts_lines, METRICS.facts, ink, **inside)


def _text(key: Key, box: Box, text: str, lines: tuple[str, ...], size: int, ink: str, **more: Any) -> Element:
    values: dict[str, Any] = {
        "strokeColor": ink,
        "text": fit("\n".join(lines)),
        "originalText": fit(text),
        "fontSize": size,
        "fontFamily": FONT,
        "textAlign": "left",
        "verticalAlign": "top",
        "containerId": None,
        "autoResize": False,
        "lineHeight": LINE,
    }
    return _element(key, "text", box, **(values | more))


def _arrow(link: Link, source: Box, target: Box) -> Element:
    """From the edge of one note to that of the other."""
    dx, dy = (target.centre[axis] - source.centre[axis] for axis in (0, 1))
    if abs(dx) >= abs(dy):
        start = (source.right if dx > 0 else source.x, round(source.centre[1]))
        end = (target.x if dx > 0 else target.right, round(target.centre[1]))
    else:
        start = (round(source.centre[0]), source.bottom if dy > 0 else source.y)
        end = (round(target.centre[0]), target.y if dy > 0 else target.bottom)
    across, down = end[0] - start[0], end[1] - start[1]
    return _element(
        link.key, "arrow", Box(start[0], start[1], abs(across), abs(down)),
        points=[[0, 0], [across, down]], lastCommittedPoint=None, startArrowhead=None, endArrowhead="arrow",
        startBinding={"elementId": str(link.source), "focus": 0, "gap": 1},
        endBinding={"elementId": str(link.target), "focus": 0, "gap": 1},
        elbowed=False, strokeColor="#495057", roundness={"type": 2},
    )  # fmt: skip


def _element(key: Key, type: str, box: Box, **more: Any) -> Element:
    """An element with everything that Excalidraw wants of one."""
    base: Element = {
        "id": str(key),
        "type": type,
        "x": box.x,
        "y": box.y,
        "width": box.width,
        "height": box.height,
        "angle": 0,
        "strokeColor": "#1e1e1e",
        "backgroundColor": "transparent",
        "fillStyle": "solid",
        "strokeWidth": 2,
        "strokeStyle": "solid",
        "roughness": 0,
        "opacity": 100,
        "groupIds": [],
        "frameId": None,
        "index": None,
        "roundness": None,
        "seed": 1,
        "version": 1,
        "versionNonce": 1,
        "isDeleted": False,
        "boundElements": [],
        "updated": MOMENT,
        "link": None,
        "locked": False,
        "customData": {"tyopaja": str(key)},
    }
    return base | more
