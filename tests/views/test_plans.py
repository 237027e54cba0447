"""The plan and its truth: what was planned, what came of it, when it will end, and how a facilitator is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.engine import decide, evolve, fold
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.events import Divided, StepAdded
from tyopaja.model.flow import Flow, Step
from tyopaja.model.pack import Definitions, Pack
from tyopaja.model.wire import command_from_table
from tyopaja.testing.strategies import BEGINNING, History, begun, histories
from tyopaja.views import look
from tyopaja.views.plan_nodes import PlanDay, PlanRow, PlanView
from tyopaja.views.plans import plan
from tyopaja.views.source import Source
from tyopaja.views.timelines import Day, Row, days_of

HELSINKI = ZoneInfo("Europe/Helsinki")
PACK: dict[str, Any] = {"id": "koe", "format": 1, "version": "1", "title": "Koe", "locale": "fi"}
SHEET: dict[str, Any] = {"id": "arkki", "title": "Arkki", "layout": {"areas": ["a"]}, "section": {"a": {"title": "A"}}}


def step(id: str, time: str = "", in_: str = "", **more: Any) -> dict[str, Any]:
    """A step, as definitions write it."""
    return {
        "id": id,
        "title": id.capitalize(),
        **({"time": time} if time else {}),
        **({"in": in_} if in_ else {}),
        **more,
    }


class Run:
    """A session that a facilitator leads; minutes are counted from its beginning, at 9.00 in Helsinki."""

    def __init__(self, *steps: dict[str, Any], moves: tuple[dict[str, Any], ...] = ()) -> None:
        flow: Flow = structure({"id": "kulku", "title": "Kulku", "step": list(steps), "move": list(moves)}, Flow)
        self.definitions = Definitions.of(structure(PACK, Pack), flow, {"arkki": structure(SHEET, Canvas)})
        history = begun(self.definitions)
        self.rules, self.state = history.rules, history.state
        self.number = 0
        self.do("join", 0, role="facilitator", name="Ilse")

    def do(self, command: str, minute: float, by: str = "ilse", **keys: Any) -> Run:
        """Carry a command out at a minute."""
        self.number += 1
        table = {"command": command, "by": by, "id": f"c{self.number}", "at": self.at(minute), **keys}
        self.state = fold(decide(self.rules, self.state, command_from_table(table)), self.state)
        return self

    def at(self, minute: float) -> datetime:
        """A minute as a moment."""
        return (BEGINNING + timedelta(minutes=minute)).astimezone(HELSINKI)

    def days(self, minute: float) -> tuple[Day, ...]:
        """The numbers."""
        return days_of(self.rules.now(self.state).definitions.flow, self.state, self.at(minute))

    def view(self, minute: float, locale: str = "fi", zone: ZoneInfo = HELSINKI) -> PlanView:
        """The view."""
        return plan(Source(self.definitions, self.state, locale), self.at(minute).astimezone(zone))


def told(rows: tuple[Row, ...], minute: float) -> dict[str, tuple[Any, ...]]:
    """Step → status, planned from and to, actual from and to, expected to; in minutes from the beginning."""

    def minutes(moment: timedelta | None) -> float | None:
        return None if moment is None else moment / timedelta(minutes=1) + minute

    return {
        row.step.id: (
            row.status,
            (minutes(row.planned.begins), minutes(row.planned.ends)),
            None if row.actual is None else (minutes(row.actual.begun), minutes(row.actual.ended)),
            None if row.expected is None else minutes(row.expected.ends),
        )
        for row in rows
    }


def ends(day: Day, minute: float) -> float:
    """When a day is expected to end, in minutes from the beginning."""
    assert day.expected is not None
    return day.expected.ends / timedelta(minutes=1) + minute


def late(day: Day) -> float | None:
    """By how many minutes a day is late."""
    return None if day.late is None else day.late / timedelta(minutes=1)


THREE = (step("alku", "10 min"), step("kahvi", "15 min", activity="break"), step("loppu", "30 min"))

# Numbers


def test_on_plan_all_goes_as_it_was_planned() -> None:
    (day,) = Run(*THREE).do("advance", 10).days(12)
    assert told(day.rows, 12) == {
        "alku": ("done", (0, 10), (0, 10), None),
        "kahvi": ("now", (10, 25), (10, None), 25),
        "loppu": ("ahead", (25, 55), None, 55),
    }
    assert (late(day), ends(day, 12), day.minutes, day.status) == (0, 55, 55, "now")


def test_what_takes_longer_makes_all_behind_it_late() -> None:
    (day,) = Run(*THREE).do("advance", 22).days(30)
    assert told(day.rows, 30)["loppu"] == ("ahead", (25, 55), None, 67)
    assert (late(day), ends(day, 30)) == (12, 67)


def test_what_is_done_sooner_makes_it_early() -> None:
    (day,) = Run(*THREE).do("advance", 6).days(7)
    assert (late(day), ends(day, 7)) == (-4, 51)


def test_a_step_that_is_over_its_time_ends_now_at_the_earliest() -> None:
    (day,) = Run(*THREE).days(18)
    assert (late(day), ends(day, 18)) == (8, 63)


def test_what_a_timer_was_given_more_is_expected_too() -> None:
    run = Run(*THREE).do("extend", 5, minutes=7)
    (day,) = run.days(6)
    assert (late(day), ends(day, 6)) == (7, 62)


def test_while_a_timer_stands_still_the_end_moves_on() -> None:
    run = Run(*THREE).do("stop-timer", 4)
    assert [ends(run.days(minute)[0], minute) for minute in (4, 14, 24)] == [55, 65, 75]


def test_when_the_day_is_over_it_says_when_it_ended_and_how_late() -> None:
    (day,) = Run(*THREE).do("advance", 10).do("advance", 30).do("advance", 70).days(200)
    assert (day.status, late(day)) == ("done", 15)
    assert told(day.rows, 200)["loppu"] == ("done", (25, 55), (30, 70), None)


def test_a_step_without_a_time_takes_none_until_it_does() -> None:
    (day,) = Run(step("alku"), step("loppu", "10 min")).days(5)
    assert told(day.rows, 5) == {"alku": ("now", (0, 0), (0, None), 5), "loppu": ("ahead", (0, 10), None, 15)}
    assert [row.minutes for row in day.rows] == [None, 10]


def test_what_was_jumped_over_is_skipped_and_takes_no_time() -> None:
    (day,) = Run(*THREE).do("go", 10, to="loppu").days(10)
    assert told(day.rows, 10)["kahvi"] == ("skipped", (10, 25), None, None)
    assert (late(day), ends(day, 10)) == (-15, 40)


def test_a_step_done_twice_tells_of_the_second_time_and_what_is_behind_it_comes_again() -> None:
    moves = ({"from": "kahvi", "to": "alku", "on": "hio"},)
    run = Run(*THREE, moves=moves).do("advance", 10).do("go", 15, event="hio")
    (day,) = run.days(16)
    assert told(day.rows, 16) == {
        "alku": ("now", (0, 10), (15, None), 25),
        "kahvi": ("ahead", (10, 25), None, 40),
        "loppu": ("ahead", (25, 55), None, 70),
    }
    assert ([row.times for row in day.rows], late(day)) == ([2, 1, 0], 15)


NESTED = (
    step("pala", "30 min"), step("a", "10 min", "pala"), step("b", "10 min", "pala"), step("loppu", "10 min"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("advanced", "expected_late", "expected_end"),
    [(10, 0, 40), (4, -6, 34), (16, 6, 40), (25, 15, 45)],
)
def test_what_a_step_leaves_beside_those_in_it_is_what_they_may_be_late_by(
    advanced: int, expected_late: int, expected_end: int
) -> None:
    (day,) = Run(*NESTED).do("advance", advanced).days(advanced)
    assert (late(day), ends(day, advanced)) == (expected_late, expected_end)


def test_steps_side_by_side_take_as_long_as_the_longest() -> None:
    side = (step("rinnan", order="parallel"), step("x", "10 min", "rinnan"), step("y", "20 min", "rinnan"))
    run = Run(*side, step("loppu", "5 min"))
    (day,) = run.do("advance", 12, step="x").days(13)
    assert told(day.rows, 13) == {
        "rinnan": ("now", (0, 20), (0, None), 20),
        "x": ("done", (0, 10), (0, 12), None),
        "y": ("now", (0, 20), (0, None), 20),
        "loppu": ("ahead", (20, 25), None, 25),
    }
    (day,) = run.days(30)
    assert (late(day), ends(day, 30)) == (10, 35)


def test_a_lane_of_several_steps_that_is_done_waits_for_the_others() -> None:
    lanes = (
        step("rinnan", order="parallel"), step("x", "", "rinnan"), step("x1", "5 min", "x"),
        step("y", "20 min", "rinnan"),
    )  # fmt: skip
    (day,) = Run(*lanes).do("advance", 6, step="x1").days(9)
    assert told(day.rows, 9)["x"] == ("done", (0, 5), (0, 6), None)
    assert ends(day, 9) == 20


def test_of_a_quorum_as_many_as_are_needed_count() -> None:
    side = (step("rinnan", order="parallel", join=1), step("x", "10 min", "rinnan"), step("y", "20 min", "rinnan"))
    (day,) = Run(*side).days(1)
    assert (day.minutes, ends(day, 1)) == (10, 10)


def test_a_free_order_takes_all_in_the_order_in_which_it_is_done() -> None:
    free = (step("vapaa", order="free"), step("x", "10 min", "vapaa"), step("y", "20 min", "vapaa"))
    run = Run(*free, step("loppu", "5 min")).do("go", 2, to="y")
    (day,) = run.days(3)
    assert told(day.rows, 3) == {
        "vapaa": ("now", (0, 30), (0, None), 32),
        "x": ("ahead", (0, 10), None, 32),
        "y": ("now", (10, 30), (2, None), 22),
        "loppu": ("ahead", (30, 35), None, 37),
    }
    (day,) = run.do("advance", 20).days(21)
    assert (told(day.rows, 21)["y"][0], ends(day, 21)) == ("done", 36)


def test_a_step_of_each_group_is_one_row_and_takes_its_time_once() -> None:
    run = Run(step("alku", "5 min"), step("ryhmissa", "20 min", **{"for-each": "group"}), step("loppu", "5 min"))
    for person in ("aino", "nils"):
        run.do("join", 1, by=person, name=person)
    divided = Divided(at=run.at(2), by="ilse", command="jako", groups={"r-1": ("aino",), "r-2": ("nils",)})
    run.state = evolve(run.state, divided)
    run.do("advance", 5).do("extend", 6, step="ryhmissa@r-2", minutes=5).do("advance", 20, step="ryhmissa@r-1")
    (day,) = run.days(21)
    assert told(day.rows, 21)["ryhmissa"] == ("now", (5, 25), (5, None), 30)
    assert (day.minutes, ends(day, 21)) == (30, 35)
    (day,) = run.do("advance", 28, step="ryhmissa@r-2").days(29)
    assert told(day.rows, 29)["ryhmissa"] == ("done", (5, 25), (5, 28), None)


def test_a_step_that_was_added_is_in_the_plan() -> None:
    run = Run(*THREE)
    added: Step = structure({"id": "lisa", "title": "Lisä", "time": "5 min"}, Step)
    run.state = evolve(run.state, StepAdded(at=run.at(1), by="ilse", command="lisays", step=added, after="alku"))
    (day,) = run.days(2)
    assert [row.step.id for row in day.rows] == ["alku", "lisa", "kahvi", "loppu"]
    assert (day.minutes, ends(day, 2)) == (60, 60)


SERIES = (
    step("yksi", "6 h"), step("a", "1 h", "yksi"), step("b", "5 h", "yksi"),
    step("kaksi", "5 h"), step("c", "1 h", "kaksi"), step("d", "4 h", "kaksi"),
)  # fmt: skip
_WEEK = 7 * 24 * 60


def test_a_series_has_a_day_for_each_of_its_top_steps_planned_from_when_it_really_began() -> None:
    run = Run(*SERIES).do("advance", 60).do("advance", _WEEK).do("advance", _WEEK + 70)
    one, two = run.days(_WEEK + 80)
    assert (one.status, two.status) == ("done", "now")
    assert told(two.rows, _WEEK + 80)["d"] == ("now", (_WEEK + 60, _WEEK + 300), (_WEEK + 70, None), _WEEK + 310)
    assert late(two) == 10


def test_a_day_that_has_not_begun_is_planned_from_now() -> None:
    (_, two) = Run(*SERIES).days(30)
    assert (two.status, ends(two, 30), late(two)) == ("ahead", 330, None)


def test_a_day_that_was_entered_the_evening_before_begins_when_people_come() -> None:
    run = Run(*SERIES).do("advance", 60).do("advance", 360)
    morning = 24 * 60
    (_, two) = run.days(morning + 20)
    assert told(two.rows, 0)  # as long as the first step is going on it has just begun
    assert late(two) == 0
    (_, two) = run.do("advance", morning + 70).days(morning + 70)
    assert two.planned.begins == timedelta(minutes=-60)


def test_who_goes_back_into_a_day_does_not_begin_it_anew() -> None:
    run = Run(*SERIES).do("advance", 60).do("advance", 360).do("back", 361)
    (one, _) = run.days(362)
    assert (one.status, told(one.rows, 362)["b"][1]) == ("now", (60, 360))


@given(st.lists(st.integers(1, 90), min_size=1, max_size=6), st.integers(0, 8), st.integers(0, 350))
def test_late_is_how_much_later_than_planned_a_sequence_ends(lengths: list[int], done: int, now: int) -> None:
    run = Run(*(step(f"v{number}", f"{length} min") for number, length in enumerate(lengths)))
    for number in range(min(done, len(lengths) - 1)):
        run.do("advance", number * 10)
    (day,) = run.days(now)
    assert late(day) == ends(day, now) - sum(lengths)
    assert ends(day, now) >= now


@given(st.integers(0, 300), st.integers(0, 300))
def test_as_time_goes_by_the_end_never_comes_nearer(one: int, other: int) -> None:
    run = Run(*THREE).do("advance", 12)
    sooner, later = sorted((one, other))
    assert ends(run.days(sooner)[0], sooner) <= ends(run.days(later)[0], later)


@pytest.mark.parametrize("year", [1, 9999])
def test_at_either_end_of_the_calendar_there_is_still_a_plan(year: int) -> None:
    run = Run(*THREE)
    now = datetime(year, 1, 1, tzinfo=UTC) if year == 1 else datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    view = plan(Source(run.definitions, run.state, "fi"), now)
    assert [row.id for row in view.days[0].rows] == ["alku", "kahvi", "loppu"]


# Words


def rows(day: PlanDay) -> list[tuple[str, str, str]]:
    """Each step with its plan and its truth, as printed."""

    def truth(row: PlanRow) -> str:
        found = row.actual if row.status == "done" else row.expected
        return found.text if found else ""

    return [(row.title, row.planned.text, truth(row)) for row in day.rows]


def test_a_facilitator_is_told_how_late_it_is_what_comes_next_and_when_it_ends() -> None:
    view = Run(*THREE).do("advance", 22).view(30)
    assert view.headline == "Myöhässä 12 min · päivä päättyy noin 10.07 (suunniteltu 9.55)"
    assert view.facts == (
        "Nyt: Kahvi – aikaa jäljellä 7 min",
        "Seuraavaksi noin 9.37 (suunniteltu 9.25): Loppu",
    )
    assert (view.late, view.ends, view.moment) == (12, "2026-03-02T10:07:00+02:00", "ma 2.3.2026 klo 9.30")
    assert rows(view.days[0]) == [
        ("Alku", "9.00–9.10", "9.00–9.22"),
        ("Kahvi", "9.10–9.25", "9.22–~9.37"),
        ("Loppu", "9.25–9.55", "~9.37–10.07"),
    ]


def test_the_same_in_english_and_in_swedish() -> None:
    run = Run(*THREE).do("advance", 22)
    assert run.view(30, "en").headline == "12 min late · the day ends at about 10:07 (planned 09:55)"
    assert run.view(30, "sv").headline == "12 min försenade · dagen slutar ungefär 10:07 (planerat 09:55)"


@pytest.mark.parametrize(
    ("minute", "headline", "fact"),
    [
        (4, "Aikataulussa · päivä päättyy noin 9.55", "Nyt: Alku – aikaa jäljellä 6 min"),
        (9.5, "Aikataulussa · päivä päättyy noin 9.55", "Nyt: Alku – aikaa jäljellä 1 min"),
        (10, "Aikataulussa · päivä päättyy noin 9.55", "Nyt: Alku – aika loppui juuri"),
        (13, "Myöhässä 3 min · päivä päättyy noin 9.58 (suunniteltu 9.55)", "Nyt: Alku – aika loppui 3 min sitten"),
    ],
)
def test_the_step_that_is_going_on_says_how_much_time_it_has(minute: float, headline: str, fact: str) -> None:
    view = Run(*THREE).view(minute)
    assert (view.headline, view.facts[0]) == (headline, fact)


def test_a_break_that_is_not_next_is_told_of_by_itself() -> None:
    view = Run(step("a", "5 min"), step("b", "5 min"), *THREE[1:]).view(6)
    assert view.facts[1:] == (
        "Seuraavaksi noin 9.06 (suunniteltu 9.05): B",
        "Tauko noin 9.11 (suunniteltu 9.10): Kahvi",
    )


def test_early_and_what_is_to_spare_are_told() -> None:
    view = Run(*NESTED[:3]).do("advance", 4).view(4)
    assert view.headline == "Etuajassa 6 min · päivä päättyy noin 9.24 (suunniteltu 9.30)"
    assert view.facts[-1] == "Nyt: B – aikaa jäljellä 10 min"


def test_a_timer_that_stands_still_is_told_of() -> None:
    view = Run(*THREE).do("stop-timer", 4).view(20)
    assert view.facts[0] == "Nyt: Alku – aikaa jäljellä 6 min, kello seisoo"
    assert view.days[0].rows[0].note == "kello seisoo"


def test_a_second_time_and_what_was_skipped_are_noted() -> None:
    moves = ({"from": "loppu", "to": "alku", "on": "hio"},)
    view = Run(*THREE, moves=moves).do("go", 3, to="loppu").do("go", 5, event="hio").view(6)
    assert [row.note for row in view.days[0].rows] == ["2.\u00a0kerta", "", ""]
    view = Run(*THREE).do("go", 3, to="loppu").view(6)
    assert [row.note for row in view.days[0].rows] == ["", "ohitettu", ""]


def test_a_session_that_sleeps_is_not_late_but_asleep() -> None:
    view = Run(*THREE).do("advance", 10).view(24 * 60)
    assert (view.headline, view.facts) == ("Viimeksi tapahtui jotain ma 2.3.2026 klo 9.10.", ())


def test_a_flow_without_times_says_so() -> None:
    assert Run(step("a"), step("b")).view(20).headline == "Vaiheille ei ole suunniteltu aikoja."


def test_a_day_that_is_over_says_when_it_ended() -> None:
    view = Run(*THREE[:1]).do("advance", 13).view(60)
    assert view.headline == "Myöhässä 3 min · päivä päättyi 9.13 (suunniteltu 9.10)"
    assert view.days[0].actual is not None
    assert view.days[0].actual.text == "9.00–9.13"


def test_times_are_those_of_the_zone_at_that_moment() -> None:
    # 9.00 in Helsinki is 12.45 in Kathmandu.
    view = Run(*THREE).view(5, zone=ZoneInfo("Asia/Kathmandu"))
    assert rows(view.days[0])[0] == ("Alku", "12.45–12.55", "12.45–~12.55")


@pytest.mark.parametrize(
    ("begins", "printed"),
    [
        (datetime(2026, 3, 29, 0, 50, tzinfo=UTC), "2.50–4.05"),  # the clock goes from 3 to 4
        (datetime(2026, 10, 25, 0, 50, tzinfo=UTC), "3.50–3.05"),  # and from 4 back to 3
    ],
)
def test_in_the_nights_of_the_summer_time_a_quarter_of_an_hour_is_what_the_clock_shows(
    begins: datetime, printed: str
) -> None:
    run = Run(step("yo", "15 min"))
    shift = (begins - BEGINNING) / timedelta(minutes=1)
    run.do("go", shift, to="yo")
    row = days_of(run.definitions.flow, run.state, begins.astimezone(HELSINKI))[0].rows[0]
    assert row.expected is not None
    assert row.expected.ends - row.expected.begins == timedelta(minutes=15)
    view = plan(Source(run.definitions, run.state, "fi"), begins.astimezone(HELSINKI))
    expected = view.days[0].rows[0].expected
    assert expected is not None
    assert expected.text.replace("~", "").split(" ")[-1] == printed


def test_another_day_stands_before_the_time() -> None:
    run = Run(step("ilta", "10 h"))
    (day,) = run.view(0).days
    assert day.planned.text == "9.00–19.00"
    night = Run(step("ilta", "10 h")).do("start-timer", 8 * 60, minutes=480).view(8 * 60)
    assert night.days[0].rows[0].expected is not None
    assert night.days[0].rows[0].expected.text == "9.00–~3.3. 1.00"


def test_the_plan_is_a_view_like_others() -> None:
    run = Run(*THREE).do("advance", 22)
    view = look(run.definitions, run.state, "plan", "fi")
    assert isinstance(view, PlanView)
    assert view.now == "2026-03-02T09:22:00+02:00"
    later = look(run.definitions, run.state, "plan", "fi", now=run.at(30))
    assert later == run.view(30)


@settings(max_examples=50)
@given(histories(), st.integers(-600, 6000))
def test_whatever_was_done_every_step_has_one_row_and_what_goes_on_is_not_over_before_now(
    played: History, minutes: int
) -> None:
    definitions = played.rules.now(played.state).definitions
    now = (played.state.changed or BEGINNING) + timedelta(minutes=minutes)
    days = days_of(definitions.flow, played.state, now)
    found = [day.top.id for day in days if day.top is not None] + [row.step.id for day in days for row in day.rows]
    assert sorted(found) == sorted(one.id for one in definitions.flow.step)
    for row in (row for day in days for row in day.rows):
        assert (row.expected is not None) is (row.status in ("now", "ahead"))
        assert row.status != "now" or (row.expected is not None and row.expected.ends >= timedelta())
    view = plan(Source(definitions, played.state, "fi"), now)
    assert [day.status for day in view.days] == [day.status for day in days]
