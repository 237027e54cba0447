"""The schema of views: every view's JSON keeps to it, and what is none does not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tyopaja.renderers import json_
from tyopaja.renderers.contract import ALL_VIEWS
from tyopaja.renderers.schema import schema, written
from tyopaja.testing import strategies
from tyopaja.testing.views import FILLS, Fill, view
from tyopaja.views.nodes import View

VALIDATOR = Draft202012Validator(schema())


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(written()) == schema()


@pytest.mark.parametrize("fill", FILLS)
@pytest.mark.parametrize("what", ALL_VIEWS)
@pytest.mark.parametrize("people", [True, False])
def test_the_json_of_every_view_keeps_to_it(what: str, fill: Fill, people: bool) -> None:
    VALIDATOR.validate(json.loads(json_.render(view(what, fill), people=people)))


@settings(max_examples=60)
@given(strategies.views())
def test_the_json_of_any_session_keeps_to_it(found: View) -> None:
    VALIDATOR.validate(json.loads(json_.render(found)))


@settings(max_examples=60)
@given(st.data())
def test_no_key_can_be_missing_or_be_another(data: st.DataObject) -> None:
    """In any table of any view, however deep."""
    whole: Any = json.loads(json_.render(view(data.draw(st.sampled_from(ALL_VIEWS)), "full")))
    tables = list(_tables(whole))
    table = data.draw(st.sampled_from(tables))
    key = data.draw(st.sampled_from(sorted(table)))
    value = table.pop(key)
    assert not VALIDATOR.is_valid(whole)
    table[f"{key}-"] = value
    assert not VALIDATOR.is_valid(whole)


def _tables(node: Any, key: str = "") -> Any:
    """The tables of a view whose keys are attributes, not those that hold things by name."""
    if isinstance(node, dict):
        if key not in ("words", "colours", "clusters", "pictures", "own_sheets", "templates"):
            yield node
        for name, one in node.items():
            yield from _tables(one, name)
    for one in node if isinstance(node, list) else ():
        yield from _tables(one)


def test_what_the_classes_say_of_themselves_stands_in_it() -> None:
    tables = schema()["$defs"]
    assert all(table["description"] for table in tables.values())
    said = tables["Trace"]["properties"]["how"]
    assert said["enum"] == ["compiled", "carried", "answers"]
    assert "copy" in said["description"]
