"""Whatever its length, a text stays in its box or goes on behind it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from attrs import evolve
from PIL import Image

Views = dict[str, Any]
LONG = "Kun vieras kysyy, vastaamme heti tai kerromme, milloin vastaamme, emmekä jätä ketään odottamaan epätietoisena. "


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


def test_a_picture_is_large_enough_to_print_and_shows_what_goes_on_behind(views: Views) -> None:
    short = Image.open(io.BytesIO(views["made"](views["poster"](), "png")))
    short.load()
    assert 2000 <= short.width <= 3500
    full = Image.open(io.BytesIO(views["made"](crowded(views), "png")))
    assert full.height > full.width * 1.2


def test_two_hundred_notes_in_one_box_are_all_there(views: Views) -> None:
    view = crowded(views)
    text = views["words_of"](views["made"](view))
    assert [number for number in range(200) if f"Lappunumero{number}:" not in text] == []
    assert views["bare"](view.words["continues"]) in text
    assert "kalakukko" * 33 + "loppu" in text


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
    pdf = views["made"](view)
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    counted = [one for one in views["said"](view) if views["bare"](one) not in text]
    assert [one[:60] for one in counted if len(one) < 200] == []


@pytest.mark.parametrize("paper", ["a4", "a3", "a2", "a1"])
@pytest.mark.parametrize("maker", ["poster", "empathy"])
def test_every_paper_is_as_good_as_the_next(views: Views, maker: str, paper: str) -> None:
    view = views[maker]()
    pdf = views["made"](evolve(view, grid=evolve(view.grid, paper=paper)))
    assert views["collisions"](pdf) == []


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
    pdf = views["made"](view)
    text = views["words_of"](pdf)
    assert views["collisions"](pdf) == []
    assert [name for name in names if f"lappu{name}x" not in text or f"Osio{name}ja" not in text] == []


def test_titles_and_names_beyond_measure_go_on_behind(views: Views) -> None:
    names = tuple(f"Henkilö Numero {number}" for number in range(120))
    view = views["poster"](
        title="Otsikko " * 60, company="Yhtiö" * 80, purpose="Tarkoitus on hyvä. " * 60, approved=names
    )
    pdf = views["made"](view)
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    assert "Otsikko" * 60 in text
    assert [name for name in names if views["bare"](name) not in text] == []


def test_questions_and_headings_longer_than_a_page_run_on(views: Views) -> None:
    words = " ".join(f"sana{number}" for number in range(1400))
    part = views["section"]("b", words, prompts=(words,))
    view = views["sheet"](
        [views["section"]("a", "A", prompts=(words,)), part], views["grid"]("a4", "portrait", "a", "b")
    )
    pdf = views["made"](view)
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    assert [number for number in range(1400) if text.count(f"sana{number}") < 3] == []


@pytest.mark.parametrize(
    "said", ["stfnqžčšzhyege ja ja evnxåänmuukued", "ja ja xhghjverpäcddp – ja", "iiiiiiiiiiiiii mmmmmmmmmmmmm"]
)
def test_the_widest_word_decides_and_not_the_longest(views: Views, said: str) -> None:
    """Nor does a dash that hangs on to a word: a statement stays in its box."""
    view = views["poster"]()
    sections = [
        evolve(one, entries=(views["entry"](said),)) if one.look == "statement" else one for one in view.sections
    ]
    pdf = views["made"](evolve(view, sections=tuple(sections)))
    assert views["collisions"](pdf) == []
