"""Deciders about choosing: votes, picks, approvals."""

from __future__ import annotations

from tyopaja.engine.asking import Ask
from tyopaja.model.commands import Approve, Pick, Unpick, Unvote, Vote
from tyopaja.model.events import Approved, Event, Picked, Unpicked, Unvoted, Voted
from tyopaja.model.place import Place

Events = tuple[Event, ...]


def vote(ask: Ask[Vote]) -> Events:
    """One of the person's votes to an entry. The budget is the step's; votes given earlier on its places count."""
    entry, voter = ask.entry(ask.command.entry), ask.person().id
    if voter in entry.votes:
        ask.refuse("voted-already", entry=entry.id)
    step = ask.rules.step(str(ask.state.step))
    places = [Place.parse(written) for written in step.on]
    spent = sum(
        voter in ask.state.entries[name].votes
        for (sheet, section), names in ask.state.boxes.items()
        for name in names
        if any(place.covers(Place(sheet, section, ask.state.entries[name].part)) for place in places)
    )
    if spent >= step.votes:
        ask.refuse("no-votes-left", count=step.votes)
    return (ask.event(Voted, entry=entry.id, person=voter),)


def unvote(ask: Ask[Unvote]) -> Events:
    """The person's vote back from an entry."""
    entry, voter = ask.entry(ask.command.entry), ask.person().id
    if voter not in entry.votes:
        ask.refuse("not-voted", entry=entry.id)
    return (ask.event(Unvoted, entry=entry.id, person=voter),)


def pick(ask: Ask[Pick]) -> Events:
    """An entry chosen, with the reason if one is given."""
    entry = ask.entry(ask.command.entry)
    if entry.picked and entry.reason == ask.command.reason:
        return ()
    return (ask.event(Picked, entry=entry.id, reason=ask.command.reason),)


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
