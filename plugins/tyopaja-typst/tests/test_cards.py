"""Name tags and table signs: cards to print and cut."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdf
import pypdfium2
import pytest
from attrs import evolve

from tyopaja import Session
from tyopaja.testing.views import ODD, view
from tyopaja.views.nodes import CardsView, CardView
from tyopaja_typst.rendering import render

MM = 72 / 25.4
LONG = "Asiakaspalveluhenkilökunnan hyvinvointiryhmän kokoonkutsuja Maximiliana-Wilhelmiina von Tunturi-Lapinsalmi"
Views = dict[str, Any]


def cards(what: str, *made: CardView) -> CardsView:
    found = view(what, "full")
    assert isinstance(found, CardsView)
    return evolve(found, cards=made or found.cards)


def printed(view: CardsView, **options: Any) -> bytes:
    data = render(view, "pdf", **options)
    assert isinstance(data, bytes)
    return data


def tags(count: int) -> tuple[CardView, ...]:
    return tuple(
        CardView(title=f"Osallistuja {n}", lines=("Ryhmä 1", "osallistuja"), colour="#7a4a12") for n in range(count)
    )


def pages(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf), strict=True).pages)


def test_everybody_of_a_series_has_a_tag_and_every_group_a_sign(series: Session, views: Views) -> None:
    for what in ("name-tags", "table-signs"):
        found = series.view(what)
        assert isinstance(found, CardsView)
        pdf = printed(found)
        text = views["words_of"](pdf)
        wanted = [one for card in found.cards for one in (card.title, *card.lines)]
        assert [one for one in wanted if views["bare"](one) not in text] == []
        assert views["collisions"](pdf) == []


@pytest.mark.parametrize(
    ("count", "options", "wanted"),
    [(1, {}, 1), (10, {}, 1), (11, {}, 2), (25, {}, 3), (25, {"paper": "a3"}, 2), (9, {"orientation": "landscape"}, 1)],
)
def test_as_many_tags_lie_on_a_page_as_there_is_room_for(count: int, options: dict[str, str], wanted: int) -> None:
    assert pages(printed(cards("name-tags", *tags(count)), **options)) == wanted


def test_tags_are_as_large_as_a_holder_whatever_the_paper() -> None:
    for paper in ("a4", "a3", "a1"):
        with pdfplumber.open(io.BytesIO(printed(cards("name-tags", *tags(10)), paper=paper))) as pdf:
            bands = [one for one in pdf.pages[0].rects if one["height"] < 12 * MM]
        assert len(bands) == 10
        assert {round(one["width"] / MM) for one in bands} == {86}
        tops = sorted({round(one["top"] / MM, 1) for one in bands})
        assert all(round(after - before) == 54 for before, after in pairwise(tops))


def test_marks_say_where_to_cut_and_lie_outside_of_the_cards() -> None:
    with pdfplumber.open(io.BytesIO(printed(cards("name-tags", *tags(10))))) as pdf:
        page = pdf.pages[0]
        bands = [one for one in page.rects if one["height"] < 12 * MM]
        left, right = min(one["x0"] for one in bands), max(one["x1"] for one in bands)
        marks = [one for one in page.lines if one["width"] > 4 * MM]
        assert len(marks) == 2 * 6
        assert all(one["x1"] < left or one["x0"] > right for one in marks)
        assert all(one["x0"] > 4 * MM and one["x1"] < page.width - 4 * MM for one in marks)  # a printer's reach


def test_a_card_without_a_title_is_to_be_written_on(views: Views) -> None:
    blank = cards("name-tags", CardView(title="", lines=("osallistuja",)))
    with pdfplumber.open(io.BytesIO(printed(blank))) as pdf:
        words = [word["text"] for word in pdf.pages[0].extract_words()]
        page = pdf.pages[0]
        lines = [
            one for one in (*page.lines, *page.rects, *page.curves) if one["width"] > 70 * MM and one["height"] < 1
        ]
    assert words[-1] == "osallistuja"
    assert len(lines) == 1


def test_a_sign_reads_the_same_from_both_sides_and_is_read_aloud_once(views: Views) -> None:
    one = cards("table-signs", CardView(title="Ryhmä 7", lines=("Aino", "Niillas Ráste")))
    pdf = printed(one)
    drawn = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=1).to_pil().convert("L")
    side, high = drawn.width, round(67 * MM)
    x, y = 15 * MM, drawn.height / 2 - 134 * MM
    front = drawn.crop((round(x), round(y + high), round(side - x), round(y + 2 * high)))
    back = drawn.crop((round(x), round(y), round(side - x), round(y + high))).rotate(180)
    dark = [sum(value < 100 for value in half.tobytes()) for half in (front, back)]
    assert dark[0] > 1000
    assert abs(dark[0] - dark[1]) < 0.1 * dark[0]
    tagged = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert tagged is not None
    assert tagged.get_data().count(b"/Artifact") >= 1


@pytest.mark.parametrize("what", ["name-tags", "table-signs"])
def test_what_has_no_room_on_its_card_is_told_behind(views: Views, what: str) -> None:
    odd = tuple(
        CardView(title=text, lines=(*ODD[2:6], *(f"Nimi {n}" for n in range(60)))) for text in (*ODD[2:6], LONG * 6)
    )
    pdf = printed(cards(what, *odd))
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    wanted = [one for card in odd for one in (card.title, *card.lines)]
    assert [one for one in wanted if views["bare"](one) not in text] == []


@pytest.mark.parametrize("what", ["name-tags", "table-signs"])
def test_a_long_name_is_smaller_and_whole(views: Views, what: str) -> None:
    pdf = printed(cards(what, CardView(title=LONG, lines=("Ryhmä 1",))))
    assert pages(pdf) == 1
    assert views["bare"](LONG) in views["words_of"](pdf)


def test_nobody_yet_is_said(views: Views) -> None:
    blank = view("table-signs", "blank")
    assert views["bare"](blank.words["no-groups"]) in views["words_of"](printed(blank))  # type: ignore[arg-type]


def test_in_black_no_card_has_a_colour() -> None:
    for what in ("name-tags", "table-signs"):
        drawn = pypdfium2.PdfDocument(io.BytesIO(printed(cards(what), design="mono")))[0].render(scale=0.5).to_pil()
        assert all(r == g == b for _, (r, g, b) in drawn.convert("RGB").getcolors(10**6) or ())


@pytest.mark.parametrize(("format", "head"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_pages_of_a_format_without_pages_are_files_in_their_order(format: Any, head: bytes) -> None:
    many = render(cards("name-tags", *tags(101)), format)
    assert isinstance(many, dict)
    assert list(many) == [f"{n:02}.{format}" for n in range(1, 12)]
    assert all(data.startswith(head) for data in many.values())
    assert isinstance(render(cards("name-tags", *tags(3)), format), bytes)
