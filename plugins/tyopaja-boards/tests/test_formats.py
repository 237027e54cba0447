"""The files are what the formats' own descriptions say, read by something that did not write them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema
import pytest
from defusedxml import ElementTree as SafeTree

from tyopaja import Session
from tyopaja.testing.views import FILLS, Fill, view
from tyopaja_boards.boards import VIEWS
from tyopaja_boards.excalidraw import index

Boards = dict[str, Any]
_whole = {"type": "integer"}
_text = {"type": "string"}
_colour = {"type": "string", "pattern": "^(#[0-9A-Fa-f]{6}|[1-6])$"}
_place = {"x": _whole, "y": _whole, "width": _whole, "height": _whole, "id": {**_text, "minLength": 1}}
_side = {"enum": ["top", "right", "bottom", "left"]}
_end = {"enum": ["none", "arrow"]}


def _node(type: str, needed: list[str], **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**_place, "type": {"const": type}, "color": _colour, **more},
        "required": ["id", "type", "x", "y", "width", "height", *needed],
        "additionalProperties": False,
    }


JSON_CANVAS = {
    "type": "object",
    "properties": {
        "nodes": {
            "type": "array",
            "items": {
                "oneOf": [
                    _node("text", ["text"], text=_text),
                    _node("file", ["file"], file=_text, subpath={**_text, "pattern": "^#"}),
                    _node("link", ["url"], url=_text),
                    _node("group", [], label=_text, background=_text, tyopaja={"type": "object"}),
                ]
            },
        },
        "edges": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": _text, "fromNode": _text, "fromSide": _side, "fromEnd": _end, "toNode": _text,
                    "toSide": _side, "toEnd": _end, "color": _colour, "label": _text,
                },
                "required": ["id", "fromNode", "toNode"],
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}  # fmt: skip
"""JSON Canvas 1.0, from https://jsoncanvas.org/spec/1.0/ word for word; with one key of ours on groups."""

_number = {"type": "number"}
_hex = {"type": "string", "pattern": "^(#[0-9a-f]{6}|transparent)$"}
_bound = {
    "type": "object",
    "properties": {"id": _text, "type": {"enum": ["arrow", "text"]}},
    "required": ["id", "type"],
}
_binding = {
    "type": "object",
    "properties": {"elementId": _text, "focus": _number, "gap": _number},
    "required": ["elementId", "focus", "gap"],
}
_base = {
    "id": _text, "x": _number, "y": _number, "strokeColor": _hex, "backgroundColor": _hex,
    "fillStyle": {"enum": ["hachure", "cross-hatch", "solid", "zigzag"]}, "strokeWidth": _number,
    "strokeStyle": {"enum": ["solid", "dashed", "dotted"]}, "roughness": _number,
    "roundness": {"anyOf": [{"type": "null"}, {"type": "object", "required": ["type"]}]},
    "opacity": {"type": "number", "minimum": 0, "maximum": 100}, "width": {"type": "number", "minimum": 0},
    "height": {"type": "number", "minimum": 0}, "angle": _number, "seed": _whole, "version": _whole,
    "versionNonce": _whole, "index": {"type": "string", "pattern": "^[a-z][0-9A-Za-z]+$"},
    "isDeleted": {"const": False}, "groupIds": {"type": "array", "items": _text}, "frameId": {"type": "null"},
    "boundElements": {"type": "array", "items": _bound}, "updated": _whole, "link": {"type": "null"},
    "locked": {"type": "boolean"}, "customData": {"type": "object"},
}  # fmt: skip


def _element(type: str, **more: Any) -> dict[str, Any]:
    properties = {**_base, "type": {"const": type}, **more}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


EXCALIDRAW = {
    "type": "object",
    "properties": {
        "type": {"const": "excalidraw"},
        "version": {"const": 2},
        "source": _text,
        "elements": {
            "type": "array",
            "items": {
                "oneOf": [
                    _element("rectangle"),
                    _element(
                        "text", text=_text, originalText=_text, fontSize=_number, fontFamily={"enum": [1, 2, 3, 5, 6]},
                        textAlign={"enum": ["left", "center", "right"]}, verticalAlign={"enum": ["top", "middle"]},
                        containerId={"type": ["string", "null"]}, autoResize={"type": "boolean"}, lineHeight=_number,
                    ),
                    _element(
                        "arrow", points={"type": "array", "minItems": 2, "items": {"type": "array", "items": _number}},
                        lastCommittedPoint={"type": "null"}, startBinding=_binding, endBinding=_binding,
                        startArrowhead={"type": "null"}, endArrowhead={"const": "arrow"}, elbowed={"type": "boolean"},
                    ),
                    _element(
                        "image", fileId=_text, status={"const": "saved"}, scale={"const": [1, 1]},
                        crop={"type": "null"},
                    ),
                ]
            },
        },
        "appState": {"type": "object"},
        "files": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "mimeType": {"enum": ["image/png", "image/jpeg", "image/webp", "image/gif"]}, "id": _text,
                    "dataURL": {"type": "string", "pattern": "^data:image/[a-z]+;base64,"}, "created": _whole,
                    "lastRetrieved": _whole,
                },
                "required": ["mimeType", "id", "dataURL", "created"],
            },
        },
    },
    "required": ["type", "version", "source", "elements", "appState", "files"],
    "additionalProperties": False,
}  # fmt: skip
"""A file of Excalidraw, from the types of its elements."""


def views(hotel: Session) -> Iterator[Any]:
    """All that boards are made of: blank, full, odd (as a sheet, of which the others are made), and real ones."""
    for fill in FILLS:
        yield from (view(what, fill) for what in VIEWS if fill != "odd" or what == "sheet")
    yield from (hotel.view(what) for what in ("compass", "report", "spread:arvo-me", "canvas:kortti"))


