"""The decider of `undo`. A command is taken back by the events that reverse its own, so the journal only ever
grows and keeps both. What others have built on is not taken from under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve as with_

from tyopaja.engine.asking import Ask
from tyopaja.engine.checking import still_checked
from tyopaja.engine.choices import has_vote_left, kept_secret, still_voted
from tyopaja.engine.clusters import still_clustered, still_named
from tyopaja.engine.entries import check_room
from tyopaja.engine.evolve import fold
from tyopaja.engine.going import is_whole, leaves_to_say
from tyopaja.engine.revealing import still_revealed
from tyopaja.engine.staffing import restaffed
from tyopaja.model.commands import Undo
from tyopaja.model.events import (
    Approved,
    Carried,
    CheckedIn,
    Clustered,
    ClusterNamed,
    Divided,
    Erased,
    Event,
    Expected,
    Joined,
    Left,
    Linked,
    Moved,
    Picked,
    Rang,
    Readied,
    Removed,
    Restored,
    Returned,
    Revealed,
    RoleChanged,
    StepAdded,
    Stepped,
    Timed,
    Undone,
    Unlinked,
    Unpicked,
    Unvoted,
    Voted,
)
from tyopaja.model.place import Place, base_of, own_of
from tyopaja.model.state import Deed, Entry, State


def undo(ask: Ask[Undo]) -> tuple[Event, ...]:
    """Take back the command named, or one's own latest that can be."""
    name, deed = _which(ask)
    if deed.by != ask.command.by and ask.person().role != "facilitator":
        ask.refuse("not-your-command", id=name)
    _check_seen(ask, deed)
    if deed.undone:
        ask.refuse("undone-already", id=name)
    if not deed.undo or _is_joining(deed) or isinstance(deed.events[-1], Erased):
        ask.refuse("cannot-undo", id=name)
    if _is_the_chairs(ask, name):
        ask.refuse("chairs-command", id=name)
    if not _as_it_was_left(ask, deed):
        ask.refuse("built-on", id=name)
    for event in deed.undo:
        _check_room(ask, name, event)
    reversing = tuple(with_(event, at=ask.at, by=ask.command.by, command=ask.id) for event in deed.undo)
    reversing = _from_here(ask, name, deed, reversing)
    # Who is back, or gone again, has an instance of what runs for each, or none.
    return (*restaffed(ask, reversing), ask.event(Undone, of=name))


def _check_seen(ask: Ask[Undo], deed: Deed) -> None:
    """Refuse to take back what another did unseen, words that only they see or votes that nobody does, and what people
    have voted on in secret: whether that stands as it was left would tell of their votes."""
    hidden = _hidden_by(ask, deed)
    if hidden is not None:
        ask.refuse("not-revealed", entry=hidden)
    secret = kept_secret(ask)
    if _votes_in(deed, secret) and deed.by != ask.command.by:
        ask.refuse("votes-secret")
    stands_alone = all(type(event) in _BY_THEMSELVES or isinstance(event, Removed) for event in deed.events)
    touched = not stands_alone and any(entry.id in secret for entry in deed.touched)
    if touched and any(ask.state.entries[name].votes for name in secret):
        ask.refuse("votes-secret")


def _hidden_by(ask: Ask[Undo], deed: Deed) -> str | None:
    """An entry that another's command was about and that the person does not see: it changed it, answered it, or named
    a cluster of nothing else."""
    if deed.by == ask.command.by:
        return None
    first, entries = deed.events[0], ask.state.entries
    names = [entry.id for entry in deed.touched]
    if isinstance(first, Linked | Unlinked):
        names.append(first.to)
    elif isinstance(first, ClusterNamed):
        there = ask.state.entries_in(first.sheet, first.section)
        members = [entry for entry in there if entry.cluster == first.cluster]
        names += [entry.id for entry in members[:1] if not any(map(ask.sees, members))]
    return next((name for name in names if not ask.sees(entries[name])), None)


def _votes_in(deed: Deed, secret: frozenset[str]) -> bool:
    """Whether a command gave votes that are secret, or took them back."""
    return any(isinstance(event, Voted | Unvoted) and event.entry in secret for event in deed.events)


