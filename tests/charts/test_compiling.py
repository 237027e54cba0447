"""What becomes of a flow in its chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st
from tests.charts.strategies import flows
from tests.charts.strategies import step as one_step

from tyopaja.charts import Chart, begin, compile_chart, step
from tyopaja.charts.nodes import ROOT
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow

Names = tuple[str, ...]


def chart_of(*steps: Mapping[str, object], moves: Sequence[Mapping[str, object]] = (), **instances: Names) -> Chart:
    """The chart of steps and moves as a file has them; ids are titles too."""
    table = {"id": "f", "title": "F", "step": [{"title": one["id"], **one} for one in steps], "move": list(moves)}
    return compile_chart(structure(table, Flow), instances or None)


def after(chart: Chart, *events: str) -> tuple[str, ...]:
    """What is active after events."""
    configuration = begin(chart).configuration
    for event in events:
        configuration = step(chart, configuration, event).configuration
    return configuration.active


@given(flows(), st.booleans())
def test_every_step_has_its_state_and_every_state_its_place(flow: Flow, expanded: bool) -> None:
    chart = compile_chart(flow, {} if expanded else None)
    assert {node.step for node in chart.nodes.values() if node.step} == {one.id for one in flow.step}
    for node in chart.nodes.values():
        assert all(chart.nodes[child].parent == node.id for child in node.children)
        assert node.id == ROOT or chart.nodes[str(node.parent)].line == node.line[:-1]
    assert [node.index for node in chart.nodes.values()] == list(range(len(chart.nodes)))
    assert all(target in chart.nodes for way in chart.transitions for target in way.targets)


def test_everything_inside_an_instance_is_whose_that_is_and_people_are_where_something_is_to_be_done() -> None:
    chart = chart_of(
        {"id": "a"}, {"id": "b", "for-each": "group"}, {"id": "b1", "in": "b"},
        {"id": "b2", "in": "b", "order": "free"}, {"id": "b3", "in": "b2"}, {"id": "b4", "in": "b2"}, {"id": "c"},
        b=("ryhma-1", "ryhma-2"),
    )  # fmt: skip
    assert chart.owners["b1@ryhma-2"] == chart.owners["b3@ryhma-2"] == "ryhma-2"
    assert chart.owners["a"] is chart.owners["b"] is chart.owners[ROOT] is None
    for name, node in chart.nodes.items():
        instances = [one for outer in node.line if (one := chart.nodes[outer].instance) is not None]
        assert chart.owners[name] == (instances[-1] if instances else None)
    inside = step(chart, step(chart, begin(chart).configuration, "next").configuration, "next").configuration.active
    leaves = chart.leaves(inside)
    assert [one for one in leaves if one in chart.peopled] == ["b2@ryhma-1.choose", "b2@ryhma-2.choose"]
    assert any(one.endswith(".todo") for one in leaves)
    assert not any(node.id in chart.peopled for node in chart.nodes.values() if node.kind == "final")


def test_a_move_on_next_from_a_step_with_steps_inside_is_taken_when_that_is_done() -> None:
    chart = chart_of(
        {"id": "a"}, {"id": "a1", "in": "a"}, {"id": "a2", "in": "a"}, {"id": "b"}, {"id": "c"},
        moves=({"from": "a", "to": "c"},),
    )  # fmt: skip
    assert after(chart, "next") == ("a", "a2")
    assert after(chart, "next", "next") == ("c",)


def test_a_move_on_a_steps_own_end_is_taken_by_itself() -> None:
    chart = chart_of(
        {"id": "p", "order": "parallel"}, {"id": "a", "in": "p"}, {"id": "b", "in": "p"}, {"id": "c"}, {"id": "d"},
        moves=({"from": "p", "to": "d", "on": "done.state.b"},),
    )  # fmt: skip
    configuration = begin(chart).configuration
    assert step(chart, configuration, "next", within="a").configuration.active[0] == "p"
    assert step(chart, configuration, "next", within="b").configuration.active == ("d",)


def test_a_final_step_ends_what_it_is_part_of() -> None:
    chart = chart_of(
        {"id": "a"}, {"id": "a1", "in": "a"}, {"id": "a2", "in": "a"}, {"id": "valmis", "in": "a", "final": True},
        {"id": "b"},
        moves=({"from": "a1", "to": "valmis", "on": "kesken"},),
    )  # fmt: skip
    assert after(chart, "kesken") == ("b",)
    assert after(chart, "next", "next") == ("b",)


def test_a_final_step_outside_all_others_ends_the_flow() -> None:
    chart = chart_of(
        {"id": "a"}, {"id": "b"}, {"id": "loppu", "final": True}, moves=({"from": "a", "to": "loppu", "on": "kesken"},)
    )
    assert after(chart, "kesken") == ()


def test_a_move_into_a_step_with_instances_leads_to_all_of_them() -> None:
    steps = ({"id": "alku"}, {"id": "g", "for-each": "group"}, {"id": "x", "in": "g"}, {"id": "y", "in": "g"})
    moves = ({"from": "alku", "to": "y", "on": "suoraan"},)
    assert after(chart_of(*steps, moves=moves, g=("r1", "r2")), "suoraan") == ("g", "g@r1", "y@r1", "g@r2", "y@r2")
    assert after(chart_of(*steps, moves=moves, g=()), "suoraan") == ("g",)


def test_a_move_inside_an_instance_stays_in_it() -> None:
    chart = chart_of(
        {"id": "g", "for-each": "group"}, {"id": "x", "in": "g"}, {"id": "y", "in": "g"}, {"id": "loppu"},
        moves=({"from": "y", "to": "x", "on": "takaisin"},),
        g=("r1", "r2"),
    )  # fmt: skip
    configuration = step(chart, begin(chart).configuration, "next").configuration
    back = step(chart, configuration, "takaisin", within="y@r2").configuration
    assert back.active == ("g", "g@r1", "y@r1", "g@r2", "x@r2")


def test_an_atomic_step_for_each_person_is_a_state_for_each() -> None:
    chart = chart_of({"id": "g", "for-each": "participant"}, {"id": "loppu"}, g=("aino", "eero"))
    assert after(chart) == ("g", "g@aino.lane", "g@aino", "g@eero.lane", "g@eero")
    assert after(chart, "next") == ("loppu",)


def test_without_instances_each_such_step_runs_once() -> None:
    flow = Flow(id="f", title=one_step("f").title, step=(one_step("g", for_each="group"), one_step("x", in_="g")))
    assert begin(compile_chart(flow)).configuration.active == ("g", "x")
