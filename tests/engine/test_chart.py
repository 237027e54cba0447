"""The chart, held against the rules of W3C SCXML (Recommendation, 1 September 2015); each test names its section."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tyopaja.engine import Chart, compile_chart
from tyopaja.engine.chart import begin, enter, following, leaf, moves_on, preceding, take
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Definitions
from tyopaja.testing.strategies import definitions

TREE = ["a", "a1:a", "a11:a1", "a12:a1", "a2:a", "b", "c", "c1:c", "c2:c"]
"""`step` or `step:the one it is part of`, in document order."""


def chart_of(tree: list[str] = TREE, moves: list[dict[str, Any]] | None = None) -> Chart:
    """A chart from a short form."""
    steps = []
    for one in tree:
        name, _, parent = one.partition(":")
        steps.append({"id": name, "title": name, **({"in": parent} if parent else {})})
    flow: Flow = structure({"id": "f", "title": "F", "step": steps, "move": moves or []}, Flow)
    return compile_chart(flow)


def test_3_3_a_compound_step_is_entered_with_its_first_step_inside() -> None:
    assert enter(chart_of(), "a") == ("a", "a1", "a11")
    assert enter(chart_of(), "b") == ("b",)


def test_3_2_a_session_begins_with_the_first_step_in_document_order() -> None:
    change = begin(chart_of())
    assert (change.left, change.entered, change.now) == ((), ("a", "a1", "a11"), ("a", "a1", "a11"))


def test_document_order_is_that_of_the_tree_also_when_the_file_lists_children_later() -> None:
    chart = chart_of(["a", "b", "a1:a", "b1:b", "a2:a"])
    assert chart.leaves == ("a1", "a2", "b1")
    assert chart.tops == ("a", "b")


def test_3_13_steps_are_left_inner_before_outer_and_entered_outer_before_inner() -> None:
    change = take(chart_of(), ("a", "a1", "a12"), "a12", "c2")
    assert change.left == ("a12", "a1", "a")
    assert change.entered == ("c", "c2")
    assert change.now == ("c", "c2")


@pytest.mark.parametrize(
    ("source", "target", "left", "entered"),
    [
        ("a12", "a11", ("a12",), ("a11",)),  # siblings: their parent stays
        ("a12", "a2", ("a12", "a1"), ("a2",)),  # the least common compound ancestor stays
        ("a12", "a12", ("a12",), ("a12",)),  # a transition to itself leaves and enters
        ("a1", "a12", ("a12", "a1"), ("a1", "a12")),  # external: a compound source is left, also for its own step
        ("a12", "a1", ("a12", "a1"), ("a1", "a11")),  # to its own parent: left, and entered from its beginning
        ("a", "a2", ("a12", "a1", "a"), ("a", "a2")),
        ("a12", "a", ("a12", "a1", "a"), ("a", "a1", "a11")),
        ("a", "c", ("a12", "a1", "a"), ("c", "c1")),
    ],
)
def test_appendix_d_the_domain_of_a_transition(
    source: str, target: str, left: tuple[str, ...], entered: tuple[str, ...]
) -> None:
    change = take(chart_of(), ("a", "a1", "a12"), source, target)
    assert (change.left, change.entered) == (left, entered)


def test_3_7_a_compound_step_is_done_when_its_last_step_is() -> None:
    chart = chart_of()
    assert following(chart, ("a", "a1", "a11")) == ("a11", "a12")
    assert following(chart, ("a", "a1", "a12")) == ("a1", "a2")
    assert following(chart, ("a", "a2")) == ("a", "b")
    assert following(chart, ("c", "c2")) == ("c", None)


def test_3_7_the_end_leaves_everything() -> None:
    change = take(chart_of(), ("c", "c2"), "c", None)
    assert (change.left, change.entered, change.now) == (("c2", "c"), (), ())
    assert leaf(change.now) is None


def test_3_13_moves_of_inner_steps_come_before_those_of_outer_ones_then_document_order() -> None:
    moves = [
        {"from": "a", "to": "b", "on": "x"},
        {"from": "a12", "to": "a11", "on": "x"},
        {"from": "a12", "to": "c", "on": "x"},
        {"from": "a12", "to": "c", "on": "y"},
        {"from": "b", "to": "c", "on": "x"},
    ]
    chart = chart_of(moves=moves)
    assert [number for number, _ in moves_on(chart, ("a", "a1", "a12"), "x")] == [1, 2, 0]
    assert [number for number, _ in moves_on(chart, ("a", "a2"), "x")] == [0]
    assert moves_on(chart, ("c", "c1"), "x") == ()


def test_the_way_back_goes_through_the_atomic_steps_and_from_the_end_to_the_last() -> None:
    chart = chart_of()
    assert preceding(chart, ("a", "a1", "a11")) is None
    assert preceding(chart, ("b",)) == "a2"
    assert preceding(chart, ("c", "c1")) == "b"
    assert preceding(chart, ()) == "c2"


@settings(max_examples=40, deadline=None)
@given(definitions())
def test_going_on_visits_every_atomic_step_once_in_document_order_and_then_ends(found: Definitions) -> None:
    chart = compile_chart(found.flow)
    now, visited = begin(chart).now, []
    while now:
        visited.append(leaf(now))
        source, target = following(chart, now)
        change = take(chart, now, source, target)
        assert set(now) - set(change.left) | set(change.entered) == set(change.now)
        now = change.now
    assert visited == list(chart.leaves)


@settings(max_examples=40, deadline=None)
@given(definitions())
def test_from_every_step_every_step_is_entered_as_from_anywhere(found: Definitions) -> None:
    chart = compile_chart(found.flow)
    for atom in chart.leaves:
        for target in chart.nodes:
            now = take(chart, chart.nodes[atom].line, atom, target).now
            assert now == (*chart.nodes[target].line[:-1], *enter(chart, target))
