"""The content that a session keeps beside its events: which of it an event speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.model.events import Added, Edited, Event, Started, Upgraded
from tyopaja.workshop.pictures import is_key


def spoken_of(event: Event) -> Iterator[str]:
    """The hashes of the definitions that a session runs on, and of pictures in the fields of entries."""
    if isinstance(event, Started | Upgraded):
        yield event.definitions
    elif isinstance(event, Added | Edited):
        yield from (value for value in event.fields.values() if isinstance(value, str) and is_key(value))
