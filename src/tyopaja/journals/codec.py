"""Events to the text that journals keep, and back: one line of JSON with the event's stable name under `type`.

Beside it stands in which form the event was written (`v`, left out while it is 1), so that older ones can be brought up
to date when they are read (`tyopaja.model.upcasting`). Before all else stands `hash`, which is made of the line itself
and of the hash of the event before it (`tyopaja.journals.chain`): a changed, lost or strange event breaks the chain."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tyopaja.errors import JournalError, Malformed
from tyopaja.journals import chain
from tyopaja.journals.contract import Journal
from tyopaja.journals.quick import quick
from tyopaja.model.events import Event
from tyopaja.model.wire import event_from_table, table_from_event

# `json.dumps` makes one each time when it is asked for anything but the defaults.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write(event: Event) -> str:
    """The event as one line of JSON, not chained yet."""
    return _ENCODER.encode(table_from_event(event))


def written(events: Iterable[Event], head: str) -> tuple[str, ...]:
    """Events as lines, chained to each other, the first to the event that has the hash `head`; "" at the beginning."""
    return tuple(chain.linked(map(write, events), head))


def replay(journal: Journal, session: str, after: int = 0) -> Iterator[Event]:
    """A session's events behind number `after`. Raises JournalError that names the first that cannot be read."""
    return (event for event, _ in replay_with_heads(journal, session, after))


def replay_with_heads(journal: Journal, session: str, after: int = 0) -> Iterator[tuple[Event, str]]:
    """As `replay`, each event with its hash, to which the next one is chained."""
    for record in journal.read(session, after):
        try:
            yield read(record.data), chain.hash_of(record.data)
        except JournalError as error:
            where = {"session": session, "seq": record.seq}
            message = f"Event {record.seq} of session {session}: {error.message}"
            raise JournalError(error.code, message, **error.fields, **where) from error.__cause__


def read(data: str) -> Event:
    """The event that a line of JSON holds. Raises JournalError for a line that is none, or is of a newer form."""
    if (event := quick(data)) is not None:
        return event
    try:
        return event_from_table(json.loads(chain.unlinked(data)))
    except Exception as error:
        newer = isinstance(error, Malformed) and error.code == "newer-event"
        code = "newer-event" if newer else "unreadable-event"
        remedy = " Upgrade tyopaja to read it." if newer else ""
        message = f"The journal holds an event that this tyopaja cannot read: {str(error).rstrip('.')}.{remedy}"
        raise JournalError(code, message, data=data[:200]) from error
