"""What every fold is made with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tyopaja.model.events import Event
from tyopaja.model.state import Entry, State

Fold = tuple[dict[str, Any], tuple[Event, ...]]
"""The attributes of the state that change, and the events that would take it back."""
Folds = Mapping[type[Event], Callable[[State, Any], Fold]]
"""Event → its fold."""
Evolve = Callable[[State, Event], State]
"""The state after an event."""


def same(event: Event) -> dict[str, Any]:
    """What an event that takes another back has of it; when it happens it gets its own."""
    return {"at": event.at, "by": event.by, "command": event.command}


def inserted(names: tuple[str, ...], name: str, place: int | None) -> tuple[str, ...]:
    """With one more at a place, last for None."""
    return (*names, name) if place is None else (*names[:place], name, *names[place:])


def changed(state: State, entry: Entry) -> dict[str, Any]:
    """An entry as it is now."""
    return {"entries": state.entries.insert(entry.id, entry)}
