"""Deciders about choosing: votes, picks, approvals."""

from __future__ import annotations

from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.values import check_reason
from tyopaja.engine.whose import sheet_meant, works_there
from tyopaja.model.commands import Approve, Pick, Unpick, Unvote, Vote
from tyopaja.model.events import Approved, Event, Picked, Unpicked, Unvoted, Voted
from tyopaja.model.place import Place, instance_of
from tyopaja.model.secrecy import secret_entries, secret_places
from tyopaja.model.standing import entries_at
from tyopaja.model.state import Entry, Person, State

Events = tuple[Event, ...]
Fault = tuple[str, dict[str, Any]]


def vote(ask: Ask[Vote]) -> Events:
    """Some of a person's votes to an entry. The budget is that of a step that is going on and works there, once for
    each who shares the person's device; votes given earlier on its places count."""
    entry, voter, times = ask.entry(ask.command.entry), _voter(ask), ask.command.times
    ask.present(voter.id)
    _check_alone(ask, voter, entry)
    there = Place(entry.sheet, entry.section, entry.part)
    going = [leaf for leaf in ask.own_leaves() if "vote" in ask.allowed(leaf) and works_there(ask, leaf, there)]
    faults = [_fault(ask, leaf, voter, entry, times) for leaf in going]
    if None not in faults:
        _refuse_vote(ask, voter, next(fault for fault in faults if fault is not None))
    return tuple(ask.event(Voted, entry=entry.id, person=voter.id) for _ in range(times))


def _voter(ask: Ask[Vote] | Ask[Unvote]) -> Person:
    """Whose votes they are. A facilitator may cast those of others."""
    asking, named = ask.person(), ask.command.person
    if named is None or named == asking.id:
        return asking
    if asking.role != "facilitator":
        ask.refuse("not-facilitator", person=asking.id)
    return ask.known(named)


def _check_alone(ask: Ask[Any], voter: Person, entry: Entry) -> None:
    """Refuse to cast in secret the votes of somebody who casts their own: whether it could be done would tell how they
    vote."""
    if voter.id == ask.command.by or entry.id not in (secret := kept_secret(ask)):
        return
    votes = (event for deed in ask.state.deeds.values() for event in deed.events if isinstance(event, Voted))
    own = (event for event in votes if event.person == event.by == voter.id)
    if any(event.entry in secret for event in own):
        ask.refuse("votes-alone", called=voter.called)


def kept_secret(ask: Ask[Any]) -> frozenset[str]:
    """The entries whose votes nobody sees now."""
    return secret_entries(secret_places(ask.rules.definitions, ask.state), ask.state)


def _fault(ask: Ask[Any], leaf: str, voter: Person, entry: Entry, times: int) -> Fault | None:
    """What stands against so many more votes in a step of votes; None when nothing does."""
    step = ask.rules.step(leaf)
    budget = step.votes * voter.heads
    per_entry = budget if step.several else min(budget, voter.heads)
    given = 0 if entry.removed else entry.votes.count(voter.id)
    if not 1 <= times <= budget:
        return "bad-votes", {"votes": times, "limit": budget}
    if given + times > per_entry and not step.several:
        return ("voted-already", {"entry": entry.id}) if given >= per_entry else _one_each(entry, per_entry)
    if votes_spent(ask, leaf, voter.id) + times > budget:
        return "no-votes-left", {"count": budget}
    return None


def _one_each(entry: Entry, per_entry: int) -> Fault:
    return "votes-per-entry", {"entry": entry.id, "count": per_entry}


def _refuse_vote(ask: Ask[Any], voter: Person, fault: Fault) -> None:
    """Say what stands against a vote, to the voter or to who casts it for them."""
    reason, facts = fault
    if voter.id == ask.command.by or reason == "bad-votes":
        ask.refuse(reason, **facts)
    ask.refuse(f"{reason}-of", called=voter.called, **facts)


def votes_spent(ask: Ask[Any], leaf: str, voter: str) -> int:
    """How many votes a person has given on the places of a step: in an instance on the sheets of that."""
    found = (
        entry
        for written in ask.rules.step(leaf).on
        for entry in entries_at(ask.rules.definitions, ask.state, written, instance_of(leaf))
    )
    return sum(entry.votes.count(voter) for entry in {entry.id: entry for entry in found}.values())


def has_vote_left(ask: Ask[Any], voter: str, entry: Entry) -> bool:
    """Whether one more vote to an entry keeps the budget of a step that votes on its place; of an entry that was taken
    away, whether all that it had from somebody do."""
    there = Place(entry.sheet, entry.section, entry.part)
    times = entry.votes.count(voter) if entry.removed else 1
    person = ask.known(voter)
    states = [
        node.id
        for node in ask.rules.chart.nodes.values()
        if node.step is not None and _is_vote(ask, node.step) and works_there(ask, node.id, there)
    ]
    return not states or any(_fault(ask, state, person, entry, times) is None for state in states)


def _is_vote(ask: Ask[Any], step: str) -> bool:
    activity = ask.rules.activity(ask.rules.steps[step])
    return "vote" in activity.participant | activity.facilitator


def unvote(ask: Ask[Unvote]) -> Events:
    """One of a person's votes back from an entry."""
    entry, voter = ask.entry(ask.command.entry), _voter(ask)
    _check_alone(ask, voter, entry)
    if voter.id not in entry.votes:
        _refuse_vote(ask, voter, ("not-voted", {"entry": entry.id}))
    return (ask.event(Unvoted, entry=entry.id, person=voter.id),)


def still_voted(state: State, event: Voted) -> bool:
    """Whether all the votes that a command gave to an entry are there."""
    entry, deed = state.entries[event.entry], state.deeds[event.command]
    given = sum(isinstance(one, Voted) and one.entry == entry.id for one in deed.events)
    return not entry.removed and entry.votes.count(event.person) >= given


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
    """The sheet named, or the flow's result; one's own where each group or participant has one. Raises UnknownId."""
    sheet = ask.command.sheet or ask.rules.definitions.flow.result
    if sheet is None:
        ask.refuse("approve-what")
    return sheet_meant(ask, sheet)


def approve(ask: Ask[Approve]) -> Events:
    """A yes to a sheet."""
    sheet, person = sheet_to_approve(ask), ask.person().id
    if person in ask.state.approvals.get(sheet, ()):
        return ()
    return (ask.event(Approved, sheet=sheet, person=person),)
