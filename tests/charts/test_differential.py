"""Random charts and random events: our charts against the standard's algorithm in its plainest form, against
python-statemachine's SCXML reader, and against sismic."""

from __future__ import annotations

import logging
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sismic.exceptions import SismicError
from sismic.interpreter import Interpreter
from sismic.model import (
    BasicState,
    CompoundState,
    DeepHistoryState,
    FinalState,
    OrthogonalState,
    ShallowHistoryState,
    Statechart,
)
from sismic.model import Transition as Way
from statemachine.io.scxml.processor import SCXMLProcessor
from tests.charts.naive import Naive
from tests.charts.strategies import EVENTS, flows, sent
from tests.charts.strategies import step as made

from tyopaja.charts import Chart, ChartError, Configuration, begin, compile_chart, step
from tyopaja.charts.nodes import ROOT, Transition
from tyopaja.drawings.scxml import event_of, scxml, state_of
from tyopaja.model.flow import Flow, Move
from tyopaja.model.text import Text

logging.getLogger("statemachine").setLevel(logging.ERROR)
STREAMS = st.lists(st.sampled_from(EVENTS), max_size=12)


@given(flows(), STREAMS)
def test_a_chart_moves_as_the_standards_algorithm_says(flow: Flow, events: list[str]) -> None:
    chart = compile_chart(flow)
    naive = Naive(chart)
    try:
        naive.start()
        configuration = begin(chart).configuration
        assert set(configuration.active) == naive.active
        for one in events:
            event = sent(chart, configuration.active, one)
            naive.send(event)
            configuration = step(chart, configuration, event).configuration
            assert set(configuration.active) == naive.active, event
            if naive.running:
                known = {name: set(states) for name, states in configuration.memory.items()}
                assert known == naive.history
    except ChartError:
        assume(False)  # it goes round for ever, which the plain one would do as well


@settings(deadline=None, max_examples=60)
@given(flows(), STREAMS)
def test_an_exported_chart_runs_alike_in_python_statemachine(flow: Flow, events: list[str]) -> None:
    """Not compared: what follows once all regions of a parallel state right below the root are done while that state is
    active still. There python-statemachine stops; by SCXML 3.7 only a final child of the root stops the interpreter.
    Nor what follows where two regions would go ways that conflict, neither from inside the other: by 3.13 the first in
    document order goes, and python-statemachine does not sort states by that."""
    chart = compile_chart(flow)
    processor = SCXMLProcessor()
    processor.parse_scxml("f", scxml(chart, flow))
    machine: Any = processor.start()  # type: ignore[no-untyped-call]
    configuration = begin(chart).configuration
    for one in ("", *events):
        if one:
            event = sent(chart, configuration.active, one)
            if goes_by_document_order(chart, configuration, event):
                return
            configuration = step(chart, configuration, event).configuration
            machine.send(event_of(event))
        theirs = {state_of(state.id) for state in machine.configuration}
        assert theirs == set(configuration.active) or (over(chart, theirs) and not configuration.active), one
        outermost = configuration.active[:1]
        if not outermost or (chart.nodes[outermost[0]].kind == "parallel" and is_done(chart, outermost[0], theirs)):
            return


def goes_by_document_order(chart: Chart, configuration: Configuration, event: str) -> bool:
    """Whether a way is preempted by one that does not come from further inside, but from an earlier region."""
    taken = step(chart, configuration, event).taken
    lines = (step(chart, configuration, event, within=leaf).taken[:1] for leaf in chart.leaves(configuration.active))
    preempted = {ways[0] for ways in lines if ways and ways[0] not in taken}
    return any(not any(chart.is_within(way.source, one.source) for way in taken) for one in preempted)


def over(chart: Chart, states: set[str]) -> bool:
    """Whether the whole flow is over: for us that is the empty configuration, for others its final state."""
    return all(chart.nodes[state].kind == "final" and chart.nodes[state].parent == ROOT for state in states)


def test_of_two_regions_the_first_in_document_order_goes() -> None:
    """SCXML 3.13. What python-statemachine makes of it is another configuration, as long as it sorts states otherwise;
    when that is mended, `goes_by_document_order` can go."""
    steps = (
        *(made("p", order="parallel"), made("a", in_="p", order="free"), made("a0", in_="a"), made("a1", in_="a")),
        *(made("b", in_="p"), made("b0", in_="b"), made("b1", in_="b", final=True)),
    )
    moves = (Move(from_="a", to="p", on="e1"), Move(from_="b", to="a0", on="e1"))
    flow = Flow(id="f", title=Text({"": "F"}), step=steps, move=moves)
    chart = compile_chart(flow)
    configuration = begin(chart).configuration
    assert goes_by_document_order(chart, configuration, "e1")
    change = step(chart, configuration, "e1")
    assert [way.source for way in change.taken] == ["a"]
    naive = Naive(chart)
    naive.start()
    naive.send("e1")
    assert naive.active == set(change.configuration.active)
    processor = SCXMLProcessor()
    processor.parse_scxml("f", scxml(chart, flow))
    machine: Any = processor.start()  # type: ignore[no-untyped-call]
    machine.send("e1")
    assert {state_of(state.id) for state in machine.configuration} != naive.active


