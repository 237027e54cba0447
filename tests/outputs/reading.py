"""A reader for each format that is not what wrote it: it holds a file to the rules of its format, and gives its words.

Office files are opened as the archives of XML that they are (what writes them are python-pptx, python-docx, odfdo and
XlsxWriter), workbooks by openpyxl besides; PDF by pypdf, pages by html5lib, Markdown by markdown-it, XML by defusedxml,
pictures by Pillow, JSON by Python's own parser and by the schema of `tyopaja schema view`."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import html5lib
import openpyxl
from defusedxml import ElementTree as SafeTree
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from PIL import Image
from pypdf import PdfReader
from tests.renderers.test_ics import events
from tests.renderers.test_ics import read as calendar

from tyopaja.renderers.schema import schema

Words = str | None
"""What a file says; None for a format that tells no words: pictures and calendars."""


def bare(text: str) -> str:
    """The letters and digits of a text: how lines are broken, hyphenated and marked does not count."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _all_text(root: Any) -> str:
    return "\n".join(root.itertext())


def _utf8(data: bytes) -> str:
    text = data.decode("utf-8", errors="strict")
    assert not {char for char in text if unicodedata.category(char) == "Cc"} - set("\n\r\t"), "control codes"
    return text


def _text(data: bytes) -> Words:
    text = _utf8(data)
    assert text.endswith("\n")
    return text


def _markdown(data: bytes) -> Words:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(_utf8(data))
    assert not any(token.type == "html_block" for token in tokens)
    parts = [part for token in tokens for part in token.children or ()]
    assert not any(part.type in ("html_inline", "image") for part in parts)
    return " ".join(part.content for part in parts)


def _html(data: bytes) -> Words:
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(_utf8(data))
    assert page.get("lang")
    assert not list(page.iter("script"))
    for element in page.iter():
        for name in ("src", "href", "xlink:href"):
            assert str(element.get(name, "#")).startswith(("#", "data:", "https:", "http:")), "leads to another file"
        assert element.tag in ("a", "use") or not str(element.get("src", "data:")).startswith("http")
    return _all_text(page.find("body"))


@cache
def _schema() -> Draft202012Validator:
    return Draft202012Validator(schema())


def _json(data: bytes) -> Words:
    tree = json.loads(_utf8(data))
    _schema().validate(tree)
    return "\n".join(_strings(tree))


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for one in node.values():
            yield from _strings(one)
    elif isinstance(node, list):
        for one in node:
            yield from _strings(one)


def _ics(data: bytes) -> Words:
    list(events(calendar(data.decode("utf-8"))))
    return None


def _csv(data: bytes) -> Words:
    assert b"\n" not in data.replace(b"\r\n", b""), "RFC 4180 ends lines with CR LF"
    head, *rows = csv.reader(io.StringIO(_utf8(data), newline=""), strict=True)
    assert len(set(head)) == len(head)
    assert all(len(row) == len(head) for row in rows)
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row), "a formula"
    return "\n".join(cell for row in (head, *rows) for cell in row)


def _pdf(data: bytes) -> Words:
    reader = PdfReader(io.BytesIO(data), strict=True)
    catalogue = reader.root_object
    assert catalogue["/Lang"]
    assert catalogue["/MarkInfo"]["/Marked"] is not None  # type: ignore[index]
    assert not {"/OpenAction", "/AA"} & catalogue.keys()
    return "\n".join(page.extract_text() for page in reader.pages)


def _png(data: bytes) -> Words:
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.format == "PNG"
        low, high = picture.convert("L").getextrema()
        assert low < 120 < 200 < high, "nothing is drawn on it"  # type: ignore[operator]
    return None


def _svg(data: bytes) -> Words:
    root: Any = SafeTree.fromstring(data, forbid_dtd=True)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert all(float(number) >= 0 for number in root.get("viewBox").split())
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "script" not in tags
    assert "foreignObject" not in tags
    assert {"path", "use"} & tags
    return None


