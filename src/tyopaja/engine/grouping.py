"""Deciders about groups: who is in which. A group that ends keeps its name, so that what it filled stays known."""

from __future__ import annotations

import re
from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.lots import Division, drawn, fresh_name, seated
from tyopaja.engine.staffing import restaffed
from tyopaja.errors import UnknownId
from tyopaja.model.commands import Divide, Merge, Seat, Split
from tyopaja.model.events import Divided, Event
from tyopaja.model.flow import Groups

Events = tuple[Event, ...]

GROUPS_AT_MOST = 200
"""Groups that a session may ever have had."""

_GROUP = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def divide(ask: Ask[Divide]) -> Events:
    """Everybody who is there into groups by lot: so many in each, or so many groups; as the current step says when the
    command says neither."""
    command = ask.command
    if command.size is not None and command.count is not None:
        ask.refuse("divide-how")
    said = next((one for one in (command.size, command.count) if one is not None), 1)
    if not 1 <= said <= GROUPS_AT_MOST:
        ask.refuse("bad-group-number", number=said, limit=GROUPS_AT_MOST)
    how = Groups(size=command.size, count=command.count) if command.size or command.count else _as_the_step_says(ask)
    division = drawn(ask, ask.state, how)
    if not division:
        ask.refuse("nobody-to-divide")
    return _divided(ask, division)


def _as_the_step_says(ask: Ask[Divide]) -> Groups:
    """How the groups of the innermost active step are made that says so."""
    steps = (ask.rules.step(state) for state in reversed(ask.state.steps) if "." not in state)
    groups = next((step.groups for step in steps if step.groups is not None), None)
    if groups is None:
        ask.refuse("divide-how")
    return groups


def seat(ask: Ask[Seat]) -> Events:
    """Somebody into a group, out of the one that they were in; a group that there is not comes to be by it."""
    person, group = ask.present(ask.command.person), ask.command.group
    _check_name(ask, group)
    if ask.state.group_of(person.id) == group:
        return ()
    return _divided(ask, seated(ask.state, person.id, group))


def split(ask: Ask[Split]) -> Events:
    """Two groups of one: every other of those who are there goes to the new one."""
    state, group = ask.state, _known(ask, ask.command.group)
    to = ask.command.to or fresh_name(ask, state)
    _check_name(ask, to)
    if state.groups.get(to):
        ask.refuse("group-exists", group=to)
    here = {one.id for one in state.present()}
    there = [one for one in state.groups[group] if one in here]
    if len(there) < 2:
        ask.refuse("too-few-to-split", group=group)
    going = there[1::2]
    staying = tuple(one for one in state.groups[group] if one not in going)
    return _divided(ask, {**state.groups, group: staying, to: tuple(going)})


def merge(ask: Ask[Merge]) -> Events:
    """The people of a group into another."""
    state, group, to = ask.state, _known(ask, ask.command.group), _known(ask, ask.command.to)
    if group == to:
        ask.refuse("merge-with-itself")
    if not state.groups[group]:
        return ()
    return _divided(ask, {**state.groups, group: (), to: (*state.groups[to], *state.groups[group])})


def _known(ask: Ask[Any], group: str) -> str:
    if group not in ask.state.groups:
        raise UnknownId("group", group, ask.state.groups)
    return group


def _check_name(ask: Ask[Any], group: str) -> None:
    """Refuse what no group can be called, and more groups than anybody can oversee."""
    if not _GROUP.fullmatch(group) or group in ask.state.people:
        ask.refuse("bad-group", group=group)
    if group not in ask.state.groups and len(ask.state.groups) >= GROUPS_AT_MOST:
        ask.refuse("too-many-groups", limit=GROUPS_AT_MOST)


def _divided(ask: Ask[Any], division: Division) -> Events:
    if division == ask.state.groups:
        return ()
    return restaffed(ask, (ask.event(Divided, groups=division),))
