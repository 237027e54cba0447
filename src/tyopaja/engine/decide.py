"""`decide`: may this command be carried out in this state, and what happens then? Pure: the answer is a tuple of
events, or a refusal that says why.

Who may do what stands in tables (`activities`); what each command means stands in the deciders, a module for
each thing they are about. Nothing here changes a state: that is `evolve`'s."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
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
    ask = Ask(rules, state, command, command.id, command.at)
    if command.id in state.deeds:
        return repeating.repeated(ask)
    if not _ID.fullmatch(command.id):
        ask.refuse("bad-id", id=command.id)
    if command.at.utcoffset() is None:
        ask.refuse("no-zone", at=command.at.isoformat())
    ask = Ask(rules.now(state), state, command, command.id, fixed(command.at))
    if timing.is_clock(command):
        return _decided(ask)
    people.check_person(ask, command.by)
    if state.people or isinstance(command, c.Join):
        return _decided(ask)
    joined = people.take_chair(ask)
    own = _decided(with_(ask, state=evolve(state, joined)))
    return (joined, *own) if own else ()


def _decided(ask: Ask[Any]) -> Events:
    if not isinstance(ask.command, c.Join) and not timing.is_clock(ask.command):
        _permit(ask)
    events = _DECIDERS[type(ask.command)](ask)
    restaffed = any(isinstance(event, staffing.RESTAFFING) for event in events)
    if isinstance(ask.command, c.Undo) or not (restaffed or any(isinstance(event, Stepped) for event in events)):
        return events
    if restaffed:
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
    command, found = ask.command, []
    names = {attribute.name for attribute in attributes(type(command))}
    if isinstance(command, c.Attach):
        found.append(linking.where_attached(ask))
    elif isinstance(command, c.Group):
        found.append(clusters.where_grouped(ask))
    elif isinstance(command, c.Reveal):
        found.extend(revealing.where_revealed(ask))
    elif "entry" in names:
        entry = ask.entry(command.entry)
        found.append(Place(entry.sheet, entry.section, entry.part))
        if isinstance(command, c.Move):
            found.append(entries.destination(ask, entry))
    elif isinstance(command, c.Add | c.Set):
        found.append(entries.there(ask))
    elif isinstance(command, c.Approve):
        found.append(Place(choices.sheet_to_approve(ask)))
    return tuple(found)
