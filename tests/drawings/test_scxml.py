"""Charts as SCXML documents."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from tests.charts.strategies import flows

from tyopaja.charts import compile_chart
from tyopaja.drawings.scxml import OURS, SCXML, name_of, scxml, state_of
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow

NAMES = st.from_regex(r"[a-z0-9][a-z0-9_.@-]{0,20}", fullmatch=True)
INSIDE = {
    "scxml": {"state", "parallel", "final", "transition"},
    "state": {"state", "parallel", "final", "transition", "history"},
    "parallel": {"state", "parallel", "transition", "history"},
    "final": set[str](),
    "history": {"transition"},
    "transition": set[str](),
}
"""Element → what the standard allows inside it, of what we write (SCXML 3.2 to 3.10)."""
KEYS = {
    "scxml": {"initial", "name", "version", "datamodel"},
    "state": {"id", "initial"},
    "parallel": {"id"},
    "final": {"id"},
    "history": {"id", "type"},
    "transition": {"event", "cond", "target", "type"},
}
"""Element → its attributes, of what we write."""


def tag(element: Element) -> str:
    """An element's name; it is of SCXML."""
    assert element.tag.startswith(f"{{{SCXML}}}")
    return element.tag.removeprefix(f"{{{SCXML}}}")


@given(NAMES)
def test_a_states_name_is_one_that_xml_has_and_is_read_back(name: str) -> None:
    assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name_of(name))
    assert state_of(name_of(name)) == name


@given(st.lists(NAMES, unique=True, min_size=2, max_size=2))
def test_two_states_never_share_a_name(names: list[str]) -> None:
    assert name_of(names[0]) != name_of(names[1])


@given(flows())
def test_a_document_is_built_as_the_standard_says(flow: Flow) -> None:
    root = fromstring(scxml(compile_chart(flow), flow))
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert (tag(root), root.get("version")) == ("scxml", "1.0")
    for element in root.iter():
        kind = tag(element)
        assert {tag(child) for child in element} <= INSIDE[kind]
        assert {key for key in element.attrib if "}" not in key} <= KEYS[kind]
        for key in ("initial", "target"):
            assert all(name in ids for name in (element.get(key) or "").split())
        if kind == "transition":
            assert element.get("event") or element.get("cond") or element.get("target")
        if kind == "history":
            (default,) = element
            assert default.get("target")
            assert not default.get("event")


CONDITION = {"all": [{"entries-in": "a.b", "at-least": 2}, {"time": "over"}]}


@pytest.fixture
def document() -> Element:
    """A flow with a condition and a title that XML could take for markup."""
    steps = [{"id": "a", "title": 'A < "B" & C'}, {"id": "b", "title": "B"}]
    move = {"from": "b", "to": "a", "on": "iteroi", "when": CONDITION, "at-most": 3}
    flow: Flow = structure({"id": "f", "title": "F", "step": steps, "move": [move]}, Flow)
    found: Element = fromstring(scxml(compile_chart(flow), flow))
    return found


def test_what_other_engines_cannot_ask_stands_beside_in_a_namespace_of_our_own(document: Element) -> None:
    (way,) = (one for one in document.iter() if one.get("event") == "iteroi")
    assert way.get("cond") is None
    assert way.get(f"{{{OURS}}}at-most") == "3"
    assert way.get(f"{{{OURS}}}when") == '{"all": [{"entries-in": "a.b", "at-least": 2}, {"time": "over"}]}'


def test_titles_are_text_whatever_is_in_them(document: Element) -> None:
    assert document[0].get(f"{{{OURS}}}title") == 'A < "B" & C'
