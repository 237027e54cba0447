"""Cases of the W3C's SCXML test suite (Implementation Report Plan) that need neither data nor executable content, as
facts: a chart, the events that come in, the states that are active then.

The suite's documents raise their events themselves, by `<raise>` and `<send>`; here they are sent from outside, in the
same order. What they note in variables while states are entered and left, our changes tell as `entered` and `left`."""

from __future__ import annotations

import pytest
from tests.charts.building import final, history, parallel, scxml, state, way

from tyopaja.charts import Chart, begin, step

PASS, FAIL = final("pass"), final("fail")
"""As in the suite; our configuration is empty once either is reached, so `Run` tells which."""

S = state
CASES: list[tuple[str, str, Chart, list[str], list[str]]] = [
    (
        "355", "3.2: without `initial` the first state in document order is the default",
        scxml(S("s0"), S("s1")), [], ["s0"],
    ),
    (
        "364", "3.3: a compound state enters its default, by `initial` or else its first child",
        scxml(
            S("s1", way("e", "s2"), S("s11", S("s111"), S("s112")), initial="s11"),
            S("s2", S("s21"), S("s22"), initial="s22"),
        ),
        ["e"], ["s2", "s22"],
    ),
    (
        "372", "3.7: the final state is entered before done.state.ID of its parent is answered",
        scxml(S("s0", way("done.state.s0", "s1"), S("s01", way("e", "s02")), final("s02")), S("s1")),
        ["e"], ["s1"],
    ),
    (
        "387", "3.10: a history without a memory takes its default, the shallow one and the deep one",
        scxml(
            S("out", way("shallow", "h1"), way("deep", "h2")),
            S("s0", history("h1"), history("h2", deep=True), S("s01", S("s011"), S("s012")), S("s02")),
        ),
        ["deep"], ["s0", "s01", "s011"],
    ),
    (
        "388 shallow", "3.10: a shallow history brings back the child, which enters its own default",
        scxml(
            S(
                "s0", history("sh"), history("dh", deep=True), way("out", "s2"),
                S("s01", S("s011", way("on", "s012")), S("s012")), S("s02"),
            ),
            S("s2", way("shallow", "sh"), way("deep", "dh")),
        ),
        ["on", "out", "shallow"], ["s0", "s01", "s011"],
    ),
    (
        "388 deep", "3.10: a deep history brings back the innermost states",
        scxml(
            S(
                "s0", history("sh"), history("dh", deep=True), way("out", "s2"),
                S("s01", S("s011", way("on", "s012")), S("s012")), S("s02"),
            ),
            S("s2", way("shallow", "sh"), way("deep", "dh")),
        ),
        ["on", "out", "deep"], ["s0", "s01", "s012"],
    ),
    (
        "396", "3.12.1: an event's name is what descriptors are held against",
        scxml(S("s0", way("foo", "s1"), way("*", "s2")), S("s1"), S("s2")), ["foo"], ["s1"],
    ),
    (
        "399 several", "3.12.1: one descriptor of several is enough",
        scxml(S("s0", way("foo bar", "s1")), S("s1")), ["bar"], ["s1"],
    ),
    (
        "399 prefix", "3.12.1: a descriptor matches events that go on behind a dot",
        scxml(S("s0", way("foo", "s1")), S("s1")), ["foo.zoo"], ["s1"],
    ),
    (
        "399 token", "3.12.1: but not those that go on without one",
        scxml(S("s0", way("foo", "s1")), S("s1")), ["foos"], ["s0"],
    ),
    (
        "399 star at the end", "3.12.1: `foo.*` matches as `foo` does",
        scxml(S("s0", way("foo.*", "s1")), S("s1")), ["foo.zoo"], ["s1"],
    ),
    (
        "399 star", "3.12.1: `*` matches every event",
        scxml(S("s0", way("*", "s1")), S("s1")), ["whatever"], ["s1"],
    ),
    (
        "403a", "3.13: of transitions in one state the first in document order is taken, before those around it",
        scxml(S("s0", way("e", "s2"), S("s01", way("e", "s1"), way("e", "s2"))), S("s1"), S("s2")),
        ["e"], ["s1"],
    ),
    (
        "403a outer", "3.13: the state around is asked when nothing inside is enabled",
        scxml(S("s0", way("e", "s1"), S("s01", way("e", "s2", inside=["s2"]))), S("s1"), S("s2")),
        ["e"], ["s1"],
    ),
    (
        "403b", "3.13: a transition of a parallel state that two regions select is taken once",
        scxml(parallel("p0", way("e", "s1"), S("a"), S("b")), S("s1", way("e", "s2")), S("s2")),
        ["e"], ["s1"],
    ),
    (
        "403c", "3.13: of two that leave the same states, the one from further inside preempts",
        scxml(
            parallel("p0", way("e", "s1"), S("a", S("a1", way("e", "a2")), S("a2")), S("b", S("b1"))),
            S("s1"),
        ),
        ["e"], ["p0", "a", "a2", "b", "b1"],
    ),
    (
        "406", "3.13: states are entered in document order, parents before children",
        scxml(S("s0", way("e", "s2")), S("s2", parallel("p", S("p1", S("p11")), S("p2")))),
        ["e"], ["s2", "p", "p1", "p11", "p2"],
    ),
    (
        "411", "5.9.1: In() of a state holds once it is active",
        scxml(S("s0", way("e", "s1", inside=["s01"]), S("s01")), S("s1")), ["e"], ["s1"],
    ),
    (
        "413", "3.13: an initial configuration may name states in several regions",
        scxml(
            S("s0", way("e", "a2", "b2")),
            parallel("p", S("a", S("a1"), S("a2")), S("b", S("b1"), S("b2"))),
        ),
        ["e"], ["p", "a", "a2", "b", "b2"],
    ),
    (
        "416", "3.7: entering the final state of a compound one raises done.state.ID",
        scxml(S("s1", S("s11", way("done.state.s11", "s12"), S("s111", way("e", "s11f")), final("s11f")), S("s12"))),
        ["e"], ["s1", "s12"],
    ),
    (
        "417", "3.7: a parallel state is done when all its regions are",
        scxml(
            parallel(
                "p", way("done.state.p", "s2"),
                S("a", S("a1", way("e1", "af")), final("af")), S("b", S("b1", way("e2", "bf")), final("bf")),
            ),
            S("s2"),
        ),
        ["e1", "e2"], ["s2"],
    ),
    (
        "417 one", "3.7: and not before",
        scxml(
            parallel(
                "p", way("done.state.p", "s2"),
                S("a", S("a1", way("e1", "af")), final("af")), S("b", S("b1", way("e2", "bf")), final("bf")),
            ),
            S("s2"),
        ),
        ["e1"], ["p", "a", "af", "b", "b1"],
    ),
    (
        "419", "3.13: what needs no event goes before what does",
        scxml(S("s0", way("", "s1"), way("e", "s2")), S("s1"), S("s2")), [], ["s1"],
    ),
    (
        "421", "3.13: the chart's own events go before those from outside",
        scxml(
            S("s0", way("done.state.s0", "s1"), S("s01", way("e", "s0f")), final("s0f")),
            S("s1", way("e", "s2")), S("s2"),
        ),
        ["e"], ["s1"],
    ),
    (
        "503", "3.13: a transition without targets leaves nothing",
        scxml(S("s0", way("e"), S("s01", way("f", "s02")), S("s02"))), ["f", "e"], ["s0", "s02"],
    ),
    (
        "504", "3.13: an external transition leaves all below the nearest compound state around source and target",
        scxml(parallel("p", way("e", "ps1"), S("ps1", S("ps11", way("f", "ps12")), S("ps12")), S("ps2"))),
        ["f", "e"], ["p", "ps1", "ps11", "ps2"],
    ),
    (
        "505", "3.13: an internal transition to inside does not leave its source",
        scxml(S("s1", way("e", "s11", internal=True), S("s11"), S("s12"), initial="s12")), ["e"], ["s1", "s11"],
    ),
    (
        "533", "3.13: an internal transition from what is not compound is as an external one",
        scxml(parallel("p", way("e", "ps1", internal=True), S("ps1", S("x", way("f", "y")), S("y")), S("ps2"))),
        ["f", "e"], ["p", "ps1", "x", "ps2"],
    ),
    (
        "570", "3.7: done.state of a parallel state comes once its last region is in a final state",
        scxml(
            parallel(
                "p0", way("done.state.p0", "s1"),
                S("p0s1", S("p0s11", way("e1", "p0s1f")), final("p0s1f")),
                S("p0s2", S("p0s21", way("e2", "p0s2f")), final("p0s2f")),
            ),
            S("s1"),
        ),
        ["e2", "e1"], ["s1"],
    ),
    (
        "576", "3.3: a default may be a state deep inside",
        scxml(
            S("out", way("e", "s1")),
            S("s1", S("s11", S("s111"), S("s112"), initial="s112"), initial="s11"),
        ),
        ["e"], ["s1", "s11", "s112"],
    ),
    (
        "579", "3.10: a history remembers what was there at the last leaving, not at the first",
        scxml(
            S("s0", history("sh"), way("out", "s2"), S("s01", way("on", "s02")), S("s02", way("on", "s03")), S("s03")),
            S("s2", way("in", "sh")),
        ),
        ["on", "out", "in", "on", "out", "in"], ["s0", "s03"],
    ),
    (
        "580", "3.10: a history is never itself active",
        scxml(S("out", way("e", "sh")), S("s0", history("sh"), S("s01"))), ["e"], ["s0", "s01"],
    ),
]  # fmt: skip
"""Number in the suite, what it holds (with SCXML's section), chart, events, what is active then."""


