"""What the checks say of the ways through a flow is so in its chart, and what they do not say is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import evolve
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from tests.charts.building import scxml, state, way
from tests.charts.strategies import flows
from tests.charts.strategies import step as made
from tests.definitions.checks.conftest import VOCABULARY

from tyopaja.charts import ChartError, Configuration, Transition, begin, compile_chart
from tyopaja.charts import step as sent
from tyopaja.charts.explored import Explored
from tyopaja.charts.exploring import TooLarge, explore
from tyopaja.definitions.checks import proof
from tyopaja.definitions.checks.ground import Ground
from tyopaja.definitions.checks.outline import Outline, always
from tyopaja.definitions.checks.proof import Part, Ways, draw_ways
from tyopaja.definitions.checks.ways import check_ways
from tyopaja.definitions.problems import Finding
from tyopaja.model.flow import Flow, Joining, Move, Step
from tyopaja.model.pack import Pack
from tyopaja.model.text import Text

NEVER_ENDING = {"endless-loop", "never-joined", "dead-end", "endless-chain"}
thorough = settings(deadline=None)


LANES = (("p", None), ("pa", "p"), ("pa0", "pa"), ("pa1", "pa"), ("pb", "p"), ("pb0", "pb"), ("pb1", "pb"))
"""Steps that run side by side, each with what it is part of."""


@st.composite
def moving(draw: st.DrawFn, lanes: bool = False) -> Flow:
    """Flows with moves of every sort, most without a condition; `lanes`: two lanes of two steps at their end."""
    flow = draw(flows())
    if lanes:
        ending = (
            Step(id=one, title=Text({"": one}), in_=around, order="sequence" if around else "parallel")
            for one, around in LANES
        )
        flow = evolve(flow, step=(*(step for step in flow.step if not step.final), *ending))
    parents = {step.in_ for step in flow.step if step.in_}
    done = [f"done.state.{step}" for step in sorted(parents)]
    moves: list[Move] = []
    for _ in range(draw(st.integers(0, 3))):
        to = draw(st.sampled_from([step.id for step in flow.step]))
        moves.append(
            Move(
                from_=draw(st.sampled_from([step.id for step in flow.step if not step.final])),
                to=to,
                on=draw(st.sampled_from(["next", "next", "ohi", *done])),
                at_most=draw(st.sampled_from([None, None, 2])),
                resume=draw(st.sampled_from(["none", "none", "deep"])) if to in parents else "none",
            )
        )
    return evolve(flow, move=tuple(moves))


def ground(flow: Flow) -> Ground:
    """A flow in a pack of its own."""
    return Ground(flow, Pack(format=1, id="p", version="1", title=Text({"": "P"})), VOCABULARY)


def proved(flow: Flow) -> tuple[list[Finding], Ways]:
    """What is found, and the ways as they are then."""
    ways = draw_ways(Outline.of(flow), flow, ())
    assert ways is not None
    found: list[Finding] = []
    checking = check_ways(ground(flow), ways)
    while True:
        try:
            found.append(next(checking))
        except StopIteration as stopped:
            return found, stopped.value


def steps_of(found: list[Finding], flow: Flow, code: str) -> set[str]:
    """The steps that findings of a sort are about."""
    return {flow.step[int(one.path[1])].id for one in found if one.code == code}


@thorough
@given(moving())
def test_a_step_is_missed_and_the_end_out_of_reach_where_something_is_found_and_else_not(flow: Flow) -> None:
    try:
        explored = explore(compile_chart(flow))
    except TooLarge:
        assume(False)
    reached = explored.after([Explored.BEGINNING])
    missed = {step.id for step in flow.step} - explored.entered(reached)
    ending = explored.ending()
    found, ways = proved(flow)
    event("explored" if ways.parts else "plain")
    codes = {one.code for one in found}
    assert steps_of(found, flow, "unreachable-step") <= missed
    if not codes & NEVER_ENDING:
        assert bool(missed) == ("unreachable-step" in codes)
        assert all(number in ending for number in reached)
    if codes & {"endless-loop", "never-joined", "dead-end"} and "shadowed-move" not in codes:
        assert any(number not in explored.ending() for number in reached) or missed
    taken = {move for leg in explored.legs if not leg.against for move in leg.moves}
    shadowed = {int(one.path[1]) for one in found if one.code == "shadowed-move"}
    assert shadowed.isdisjoint(taken)


@thorough
@given(moving() | moving(lanes=True), st.data())
def test_however_a_session_goes_it_never_comes_to_a_step_that_was_said_to_be_missed(
    flow: Flow, data: st.DataObject
) -> None:
    """Also where the flow is explored in parts."""
    most = data.draw(st.sampled_from([3, 1_000]))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(proof, "MOST", most)
        found, ways = proved(flow)
    event(f"{min(len(ways.parts), 3)} parts")
    missed = steps_of(found, flow, "unreachable-step")
    shadowed = {int(one.path[1]) for one in found if one.code == "shadowed-move"}
    for step, taken in session(flow, data):
        assert step not in missed
        assert shadowed.isdisjoint(taken)


def session(flow: Flow, data: st.DataObject) -> Iterator[tuple[str, set[int]]]:
    """What a random session enters, and the moves that it takes to get there."""
    chart = compile_chart(flow)
    events = sorted({one for way in chart.transitions for one in way.events if "." not in one or "choose" in one})

    def allows(way: Transition) -> bool:
        free = way.move is None or not always(flow.move[way.move])
        return not free or data.draw(st.booleans())

    try:
        change = begin(chart, allows)
        now: Configuration = change.configuration
        for _ in range(25):
            for entered in change.entered:
                yield entered, {way.move for way in change.taken if way.move is not None}
            if not now.active:
                return
            within = data.draw(st.sampled_from([None, *chart.leaves(now.active)]))
            change = sent(chart, now, data.draw(st.sampled_from(events)), allows, within)
            now = change.configuration
    except ChartError:
        return


def test_what_one_lane_leads_to_is_reached_with_every_lane_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """In parts: from the lane `b`, which is enough, it goes on to `p` with both its lanes; from `a` only into one."""
    monkeypatch.setattr(proof, "MOST", 3)
    steps = (
        *(made("s", order="parallel", join=Joining("quorum", 1)), made("a", in_="s")),
        *(made("a0", in_="a"), made("a1", in_="a"), made("b", in_="s")),
        *(made(one, in_=around, order="sequence" if around else "parallel") for one, around in LANES),
    )
    flow = Flow(id="f", title=Text({"": "F"}), step=steps, move=(Move(from_="a", to="pa1"),))
    found, ways = proved(flow)
    assert len(ways.parts) == 2
    assert found == []


@thorough
@given(moving(lanes=True))
def test_in_parts_a_loop_is_found_only_where_there_is_one(flow: Flow) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(proof, "MOST", 3)
        found, ways = proved(flow)
    event(f"{min(len(ways.parts), 3)} parts")
    try:
        explored = explore(compile_chart(flow))
    except TooLarge:
        assume(False)
    codes = {one.code for one in found}
    if codes & NEVER_ENDING and "shadowed-move" not in codes and "unreachable-step" not in codes:
        reached = explored.after([Explored.BEGINNING])
        assert explored.endless or any(number not in explored.ending() for number in reached)


@thorough
@given(moving())
def test_when_what_was_found_is_mended_nothing_is_found(flow: Flow) -> None:
    """Giving each move that was named a limit, and moving final steps out of the way, leaves a sound flow or shows what
    was behind it: after as many rounds as there are moves and steps nothing is left."""
    for _ in range(len(flow.move) + len(flow.step) + 1):
        found, _ = proved(flow)
        moves = {int(one.path[1]) for one in found if one.path[0] == "move"}
        if not found:
            return
        named = {
            number
            for number, move in enumerate(flow.move)
            for one in found
            if number in moves or (always(move) and f"'{move.from_}'" in one.message)
        }
        shadowed = {int(one.path[1]) for one in found if one.code in ("shadowed-move", "endless-chain")}
        limited = tuple(
            evolve(move, at_most=1) if number in named else move
            for number, move in enumerate(flow.move)
            if number not in shadowed
        )
        steps = flow.step
        if any(one.path[0] == "step" for one in found) and limited == flow.move:
            steps = tuple(evolve(step, final=False) for step in flow.step)
        assert (limited, steps) != (flow.move, flow.step)
        flow = evolve(flow, move=limited, step=steps)
    pytest.fail("something is found again and again")


def test_what_a_chart_alone_would_do_wrong_is_told_too() -> None:
    """No move is to blame for a chart that has no way on: a dead end and a round are told apart."""
    steps = tuple(Step(id=name, title=Text({"": name})) for name in ("a", "b", "c"))
    flow = Flow(id="f", title=Text({"": "F"}), step=steps)
    outline = Outline.of(flow)
    assert outline is not None
    for on, code, message in (
        ((), "dead-end", "Nothing leads on from 'b'. Commands that lead there: advance."),
        ((way("next", "b"),), "endless-loop", "From 'b' on it only goes round: nothing leads to the end."),
    ):
        chart = scxml(
            state("a", way("next", "b"), way("ohi", "c")),
            state("b", *on),
            state("c", way("next", "z")),
            {"id": "z", "kind": "final", "inside": ()},
        )
        # `scxml` knows no steps: each state stands for the step of its name.
        nodes = {
            name: evolve(node, step=name if name in outline.parents else None) for name, node in chart.nodes.items()
        }
        part = Part(frozenset(outline.parents), explore(evolve(chart, nodes=nodes)), ())
        ways = Ways(outline, flow, {}, explored={(): (part,)})
        (found,) = check_ways(ground(flow), ways)
        assert (found.code, found.path) == (code, ("step", 1))
        assert found.message.startswith(message)


@thorough
@given(moving(), st.data())
def test_what_comes_after_a_step_is_what_the_chart_can_still_come_to(flow: Flow, data: st.DataObject) -> None:
    """Exactly that where it was explored as one; never less where it was not."""
    found, ways = proved(flow)
    assume(not found)
    try:
        explored = explore(compile_chart(flow))
    except TooLarge:
        assume(False)
    places = ways.outline.place
    place = data.draw(st.sampled_from(sorted(places.values())))
    leaf = ways.outline.leaves[place]
    here = {number for number, active in enumerate(explored.active) if leaf in active}
    here |= {leg.end for leg in explored.legs if leaf in leg.entered}
    expected = {places[step] for step in explored.entered(explored.after(here)) if step in places} | {place}
    assert ways.after([place]) == expected if ways.whole else ways.after([place]) >= expected