def _archive(data: bytes) -> dict[str, Any]:
    """Every XML file of an archive by its name, each read."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        assert not any("vbaProject" in name or name.startswith("Basic/") for name in names), "a macro"
        found = {
            name: SafeTree.fromstring(archive.read(name))
            for name in names
            if name.endswith((".xml", ".rels")) and not name.startswith("Configurations2/")  # empty in every ODF
        }
        if "mimetype" in names:
            assert names[0] == "mimetype", "OpenDocument begins with what it is"
            assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    return found


def _words_of(parts: Mapping[str, Any], wanted: Iterable[str]) -> str:
    return "\n".join(_all_text(root) for name, root in parts.items() if name.startswith(tuple(wanted)))


def _office(main: str, *wanted: str) -> Callable[[bytes], Words]:
    def read(data: bytes) -> Words:
        parts = _archive(data)
        assert main in parts
        for name, root in parts.items():
            if name.endswith(".rels"):
                assert not any(one.get("TargetMode") == "External" for one in root), "fetched from elsewhere"
        return _words_of(parts, wanted)

    return read


_open_xml_sheets = _office("xl/workbook.xml", "xl/")


def _xlsx(data: bytes) -> Words:
    _open_xml_sheets(data)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for cell in cells:
        assert cell.data_type != "f" or str(cell.value).startswith("="), cell.coordinate
    return "\n".join(str(cell.value) for cell in cells)


def _jsoncanvas(data: bytes) -> Words:
    tree = json.loads(_utf8(data))
    ids = [one["id"] for one in (*tree["nodes"], *tree["edges"])]
    assert len(set(ids)) == len(ids)
    assert {edge[end] for edge in tree["edges"] for end in ("fromNode", "toNode")} <= set(ids)
    return "\n".join(str(node.get("text", node.get("label", ""))) for node in tree["nodes"])


def _excalidraw(data: bytes) -> Words:
    tree = json.loads(_utf8(data))
    assert (tree["type"], tree["version"]) == ("excalidraw", 2)
    by_id = {one["id"]: one for one in tree["elements"]}
    assert len(by_id) == len(tree["elements"])
    for one in by_id.values():
        assert {bound["id"] for bound in one["boundElements"]} <= by_id.keys()
        assert one["type"] != "image" or one["fileId"] in tree["files"]
    return "\n".join(one["originalText"] for one in by_id.values() if one["type"] == "text")


def _drawio(data: bytes) -> Words:
    file: Any = SafeTree.fromstring(data, forbid_dtd=True)
    assert file.tag == "mxfile"
    said: list[str] = []
    for diagram in file.findall("diagram"):
        things = [one for root in diagram.iter("root") for one in root]
        ids = [one.get("id") for one in things]
        assert len(set(ids)) == len(ids)
        cells = [one if one.tag == "mxCell" else one.find("mxCell") for one in things]
        ends = {cell.get(end) for cell in cells for end in ("parent", "source", "target")} - {None}
        assert ends <= set(ids)
        labels = (one.get("value") or one.get("label") or "" for one in things)
        said.extend(_all_text(html5lib.parseFragment(label)) for label in labels)
    return "\n".join(said)


READERS: Mapping[str, Callable[[bytes], Words]] = {
    "csv": _csv,
    "docx": _office("word/document.xml", "word/document", "word/header", "word/footer"),
    "drawio": _drawio,
    "excalidraw": _excalidraw,
    "html": _html,
    "ics": _ics,
    "json": _json,
    "jsoncanvas": _jsoncanvas,
    "markdown": _markdown,
    "ods": _office("content.xml", "content.xml"),
    "odt": _office("content.xml", "content.xml", "styles.xml"),
    "pdf": _pdf,
    "png": _png,
    "pptx": _office("ppt/presentation.xml", "ppt/slides/", "ppt/notesSlides/"),
    "svg": _svg,
    "text": _text,
    "xlsx": _xlsx,
}
"""Format → its reader: words out of bytes. Raises, by an assertion or as its parser does, on what is not sound."""
