"""What comes out of the printer: read again by programs that had no part in making it."""

from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pypdf
import pypdfium2
import pytest
from attrs import evolve
from defusedxml import ElementTree
from PIL import Image

from tyopaja_typst import tyopaja_renderers

FORMATS = {one.format: one for one in tyopaja_renderers()}
A3 = (297 * 72 / 25.4, 420 * 72 / 25.4)
A4 = (210 * 72 / 25.4, 297 * 72 / 25.4)
Views = dict[str, Any]


def made(view: Any, format: str = "pdf") -> bytes:
    data = FORMATS[format].render(view)
    assert isinstance(data, bytes)
    return data


def read(view: Any) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made(view)), strict=True)


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


def said(view: Any) -> list[str]:
    """Every text of a sheet that must be on paper."""
    texts = [view.title, view.company, view.purpose, view.credit.designer, view.credit.licence, *view.approved]
    for one in view.sections:
        texts += [one.label, one.title]
        texts += [text for blank in one.blanks for text in (blank.title, blank.text)]
        entries = [*one.entries, *(entry for part in one.parts for entry in part.entries)]
        if not entries:
            texts.append(one.gap)
        for entry in entries:
            texts += [entry.text, *(field.text for field in entry.fields)]
            if view.what == "sheet":
                texts += [entry.author, entry.reason, *entry.answers]
        if view.what == "sheet":
            texts += one.prompts
    return [text for text in texts if text]


def test_the_poster_is_one_a3_that_archives_and_screen_readers_accept(views: Views) -> None:
    reader = read(views["poster"]())
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
    levels = headings(read(views[maker]()))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(levels) > 7


@pytest.mark.parametrize("filled", [True, False])
@pytest.mark.parametrize("maker", ["poster", "empathy"])
def test_every_word_of_a_sheet_is_in_the_text_of_its_pdf(views: Views, maker: str, filled: bool) -> None:
    view = views[maker](filled=filled)
    text = views["words_of"](made(view))
    assert [one for one in said(view) if views["bare"](one) not in text] == []


def test_the_report_holds_the_result_and_every_sheet(views: Views) -> None:
    report = views["report"]()
    text = views["words_of"](made(report))
    sheets = [sheet for chapter in report.chapters for sheet in chapter.sheets]
    wanted = [one for sheet in (report.result, *sheets) for one in said(sheet)]
    wanted += [chapter.title for chapter in report.chapters]
    wanted += [report.title, report.words["contents"]]
    dropped = {report.result.company, *(sheet.company for sheet in sheets)} - {report.title}
    assert [one for one in wanted if one not in dropped and views["bare"](one) not in text] == []


def test_every_page_of_a_report_is_an_a4(views: Views) -> None:
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in read(views["report"]()).pages}
    assert sizes == {(round(A4[0]), round(A4[1]))}


def test_what_is_missing_is_said_on_the_poster(views: Views) -> None:
    text = views["words_of"](made(views["poster"](filled=False)))
    for gap in ("Tavoite on vielä kirjaamatta.", "Tekoja ei ole vielä äänestetty.", "Avaintulokset puuttuvat."):
        assert views["bare"](gap) in text


def test_a_blank_sheet_asks_its_questions_and_leaves_a_line_for_the_company(views: Views) -> None:
    view = views["empathy"](filled=False, company="", date="")
    text = views["words_of"](made(view))
    assert "Yritystaitiimi" in text
    assert views["bare"]("Mikä pelottaa tai turhauttaa?") in text


def test_a_session_fits_one_page(views: Views) -> None:
    session = views["report"]().session
    reader = read(session)
    assert len(reader.pages) == 1
    assert "HotelliKaamos" in views["words_of"](made(session))


@pytest.mark.parametrize("format", ["pdf", "png", "svg"])
def test_the_same_view_gives_the_same_bytes_on_any_thread(views: Views, format: str) -> None:
    view = views["empathy"]()
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: made(view, format), range(8)))) == 1


def test_a_picture_is_large_enough_to_print_and_shows_what_goes_on_behind(views: Views) -> None:
    short = Image.open(io.BytesIO(made(views["poster"](), "png")))
    short.load()
    assert 2000 <= short.width <= 3500
    full = Image.open(io.BytesIO(made(crowded(views), "png")))
    assert full.height > full.width * 1.2


