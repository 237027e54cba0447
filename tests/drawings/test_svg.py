"""The picture: one well-formed file that runs nothing and fetches nothing, in the pack's colours."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.drawings import svg, text
from tyopaja.model.flow import Flow, Move, Step
from tyopaja.model.pack import Definitions, Theme
from tyopaja.model.text import Text

from .conftest import BACK, EACH, FREE, PARALLEL, of

SPACE = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "defs", "marker", "g", "rect", "path", "circle", "text"}
ATTRIBUTES = re.compile(
    "id|class|lang|role|aria-labelledby|style|width|height|viewBox|font-(family|size|weight)|text-anchor|transform|"
    "[xyrd]|rx|c[xy]|fill|stroke(-width|-dasharray|-linecap|-linejoin)?|marker(-end|Width|Height|Units)|orient|ref[XY]"
)


def parsed(drawn: str) -> ET.Element:
    """The picture's root."""
    return ET.fromstring(drawn)


def lines(drawn: str) -> str:
    """All lines of text in it, one after the other."""
    return " ".join(one.text or "" for one in parsed(drawn).iter(f"{SPACE}text"))


@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
def test_a_picture_holds_shapes_and_text_and_nothing_that_runs_or_fetches(
    definitions: Definitions, locale: str
) -> None:
    root = parsed(svg(definitions, locale))
    for one in root.iter():
        assert one.tag.removeprefix(SPACE) in ELEMENTS
        assert [name for name in one.attrib if not ATTRIBUTES.fullmatch(name)] == []
        assert all("url(" not in value or re.fullmatch(r"url\(#[a-z0-9-]+\)", value) for value in one.attrib.values())
    assert root.get("lang") == locale


def test_who_does_not_see_it_hears_the_outline(definitions: Definitions) -> None:
    root = parsed(svg(definitions, "fi"))
    title, desc = root.find(f"{SPACE}title"), root.find(f"{SPACE}desc")
    assert title is not None
    assert desc is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == " ".join(definitions.flow.title.to("fi").split())
    assert desc.text == text(definitions, "fi")


def test_each_step_is_named_and_each_move_has_its_words(definitions: Definitions) -> None:
    shown = lines(svg(definitions, "en"))
    home = definitions.pack.locale
    for text_ in (*(one.title for one in definitions.flow.step), *(one.label for one in definitions.flow.move)):
        assert " ".join(text_.to("en", home).split()) in shown


def test_every_reference_leads_somewhere_and_two_pictures_on_a_page_share_none() -> None:
    both = [svg(of(flow), "fi") for flow in (PARALLEL, BACK)]
    ids = [set(re.findall(r' id="([^"]+)"', drawn)) for drawn in both]
    assert not ids[0] & ids[1]
    for drawn, own in zip(both, ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= own


def test_lanes_are_parted_and_free_orders_and_groups_have_frames_of_their_own() -> None:
    assert 'stroke-dasharray="6 5"' in svg(of(PARALLEL), "fi")
    assert 'stroke-dasharray="7 4"' in svg(of(FREE), "fi")
    cards = [one for one in parsed(svg(of(EACH), "fi")).iter(f"{SPACE}g") if len(one.findall(f"{SPACE}rect")) == 3]
    assert len(cards) == 2


def test_a_move_that_goes_on_where_it_was_left_ends_in_the_sign_of_history() -> None:
    plain = evolve(BACK, move=tuple(evolve(move, resume="none") for move in BACK.move))
    assert svg(of(BACK), "fi").count('r="9"') == svg(of(plain), "fi").count('r="9"') + 2


def test_only_signs_that_are_in_the_picture_are_explained() -> None:
    plain = svg(of(evolve(EACH, move=())), "en")
    assert "arrow at the side" not in plain
    assert "arrow at the side" in svg(of(BACK), "en")
    assert "in any order" not in lines(plain)


def test_it_is_in_the_colours_of_its_pack() -> None:
    drawn = svg(of(PARALLEL, Theme(ink="#112233", accent="#730000", paper="#fffff0")), "fi")
    assert all(colour in drawn for colour in ("#112233", "#730000", "#fffff0"))


def test_it_stands_in_as_many_columns_as_are_asked_for(shipped: Any) -> None:
    widths = [
        float(parsed(svg(shipped("arjen-kompassi"), "fi", columns)).get("width") or 0) for columns in (1, 2, 3, 4, 9)
    ]
    assert widths[:4] == sorted(widths[:4])
    assert len(set(widths[:4])) == 4
    assert widths[4] == widths[3]  # it has four steps


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_words_are_they_are_text(one: str, other: str) -> None:
    flow = Flow(
        id="a",
        title=Text({"fi": one}),
        step=(Step(id="b", title=Text({"fi": other}), activity="break"), Step(id="c", title=Text({"fi": one}))),
        move=(Move(from_="c", to="b", on="x", label=Text({"fi": other})),),
    )
    root = parsed(svg(of(flow), "fi"))
    assert {child.tag.removeprefix(SPACE) for child in root.iter()} <= ELEMENTS


def test_a_flow_of_200_steps_is_drawn_whole() -> None:
    steps = [Step(id="a", title=Text({"fi": "Osa"}))]
    steps += [Step(id=f"s{number}", title=Text({"fi": f"Vaihe {number}"}), in_="a") for number in range(200)]
    moves = tuple(Move(from_=f"s{number}", to=f"s{number // 2}", on=f"m{number}") for number in range(1, 41))
    shown = lines(svg(of(Flow(id="pitka", title=Text({"fi": "Pitkä"}), step=tuple(steps), move=moves)), "fi"))
    assert [number for number in range(200) if f"Vaihe {number}" not in shown] == []
