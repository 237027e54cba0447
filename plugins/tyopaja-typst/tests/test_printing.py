"""What comes out of the printer: read again by programs that had no part in making it."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from defusedxml import ElementTree

from tyopaja_typst import tyopaja_renderers

FORMATS = {one.format: one for one in tyopaja_renderers()}
A3 = (297 * 72 / 25.4, 420 * 72 / 25.4)
A4 = (210 * 72 / 25.4, 297 * 72 / 25.4)
Views = dict[str, Any]


def headings(reader: pypdf.PdfReader) -> list[int]:
    """The levels of all headings in reading order, from the tree of tags."""
    found: list[int] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            kind = str(node.get("/S", ""))
            if kind[:2] == "/H" and kind[2:].isdigit():
                found.append(int(kind[2:]))
            if "/K" in node:
                walk(node["/K"])

    root: Any = reader.trailer["/Root"]
    walk(root["/StructTreeRoot"]["/K"])
    return found


def test_the_poster_is_one_a3_that_archives_and_screen_readers_accept(views: Views) -> None:
    reader = views["read"](views["poster"]())
    assert len(reader.pages) == 1
    assert (reader.pages[0].mediabox.width, reader.pages[0].mediabox.height) == pytest.approx(A3, abs=0.5)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fi"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Arjen kompassi – Hotelli Kaamos"
    about = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about


@pytest.mark.parametrize("maker", ["poster", "empathy", "report"])
def test_headings_begin_at_one_and_never_skip_a_level(views: Views, maker: str) -> None:
    levels = headings(views["read"](views[maker]()))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(levels) > 7


@pytest.mark.parametrize("filled", [True, False])
@pytest.mark.parametrize("maker", ["poster", "empathy"])
def test_every_word_of_a_sheet_is_in_the_text_of_its_pdf(views: Views, maker: str, filled: bool) -> None:
    view = views[maker](filled=filled)
    text = views["words_of"](views["made"](view))
    assert [one for one in views["said"](view) if views["bare"](one) not in text] == []


def test_the_report_holds_the_result_and_every_sheet(views: Views) -> None:
    report = views["report"]()
    text = views["words_of"](views["made"](report))
    sheets = [sheet for chapter in report.chapters for sheet in chapter.sheets]
    wanted = [one for sheet in (report.result, *sheets) for one in views["said"](sheet)]
    wanted += [chapter.title for chapter in report.chapters]
    wanted += [report.title, report.words["contents"]]
    dropped = {report.result.company, *(sheet.company for sheet in sheets)} - {report.title}
    assert [one for one in wanted if one not in dropped and views["bare"](one) not in text] == []


def test_every_page_of_a_report_is_an_a4(views: Views) -> None:
    sizes = {
        (round(page.mediabox.width), round(page.mediabox.height)) for page in views["read"](views["report"]()).pages
    }
    assert sizes == {(round(A4[0]), round(A4[1]))}


def test_what_is_missing_is_said_on_the_poster(views: Views) -> None:
    text = views["words_of"](views["made"](views["poster"](filled=False)))
    for gap in ("Tavoite on vielä kirjaamatta.", "Tekoja ei ole vielä äänestetty.", "Avaintulokset puuttuvat."):
        assert views["bare"](gap) in text


def test_a_blank_sheet_asks_its_questions_and_leaves_a_line_for_the_company(views: Views) -> None:
    view = views["empathy"](filled=False, company="", date="")
    text = views["words_of"](views["made"](view))
    assert "Yritystaitiimi" in text
    assert views["bare"]("Mikä pelottaa tai turhauttaa?") in text


def test_a_session_fits_one_page(views: Views) -> None:
    session = views["report"]().session
    reader = views["read"](session)
    assert len(reader.pages) == 1
    assert "HotelliKaamos" in views["words_of"](views["made"](session))


@pytest.mark.parametrize("format", ["pdf", "png", "svg"])
def test_the_same_view_gives_the_same_bytes_on_any_thread(views: Views, format: str) -> None:
    view = views["empathy"]()
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: views["made"](view, format), range(8)))) == 1


def test_a_drawing_is_well_formed_and_holds_no_script(views: Views) -> None:
    view = views["empathy"](title="<script>alert(1)</script>", company="javascript:alert(1)")
    tree = ElementTree.fromstring(views["made"](view, "svg"))
    names = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert not names & {"script", "foreignObject", "iframe"}
    assert not [key for element in tree.iter() for key in element.attrib if key.lower().startswith("on")]
    links = [value for element in tree.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert all(link.startswith(("#", "https://", "data:image/")) for link in links)


def test_signs_that_mean_something_to_typst_stay_text(views: Views) -> None:
    texts = (
        "#set page(fill: red)",
        "$x^2$ *ei* _ei_ `ei`",
        "@viite <nimi> // ei",
        "\\ = - + / ~ [x] {y}",
        '#import "@preview/x:1"',
    )
    view = views["sheet"](
        [views["section"]("a", "#emph[Otsikko]", entries=tuple(views["entry"](text) for text in texts))],
        views["grid"]("a4", "portrait", "a"),
    )
    text = views["words_of"](views["made"](view))
    assert [one for one in ("#emph[Otsikko]", *texts) if views["bare"](one) not in text] == []


def test_typst_is_not_imported_before_something_is_printed() -> None:
    code = "import tyopaja_typst, sys; tyopaja_typst.tyopaja_renderers(); sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