def _from_here(ask: Ask[Undo], name: str, deed: Deed, reversing: tuple[Event, ...]) -> tuple[Event, ...]:
    """What takes a step back, from where the session is now: other lanes and instances may have gone on since."""
    steps = [event for event in deed.events if isinstance(event, Stepped)]
    if not steps:
        return reversing
    others = [event for event in reversing if not isinstance(event, Stepped)]
    chart, now = ask.rules.now(fold(others, ask.state)).chart, ask.state.steps
    found: list[Event] = []
    for event in reversing:
        if isinstance(event, Stepped):
            entered = set(steps[-1].entered) & set(steps.pop().now)
            kept, again = set(now) - entered, set(event.entered) & set(event.now)
            if not kept | again <= chart.nodes.keys() or kept & again:
                ask.refuse("built-on", id=name)
            now = tuple(sorted(kept | again, key=lambda state: chart.nodes[state].index))
            if not is_whole(chart, now):
                ask.refuse("built-on", id=name)
            event = with_(event, now=now, leaves=leaves_to_say(chart, now))
        found.append(event)
    return tuple(found)


def _check_room(ask: Ask[Undo], name: str, event: Event) -> None:
    """What comes back keeps the limits: the place that it left may have been taken, its votes given elsewhere."""
    if not isinstance(event, Restored | Moved | Voted):
        return
    entry = ask.state.entries[event.entry]
    voters = () if isinstance(event, Moved) else entry.votes if isinstance(event, Restored) else (event.person,)
    if not all(has_vote_left(ask, voter, entry) for voter in voters):
        ask.refuse("built-on", id=name)
    if isinstance(event, Voted):
        return
    back = entry if isinstance(event, Restored) else event
    there, section = Place(back.sheet, back.section, back.part), (back.sheet, back.section)
    elsewhere = isinstance(event, Restored) or section != (entry.sheet, entry.section) or back.part != entry.part
    canvas = ask.rules.definitions.canvases.get(base_of(back.sheet))
    # A section that an upgrade took away has no limits: what comes back there is kept aside.
    if elsewhere and canvas is not None and back.section in canvas.section:
        check_room(ask, there, entry)


def _which(ask: Ask[Undo]) -> tuple[str, Deed]:
    named = ask.command.of
    if named is not None:
        if named not in ask.state.deeds:
            raise ask.unknown("command", named, _may_be_named(ask))
        return named, ask.state.deeds[named]
    own = ((name, deed) for name, deed in _own_deeds(ask) if deed.undo and not deed.undone)
    can_be = ((name, deed) for name, deed in own if not (_is_joining(deed) or _is_past_leaving(deed)))
    found = next(((name, deed) for name, deed in can_be if not _is_the_chairs(ask, name)), None)
    if found is None:
        ask.refuse("nothing-to-undo")
    return found


def _may_be_named(ask: Ask[Undo]) -> Iterator[str]:
    """The commands that the person may hear of: their own, and for a facilitator what others did before all eyes."""
    everybodys, secret = ask.person().role == "facilitator", kept_secret(ask)
    for name, deed in ask.state.deeds.items():
        seen = everybodys and _hidden_by(ask, deed) is None and not _votes_in(deed, secret)
        if seen or deed.by == ask.command.by:
            yield name


def _own_deeds(ask: Ask[Undo]) -> Iterator[tuple[str, Deed]]:
    name = ask.state.latest.get(ask.command.by)
    while name is not None:
        deed = ask.state.deeds[name]
        yield name, deed
        name = deed.before


def _is_joining(deed: Deed) -> bool:
    """Whether somebody came by it, for the first time or again: that is taken back by leaving. Whoever took the chair
    by their first command is there, whatever becomes of the command."""
    first = deed.events[0]
    taking = isinstance(first, Joined) and first.role == "facilitator" and len(deed.events) > 1
    return isinstance(first, Joined | Returned) and not taking


def _is_past_leaving(deed: Deed) -> bool:
    """Whether somebody left by it of themselves: who is there to ask has come back since."""
    return isinstance(deed.events[0], Left) and deed.events[0].person == deed.by


