"""The workbook: everything of a series to bind; and what reports and workbooks have beside their sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdf
import pypdfium2
import pytest
from attrs import evolve

from tyopaja import Session
from tyopaja.testing.views import ODD, view
from tyopaja.views.nodes import ReportView
from tyopaja_typst.rendering import render

MM = 72 / 25.4
SPINE = 11 * MM
Views = dict[str, Any]


def printed(view: Any, **options: Any) -> bytes:
    data = render(view, "pdf", **options)
    assert isinstance(data, bytes)
    return data


@pytest.fixture(scope="module")
def workbook(series: Session) -> ReportView:
    found = series.view("workbook")
    assert isinstance(found, ReportView)
    return found


@pytest.fixture(scope="module")
def pdf(workbook: ReportView) -> bytes:
    return printed(workbook)


@pytest.fixture(scope="module")
def pages(pdf: bytes, views: Views) -> list[str]:
    """The text of each page, without white space."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [views["bare"](page.get_textpage().get_text_bounded()) for page in document]


def chapters(workbook: ReportView) -> Iterator[tuple[str, list[str]]]:
    for chapter in workbook.chapters:
        yield chapter.title, [sheet.title for sheet in chapter.sheets]


def test_it_can_be_kept_and_listened_to(pdf: bytes, workbook: ReportView) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    root: Any = reader.trailer["/Root"]
    about = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert reader.metadata is not None
    assert reader.metadata.title == workbook.title


def test_contents_lead_to_the_pages_that_they_name(
    pages: list[str], pdf: bytes, workbook: ReportView, views: Views
) -> None:
    assert workbook.result is not None
    wanted = [workbook.result.title]
    for title, sheets in chapters(workbook):
        wanted += [title, *sheets]
    wanted += [workbook.words[key] for key in ("key-results", "session", "appendix")]
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[1].extract_text()
    numbers = [int(number) for number in re.findall(r"(?m)(\d+)$", text)]
    numbers = numbers[: len(wanted)]
    assert len(numbers) == len(wanted)
    assert all(before <= after for before, after in pairwise(numbers))
    missed = [
        title for title, number in zip(wanted, numbers, strict=True) if views["bare"](title) not in pages[number - 1]
    ]
    assert missed == []


def test_every_page_but_the_cover_has_its_number(pages: list[str]) -> None:
    assert len(pages) > 30
    # The number is the last thing on a page, or the first, as it is read.
    assert [n for n, text in enumerate(pages, start=1) if n > 1 and str(n) not in (text[-3:] + text[:3])] == []


def test_every_sheet_is_there_as_it_is_drawn(pages: list[str], workbook: ReportView, views: Views) -> None:
    text = "".join(pages)
    for sheet in (sheet for chapter in workbook.chapters for sheet in chapter.sheets):
        assert [one for one in views["said"](sheet) if views["bare"](one) not in text] == [], sheet.title


def test_sheets_lie_or_stand_as_their_canvas_does(pdf: bytes, workbook: ReportView) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    lying = sum(page.mediabox.width > page.mediabox.height for page in reader.pages)
    drawn = [sheet.grid.orientation for chapter in workbook.chapters for sheet in chapter.sheets]
    assert lying >= drawn.count("landscape") > 5
    assert {round(max(page.mediabox[2:]) / MM) for page in reader.pages} == {297}


def test_what_was_recalled_and_all_key_results_and_every_entry_are_told(
    pages: list[str], workbook: ReportView, views: Views
) -> None:
    text, bare = "".join(pages), views["bare"]
    recalled = [one for chapter in workbook.chapters for one in chapter.recaps]
    assert recalled
    wanted = [one.title for one in recalled] + [entry.text for one in recalled for entry in one.entries]
    assert workbook.key_results
    for one in workbook.key_results:
        wanted += [
            one.text,
            one.objective,
            one.place,
            one.due,
            one.owner,
            one.progress_text or workbook.words["no-progress"],
        ]
    assert [one for one in wanted if bare(one) not in text] == []
    behind = "".join(
        pages[next(n for n, page in enumerate(pages) if n > 2 and page.startswith(bare(workbook.words["appendix"]))) :]
    )
    sections = [section for chapter in workbook.chapters for sheet in chapter.sheets for section in sheet.sections]
    entries = [
        entry.text for one in sections for entry in (*one.entries, *(e for part in one.parts for e in part.entries))
    ]
    assert len(entries) > 200
    assert [one for one in entries if bare(one) not in behind] == []


