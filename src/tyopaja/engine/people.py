"""Deciders about people: who takes part, and in which role."""

from __future__ import annotations

from tyopaja.engine.asking import Ask
from tyopaja.engine.values import check_words
from tyopaja.model.commands import Join
from tyopaja.model.events import Event, Joined

NAME_AT_MOST = 80
"""Characters of a person's name."""


def join(ask: Ask[Join]) -> tuple[Event, ...]:
    """Take part. The first facilitator takes the empty chair; later ones are brought in by a facilitator."""
    command, people = ask.command, ask.state.people
    person = command.person or command.by
    called = command.called or person
    check_words(ask, called, NAME_AT_MOST)
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
