"""Fields: numbers and dates as people write them, choices, people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.engine import decide
from tyopaja.errors import Refused
from tyopaja.model.commands import Add
from tyopaja.testing.strategies.writing import NO_PLACES, PLACES

PICTURE = "sha256:" + "0af7" * 16


def kept(game: Any, **fields: Any) -> dict[str, Any]:
    """What is kept of the fields of a new key result."""
    entry = game.add("Uni paranee", section="f", **fields)
    return dict(game.state.entries[entry].fields)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (4, 4), (4.5, 4.5), ("4", 4), ("4,5", 4.5), ("4.5", 4.5), (" 4,5 ", 4.5), ("−5", -5), ("-5", -5), ("+5", 5),
        ("10 000", 10_000), ("10\u00a0000,5", 10_000.5), ("1\u202f000\u202f000", 1_000_000), ("1e3", 1000), (",5", 0.5),
        (10**15, 10**15), ("-0", 0),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(game: Any, written: Any, number: float) -> None:
    assert kept(game, target=written) == {"target": number}


@pytest.mark.parametrize(
    "written",
    [
        "neljä", "4 %", "nan", "inf", "-inf", "1e400", "9" * 400, 10**400, -(10**400), float("nan"), float("inf"), 1e16,
        True, False, "1_000", "1 0 0", "1,2,3", "--5", "0x10", "e5", ",", "-", "٣", "4\n5",
    ],
    ids=lambda one: ascii(one)[:20],
)  # fmt: skip
def test_what_is_no_number_is_refused(game: Any, written: Any) -> None:
    assert game.refused("add", sheet="arkki", section="f", text="Uni", target=written) == "not-a-number"


@given(st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e15, 1e15)))
def test_a_number_written_out_is_the_same_number(play: Any, number: float) -> None:
    fields = kept(play(), target=number, start=repr(number).replace(".", ",").replace("-", "−"))
    if "e" not in repr(number):
        assert fields == {"target": number, "start": number}


@pytest.mark.parametrize("written", ["2026-12-31", "20261231", date(2026, 12, 31)])
def test_a_day_is_kept_in_one_form(game: Any, written: Any) -> None:
    assert kept(game, due=written) == {"due": "2026-12-31"}


@pytest.mark.parametrize("written", ["31.12.2026", "2026-02-30", "huomenna", True, 5, "2026-12-31T10:00"])
def test_what_is_no_day_is_refused(game: Any, written: Any) -> None:
    assert game.refused("add", sheet="arkki", section="f", text="Uni", due=written) == "not-a-date"


def test_an_owner_is_somebody_who_has_joined_and_a_direction_one_of_those_there_are(game: Any) -> None:
    assert kept(game, owner="aino", direction="yes-no") == {"owner": "aino", "direction": "yes-no"}
    assert game.refused("add", sheet="arkki", section="f", text="Uni", owner="biret") == "unknown-person"
    assert game.refused("add", sheet="arkki", section="f", text="Uni", direction="ylös") == "not-a-choice"


@pytest.mark.parametrize(
    ("written", "truth"),
    [
        *((True, True), (False, False), ("yes", True), ("no", False)),
        *(("true", True), ("False", False), ("kyllä", True), (" Ei ", False)),
    ],
)
def test_yes_and_no_are_read_as_the_session_english_and_a_shell_say_them(game: Any, written: Any, truth: bool) -> None:
    game.do("set", sheet="arkki", section="e", kanta=written)
    (entry,) = game.state.entries_in("arkki", "e")
    assert entry.fields == {"kanta": truth}


@pytest.mark.parametrize("written", [1, 0, 1.0, "ehkä", "ja"])
def test_what_is_neither_yes_nor_no_is_refused(game: Any, written: Any) -> None:
    assert game.refused("set", sheet="arkki", section="e", kanta=written) == "not-yes-or-no"


@pytest.mark.parametrize(("written", "text"), [(1234567, "1234567"), (0.1, "0.1"), (10**400, None)])
def test_a_number_in_a_field_of_words_loses_no_digit(game: Any, written: Any, text: str | None) -> None:
    if text is None:
        assert game.refused("set", sheet="arkki", section="e", nimi=written) == "too-long"
    else:
        game.do("set", sheet="arkki", section="e", nimi=written)
        assert game.state.entries_in("arkki", "e")[0].fields == {"nimi": text}


def test_an_empty_value_empties_a_field_and_an_unknown_field_is_refused(game: Any) -> None:
    game.do("set", sheet="arkki", section="e", nimi="Aino", ika=40)
    game.do("set", sheet="arkki", section="e", nimi="")
    assert game.state.entries_in("arkki", "e")[0].fields == {"ika": 40}
    assert game.do("set", sheet="arkki", section="e", nimi="") == ()
    assert game.refused("set", sheet="arkki", section="e", nimmi="Aino") == "unknown-field"
    assert game.refused("set", sheet="arkki", section="d", text="x", nimi="Aino") == "unknown-field"
    assert game.said("add", sheet="arkki", section="a", text="x", befor="c1").endswith("Did you mean 'before'?")


def test_a_field_of_words_has_a_limit(game: Any) -> None:
    assert game.refused("set", sheet="arkki", section="e", nimi="x" * 301) == "too-long"
    assert game.refused("set", sheet="arkki", section="e", nimi="\ud800") == "control-character"


def scored(game: Any, score: Any) -> Any:
    """The score that is kept of a scale from 0 to 10."""
    game.do("set", sheet="arkki", section="i", part="halu", score=score)
    return game.state.entries_in("arkki", "i", "halu")[0].fields["score"]


@pytest.mark.parametrize(("written", "kept"), [(0, 0), (10, 10), (7.5, 7.5), ("7,5", 7.5), (" 3 ", 3), ("−0", 0)])
def test_a_score_is_any_number_on_its_scale(game: Any, written: Any, kept: float) -> None:
    assert scored(game, written) == kept


@pytest.mark.parametrize("written", [-1, 10.01, "11", "kymmenen", True, 10**400, "nan", (1, 2)])
def test_what_is_not_on_the_scale_is_refused(game: Any, written: Any) -> None:
    assert game.refused("set", sheet="arkki", section="i", part="halu", score=written) == "not-on-scale"


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fi", "Sointi: '7' ei ole asteikolla. Anna luku väliltä 1 (karu)–5 (kaunis)."),
        ("en", "Sointi: '7' is not on the scale. Give a number from 1 (karu) to 5 (kaunis)."),
        ("sv", "Sointi: '7' finns inte på skalan. Ge ett tal från 1 (karu) till 5 (kaunis)."),
    ],
)
def test_a_refused_score_names_the_field_and_the_ends_of_its_scale(play: Any, locale: str, words: str) -> None:
    said = play(locale=locale).said("add", sheet="arkki", section="k", text="Valo", hinta=5, sointi=7)
    assert said == words


@pytest.mark.parametrize(
    ("price", "code"), [(-0.5, "below-least"), ("100", "above-most"), ("ilmainen", "not-a-number")]
)
def test_a_number_keeps_within_its_bounds(game: Any, price: Any, code: str) -> None:
    assert game.refused("add", sheet="arkki", section="k", text="Valo", hinta=price) == code
    entry = game.add("Valo", section="k", hinta="99,5")
    assert game.refused("edit", entry=entry, hinta=price) == code
    assert game.state.entries[entry].fields["hinta"] == 99.5


@pytest.mark.parametrize("written", PLACES, ids=str)
def test_a_place_is_two_numbers_however_they_are_written(game: Any, written: Any) -> None:
    entry = game.add("Me", section="h", place=written)
    x, y = game.state.entries[entry].fields["place"]
    assert 0 <= x <= 100
    assert 0 <= y <= 100


@pytest.mark.parametrize(
    ("written", "place"),
    [("20,80", (20, 80)), ("20, 80", (20, 80)), ("20,5 80", (20.5, 80)), ("20.5,80.5", (20.5, 80.5)), ([1, 2], (1, 2))],
)
def test_a_comma_between_the_two_numbers_of_a_place_is_told_from_a_decimal_comma(
    game: Any, written: Any, place: tuple[float, float]
) -> None:
    entry = game.add("Me", section="h", place=written)
    assert game.state.entries[entry].fields["place"] == place


@pytest.mark.parametrize("written", [*NO_PLACES, "", " ", "20,,80", "20 80 60", 20, [1], [1, 2, 3], ["x", 1]], ids=str)
def test_what_is_no_place_is_refused(game: Any, written: Any) -> None:
    command = Add(by="ilse", sheet="arkki", section="h", text="Me", fields={"place": written}, id="p", at=game.after(9))
    with pytest.raises(Refused) as caught:
        decide(game.rules, game.state, command)
    assert caught.value.code == ("required" if written == "" else "not-a-place")


@pytest.mark.parametrize(("written", "colour"), [(1, 1), (3, 3), ("2", 2), (2.0, 2)])
def test_a_colour_is_the_number_of_one_of_the_themes(game: Any, written: Any, colour: int) -> None:
    entry = game.add("1", colour=written)
    assert game.state.entries[entry].fields == {"colour": colour}


@pytest.mark.parametrize("written", [0, 4, 1.5, -1, "punainen", True, 10**400])
def test_another_colour_is_refused_and_how_many_there_are_is_said(game: Any, written: Any) -> None:
    assert game.refused("add", sheet="arkki", section="a", text="1", colour=written) == "not-a-colour"
    assert "1–3" in game.said("add", sheet="arkki", section="a", text="1", colour=written)


@pytest.mark.parametrize("written", ["kuva.jpg", "sha256:", PICTURE.upper(), PICTURE + "0", PICTURE[:-1], 7, True])
def test_a_picture_is_named_by_its_content_and_by_nothing_else(game: Any, written: Any) -> None:
    assert game.refused("set", sheet="arkki", section="g", picture=written) == "not-a-picture"
    game.do("set", sheet="arkki", section="g", picture=PICTURE)
    assert game.state.entries_in("arkki", "g")[0].fields == {"picture": PICTURE}


def test_a_field_of_words_may_have_a_limit_of_its_own(game: Any) -> None:
    assert game.refused("add", sheet="arkki", section="k", text="Valo", hinta=1, lyhyt="valoa") == "too-long"
    game.add("Valo", section="k", hinta=1, lyhyt="valo")


def test_an_entry_without_what_its_kind_asks_for_is_refused_by_the_fields_title(game: Any) -> None:
    assert game.said("add", sheet="arkki", section="k", text="Valo") == "Hinta ei voi jäädä tyhjäksi."
    assert game.said("add", sheet="arkki", section="h", text="Me") == "Paikka ei voi jäädä tyhjäksi."
    assert game.said("add", sheet="arkki", section="j", feeling=3) == "Tuokio ei voi jäädä tyhjäksi."
    assert game.said("set", sheet="arkki", section="i", part="halu", text="Siksi") == "Arvio ei voi jäädä tyhjäksi."


def test_what_an_entry_cannot_be_without_cannot_be_cleared(game: Any) -> None:
    entry = game.add("Valo", section="k", hinta=5, kuva=PICTURE)
    assert game.refused("edit", entry=entry, hinta="") == "required"
    game.do("set", sheet="arkki", section="i", part="halu", score=3, text="Siksi")
    assert game.refused("set", sheet="arkki", section="i", part="halu", score="") == "required"
    assert game.refused("edit", entry=game.add("1"), text="") == "empty"
    game.do("edit", entry=entry, text="", kuva="")
    assert (game.state.entries[entry].text, game.state.entries[entry].fields) == (None, {"hinta": 5, "sointi": 3})


def test_a_form_may_be_begun_without_what_it_asks_for(play: Any) -> None:
    fields = {"nimi": {"title": "Nimi", "required": True}, "ika": {"title": "Ikä", "type": "number"}}
    canvas = {
        "title": "A",
        "layout": {"areas": ["e"]},
        "section": {"e": {"title": "E", "kind": "fields", "fields": fields}},
    }
    game = play(canvas=canvas)
    game.do("set", sheet="arkki", section="e", ika=40)
    game.do("set", sheet="arkki", section="e", nimi="Aino")
    assert game.refused("set", sheet="arkki", section="e", nimi="") == "required"


def test_a_default_is_put_in_where_nothing_is_given_and_only_at_first(game: Any) -> None:
    one, two = game.add("Valo", section="k", hinta=1), game.add("Kaamos", section="k", hinta=2, sointi=5)
    assert [game.state.entries[name].fields["sointi"] for name in (one, two)] == [3, 5]
    game.do("edit", entry=one, sointi="")
    game.do("edit", entry=one, hinta=4)
    assert game.state.entries[one].fields == {"hinta": 4}


def test_a_default_alone_is_no_entry(game: Any) -> None:
    assert game.refused("add", sheet="arkki", section="k") == "empty"


def test_a_wrong_value_that_is_long_is_not_repeated_in_full(game: Any) -> None:
    assert len(game.said("add", sheet="arkki", section="f", text="Uni", target="x" * 9_000)) < 200
