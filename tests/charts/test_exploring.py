"""Exploring finds every configuration that a chart can come into, by the shortest ways, and no other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, combinations

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.charts.building import final, scxml, state, way
from tests.charts.strategies import flows, step

from tyopaja.charts import Chart, ChartError, Configuration, Transition, begin, compile_chart
from tyopaja.charts import step as sent
from tyopaja.charts.explored import BEGUN, Explored, way_to
from tyopaja.charts.exploring import TooLarge, explore
from tyopaja.model.flow import Flow, Move
from tyopaja.model.text import Text

END = "the end"
Place = tuple[str, ...] | str


@st.composite
def moving(draw: st.DrawFn) -> Flow:
    """Flows with moves on `next` and on other events, with and without a limit."""
    flow = draw(flows())
    parents = {one.in_ for one in flow.step}
    moves: list[Move] = []
    for _ in range(draw(st.integers(0, 3))):
        to = draw(st.sampled_from([one.id for one in flow.step]))
        moves.append(
            Move(
                from_=draw(st.sampled_from([one.id for one in flow.step if not one.final])),
                to=to,
                on=draw(st.sampled_from(["next", "e1"])),
                at_most=draw(st.sampled_from([None, 2])),
                resume=draw(st.sampled_from(["none", "shallow", "deep"])) if to in parents else "none",
            )
        )
    return evolve(flow, move=tuple(moves))


def events(chart: Chart, active: tuple[str, ...]) -> Iterator[tuple[str, str | None]]:
    """All that people can send, to all and to every state that a command can name."""
    names = {
        event
        for one in chart.transitions
        for event in one.events
        if not event.startswith(("done.state.", "leave."))
    }  # fmt: skip
    aims = [one for one in active if not chart.nodes[one].children]
    aims += [one for one in active if chart.nodes[one].kind == "compound" and chart.nodes[one].step is not None]
    for event in sorted(names):
        for aim in (None, *aims):
            yield event, aim


def choices(chart: Chart) -> list[set[int]]:
    """Every choice of which guarded transitions may be taken."""
    guarded = [one.number for one in chart.transitions if one.at_most is not None]
    return [set(some) for some in chain.from_iterable(combinations(guarded, n) for n in range(len(guarded) + 1))]


def by_hand(chart: Chart, most: int = 150) -> dict[Place, int]:
    """Each configuration that can be reached, and by how many events: all tried, with nothing left out."""

    def place(one: Configuration) -> Place:
        return one.active or END

    may = choices(chart)
    first = [begin(chart, lambda one, some=some: one.number in some).configuration for some in may]  # type: ignore[misc]
    found = {place(one): 0 for one in first}
    seen = {str(one): one for one in first}
    pending = [(one, 0) for one in seen.values()]
    while pending:
        here, count = pending.pop(0)
        assume(len(seen) < most)
        for event, aim in events(chart, here.active):
            for some in may:

                def allows(one: Transition, some: Collection[int] = some) -> bool:
                    return one.number in some

                there = sent(chart, here, event, allows, aim).configuration
                found.setdefault(place(there), count + 1)
                if str(there) not in seen and there.active:
                    seen[str(there)] = there
                    pending.append((there, count + 1))
    return found


def found(explored: Explored, loose: Collection[int] = ()) -> dict[Place, int]:
    """The same, as exploring has it."""
    reached = explored.after([Explored.BEGINNING], loose)
    counts: dict[Place, int] = {}
    for number in reached:
        if number != Explored.BEGINNING:
            length = len(way_to(reached, number)) - 1
            counts.setdefault(explored.active[number] or END, length)
    return counts


@settings(deadline=None, max_examples=60)
@given(moving())
def test_what_is_found_is_what_can_be_reached_and_by_as_few_events(flow: Flow) -> None:
    chart = compile_chart(flow)
    try:
        expected = by_hand(chart)
    except ChartError:
        assume(False)
    assert found(explore(chart)) == expected


@settings(deadline=None, max_examples=60)
@given(moving(), st.data())
def test_a_loose_move_is_one_with_a_condition(flow: Flow, data: st.DataObject) -> None:
    loose = data.draw(st.sets(st.sampled_from(range(len(flow.move)))) if flow.move else st.just(set()))
    limited = tuple(evolve(one, at_most=1) if number in loose else one for number, one in enumerate(flow.move))
    try:
        expected = by_hand(compile_chart(evolve(flow, move=limited)))
    except ChartError:
        assume(False)
    assert found(explore(compile_chart(flow)), loose) == expected


@settings(deadline=None, max_examples=60)
@given(moving())
def test_every_way_can_be_gone(flow: Flow) -> None:
    """The events of a way, sent one after the other, lead to where it ends, with guards as they please."""
    chart = compile_chart(flow)
    try:
        explored = explore(chart)
    except TooLarge:
        assume(False)
    reached = explored.after([Explored.BEGINNING])
    for number in list(reached)[-3:]:
        possible = {""}
        at: dict[str, Configuration] = {}
        for leg in way_to(reached, number):
            nexts: dict[str, Configuration] = {}
            for some in choices(chart):

                def allows(one: Transition, some: Collection[int] = some) -> bool:
                    return one.number in some

                for key in possible:
                    try:
                        change = (
                            begin(chart, allows)
                            if leg.event == BEGUN
                            else sent(chart, at[key], leg.event, allows, leg.within)
                        )
                    except ChartError:
                        continue
                    nexts[str(change.configuration)] = change.configuration
            at, possible = nexts, set(nexts)
        assert explored.active[number] in {one.active for one in at.values()} or number == Explored.BEGINNING


@settings(deadline=None, max_examples=60)
@given(moving())
def test_the_end_can_be_reached_from_where_a_way_leads_there(flow: Flow) -> None:
    try:
        explored = explore(compile_chart(flow))
    except TooLarge:
        assume(False)
    ending = explored.ending()
    for number in range(1, len(explored.active)):
        assert (number in ending) == (Explored.END in explored.after([number]))


def flow_of(*ids: str, moves: tuple[Move, ...] = ()) -> Flow:
    """Steps one after the other."""
    return Flow(id="f", title=Text({"": "F"}), step=tuple(map(step, ids)), move=moves)


def test_what_stands_in_the_way_is_told_with_the_way_that_it_bars() -> None:
    """From `a` one always goes on to `c`, and from `c` back: `b` is behind the first, the end behind the second."""
    moves = (Move(from_="a", to="c"), Move(from_="c", to="a"))
    explored = explore(compile_chart(flow_of("a", "b", "c", moves=moves)))
    way = explored.in_the_way(Explored.BEGINNING, (), lambda leg: "b" in leg.entered)
    assert way is not None
    legs, barring = way
    assert ([leg.event for leg in legs], barring) == ([BEGUN, "next"], (0,))
    out = explored.in_the_way(Explored.BEGINNING, (), lambda leg: leg.end == Explored.END)
    assert out is not None
    assert out[1] == (1,)
    assert explored.in_the_way(Explored.BEGINNING, (), lambda leg: "d" in leg.entered) is None


def test_a_state_that_nothing_leads_on_from_and_one_that_only_goes_round_are_told_apart() -> None:
    chart = scxml(
        state("a", way("x", "dead"), way("y", "round"), way("next", "over")),
        state("dead"),
        state("round", way("next", "round")),
        final("over"),
    )
    explored = explore(chart)
    stuck = {explored.active[one]: one for one in explored.after([0]) if one not in explored.ending()}
    assert stuck.keys() == {("dead",), ("round",)}
    assert stuck["dead",] not in explored.leading_from
    assert [leg.end for leg in explored.leading_from[stuck["round",]]] == [stuck["round",]]


def test_what_may_be_left_undone_does_not_count() -> None:
    """By leaving a parallel step as a whole a facilitator gets out of a lane that goes round for ever."""
    steps = (step("p", order="parallel"), step("l", in_="p"), step("m", in_="p"), step("z"))
    flow = Flow(id="f", title=Text({"": "F"}), step=steps, move=(Move(from_="l", to="l"),))
    explored = explore(compile_chart(flow))
    assert Explored.END not in explored.after([0])
    assert Explored.END in explored.after([0], {0})


def test_a_chain_without_an_end_is_told_with_the_move_that_goes_round_in_it() -> None:
    steps = (step("a"), step("x"), step("y", in_="x"), step("z", in_="x", final=True))
    moves = (Move(from_="a", to="z", on="e1"), Move(from_="x", to="z"))
    explored = explore(compile_chart(Flow(id="f", title=Text({"": "F"}), step=steps, move=moves)))
    assert {(one.event, one.move) for one in explored.endless} == {("e1", 1), ("next", 1)}


def test_the_final_state_of_a_flow_is_entered_though_nobody_sees_it() -> None:
    steps = (step("a"), step("z", final=True))
    explored = explore(compile_chart(Flow(id="f", title=Text({"": "F"}), step=steps)))
    assert explored.entered(explored.after([0])) == {"a", "z"}


def test_seeds_are_begun_at_too() -> None:
    flow = flow_of("a", "b", "c", moves=(Move(from_="a", to="c"),))
    assert ("b",) not in found(explore(compile_chart(flow)))
    assert ("b",) in found(explore(compile_chart(flow), [("b",)]))


def test_a_chart_that_is_too_large_is_given_up() -> None:
    lanes = [step(f"{lane}{number}", in_=f"{lane}") for lane in "abcd" for number in range(9)]
    steps = [step("p", order="parallel")]
    for lane in "abcd":
        steps += [step(lane, in_="p"), *(one for one in lanes if one.in_ == lane)]
    with pytest.raises(TooLarge):
        explore(compile_chart(Flow(id="f", title=Text({"": "F"}), step=tuple(steps))))
