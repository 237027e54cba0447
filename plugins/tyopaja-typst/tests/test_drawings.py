"""Every way to draw a section, blank for a pen and filled, and what goes on behind when it is too much."""

from __future__ import annotations

import io
from typing import Any, get_args

import pypdf
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tyopaja.model.kinds import Draw, FieldType
from tyopaja.views.nodes import Aside, Axes, Pair, PartView, SessionView, SpreadView
from tyopaja_typst import rendering

Views = dict[str, Any]
DRAWS: tuple[str, ...] = get_args(Draw)
KEY = "sha256:" + "1" * 64


def figures(pdf: bytes) -> list[str]:
    """What is said of each picture and drawing to who cannot see it."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append(str(node.get("/Alt", "")))
            if "/K" in node:
                walk(node["/K"])

    root: Any = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    walk(root["/StructTreeRoot"]["/K"])
    return found


def at_place(views: Views, x: float, y: float) -> Any:
    """The fields of an entry on a map."""
    return (views["field"]("place", "Paikka", "place", (float(x), float(y)), "x"),)


TEXTS = st.text(alphabet="aäk Ŋ–👍日#\n", max_size=90)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "number": st.floats(-1e6, 1e6),
    "scale": st.floats(-10, 20),
    "yes-no": st.booleans(),
    "place": st.tuples(st.floats(-50, 150), st.floats(-50, 150)),
    "picture": st.sampled_from([KEY, "sha256:lost"]),
}


@st.composite
def sections(draw: st.DrawFn, views: Views) -> Any:
    """A section of any drawing with any fields, entries and parts, whether they belong together or not."""
    kinds = draw(st.lists(st.sampled_from(get_args(FieldType)), max_size=5))
    ends = draw(st.sampled_from([(1.0, 5.0), (0.0, 10.0), (0.0, 100.0), (2.0, 2.0), (5.0, 1.0), (0.5, 3.5)]))

    def field(at: int, kind: str, filled: bool) -> Any:
        value = draw(VALUES.get(kind, TEXTS)) if filled else None
        more = {"scale": ends if kind == "scale" else None, "choices": ("a", draw(TEXTS)), "low": draw(TEXTS)}
        return views["field"](f"f{at}", draw(TEXTS), kind, value, "" if value is None else draw(TEXTS), **more)

    def entry() -> Any:
        fields = tuple(field(at, kind, True) for at, kind in enumerate(kinds) if draw(st.booleans()))
        return views["entry"](draw(TEXTS), fields=fields, picture=draw(st.sampled_from(["", KEY, "sha256:lost"])))

    def entries(most: int) -> Any:
        return tuple(entry() for _ in range(draw(st.integers(0, most))))

    parts = tuple(
        PartView(id=f"p{at}", title=draw(TEXTS), prompts=(draw(TEXTS),), entries=entries(2))
        for at in range(draw(st.integers(0, 6)))
    )
    blank = tuple(field(at, kind, False) for at, kind in enumerate(kinds))
    return views["section"](
        "s", draw(TEXTS), draw=draw(st.sampled_from(DRAWS)), prompts=(draw(TEXTS),), fields=blank, blanks=blank,
        entries=entries(6), parts=parts, limit=draw(st.sampled_from([None, 0, 1, 9])), ordered=draw(st.booleans()),
        gap=draw(st.sampled_from(["", "Puuttuu"])), axes=draw(st.sampled_from([None, Axes(left="vasen")])),
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), what=st.sampled_from(["sheet", "compass"]), paper=st.sampled_from(["a4", "a3", "a1"]))
def test_any_section_at_all_is_printed(views: Views, data: st.DataObject, what: str, paper: str) -> None:
    view = views["alone"](data.draw(sections(views)), paper, "portrait", what=what)
    made = rendering._compiled(view, "pdf", plainly=False)
    assert isinstance(made, bytes)
    assert made.startswith(b"%PDF")


def pages(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf), strict=True).pages)


@pytest.mark.parametrize("paper", ["a4 portrait", "a3 landscape"])
@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.parametrize("draw", DRAWS)
def test_every_drawing_is_one_page_with_all_its_words(views: Views, draw: str, filled: bool, paper: str) -> None:
    view = views["alone"](views["drawn"](draw, filled), *paper.split())
    pdf = views["made"](view)
    text = views["words_of"](pdf)
    assert pages(pdf) == 1
    assert views["collisions"](pdf) == []
    assert [one for one in views["said"](view) if views["bare"](one) not in text] == []


@pytest.mark.parametrize("draw", DRAWS)
def test_every_drawing_can_be_on_the_wall(views: Views, draw: str) -> None:
    view = views["alone"](views["drawn"](draw, True), "a3", "portrait", what="compass")
    pdf = views["made"](view)
    text = views["words_of"](pdf)
    assert pages(pdf) == 1
    assert views["collisions"](pdf) == []
    assert [one for one in views["said"](view) if views["bare"](one) not in text] == []


def test_a_report_shows_every_drawing_in_running_text(views: Views) -> None:
    sheets = tuple(views["alone"](views["drawn"](draw, True), title=f"Arkki {draw}") for draw in DRAWS)
    report = views["report"]()
    chapters = (evolve(report.chapters[0], sheets=sheets),)
    pdf = views["made"](evolve(report, chapters=chapters))
    text = views["words_of"](pdf)
    assert views["collisions"](pdf) == []
    assert [one for sheet in sheets for one in views["said"](sheet) if views["bare"](one) not in text] == []
    assert len(figures(pdf)) == 4


@pytest.mark.parametrize("draw", ["cards", "results"])
def test_an_empty_box_has_room_for_as_many_as_it_may_hold_and_no_more(views: Views, draw: str) -> None:
    fields = (views["field"]("note", "Huomio"), views["field"]("when", "Milloin", "date"))
    text = views["words_of"](views["made"](views["alone"](views["drawn"](draw, False, limit=3, fields=fields))))
    assert (text.count("Huomio"), text.count("Milloin")) == (3, 3)


@pytest.mark.parametrize(
    ("draw", "told"),
    [("radar", "Haluttava: 1"), ("curve", "2. Vaihtoehtojen kartoitus: 4"), ("map", "Iso hotelli (20, 30)")],
)
def test_a_drawing_says_its_facts_to_who_cannot_see_it(views: Views, draw: str, told: str) -> None:
    view = views["alone"](views["drawn"](draw, True))
    assert any(told in one for one in figures(views["made"](view)))


def test_a_picture_is_shown_with_words_for_who_cannot_see_it(views: Views) -> None:
    view = views["alone"](views["drawn"]("picture", True))
    assert figures(views["made"](view)) == ["Sanna ladulla"]
    image = Image.open(io.BytesIO(views["made"](view, "png"))).convert("RGB").resize((300, 212))
    seen = [image.getpixel((x, y)) for x in range(0, 300, 3) for y in range(0, 212, 3)]
    red = [one for one in seen if isinstance(one, tuple) and one[0] > 150 and one[1] < 110 and one[2] < 90]
    assert len(red) > len(seen) / 5


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, b"\xff\xd8\xff\xe0 cut"])
def test_what_is_no_picture_costs_its_place_and_not_the_page(views: Views, data: bytes) -> None:
    photo = evolve(views["photo"](), data=data)
    pdf = views["made"](views["alone"](views["drawn"]("picture", True), pictures={KEY: photo}))
    assert "Sannaladulla" in views["words_of"](pdf)


def test_a_picture_that_nobody_has_leaves_its_frame(views: Views) -> None:
    text = views["words_of"](views["made"](views["alone"](views["drawn"]("picture", True), pictures={})))
    assert "Kuva" in text
    assert "Sannaladulla" in text


@pytest.mark.parametrize("draw", ["notes", "cards", "checks", "chain", "results"])
def test_entries_whose_order_means_something_are_numbered(views: Views, draw: str) -> None:
    text = views["words_of"](views["made"](views["alone"](views["drawn"](draw, True, ordered=True))))
    words = ("1Pakkanentulee", "2Kukaaneitiedälähtöaikaa", "3Bussieiodota")
    assert [one for one in words if one not in text] == []
    plain = views["words_of"](views["made"](views["alone"](views["drawn"](draw, True, ordered=False))))
    assert [one for one in words if one in plain] == []


def test_fewer_than_three_scores_are_scales_and_no_radar(views: Views) -> None:
    one = views["drawn"]("radar", True)
    pdf = views["made"](views["alone"](evolve(one, parts=one.parts[:2])))
    assert figures(pdf) == []
    assert "Haluttava" in views["words_of"](pdf)


def test_a_long_scale_and_a_score_between_two_marks_are_drawn_too(views: Views) -> None:
    wide = views["field"]("score", "Arvio", "scale", 62.5, scale=(0.0, 100.0), low="ei", high="kyllä")
    half = views["field"]("score", "Arvio", "scale", 3.5, "3,5", scale=(1.0, 5.0))
    beyond = views["field"]("score", "Arvio", "scale", 900, scale=(1.0, 5.0))
    entries = tuple(views["entry"](one.text, fields=(one,)) for one in (wide, half, beyond))
    pdf = views["made"](views["alone"](views["drawn"]("scale", True, entries=entries, parts=())))
    assert views["collisions"](pdf) == []
    assert "3,5" in views["words_of"](pdf)


@pytest.mark.parametrize("draw", ["cards", "checks", "chain", "results", "map", "notes"])
def test_too_much_for_a_box_goes_on_behind(views: Views, draw: str) -> None:
    one = views["drawn"](draw, True)
    long = "Kun vieras kysyy, vastaamme heti tai kerromme, milloin vastaamme, emmekä jätä ketään odottamaan. " * 3
    entries = tuple(
        evolve(entry, id=f"{entry.id}-{n}", text=f"Merkintä {n}: {long}")
        for n in range(40)
        for entry in one.entries[:2]
    )
    if draw == "map":
        entries = tuple(
            evolve(entry, fields=at_place(views, 25 + 6 * (n % 9), 5 + 11 * (n // 9)))
            for n, entry in enumerate(entries)
        )
    pdf = views["made"](views["alone"](evolve(one, entries=entries), "a4", "landscape"))
    text = views["words_of"](pdf)
    assert pages(pdf) > 1
    assert views["collisions"](pdf) == []
    assert [n for n in range(40) if text.count(f"Merkintä{n}:") != 2] == []
    assert "jatkuuseuraavallasivulla" in text


def test_a_path_of_thirty_moments_stands_in_bands_or_goes_on_behind(views: Views) -> None:
    one = views["curve"](True)
    part = one.parts[1]
    many = tuple(evolve(part.entries[at % 4], id=f"m{at}", text=f"Tuokio numero {at}x") for at in range(30))
    view = views["alone"](evolve(one, parts=(evolve(part, entries=many),)))
    pdf = views["made"](view)
    assert pages(pdf) == 1
    assert views["collisions"](pdf) == []
    told = tuple(evolve(entry, text=entry.text + " ja paljon muuta sanottavaa" * 20) for entry in many)
    pdf = views["made"](views["alone"](evolve(one, parts=(evolve(part, entries=told),)), "a4", "landscape"))
    text = views["words_of"](pdf)
    assert pages(pdf) > 1
    assert views["collisions"](pdf) == []
    assert [at for at in range(30) if text.count(f"Tuokionumero{at}x") != 1] == []


def test_names_on_a_map_keep_clear_of_one_another(views: Views) -> None:
    one = views["drawn"]("map", True)
    near = tuple(
        evolve(
            one.entries[0],
            id=f"n{at}",
            text=f"Kilpailija {at}",
            author="",
            fields=at_place(views, 48 + at, 51 - at),
        )
        for at in range(7)
    )
    far = evolve(near[0], id="far", text="Sellainen, jonka nimi on pidempi kuin kartalle mahtuu")
    odd = evolve(near[0], id="odd", text="Reunalla", fields=at_place(views, 100, 0))
    pdf = views["made"](views["alone"](evolve(one, entries=(*near, far, odd))))
    assert views["collisions"](pdf) == []
    assert "jonkanimionpidempi" in views["words_of"](pdf)
    blank = views["made"](views["alone"](evolve(one, entries=(), axes=Axes())))
    assert pages(blank) == 1


def test_a_note_has_the_colour_that_it_was_given(views: Views) -> None:
    entry = views["entry"]("Punainen lappu", colour="#ff2010")
    image = Image.open(
        io.BytesIO(views["made"](views["alone"](views["drawn"]("notes", True, entries=(entry,))), "png"))
    )
    colours = image.convert("RGB").resize((400, 283)).getcolors(400 * 283)
    assert colours is not None
    assert any(count > 50 and isinstance(one, tuple) and one[:3] == (255, 32, 16) for count, one in colours)


def test_what_is_unanswered_or_out_of_balance_is_said(views: Views) -> None:
    entry = views["entry"]("Liukkaat portaat", unanswered=True)
    one = views["drawn"]("notes", True, entries=(entry,), unanswered=1, balance="Saa vähemmän kuin antaa")
    text = views["words_of"](views["made"](views["alone"](one)))
    assert text.count("vaillavastausta") == 2
    assert "Saavähemmänkuinantaa" in text


def test_a_spread_is_two_sheets_on_the_next_larger_paper(views: Views) -> None:
    asked, answering = (views["alone"](views["drawn"]("notes", True), title=title) for title in ("Asiakas", "Me itse"))
    pair = Pair(asked="s", answering="s", title="Pelot – Kivunlievittäjät", unanswered=("Liukkaat portaat",))
    others = (evolve(pair, unanswered=()), evolve(pair, unanswered=(), nothing="Ei lappuja"))
    spread = SpreadView(
        title="Arvontuotto", company="Hotelli Kaamos", locale="fi", asked=asked, answering=answering,
        pairs=(pair, *others),
        theme=asked.theme, credit=asked.credit, date="1.2.2026", words=asked.words,
    )  # fmt: skip
    pdf = views["made"](spread)
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    assert pages(pdf) == 1
    assert (round(page.mediabox.width * 25.4 / 72), round(page.mediabox.height * 25.4 / 72)) == (594, 420)
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    wanted = ("Asiakas", "Meitse", "Pelot–Kivunlievittäjät", "1vaillavastausta:Liukkaatportaat", "HotelliKaamos")
    assert (text.count("Kaikkeenonvastattu"), text.count("Eilappuja")) == (1, 1)
    assert [one for one in wanted if one not in text] == []
    assert views["made"](spread, "png")


def test_entries_that_an_upgrade_left_aside_are_listed_at_the_end(views: Views) -> None:
    sheet = views["alone"](views["drawn"]("notes", True))
    aside = Aside(sheet="Profiili", section="vanha osio", entries=(views["entry"]("Kukaan ei kysy"),))
    session = SessionView(
        id="s1", title="Hotelli Kaamos", flow="Arjen kompassi", purpose="", locale="fi", steps=(), people=(), entries=1,
        votes=0, sheets=(), date="", theme=sheet.theme, credit=sheet.credit, words=sheet.words, aside=(aside,),
    )  # fmt: skip
    text = views["words_of"](views["made"](session))
    assert "Talteenjääneet" in text
    assert "Profiili–vanhaosioKukaaneikysyAino" in text
