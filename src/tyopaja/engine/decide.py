"""`decide`: may this command be carried out in this state, and what happens then? Pure: the answer is a tuple of
events, or a refusal that says why.

Who may do what stands in tables (`activities`); what each command means stands in the deciders, a module for
each thing they are about. Nothing here changes a state: that is `evolve`'s."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC
from typing import Any

from attrs import evolve as with_
from attrs import fields as attributes

from tyopaja.engine import (
    adding,
    beginning,
    carrying,
    checking,
    choices,
    clusters,
    entries,
    erasing,
    grouping,
    linking,
    people,
    readiness,
    repeating,
    revealing,
    staffing,
    steps,
    timing,
    undoing,
)
from tyopaja.engine.activities import ALWAYS
from tyopaja.engine.asking import Ask
from tyopaja.engine.evolve import evolve, fold
from tyopaja.engine.rules import Rules
from tyopaja.engine.whose import works_there
from tyopaja.model import commands as c
from tyopaja.model.events import Event, Stepped
from tyopaja.model.place import Place
from tyopaja.model.state import State
from tyopaja.model.timing import fixed

Events = tuple[Event, ...]

_DECIDERS: Mapping[type[c.Command], Callable[[Ask[Any]], Events]] = {
    c.Join: people.join,
    c.Leave: people.leave,
    c.Erase: erasing.erase,
    c.HandOver: people.hand_over,
    c.Expect: people.expect,
    c.Divide: grouping.divide,
    c.Seat: grouping.seat,
    c.Split: grouping.split,
    c.Merge: grouping.merge,
    c.Ready: readiness.ready,
    c.Advance: steps.advance,
    c.Back: steps.back,
    c.Go: steps.go,
    c.AddStep: adding.add_step,
    c.Add: entries.add,
    c.Set: entries.set_,
    c.Edit: entries.edit,
    c.Move: entries.move,
    c.Remove: entries.remove,
    c.Link: linking.link,
    c.Unlink: linking.unlink,
    c.Attach: linking.attach,
    c.Carry: carrying.carry,
    c.Reveal: revealing.reveal,
    c.Group: clusters.group,
    c.Ungroup: clusters.ungroup,
    c.Vote: choices.vote,
    c.Unvote: choices.unvote,
    c.Pick: choices.pick,
    c.Unpick: choices.unpick,
    c.CheckIn: checking.check_in,
    c.Approve: choices.approve,
    c.StartTimer: timing.start_timer,
    c.StopTimer: timing.stop_timer,
    c.Extend: timing.extend,
    c.Tick: timing.tick,
    c.Undo: undoing.undo,
}

_ENTERING = (beginning.on_entering, revealing.on_entering, carrying.on_entering)
"""What comes of going to other steps, in this order: what own sheets begin with, what is shown, what is brought."""

_GOING = frozenset({Stepped, *staffing.RESTAFFING})
"""Events after which people are in other steps, or in other instances of them."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")


def decide(rules: Rules, state: State, command: c.Command) -> Events:
    """The events that `command` causes in `state`; none when it asks for what is so already.

    A command with the id of one that was carried out gets the same events again, whatever has happened since;
    the caller tells a repetition by `state.deeds`. In a room where nobody is yet, whoever gives the first command
    takes the chair: its events begin with `Joined`. Raises Refused, and UnknownId for names that nothing has.
    `command.id` and `command.at` must be filled in.
    """
    if command.id is None or command.at is None:
        raise ValueError("a command needs its id and its time before it is decided on")
    if command.id in state.deeds:
        return repeating.repeated(Ask(rules, state, command, command.id, command.at))
    # Most clocks give UTC, which is fixed as it is.
    at = command.at if command.at.tzinfo is UTC else fixed(command.at)
    ask = Ask(rules.now(state), state, command, command.id, at)
    if not _ID.fullmatch(command.id):
        ask.refuse("bad-id", id=command.id)
    if at.utcoffset() is None:
        ask.refuse("no-zone", at=at.isoformat())
    if timing.is_clock(command):
        return _decided(ask)
    people.check_person(ask, command.by)
    if isinstance(command, c.Join | c.Erase):
        return _decided(ask)
    if state.people:
        _permit(ask)
        return _decided(ask)
    joined = people.take_chair(ask)
    ask = with_(ask, state=evolve(state, joined))
    _permit(ask)
    own = _decided(ask)
    return (joined, *own) if own else ()


