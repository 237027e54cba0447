"""Reading a line at once: the same as the strict way, and nothing that the strict way would not read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tyopaja.journals import chain, codec
from tyopaja.journals.quick import quick, unread
from tyopaja.model.events import Event
from tyopaja.model.wire import event_from_table
from tyopaja.testing.strategies import History, histories

some = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LINE = (
    '{"hash":"b32db198a202252f8d571482758e5bf3","type":"added","at":"2026-03-02T09:04:11+02:00","by":"aino",'
    '"command":"n1","entry":"n1","sheet":"profiili","section":"tarpeet","text":"Vieras kuulee nimensä 🎿","place":0}'
)
DROPPED = ('"by":"aino",', '"place":0', '"text":', "9", '"', "}", ",", '":"')
PUT_IN = ("", "x", '"', "\\", "\n", "\x01", "null", "true", "1.0", ',"x":1', "é", "\u2028", "00", ' "')


def strictly(line: str) -> Event | None:
    try:
        return event_from_table(json.loads(chain.unlinked(line)))
    except Exception:  # whatever is wrong with it
        return None


def same(one: Event | None, other: Event | None) -> bool:
    return (type(one), repr(one), one) == (type(other), repr(other), other)


@some
@given(histories())
def test_what_is_read_at_once_is_what_the_strict_way_reads(played: History) -> None:
    for line in codec.written(played.events, ""):
        found = quick(line)
        if found is not None:
            assert same(found, strictly(line))
            assert codec.write(found) == chain.unlinked(line)
        later = unread(line)
        if later is not None:
            assert same(later.event(), found)


@settings(max_examples=600, deadline=None)
@given(st.integers(0, len(LINE)), st.sampled_from(DROPPED), st.sampled_from(PUT_IN), st.booleans())
def test_a_line_that_is_not_as_it_was_written_is_never_read_more_leniently(
    place: int, dropped: str, put_in: str, is_insertion: bool
) -> None:
    line = (
        LINE[:place] + put_in + LINE[place:]
        if is_insertion
        else LINE[:place] + LINE[place:].replace(dropped, put_in, 1)
    )
    found = quick(line)
    if found is not None:
        assert same(found, strictly(line))
    without_place = line.replace(',"place":0', "")
    if (later := unread(without_place)) is not None:
        assert same(later.event(), strictly(without_place))


@pytest.mark.parametrize(
    ("former", "latter"),
    [
        ('"place":0', '"place":0.0'),
        ('"place":0', '"place":true'),
        ('"place":0', '"place":"0"'),
        ('"place":0', '"mood":0'),
        ('"by":"aino"', '"by":7'),
        ('"by":"aino",', ""),
        ('"by":"aino",', '"by":"aino","by":"ilse",'),
        ('"text":"', '"text":"\t'),
        ("2026-03-02T09", "2026-13-02T09"),
        ('"type":"added"', '"type":"mood"'),
        ('"type":"added"', '"type":"added","v":2'),
        ('"place":0}', '"place":0} {}'),
    ],
)
def test_what_does_not_fit_is_left_to_the_strict_way(former: str, latter: str) -> None:
    assert quick(LINE) is not None
    assert former in LINE
    assert quick(LINE.replace(former, latter)) is None
    assert unread(LINE.replace(former, latter)) is None


def test_what_is_read_at_once_is_frozen_and_of_its_class() -> None:
    found: Any = quick(LINE)
    assert same(found, strictly(LINE))
    with pytest.raises(AttributeError):
        found.by = "ilse"
    with pytest.raises(AttributeError):
        del found.by


def test_names_that_come_again_are_kept_once() -> None:
    one, other = quick(LINE), quick(LINE.replace("n1", "n2"))
    assert one is not None
    assert other is not None
    assert one.by is other.by
    assert one.at.tzinfo is other.at.tzinfo
    assert one.command is one.entry  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["Kahvia", "Kahvia, ä", "Kahvia 🎿", "Кофе"])
def test_an_entry_is_read_when_somebody_asks(text: str) -> None:
    line = LINE.replace("Vieras kuulee nimensä 🎿", text).replace(',"place":0', "")
    found = unread(line)
    assert found is not None
    assert (found.by, found.command, found.entry, found.sheet, found.section) == (
        "aino", "n1", "n1", "profiili", "tarpeet",
    )  # fmt: skip
    assert same(found.event(), strictly(line))
    assert found.event().text == text
    assert isinstance(found.line, bytes) == (max(text) > "\xff")


def test_what_is_more_than_an_entry_at_the_end_of_its_section_is_read_at_once() -> None:
    assert unread(LINE) is None
    for more in (',"private":true', ',"origin":"n0"', ',"fields":{"a":1}', ',"place":1'):
        assert unread(LINE.replace(',"place":0', more)) is None
