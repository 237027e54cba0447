"""Boards as programs save them, and as people with bad intentions write them."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tyopaja import Session
from tyopaja.errors import ImportProblem
from tyopaja.importers import Content
from tyopaja.testing.views import view

Boards = dict[str, Any]
FORMATS = ("jsoncanvas", "excalidraw", "drawio")
_each = pytest.mark.parametrize("format", FORMATS)


@pytest.fixture(scope="session")
def read(boards: Boards) -> Any:
    """Reads a tree, a text or bytes as a format."""

    def reading(format: str, data: Any) -> Content:
        if isinstance(data, str):
            data = data.encode()
        content: Content = boards["importers"][format].read(
            data if isinstance(data, bytes) else json.dumps(data).encode(), None
        )
        return content

    return reading


def canvas(*nodes: dict[str, Any], edges: list[Any] | None = None) -> dict[str, Any]:
    return {
        "nodes": [{"type": "text", "x": 0, "y": 0, "width": 9, "height": 9, **node} for node in nodes],
        "edges": edges or [],
    }


def drawing(*elements: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "excalidraw",
        "version": 2,
        "elements": [{"x": 0, "y": 0, "width": 9, "height": 9, **one} for one in elements],
    }


def model(cells: str) -> str:
    return f'<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>{cells}</root></mxGraphModel>'


def packed(cells: str) -> str:
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflater.compress(quote(model(cells)).encode()) + deflater.flush()
    return f'<mxfile><diagram id="a" name="Page-1">{base64.b64encode(data).decode()}</diagram></mxfile>'


CELL = (
    '<mxCell id="a" value="{}" style="{}" vertex="1" parent="1">'
    '<mxGeometry x="1" y="1" width="9" height="9" as="geometry"/></mxCell>'
)


@pytest.mark.parametrize(
    ("format", "data", "code"),
    [
        ("jsoncanvas", "ei mitään", "bad-json"),
        ("jsoncanvas", "[" * 100_000, "bad-json"),
        ("jsoncanvas", "[]", "no-board"),
        ("jsoncanvas", "{}", "no-board"),
        ("jsoncanvas", '{"nodes": 5}', "no-board"),
        ("jsoncanvas", '{"nodes": ["a"]}', "no-board"),
        ("jsoncanvas", json.dumps({"nodes": [{}] * 20_001}), "too-many-shapes"),
        ("excalidraw", '{"type": "lumi", "elements": []}', "no-board"),
        ("excalidraw", '{"type": "excalidraw"}', "no-board"),
        ("excalidraw", '{"type": "excalidraw", "elements": [[]]}', "no-board"),
        ("drawio", "ei mitään", "bad-xml"),
        ("drawio", "<html/>", "no-board"),
        ("drawio", "<mxfile>" + "<a>" * 60, "no-board"),
        ("drawio", "<mxfile>" + "<a/>" * 130_000 + "</mxfile>", "too-many-shapes"),
        ("drawio", '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><mxfile>&d;</mxfile>', "unsafe-xml"),
        ("drawio", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><mxfile/>', "unsafe-xml"),
        ("drawio", "<mxfile><diagram>ä</diagram></mxfile>", "bad-diagram"),
        ("drawio", "<mxfile><diagram>AAAA</diagram></mxfile>", "bad-diagram"),
        ("drawio", '<?xml version="1.0" encoding="klingon"?><mxfile/>', "bad-xml"),
    ],
)
def test_what_is_no_board_is_refused_in_words(read: Any, format: str, data: str, code: str) -> None:
    with pytest.raises(ImportProblem) as refused:
        read(format, data)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


@_each
def test_a_file_of_100_megabytes_is_refused_at_once(read: Any, format: str) -> None:
    with pytest.raises(ImportProblem) as refused:
        read(format, b" " * 100_000_000)
    assert refused.value.code == "too-large"


def test_a_page_that_inflates_without_end_is_refused(read: Any) -> None:
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflater.compress(b"a" * 60_000_000) + deflater.flush()
    with pytest.raises(ImportProblem) as refused:
        read("drawio", f"<mxfile><diagram>{base64.b64encode(data).decode()}</diagram></mxfile>")
    assert refused.value.code == "too-large"


_anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | st.sampled_from(
        ["text", "group", "tyopaja/note/a/b//n1", "tyopaja/section/a/b", "excalidraw", "rectangle", "arrow", "\ud800"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "type", "x", "y", "width", "height", "text", "originalText", "containerId", "customData",
                         "tyopaja", "startBinding", "elementId", "fromNode", "toNode", "label", "color", "isDeleted"]),
        inner, max_size=6),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.parametrize("format", ["jsoncanvas", "excalidraw"])
@settings(max_examples=150, deadline=None)
@given(things=st.lists(_anything, max_size=6))
@example(things=[{"id": [], "type": [], "containerId": {}}])
def test_wrong_types_everywhere_are_read_or_refused_in_words(read: Any, format: str, things: list[Any]) -> None:
    tree = {"type": "excalidraw", "nodes": things, "edges": things, "elements": things}
    try:
        content = read(format, json.dumps(tree))
    except ImportProblem:
        return
    assert all("\ud800" not in found.text for found in content.found)


@pytest.mark.parametrize("place", ["NaN", "Infinity", "-Infinity", "1e999", '"kolme"', "null", "[]", "9" * 400, "true"])
def test_a_note_without_a_place_is_a_note_all_the_same(read: Any, place: str) -> None:
    node = f'{{"id": "a", "type": "text", "text": "Lumi", "x": {place}, "y": 0, "width": 1, "height": 1}}'
    (found,) = read("jsoncanvas", f'{{"nodes": [{node}]}}').found
    assert (found.text, found.section) == ("Lumi", "")


def test_a_note_that_was_copied_is_a_new_one(hotel: Session, boards: Boards, read: Any) -> None:
    """Excalidraw and draw.io keep on a copy what we keep on a note, and give it another id."""
    sheet = hotel.view("canvas:arvo-asiakas")
    tree = json.loads(boards["board"](sheet, "excalidraw"))
    note = next(one for one in tree["elements"] if one["id"].startswith("tyopaja/note/"))
    inner = next(one for one in tree["elements"] if one.get("containerId") == note["id"])
    tree["elements"] += [{**note, "id": "q1"}, {**inner, "id": "q2", "containerId": "q1"}]
    differences = hotel.differences(read("excalidraw", tree))
    assert [one.text for one in differences.added] == [] or [one.text for one in differences.added] == [
        inner["originalText"]
    ]
    content = read("excalidraw", tree)
    assert [found.text for found in content.found if not found.entry] == [inner["originalText"]]
    cells = (
        boards["board"](sheet, "drawio")
        .decode()
        .replace("</root>", CELL.replace('id="a"', 'id="b"').format("x", "") + "</root>")
    )
    assert len([found for found in read("drawio", cells).found if not found.entry]) == 1


def test_a_board_that_was_pasted_into_another_is_known_by_what_is_kept_on_it(
    hotel: Session, boards: Boards, read: Any
) -> None:
    """Then every id is a new one."""
    tree = json.loads(boards["board"](hotel.view("canvas:empatia"), "excalidraw"))
    known = {found.entry for found in read("excalidraw", tree).found}
    new = {one["id"]: f"q{number}" for number, one in enumerate(tree["elements"])}
    for one in tree["elements"]:
        one["id"] = new[one["id"]]
        if one.get("containerId"):
            one["containerId"] = new[one["containerId"]]
    content = read("excalidraw", tree)
    assert {found.entry for found in content.found if found.entry} == known
    assert {one.kind for one in hotel.differences(content).all} == {"unchanged"}


def test_text_in_excalidraw_may_be_bound_free_or_grouped(read: Any) -> None:
    content = read(
        "excalidraw",
        drawing(
            {"id": "a", "type": "ellipse"},
            {"id": "b", "type": "text", "text": "Lumi\nsataa", "originalText": "Lumi sataa", "containerId": "a"},
            {"id": "c", "type": "text", "text": "Yksin", "containerId": None},
            {"id": "d", "type": "rectangle", "groupIds": ["g"]},
            {"id": "e", "type": "text", "text": "Ryhmässä", "groupIds": ["g"]},
            {"id": "f", "type": "text", "text": "Orpo", "containerId": "ei-ole"},
            {"id": "g", "type": "text", "text": "Poissa", "isDeleted": True},
            {"id": "h", "type": "arrow", "startBinding": {"elementId": "b"}, "endBinding": {"elementId": "c"}},
            {"id": "i", "type": "text", "text": "nuolella", "containerId": "h"},
            {"id": "j", "type": "freedraw"},
            {"id": "k", "type": "image"},
            {"id": "l", "type": "image"},
        ),
    )
    assert [found.text for found in content.found] == ["Lumi sataa", "Yksin", "Ryhmässä", "Orpo"]
    assert content.found[0].answers == (content.found[1].entry,)
    assert len(content.skipped) == 3
    assert "2 times" in " ".join(content.skipped)


def test_what_another_program_wrote_into_the_shown_text_counts(read: Any) -> None:
    content = read("excalidraw", drawing({"id": "a", "type": "text", "text": "Uusi", "originalText": "Vanha"}))
    assert content.found[0].text == "Uusi"


def test_what_else_stands_on_a_json_canvas_is_told(read: Any) -> None:
    content = read(
        "jsoncanvas",
        canvas(
            {"id": "a", "text": "**Lumi** \\# sataa"},
            {"id": "b", "type": "link", "url": "https://example.org/"},
            {"id": "c", "type": "file", "file": "kuva.png"},
            {"id": "d", "type": "group", "label": "Oma ryhmä"},
            {"id": "e", "type": "ufo"},
            {"id": "f", "text": "  "},
            edges=[{"id": "x", "fromNode": "a", "toNode": "d"}, {"id": "y", "fromNode": "a", "toNode": "b"}],
        ),
    )
    assert [found.text for found in content.found] == ["**Lumi** # sataa", "https://example.org/"]
    assert len(content.skipped) == 4
    assert not content.whole


def test_draw_io_is_read_packed_and_unpacked(read: Any) -> None:
    cell = CELL.format("Lumi &amp;lt;b&amp;gt;&lt;br&gt;sataa", "html=1;")
    for data in (packed(cell), f"<mxfile><diagram>{model(cell)}</diagram></mxfile>", model(cell)):
        assert [found.text for found in read("drawio", data).found] == ["Lumi <b>\nsataa"]


def test_a_label_of_draw_io_that_is_no_html_is_plain(read: Any) -> None:
    assert read("drawio", model(CELL.format("&lt;b&gt; &amp;amp;", "rounded=1;"))).found[0].text == "<b> &amp;"


def test_a_note_of_draw_io_in_a_group_stands_where_the_group_puts_it(boards: Boards, read: Any) -> None:
    data = boards["board"](view("sheet", "full"), "drawio").decode()
    editor = boards["editors"]["drawio"](data.encode())
    x, y, width, height = next(r for k, r in editor.rects().items() if k.role == "section" and k.section == "b")
    group = (
        f'<mxCell id="g" vertex="1" parent="1" style="group"><mxGeometry x="{x}" y="{y}" width="50" height="50" '
        'as="geometry"/></mxCell>'
    )
    inner = (
        f'<mxCell id="h" value="Uusi" vertex="1" parent="g"><mxGeometry x="{width / 2}" y="{height / 2}" width="5" '
        'height="5" as="geometry"/></mxCell>'
    )
    content = read("drawio", data.replace("</root>", group + inner + "</root>"))
    (found,) = [found for found in content.found if not found.entry]
    assert (found.text, found.sheet, found.section) == ("Uusi", "arkki", "b")


def test_cells_that_are_in_each_other_end(read: Any) -> None:
    cells = CELL.format("Lumi", "").replace('parent="1"', 'parent="b"')
    cells += CELL.format("Jää", "").replace('id="a"', 'id="b"').replace('parent="1"', 'parent="a"')
    assert [found.text for found in read("drawio", model(cells)).found] == ["Lumi", "Jää"]


@_each
def test_a_note_that_was_emptied_was_taken_away(hotel: Session, boards: Boards, read: Any, format: str) -> None:
    editor = boards["editors"][format](boards["board"](hotel.view("canvas:arvo-asiakas"), format))
    note = next(key for key in editor.rects() if key.role == "note")
    editor.write(note, "")
    assert [one.entry for one in hotel.differences(read(format, editor.saved())).removed] == [note.entry]


@_each
def test_what_is_edited_and_is_no_entry_is_told(hotel: Session, boards: Boards, read: Any, format: str) -> None:
    data = boards["board"](hotel.view("canvas:arvo-asiakas"), format).decode()
    content = read(format, data.replace("Hotelli Kaamos", "Hotelli Aurinko"))
    assert any("Hotelli Aurinko" in one for one in content.skipped)
    assert {one.kind for one in hotel.differences(content).all} == {"unchanged"}


@_each
def test_a_section_that_was_made_larger_holds_more(hotel: Session, boards: Boards, read: Any, format: str) -> None:
    """The frame counts as it is now, not as it was exported."""
    editor = boards["editors"][format](boards["board"](hotel.view("canvas:arvo-asiakas"), format))
    box = next(key for key in editor.rects() if key.role == "section" and key.section == "tarve")
    editor.put(box, 100_000, 100_000)
    editor.add("Kaukana", 100_000, 100_000)
    (found,) = [found for found in read(format, editor.saved()).found if not found.entry]
    assert (found.sheet, found.section) == ("arvo-asiakas", "tarve")


def test_the_most_that_is_let_in_is_read(read: Any) -> None:
    """As many notes and frames as may be, each note outside of all frames."""
    frames = [{"id": f"tyopaja/section/a/b{number}", "type": "group"} for number in range(1_000)]
    notes = [{"id": f"n{number}", "text": "a", "x": 50} for number in range(19_000)]
    assert len(read("jsoncanvas", canvas(*frames, *notes)).found) == 19_000
    with pytest.raises(ImportProblem):
        read("jsoncanvas", canvas(*frames, {**frames[0], "id": "tyopaja/section/a/c"}, notes[0]))
