"""Time: timers start, stand still and get longer by commands; a clock's word rings them or goes on; no replay asks a
clock, and no zone, no night of the summer time and no end of the calendar makes a minute longer or shorter."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tyopaja.engine import evolve
from tyopaja.errors import Refused
from tyopaja.journals import codec
from tyopaja.model.events import Divided, Rang, Stepped, Timed
from tyopaja.model.timing import Timer, fixed

Play = Callable[..., Any]
HELSINKI = ZoneInfo("Europe/Helsinki")
IDEAS = {"activity": "brainstorm", "on": ["arkki.a"]}


def steps(**first: Any) -> list[dict[str, Any]]:
    """A flow whose first step has ten minutes."""
    return [
        {"id": "alku", "title": "Alku", "time": "10 min", **first},
        {"id": "toinen", "title": "Toinen", "time": "5 min", "after-time": "advance"},
        {"id": "loppu", "title": "Loppu"},
    ]


SIDE_BY_SIDE: list[dict[str, Any]] = [
    {"id": "rinnan", "title": "Rinnan", "order": "parallel"},
    {"id": "x", "in": "rinnan", "title": "X", "time": "10 min", "after-time": "advance"},
    {"id": "y", "in": "rinnan", "title": "Y", "time": "10 min"},
    {"id": "z", "in": "rinnan", "title": "Z"},
    {"id": "loppu", "title": "Loppu"},
]


def tick(game: Any, minute: float, by: str = "clock") -> list[tuple[str, ...]]:
    """What a clock's word does: each step that rings, and what was left and entered."""
    events = game.do("tick", by, at=game.after(0) + timedelta(minutes=minute))
    return [("rang", one.step) if isinstance(one, Rang) else (*one.left, "→", *one.entered) for one in events]


def left(game: Any, step: str, minute: float = 0) -> float:
    """The minutes that a step has left."""
    return float(game.state.timers[step].remaining(game.after(0) + timedelta(minutes=minute)) / 60)


# What a tick does


def test_a_step_whose_time_is_over_rings_once(play: Play) -> None:
    game = play(steps=steps())
    assert [tick(game, 9.99), tick(game, 10), tick(game, 11)] == [[], [("rang", "alku")], []]
    assert game.state.timers["alku"].rung
    assert game.state == game.replayed()


def test_a_step_that_says_so_goes_on_when_its_time_is_over(play: Play) -> None:
    game = play(steps=steps(**{"after-time": "advance"}))
    assert tick(game, 10) == [("alku", "→", "toinen")]
    event = game.events[-1]
    assert isinstance(event, Stepped)
    assert (event.cause, event.by, event.overridden) == ("time", "clock", ())


def test_what_is_entered_by_a_tick_has_its_time_from_then_on_however_late_it_comes(play: Play) -> None:
    game = play(steps=steps(**{"after-time": "advance"}))
    assert tick(game, 600) == [("alku", "→", "toinen")]
    assert left(game, "toinen", 600) == 5
    assert [tick(game, 600), tick(game, 604.9), tick(game, 605)] == [[], [], [("toinen", "→", "loppu")]]


def test_a_step_whose_needs_are_not_met_rings_and_is_left_to_the_facilitator(play: Play) -> None:
    needing = {**IDEAS, "after-time": "advance", "needs": {"entries-in": "arkki.a"}}
    game = play(steps=steps(**needing))
    assert tick(game, 10) == [("rang", "alku")]
    game.add(by="aino")
    assert tick(game, 11) == []
    game.do("advance")
    assert game.state.step == "toinen"


def test_a_step_whose_needs_are_met_goes_on(play: Play) -> None:
    game = play(steps=steps(**IDEAS, **{"after-time": "advance", "needs": {"entries-in": "arkki.a"}}))
    game.add(by="aino")
    assert tick(game, 10) == [("alku", "→", "toinen")]


def test_the_guards_of_moves_decide_where_time_leads(play: Play) -> None:
    moves = [{"from": "alku", "to": "loppu", "when": {"entries-in": "arkki.a"}}]
    for written, target in ((False, "toinen"), (True, "loppu")):
        game = play(steps=steps(**IDEAS, **{"after-time": "advance"}), moves=moves)
        if written:
            game.add(by="aino")
        assert tick(game, 10) == [("alku", "→", target)]
        assert game.state.moves == ({"0": 1} if written else {})