def test_json_canvas_is_as_its_specification_says(hotel: Session, boards: Boards) -> None:
    for one in views(hotel):
        tree = json.loads(boards["board"](one, "jsoncanvas"))
        jsonschema.validate(tree, JSON_CANVAS)
        ids = Counter(node["id"] for node in (*tree["nodes"], *tree["edges"]))
        assert max(ids.values()) == 1
        assert all(edge[end] in ids for edge in tree["edges"] for end in ("fromNode", "toNode"))


def test_excalidraw_is_as_its_types_say(hotel: Session, boards: Boards) -> None:
    for one in views(hotel):
        tree = json.loads(boards["board"](one, "excalidraw"))
        jsonschema.validate(tree, EXCALIDRAW)
        by_id = {element["id"]: element for element in tree["elements"]}
        assert len(by_id) == len(tree["elements"])
        places = [element["index"] for element in tree["elements"]]
        assert places == sorted(places)
        assert len(set(places)) == len(places)
        for element in tree["elements"]:
            for bound in element["boundElements"]:
                other = by_id[bound["id"]]
                assert other["type"] == bound["type"]
                ends = (other.get("containerId"), *((other.get(side) or {}).get("elementId") for side in SIDES))
                assert element["id"] in ends
            if element.get("containerId"):
                assert {"type": "text", "id": element["id"]} in by_id[element["containerId"]]["boundElements"]
            if element["type"] == "image":
                assert element["fileId"] in tree["files"]
            if element["type"] == "text":
                assert len(element["text"].split("\n")) * element["fontSize"] * 1.25 <= element["height"] * 1.1 + 24


SIDES = ("startBinding", "endBinding")


def test_drawio_is_a_sound_model_of_cells(hotel: Session, boards: Boards) -> None:
    for one in views(hotel):
        file: Any = SafeTree.fromstring(boards["board"](one, "drawio"), forbid_dtd=True)
        assert file.tag == "mxfile"
        assert int(file.get("pages")) == len(file.findall("diagram")) >= 1
        assert len({diagram.get("id") for diagram in file}) == len(file)
        for root in file.iter("root"):
            cells: dict[str, Any] = {}
            for thing in root:
                cell = thing if thing.tag == "mxCell" else thing.find("mxCell")
                assert thing.get("id") not in cells
                cells[thing.get("id")] = cell
            assert next(iter(cells)) == "0"
            for name, cell in cells.items():
                assert name == "0" or cell.get("parent") in cells
                assert (cell.get("vertex") == "1") != (cell.get("edge") == "1") or cell.get("parent") in ("0", None)
                if cell.get("edge") == "1":
                    assert {cell.get("source"), cell.get("target")} <= cells.keys()
                if cell.get("vertex") == "1":
                    geometry = cell.find("mxGeometry")
                    assert all(re.fullmatch(r"-?\d+", geometry.get(side)) for side in ("x", "y", "width", "height"))
                    assert all(part.count("=") >= 1 for part in cell.get("style").split(";")[1:-1])


@pytest.mark.parametrize("fill", FILLS)
def test_no_label_of_drawio_is_anything_but_text(boards: Boards, fill: Fill) -> None:
    for what in VIEWS:
        file: Any = SafeTree.fromstring(boards["board"](view(what, fill), "drawio"))
        for thing in file.iter("UserObject"):
            assert set(re.findall(r"<[^>]*>", thing.get("label"))) <= {"<br>"}


def test_pictures_are_in_the_file_or_lie_beside_it(hotel: Session, boards: Boards) -> None:
    sheet: Any = hotel.view("canvas:kortti")
    (data,) = {picture.data for picture in sheet.pictures.values()}
    made = boards["renderers"]["jsoncanvas"].render(sheet, pictures=True)
    assert isinstance(made, Mapping)
    (name,) = made.keys() - {"board.canvas"}
    assert made[name] == data
    assert f"]({name})" in str(made["board.canvas"])
    assert "(kuva)" in str(boards["renderers"]["jsoncanvas"].render(sheet)), "or it is said that there is one"
    for other in ("excalidraw", "drawio"):
        assert b"iVBORw0KGgo" in boards["board"](sheet, other)


@pytest.mark.parametrize("format", ["jsoncanvas", "excalidraw", "drawio"])
def test_everything_that_a_sheet_says_is_on_its_board(hotel: Session, boards: Boards, format: str) -> None:
    sheet: Any = hotel.view("canvas:palvelulupaus-1")
    data = boards["board"](sheet, format).decode()
    if format == "drawio":
        said = "\n".join(one.get("label", "").replace("<br>", "\n") for one in SafeTree.fromstring(data).iter())
    else:
        tree = json.loads(data)
        things = tree.get("nodes") or tree["elements"]
        said = "\n".join(one.get("label", one.get("originalText", one.get("text", ""))) for one in things)
    texts = [sheet.title, sheet.company, sheet.purpose, sheet.credit.designer, sheet.credit.licence]
    for section in sheet.sections:
        texts += [*section.prompts, *(part.title for part in section.parts)]
        texts += [blank.text for blank in section.blanks]
        for entry in (*section.entries, *(entry for part in section.parts for entry in part.entries)):
            texts += [entry.text, entry.reason, *(field.text for field in entry.fields)]
    flat = said.replace("\\", "").replace("&quot;", '"')
    assert [text for text in texts if text and text not in flat] == []


def test_the_order_of_drawing_goes_on_however_many_there_are() -> None:
    keys = [index(number) for number in range(5_000)]
    assert keys[:2] == ["a0", "a1"]
    assert keys[61:63] == ["az", "b00"]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
