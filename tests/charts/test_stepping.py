"""Laws of moving in a chart, over random flows and events."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.charts.strategies import EVENTS, flows, sent
from tests.charts.strategies import step as one_step

from tyopaja.charts import Change, Chart, ChartError, Configuration, begin, compile_chart, jump, restaff, step
from tyopaja.model.flow import Flow, Joining, Move
from tyopaja.model.text import Text

STREAMS = st.lists(st.sampled_from(EVENTS), max_size=12)


def legal(chart: Chart, active: tuple[str, ...]) -> bool:
    """SCXML 3.11: with each state those around it, one child of each compound one, all regions of each parallel one."""
    now = set(active)
    counts = {state: sum(child in now for child in chart.nodes[state].children) for state in active}
    return (
        all(now.issuperset(chart.nodes[state].line) for state in active)
        and all(counts[state] == 1 for state in active if chart.nodes[state].kind == "compound")
        and all(
            counts[state] == len(chart.nodes[state].children)
            for state in active
            if chart.nodes[state].kind == "parallel"
        )
        and not any(chart.nodes[state].kind == "history" for state in active)
    )


def played(chart: Chart, events: list[str]) -> list[tuple[Configuration, Change]]:
    """Each configuration with the change that the event made of it."""
    found = []
    try:
        change = begin(chart)
        found.append((Configuration(), change))
        for one in events:
            before = change.configuration
            change = step(chart, before, sent(chart, before.active, one))
            found.append((before, change))
    except ChartError:
        assume(False)
    return found


@given(flows(), STREAMS)
def test_a_configuration_is_legal_and_in_document_order(flow: Flow, events: list[str]) -> None:
    chart = compile_chart(flow)
    for _, change in played(chart, events):
        active = change.configuration.active
        assert legal(chart, active)
        assert list(active) == sorted(active, key=lambda state: chart.nodes[state].index)
        assert len({chart.nodes[state].line[0] for state in active}) <= 1


@given(flows(), STREAMS)
def test_what_is_left_and_entered_makes_the_one_configuration_of_the_other(flow: Flow, events: list[str]) -> None:
    chart = compile_chart(flow)
    for before, change in played(chart, events):
        counts = dict.fromkeys(chart.nodes, 0)
        for state in before.active:
            counts[state] += 1
        for state in change.entered:
            counts[state] += 1
        for state in change.left:
            counts[state] -= 1
        now = {state for state, count in counts.items() if count}
        assert all(count in (0, 1) for count in counts.values())
        assert now == set(change.configuration.active)


@given(flows(), STREAMS)
def test_the_same_question_has_the_same_answer_on_a_fresh_chart_and_on_one_that_remembers(
    flow: Flow, events: list[str]
) -> None:
    chart = compile_chart(flow)
    first = played(chart, events)
    assert [change[:3] for _, change in played(chart, events)] == [change[:3] for _, change in first]
    assert [change[:3] for _, change in played(compile_chart(flow), events)] == [change[:3] for _, change in first]


@given(flows())
def test_a_facilitator_can_jump_anywhere_and_is_there(flow: Flow) -> None:
    chart = compile_chart(flow)
    try:
        configuration = begin(chart).configuration
        for name, states in chart.states_of.items():
            source = configuration.active[-1] if configuration.active else None
            change = jump(chart, configuration, states[:1], source)
            assert legal(chart, change.configuration.active)
            assert name in change.entered or chart.nodes[states[0]].kind == "final"
            configuration = change.configuration
    except ChartError:
        assume(False)


def flow_of(*steps: object, moves: tuple[Move, ...] = ()) -> Flow:
    """A flow of steps."""
    return Flow(id="f", title=Text({"": "F"}), step=steps, move=moves)  # type: ignore[arg-type]


EACH = flow_of(
    one_step("alku"),
    one_step("ryhmat", for_each="group"),
    one_step("a", in_="ryhmat"),
    one_step("b", in_="ryhmat"),
    one_step("loppu"),
)


def instances(*groups: str) -> Chart:
    """The chart with groups."""
    return compile_chart(EACH, {"ryhmat": groups})


def test_an_event_within_one_state_moves_in_that_region_alone() -> None:
    chart = instances("r1", "r2")
    configuration = step(chart, begin(chart).configuration, "next").configuration
    assert configuration.active == ("ryhmat", "ryhmat@r1", "a@r1", "ryhmat@r2", "a@r2")
    moved = step(chart, configuration, "next", within="a@r2").configuration
    assert moved.active == ("ryhmat", "ryhmat@r1", "a@r1", "ryhmat@r2", "b@r2")


def test_whoever_comes_late_begins_at_the_beginning_and_the_others_stay_where_they_are() -> None:
    before = instances("r1", "r2")
    configuration = step(before, begin(before).configuration, "next").configuration
    configuration = step(before, configuration, "next").configuration
    change = restaff(instances("r1", "r2", "r3"), configuration)
    assert change.left == ()
    assert change.entered == ("ryhmat@r3", "a@r3")
    assert change.configuration.active[-2:] == ("ryhmat@r3", "a@r3")


def test_whoever_leaves_ends_their_instance_and_when_the_rest_are_done_it_goes_on() -> None:
    before = instances("r1", "r2")
    configuration = step(before, begin(before).configuration, "next").configuration
    for _ in range(2):
        leaf = [state for state in configuration.active if state.endswith("@r1")][-1]
        configuration = step(before, configuration, "next", within=leaf).configuration
    assert "ryhmat@r1.end" in configuration.active
    change = restaff(instances("r1"), configuration)
    assert change.configuration.active == ("loppu",)
    assert change.left[:2] == ("a@r2", "ryhmat@r2")


def test_without_anybody_the_step_stands_alone_and_opens_when_somebody_comes() -> None:
    nobody = instances()
    configuration = step(nobody, begin(nobody).configuration, "next").configuration
    assert configuration.active == ("ryhmat",)
    somebody = restaff(instances("r1"), configuration)
    assert somebody.configuration.active == ("ryhmat", "ryhmat@r1", "a@r1")
    gone = restaff(nobody, somebody.configuration)
    assert gone.configuration.active == ("ryhmat",)
    assert step(nobody, configuration, "next").configuration.active == ("loppu",)


@given(st.lists(st.lists(st.sampled_from(["r1", "r2", "r3", "r4"]), unique=True), min_size=1, max_size=6), STREAMS)
def test_however_groups_come_and_go_the_configuration_stays_legal(rosters: list[list[str]], events: list[str]) -> None:
    chart = instances(*sorted(rosters[0]))
    configuration = begin(chart).configuration
    for number, roster in enumerate(rosters):
        chart = instances(*sorted(roster))
        configuration = restaff(chart, configuration).configuration
        assert legal(chart, configuration.active)
        for event in events[number :: len(rosters)]:
            configuration = step(chart, configuration, event).configuration
            assert legal(chart, configuration.active)


def test_a_history_forgets_instances_that_are_gone() -> None:
    flow = flow_of(
        one_step("ryhmat", for_each="group"),
        one_step("a", in_="ryhmat"),
        one_step("b", in_="ryhmat"),
        one_step("tauko"),
        one_step("loppu"),
        moves=(
            Move(from_="ryhmat", to="tauko", on="tauolle"),
            Move(from_="tauko", to="ryhmat", on="takaisin", resume="deep"),
        ),
    )
    before = compile_chart(flow, {"ryhmat": ("r1", "r2")})
    configuration = step(before, begin(before).configuration, "next").configuration
    configuration = step(before, configuration, "tauolle").configuration
    after = compile_chart(flow, {"ryhmat": ("r2", "r3")})
    configuration = restaff(after, configuration).configuration
    back = step(after, configuration, "takaisin").configuration
    assert legal(after, back.active)
    assert "b@r2" in back.active
    assert "a@r3" in back.active


def test_a_chain_without_end_is_an_error_and_no_hang() -> None:
    flow = flow_of(
        one_step("a"),
        one_step("b", order="parallel"),
        one_step("b1", in_="b"),
        one_step("b2", in_="b"),
        moves=(Move(from_="a", to="a", on="done.state.a"),),
    )
    chart = compile_chart(flow)
    assert begin(chart).configuration.active == ("a",)


def test_joins_go_on_when_they_say() -> None:
    def lanes(join: Joining) -> Chart:
        steps = (one_step("p", order="parallel", join=join), *(one_step(f"l{n}", in_="p") for n in range(3)))
        return compile_chart(flow_of(*steps, one_step("loppu")))

    def after(join: Joining, *done: str) -> tuple[str, ...]:
        chart = lanes(join)
        configuration = begin(chart).configuration
        for lane in done:
            configuration = step(chart, configuration, "next", within=lane).configuration
        return configuration.active

    assert after(Joining(), "l0", "l1")[0] == "p"
    assert after(Joining(), "l0", "l1", "l2") == ("loppu",)
    assert after(Joining("quorum", 2), "l0")[0] == "p"
    assert after(Joining("quorum", 2), "l0", "l2") == ("loppu",)
    assert after(Joining("facilitator"), "l0", "l1", "l2")[0] == "p"
    chart = lanes(Joining("facilitator"))
    configuration = begin(chart).configuration
    configuration = step(chart, configuration, "next").configuration
    assert step(chart, configuration, "next").configuration.active == ("loppu",)


def test_a_free_order_goes_through_each_step_once_in_any_order() -> None:
    steps = (one_step("v", order="free"), one_step("a", in_="v"), one_step("b", in_="v"), one_step("loppu"))
    chart = compile_chart(flow_of(*steps))
    configuration = begin(chart).configuration
    assert "v.choose" in configuration.active
    configuration = step(chart, configuration, "choose.b").configuration
    assert "b" in configuration.active
    configuration = step(chart, configuration, "next").configuration
    assert {"v.choose", "b.did", "a.todo"} <= set(configuration.active)
    configuration = step(chart, configuration, "next").configuration
    assert "a" in configuration.active
    assert step(chart, configuration, "next").configuration.active == ("loppu",)


def test_that_what_runs_side_by_side_is_done_is_told_once_though_all_is_done_at_a_time() -> None:
    """SCXML, appendix D, enterStates: while the first region is entered that is done, the second is not yet."""
    lanes = ("a", "a0", "a1"), ("b", "b0", "b1")
    steps = [one_step("p", order="parallel")]
    for lane, *inner in lanes:
        steps += [one_step(lane, in_="p"), *(one_step(one, in_=lane) for one in inner)]
    moves = (Move(from_="p", to="p", on="next"), Move(from_="p", to="p", on="done.state.p"))
    chart = compile_chart(Flow(id="f", title=Text({"": "F"}), step=tuple(steps), move=moves))
    now = step(chart, begin(chart).configuration, "next").configuration
    assert [way.move for way in step(chart, now, "next").taken] == [None, None, 0]
