"""The ways that the checks reason about are those that the engine takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tyopaja.definitions.checks.outline import Outline, Ways, always
from tyopaja.engine.chart import compile_chart, following, leaf, moves_on, take
from tyopaja.model.flow import Flow, Move, Step
from tyopaja.model.text import Text


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Any tree of steps in file order, with any moves between them."""
    steps: list[Step] = []
    around: list[str] = []
    for number in range(draw(st.integers(1, 9))):
        del around[draw(st.integers(0, len(around))) :]
        name = f"s{number}"
        steps.append(Step(id=name, title=Text({"": name}), in_=around[-1] if around else None))
        around.append(name)
    names = st.sampled_from([step.id for step in steps])
    limits = st.sampled_from([None, 2])
    moves = st.builds(Move, from_=names, to=names, on=st.sampled_from(["next", "toinen"]), at_most=limits)
    return Flow(id="f", title=Text({"": "F"}), step=tuple(steps), move=tuple(draw(st.lists(moves, max_size=6))))


@given(flows())
def test_from_each_step_the_ways_are_those_of_the_engine(flow: Flow) -> None:
    chart, outline = compile_chart(flow), Outline.of(flow)
    assert outline is not None
    assert outline.leaves == chart.leaves
    ways = Ways(outline, dict(enumerate(flow.move)))
    for place, step in enumerate(chart.leaves):
        here = chart.nodes[step].line
        expected: set[str | None] = set()
        for event in ("next", "toinen"):
            for _, move in moves_on(chart, here, event):
                expected.add(leaf(take(chart, here, move.from_, move.to).now))
                if always(move):
                    break
            else:
                if event == "next":
                    expected.add(leaf(take(chart, here, *following(chart, here)).now))
        assert {(*chart.leaves, None)[aim] for aim in ways.steps[place]} == expected


@given(flows())
def test_a_step_is_stuck_when_the_end_is_not_among_what_comes_after_it(flow: Flow) -> None:
    outline = Outline.of(flow)
    assert outline is not None
    ways = Ways(outline, dict(enumerate(flow.move)))
    end = len(outline.leaves)
    assert ways.stuck == {place for place in range(end) if end not in ways.after([place])}