def in_sismic(chart: Chart) -> Interpreter:
    """The chart in sismic's model. Its guards are Python, and `active` is its `In()`."""
    made = Statechart("f")
    for node in chart.nodes.values():
        parent = None if node.id == ROOT else name(str(node.parent))
        kind = {"atomic": BasicState, "final": FinalState}.get(node.kind)
        if kind is not None:
            made.add_state(kind(name(node.id)), parent)
        elif node.kind == "compound":
            made.add_state(CompoundState(name(node.id), initial=name(str(node.initial))), parent)
        elif node.kind == "parallel":
            made.add_state(OrthogonalState(name(node.id)), parent)
        else:
            around = chart.nodes[str(node.parent)]
            history = DeepHistoryState if node.deep else ShallowHistoryState
            made.add_state(history(name(node.id), memory=name(str(around.initial))), parent)
    for way in chart.transitions:
        for event in way.events or (None,):
            made.add_transition(Way(name(way.source), name(way.targets[0]), event=event, guard=guard(way)))
    return Interpreter(made)


def name(state: str) -> str:
    """A state's name; the root must have one."""
    return state or "root"


def guard(way: Transition) -> str | None:
    """The guard as sismic writes it."""
    if not way.inside:
        return None
    return f"sum([{', '.join(f'active({state!r})' for state in way.inside)}]) >= {way.at_least or len(way.inside)}"


@settings(deadline=None, max_examples=60)
@given(flows(resumes=False), STREAMS)
def test_a_chart_runs_alike_in_sismic_as_far_as_the_two_agree(flow: Flow, events: list[str]) -> None:
    """Left out, since sismic goes by other rules: two transitions that conflict, which it refuses where SCXML 3.13 lets
    one preempt the other; histories, whose default it knows one of only (SCXML 3.10 lets a parallel state have one for
    each region); and ways into one region of a parallel state, where it enters no other (appendix D,
    addAncestorStatesToEnter, enters them all). It has no `done.state.…` (SCXML 3.7): the test sends those when a final
    state is entered."""
    chart = compile_chart(flow)
    assume(not any(leads_into_a_region(chart, way) for way in chart.transitions))
    machine = in_sismic(chart)
    machine.execute()
    before: set[str] = set(machine.configuration)
    configuration = begin(chart).configuration
    for one in ("", *events):
        event = sent(chart, configuration.active, one)
        try:
            if one:
                configuration = step(chart, configuration, event).configuration
                machine.queue(event).execute()
            pending = raised(chart, before, set(machine.configuration))
            while pending:
                before = set(machine.configuration)
                machine.queue(pending.pop(0)).execute()
                pending += raised(chart, before, set(machine.configuration))
            before = set(machine.configuration)
        except SismicError:
            return
        theirs, ours = before - {"root"}, set(configuration.active)
        assert theirs == ours or (not ours and over(chart, theirs)), (one, ours)
        if not ours:
            return


def leads_into_a_region(chart: Chart, way: Transition) -> bool:
    """Whether a transition leads into a region of a parallel state that its source is not in."""
    outside = chart.nodes[way.source].line
    lines = (chart.nodes[target].line for target in way.targets)
    return any(
        chart.nodes[around].kind == "parallel" and region not in outside
        for line in lines
        for around, region in pairwise(line)
    )


def raised(chart: Chart, before: set[str], now: set[str]) -> list[str]:
    """The events that entering final states raises in SCXML (3.7)."""
    found = []
    for state in sorted(now - before - {"root"}, key=lambda one: chart.nodes[one].index):
        node = chart.nodes[state]
        if node.kind == "final" and node.parent != ROOT:
            found.append(f"done.state.{node.parent}")
            above = chart.nodes[str(chart.nodes[str(node.parent)].parent)]
            if above.kind == "parallel" and all(is_done(chart, child, now) for child in above.children):
                found.append(f"done.state.{above.id}")
    return found


def is_done(chart: Chart, state: str, now: set[str]) -> bool:
    """SCXML, appendix D: isInFinalState."""
    node = chart.nodes[state]
    if node.kind == "parallel":
        return all(is_done(chart, child, now) for child in node.children)
    return any(chart.nodes[child].kind == "final" and child in now for child in node.children)
