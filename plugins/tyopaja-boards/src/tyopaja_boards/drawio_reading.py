"""Boards of draw.io, back in, compressed ones too. Nothing in a file is believed: it may hold no document type and no
entities, and neither its depth, nor its elements, nor what it inflates to may be without end."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from attrs import field, frozen

from tyopaja.errors import ImportProblem
from tyopaja.importers import MOST_BYTES, Content, sized
from tyopaja.views.nodes import SheetView
from tyopaja_boards.keys import Key
from tyopaja_boards.labels import text_of_label
from tyopaja_boards.reading import content_of
from tyopaja_boards.shapes import (
    MOST_SHAPES,
    Drawing,
    Line,
    Rect,
    Shape,
    no_board,
    number_of,
    rect_of,
    text_of,
    texts_of,
    too_many,
)

if TYPE_CHECKING:
    Cell = ET.Element

_FORMAT = "draw.io"
_DEEPEST = 50
"""How deep elements may stand in one another: draw.io's own stand seven deep."""
_OBJECTS = ("UserObject", "object")
_PARENTS = 50
"""How many groups a shape may be in."""


class _Bounded(ET.TreeBuilder):
    """Builds a tree that is neither too deep nor too large."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST:
            raise no_board(_FORMAT, f"its elements stand more than {_DEEPEST} deep in one another")
        if self._count > 6 * MOST_SHAPES:
            raise too_many(self._count // 3)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self._depth -= 1
        return super().end(tag)


def read(data: bytes, view: SheetView | None = None) -> Content:
    """What a board holds. Raises ImportProblem."""
    root = _tree(sized(data))
    if root.tag not in ("mxfile", "mxGraphModel"):
        raise no_board(_FORMAT, f"it begins with '{root.tag[:40]}', not with 'mxfile'")
    models = [root] if root.tag == "mxGraphModel" else [_model(one, n) for n, one in enumerate(root.iter("diagram"), 1)]
    pages = [_Page(model, number) for number, model in enumerate(models) if model is not None]
    return content_of(
        Drawing(
            shapes=tuple(shape for page in pages for shape in page.shapes()),
            lines=tuple(line for page in pages for line in page.lines()),
            skipped=tuple(said for page in pages for said in page.skipped),
        )
    )


def _tree(data: bytes) -> ET.Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import XMLParser

    parser = XMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException as error:
        message = (
            "This XML declares a document type or entities, as no board does: it is not read. Save the board again."
        )
        raise ImportProblem("unsafe-xml", message) from error
    except ET.ParseError as error:
        line = error.position[0]
        message = f"Line {line} is no XML: {str(error).partition(':')[0]}. Save the board again, as {_FORMAT}."
        raise ImportProblem("bad-xml", message, line=max(1, line)) from error
    except (ValueError, LookupError) as error:  # an encoding that nobody knows
        raise ImportProblem("bad-xml", f"This XML cannot be read: {error}.") from error
    assert isinstance(root, ET.Element)
    return root


def _model(diagram: ET.Element, number: int) -> ET.Element | None:
    """The model of a page: as it is, or packed as draw.io packs it (deflated, in base64, with escapes for letters)."""
    model = diagram.find("mxGraphModel")
    packed = "".join((diagram.text or "").split())
    if model is not None or not packed:
        return model
    try:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        written = inflater.decompress(b64decode(packed, validate=True), MOST_BYTES)
        if inflater.unconsumed_tail:
            message = f"Page {number} inflates to more than {MOST_BYTES / 1e6:,.0f} MB. Save it in parts."
            raise ImportProblem("too-large", message, page=number)
        if not inflater.eof:
            raise zlib.error("it is cut off")
        tree = _tree(unquote(written.decode("utf-8")).encode("utf-8", errors="replace"))
    except (ValueError, zlib.error) as error:  # no base64, no deflated data, no UTF-8
        message = f"Page {number} is packed, and damaged: {error}. Save the board again, uncompressed."
        raise ImportProblem("bad-diagram", message, page=number) from error
    if tree.tag != "mxGraphModel":
        raise no_board(_FORMAT, f"page {number} holds '{tree.tag[:40]}', not 'mxGraphModel'")
    return tree


@frozen(slots=False)
class _Page:
    """One page: its cells by their ids."""

    model: ET.Element
    number: int
    skipped: list[str] = field(factory=list)
    _cells: dict[str, tuple[ET.Element, Mapping[str, str]]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        root = self.model.find("root")
        for one in root if root is not None else ():
            cell = one.find("mxCell") if one.tag in _OBJECTS else one
            if cell is not None and cell.tag == "mxCell":
                name = one.get("id", "")
                # Of two with one id the second is a copy that somebody wrote by hand.
                self._cells[name if name not in self._cells else f"{name} #{len(self._cells)}"] = cell, one.attrib
        if len(self._cells) > MOST_SHAPES:
            raise too_many(len(self._cells))

    def shapes(self) -> Iterator[Shape]:
        """Every shape that is no line."""
        for name, (cell, own) in self._cells.items():
            style = _style(cell)
            if cell.get("edge") == "1" or cell.get("vertex") != "1":
                continue
            label = text_of(own.get("label", own.get("value", "")))
            text = text_of_label(label) if style.get("html") == "1" else label
            key = Key.parse(name)
            kept = key or Key.parse(own.get("tyopaja"))
            if self._is_line(cell.get("parent", "")):
                if text.strip():
                    self.skipped.append(f"What stands at a line is not imported: '{text[:60]}'.")
                continue
            if kept is None and not text.strip() and ("image" in style or style.get("shape") == "image"):
                self.skipped.append("A picture was added: it is not imported.")
            yield Shape(
                id=name, text=text, key=kept, sure=key is not None, texts=_texts(own.get("tyopaja-texts")),
                rect=self._rect(cell), page=self.number,
            )  # fmt: skip

    def lines(self) -> Iterator[Line]:
        """Every line between two shapes. One that ends at a part of a note ends at the note."""
        for cell, own in self._cells.values():
            if cell.get("edge") == "1":
                label = text_of(own.get("label", own.get("value", "")))
                if text_of_label(label).strip():
                    self.skipped.append(f"What stands at a line is not imported: '{text_of_label(label)[:60]}'.")
                style = _style(cell)
                ends = [self._note(cell.get(side, "")) for side in ("source", "target")]
                if style.get("endArrow") == "none" and style.get("startArrow", "none") != "none":
                    ends.reverse()
                yield Line(source=ends[0], target=ends[1], page=self.number)

    def _note(self, name: str) -> str:
        key = Key.parse(name)
        if key is not None and key.role in ("facts", "picture") and name in self._cells:
            return self._cells[name][0].get("parent", name)
        return name

    def _is_line(self, name: str) -> bool:
        return name in self._cells and self._cells[name][0].get("edge") == "1"

    def _rect(self, cell: ET.Element) -> Rect | None:
        """Where a cell is: its own place counts from the groups that it is in."""
        geometry = cell.find("mxGeometry")
        if geometry is None or geometry.get("relative") == "1":
            return None
        x, y = (number_of(geometry.get(side, "0")) for side in ("x", "y"))
        parent = cell.get("parent", "")
        for _ in range(_PARENTS):
            if x is None or y is None or parent not in self._cells:
                break
            above = self._cells[parent][0]
            outer = above.find("mxGeometry")
            if outer is not None and above.get("vertex") == "1":
                dx, dy = (number_of(outer.get(side, "0")) for side in ("x", "y"))
                x, y = (None if dx is None else x + dx), (None if dy is None else y + dy)
            parent = above.get("parent", "")
        return rect_of(x, y, geometry.get("width", "0"), geometry.get("height", "0"))


def _style(cell: ET.Element) -> dict[str, str]:
    """The parts of a style; one without a value stands for itself."""
    parts = (part.partition("=") for part in cell.get("style", "").split(";") if part)
    return {name.strip(): value.strip() for name, _, value in parts}


def _texts(written: str | None) -> dict[str, str]:
    try:
        return texts_of(json.loads(written or "null"))
    except (ValueError, RecursionError):
        return {}
