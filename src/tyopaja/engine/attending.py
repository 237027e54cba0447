"""Conditions about people and time: who has voted, approved, joined, who is ready, whether the time is over. Those who
have left are not waited for; what they voted and approved still counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tyopaja.engine.counting import entries_of, places_of, titled
from tyopaja.model.place import HERE, Place
from tyopaja.model.play import Situation
from tyopaja.model.standing import sheets_at
from tyopaja.model.state import Person
from tyopaja.texts import say

Table = Mapping[str, Any]
Titles = Callable[[str], str]


def participants(situation: Situation) -> tuple[Person, ...]:
    """The participants whose step it is: those of the group, in a group's instance."""
    return tuple(one for one in _present(situation) if one.role == "participant")


def _present(situation: Situation) -> tuple[Person, ...]:
    """Those whose step it is, facilitators too."""
    state, instance = situation.state, situation.instance
    people = state.present()
    if instance is None:
        return people
    own = state.groups.get(instance, (instance,))
    return tuple(one for one in people if one.id in own)


def _is_everyone(situation: Situation, done: set[str]) -> bool:
    """Whether all participants whose step it is are among some. A facilitator is not waited for; but where there is
    nobody else, one who is among them is everyone."""
    if participants(situation):
        return not _all_but(situation, done)
    return any(one.id in done for one in _present(situation))


def _all_but(situation: Situation, done: set[str]) -> tuple[str, ...]:
    """What those are called whose step it is and who are not among some."""
    return tuple(one.called for one in participants(situation) if one.id not in done)


def _voters(situation: Situation) -> set[str]:
    return {person for entry in entries_of(situation, HERE) for person in entry.votes}


def have_voted(situation: Situation, table: Table) -> bool:
    """Whether everyone whose step it is has given a vote on what the step is on, or anyone has."""
    voters = _voters(situation)
    return bool(voters) if table["voted"] == "anyone" else _is_everyone(situation, voters)


def explain_votes(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """Who has not voted yet."""
    waiting = _all_but(situation, _voters(situation))
    if table["voted"] == "anyone" or not waiting:
        return say(locale, "condition.voted-anyone")
    return say(locale, "condition.voted", count=len(waiting), people=", ".join(waiting))


def _ready(situation: Situation) -> set[str]:
    return set(situation.state.ready_in(situation.at))


def are_ready(situation: Situation, table: Table) -> bool:
    """Whether everyone whose step it is has said that they are ready with it, or anyone of them has."""
    ready = _ready(situation)
    if table["group-ready"] == "anyone":
        return any(one.id in ready for one in participants(situation) or _present(situation))
    return _is_everyone(situation, ready)


def explain_ready(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """Who is not ready yet."""
    waiting = _all_but(situation, _ready(situation))
    if table["group-ready"] == "anyone" or not waiting:
        return say(locale, "condition.group-ready-anyone")
    return say(locale, "condition.group-ready", count=len(waiting), people=", ".join(waiting))


def lacking_people(situation: Situation, table: Table) -> int:
    """How many participants are missing: up to a number of those whose step it is, or to as many as were expected in
    all, or to anybody. Those who share a device are as many as they are."""
    if "at-least" in table:
        return int(table["at-least"]) - sum(one.heads for one in participants(situation))
    here = sum(one.heads for one in situation.state.present("participant"))
    return (situation.state.expected or 1) - here


def explain_people(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """How many participants are waited for."""
    return say(locale, "condition.everyone-joined", count=lacking_people(situation, table))


def lacking_approvals(situation: Situation, table: Table) -> int:
    """How many approvals are missing, of all the sheets that are meant; each needs as many."""
    needed, approvals = int(table.get("at-least", 1)), situation.state.approvals
    sheets = dict.fromkeys(
        sheet
        for written in places_of(situation, table["approved"])
        for sheet in sheets_at(situation.definitions, situation.state, Place.parse(written).sheet, situation.instance)
    )
    return sum(max(0, needed - len(approvals.get(sheet, ()))) for sheet in sheets) if sheets else needed


def explain_approval(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """How many approvals are missing, and of what."""
    count = lacking_approvals(situation, table)
    place = titled(situation, table["approved"], title, locale)
    return say(locale, "condition.approved", count=count, place=place)


def _left(situation: Situation) -> int | None:
    """The seconds that are left to the step; None for one without a time."""
    state, step = situation.state, situation.step
    timer = state.timers.get(situation.at)
    if timer is not None:
        return timer.remaining(situation.now)
    entered = state.since.get(situation.at)
    if step.time is None or entered is None:
        return None
    # Two moments are subtracted, and none is shifted: a shift overflows at the end of the calendar. Both have a fixed
    # distance from UTC (`model.timing.fixed`): by a zone's rules Python would subtract the clocks on the wall, an hour
    # off in the nights when summer time begins and ends.
    return step.time.minutes * 60 - int((situation.now - entered).total_seconds())


def is_over(situation: Situation, table: Table) -> bool | None:
    """Whether the step's time is over."""
    left = _left(situation)
    return None if left is None else left <= 0


def explain_time(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """How many minutes are left."""
    left = _left(situation)
    if left is None:
        return say(locale, "condition.no-time")
    return say(locale, "condition.time", count=max(1, -(-left // 60)))
