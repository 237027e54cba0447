"""Conditions: the built-in ones, and what it means for a tree of them to hold. Data that is missing makes a
condition false; no text is ever evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tyopaja.model.flow import Condition
from tyopaja.model.place import HERE
from tyopaja.model.play import ConditionKind, Situation
from tyopaja.model.state import Entry, Person
from tyopaja.texts import say

Table = Mapping[str, Any]
Titles = Callable[[str], str]


def _entries(situation: Situation, written: str) -> tuple[Entry, ...]:
    """The entries at a place; `here` stands for all that the step is on."""
    if written != HERE:
        return situation.entries(written)
    return tuple(entry for place in situation.step.on for entry in situation.entries(place))


def _lacking_entries(situation: Situation, table: Table) -> int:
    return int(table.get("at-least", 1)) - len(_entries(situation, table["entries-in"]))


def _explain_entries(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    lacking = _lacking_entries(situation, table)
    return say(locale, "condition.entries-in", count=lacking, place=title(table["entries-in"]))


def _lacking_picks(situation: Situation, table: Table) -> int:
    chosen = [entry for entry in _entries(situation, table["picked"]) if entry.picked]
    return int(table.get("at-least", 1)) - len(chosen)


def _explain_picks(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    lacking = _lacking_picks(situation, table)
    return say(locale, "condition.picked", count=lacking, place=title(table["picked"]))


def _voters(situation: Situation) -> set[str]:
    return {person for entry in _entries(situation, HERE) for person in entry.votes}


def _still_to_vote(situation: Situation) -> tuple[str, ...]:
    voters = _voters(situation)
    return tuple(one.called for one in _participants(situation) if one.id not in voters)


def _participants(situation: Situation) -> tuple[Person, ...]:
    """The participants whose step it is: those of the group, in a group's instance."""
    state, instance = situation.state, situation.instance
    people = state.present("participant")
    if instance is None:
        return people
    own = state.groups.get(instance, (instance,))
    return tuple(one for one in people if one.id in own)


def _everyone_voted(situation: Situation, table: Table) -> bool:
    waiting = _still_to_vote(situation)
    if table["voted"] == "anyone":
        return bool(_voters(situation))
    return bool(_participants(situation)) and not waiting


def _explain_votes(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    waiting = _still_to_vote(situation)
    if table["voted"] == "anyone" or not waiting:
        return say(locale, "condition.voted-anyone")
    return say(locale, "condition.voted", count=len(waiting), people=", ".join(waiting))


def _lacking_approvals(situation: Situation, table: Table) -> int:
    return int(table.get("at-least", 1)) - len(situation.state.approvals.get(table["approved"], ()))


def _explain_approval(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    lacking = _lacking_approvals(situation, table)
    return say(locale, "condition.approved", count=lacking, place=title(table["approved"]))


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
    # distance from UTC (`starting.fixed`): by a zone's rules Python would subtract the clocks on the wall, an hour
    # off in the nights when summer time begins and ends.
    return step.time.minutes * 60 - int((situation.now - entered).total_seconds())


def _time_is_over(situation: Situation, table: Table) -> bool | None:
    left = _left(situation)
    return None if left is None else left <= 0


def _explain_time(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    return say(locale, "condition.time", count=max(1, -(-(_left(situation) or 0) // 60)))


CONDITIONS: Mapping[str, ConditionKind] = {
    "entries-in": ConditionKind(
        value="place",
        options=frozenset({"at-least"}),
        test=lambda situation, table: _lacking_entries(situation, table) <= 0,
        explain=_explain_entries,
    ),
    "picked": ConditionKind(
        value="place",
        options=frozenset({"at-least"}),
        test=lambda situation, table: _lacking_picks(situation, table) <= 0,
        explain=_explain_picks,
    ),
    "voted": ConditionKind(value="word", choices=("everyone", "anyone"), test=_everyone_voted, explain=_explain_votes),
    "approved": ConditionKind(
        value="sheet",
        options=frozenset({"at-least"}),
        test=lambda situation, table: _lacking_approvals(situation, table) <= 0,
        explain=_explain_approval,
    ),
    "time": ConditionKind(value="word", choices=("over",), test=_time_is_over, explain=_explain_time),
}
"""The conditions that every flow may use. Plugins bring more of the same by hook."""


def named(table: Table, kinds: Mapping[str, ConditionKind]) -> ConditionKind | None:
    """The kind of a leaf: the one key of its table that names a known condition."""
    return next((kinds[key] for key in table if key in kinds), None)


def holds(condition: Condition, situation: Situation, kinds: Mapping[str, ConditionKind]) -> bool:
    """Whether a condition holds. What hangs on a leaf that nothing knows (its plugin may be missing) does not."""
    return _truth(condition, situation, kinds) is True


def _truth(condition: Condition, situation: Situation, kinds: Mapping[str, ConditionKind]) -> bool | None:
    """Kleene's logic: None for what cannot be known, which `not` leaves as it is."""
    parts = (_truth(part, situation, kinds) for part in condition.of)
    match condition.join:
        case "all":
            return _first(parts, False)
        case "any":
            return _first(parts, True)
        case "not":
            inner = next(parts)
            return None if inner is None else not inner
        case "leaf":
            kind = named(condition.table, kinds)
            return None if kind is None else kind.test(situation, condition.table)


def _first(parts: Iterable[bool | None], deciding: bool) -> bool | None:
    """`deciding` when one of the parts is; else None when one is not known; else the other."""
    found: bool | None = not deciding
    for part in parts:
        if part is deciding:
            return deciding
        found = None if part is None else found
    return found


def lacking(
    condition: Condition, situation: Situation, kinds: Mapping[str, ConditionKind], title: Titles, locale: str
) -> str:
    """What is missing for a condition that does not hold, in a participant's words."""

    def parts(joined: Condition) -> list[str]:
        return [
            lacking(part, situation, kinds, title, locale) for part in joined.of if not holds(part, situation, kinds)
        ]

    match condition.join:
        case "all":
            return " ".join(parts(condition))
        case "any":
            return f" {say(locale, 'condition.or')} ".join(parts(condition))
        case "not":
            if _truth(condition, situation, kinds) is None:
                return lacking(condition.of[0], situation, kinds, title, locale)
            return say(locale, "condition.not")
        case "leaf":
            kind = named(condition.table, kinds)
            if kind is None:
                return say(locale, "condition.unknown", name=", ".join(condition.table))
            return kind.explain(situation, condition.table, title, locale)