def test_several_whose_time_is_over_go_in_document_order_in_one_command(play: Play) -> None:
    game = play(steps=SIDE_BY_SIDE)
    assert tick(game, 10) == [("rang", "y"), ("x", "→", "x.done")]
    assert game.state.leaves == ("x.done", "y", "z")
    assert len({event.command for event in game.events[-2:]}) == 1


def test_the_instances_of_a_step_each_have_their_time(play: Play) -> None:
    ryhmissa = [
        {"id": "alku", "title": "Alku"},
        {"id": "ryhmissa", "title": "Ryhmissä", "for-each": "group", "time": "10 min", "after-time": "advance"},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=ryhmissa)
    divided = Divided(at=game.after(4), by="ilse", command="jako", groups={"r-1": ("aino",), "r-2": ("nils",)})
    game.events += (divided,)
    game.state = evolve(game.state, divided)
    game.do("advance", at=game.after(5))
    game.do("extend", step="ryhmissa@r-2", minutes=5)
    assert tick(game, 15) == [("ryhmissa@r-1", "→", "ryhmissa@r-1.done")]
    game.do("extend", step="ryhmissa", minutes=1)
    assert (tick(game, 20), left(game, "ryhmissa@r-2", 20)) == ([], 1)
    tick(game, 21)
    assert game.state.step == "loppu"
    assert game.state == game.replayed()


WHOLE: list[dict[str, Any]] = [
    {"id": "pala", "title": "Pala", "time": "10 min", "after-time": "advance"},
    {"id": "x", "in": "pala", "title": "X", **IDEAS},
    {"id": "y", "in": "pala", "title": "Y"},
    {"id": "loppu", "title": "Loppu"},
]


@pytest.mark.parametrize("order", ["sequence", "parallel", "free"])
def test_a_step_with_steps_inside_goes_on_as_a_whole_when_its_time_is_over(play: Play, order: str) -> None:
    game = play(steps=[{**WHOLE[0], "order": order}, *WHOLE[1:]])
    tick(game, 10)
    assert game.state.steps == ("loppu",)


@pytest.mark.parametrize("order", ["sequence", "parallel"])
def test_a_step_as_a_whole_waits_for_what_those_inside_it_need_that_are_going_on(play: Play, order: str) -> None:
    needing = {**WHOLE[1], "needs": {"entries-in": "arkki.a"}}
    for written in (False, True):
        game = play(steps=[{**WHOLE[0], "order": order}, needing, *WHOLE[2:]])
        if written:
            game.add(by="aino")
        assert (tick(game, 10) == [("rang", "pala")]) is not written