def _is_the_chairs(ask: Ask[Undo], name: str) -> bool:
    """Whether the person gave a command while they had the chair, and has it no more. That they gave the chair away
    they may take back until the one who got it does something."""
    person = ask.person()
    if person.role == "facilitator":
        return False
    for given, deed in _own_deeds(ask):
        stands = deed.undo and not deed.undone
        roles = {event.person: event.role for event in deed.events if stands and isinstance(event, RoleChanged)}
        if roles.pop(person.id, None) == "participant":
            return given != name or any(_acts_since(ask.state, one, deed) for one in roles)
        if given == name:
            return False
    return False


def _acts_since(state: State, person: str, deed: Deed) -> bool:
    """Whether somebody gave a command after one of another."""
    latest = state.latest.get(person)
    return latest is not None and state.deeds[latest].events[0].at > deed.events[0].at


def _as_it_was_left(ask: Ask[Undo], deed: Deed) -> bool:
    """Whether everything that the command touched is still as it left it.

    A vote, a choice or a link stands by itself, whatever others did to its entry; words and places are what the others
    built on.
    """
    by_themselves = [event for event in deed.events if type(event) in _BY_THEMSELVES]
    # What counts of groups is how the command left them in the end.
    divided = [event for event in by_themselves if isinstance(event, Divided)][:-1]
    by_themselves = [event for event in by_themselves if event not in divided]
    if not all(_BY_THEMSELVES[type(event)](ask.state, event) for event in by_themselves):
        return False
    alone = all(type(event) in _BY_THEMSELVES for event in deed.events)
    return alone or all(_as_seen(ask, ask.state.entries[entry.id]) == _as_seen(ask, entry) for entry in deed.touched)


def _as_seen(ask: Ask[Undo], entry: Entry) -> Entry:
    """An entry without what it answers that the person does not see: its author may have tied it to what they wrote for
    themselves."""
    links = tuple(name for name in entry.links if ask.sees(ask.state.entries[name]))
    return entry if links == entry.links else with_(entry, links=links)


def _standing(state: State, event: Any) -> Entry | None:
    entry = state.entries[event.entry]
    return None if entry.removed else entry


def _is_there_still(state: State, event: Stepped) -> bool:
    """Whether what a step entered has been active ever since."""
    entered = set(event.entered) & set(event.now)
    return entered.issubset(state.steps) and all(
        "." in one or state.since[one] == event.since.get(one, event.at) for one in entered
    )


def _is_untouched(state: State, event: StepAdded) -> bool:
    """Whether a step that was added has not been entered, and no other was put behind it."""
    name = event.step.id
    names = (name, *(own_of(name, owner) for owner in (*state.groups, *state.people)))
    return not any(state.visits.get(one) for one in names) and all(one.after != name for one in state.added)


_BY_THEMSELVES: Mapping[type[Event], Callable[[State, Any], bool]] = {
    Joined: lambda state, event: True,
    Left: lambda state, event: state.people[event.person].left is not None,
    Returned: lambda state, event: state.people[event.person].left is None,
    RoleChanged: lambda state, event: state.people[event.person].role == event.role,
    Expected: lambda state, event: state.expected == event.count,
    Divided: lambda state, event: state.groups == event.groups,
    Readied: lambda state, event: event.person in state.ready.get((event.step, event.visit), ()),
    StepAdded: lambda state, event: _is_untouched(state, event),
    Stepped: lambda state, event: _is_there_still(state, event),
    Timed: lambda state, event: state.timers.get(event.step) == event.timer,
    Rang: lambda state, event: event.step in state.timers and state.timers[event.step].rung,
    Approved: lambda state, event: event.person in state.approvals.get(event.sheet, ()),
    Revealed: still_revealed,
    ClusterNamed: still_named,
    Clustered: still_clustered,
    CheckedIn: still_checked,
    Voted: still_voted,
    Unvoted: lambda state, event: _standing(state, event) is not None,
    Picked: lambda state, event: (
        (entry := _standing(state, event)) is not None and entry.picked is not None and entry.reason == event.reason
    ),
    Unpicked: lambda state, event: (entry := _standing(state, event)) is not None and entry.picked is None,
    Linked: lambda state, event: (entry := _standing(state, event)) is not None and event.to in entry.links,
    Unlinked: lambda state, event: (entry := _standing(state, event)) is not None and event.to not in entry.links,
    Carried: lambda state, event: True,
}
"""Event → whether what it made is still so, for events that make something by itself."""
