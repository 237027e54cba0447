"""`memory:` — a journal that lasts as long as its engine. For tests, previews and rehearsals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock

from tyopaja.errors import Conflict
from tyopaja.journals.contract import Record


class MemoryJournal:
    """Sessions in a dict. Safe for threads."""

    def __init__(self) -> None:
        self._sessions: dict[str, list[str]] = {}
        self._content: dict[str, bytes] = {}
        self._lock = Lock()

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        """See `Journal.append`."""
        events = list(data)
        with self._lock:
            if len(self._sessions.get(session, ())) != after:
                raise Conflict(session, after)
            if events:
                self._sessions.setdefault(session, []).extend(events)

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        """See `Journal.read`."""
        with self._lock:
            events = self._sessions.get(session, [])[after:]
        return (Record(seq, data) for seq, data in enumerate(events, after + 1))

    def sessions(self) -> Sequence[tuple[str, int]]:
        """See `Journal.sessions`."""
        with self._lock:
            return tuple((session, len(events)) for session, events in self._sessions.items())

    def keep(self, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        self._content.setdefault(digest, data)

    def fetch(self, digest: str) -> bytes | None:
        """See `Journal.fetch`."""
        return self._content.get(digest)

    def close(self) -> None:
        """Nothing is held open."""
