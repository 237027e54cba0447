"""The format `drawio`: a file for draw.io (diagrams.net), uncompressed; a report has a page for each sheet.

Frames stand on a layer of their own that is locked. What is said about a note is a part of it and moves along."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from attrs import evolve

from tyopaja.views.nodes import View
from tyopaja_boards.boards import Maker
from tyopaja_boards.colours import readable
from tyopaja_boards.keys import Key, fit, sum_of
from tyopaja_boards.pieces import FRAMES, Box, Metrics, Page, Piece
from tyopaja_boards.words import words_of

PAD = 10
METRICS = Metrics(pad=PAD, line=1.3)
FRONT, BACK = "1", "tyopaja-frames"
"""The layers: for notes, and behind it for frames."""
LAYERS = {"fi": "Kehykset", "en": "Frames", "sv": "Ramar"}

_FRAME = {"html": 1, "whiteSpace": "wrap", "fillColor": "none", "pointerEvents": 0}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "sheet": {"rounded": 0, "strokeWidth": 1},
    "section": {"rounded": 1, "absoluteArcSize": 1, "arcSize": 24, "strokeWidth": 2},
    "part": {"rounded": 1, "absoluteArcSize": 1, "arcSize": 24, "dashed": 1},
    "rest": {"rounded": 1, "absoluteArcSize": 1, "arcSize": 24, "dashed": 1, "dashPattern": "1 3"},
    "note": {"rounded": 0, "shadow": 1, "spacing": PAD, "spacingTop": -5},
    "blank": {"rounded": 0, "spacing": PAD, "spacingTop": -5},
}


def render(view: View, people: bool = True, prompts: bool = True) -> str:
    """A view as a file of one page, or of a page for each sheet of a report."""
    pages = Maker(metrics=METRICS, people=people, prompts=prompts).pages(view, apart=True)
    file = ET.Element("mxfile", host="tyopaja", type="device", pages=str(len(pages)))
    for number, page in enumerate(pages, start=1):
        _page(ET.SubElement(file, "diagram", id=f"tyopaja-{number}", name=fit(page.title) or str(number)), page)
    ET.indent(file, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(file, encoding="unicode") + "\n"


def _page(diagram: ET.Element, page: Page) -> None:
    model = ET.SubElement(
        diagram, "mxGraphModel", grid="0", page="0", guides="1", tooltips="1", connect="1", arrows="1", fold="1",
        math="0", shadow="0", background="#f1f3f5",
    )  # fmt: skip
    root = ET.SubElement(model, "root")
    ET.SubElement(root, "mxCell", id="0")
    layer = LAYERS.get(page.locale.split("-")[0].lower(), LAYERS["en"])
    ET.SubElement(root, "mxCell", {"id": BACK, "value": layer, "style": "locked=1;", "parent": "0"})
    ET.SubElement(root, "mxCell", {"id": FRONT, "parent": "0"})
    for link in page.links:  # first, so that they pass behind the notes
        style = _style(html=1, endArrow="classic", rounded=1, strokeColor="#495057", strokeWidth=2)
        cell = _object(root, link.key, "", style, FRONT, edge="1", source=str(link.source), target=str(link.target))
        ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
    for piece in page.pieces:
        _piece(root, piece, page)


def _piece(root: ET.Element, piece: Piece, page: Page) -> None:
    if piece.style in FRAMES:
        style = dict(_FRAME) | dict(_STYLES[piece.style]) | {"strokeColor": piece.ink}
        if piece.style == "sheet":
            style |= {"fillColor": piece.fill, "strokeColor": "#adb5bd"}
        _vertex(root, piece.key, "", _style(**style), BACK, piece.box, piece.texts)
        return
    if piece.style not in ("note", "blank"):
        said = _written(fontSize=piece.size, fontColor=piece.ink, fontStyle=int(piece.bold))
        _vertex(root, piece.key, piece.text, said, FRONT, piece.box)
        return
    stroke = piece.fill if piece.style == "note" else "#868e96"
    style = dict(_STYLES[piece.style]) | {"fillColor": piece.fill, "strokeColor": stroke}
    style |= {"fontSize": piece.size, "fontColor": piece.ink}
    written = _style(html=1, whiteSpace="wrap", align="left", verticalAlign="top", **style)
    _vertex(root, piece.key, piece.text, written, FRONT, piece.box)
    name = str(piece.key)
    if piece.picture and piece.picture_box:
        picture = page.pictures[piece.picture]
        # A style's parts end with semicolons, so that draw.io writes such an address without its `;base64`.
        data = f"data:{picture.media_type},{b64encode(picture.data).decode()}"
        alt = words_of({}, page.locale)["picture"]
        shown = _style(shape="image", html=1, part=1, imageAspect=1, aspect="fixed", noLabel=1, image=data)
        key = evolve(piece.key, role="picture", sums=(sum_of(alt),))
        _vertex(root, key, alt, shown, name, piece.picture_box.by(-piece.box.x, -piece.box.y))
    if piece.facts and piece.facts_box:
        key = evolve(piece.key, role="facts", sums=(sum_of(piece.facts),))
        said = _written(
            "bottom", part=1, connectable=0, fontSize=METRICS.facts, fontColor=readable(piece.fill, "#495057")
        )
        _vertex(root, key, piece.facts, said, name, piece.facts_box.by(-piece.box.x, -piece.box.y))


def _vertex(
    root: ET.Element, key: Key, text: str, style: str, parent: str, box: Box, texts: Mapping[str, str] | None = None
) -> None:
    cell = _object(root, key, text, style, parent, texts, vertex="1")
    ET.SubElement(
        cell, "mxGeometry",
        {"x": str(box.x), "y": str(box.y), "width": str(box.width), "height": str(box.height), "as": "geometry"},
    )  # fmt: skip


def _object(
    root: ET.Element, key: Key, text: str, style: str, parent: str, texts: Mapping[str, str] | None = None, **more: str
) -> ET.Element:
    """A cell with what we keep on it: draw.io keeps the attributes of such an object, and copies them with it."""
    kept = {"label": label(text), "id": str(key), "tyopaja": str(key)}
    if texts:  # in JSON, for an attribute cannot hold every letter, nor the ends of lines
        kept["tyopaja-texts"] = json.dumps(dict(texts))
    thing = ET.SubElement(root, "UserObject", kept)
    return ET.SubElement(thing, "mxCell", {"style": style, "parent": parent, **more})


def label(text: str) -> str:
    """A text as HTML that shows just that text."""
    out = fit(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return out.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")


def _written(vertical: str = "top", **more: object) -> str:
    """The style of a bare text."""
    return "text;" + _style(
        html=1, whiteSpace="wrap", align="left", verticalAlign=vertical, spacing=0, spacingTop=-5, strokeColor="none",
        fillColor="none", **more,
    )  # fmt: skip


def _style(**parts: object) -> str:
    return "".join(f"{name}={value};" for name, value in parts.items())
