"""Deciders about people: who takes part, in which role, and how many are coming."""

from __future__ import annotations

import re
from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.staffing import restaffed
from tyopaja.engine.values import check_words
from tyopaja.model.commands import Expect, HandOver, Join, Leave
from tyopaja.model.events import Erased, Event, Expected, Joined, Left, Returned, RoleChanged
from tyopaja.model.state import Person
from tyopaja.model.timing import CLOCK

Events = tuple[Event, ...]

NAME_AT_MOST = 80
"""Characters of a person's name."""
HEADS_AT_MOST = 100
"""People who may share one device."""
EXPECTED_AT_MOST = 10_000
"""Participants who may be expected."""

_PERSON = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def check_person(ask: Ask[Any], person: str) -> None:
    """Refuse an id that a person cannot have."""
    if person == CLOCK:
        ask.refuse("is-the-clock", person=person)
    if not _PERSON.fullmatch(person):
        ask.refuse("bad-person", person=person)
    if person in ask.state.groups:
        ask.refuse("is-a-group", person=person)


def take_chair(ask: Ask[Any]) -> Joined:
    """Whoever gives the first command in an empty room takes the chair, whatever the command is."""
    person = ask.command.by
    return ask.event(Joined, person=person, called=person, role="facilitator")


def check_chair(ask: Ask[Any]) -> None:
    """Refuse who is no facilitator what only a facilitator may do."""
    if not _has_chair(ask):
        ask.refuse("not-facilitator", person=ask.command.by)


def _has_chair(ask: Ask[Any]) -> bool:
    return any(one.id == ask.command.by for one in ask.state.present("facilitator"))


def join(ask: Ask[Join]) -> Events:
    """Take part, for the first time or again. While nobody who is there is a facilitator, whoever asks for that role
    gets it, those who take part already too; else a facilitator gives it."""
    command = ask.command
    person = command.person or command.by
    check_person(ask, person)
    if not 1 <= command.heads <= HEADS_AT_MOST:
        ask.refuse("bad-heads", heads=command.heads, limit=HEADS_AT_MOST)
    if person != command.by:
        check_chair(ask)
    known = ask.state.people.get(person)
    if known is not None and known.left is not None and _was_erased(ask, person):
        ask.refuse("is-erased", person=person)
    called = check_words(ask, command.called or (known.called if known else person), NAME_AT_MOST)
    joined = ask.event(Joined, person=person, called=called, role=command.role, heads=command.heads)
    if known is not None and known.left is None:
        return _again(ask, known, joined)
    _check_role(ask, joined)
    if known is None or (known.called, known.heads) != (called, command.heads):
        return restaffed(ask, (joined,), late=person)
    returned = ask.event(Returned, person=person)
    return restaffed(ask, (returned, *_other_role(ask, known, command.role)), late=person)


def _was_erased(ask: Ask[Any], person: str) -> bool:
    """Whether an id stands for somebody who was erased: what is left of them is nobody's to go on with."""
    if not person.startswith(ask.say("erasing.id")):
        return False
    lasts = (deed.events[-1] for deed in ask.state.deeds.values())
    return any(isinstance(event, Erased) and event.person == person for event in lasts)


def _again(ask: Ask[Join], known: Person, joined: Joined) -> Events:
    """What a join means of somebody who takes part already: at most the chair."""
    if (known.called, known.heads) != (joined.called, joined.heads):
        ask.refuse("joined-already", person=known.id, called=known.called)
    if known.role == joined.role:
        return ()
    if joined.role == "participant":
        ask.refuse("joined-already", person=known.id, called=known.called)
    _check_role(ask, joined)
    return restaffed(ask, _other_role(ask, known, joined.role))


def _check_role(ask: Ask[Join], joined: Joined) -> None:
    """Refuse the chair to who asks for it while another has it."""
    if joined.role == "facilitator" and ask.state.present("facilitator") and not _has_chair(ask):
        ask.refuse("chair-taken", person=joined.person)


def _other_role(ask: Ask[Any], person: Person, role: Any) -> Events:
    return () if person.role == role else (ask.event(RoleChanged, person=person.id, role=role),)


def leave(ask: Ask[Leave]) -> Events:
    """Take part no longer. What they wrote and voted stays; the chair may be left empty."""
    person = ask.command.person or ask.command.by
    if person != ask.command.by:
        check_chair(ask)
    if ask.known(person).left is not None:
        return ()
    return restaffed(ask, (ask.event(Left, person=person),))


def hand_over(ask: Ask[HandOver]) -> Events:
    """The chair to somebody else who is there. Whoever gives it takes part on, as a facilitator only if they say so."""
    to, giver = ask.present(ask.command.to), ask.person()
    events = _other_role(ask, to, "facilitator")
    if not ask.command.keep and to.id != giver.id:
        events = (*events, *_other_role(ask, giver, "participant"))
    return restaffed(ask, events, late=giver.id) if events else ()


def expect(ask: Ask[Expect]) -> Events:
    """How many participants are coming."""
    count = ask.command.count
    if not 1 <= count <= EXPECTED_AT_MOST:
        ask.refuse("bad-expected", number=count, limit=EXPECTED_AT_MOST)
    return () if count == ask.state.expected else (ask.event(Expected, count=count),)