def _decided(ask: Ask[Any]) -> Events:
    """The events of a command that may be given, with what comes of going to other steps by it."""
    events = _DECIDERS[type(ask.command)](ask)
    if _GOING.isdisjoint(map(type, events)) or isinstance(ask.command, c.Undo):
        return events
    if any(isinstance(event, staffing.RESTAFFING) for event in events):
        ask = with_(ask, rules=ask.rules.now(fold(events, ask.state)))
    for on_entering in _ENTERING:
        events = on_entering(ask, events)
    return events


def _permit(ask: Ask[Any]) -> None:
    """Refuse what the person's role does not allow in any of the steps that are theirs now, or not there."""
    person, command = ask.person(), ask.command
    if command.name in getattr(ALWAYS, person.role):
        return
    if not ask.state.steps:
        ask.refuse("ended")
    here = ask.own_leaves()
    allowing = [leaf for leaf in here if command.name in ask.allowed(leaf)]
    if not allowing:
        allowed = frozenset(getattr(ALWAYS, person.role)).union(*map(ask.allowed, here))
        role, now = ask.say(f"role.{person.role}"), ", ".join(sorted(allowed))
        # Who is done with their own and waits for others is still in the step of all.
        around = here or ask.state.leaves
        ask.refuse("not-now", name=command.name, step=_titles(ask, around), role=role, allowed=now)
    working = [leaf for leaf in allowing if "." not in leaf]
    for target in _targets(ask):
        if not any(works_there(ask, leaf, target) for leaf in working):
            places = (Place.parse(written) for leaf in working for written in ask.rules.step(leaf).on)
            on = ", ".join(dict.fromkeys(ask.title(str(place)) for place in places))
            ask.refuse("not-here", step=_titles(ask, allowing), place=ask.title(str(target)), here=on)


def _titles(ask: Ask[Any], leaves: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(ask.step_title(ask.step_at(leaf)) for leaf in leaves))


def _targets(ask: Ask[Any]) -> tuple[Place, ...]:
    """The places that a command works on; for a move both where from and where to."""
    found = _TARGETS.get(type(ask.command))
    return () if found is None else found(ask)


def _where_it_stands(ask: Ask[Any]) -> tuple[Place, ...]:
    entry = ask.entry(ask.command.entry)
    return (Place(entry.sheet, entry.section, entry.part),)


def _from_and_to(ask: Ask[c.Move]) -> tuple[Place, ...]:
    return *_where_it_stands(ask), entries.destination(ask, ask.entry(ask.command.entry))


def _about_entries() -> tuple[type[c.Command], ...]:
    return tuple(kind for kind in c.COMMANDS.values() if any(one.name == "entry" for one in attributes(kind)))


_TARGETS: Mapping[type[c.Command], Callable[[Ask[Any]], tuple[Place, ...]]] = {
    **dict.fromkeys(_about_entries(), _where_it_stands),
    c.Move: _from_and_to,
    c.Attach: lambda ask: (linking.where_attached(ask),),
    c.Group: lambda ask: (clusters.where_grouped(ask),),
    c.Reveal: lambda ask: tuple(revealing.where_revealed(ask)),
    c.Add: lambda ask: (entries.there(ask),),
    c.Set: lambda ask: (entries.there(ask),),
    c.Approve: lambda ask: (Place(choices.sheet_to_approve(ask)),),
}
"""Command → the places that it works on, for those that work on any."""