def test_an_instance_with_steps_inside_goes_on_as_a_whole_when_its_time_is_over(play: Play) -> None:
    steps = [
        {"id": "paja", "title": "Paja", "for-each": "group", "time": "10 min", "after-time": "advance"},
        {"id": "p1", "in": "paja", "title": "P1"},
        {"id": "p2", "in": "paja", "title": "P2"},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=steps)
    game.do("seat", person="aino", group="yksi")
    game.do("seat", person="nils", group="kaksi")
    game.do("extend", step="paja@kaksi", minutes=5)
    begun = [int((game.state.since[f"paja@{one}"] - game.after(0)).total_seconds() // 60) for one in ("yksi", "kaksi")]
    assert tick(game, begun[0] + 10) == [("p1@yksi", "→", "paja@yksi.end")]
    assert game.state.visits["paja@yksi"] == 1
    assert tick(game, begun[1] + 14) == []
    game.do("tick", "clock", at=game.after(begun[1] + 15))
    assert game.state.steps == ("loppu",)
    assert game.replayed() == game.state


def test_a_step_that_runs_for_each_has_its_time_in_its_instances_and_none_as_a_whole(play: Play) -> None:
    steps = [
        {"id": "alku", "title": "Alku"},
        {"id": "oma", "title": "Oma", "for-each": "participant", "time": "10 min", "after-time": "advance"},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=steps)
    game.do("advance")
    assert game.state.timers.keys() == {"oma@aino", "oma@nils"}
    game.do("stop-timer", step="oma@aino")
    game.do("tick", "clock", at=game.after(60))
    assert game.state.leaves == ("oma@aino", "oma@nils.done")
    game.do("leave", "aino")
    assert game.state.steps == ("loppu",)


def test_time_passes_no_step_by_in_which_people_wait_for_groups(play: Play) -> None:
    paja = {"id": "paja", "title": "Paja", "for-each": "group", "groups": {"count": 2}, "time": "10 min"}
    game = play(steps=[{**paja, "after-time": "advance"}, {"id": "loppu", "title": "Loppu"}])
    assert tick(game, 10) == [("rang", "paja")]
    game.do("advance")
    assert game.state.leaves == ("paja@ryhma-1", "paja@ryhma-2")


def test_what_is_done_and_waits_for_others_does_not_ring(play: Play) -> None:
    kaista = {"id": "kaista", "in": "rinnan", "title": "Kaista", "time": "10 min"}
    inner = {"id": "k", "in": "kaista", "title": "K"}
    game = play(steps=[SIDE_BY_SIDE[0], kaista, inner, *SIDE_BY_SIDE[3:]])
    game.do("advance", step="k")
    assert "kaista.end" in game.state.steps
    assert tick(game, 10) == []


def test_a_clock_ticks_without_having_joined_and_takes_no_chair(empty: Play) -> None:
    game = empty(steps=steps())
    assert tick(game, 1) == []
    assert tick(game, 10) == [("rang", "alku")]
    assert not game.state.people
    game.do("join", "aino", role="facilitator")
    assert tick(game, 11, by="aino") == []


def test_nobody_joins_as_the_clock_and_the_clock_does_nothing_else(play: Play) -> None:
    game = play(steps=steps())
    assert game.refused("join", "clock") == "is-the-clock"
    assert game.refused("join", person="clock") == "is-the-clock"
    assert game.refused("advance", "clock") == "is-the-clock"


@pytest.mark.parametrize("command", ["tick", "start-timer", "stop-timer", "extend"])
def test_a_participant_has_no_say_in_time(play: Play, command: str) -> None:
    minutes = {"minutes": 5} if command == "extend" else {}
    assert play(steps=steps()).refused(command, "aino", **minutes) == "not-now"


def test_after_the_end_a_clock_changes_nothing_and_there_is_no_timer(play: Play) -> None:
    game = play(steps=steps()[:1])
    game.do("advance")
    assert tick(game, 60) == []
    refused = [game.refused("start-timer", minutes=5), game.refused("stop-timer"), game.refused("extend", minutes=5)]
    assert refused == ["ended"] * 3


def test_carries_are_taken_where_time_leads_on(play: Play) -> None:
    kooste = {"id": "kooste", "title": "Kooste", "activity": "fill", "on": ["toinen.b"]}
    carry = [{"from": "arkki.a", "to": "toinen.b"}]
    game = play(steps=[steps(**IDEAS, **{"after-time": "advance"})[0], kooste], carry=carry)
    game.add(by="aino")
    game.do("tick", "clock", at=game.after(10))
    assert [entry.text for entry in game.state.entries_in("toinen", "b")] == ["Sauna"]


# Starting, stopping, extending


def test_a_timer_stands_still_and_runs_on_with_what_was_left(play: Play) -> None:
    game = play(steps=steps())
    game.do("stop-timer", at=game.after(4))
    assert (left(game, "alku", 50), tick(game, 50)) == (6, [])
    game.do("start-timer", at=game.after(60))
    assert (left(game, "alku", 60), tick(game, 66)) == (6, [("rang", "alku")])


def test_stopping_what_stands_and_starting_what_runs_changes_nothing(play: Play) -> None:
    game = play(steps=steps())
    assert game.do("start-timer") == ()
    game.do("stop-timer")
    assert game.do("stop-timer") == ()


def test_a_timer_begins_anew_with_minutes_or_once_nothing_is_left_of_it(play: Play) -> None:
    game = play(steps=steps())
    game.do("start-timer", minutes=3, at=game.after(5))
    assert left(game, "alku", 5) == 3
    tick(game, 8)
    game.do("start-timer", at=game.after(9))
    assert (left(game, "alku", 9), game.state.timers["alku"].rung) == (10, False)


def test_a_step_without_a_time_is_given_one_by_starting_its_timer(play: Play) -> None:
    game = play(steps=[{"id": "alku", "title": "Alku"}])
    assert [game.refused(one) for one in ("start-timer", "stop-timer")] == ["no-time"] * 2
    assert game.refused("extend", minutes=5) == "no-time"
    game.do("start-timer", minutes=5, at=game.after(10))
    assert tick(game, 15) == [("rang", "alku")]


@pytest.mark.parametrize("minutes", [0, -1, 600_001, 10**30])
def test_minutes_that_no_step_can_have_are_refused(play: Play, minutes: int) -> None:
    game = play(steps=steps())
    assert game.refused("start-timer", minutes=minutes) == "bad-minutes"


@pytest.mark.parametrize("minutes", [600_000, -(10**30), 10**30])
def test_no_timer_is_made_longer_than_a_step_can_be(play: Play, minutes: int) -> None:
    assert play(steps=steps()).refused("extend", minutes=minutes) == "bad-minutes"


def test_more_time_and_less(play: Play) -> None:
    game = play(steps=steps())
    game.do("extend", minutes=5, at=game.after(1))
    game.do("extend", minutes=-3, at=game.after(2))
    assert (left(game, "alku", 2), game.state.timers["alku"].seconds) == (10, 720)
    assert game.do("extend", minutes=0) == ()


def test_a_timer_that_stands_still_is_made_longer_too(play: Play) -> None:
    game = play(steps=steps())
    game.do("stop-timer", at=game.after(4))
    game.do("extend", minutes=2)
    assert left(game, "alku", 90) == 8


def test_in_all_a_timer_is_never_below_none(play: Play) -> None:
    game = play(steps=steps())
    game.do("extend", minutes=-30, at=game.after(2))
    assert (game.state.timers["alku"].seconds, left(game, "alku", 2)) == (0, -2)
    assert game.do("extend", minutes=-1) == ()
    assert tick(game, 3) == [("rang", "alku")]


def test_a_timer_that_rang_rings_again_once_it_was_extended_past_now(play: Play) -> None:
    game = play(steps=steps())
    tick(game, 10)
    game.do("extend", minutes=1, at=game.after(13))
    assert tick(game, 14) == []  # it was three over, and is two over now
    game.do("extend", minutes=5, at=game.after(15))
    assert [tick(game, 15.5), tick(game, 16), tick(game, 17)] == [[], [("rang", "alku")], []]


def test_the_whole_day_pauses_and_goes_on(play: Play) -> None:
    day = [{"id": "paiva", "title": "Päivä", "time": "1 h"}, *({**one, "in": "paiva"} for one in steps())]
    game = play(steps=day)
    game.do("stop-timer", at=game.after(4))
    assert (left(game, "paiva", 30), left(game, "alku", 30)) == (56, 6)
    game.do("start-timer", at=game.after(30))
    assert (left(game, "paiva", 30), left(game, "alku", 30)) == (56, 6)


def test_a_timer_by_name_leaves_the_others_alone(play: Play) -> None:
    game = play(steps=SIDE_BY_SIDE)
    game.do("stop-timer", step="x", at=game.after(4))
    game.do("extend", step="y", minutes=1, at=game.after(4))
    assert (left(game, "x", 9), left(game, "y", 9)) == (6, 2)


def test_a_timer_of_a_step_that_is_not_going_on_is_refused(play: Play) -> None:
    game = play(steps=steps())
    assert game.refused("extend", step="toinen", minutes=1) == "unknown-active-step"
    assert game.refused("stop-timer", step="nowhere") == "unknown-step"


# Undo


def test_what_was_done_to_timers_is_taken_back(play: Play) -> None:
    game = play(steps=steps())
    before = game.state.timers
    for command, minutes in (("stop-timer", {}), ("extend", {"minutes": 5}), ("start-timer", {"minutes": 5})):
        game.do(command, **minutes)
        assert game.state.timers != before
        game.do("undo")
        assert game.state.timers == before


def test_a_timer_that_others_changed_since_stays_as_it_is(play: Play) -> None:
    game = play(steps=steps())
    game.do("extend", minutes=5, id="lisaa")
    game.do("extend", minutes=5)
    assert game.refused("undo", of="lisaa") == "built-on"
    game.do("advance")
    assert game.refused("undo", of="lisaa") == "built-on"


def test_time_does_not_lead_on_again_where_a_facilitator_took_that_back(play: Play) -> None:
    game = play(steps=steps(**{"after-time": "advance"}))
    game.do("tick", "clock", id="kello", at=game.after(10))
    game.do("undo", of="kello", at=game.after(11))
    assert (game.state.step, tick(game, 12)) == ("alku", [])
    game.do("extend", minutes=5, at=game.after(12))
    assert tick(game, 15) == [("alku", "→", "toinen")]
    assert game.state == game.replayed()


def test_a_tick_that_rang_and_led_on_is_taken_back_as_one(play: Play) -> None:
    game = play(steps=SIDE_BY_SIDE)
    before = game.state.steps
    game.do("tick", "clock", id="kello", at=game.after(10))
    game.do("undo", of="kello", at=game.after(11))
    assert (game.state.steps, game.state.timers["y"].rung) == (before, False)
    assert tick(game, 12) == [("rang", "y")]
    assert game.state == game.replayed()


def test_a_bell_is_taken_back(play: Play) -> None:
    game = play(steps=steps())
    game.do("tick", "clock", id="kello", at=game.after(10))
    game.do("undo", of="kello", at=game.after(11))
    assert not game.state.timers["alku"].rung


def test_a_repeated_tick_gets_the_same_answer(play: Play) -> None:
    game = play(steps=steps())
    once = game.do("tick", "clock", id="kello", at=game.after(10))
    game.do("extend", minutes=5)
    assert game.do("tick", "clock", id="kello", at=game.after(99)) == once


# Clocks, zones, nights, ends


def test_a_clock_that_goes_backwards_rings_nothing_early_and_loses_no_order(play: Play) -> None:
    game = play(steps=steps())
    game.do("stop-timer", at=game.after(-30))
    assert game.state.timers["alku"].left == 600  # no more than it is long
    game.do("start-timer", at=game.after(5))
    assert tick(game, 1) == []
    assert tick(game, 15) == [("rang", "alku")]
    assert [event.type for event in game.events[-3:]] == ["timed", "timed", "rang"]
    assert game.state == game.replayed()


def moments() -> st.SearchStrategy[datetime]:
    """Moments in zones of all kinds, often in the nights when summer time begins and ends in Helsinki."""
    zones = st.sampled_from([UTC, HELSINKI, ZoneInfo("Asia/Kathmandu"), timezone(timedelta(hours=-11))])
    nights = [datetime(2026, 3, 29), datetime(2026, 10, 25), datetime(1, 1, 1), datetime(9999, 12, 31)]  # noqa: DTZ001
    local = st.sampled_from(nights).flatmap(
        lambda night: st.integers(0, 24 * 60 * 60 - 1).map(lambda seconds: night + timedelta(seconds=seconds))
    )
    return st.builds(lambda when, zone, fold: when.replace(tzinfo=zone, fold=fold), local, zones, st.integers(0, 1))


@given(moments(), moments(), st.integers(0, 10**6))
def test_what_is_left_is_the_same_in_whatever_zone_it_is_said(ends: datetime, now: datetime, seconds: int) -> None:
    timer = Timer(seconds=seconds, ends=ends)
    assert timer.remaining(now) == Timer(seconds=seconds, ends=fixed(ends)).remaining(fixed(now))
    exact = (fixed(ends) - fixed(now)) / timedelta(seconds=1)
    assert exact <= timer.remaining(now) < exact + 1
    assert (timer.remaining(now) <= 0) is (fixed(ends) <= fixed(now))


@given(moments(), st.lists(moments(), min_size=2), st.integers(-(10**6), 10**6))
def test_what_is_left_never_grows_as_time_goes_by(ends: datetime, nows: list[datetime], left: int) -> None:
    for timer in (Timer(seconds=10, ends=ends), Timer(seconds=10, left=left)):
        remaining = [timer.remaining(now) for now in sorted(map(fixed, nows))]
        assert remaining == sorted(remaining, reverse=True)


@given(moments(), st.integers(0, 7200), st.integers(0, 7200), st.integers(-7200, 7200))
def test_stopped_and_resumed_at_one_moment_a_timer_is_as_it_was(
    now: datetime, seconds: int, past: int, more: int
) -> None:
    assume(fixed(now).year not in (1, 9999))
    timer = Timer.from_now(seconds, now)
    later = fixed(now) + timedelta(seconds=min(past, seconds))
    assert timer.stopped(later).resumed(later) == timer
    assert timer.stopped(later).longer(more, later).resumed(later) == timer.longer(more, later)
    assert timer.longer(more, later).seconds == max(0, seconds + more)


@pytest.mark.parametrize(
    ("begins", "rings"),
    [
        # Summer time begins: 2.55 in winter, and ten minutes later it is 4.05.
        (datetime(2026, 3, 29, 2, 55, tzinfo=HELSINKI), datetime(2026, 3, 29, 4, 5, tzinfo=HELSINKI)),
        # It ends: 3.55 in summer, and ten minutes later it is 3.05 for the second time.
        (datetime(2026, 10, 25, 3, 55, tzinfo=HELSINKI), datetime(2026, 10, 25, 3, 5, tzinfo=HELSINKI, fold=1)),
    ],
)
def test_ten_minutes_are_ten_minutes_in_the_nights_of_the_summer_time(
    play: Play, begins: datetime, rings: datetime
) -> None:
    game = play(steps=steps())
    game.do("start-timer", minutes=10, at=begins)
    assert game.do("tick", "clock", at=fixed(rings) - timedelta(seconds=1)) == ()
    assert [event.type for event in game.do("tick", "clock", at=rings)] == ["rang"]
    assert game.state == game.replayed()


def test_commands_in_other_zones_are_about_the_same_moments(play: Play) -> None:
    game = play(steps=steps())
    game.do("start-timer", minutes=10, at=datetime(2026, 3, 2, 14, 0, tzinfo=HELSINKI))
    game.do("extend", minutes=5, at=datetime(2026, 3, 2, 12, 1, tzinfo=UTC))
    assert game.do("tick", "clock", at=datetime(2026, 3, 2, 17, 59, tzinfo=ZoneInfo("Asia/Kathmandu"))) == ()
    assert game.do("tick", "clock", at=datetime(2026, 3, 2, 7, 15, tzinfo=ZoneInfo("America/New_York"))) != ()


def test_where_the_calendar_ends_before_the_time_does_the_command_is_refused(play: Play) -> None:
    late = datetime(9999, 12, 31, 23, 58, tzinfo=UTC)
    game = play(steps=steps(), moves=[])
    assert game.refused("start-timer", minutes=5, at=late) == "past-the-calendar"
    game.do("start-timer", minutes=1, at=late)
    assert game.refused("extend", minutes=5, at=late) == "past-the-calendar"
    game.do("stop-timer", at=late)
    assert game.refused("start-timer", at=late + timedelta(minutes=1, seconds=30)) == "past-the-calendar"


@given(st.data())
def test_a_journal_holds_all_that_time_did(play: Play, data: st.DataObject) -> None:
    game = play(steps=SIDE_BY_SIDE)
    for _ in range(data.draw(st.integers(1, 6))):
        command = data.draw(st.sampled_from(["tick", "start-timer", "stop-timer", "extend"]))
        minutes = {"minutes": data.draw(st.integers(1, 30))} if command in ("extend", "start-timer") else {}
        with suppress(Refused):
            game.do(command, at=data.draw(moments()), **minutes)
    again = tuple(codec.read(codec.write(event)) for event in game.events)
    assert again == game.events
    assert game.state == game.replayed()
    assert all(isinstance(event.timer, Timer) for event in game.events if isinstance(event, Timed))
