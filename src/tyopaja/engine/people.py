"""Deciders about people: who takes part, and in which role."""

from __future__ import annotations

import re
from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.values import check_words
from tyopaja.model.commands import Join
from tyopaja.model.events import Event, Joined
from tyopaja.model.timing import CLOCK

NAME_AT_MOST = 80
"""Characters of a person's name."""

_PERSON = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def check_person(ask: Ask[Any], person: str) -> None:
    """Refuse an id that a person cannot have."""
    if person == CLOCK:
        ask.refuse("is-the-clock", person=person)
    if not _PERSON.fullmatch(person):
        ask.refuse("bad-person", person=person)


def take_chair(ask: Ask[Any]) -> Joined:
    """Whoever gives the first command in an empty room takes the chair, whatever the command is."""
    person = ask.command.by
    return ask.event(Joined, person=person, called=person, role="facilitator")


def join(ask: Ask[Join]) -> tuple[Event, ...]:
    """Take part. The first facilitator takes the empty chair; later ones are brought in by a facilitator."""
    command, people = ask.command, ask.state.people
    person = command.person or command.by
    check_person(ask, person)
    called = check_words(ask, command.called or person, NAME_AT_MOST)
    asking = people.get(command.by)
    chair = asking is not None and asking.role == "facilitator"
    if person != command.by and not chair:
        ask.refuse("not-facilitator", person=command.by)
    if person in people:
        already = people[person]
        if (already.called, already.role) == (called, command.role):
            return ()
        ask.refuse("joined-already", person=person, called=already.called)
    taken = any(one.role == "facilitator" for one in people.values())
    if command.role == "facilitator" and taken and not chair:
        ask.refuse("chair-taken", person=person)
    return (ask.event(Joined, person=person, called=called, role=command.role),)
