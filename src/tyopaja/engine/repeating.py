"""What a command gets that was carried out before: its answer once more.

A client that heard nothing asks again with the same id, and nothing may happen twice. An id that was used for
something else is a slip which would lose words: it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.values import check_fields, plain
from tyopaja.model import commands as c
from tyopaja.model.events import Added, Edited, Event, Joined, Stepped, Undone

_CAUSES: Mapping[str, frozenset[str]] = {
    "join": frozenset({"joined"}),
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
    "approve": frozenset({"approved"}),
}
"""Command → the events that it may cause. What `undo` causes depends on what it takes back."""


def repeated(ask: Ask[Any]) -> tuple[Event, ...]:
    """The events of the deed with this command's id, if they can be this command's."""
    events = ask.state.deeds[ask.id].events
    if not (_answers(ask.command, events) and _with_its_fields(ask, events[-1])):
        ask.refuse("id-used", id=ask.id)
    return events


def _with_its_fields(ask: Ask[Any], event: Event) -> bool:
    """Whether the fields that the command names are those of the event; an edit is silent on what stayed as it was."""
    if not isinstance(event, Added | Edited) or isinstance(ask.command, c.Undo):
        return True
    entry = ask.state.entries[event.entry]
    kept, _ = check_fields(ask, ask.command.fields, ask.rules.kind(entry.sheet, entry.section).fields)
    if isinstance(event, Added):
        return kept == dict(event.fields)
    return all(kept.get(name) == value for name, value in event.fields.items())


def _answers(command: c.Command, events: tuple[Event, ...]) -> bool:
    last = events[-1]
    if last.by != command.by:
        return False
    if isinstance(command, c.Undo) or isinstance(last, Undone):
        return isinstance(command, c.Undo) and isinstance(last, Undone) and command.of in (None, last.of)
    if isinstance(command, c.Join):
        return isinstance(last, Joined) and last.person == (command.person or command.by)
    # The last event, because who gave the first command of all joined by it.
    return last.type in _CAUSES[command.name] and _goes_there(command, last) and _says_so(command, last)


def _goes_there(command: c.Command, event: Event) -> bool:
    if not isinstance(event, Stepped):
        return True
    if isinstance(command, c.Go):
        return event.cause == (command.event or "jump") and command.to in (None, *event.entered)
    return event.cause == ("back" if isinstance(command, c.Back) else "next")


def _says_so(command: c.Command, event: Event) -> bool:
    """Whether what the command names is what the event names; an event is silent on words that stayed as they were."""
    for name in ("sheet", "section", "part", "entry", "text", "to"):
        asked, found = getattr(command, name, None), getattr(event, name, None)
        if asked is None or not hasattr(event, name) or (name == "text" and found is None):
            continue
        if (plain(asked) if name == "text" else asked) != found:
            return False
    return True
