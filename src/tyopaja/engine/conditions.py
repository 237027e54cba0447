"""Conditions: the built-in ones, and what it means for a tree of them to hold. Data that is missing makes a
condition false; no text is ever evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tyopaja.engine import attending, counting
from tyopaja.model.flow import Condition
from tyopaja.model.play import ConditionKind, Situation
from tyopaja.texts import say

Table = Mapping[str, Any]
Titles = Callable[[str], str]

_COUNTED = frozenset({"at-least"})

CONDITIONS: Mapping[str, ConditionKind] = {
    "entries-in": ConditionKind(
        value="place",
        options=_COUNTED,
        test=lambda situation, table: counting.lacking_entries(situation, table) <= 0,
        explain=counting.explain_entries,
    ),
    "clusters": ConditionKind(
        value="place",
        options=_COUNTED,
        test=lambda situation, table: counting.lacking_clusters(situation, table) <= 0,
        explain=counting.explain_clusters,
    ),
    "linked": ConditionKind(
        value="place",
        options=_COUNTED,
        test=lambda situation, table: counting.lacking_links(situation, table) <= 0,
        explain=counting.explain_links,
    ),
    "every-section": ConditionKind(
        value="sheet",
        options=_COUNTED,
        test=lambda situation, table: not counting.thin_sections(situation, table),
        explain=counting.explain_sections,
    ),
    "picked": ConditionKind(
        value="place",
        options=_COUNTED,
        test=lambda situation, table: counting.lacking_picks(situation, table) <= 0,
        explain=counting.explain_picks,
    ),
    "decided": ConditionKind(
        value="word",
        choices=("everything", "anything"),
        test=counting.is_decided,
        explain=counting.explain_decided,
    ),
    "voted": ConditionKind(
        value="word", choices=("everyone", "anyone"), test=attending.have_voted, explain=attending.explain_votes
    ),
    "approved": ConditionKind(
        value="sheet",
        options=_COUNTED,
        test=lambda situation, table: attending.lacking_approvals(situation, table) <= 0,
        explain=attending.explain_approval,
    ),
    "group-ready": ConditionKind(
        value="word", choices=("everyone", "anyone"), test=attending.are_ready, explain=attending.explain_ready
    ),
    "everyone-joined": ConditionKind(
        value="word",
        choices=("expected",),
        options=_COUNTED,
        test=lambda situation, table: attending.lacking_people(situation, table) <= 0,
        explain=attending.explain_people,
    ),
    "time": ConditionKind(value="word", choices=("over",), test=attending.is_over, explain=attending.explain_time),
}
"""The conditions that every flow may use. Plugins bring more of the same by hook."""


def named(table: Table, kinds: Mapping[str, ConditionKind]) -> ConditionKind | None:
    """The kind of a leaf: the one key of its table that names a known condition."""
    for key in table:
        if key in kinds:
            return kinds[key]
    return None


def holds(condition: Condition, situation: Situation, kinds: Mapping[str, ConditionKind]) -> bool:
    """Whether a condition holds. What hangs on a leaf that nothing knows (its plugin may be missing) does not."""
    return _truth(condition, situation, kinds) is True


def _truth(condition: Condition, situation: Situation, kinds: Mapping[str, ConditionKind]) -> bool | None:
    """Kleene's logic: None for what cannot be known, which `not` leaves as it is."""
    if condition.join == "leaf":
        kind = named(condition.table, kinds)
        return None if kind is None else kind.test(situation, condition.table)
    parts = (_truth(part, situation, kinds) for part in condition.of)
    match condition.join:
        case "all":
            return _first(parts, False)
        case "any":
            return _first(parts, True)
        case "not":
            inner = next(parts)
            return None if inner is None else not inner


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
