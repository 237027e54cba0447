"""Events to the text that journals keep, and back: one line of JSON with the event's stable name under `type`.

Beside it stands in which form the event was written (`v`, left out while it is 1), so that older ones can be brought up
to date when they are read (`tyopaja.model.upcasting`). Before all else stands `hash`, which is made of the line itself
and of the hash of the event before it (`tyopaja.journals.chain`): a changed, lost or strange event breaks the chain."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tyopaja.errors import JournalError, Malformed
from tyopaja.journals import chain
from tyopaja.journals.contract import Journal, Record
from tyopaja.journals.quick import Reader, none, quick, reader_of, unread
from tyopaja.model.events import Event
from tyopaja.model.unread import Unread
from tyopaja.model.wire import event_from_table, table_from_event

# `json.dumps` makes one each time when it is asked for anything but the defaults.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write(event: Event) -> str:
    """The event as one line of JSON, not chained yet."""
    return _ENCODER.encode(table_from_event(event))


def written(events: Iterable[Event], head: str) -> tuple[str, ...]:
    """Events as lines, chained to each other, the first to the event that has the hash `head`; "" at the beginning."""
    return tuple(chain.linked(map(write, events), head))


class Replay:
    """A session's events behind number `after`, once, in order; and then the hash of the last, to which the next one is
    chained. Going through it raises JournalError that names the first event that cannot be read."""

    def __init__(self, journal: Journal, session: str, after: int = 0) -> None:
        self._session = session
        self._records = journal.read(session, after)
        self._last = ""

    def __iter__(self) -> Iterator[Event]:
        reader: Reader = none
        for record in self._records:
            self._last = line = record.data
            # Most come after one of their own type.
            event = reader(line)
            if event is None:
                reader = reader_of(line)
                event = reader(line)
            yield self._read(record) if event is None else event

    def unread(self) -> Iterator[Event | Unread]:
        """As going through it, but for entries that are not read before somebody asks for them."""
        reader: Reader = none
        for record in self._records:
            self._last = line = record.data
            event = unread(line) or reader(line)
            if event is None:
                reader = reader_of(line)
                event = reader(line)
            yield self._read(record) if event is None else event

    def _read(self, record: Record) -> Event:
        try:
            return read(record.data)
        except JournalError as error:
            where = {"session": self._session, "seq": record.seq}
            message = f"Event {record.seq} of session {self._session}: {error.message}"
            raise JournalError(error.code, message, **error.fields, **where) from error.__cause__

    @property
    def head(self) -> str:
        """The hash of the last event that was gone through; "" for none."""
        return chain.hash_of(self._last)


def replay(journal: Journal, session: str, after: int = 0) -> Iterator[Event]:
    """A session's events behind number `after`. Raises JournalError that names the first that cannot be read."""
    return iter(Replay(journal, session, after))


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
