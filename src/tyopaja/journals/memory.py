"""`memory:` — a journal that lasts as long as its engine. For tests, previews and rehearsals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from threading import Condition

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals.contract import Record, Snapshot, Wanted


class MemoryJournal:
    """Sessions in a dict. Safe for threads."""

    def __init__(self) -> None:
        self._sessions: dict[str, list[str]] = {}
        self._content: dict[tuple[str, str], bytes] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._changed = Condition()

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        """See `Journal.append`."""
        self.rewrite(session, after, {}, data)

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        """See `Gatherer.append_all`."""
        return [self._outcome(one) for one in wanted]

    def _outcome(self, wanted: Wanted) -> JournalError | None:
        try:
            self.append(wanted.session, wanted.after, wanted.data)
        except JournalError as error:
            return error
        return None

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        """See `Journal.read`."""
        with self._changed:
            events = self._sessions.get(session, [])[after:]
        return (Record(seq, data) for seq, data in enumerate(events, after + 1))

    def sessions(self) -> Sequence[tuple[str, int]]:
        """See `Journal.sessions`."""
        with self._changed:
            return tuple((session, len(events)) for session, events in self._sessions.items())

    def wait(self, session: str, after: int, seconds: float) -> int:
        """See `Journal.wait`."""
        with self._changed:
            self._changed.wait_for(lambda: self._length(session) > after, seconds)
            return self._length(session)

    def _length(self, session: str) -> int:
        return len(self._sessions.get(session, ()))

    def keep(self, session: str, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        self._content.setdefault((session, digest), data)

    def fetch(self, session: str, digest: str) -> bytes | None:
        """See `Journal.fetch`."""
        return self._content.get((session, digest))

    def contents(self, session: str) -> Sequence[str]:
        """See `Journal.contents`."""
        with self._changed:
            return tuple(digest for of, digest in self._content if of == session)

    def rewrite(
        self,
        session: str,
        after: int,
        changed: Mapping[int, str],
        data: Sequence[str],
        forgotten: Collection[str] = (),
    ) -> None:
        """See `Journal.rewrite`."""
        new = list(data)
        with self._changed:
            if self._length(session) != after:
                raise Conflict(session, after)
            if not all(0 < seq <= after for seq in changed):
                raise JournalError("no-event", f"Session {session} has events 1 to {after} and no others.")
            # Made first and put in its place at once: whoever reads holds the former list or this one.
            if changed:
                former = enumerate(self._sessions[session], 1)
                self._sessions[session] = [changed.get(seq, text) for seq, text in former]
            if changed or forgotten:
                self._snapshots.pop(session, None)
            for digest in forgotten:
                self._content.pop((session, digest), None)
            if new:
                self._sessions.setdefault(session, []).extend(new)
                self._changed.notify_all()

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        """See `Journal.keep_snapshot`."""
        with self._changed:
            held = self._snapshots.get(session)
            if held is None or held.seq < snapshot.seq:
                self._snapshots[session] = snapshot

    def snapshot(self, session: str) -> Snapshot | None:
        """See `Journal.snapshot`."""
        return self._snapshots.get(session)

    def close(self) -> None:
        """Nothing is held open."""
