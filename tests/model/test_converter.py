"""The converter: strict with what people write, and what it writes it reads back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.model.canvas import Canvas, Defaults, Layout, Section
from tyopaja.model.converter import Unfit, converter, key_of, structure
from tyopaja.model.events import Removed
from tyopaja.model.flow import Condition, Duration, Fill, Flow, Move, Step
from tyopaja.model.kinds import Value
from tyopaja.model.pack import Definitions, Pack
from tyopaja.model.text import Text, Texts
from tyopaja.testing.strategies import canvases, definitions


@pytest.mark.parametrize(
    ("attribute", "key"), [("at_most", "at-most"), ("in_", "in"), ("from_", "from"), ("id", "id"), ("a_b_c", "a-b-c")]
)
def test_keys_are_attributes_with_dashes(attribute: str, key: str) -> None:
    assert key_of(attribute) == key


@settings(max_examples=50, deadline=None)
@given(definitions())
def test_definitions_are_read_back_from_what_is_written(found: Definitions) -> None:
    table = converter().unstructure(found)
    assert structure(table, Definitions) == found
    assert structure(json.loads(json.dumps(table)), Definitions) == found
    assert converter().unstructure(structure(table, Definitions)) == table


@settings(max_examples=30, deadline=None)
@given(canvases())
def test_the_thorough_converter_reads_what_the_quick_one_reads(canvas: Canvas) -> None:
    table = converter(thorough=True).unstructure(canvas)
    assert table == converter().unstructure(canvas)
    assert converter(thorough=True).structure(table, Canvas) == canvas


STEP = {"id": "s", "title": "S"}
SECTION = {"title": "A"}


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ({**STEP, "votes": "3"}, Step), ({**STEP, "votes": True}, Step), ({**STEP, "votes": 3.0}, Step),
        ({**STEP, "title": 5}, Step), ({**STEP, "title": {"fi": 5}}, Step), ({**STEP, "title": ["S"]}, Step),
        ({**STEP, "on": "arkki.a"}, Step), ({**STEP, "on": [1]}, Step), ({**STEP, "on": {"a": 1}}, Step),
        ({**STEP, "time": 25}, Step), ({**STEP, "time": "25"}, Step), ({**STEP, "order": "sideways"}, Step),
        ({**STEP, "at_most": 3}, Step), ({**STEP, "in_": "x"}, Step), ({"id": "s"}, Step),
        ({**SECTION, "prompts": "Mitä?"}, Section), ({**SECTION, "prompts": {"fi": "Mitä?"}}, Section),
        ({**SECTION, "prompts": [1]}, Section), ({**SECTION, "at-most": "3"}, Section),
        ({**SECTION, "at_most": 3}, Section), ({**SECTION, "look": "loud"}, Section),
        ({**SECTION, "parts": {"kipu": {"titel": "Kipu"}}}, Section),
        ({"areas": "a b"}, Layout), ({"areas": ["a"], "columns": ["1"]}, Layout),
        ({"areas": ["a"], "columns": [True]}, Layout), ({"areas": ["a"], "columns": [float("nan")]}, Layout),
        ({"areas": ["a"], "columns": [float("inf")]}, Layout), ({"characters": 300.5}, Defaults),
        ({"from": "a", "to": "b", "from_": "c"}, Move), ({"section": "a", "from": "b", "take": "some"}, Fill),
        ({**STEP, "needs": "picked"}, Step), ({**STEP, "needs": {"any": []}}, Step),
        ({**STEP, "needs": {"any": {"picked": "a"}}}, Step), ({**STEP, "needs": {"not": [{"picked": "a"}]}}, Step),
        ({**STEP, "needs": {"all": [{"picked": "a"}], "any": [{"picked": "b"}]}}, Step),
        ({**STEP, "needs": {"not": {"picked": "a"}, "at-least": 2}}, Step),
        ({**STEP, "needs": {"all": ["picked"]}}, Step),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("thorough", [False, True])
def test_what_does_not_fit_is_refused_and_never_bent(table: dict[str, Any], kind: type, thorough: bool) -> None:
    with pytest.raises(Exception) as caught:
        converter(thorough).structure(table, kind)
    assert isinstance(caught.value, ExceptionGroup) is thorough


def test_the_thorough_converter_finds_every_misfit() -> None:
    table = {"title": 5, "at-most": "3", "look": "loud", "colour": 1}
    with pytest.raises(ExceptionGroup) as caught:
        converter(thorough=True).structure(table, Section)
    assert len(caught.value.exceptions) == 4


def test_a_whole_number_may_stand_where_any_number_may() -> None:
    found = structure({"areas": ["a"], "columns": [1, 2.5]}, Layout)
    assert found.columns == (1, 2.5)


def as_value(value: Any) -> Any:
    """A field's value, as a table has it."""
    kind: Any = Value  # a union is no class, but the converter takes it
    return converter().structure(value, kind)


@pytest.mark.parametrize(
    ("value", "kept"),
    [("x", "x"), (5, 5), (4.5, 4.5), (True, True), (date(2026, 3, 2), "2026-03-02")],
)
def test_a_value_stays_what_it_is_and_a_day_becomes_its_iso_form(value: Any, kept: Value) -> None:
    found = as_value(value)
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize("value", [None, [1], {"a": 1}, time(9, 0), b"x"])
def test_what_is_no_value_is_refused(value: Any) -> None:
    with pytest.raises(Unfit) as caught:
        as_value(value)
    assert caught.value.found == value


def test_a_misfit_says_what_would_fit_and_what_was_found() -> None:
    with pytest.raises(Unfit, match="expected a whole number, found '3'"):
        structure({**STEP, "votes": "3"}, Step)


@given(st.datetimes(timezones=st.timezones()))
def test_a_time_is_read_back_to_the_microsecond(moment: datetime) -> None:
    event = Removed(at=moment, by="a", command="c", entry="n")
    again = structure(converter().unstructure(event), Removed)
    assert again.at.isoformat() == moment.isoformat()


def test_conditions_keep_their_form() -> None:
    table = {"any": [{"not": {"picked": "a.b"}}, {"all": [{"time": "over"}, {"entries-in": "a", "at-least": 2}]}]}
    found = structure(table, Condition)
    assert converter().unstructure(found) == table
    assert [one.join for one in found.of] == ["not", "all"]


def test_texts_keep_their_form() -> None:
    texts: list[Any] = ["Sauna", {"fi": "Sauna"}, {"": "Sauna", "en": "Sauna"}, {}]
    lists: list[Any] = [["a", "b"], [], {"fi": ["a"]}, {"fi": []}]
    for table in texts:
        assert converter().unstructure(structure(table, Text)) == table
    for table in lists:
        assert converter().unstructure(structure(table, Texts)) == table


def test_every_class_of_the_format_is_read_without_a_key_that_may_be_left_out() -> None:
    small: list[tuple[dict[str, Any], Callable[..., Any]]] = [
        ({"id": "p", "format": 1, "version": "1", "title": "P"}, Pack),
        ({"id": "c", "title": "C", "layout": {"areas": ["a"]}, "section": {"a": SECTION}}, Canvas),
        ({"id": "f", "title": "F", "step": [STEP]}, Flow),
    ]
    for table, kind in small:
        assert isinstance(kind, type)
        assert converter().unstructure(structure(table, kind)) == table
    assert structure({**STEP, "time": "1 h"}, Step).time == Duration(60)
