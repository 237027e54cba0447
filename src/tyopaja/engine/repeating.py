"""What a command gets that was carried out before: its answer once more.

A client that heard nothing asks again with the same id, and nothing may happen twice. An id that was used for
something else is a slip which would lose words: it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.values import check_fields, plain, with_defaults
from tyopaja.errors import Refused, UnknownId
from tyopaja.model import commands as c
from tyopaja.model.events import (
    Added,
    Carried,
    Clustered,
    Divided,
    Edited,
    Erased,
    Event,
    Joined,
    Left,
    Linked,
    Returned,
    RoleChanged,
    StepAdded,
    Stepped,
    Undone,
)
from tyopaja.model.place import INSTANCE, Place, base_of, instance_of

_CAUSES: Mapping[str, frozenset[str]] = {
    "join": frozenset({"joined", "returned", "role-changed"}),
    "advance": frozenset({"stepped"}),
    "back": frozenset({"stepped"}),
    "go": frozenset({"stepped"}),
    "add": frozenset({"added"}),
    "set": frozenset({"added", "edited"}),
    "edit": frozenset({"edited"}),
    "move": frozenset({"moved"}),
    "remove": frozenset({"removed"}),
    "vote": frozenset({"voted"}),
    "unvote": frozenset({"unvoted"}),
    "pick": frozenset({"picked"}),
    "unpick": frozenset({"unpicked"}),
    "link": frozenset({"linked"}),
    "unlink": frozenset({"unlinked"}),
    "attach": frozenset({"added", "edited"}),
    "carry": frozenset({"carried"}),
    "approve": frozenset({"approved"}),
    "leave": frozenset({"left"}),
    "erase": frozenset({"erased"}),
    "hand-over": frozenset({"role-changed"}),
    "expect": frozenset({"expected"}),
    "divide": frozenset({"divided"}),
    "seat": frozenset({"divided"}),
    "split": frozenset({"divided"}),
    "merge": frozenset({"divided"}),
    "ready": frozenset({"readied"}),
    "reveal": frozenset({"revealed"}),
    "group": frozenset({"clustered", "cluster-named"}),
    "ungroup": frozenset({"clustered"}),
    "check-in": frozenset({"checked-in"}),
    "start-timer": frozenset({"timed"}),
    "stop-timer": frozenset({"timed"}),
    "extend": frozenset({"timed"}),
    "tick": frozenset({"rang", "stepped"}),
    "add-step": frozenset({"step-added"}),
}
"""Command → the events that it may cause. What `undo` causes depends on what it takes back."""

_FIRST = (Joined, Returned, Left, RoleChanged, Divided, StepAdded)
"""Events of commands that groups and instances may follow."""


_BROUGHT = (Carried, Added, Linked, Clustered)
"""What the command `carry` ends with: a carry that was taken, or what was gathered and what it is tied to."""


def repeated(ask: Ask[Any]) -> tuple[Event, ...]:
    """The events of the deed with this command's id, if they can be this command's."""
    events = ask.state.deeds[ask.id].events
    if not (_answers(ask, _main(events)) and _with_its_fields(ask, _main(events))):
        ask.refuse("id-used", id=ask.id)
    return events


def _main(events: tuple[Event, ...]) -> Event:
    """The event that says what a command was. Who gave the first command of all joined by it; what became of groups and
    instances because of people follows them; carries follow the step of a command that went to other steps."""
    if isinstance(events[-1], Undone | Erased):
        return events[-1]
    if len(events) > 1 and isinstance(events[0], Joined) and events[0].role == "facilitator":
        events = events[1:]
    stepped = (event for event in events if isinstance(event, Stepped) and event.cause != "people")
    first = events[0] if isinstance(events[0], _FIRST) else events[-1]
    return next(stepped, first)


def _with_its_fields(ask: Ask[Any], event: Event) -> bool:
    """Whether the fields that the command names are those of the event; an edit is silent on what stayed as it was."""
    command = ask.command
    if not isinstance(event, Added | Edited) or isinstance(command, c.Undo | c.Carry):
        return True
    entry = ask.state.entries[event.entry]
    try:
        kind = ask.rules.kind(entry.sheet, entry.section)
        given = {str(kind.first("picture")): command.picture} if isinstance(command, c.Attach) else command.fields
        kept, _ = check_fields(ask, given, kind.fields)
    except (Refused, UnknownId):
        # Its section may be another since an upgrade, and nothing can be said of the fields that it had.
        return entry.section not in getattr(ask.rules.definitions.canvases.get(base_of(entry.sheet)), "section", {})
    if isinstance(event, Added):
        return with_defaults(kind, kept) == dict(event.fields)
    return all(kept.get(name) == value for name, value in event.fields.items())


def _answers(ask: Ask[Any], event: Event) -> bool:
    command = ask.command
    if isinstance(event, Erased):
        # Whoever asked may have been erased by it, and is called something else in it.
        return isinstance(command, c.Erase)
    if event.by != command.by:
        return False
    if isinstance(command, c.Undo) or isinstance(event, Undone):
        return isinstance(command, c.Undo) and isinstance(event, Undone) and command.of in (None, event.of)
    if isinstance(command, c.Join | c.Leave | c.HandOver):
        # The chair goes to somebody, or only from somebody where the other had it already.
        people = (command.to, command.by) if isinstance(command, c.HandOver) else (command.person or command.by,)
        return event.type in _CAUSES[command.name] and getattr(event, "person", None) in people
    if isinstance(event, Divided):
        return event.type in _CAUSES[command.name] and _grouped_so(command, event)
    if isinstance(command, c.Carry) and isinstance(event, _BROUGHT):
        return _brings_there(ask, event)
    return event.type in _CAUSES[command.name] and _goes_there(command, event) and _says_so(command, event)


def _grouped_so(command: c.Command, event: Divided) -> bool:
    """Whether the groups are as the command names them."""
    match command:
        case c.Seat():
            return command.person in event.groups.get(command.group, ())
        case c.Split():
            return command.group in event.groups and (command.to is None or command.to in event.groups)
        case c.Merge():
            return event.groups.get(command.group) == () and command.to in event.groups
    return True


def _brings_there(ask: Ask[c.Carry], event: Event) -> bool:
    """Whether the entries came to the place that the command names."""
    to = Place.parse(ask.command.to)
    whose = base_of if instance_of(to.sheet) is None else str  # whose it is need not be said
    added = (one for one in ask.state.deeds[event.command].events if isinstance(one, Added) and one.origin)
    return any(to.covers(Place(whose(one.sheet), one.section, one.part)) for one in added)


def _goes_there(command: c.Command, event: Event) -> bool:
    if not isinstance(event, Stepped):
        return True
    if isinstance(command, c.Go):
        return event.cause == (command.event or "jump") and command.to in (None, *event.entered)
    return event.cause == {"back": "back", "tick": "time"}.get(command.name, "next")


def _says_so(command: c.Command, event: Event) -> bool:
    """Whether what the command names is what the event names; an event is silent on words that stayed as they were."""
    for name in ("sheet", "section", "part", "entry", "text", "to"):
        asked, found = getattr(command, name, None), getattr(event, name, None)
        if asked is None or not hasattr(event, name) or (name == "text" and found is None):
            continue
        if name == "sheet" and found is not None and INSTANCE not in asked:
            found = base_of(found)  # whose it is need not be said
        if (plain(asked) if name == "text" else asked) != found:
            return False
    return True