def test_a_drawing_is_well_formed_and_holds_no_script(views: Views) -> None:
    view = views["empathy"](title="<script>alert(1)</script>", company="javascript:alert(1)")
    tree = ElementTree.fromstring(made(view, "svg"))
    names = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert not names & {"script", "foreignObject", "iframe"}
    assert not [key for element in tree.iter() for key in element.attrib if key.lower().startswith("on")]
    links = [value for element in tree.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert all(link.startswith(("#", "https://", "data:image/")) for link in links)


def crowded(views: Views) -> Any:
    """A sheet with 200 notes in one box and a word of 300 letters in another."""
    notes = tuple(
        views["entry"](f"Lappu numero {number}: jotakin sanottavaa", id=f"n{number}") for number in range(200)
    )
    sections = [
        views["section"]("a", "Täynnä", entries=notes),
        views["section"]("b", "Pitkä sana", entries=(views["entry"]("kalakukko" * 33 + "loppu"),)),
    ]
    return views["sheet"](sections, views["grid"]("a4", "landscape", "a b"))


def test_two_hundred_notes_in_one_box_are_all_there(views: Views) -> None:
    view = crowded(views)
    text = views["words_of"](made(view))
    assert [number for number in range(200) if f"Lappunumero{number}:" not in text] == []
    assert views["bare"](view.words["continues"]) in text
    assert "kalakukko" * 33 + "loppu" in text


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
    text = views["words_of"](made(view))
    assert [one for one in ("#emph[Otsikko]", *texts) if views["bare"](one) not in text] == []


def test_typst_is_not_imported_before_something_is_printed() -> None:
    code = "import tyopaja_typst, sys; tyopaja_typst.tyopaja_renderers(); sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def boxes(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """The rectangles of all text, page by page: left, bottom, right, top."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    out = []
    for page in document:
        words = page.get_textpage()
        out.append([words.get_rect(at) for at in range(words.count_rects())])
    return out


def collisions(pdf: bytes) -> list[str]:
    """Text that leaves its page, and pairs of texts that lie on one another."""
    found = []
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(io.BytesIO(pdf))]
    for number, (rects, (width, height)) in enumerate(zip(boxes(pdf), sizes, strict=True), start=1):
        for at, (left, bottom, right, top) in enumerate(rects):
            if left < 0 or bottom < 0 or right > width or top > height:
                found.append(f"page {number}: outside at {left:.0f}, {bottom:.0f}")
            for other in rects[at + 1 :]:
                wide = min(right, other[2]) - max(left, other[0])
                high = min(top, other[3]) - max(bottom, other[1])
                least = min(top - bottom, other[3] - other[1])
                if wide > width / 400 and high > max(1.0, 0.3 * least):
                    found.append(f"page {number}: on one another at {left:.0f}, {bottom:.0f}")
    return found


LONG = "Kun vieras kysyy, vastaamme heti tai kerromme, milloin vastaamme, emmekä jätä ketään odottamaan epätietoisena. "


def stretched(view: Any, times: int, more: int) -> Any:
    """The same sheet with `times` the text in each entry, and each entry `more` times."""

    def entries(these: Any) -> Any:
        return tuple(
            evolve(one, id=f"{one.id}-{n}", text=one.text + " " + LONG * times) for one in these for n in range(more)
        )

    return evolve(
        view,
        sections=tuple(
            evolve(
                one,
                entries=entries(one.entries),
                parts=tuple(evolve(part, entries=entries(part.entries)) for part in one.parts),
            )
            for one in view.sections
        ),
    )


@pytest.mark.parametrize("maker", ["poster", "empathy"])
@pytest.mark.parametrize(("times", "more"), [(0, 1), (1, 1), (1, 3), (3, 1), (8, 4)])
def test_text_never_leaves_its_box_whatever_its_length(views: Views, maker: str, times: int, more: int) -> None:
    view = stretched(views[maker](), times, more)
    pdf = made(view)
    assert collisions(pdf) == []
    text = views["words_of"](pdf)
    counted = [one for one in said(view) if views["bare"](one) not in text]
    assert [one[:60] for one in counted if len(one) < 200] == []


@pytest.mark.parametrize("paper", ["a4", "a3", "a2", "a1"])
@pytest.mark.parametrize("maker", ["poster", "empathy"])
def test_every_paper_is_as_good_as_the_next(views: Views, maker: str, paper: str) -> None:
    view = views[maker]()
    pdf = made(evolve(view, grid=evolve(view.grid, paper=paper)))
    assert collisions(pdf) == []


def test_a_canvas_of_many_small_boxes_says_all_it_has(views: Views) -> None:
    names = [f"s{number}" for number in range(96)]
    rows = [" ".join(names[at : at + 8]) for at in range(0, 96, 8)]
    sections = [
        views["section"](
            name,
            f"Osio {name} ja sen otsikko",
            prompts=("Mitä tähän tulee?",),
            entries=(views["entry"](f"lappu {name} x"),),
        )
        for name in names
    ]
    view = views["sheet"](sections, views["grid"]("a4", "portrait", *rows))
    pdf = made(view)
    text = views["words_of"](pdf)
    assert collisions(pdf) == []
    assert [name for name in names if f"lappu{name}x" not in text or f"Osio{name}ja" not in text] == []


def test_titles_and_names_beyond_measure_go_on_behind(views: Views) -> None:
    names = tuple(f"Henkilö Numero {number}" for number in range(120))
    view = views["poster"](
        title="Otsikko " * 60, company="Yhtiö" * 80, purpose="Tarkoitus on hyvä. " * 60, approved=names
    )
    pdf = made(view)
    assert collisions(pdf) == []
    text = views["words_of"](pdf)
    assert "Otsikko" * 60 in text
    assert [name for name in names if views["bare"](name) not in text] == []


def test_questions_and_headings_longer_than_a_page_run_on(views: Views) -> None:
    words = " ".join(f"sana{number}" for number in range(1400))
    part = views["section"]("b", words, prompts=(words,))
    view = views["sheet"](
        [views["section"]("a", "A", prompts=(words,)), part], views["grid"]("a4", "portrait", "a", "b")
    )
    pdf = made(view)
    assert collisions(pdf) == []
    text = views["words_of"](pdf)
    assert [number for number in range(1400) if text.count(f"sana{number}") < 3] == []
