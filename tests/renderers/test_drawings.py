"""Every drawing, in every format: what is written can be read, and what is drawn is told in words as well."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.renderers import BUILT_IN
from tyopaja.renderers.contract import ALL_VIEWS, Renderer
from tyopaja.renderers.facts import dots, score, share
from tyopaja.renderers.html.labels import LONGEST, Box, Label, placed
from tyopaja.views.nodes import Axes, EntryView, FieldView, PartView, Picture

TEXT, MARKDOWN, HTML, JSON, _ = BUILT_IN
READABLE = pytest.mark.parametrize("renderer", [TEXT, MARKDOWN, HTML], ids=lambda one: one.format)
PICTURE = Picture(media_type="image/png", data=b"\x89PNG not looked at", width=40, height=30)


def _scale(value: float | None, least: float = 1, most: float = 5, title: str = "Tunne") -> FieldView:
    text = "" if value is None else f"{value:g}"
    return FieldView(
        id="taso", title=title, type="scale", value=value, text=text, scale=(least, most), low="ikävä", high="ihana"
    )


def _yes(value: bool) -> FieldView:
    return FieldView(id="ok", title="Tehty", type="yes-no", value=value, text="kyllä" if value else "ei")


def _at(x: float, y: float) -> FieldView:
    return FieldView(id="paikka", title="Paikka", type="place", value=(x, y), text=f"{x:g} / {y:g}")


def _entry(text: str, *fields: FieldView, **more: Any) -> EntryView:
    return EntryView(**{"id": text or "e", "text": text, "author": "", "fields": fields} | more)


def _part(name: str, *entries: EntryView) -> PartView:
    return PartView(id=name.lower(), title=name, entries=entries)


def _page(view: Any) -> Element:
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(str(HTML.render(view)))
    return tree


def _of(tree: Element, kind: str) -> list[Element]:
    return [one for one in tree.iter() if kind in str(one.get("class", "")).split()]


def _words(one: Element) -> str:
    return " ".join("".join(one.itertext()).split())


def _shown(renderer: Renderer, view: Any) -> str:
    """All words of a rendition, as somebody reads them."""
    made = str(renderer.render(view))
    return _words(_page(view)) if renderer is HTML else " ".join(made.replace("\\", "").split())


@READABLE
def test_a_score_is_told_in_figures_with_its_scale_and_what_its_ends_mean(renderer: Renderer, made: Any) -> None:
    sheet = made.sheet(made.section("a", _entry("Koska.", _scale(4)), draw="scale"))
    shown = _shown(renderer, sheet)
    assert "Koska." in shown
    assert "ikävä" in shown
    assert "ihana" in shown
    if renderer is HTML:
        [marks] = _of(_page(sheet), "marks")
        assert (marks.get("role"), marks.get("aria-label")) == ("img", "Tunne: 4 / 5")
        assert [_words(one) for one in marks if one.get("class") == "on"] == ["4"]
    else:
        assert "●●●●○ 4 / 5" in shown


@READABLE
def test_a_radar_lists_the_score_and_the_reason_of_each_part(renderer: Renderer, made: Any) -> None:
    names = ("Haluttava", "Helppo", "Kaunis")
    parts = tuple(_part(name, _entry(f"{name}, koska.", _scale(place + 2))) for place, name in enumerate(names))
    sheet = made.sheet(made.section("a", draw="radar", parts=parts))
    shown = _shown(renderer, sheet)
    assert all(f"{name}, koska." in shown for name in names)
    if renderer is HTML:
        [radar] = _of(_page(sheet), "radar")
        assert radar.get("aria-label") == "A. Haluttava: 2 / 5; Helppo: 3 / 5; Kaunis: 4 / 5"
        [shape] = _of(radar, "shape")
        assert len(str(shape.get("points")).split()) == 3


def test_a_radar_of_two_parts_is_no_radar_and_one_without_scores_is_an_empty_web(made: Any) -> None:
    two = made.sheet(made.section("a", draw="radar", parts=(_part("Yksi"), _part("Kaksi"))))
    assert not _of(_page(two), "radar")
    blank = made.sheet(made.section("a", draw="radar", fields=(_scale(None),), parts=tuple(map(_part, "ABC"))))
    [radar] = _of(_page(blank), "radar")
    assert len(_of(radar, "web")) == 4
    assert not _of(radar, "shape")


@READABLE
def test_a_path_numbers_its_moments_through_all_parts_and_shows_their_fields(renderer: Renderer, made: Any) -> None:
    done = FieldView(id="me", title="Me teemme", type="text", value="Kuljetamme", text="Kuljetamme")
    parts = (
        _part("Ennen", _entry("Varaus", _scale(5)), _entry("Matka", _scale(1))),
        _part("Aikana", _entry("Tulo", done)),
    )
    sheet = made.sheet(made.section("a", draw="curve", ordered=True, parts=parts))
    shown = _shown(renderer, sheet)
    assert "Me teemme" in shown
    assert "Kuljetamme" in shown
    if renderer is HTML:
        tree = _page(sheet)
        [curve] = _of(tree, "curve")
        assert curve.get("aria-label") == "A. 1. Varaus: 5 / 5; 2. Matka: 1 / 5; 3. Tulo"
        assert [one.get("start") for one in tree.iter("ol") if one.get("class") == "moments"] == ["1", "3"]
        assert len(_of(curve, "spot")) == 2
    else:
        assert all(f"{number}. {name}" in shown for number, name in ((1, "Varaus"), (2, "Matka"), (3, "Tulo")))
    if renderer is TEXT:
        assert "Tunne: █▁" in shown


@READABLE
def test_a_map_tells_its_axes_its_points_and_which_is_ours(renderer: Renderer, made: Any) -> None:
    axes = Axes(left="edullinen", right="arvokas", bottom="tuttu", top="uusi")
    points = (_entry("Me", _at(20, 80), _yes(True)), _entry("Muut", _at(100, 0), _yes(False)), _entry("Kuka?"))
    sheet = made.sheet(made.section("a", *points, draw="map", axes=axes))
    shown = _shown(renderer, sheet)
    assert all(word in shown for word in ("edullinen", "arvokas", "tuttu", "uusi", "Me", "Muut", "Kuka?"))
    if renderer is HTML:
        [drawn] = _of(_page(sheet), "map")
        assert drawn.get("aria-label") == "A. Me, me itse (20, 80); Muut (100, 0)"
        ours, others = _of(drawn, "spot")
        assert float(str(ours.get("cx"))) < float(str(others.get("cx")))
        assert float(str(ours.get("cy"))) < float(str(others.get("cy")))
        assert "me itse" in shown
    else:
        assert "★ Me" in shown
        assert "20 / 80" in shown


@READABLE
def test_what_is_done_is_ticked_and_said(renderer: Renderer, made: Any) -> None:
    sheet = made.sheet(made.section("a", _entry("Esite", _yes(True)), _entry("Takuu", _yes(False)), draw="checks"))
    shown = _shown(renderer, sheet)
    ticked = ("☑ tehty: Esite", "☐ tekemättä: Takuu") if renderer is HTML else ("☑ Esite", "☐ Takuu")
    assert all(_bare(one) in _bare(shown) for one in ticked)
    assert "<input" not in str(renderer.render(sheet))


def _bare(text: str) -> str:
    return "".join(text.split())


@READABLE
def test_a_chain_stands_in_its_order(renderer: Renderer, made: Any) -> None:
    links = [_entry(text) for text in ("Miksi?", "Siksi.", "Juuri siksi.")]
    sheet = made.sheet(made.section("a", *links, draw="chain", ordered=True))
    shown = _shown(renderer, sheet)
    assert all(shown.index(one.text) < shown.index(after.text) for one, after in pairwise(links))
    if renderer is TEXT:
        assert str(renderer.render(sheet)).count("↓") == 2


@READABLE
def test_cards_show_each_field_with_its_title(renderer: Renderer, made: Any) -> None:
    card = _entry("Hidas hanki", _scale(3, title="Helppo sanoa"), _yes(True))
    shown = _shown(renderer, made.sheet(made.section("a", card, draw="cards")))
    assert "Hidas hanki" in shown
    assert "Helppo sanoa" in shown
    assert "3 / 5" in shown


def test_a_picture_is_within_the_page_and_its_caption_stands_for_it(made: Any) -> None:
    section = made.section("a", _entry("Sanna <3", picture="sha256:1"), draw="picture")
    sheet = made.sheet(section, pictures={"sha256:1": PICTURE})
    [image] = _page(sheet).iter("img")
    assert image.get("alt") == "Sanna <3"
    assert (image.get("width"), image.get("height")) == ("40", "30")
    assert image.get("src") == f"data:image/png;base64,{b64encode(PICTURE.data).decode()}"
    nameless = made.sheet(evolve(section, entries=(_entry("", picture="sha256:1"),)), pictures={"sha256:1": PICTURE})
    [image] = _page(nameless).iter("img")
    assert image.get("alt")


@READABLE
def test_a_picture_that_the_sheet_lacks_leaves_its_words(renderer: Renderer, made: Any) -> None:
    assert "Sanna" in _shown(
        renderer, made.sheet(made.section("a", _entry("Sanna", picture="sha256:9"), draw="picture"))
    )


@pytest.mark.parametrize("renderer", [TEXT, MARKDOWN], ids=lambda one: one.format)
def test_where_no_picture_can_stand_its_size_is_told(renderer: Renderer, made: Any) -> None:
    section = made.section("a", _entry("Sanna", picture="sha256:1"), draw="picture")
    assert "kuva, 40 × 30" in _shown(renderer, made.sheet(section, pictures={"sha256:1": PICTURE}))


def test_json_holds_a_picture_as_base64_with_its_type(made: Any) -> None:
    view = json.loads(str(JSON.render(made.sheet(pictures={"sha256:1": PICTURE}))))
    picture = view["pictures"]["sha256:1"]
    assert (picture["media_type"], b64decode(picture["data"])) == ("image/png", PICTURE.data)


@READABLE
def test_what_is_unanswered_out_of_balance_and_answered_is_told(renderer: Renderer, made: Any) -> None:
    lonely, heard = _entry("Pimeys", unanswered=True), _entry("Kylmyys", answers=("Haalarit",))
    section = made.section("a", lonely, heard, unanswered=1, balance="Epätasapaino: 1, 5.", answers="Me – Kivut")
    shown = _shown(renderer, made.sheet(section))
    assert "Epätasapaino: 1, 5." in shown
    assert "Vastaa tähän: Me – Kivut" in shown
    assert "Vielä vastaamatta: 1" in shown
    assert shown.count("vielä vastaamatta") == 1


@READABLE
def test_a_spread_tells_what_is_left_and_shows_both_sheets(renderer: Renderer, made: Any) -> None:
    shown = _shown(renderer, made.one("spread"))
    for words in ("Asiakas – Me", "Pelot → Kivut", "Pimeys", "Kaikkeen on vastattu.", "Ei lappuja."):
        assert words in shown
    assert shown.count("Empatiakartta") >= 2


@READABLE
def test_what_lost_its_place_stands_by_itself_with_the_reason(renderer: Renderer, made: Any) -> None:
    shown = _shown(renderer, made.one("session"))
    assert "Paikkansa menettäneet" not in shown
    for kind in ("session", "report"):
        lost = _shown(renderer, made.with_aside(kind))
        assert "Paikkansa menettäneet merkinnät" in lost
        assert "trendit.uudet" in lost
        assert "Hitaus" in lost


@READABLE
def test_examples_are_printed_nowhere(renderer: Renderer, made: Any) -> None:
    part = PartView(id="p", title="Osa", examples=("Esimerkkinä tämä",))
    sheet = made.sheet(made.section("a", examples=("Esimerkkinä tämä",), parts=(part,)), company="", date="")
    assert "Esimerkkinä tämä" not in _shown(renderer, sheet)


def test_a_notes_own_colour_is_its_ground_and_what_is_no_colour_is_left_out(made: Any) -> None:
    notes = (_entry("Oma", colour="#102030"), _entry("Outo", colour="red; }"), _entry("Vuorossa"))
    first, second, third = _of(_page(made.sheet(made.section("a", *notes))), "note")
    assert "--note: #102030; " in str(first.get("style"))
    assert "--note-ink: #ffffff" in str(first.get("style"))
    assert (second.get("style"), third.get("style")) == (None, None)


def test_a_canvas_by_itself_has_room_for_a_pen_and_a_sheet_of_somebodys_says_that_it_is_empty(made: Any) -> None:
    blank = _page(made.one("canvas"))
    for kind in ("ghosts", "checks", "chain", "frame", "marks", "lines", "whose"):
        assert _of(blank, kind), kind
    assert "Vielä tyhjä" not in _words(blank)
    sheet = _page(made.sheet(made.section("a")))
    assert not _of(sheet, "ghosts")
    assert "Vielä tyhjä" in _words(sheet)


def test_a_renderer_that_says_nothing_of_views_is_not_given_those_that_came_later() -> None:
    plain = Renderer("mine", str, media_type="text/plain", suffix=".txt")
    assert plain.views == ("compass", "sheet", "session", "report")
    assert all(renderer.views == ALL_VIEWS for renderer in (TEXT, MARKDOWN, HTML, JSON))


@given(value=st.floats(-20, 20), least=st.integers(-5, 5), wide=st.integers(1, 12))
def test_a_score_is_somewhere_on_its_scale_wherever_it_is(value: float, least: int, wide: int) -> None:
    field = _scale(value, least, least + wide)
    at, drawn = share(field), dots(field)
    assert at is not None
    assert 0 <= at <= 1
    assert re.fullmatch("●*○*", drawn)
    assert score(field).startswith(field.text)


@given(spots=st.lists(st.tuples(st.floats(14, 386), st.floats(14, 276), st.text("aäö ", max_size=40)), max_size=14))
def test_names_on_a_map_cover_neither_each_other_nor_a_point_nor_the_edge(
    spots: list[tuple[float, float, str]],
) -> None:
    names = placed([Label(x, y, text) for x, y, text in spots], Box(400, 290))
    assert len(names) == len(spots)
    areas = []
    for (_, _, text), name in zip(spots, names, strict=True):
        if name is None:
            continue
        assert name.text == text
        assert len(text) <= LONGEST
        wide = 7.6 * len(text)
        left = {"start": name.x, "middle": name.x - wide / 2, "end": name.x - wide}[name.anchor]
        assert left >= 0
        assert left + wide <= 400
        areas.append((left, name.y - 10, left + wide, name.y))
    for place, one in enumerate(areas):
        for other in areas[place + 1 :]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
