"""Deciders about choosing: votes, picks, approvals."""

from __future__ import annotations

from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.values import check_reason
from tyopaja.model.commands import Approve, Pick, Unpick, Unvote, Vote
from tyopaja.model.events import Approved, Event, Picked, Unpicked, Unvoted, Voted
from tyopaja.model.flow import Step
from tyopaja.model.place import Place
from tyopaja.model.state import Entry

Events = tuple[Event, ...]


def vote(ask: Ask[Vote]) -> Events:
    """One of the person's votes to an entry. The budget is the step's; votes given earlier on its places count."""
    entry, voter = ask.entry(ask.command.entry), ask.person().id
    if voter in entry.votes:
        ask.refuse("voted-already", entry=entry.id)
    step = ask.rules.step(str(ask.state.step))
    if _spent(ask, step, voter) >= step.votes:
        ask.refuse("no-votes-left", count=step.votes)
    return (ask.event(Voted, entry=entry.id, person=voter),)


def has_vote_left(ask: Ask[Any], voter: str, entry: Entry) -> bool:
    """Whether one more vote to an entry keeps the budget of a step that votes on its place."""
    here = Place(entry.sheet, entry.section, entry.part)
    activities = ask.rules.vocabulary.activities
    steps = [
        step
        for step in ask.rules.steps.values()
        if step.activity in activities
        and "vote" in activities[step.activity].participant | activities[step.activity].facilitator
        and any(Place.parse(written).covers(here) for written in step.on)
    ]
    return not steps or any(_spent(ask, step, voter) < step.votes for step in steps)


def _spent(ask: Ask[Any], step: Step, voter: str) -> int:
    """How many votes a person has given on the places of a step."""
    places = [Place.parse(written) for written in step.on]
    return sum(
        voter in ask.state.entries[name].votes
        for (sheet, section), names in ask.state.boxes.items()
        for name in names
        if any(place.covers(Place(sheet, section, ask.state.entries[name].part)) for place in places)
    )


def unvote(ask: Ask[Unvote]) -> Events:
    """The person's vote back from an entry."""
    entry, voter = ask.entry(ask.command.entry), ask.person().id
    if voter not in entry.votes:
        ask.refuse("not-voted", entry=entry.id)
    return (ask.event(Unvoted, entry=entry.id, person=voter),)


def pick(ask: Ask[Pick]) -> Events:
    """An entry chosen, with the reason if one is given."""
    entry, reason = ask.entry(ask.command.entry), check_reason(ask, ask.command.reason)
    if entry.picked and entry.reason == reason:
        return ()
    return (ask.event(Picked, entry=entry.id, reason=reason),)


def unpick(ask: Ask[Unpick]) -> Events:
    """An entry chosen no longer."""
    entry = ask.entry(ask.command.entry)
    if not entry.picked:
        ask.refuse("not-picked", entry=entry.id)
    return (ask.event(Unpicked, entry=entry.id),)


def sheet_to_approve(ask: Ask[Approve]) -> str:
    """The sheet named, or the flow's result. Raises UnknownId."""
    sheet = ask.command.sheet or ask.rules.definitions.flow.result
    if sheet is None:
        ask.refuse("approve-what")
    ask.rules.canvas(sheet)
    return sheet


def approve(ask: Ask[Approve]) -> Events:
    """A yes to a sheet."""
    sheet, person = sheet_to_approve(ask), ask.person().id
    if person in ask.state.approvals.get(sheet, ()):
        return ()
    return (ask.event(Approved, sheet=sheet, person=person),)
