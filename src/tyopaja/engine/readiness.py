"""The decider of `ready`: who is done with a step says so. It is taken back by undo."""

from __future__ import annotations

from tyopaja.engine.asking import Ask
from tyopaja.model.commands import Ready
from tyopaja.model.events import Event, Readied
from tyopaja.model.place import base_of


def ready(ask: Ask[Ready]) -> tuple[Event, ...]:
    """Ready with the step named, or with one's own; each time that it is entered, anew."""
    step, person = _step(ask), ask.person().id
    if person in ask.state.ready_in(step):
        return ()
    return (ask.event(Readied, step=step, person=person, visit=ask.state.visits.get(step, 0)),)


def _step(ask: Ask[Ready]) -> str:
    """The active step that is meant. Raises UnknownId."""
    if not ask.state.steps:
        ask.refuse("ended")
    named, own = ask.command.step, _own(ask)
    if named is not None:
        ask.rules.step(named)
        meant = [step for step in own if step == named] or [step for step in own if base_of(step) == named]
        if not meant:
            raise ask.unknown("active step", named, own)
    else:
        meant = [leaf for leaf in ask.own_leaves() if "." not in leaf]
    if len(meant) != 1:
        ask.refuse("ready-where", steps=", ".join(map(ask.step_title, meant or own)) or "–")
    return meant[0]


def _own(ask: Ask[Ready]) -> tuple[str, ...]:
    """The active steps that are the person's: all of a facilitator's, and what is around one's own too."""
    person = ask.person()
    own = (None, person.id, ask.state.group_of(person.id))
    return tuple(
        step for step in ask.state.steps if "." not in step and (person.role == "facilitator" or ask.whose(step) in own)
    )
