"""A canvas by itself: blank for a pen, or filled with what it brings."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.kinds import Kind
from tyopaja.model.pack import Pack
from tyopaja.views.nodes import SectionView, SheetView
from tyopaja.views.samples import sample

KINDS = {
    "kaikki": {
        "fields": {
            "text": {"title": "Sana"},
            "luku": {"type": "number", "least": 100},
            "taso": {"type": "scale"},
            "valinta": {"type": "choice", "choices": {"a": "Eka", "b": "Toka"}},
            "paiva": {"type": "date"},
            "kuka": {"type": "person"},
            "kuva": {"type": "picture"},
            "kylla": {"type": "yes-no"},
            "paikka": {"type": "place"},
            "vari": {"type": "colour"},
            "kirjoitus": {"example": {"fi": "Näin", "en": "Like this"}},
        },
        "draw": "cards",
    }
}
SECTIONS: dict[str, Any] = {
    "laput": {"examples": {"fi": ["Yksi", "Kaksi"], "en": ["One"]}, "start": {"fi": ["Alussa"]}},
    "osat": {
        "examples": {"fi": ["Vasen", "Oikea"]},
        "parts": {"a": {"title": "A"}, "b": {"title": "B"}, "c": {"title": "C", "start": {"fi": ["Seisoo"]}}},
    },
    "tutka": {"kind": "scale", "draw": "radar", "parts": {name: {"title": name} for name in ("x", "y", "z")}},
    "lomake": {"kind": "fields", "fields": {"nimi": {"title": "Nimi", "example": "Sanna"}, "muu": {"title": "Muu"}}},
    "kaikki": {"kind": "kaikki"},
    "polku": {"kind": "moments", "start": {"fi": ["Tulo", "Lähtö"]}},
    "kartta": {"kind": "place"},
    "kuva": {"kind": "picture"},
    "tulokset": {"kind": "key-results"},
    "arvio": {"kind": "scale"},
    "lause": {"kind": "text"},
    "lista": {"kind": "checklist"},
    "ketju": {"kind": "chain", "at-most": 1, "examples": {"fi": ["Eka", "Toka"]}},
}  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    """A pack of one canvas with a section of each sort."""
    kinds = {name: structure(table, Kind) for name, table in KINDS.items()}
    canvas = structure(
        {
            "id": "koe",
            "title": {"fi": "Koe"},
            "layout": {"areas": list(SECTIONS)},
            "section": {name: {"title": name, **table} for name, table in SECTIONS.items()},
        },
        Canvas,
    )
    made: Pack = structure({"id": "p", "format": 1, "version": "1", "title": "P", "locale": "fi"}, Pack)
    return evolve(made, kind=kinds, canvases={"koe": evolve(canvas, kinds=kinds)})


def _texts(section: SectionView) -> list[str]:
    entries = (*section.entries, *(entry for part in section.parts for entry in part.entries))
    return [entry.text for entry in entries]


def _by_id(view: SheetView) -> dict[str, SectionView]:
    return {section.id: section for section in view.sections}


def test_a_blank_one_is_nobodys_and_has_what_stands_there_from_the_beginning(pack: Pack) -> None:
    view = sample(pack, pack.canvases["koe"], "fi", filled=False)
    assert (view.what, view.company, view.date, view.approved) == ("sheet", "", "", ())
    sections = _by_id(view)
    written = {name: _texts(section) for name, section in sections.items() if _texts(section)}
    assert written == {"laput": ["Alussa"], "osat": ["Seisoo"], "polku": ["Tulo", "Lähtö"]}
    assert all(entry.fields == () for entry in sections["polku"].entries)
    assert all(blank.value is None for blank in sections["lomake"].blanks)


def test_a_filled_one_shows_something_in_every_section_and_part(pack: Pack) -> None:
    view = sample(pack, pack.canvases["koe"], "fi", filled=True)
    assert view.company
    for section in view.sections:
        groups = section.parts or (section,)
        assert all(group.entries for group in groups) or any(blank.text for blank in section.blanks)
    sections = _by_id(view)
    assert _texts(sections["laput"]) == ["Alussa", "Yksi", "Kaksi"]
    assert _texts(sections["osat"]) == ["Vasen", "Oikea", "Seisoo"]
    assert _texts(sections["ketju"]) == ["Eka"]
    assert [blank.text for blank in sections["lomake"].blanks] == ["Sanna", "Esimerkki"]


def test_every_field_has_what_its_type_allows(pack: Pack) -> None:
    view = sample(pack, pack.canvases["koe"], "fi", filled=True)
    [entry] = _by_id(view)["kaikki"].entries
    values = {field.id: field.value for field in entry.fields}
    assert values["luku"] == 100
    assert values["taso"] in range(1, 6)
    assert values["valinta"] == "a"
    assert values["paiva"] == "2027-03-31"
    assert values["kuka"] == "aino"
    assert values["kylla"] is True
    assert values["kirjoitus"] == "Näin"
    assert entry.picture in view.pictures
    assert "vari" not in values


def test_scores_vary_so_that_a_curve_has_hills_and_a_radar_corners(pack: Pack) -> None:
    sections = _by_id(sample(pack, pack.canvases["koe"], "fi", filled=True))
    scores = [field.value for part in sections["tutka"].parts for field in part.entries[0].fields]
    assert len(set(scores)) == 3
    ours = [field.value for entry in sections["kartta"].entries for field in entry.fields if field.type == "yes-no"]
    assert ours.count(True) == 1


def test_examples_are_in_the_language_asked_for_and_fall_back(pack: Pack) -> None:
    english = _by_id(sample(pack, pack.canvases["koe"], "en", filled=True))
    assert _texts(english["laput"]) == ["Alussa", "One"]
    assert english["kaikki"].entries[0].fields[-1].text == "Like this"


@pytest.mark.parametrize("filled", [True, False])
def test_a_sample_is_the_same_each_time(pack: Pack, filled: bool) -> None:
    once, again = (sample(pack, pack.canvases["koe"], "sv", filled=filled) for _ in range(2))
    assert once == again


@pytest.fixture(scope="module")
def two(pack: Pack) -> Pack:
    """A pack of two canvases, one of which answers the other."""
    tables = {
        "kysyy": {"a": {"title": "Pelot", "examples": {"fi": ["Pimeys", "Kylmyys"]}}},
        "vastaa": {"a": {"title": "Kivut", "answers": "kysyy.a", "examples": {"fi": ["Lyhty"]}}},
    }
    canvases = {
        name: structure({"id": name, "title": name, "layout": {"areas": ["a"]}, "section": section}, Canvas)
        for name, section in tables.items()
    }
    return evolve(pack, canvases=canvases)


def test_what_answers_another_canvas_says_so_and_its_examples_answer_those_there(two: Pack) -> None:
    [section] = sample(two, two.canvases["vastaa"], "fi", filled=True).sections
    assert section.answers == "kysyy – Pelot"
    assert section.entries[0].answers == ("Pimeys",)
    [asked] = sample(two, two.canvases["kysyy"], "fi", filled=True).sections
    assert asked.unanswered == 0
