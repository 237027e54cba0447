"""How people are put into groups: by lot, one by one, or where there is most room. Chance comes from the id of the
command alone, and what came of it is journalled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import count
from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.model.flow import Groups
from tyopaja.model.staging import active_groups
from tyopaja.model.state import Person, State

Division = Mapping[str, tuple[str, ...]]
"""Group → its people."""


def drawn(ask: Ask[Any], state: State, how: Groups) -> Division:
    """Everybody who is there in new groups by lot, as many as are asked for; {} where nobody is there.

    The groups are called by number, as before. One that there is no more keeps its name without people, so that what it
    filled stays known.
    """
    people = state.present("participant")
    number = _how_many(people, how)
    by_lot = sorted(people, key=lambda one: (-one.heads, sha256(f"{ask.id}:{one.id}".encode()).digest()))
    groups: list[list[Person]] = [[] for _ in range(number)]
    for person in by_lot:
        min(groups, key=lambda group: sum(one.heads for one in group)).append(person)
    names = [name for name, _ in zip(_names(ask, state.people), groups, strict=False)]
    order = {one.id: place for place, one in enumerate(people)}
    new = {
        name: tuple(sorted((one.id for one in group), key=lambda one: order[one]))
        for name, group in zip(names, groups, strict=True)
    }
    if not new:
        return {}
    return {**dict.fromkeys(state.groups, ()), **new}


def _how_many(people: Iterable[Person], how: Groups) -> int:
    """The number of groups: about so many people in each, counted by heads; none where nobody is there."""
    heads = [one.heads for one in people]
    # Halves are rounded down: five people in pairs are two groups, and nobody is alone.
    wanted = how.count or max(1, (2 * sum(heads) + (size := how.size or 1) - 1) // (2 * size))
    return min(wanted, len(heads))


def seated(state: State, person: str, group: str) -> Division:
    """The groups with somebody in one of them, and in no other."""
    groups = {name: tuple(one for one in people if one != person) for name, people in state.groups.items()}
    return {**groups, group: (*groups.get(group, ()), person)}


def with_latecomers(state: State, people: Iterable[str]) -> Division:
    """The groups with those of some people in them who are participants in none, each in the smallest; {} where nothing
    changes."""
    active = active_groups(state)
    if not active:
        return {}
    groups = dict(state.groups)
    heads = {one.id: one.heads for one in state.present()}
    placed, meant = {one for group in groups.values() for one in group}, frozenset(people)
    late = [one for one in state.present("participant") if one.id in meant and one.id not in placed]
    for person in late:
        smallest = min(active, key=lambda group: sum(heads.get(one, 0) for one in groups[group]))
        groups[smallest] = (*groups[smallest], person.id)
    return groups if late else {}


def fresh_name(ask: Ask[Any], state: State) -> str:
    """The first name of a group that there is none of yet."""
    return next(name for name in _names(ask, state.people) if name not in state.groups)


def _names(ask: Ask[Any], people: Mapping[str, Person]) -> Iterable[str]:
    """`ryhma-1`, `ryhma-2`, … in the session's language. Nobody may be called like a group."""
    word = ask.say("group.id")
    return (name for number in count(1) if (name := f"{word}-{number}") not in people)
