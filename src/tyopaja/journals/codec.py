"""Events to the text that journals keep, and back: one line of JSON with the event's stable name under `type`.

The envelope says in which version of the event's form it was written (`v`, left out while it is 1), so that
older ones can be brought up to date when they are read."""

from __future__ import annotations

import json

from tyopaja.errors import JournalError
from tyopaja.model.events import Event
from tyopaja.model.wire import event_from_table, table_from_event


def write(event: Event) -> str:
    """The event as one line of JSON."""
    return json.dumps(table_from_event(event), ensure_ascii=False, separators=(",", ":"))


def read(data: str) -> Event:
    """The event that a line of JSON holds. Raises JournalError for a line that is none."""
    try:
        return event_from_table(json.loads(data))
    except Exception as error:
        message = f"The journal holds an event that this tyopaja cannot read: {error}."
        raise JournalError("unreadable-event", message, data=data[:200]) from error
