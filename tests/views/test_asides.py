"""Entries that an upgrade left without a place: kept, shown by themselves, counted nowhere else, and no harm to any
view."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def left(standing: Any) -> Any:
    """A sheet with a note that stands, and one each whose part, section and sheet are gone."""
    section = {"title": "Laput", "parts": {"yksi": {"title": "Yksi"}}}
    made = standing(a={"title": {"fi": "Arkki"}, "layout": {"areas": ["laput"]}, "section": {"laput": section}})
    made.note("e1", "a.laput.yksi", votes=("aino",))
    made.note("e2", "a.laput.kaksi", votes=("aino", "ilse"))
    made.note("e3", "a.poissa", fields={"text": "x", "tavoite": 4.5, "valmis": True, "kuva": "sha256:ab", "colour": 2})
    made.note("e4", "vanha.laput.yksi")
    return made


def test_they_are_listed_by_their_places_with_all_that_was_written(left: Any) -> None:
    aside = left.look("session").aside
    assert [(one.sheet, one.section, [entry.text for entry in one.entries]) for one in aside] == [
        ("Arkki", "laput.kaksi", ["e2"]),
        ("Arkki", "poissa", ["e3"]),
        ("vanha", "laput.yksi", ["e4"]),
    ]
    written = {field.id: field.text for field in aside[1].entries[0].fields}
    assert written == {"kuva": "kuva", "tavoite": "4,5", "text": "x", "valmis": "kyllä"}
    assert left.look("report").session.aside == aside


def test_they_are_counted_nowhere_else(left: Any) -> None:
    session = left.look("session")
    assert (session.entries, session.votes) == (1, 1)
    [section] = left.look("canvas:a").sections
    assert section.entries == ()
    assert [entry.text for part in section.parts for entry in part.entries] == ["e1"]


def test_one_under_no_heading_stays_on_its_sheet(left: Any) -> None:
    left.note("e5", "a.laput")
    [section] = left.look("canvas:a").sections
    assert [entry.text for entry in section.entries] == ["e5"]
    assert all(entry.text != "e5" for one in left.look("session").aside for entry in one.entries)


def test_one_taken_away_before_is_not_shown_again(left: Any) -> None:
    left.note("e6", "a.poissa", removed=True)
    assert all(entry.text != "e6" for one in left.look("session").aside for entry in one.entries)