def test_nothing_lies_on_anything_and_the_edge_that_is_bound_is_free(pdf: bytes, views: Views) -> None:
    assert views["collisions"](pdf) == []
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    for number, page in enumerate(document, start=1):
        if number == 1:
            continue
        wide, high = page.get_size()
        words = page.get_textpage()
        rects = [words.get_rect(at) for at in range(words.count_rects())]
        if wide > high:
            assert max(top for *_, top in rects) <= high - SPINE
        elif number % 2:
            assert min(left for left, *_ in rects) >= SPINE
        else:
            assert max(right for _, _, right, _ in rects) <= wide - SPINE


def test_headings_never_skip_a_level(pdf: bytes) -> None:
    levels = list(_levels(pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]))  # type: ignore[index]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _levels(node: Any) -> Iterator[int]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from _levels(one)
    elif isinstance(node, dict):
        kind = str(node.get("/S", ""))
        if kind[:2] == "/H" and kind[2:].isdigit():
            yield int(kind[2:])
        yield from _levels(node.get("/K"))


def test_the_table_of_key_results_has_heads_and_bars_as_long_as_they_say(views: Views) -> None:
    found = view("workbook", "full")
    assert isinstance(found, ReportView)
    bare = evolve(found, chapters=(), result=None)
    reader = pypdf.PdfReader(io.BytesIO(printed(bare)))
    kinds = list(_kinds(reader.trailer["/Root"]["/StructTreeRoot"]))  # type: ignore[index]
    assert kinds.count("/TH") == 4
    assert kinds.count("/TD") == 4 * len(found.key_results)
    text = views["words_of"](printed(bare))
    assert "62%" in text
    assert views["bare"](found.words["no-progress"]) in text


def _kinds(node: Any) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from _kinds(one)
    elif isinstance(node, dict):
        yield str(node.get("/S", ""))
        yield from _kinds(node.get("/K"))


def test_a_book_of_nothing_is_a_book_on_any_paper(views: Views) -> None:
    blank = view("workbook", "blank")
    for paper, longest in (("canvas", 297), ("a3", 420)):
        pdf = printed(blank, paper=paper)
        assert views["collisions"](pdf) == []
        assert views["bare"](blank.words["workbook"]) in views["words_of"](pdf)
        assert {round(page.mediabox.height / MM) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages} == {longest}


def test_odd_words_are_all_there_and_none_leaves_its_page(views: Views) -> None:
    odd = view("workbook", "odd")
    assert isinstance(odd, ReportView)
    sections = tuple(
        views["section"](f"s{number}", text, entries=(views["entry"](text, author=text),))
        for number, text in enumerate(ODD[2:6])
    )
    drawn = views["grid"]("a3", "landscape", "s0 s1", "s2 s3")
    sheet = views["sheet"](sections, drawn, title=ODD[0], company=ODD[1], purpose=ODD[2])
    odd = evolve(
        odd,
        result=None,
        chapters=tuple(evolve(one, sheets=(sheet,)) for one in odd.chapters),
        key_results=odd.key_results[:3],
    )
    pdf = printed(odd)
    assert [one for one in views["collisions"](pdf) if "outside" in one] == []
    text = views["words_of"](pdf)
    assert [one for one in (*ODD[1:6], odd.session.title) if views["bare"](one) not in text] == []


def test_a_report_tells_what_was_recalled_and_all_key_results(series: Session, views: Views) -> None:
    report = series.view("report")
    assert isinstance(report, ReportView)
    text = views["words_of"](printed(report))
    wanted = [one.title for chapter in report.chapters for one in chapter.recaps]
    wanted += [one.place for one in report.key_results] + [report.words["key-results"], report.words["recap"]]
    assert [one for one in wanted if views["bare"](one) not in text] == []


def test_a_book_in_black_has_no_colours(views: Views) -> None:
    found = view("workbook", "full")
    assert isinstance(found, ReportView)
    found = evolve(found, chapters=tuple(evolve(one, sheets=()) for one in found.chapters), result=None)
    for page in pypdfium2.PdfDocument(io.BytesIO(printed(found, design="mono"))):
        drawn = page.render(scale=0.5).to_pil().convert("RGB")
        assert all(r == g == b for _, (r, g, b) in drawn.getcolors(10**6) or ())
