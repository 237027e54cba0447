"""The commands that a finding tells, carried out in a session, lead where it says."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.strategies import step
from tests.definitions.checks import test_way_checks
from tests.definitions.checks.test_way_checks import proved

from tyopaja.definitions.problems import Finding
from tyopaja.errors import Refused, UnknownId
from tyopaja.model.flow import Condition, Flow, Groups, Move
from tyopaja.model.pack import Definitions, Pack
from tyopaja.model.text import Text
from tyopaja.model.wire import command_from_table
from tyopaja.testing.strategies import BEGINNING, History, begun

Commands = list[tuple[str, dict[str, str]]]
SHOWN = re.compile(r"Commands that (lead there|lead past it|show it|set it off): (.*?)(?:; from then on [a-z ]+)?\.$")


def flow_of(*ids: str, moves: tuple[Move, ...]) -> Flow:
    """Steps one after the other."""
    return Flow(id="f", title=Text({"": "F"}), step=tuple(map(step, ids)), move=moves)


@st.composite
def moving(draw: st.DrawFn) -> Flow:
    """Flows with more moves than do them good, many of which may be taken so many times only."""
    flow = draw(test_way_checks.moving() | test_way_checks.moving(lanes=True))
    sources, targets = [one.id for one in flow.step if not one.final], [one.id for one in flow.step]
    further = st.builds(
        Move,
        from_=st.sampled_from(sources),
        to=st.sampled_from(targets),
        on=st.sampled_from(["next", "next", "ohi"]),
        at_most=st.sampled_from([1, 1, 2, 3, None]),
    )
    return evolve(flow, move=(*flow.move, *draw(st.lists(further, max_size=4))))


@st.composite
def in_groups(draw: st.DrawFn) -> Flow:
    """Flows with a step that runs for each group, and no move out of it but from itself."""
    flow = draw(test_way_checks.moving() | test_way_checks.moving(lanes=True))
    outermost = [one.id for one in flow.step if one.in_ is None and not one.final and one.order == "sequence"]
    if not outermost:
        return flow
    chosen = draw(st.sampled_from(outermost))
    parents = {one.id: one.in_ for one in flow.step}

    def inside(name: str | None) -> bool:
        return name is not None and (parents[name] == chosen or inside(parents[name]))

    steps = tuple(
        evolve(one, for_each="group", groups=Groups(count=2)) if one.id == chosen else one for one in flow.step
    )
    moves = tuple(
        one
        for one in flow.move
        if (inside(one.from_) == inside(one.to) or (inside(one.from_) and one.to == chosen))
        and not (one.to == chosen and one.resume != "none")
    )
    return evolve(flow, step=steps, move=moves)


class Day:
    """A session with a facilitator and participants."""

    def __init__(self, flow: Flow, people: int = 4) -> None:
        pack = Pack(format=1, id="p", version="1", title=Text({"": "P"}))
        self.history: History = begun(Definitions.of(pack, flow, {}))
        self.number = 0
        self.do("join", role="facilitator")
        for number in range(people):
            self.do("join", by=f"p{number}", role="participant")

    def do(self, command: str, by: str = "ilse", **keys: Any) -> None:
        """Carry a command out. Raises Refused, UnknownId."""
        self.number += 1
        when = {"id": f"c{self.number}", "at": BEGINNING + timedelta(minutes=self.number)}
        refused = len(self.history.refused)
        self.history = self.history.do(command_from_table({"command": command, "by": by, **when, **keys}))
        if len(self.history.refused) > refused:
            raise self.history.refused[-1]

    @property
    def steps(self) -> tuple[str, ...]:
        """What is going on."""
        return self.history.state.steps

    def ever(self, step: str) -> bool:
        """Whether a step was ever entered."""
        return any(one.partition("@")[0] == step for one in self.history.state.visits)

    def took(self, move: int) -> bool:
        """Whether a move was ever taken."""
        return any(one.partition("@")[0] == str(move) for one in self.history.state.moves)

    def comes_to_an_end(self, events: list[str], lot: Random) -> bool:
        """Whether going on by chance leads to the end."""
        for _ in range(25):
            if not self.steps:
                return True
            one = lot.choice(["advance", "advance", *events])
            command = {"command": "advance"} if one == "advance" else {"command": "go", "event": one}
            leaf = lot.choice([None, *(leaf for leaf in self.history.state.leaves if "." not in leaf)])
            try:
                self.do(**command, **({} if leaf is None else {"step": leaf}))
            except (Refused, UnknownId):
                continue
        return False


def told(finding: Finding) -> tuple[str, Commands] | None:
    """What the commands of a finding are said to do, and the commands; None where none are told, or where they hang on
    what cannot be brought about, such as that another mistake is mended first."""
    shown = SHOWN.search(finding.message)
    if shown is None or " without the move" in shown[2] or " by the move" in shown[2]:
        return None
    commands: Commands = []
    for written in shown[2].split(", "):
        run = re.fullmatch(r"(.*) \((\d+) times\)", written)
        name, *keys = (run[1] if run else written).split(" ")
        commands += [(name, dict(key.split("=", 1) for key in keys))] * (int(run[2]) if run else 1)
    return shown[1], commands


def carry_out(flow: Flow) -> None:
    """Carry out what each finding tells."""
    for finding in proved(flow)[0]:
        shown = told(finding)
        if shown is None:
            continue
        what, commands = shown
        day = Day(flow)
        for name, keys in commands:
            day.do(name, **keys)
        if what == "lead past it":
            assert not day.ever(flow.step[int(finding.path[1])].id)
        elif what == "show it":
            assert not day.took(int(finding.path[1]))
        elif what == "lead there":
            assert day.steps
            events = sorted({one.on for one in flow.move if "." not in one.on and one.on != "next"})
            assert not any(again(day).comes_to_an_end(events, Random(lot)) for lot in range(5))


def again(day: Day) -> Day:
    """The same day, to be gone on with in another way."""
    other = object.__new__(Day)
    other.history, other.number = day.history, day.number
    return other


@settings(deadline=None, max_examples=60)
@given(moving())
def test_they_lead_where_it_is_said(flow: Flow) -> None:
    carry_out(flow)


@settings(deadline=None, max_examples=60)
@given(in_groups())
def test_they_do_so_where_people_work_in_groups_too(flow: Flow) -> None:
    carry_out(flow)


def test_a_move_that_may_be_taken_so_many_times_is_taken_so_many_times_first() -> None:
    moves = (Move(from_="b", to="d", on="ohi"), Move(from_="b", to="a", at_most=2), Move(from_="c", to="c"))
    flow = flow_of("a", "b", "c", "d", moves=moves)
    (found,) = proved(flow)[0]
    assert "Commands that lead there: advance (6 times); from then on" in found.message
    carry_out(flow)


def test_in_a_flow_that_begins_with_groups_the_first_command_makes_them() -> None:
    steps = (step("g", for_each="group", groups=Groups(count=2)), step("ga", in_="g"), step("gb", in_="g"))
    moves = (Move(from_="gb", to="gb", on="ohi"), Move(from_="gb", to="ga", on="ohi"))
    flow = Flow(id="f", title=Text({"": "F"}), step=steps, move=moves)
    (found,) = proved(flow)[0]
    assert found.message.endswith("Commands that show it: advance (2 times), go event=ohi.")
    carry_out(flow)


def test_from_a_step_in_any_order_one_is_chosen_by_name() -> None:
    """`advance` with the name of the whole would leave it."""
    steps = (
        step("p", order="parallel"),
        step("a", in_="p", order="free"),
        step("a1", in_="a"),
        step("a2", in_="a"),
        step("b", in_="p"),
    )
    moves = (Move(from_="b", to="b"), Move(from_="a1", to="a1", on="ohi"), Move(from_="a1", to="a2", on="ohi"))
    flow = Flow(id="f", title=Text({"": "F"}), step=steps, move=moves)
    assert not any("step=a " in one.message or "step=a," in one.message for one in proved(flow)[0])
    carry_out(flow)


@pytest.mark.parametrize(
    ("moves", "shown"),
    [
        ((Move(from_="b", to="b"), Move(from_="c", to="c")), "advance, advance without the move from 'b' to 'b'"),
        (
            (Move(from_="b", to="a", at_most=2_000), Move(from_="c", to="c"), Move(from_="b", to="d", on="ohi")),
            "advance, advance without the move from 'b' to 'a'",
        ),
    ],
)
def test_what_they_take_for_granted_is_said_with_them(moves: tuple[Move, ...], shown: str) -> None:
    """That what was said before is mended; that a move has been taken as often as it may be."""
    found = proved(flow_of("a", "b", "c", "d", moves=moves))[0]
    assert f"Commands that lead there: {shown}; from then on" in found[-1].message


def test_of_a_condition_it_is_said_whether_it_is_taken_to_hold() -> None:
    over = Condition(join="leaf", table={"time": "over"})
    moves = (Move(from_="b", to="d", when=over), Move(from_="c", to="c"))
    (found,) = proved(flow_of("a", "b", "c", "d", moves=moves))[0]
    assert "Commands that lead there: advance, advance without the move from 'b' to 'd'; from then" in found.message
