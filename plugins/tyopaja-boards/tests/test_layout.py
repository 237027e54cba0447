"""Where things stand: every note in its box, none on another, each large enough for its text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tyopaja import Session
from tyopaja.drawings.measuring import Font
from tyopaja.testing.views import FILLS, Fill, view
from tyopaja_boards import drawio, excalidraw, jsoncanvas
from tyopaja_boards.boards import VIEWS, Maker
from tyopaja_boards.keys import BOXES
from tyopaja_boards.pieces import FRAMES, Metrics, Page

METRICS = {"jsoncanvas": jsoncanvas.METRICS, "excalidraw": excalidraw.METRICS, "drawio": drawio.METRICS}
_each = pytest.mark.parametrize("metrics", METRICS.values(), ids=list(METRICS))


def check(page: Page, metrics: Metrics) -> None:
    solid = [piece for piece in page.pieces if piece.style not in FRAMES]
    by_top = sorted(solid, key=lambda piece: piece.box.y)
    for place, piece in enumerate(by_top):
        for other in by_top[place + 1 :]:
            if other.box.y >= piece.box.bottom:
                break
            assert not piece.box.meets(other.box), (piece, other)
    assert len({str(piece.key) for piece in page.pieces}) == len(page.pieces)
    frames = [piece for piece in page.pieces if piece.key.role in BOXES]
    for piece in solid:
        if piece.style in ("note", "blank"):
            homes = [one for one in frames if (one.key.sheet, one.key.section, one.key.part) == piece.key.shown]
            assert any(frame.box.holds(piece.box) for frame in homes), piece
        inner = [box for box in (piece.facts_box, piece.picture_box) if box]
        assert all(piece.box.holds(box) for box in inner)
        assert not any(one.meets(other) for one, other in pairwise(inner))
        font = Font(piece.size, piece.bold)
        room = piece.box.width - (2 * metrics.pad if piece.style in ("note", "blank") else 0)
        assert all(len(line) <= 1 or font.width(line) <= room + 1 for line in piece.lines), piece
        below = min((box.y for box in inner), default=piece.box.bottom)
        assert piece.box.y + len(piece.lines) * piece.size * metrics.line <= below + 1, piece
        assert "".join("".join(piece.lines).split()) == "".join(piece.text.split())


@_each
@pytest.mark.parametrize("fill", FILLS)
@pytest.mark.parametrize("what", VIEWS)
def test_every_note_stands_in_its_box_and_on_no_other(what: str, fill: Fill, metrics: Metrics) -> None:
    for page in Maker(metrics=metrics).pages(view(what, fill), apart=what == "report"):
        check(page, metrics)


@_each
def test_so_it_is_on_every_sheet_of_a_real_series(hotel: Session, metrics: Metrics) -> None:
    for page in Maker(metrics=metrics).pages(hotel.view("report"), apart=True):
        check(page, metrics)
    for page in Maker(metrics=metrics).pages(hotel.view("spread:arvo-me"), apart=False):
        check(page, metrics)


@_each
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_so_it_is_whatever_people_write(data: st.DataObject, boards: dict[str, Any], metrics: Metrics) -> None:
    sheet = data.draw(boards["sheets"]())
    people, prompts = data.draw(st.booleans()), data.draw(st.booleans())
    for page in Maker(metrics=metrics, people=people, prompts=prompts).pages(sheet, apart=False):
        check(page, metrics)


def test_sections_stand_where_the_canvas_has_them(hotel: Session) -> None:
    sheet = hotel.view("canvas:empatia")
    (page,) = Maker(metrics=drawio.METRICS).pages(sheet, apart=False)
    boxes = {piece.key.section: piece.box for piece in page.pieces if piece.style == "section"}
    areas = {area.section: area for area in sheet.grid.areas}  # type: ignore[union-attr]
    assert boxes.keys() == areas.keys()
    for one, box in boxes.items():
        for other, further in boxes.items():
            if areas[one].x + areas[one].width <= areas[other].x:
                assert box.right < further.x
            if areas[one].y + areas[one].height <= areas[other].y:
                assert box.bottom < further.y


def test_nobody_is_named_and_nothing_is_asked_where_that_was_chosen(hotel: Session) -> None:
    sheet = hotel.view("canvas:empatia")
    for people, prompts in ((True, True), (False, False)):
        (page,) = Maker(metrics=drawio.METRICS, people=people, prompts=prompts).pages(sheet, apart=False)
        said = "\n".join(text for piece in page.pieces for text in (piece.text, piece.facts))
        assert any(entry.author in said for one in sheet.sections for entry in one.entries if entry.author) is people  # type: ignore[union-attr]
        assert any(prompt in said for one in sheet.sections for prompt in one.prompts) is prompts  # type: ignore[union-attr]
