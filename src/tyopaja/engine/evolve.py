"""`evolve`: what is so after an event. Pure and total: an event from a journal is never refused, and no definition
is needed to replay it.

Each fold also says which events would take the event back: only the state before knows what that takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

from attrs import evolve as with_

from tyopaja.model import events as e
from tyopaja.model.state import Box, Deed, Entry, Person, State

Fold = tuple[dict[str, Any], tuple[e.Event, ...]]
"""The attributes of the state that change, and the events that would take it back."""
_LASTING = (e.Started, e.Upgraded, e.Undone)


def evolve(state: State, event: e.Event) -> State:
    """The state after `event`."""
    changes, undo = _FOLDS[type(event)](state, event)
    entry = getattr(event, "entry", None)
    after: Entry | None = changes["entries"].get(entry) if entry and "entries" in changes else None
    changes.update(_remember(state, event, undo, after, changes.get("deeds", state.deeds)))
    return with_(state, seq=state.seq + 1, changed=event.at, **changes)


def fold(events: Iterable[e.Event], state: State = State()) -> State:  # noqa: B008 (State is frozen)
    """The state after all of `events`."""
    return reduce(evolve, events, state)


def _remember(
    state: State, event: e.Event, undo: tuple[e.Event, ...], after: Entry | None, deeds: Any
) -> dict[str, Any]:
    """The deed that the event belongs to, one event longer."""
    deed = deeds.get(event.command)
    fresh = deed is None
    if deed is None:
        deed = Deed(by=event.by, events=(), before=state.latest.get(event.by))
    # Neither how a session begins nor an upgrade or an undo is taken back, nor what came with them.
    lasting = isinstance(event, _LASTING) or any(isinstance(one, e.Started) for one in deed.events[:1])
    touched = tuple(one for one in deed.touched if after is None or one.id != after.id)
    deed = with_(
        deed,
        events=(*deed.events, event),
        undo=() if lasting else (*undo, *deed.undo),
        touched=(*touched, after) if after else touched,
    )
    remembered: dict[str, Any] = {"deeds": deeds.insert(event.command, deed)}
    if fresh:
        remembered["latest"] = {**state.latest, event.by: event.command}
    return remembered


def _same(event: e.Event) -> dict[str, Any]:
    return {"at": event.at, "by": event.by, "command": event.command}


def _started(state: State, event: e.Started) -> Fold:
    return {
        "session": event.session,
        "flow": event.flow,
        "definitions": event.definitions,
        "title": event.title,
        "locale": event.locale,
        "started": event.at,
    }, ()


def _joined(state: State, event: e.Joined) -> Fold:
    person = Person(id=event.person, called=event.called, role=event.role, joined=event.at)
    return {"people": {**state.people, event.person: person}}, ()


def _stepped(state: State, event: e.Stepped) -> Fold:
    back = event.cause == "undo"
    visits = dict(state.visits)
    for step in event.left if back else event.entered:
        visits[step] = visits.get(step, 0) + (-1 if back else 1)
    changes: dict[str, Any] = {
        "steps": event.now,
        "entered": event.since or event.at,
        "visits": {step: count for step, count in visits.items() if count},
    }
    if event.move is not None:
        changes["moves"] = _counted(state.moves, event.move, -1 if back else 1)
    reverse = e.Stepped(
        **_same(event),
        left=event.entered[::-1],
        entered=event.left[::-1],
        now=state.steps,
        cause="undo",
        move=event.move,
        since=state.entered,
    )
    return changes, () if event.cause == "start" else (reverse,)


def _insert(names: tuple[str, ...], name: str, place: int | None) -> tuple[str, ...]:
    return (*names, name) if place is None else (*names[:place], name, *names[place:])


def _added(state: State, event: e.Added) -> Fold:
    box: Box = (event.sheet, event.section)
    entry = Entry(
        id=event.entry,
        sheet=event.sheet,
        section=event.section,
        part=event.part,
        text=event.text,
        fields=event.fields,
        by=state.entries[event.origin].by if event.origin is not None and event.origin in state.entries else event.by,
        at=event.at,
        origin=event.origin,
    )
    names = _insert(state.boxes.get(box, ()), entry.id, event.place)
    changes = {"entries": state.entries.insert(entry.id, entry), "boxes": state.boxes.insert(box, names)}
    return changes, (e.Removed(**_same(event), entry=entry.id),)


def _edited(state: State, event: e.Edited) -> Fold:
    entry = state.entries[event.entry]
    fields = {name: value for name, value in entry.fields.items() if name not in event.cleared}
    text = None if "text" in event.cleared else entry.text if event.text is None else event.text
    after = with_(entry, text=text, fields={**fields, **event.fields})
    unwritten = ("text",) if event.text is not None and entry.text is None else ()
    reverse = e.Edited(
        **_same(event),
        entry=entry.id,
        text=None if text == entry.text else entry.text,
        fields={name: entry.fields[name] for name in (*event.fields, *event.cleared) if name in entry.fields},
        cleared=(*unwritten, *(name for name in event.fields if name not in entry.fields)),
    )
    return _changed(state, after), (reverse,)


def _changed(state: State, entry: Entry) -> dict[str, Any]:
    return {"entries": state.entries.insert(entry.id, entry)}


def _place(state: State, entry: Entry) -> int:
    return state.boxes[entry.sheet, entry.section].index(entry.id)


def _taken_out(state: State, entry: Entry) -> Any:
    box: Box = (entry.sheet, entry.section)
    names = tuple(name for name in state.boxes[box] if name != entry.id)
    return state.boxes.insert(box, names) if names else state.boxes.remove(box)


def _moved(state: State, event: e.Moved) -> Fold:
    entry = state.entries[event.entry]
    boxes, box = _taken_out(state, entry), (event.sheet, event.section)
    changes = _changed(state, with_(entry, sheet=event.sheet, section=event.section, part=event.part))
    changes["boxes"] = boxes.insert(box, _insert(boxes.get(box, ()), entry.id, event.place))
    reverse = e.Moved(
        **_same(event),
        entry=entry.id,
        sheet=entry.sheet,
        section=entry.section,
        part=entry.part,
        place=_place(state, entry),
    )
    return changes, (reverse,)


def _removed(state: State, event: e.Removed) -> Fold:
    entry = state.entries[event.entry]
    changes = _changed(state, with_(entry, removed=True))
    changes["boxes"] = _taken_out(state, entry)
    return changes, (e.Restored(**_same(event), entry=entry.id, place=_place(state, entry)),)


def _restored(state: State, event: e.Restored) -> Fold:
    entry = state.entries[event.entry]
    box: Box = (entry.sheet, entry.section)
    changes = _changed(state, with_(entry, removed=False))
    changes["boxes"] = state.boxes.insert(box, _insert(state.boxes.get(box, ()), entry.id, event.place))
    return changes, (e.Removed(**_same(event), entry=entry.id),)


def _voted(state: State, event: e.Voted) -> Fold:
    entry = state.entries[event.entry]
    after = with_(entry, votes=_insert(entry.votes, event.person, event.place))
    return _changed(state, after), (e.Unvoted(**_same(event), entry=entry.id, person=event.person),)


def _unvoted(state: State, event: e.Unvoted) -> Fold:
    entry = state.entries[event.entry]
    after = with_(entry, votes=tuple(person for person in entry.votes if person != event.person))
    reverse = e.Voted(**_same(event), entry=entry.id, person=event.person, place=entry.votes.index(event.person))
    return _changed(state, after), (reverse,)


def _picked(state: State, event: e.Picked) -> Fold:
    entry = state.entries[event.entry]
    reverse: e.Event = e.Unpicked(**_same(event), entry=entry.id)
    if entry.picked:
        reverse = e.Picked(**_same(event), entry=entry.id, reason=entry.reason, since=entry.picked)
    return _changed(state, with_(entry, picked=event.since or event.at, reason=event.reason)), (reverse,)


def _unpicked(state: State, event: e.Unpicked) -> Fold:
    entry = state.entries[event.entry]
    reverse = e.Picked(**_same(event), entry=entry.id, reason=entry.reason, since=entry.picked)
    return _changed(state, with_(entry, picked=None, reason=None)), (reverse,)


def _linked(state: State, event: e.Linked) -> Fold:
    entry = state.entries[event.entry]
    reverse = e.Unlinked(**_same(event), entry=entry.id, to=event.to)
    return _changed(state, with_(entry, links=_insert(entry.links, event.to, event.place))), (reverse,)


def _unlinked(state: State, event: e.Unlinked) -> Fold:
    entry = state.entries[event.entry]
    reverse = e.Linked(**_same(event), entry=entry.id, to=event.to, place=entry.links.index(event.to))
    links = tuple(name for name in entry.links if name != event.to)
    return _changed(state, with_(entry, links=links)), (reverse,)


def _counted(counts: Mapping[int, int], number: int, step: int) -> dict[int, int]:
    """How often each was taken, with one more or less of one of them."""
    changed = {**counts, number: counts.get(number, 0) + step}
    return {one: times for one, times in changed.items() if times}


def _carried(state: State, event: e.Carried) -> Fold:
    reverse = e.Uncarried(**_same(event), carry=event.carry, entries=event.entries)
    return {"carried": _counted(state.carried, event.carry, 1)}, (reverse,)


def _uncarried(state: State, event: e.Uncarried) -> Fold:
    reverse = e.Carried(**_same(event), carry=event.carry, entries=event.entries)
    return {"carried": _counted(state.carried, event.carry, -1)}, (reverse,)


def _upgraded(state: State, event: e.Upgraded) -> Fold:
    moves, carries = dict(enumerate(event.moves)), dict(enumerate(event.carries))
    deeds = state.deeds
    for name, deed in state.deeds.items():
        undo = tuple(kept for one in deed.undo if (kept := _renumbered(one, moves, carries)) is not None)
        if undo != deed.undo:
            deeds = deeds.insert(name, with_(deed, undo=undo))
    return {
        "definitions": event.definitions,
        "moves": {now: times for old, times in state.moves.items() if (now := moves.get(old, -1)) >= 0},
        "carried": {now: times for old, times in state.carried.items() if (now := carries.get(old, -1)) >= 0},
        "deeds": deeds,
    }, ()


def _renumbered(event: e.Event, moves: Mapping[int, int], carries: Mapping[int, int]) -> e.Event | None:
    """What takes an earlier event back, with the numbers that its move and its carry have now."""
    if isinstance(event, e.Stepped) and event.move is not None:
        move = moves.get(event.move, -1)
        return with_(event, move=None if move < 0 else move)
    if isinstance(event, e.Carried | e.Uncarried):
        carry = carries.get(event.carry, -1)
        return None if carry < 0 else with_(event, carry=carry)
    return event


def _approved(state: State, event: e.Approved) -> Fold:
    said = (*state.approvals.get(event.sheet, ()), event.person)
    reverse = e.Withdrawn(**_same(event), sheet=event.sheet, person=event.person)
    return {"approvals": {**state.approvals, event.sheet: said}}, (reverse,)


def _withdrawn(state: State, event: e.Withdrawn) -> Fold:
    said = tuple(person for person in state.approvals.get(event.sheet, ()) if person != event.person)
    reverse = e.Approved(**_same(event), sheet=event.sheet, person=event.person)
    approvals = {**state.approvals, event.sheet: said}
    return {"approvals": {sheet: people for sheet, people in approvals.items() if people}}, (reverse,)


def _undone(state: State, event: e.Undone) -> Fold:
    return {"deeds": state.deeds.insert(event.of, with_(state.deeds[event.of], undone=True))}, ()


_FOLDS: Mapping[type[e.Event], Callable[[State, Any], Fold]] = {
    e.Started: _started,
    e.Joined: _joined,
    e.Stepped: _stepped,
    e.Added: _added,
    e.Edited: _edited,
    e.Moved: _moved,
    e.Removed: _removed,
    e.Restored: _restored,
    e.Voted: _voted,
    e.Unvoted: _unvoted,
    e.Picked: _picked,
    e.Unpicked: _unpicked,
    e.Linked: _linked,
    e.Unlinked: _unlinked,
    e.Carried: _carried,
    e.Uncarried: _uncarried,
    e.Upgraded: _upgraded,
    e.Approved: _approved,
    e.Withdrawn: _withdrawn,
    e.Undone: _undone,
}