@pytest.mark.parametrize(
    ("chart", "events", "active"), [case[2:] for case in CASES], ids=[f"{case[0]}: {case[1]}" for case in CASES]
)
def test_the_case_of_the_suite_holds(chart: Chart, events: list[str], active: list[str]) -> None:
    configuration = begin(chart).configuration
    for event in events:
        configuration = step(chart, configuration, event).configuration
    assert list(configuration.active) == active


def test_375_to_378_states_are_entered_outer_first_and_left_inner_first_by_document_order() -> None:
    """SCXML 3.8, 3.9 and 3.13: suite 404, 405, 406, 409."""
    chart = scxml(
        S("s0", way("e", "s2"), parallel("p", S("p1", S("p11")), S("p2"))),
        S("s2", parallel("q", S("q1"), S("q2", S("q21")))),
    )
    change = step(chart, begin(chart).configuration, "e")
    assert change.left == ("p2", "p11", "p1", "p", "s0")
    assert change.entered == ("s2", "q", "q1", "q2", "q21")


def test_412_the_transition_of_a_default_is_part_of_entering() -> None:
    """SCXML 3.13: one change tells all that happened until nothing more is enabled."""
    chart = scxml(S("s0", way("e", "s1")), S("s1", way("", "s2"), S("s11")), S("s2"))
    change = step(chart, begin(chart).configuration, "e")
    assert change.entered == ("s1", "s11", "s2")
    assert change.left == ("s0", "s11", "s1")


def test_407_a_state_is_left_and_entered_again_by_a_transition_to_itself() -> None:
    """SCXML 3.9 and 3.13: suite 407, 506."""
    chart = scxml(S("s0", way("e", "s0"), S("s01")))
    change = step(chart, begin(chart).configuration, "e")
    assert (change.left, change.entered) == (("s01", "s0"), ("s0", "s01"))


def test_423_an_event_that_enables_nothing_is_dropped() -> None:
    """SCXML 3.13: suite 423, and 3.12: an event is taken out of the queue whether it enables anything or not."""
    chart = scxml(S("s0", way("f", "s1")), S("s1"))
    change = step(chart, begin(chart).configuration, "e")
    assert (change.entered, change.left, change.taken) == ((), (), ())


def test_the_flow_is_over_when_a_final_state_of_the_root_is_entered() -> None:
    """SCXML 3.7: the interpreter stops."""
    chart = scxml(S("s0", way("e", "pass")), PASS, FAIL)
    change = step(chart, begin(chart).configuration, "e")
    assert change.configuration.active == ()
    assert change.left == ("s0",)
