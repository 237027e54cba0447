"""Posters in every design, on every paper, either way up; codes to scan, and where sentences came from."""

from __future__ import annotations

import io
import re
from itertools import product
from typing import Any

import pypdf
import pypdfium2
import pytest
import segno
from attrs import evolve
from PIL import Image

from tyopaja.errors import Refused
from tyopaja.views.nodes import SpreadView, Trace
from tyopaja_typst import tyopaja_renderers
from tyopaja_typst.options import DESIGNS, ORIENTATIONS, PAPERS
from tyopaja_typst.rendering import render

Views = dict[str, Any]
EVERY = list(product(DESIGNS, PAPERS, ORIENTATIONS))
LONG = "Kun vieras kysyy, vastaamme heti tai kerromme, milloin vastaamme. "
ADDRESS = "https://tyopaja.example/s/kaamos-2026?arkki=kompassi"


def overfull(view: Any) -> Any:
    """The same poster with three times as much in it, and longer statements."""

    def entries(one: Any) -> Any:
        if one.draw == "text":
            return tuple(evolve(entry, text=f"{entry.text} {LONG * 2}") for entry in one.entries)
        return tuple(evolve(entry, id=f"{entry.id}-{n}") for n in range(3) for entry in one.entries)

    return evolve(view, sections=tuple(evolve(one, entries=entries(one)) for one in view.sections))


def told(said: str, text: str) -> bool:
    """Whether a text is there: in one piece, or in two where its end goes on behind."""
    return said in text or any(said[:at] in text and said[at:] in text for at in range(40, len(said) - 8))


def traced(view: Any) -> Any:
    """The same poster, its statements with two steps back."""

    def trail(entry: Any) -> Any:
        first = Trace(
            how="compiled", depth=0, entry="a", sheet="lupaus", section="s", place="Palvelulupaus – Annetaan lupaus",
            text=entry.text, author="Niillas Ráste", votes=7, picked=True, reason="koska se on totta",
        )  # fmt: skip
        second = evolve(first, how="answers", depth=1, place="Empatiakartta – Pelot", text="Yöllä kuuluu kaikki")
        return evolve(entry, trail=(first, second))

    sections = tuple(
        evolve(one, entries=tuple(map(trail, one.entries))) if one.look == "statement" else one for one in view.sections
    )
    words = {**view.words, "how-compiled": "koottu", "how-answers": "vastaa", "provenance": "Mistä tämä tuli"}
    return evolve(view, sections=sections, words=words)


@pytest.mark.parametrize(("design", "paper", "orientation"), EVERY)
def test_every_word_is_on_every_poster_and_none_on_another(
    views: Views, design: str, paper: str, orientation: str
) -> None:
    for view in (views["poster"](), overfull(views["poster"]())):
        pdf = render(view, "pdf", design=design, paper=paper, orientation=orientation)
        text = views["words_of"](pdf)
        assert [one for one in views["said"](view) if not told(views["bare"](one), text)] == []
        assert views["collisions"](pdf) == []
        wide, high = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox[2:]
        assert (wide > high) == (orientation == "landscape")


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_real_amount_of_text_is_one_page_either_way_up(views: Views, design: str, orientation: str) -> None:
    for paper in PAPERS:
        for filled in (True, False):
            pdf = render(views["poster"](filled), "pdf", design=design, paper=paper, orientation=orientation)
            assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1, (paper, filled)


@pytest.mark.parametrize(("design", "orientation"), list(product(DESIGNS, ORIENTATIONS)))
def test_every_choice_keeps_to_both_standards(views: Views, design: str, orientation: str) -> None:
    view = traced(views["poster"]())
    pdf = render(view, "pdf", design=design, orientation=orientation, address=ADDRESS, provenance=True, people=False)
    about: Any = pypdf.PdfReader(io.BytesIO(pdf), strict=True).trailer["/Root"]
    said = about["/Metadata"].get_data().decode()
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said


