"""Documents: real headings, lists and tables, all that was written, in the language of the view."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from attrs import evolve

from tyopaja.testing.views import view
from tyopaja.views.nodes import EntryView

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
MAIN = {"docx": "word/document.xml", "odt": "content.xml"}
EACH = pytest.mark.parametrize("format", MAIN)


def _headings(root: Any, format: str) -> list[tuple[int, str]]:
    if format == "odt":
        return [(int(one.get(f"{_TEXT}outline-level")), "".join(one.itertext())) for one in root.iter(f"{_TEXT}h")]
    found = []
    for one in root.iter(f"{_W}p"):
        style = one.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(f"{_W}val").startswith("Heading"):
            found.append((int(style.get(f"{_W}val")[-1]), "".join(one.itertext())))
    return found


@EACH
def test_everything_that_was_written_in_a_series_is_read_in_it(
    hotel: Any, make: Any, read: Any, said: Any, bare: Any, written: Any, format: str
) -> None:
    report = hotel.view("report")
    shown = bare(" ".join(said(read(make(report, format))[MAIN[format]])))
    assert [entry.text for entry in written(report) if bare(entry.text) not in shown] == []


@EACH
def test_chapters_sheets_and_sections_are_headings_and_no_level_is_left_out(
    hotel: Any, make: Any, read: Any, format: str
) -> None:
    report = hotel.view("report")
    headings = _headings(read(make(report, format))[MAIN[format]], format)
    assert all(later <= level + 1 for (level, _), (later, _) in pairwise(headings))
    for chapter in report.chapters:
        assert (1, chapter.title) in headings
        assert all((2, sheet.title) in headings for sheet in chapter.sheets)


@EACH
def test_the_head_of_a_table_is_repeated(hotel: Any, make: Any, read: Any, format: str) -> None:
    root = read(make(hotel.view("report"), format))[MAIN[format]]
    if format == "odt":
        tables = list(root.iter(f"{_TABLE}table"))
        assert all(one.find(f"{_TABLE}table-header-rows") is not None for one in tables)
    else:
        tables = list(root.iter(f"{_W}tbl"))
        assert all(one.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is not None for one in tables)
    assert tables


@EACH
def test_contents_stand_in_a_field_that_can_be_updated(hotel: Any, make: Any, read: Any, format: str) -> None:
    root = read(make(hotel.view("report"), format))[MAIN[format]]
    if format == "odt":
        assert root.find(f".//{_TEXT}table-of-content/{_TEXT}index-body") is not None
    else:
        assert any("TOC" in (one.text or "") for one in root.iter(f"{_W}instrText"))


@EACH
def test_a_document_is_in_the_language_of_its_view(hotel: Any, make: Any, read: Any, format: str) -> None:
    parts = read(make(hotel.view("report", locale="sv"), format))
    if format == "docx":
        tongues = {one.get(f"{_W}val") for one in parts["word/styles.xml"].iter(f"{_W}lang")}
        assert tongues == {"sv-FI"}
    else:
        assert 'language="sv"' in _source(parts["styles.xml"])


def _source(root: Any) -> str:
    from xml.etree.ElementTree import tostring

    return tostring(root, encoding="unicode")


@EACH
def test_what_a_sentence_grew_from_is_told_with_who_and_where(hotel: Any, make: Any, read: Any, format: str) -> None:
    compass = hotel.view("compass")
    text = "".join(read(make(compass, format))[MAIN[format]].itertext())
    traces = [trace for section in compass.sections for entry in section.entries for trace in entry.trail]
    assert traces
    assert all(trace.place in text and trace.author in text for trace in traces)


@EACH
def test_lists_that_are_numbered_begin_at_one_each(make: Any, read: Any, format: str) -> None:
    sheet: Any = view("sheet", "full")
    entries = tuple(EntryView(id=f"e{number}", text=f"Askel {number}", author="") for number in range(3))
    sections = [evolve(one, ordered=True, entries=entries) for one in sheet.sections[:2]]
    sheet = evolve(sheet, sections=(*sections, *sheet.sections[2:]))
    parts = read(make(sheet, format))
    root = parts[MAIN[format]]
    if format == "odt":
        starts = [one.get(f"{_TEXT}start-value") for one in root.iter(f"{_TEXT}list-item")]
        assert starts.count("1") >= 2
    else:
        used = {one.get(f"{_W}val") for one in root.iter(f"{_W}numId")}
        known = {one.get(f"{_W}numId") for one in parts["word/numbering.xml"].iter(f"{_W}num")}
        assert used <= known
        assert len(used) >= 3


@EACH
def test_the_appendix_of_all_notes_is_in_a_workbook_only(hotel: Any, make: Any, read: Any, format: str) -> None:
    headings = [text for _, text in _headings(read(make(hotel.view("workbook"), format))[MAIN[format]], format)]
    assert "Kaikki merkinnät" in headings
    headings = [text for _, text in _headings(read(make(hotel.view("report"), format))[MAIN[format]], format)]
    assert "Kaikki merkinnät" not in headings


@EACH
def test_control_characters_and_lone_surrogates_are_shown_not_dropped(make: Any, read: Any, format: str) -> None:
    sheet: Any = view("sheet", "full")
    entry = EntryView(id="n", text="a\x00b\ud800c\x1bd", author="Aino")
    sheet = evolve(sheet, sections=(evolve(sheet.sections[0], entries=(entry,)), *sheet.sections[1:]))
    text = "".join(read(make(sheet, format))[MAIN[format]].itertext())
    assert "a\ufffdb\ufffdc\ufffdd" in text


@EACH
@pytest.mark.parametrize(("paper", "width", "height"), [("a4", 595, 842), ("letter", 612, 792)])
def test_the_paper_is_the_one_that_was_chosen(
    make: Any, printed: Any, format: str, paper: str, width: int, height: int
) -> None:
    page = pypdf.PdfReader(io.BytesIO(printed(make(view("sheet", "full"), format, paper=paper), format))).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == pytest.approx((width, height), abs=1)
