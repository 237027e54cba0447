"""What a section's view says beside its entries: fields, colours, axes, balance, origins, and what a kind changed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.views.nodes import Axes
from tyopaja.views.sections import uneven


def _canvas(**sections: Any) -> dict[str, Any]:
    named = {name: {"title": name, **one} for name, one in sections.items()}
    return {"layout": {"areas": list(sections)}, "section": named}


def test_the_blank_fields_of_a_card_leave_out_its_words_and_its_colour(standing: Any) -> None:
    made = standing(a=_canvas(laput={}, polku={"kind": "moments"}, arvio={"kind": "scale", "scale": [0, 10]}))
    notes, path, score = made.look("canvas:a").sections
    assert notes.fields == ()
    assert [field.id for field in path.fields] == ["guest", "feeling", "we", "promise"]
    assert all(field.value is None and field.text == "" for field in path.fields)
    assert (path.fields[1].scale, path.fields[1].low, path.fields[1].high) == ((1, 5), "ikävä", "ihana")
    assert (score.fields[0].scale, score.fields[0].required) == ((0, 10), True)
    assert (path.draw, path.ordered, path.many, score.many, score.limit) == ("curve", True, True, False, 1)


def test_a_section_may_be_drawn_otherwise_than_its_kind(standing: Any) -> None:
    parts = {"helppo": {"title": "Helppo"}, "kaunis": {"title": "Kaunis"}}
    made = standing(a=_canvas(tutka={"kind": "scale", "draw": "radar", "parts": parts}))
    made.note("e1", "a.tutka.kaunis", fields={"score": 4})
    [section] = made.look("canvas:a").sections
    assert section.draw == "radar"
    assert [[field.text for entry in part.entries for field in entry.fields] for part in section.parts] == [[], ["4"]]


def test_a_choice_shows_what_there_is_to_choose_between(standing: Any) -> None:
    field = {"title": "Kausi", "type": "choice", "choices": {"t": {"fi": "Talvi", "en": "Winter"}, "k": "Kesä"}}
    made = standing(a=_canvas(valinta={"kind": "choice", "fields": {"kausi": field}}))
    made.note("e1", "a.valinta", fields={"kausi": "t"})
    for locale, choices in (("fi", ("Talvi", "Kesä")), ("en", ("Winter", "Kesä"))):
        [section] = made.look("canvas:a", locale).sections
        blank = next(one for one in section.blanks if one.id == "kausi")
        assert (blank.choices, blank.text) == (choices, choices[0])


@pytest.mark.parametrize(("number", "colour"), [(1, "#fff3b0"), (3, "#bde0fe"), (4, ""), (0, ""), (None, "")])
def test_a_note_has_the_themes_colour_of_its_number(standing: Any, number: Any, colour: str) -> None:
    made = standing(a=_canvas(laput={}))
    made.note("e1", "a.laput", fields={} if number is None else {"colour": number})
    entry = made.look("canvas:a").sections[0].entries[0]
    assert (entry.colour, entry.fields) == (colour, ())


def test_an_entry_that_was_carried_says_where_from_also_when_that_place_is_gone(standing: Any) -> None:
    made = standing(a=_canvas(laput={"parts": {"yksi": {"title": "Yksi"}}}), b=_canvas(laput={}))
    made.note("e1", "a.laput.yksi")
    made.note("e2", "a.muualla")
    made.note("e3", "poissa.laput")
    for number in (1, 2, 3):
        made.note(f"k{number}", "b.laput", origin=f"e{number}")
    made.note("k4", "b.laput", origin="e99")
    origins = [entry.origin for entry in made.look("canvas:b").sections[0].entries]
    assert origins == ["a – Yksi", "a – muualla", "poissa – laput", ""]


def test_axes_are_what_the_canvas_says_or_what_the_group_filled_in(standing: Any) -> None:
    blanks = {"kind": "fields", "fields": {"vasen": {"title": "Vasen"}, "oikea": {"title": "Oikea"}}}
    axes = {"x": {"from": "akseli", "low": "halpa"}, "y": {"low": "alhaalla", "high": "ylhäällä"}}
    made = standing(a=_canvas(akseli=blanks, kartta={"kind": "place", "axes": axes}, laput={}))
    axis, drawn, notes = made.look("canvas:a").sections
    assert drawn.axes == Axes(left="halpa", right="", bottom="alhaalla", top="ylhäällä")
    assert (axis.axes, notes.axes) == (None, None)
    made.note("e1", "a.akseli", fields={"vasen": "Iso porukka", "oikea": "Oma rauha"})
    made.note("e2", "a.kartta", fields={"place": (20, 80.5), "ours": True})
    _, drawn, _ = made.look("canvas:a").sections
    assert (drawn.axes.left, drawn.axes.right) == ("Iso porukka", "Oma rauha")
    assert [field.text for field in drawn.entries[0].fields] == ["20 / 80,5", "kyllä"]


def test_a_map_without_axes_has_ends_without_names(standing: Any) -> None:
    assert standing(a=_canvas(kartta={"kind": "place"})).look("canvas:a").sections[0].axes == Axes()


def test_a_section_out_of_balance_says_which_part_has_less(standing: Any) -> None:
    parts = {"antaa": {"title": "Antaa"}, "saa": {"title": "Saa"}}
    made = standing(a=_canvas(asiakas={"parts": parts, "balance": ["antaa", "saa"]}))
    assert made.look("canvas:a").sections[0].balance == ""
    for number in range(3):
        made.note(f"e{number}", "a.asiakas.antaa")
    assert (
        made.look("canvas:a").sections[0].balance
        == "Kohdassa ”Saa” ei ole mitään, vaikka kohdassa ”Antaa” on 3 merkintää."
    )
    assert "“Saa” holds nothing" in made.look("canvas:a", "en").sections[0].balance
    made.note("e9", "a.asiakas.saa")
    assert made.look("canvas:a").sections[0].balance == "Epätasapaino: ”Saa” 1, ”Antaa” 3."
    made.note("e10", "a.asiakas.saa")
    assert made.look("canvas:a").sections[0].balance == ""


@given(few=st.integers(0, 50), more=st.integers(0, 50))
def test_balance_is_about_as_much_and_never_within_one(few: int, more: int) -> None:
    few, many = sorted((few, more))
    assert not uneven(few, few)
    if few:
        assert not uneven(few, few + 1)
    assert uneven(few, many) <= uneven(few, many + 1)


def test_a_value_that_no_longer_fits_its_field_is_shown_as_the_text_that_it_is(standing: Any) -> None:
    made = standing(a=_canvas(polku={"kind": "moments"}, lista={"kind": "checklist"}))
    made.note("e1", "a.polku", fields={"feeling": "ihan hyvä", "vanha": "jäi talteen"})
    made.note("e2", "a.lista", fields={"done": "melkein", "colour": 2})
    path, checks = made.look("canvas:a").sections
    shown = [(field.id, field.type, field.text) for field in path.entries[0].fields]
    assert shown == [("feeling", "text", "ihan hyvä"), ("vanha", "text", "jäi talteen")]
    assert [(field.id, field.type, field.text) for field in checks.entries[0].fields] == [("done", "text", "melkein")]