@pytest.mark.parametrize("design", DESIGNS)
def test_text_is_twice_as_large_on_an_a1_as_on_an_a3(views: Views, design: str) -> None:
    def heights(paper: str) -> list[float]:
        document = pypdfium2.PdfDocument(io.BytesIO(render(views["poster"](), "pdf", design=design, paper=paper)))
        page = document[0].get_textpage()
        found = [page.get_charbox(at) for at in range(page.count_chars())]
        return sorted(top - bottom for _, bottom, _, top in found)

    small, large = heights("a3"), heights("a1")
    assert large[len(large) // 2] == pytest.approx(2 * small[len(small) // 2], rel=0.08)


def picture(view: Any, **options: Any) -> Image.Image:
    data = render(view, "png", **options)
    assert isinstance(data, bytes)
    return Image.open(io.BytesIO(data))


def test_mono_is_black_and_white_and_spares_toner(views: Views) -> None:
    def drawn(design: str, view: Any) -> Image.Image:
        return picture(view, design=design, paper="a4").convert("RGB")

    for view in (views["poster"](), views["empathy"]()):
        image = drawn("mono", view)
        assert all(red == green == blue for red, green, blue in _colours(image))

        def ink(image: Image.Image) -> float:
            counted = image.convert("L").histogram()
            return sum((255 - grey) * number for grey, number in enumerate(counted)) / (image.width * image.height)

        assert ink(image) < 26
    assert ink(drawn("mono", views["poster"]())) < 0.6 * ink(drawn("rose", views["poster"]()))


def _colours(image: Image.Image) -> list[tuple[int, int, int]]:
    red, green, blue = (list(channel.tobytes()) for channel in image.split())
    return list(zip(red, green, blue, strict=True))


def dark(image: Image.Image, x: float, y: float) -> bool:
    pixel = image.getpixel((int(x), int(y)))
    assert isinstance(pixel, int)
    return pixel < 40  # the coloured ground is lighter than this


@pytest.mark.parametrize("maker", ["poster", "empathy"])
@pytest.mark.parametrize(("design", "orientation"), list(product(DESIGNS, ORIENTATIONS)))
def test_a_code_is_the_one_for_its_address_which_stands_beneath(
    views: Views, maker: str, design: str, orientation: str
) -> None:
    for filled in (True, False):
        view = views[maker](filled=filled)
        pdf = render(view, "pdf", design=design, orientation=orientation, address=ADDRESS)
        assert views["bare"](ADDRESS) in views["words_of"](pdf)
    # The code is found by the address that is linked right below it, and read back module by module.
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    links: list[Any] = [one.get_object() for one in reader.pages[0]["/Annots"]]  # type: ignore[attr-defined]
    rects = [one["/Rect"] for one in links if one.get("/A", {}).get("/URI") == ADDRESS]
    top, middle = max(float(r[3]) for r in rects), sum(float(r[0]) + float(r[2]) for r in rects) / (2 * len(rects))
    scale = 6.0
    image = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=scale).to_pil().convert("L")
    wanted = [list(row) for row in segno.make(ADDRESS.encode(), error="m", micro=False, boost_error=False).matrix]
    across = range(int((middle - 36) * scale), int((middle + 36) * scale))

    def inked(y: int) -> bool:
        return any(dark(image, x, y) for x in across)

    low = int(image.height - top * scale) - 2
    while not inked(low):
        low -= 1
    high = low
    while inked(high - 1):
        high -= 1
    columns = [x for x in across if any(dark(image, x, y) for y in range(high, low + 1))]
    left, right, count = columns[0], columns[-1], len(wanted)
    module = (right - left + 1) / count
    found = [
        [dark(image, left + (column + 0.5) * module, high + (row + 0.5) * module) for column in range(count)]
        for row in range(count)
    ]
    assert found == [[bool(one) for one in row] for row in wanted]


def test_pages_behind_tell_where_each_sentence_came_from(views: Views) -> None:
    view = traced(views["poster"]())
    without = render(view, "pdf")
    pdf = render(view, "pdf", provenance=True, paper="a1")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    behind = views["bare"](" ".join(page.extract_text() for page in reader.pages[1:]))
    for said in (
        "Mistä tämä tuli",
        "koottu",
        "Palvelulupaus – Annetaan lupaus",
        "Yöllä kuuluu kaikki",
        "Niillas Ráste",
    ):
        assert views["bare"](said) in behind
        assert views["bare"](said) not in views["words_of"](without)
    assert round(float(reader.pages[1].mediabox.width)) == 595
    nameless = render(view, "pdf", provenance=True, people=False)
    assert views["bare"]("Niillas") not in views["words_of"](nameless)
    assert picture(view, provenance=True).height > picture(view).height


def test_questions_are_left_out_where_nobody_wants_them(views: Views) -> None:
    text = views["words_of"](render(views["empathy"](filled=False), "pdf", prompts=False))
    assert views["bare"]("Mikä pelottaa tai turhauttaa?") not in text
    assert views["bare"]("Kipupisteet") in text


def test_a_spread_stands_on_the_paper_that_was_asked_for(views: Views) -> None:
    asked, answering = views["empathy"](), evolve(views["empathy"](), title="Vastaus")
    view = SpreadView(
        title="Aukeama", company="Hotelli Kaamos", locale="fi", asked=asked, answering=answering, pairs=(),
        theme=asked.theme, credit=asked.credit, words=asked.words,
    )  # fmt: skip
    for orientation in ORIENTATIONS:
        pdf = render(view, "pdf", paper="a2", orientation=orientation, address=ADDRESS)
        box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
        wanted = (1191, 1684) if orientation == "portrait" else (1684, 1191)
        assert (round(float(box.width)), round(float(box.height))) == wanted
        assert views["collisions"](pdf) == []
        assert views["bare"](ADDRESS) in views["words_of"](pdf)


def test_progress_is_a_bar_with_its_number(views: Views) -> None:
    text = views["words_of"](render(views["poster"](), "pdf"))
    assert re.search("43%", text)  # 3,9 → 4,6, now 4,2
    assert "Nyt4,2" in text


def test_a_design_that_there_is_not_is_refused(views: Views) -> None:
    with pytest.raises(Refused, match="rose, horizon, mono"):
        render(views["poster"](), "pdf", design="nowhere")


def test_options_are_the_same_in_each_format_and_have_titles_in_three_languages() -> None:
    options = {one.format: one.options for one in tyopaja_renderers()}
    assert options["pdf"] == options["png"] == options["svg"]
    for option in options["pdf"]:
        assert len({option.title.to(locale) for locale in ("fi", "en", "sv")}) == 3
