"""Fields: numbers and dates as people write them, choices, people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st


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
