"""Journals that break a promise about snapshots, waiting, closing or other handles each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Event
from time import sleep

from tyopaja.errors import Conflict
from tyopaja.journals import MemoryJournal, Record, Snapshot


class FirstSnapshot(MemoryJournal):
    """Keeps one snapshot, and no later one."""

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        self._snapshots.setdefault(session, snapshot)


class LastSnapshot(MemoryJournal):
    """Keeps whatever snapshot came last."""

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        self._snapshots[session] = snapshot


class SnapshotForAll(MemoryJournal):
    """Has one snapshot for all sessions."""

    def snapshot(self, session: str) -> Snapshot | None:
        return next(iter(self._snapshots.values()), None)


class SnapshotAsContent(MemoryJournal):
    """Keeps a snapshot among the content."""

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        super().keep_snapshot(session, snapshot)
        self.keep(session, "snapshot", snapshot.data)


class Sleeping(MemoryJournal):
    """Waits to the end, whatever comes."""

    def wait(self, session: str, after: int, seconds: float) -> int:
        Event().wait(seconds)
        return self._length(session)


class Impatient(MemoryJournal):
    """Does not wait."""

    def wait(self, session: str, after: int, seconds: float) -> int:
        return self._length(session)


class Endless(MemoryJournal):
    """Waits until something comes."""

    def wait(self, session: str, after: int, seconds: float) -> int:
        return super().wait(session, after, 3600)


class Guessing(MemoryJournal):
    """Says that there is one more, without looking how many."""

    def wait(self, session: str, after: int, seconds: float) -> int:
        return min(super().wait(session, after, seconds), after + 1)


class Startled(MemoryJournal):
    """Wakes by an append to any session."""

    def wait(self, session: str, after: int, seconds: float) -> int:
        with self._changed:
            if self._length(session) <= after and seconds:
                self._changed.wait(seconds)
            return self._length(session)


class Napping(MemoryJournal):
    """Sees what is there when it begins to wait, and nothing that comes."""

    def wait(self, session: str, after: int, seconds: float) -> int:
        if self._length(session) <= after:
            sleep(seconds)
        return self._length(session)


class Leaping(MemoryJournal):
    """Gives the latest alone to who is far behind."""

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        records = list(super().read(session, after))
        return iter(records[-1:] if after and len(records) > 10 else records)


class Abrupt(MemoryJournal):
    """Has nothing to say for itself once it is closed."""

    closed = False

    def close(self) -> None:
        self.closed = True

    def fetch(self, session: str, digest: str) -> bytes | None:
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return super().fetch(session, digest)


class ClosedOnce(MemoryJournal):
    """Cannot be closed twice."""

    def close(self) -> None:
        self.append = None  # type: ignore[assignment, method-assign]
        del self._content


class Acknowledging(MemoryJournal):
    """Says yes when it is closed, and keeps nothing."""

    closed = False

    def close(self) -> None:
        self.closed = True

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if not self.closed:
            super().append(session, after, data)


class Handle(MemoryJournal):
    """A sound journal of which there may be several handles: what a place holds, they hold together."""

    def __init__(self, place: MemoryJournal | None = None) -> None:
        super().__init__()
        self.place = place or MemoryJournal()
        self.share()

    def share(self) -> None:
        """Hold what the place holds."""
        vars(self).update(vars(self.place))


class Counting(Handle):
    """Remembers how many events a session has, and does not look again."""

    def __init__(self, place: MemoryJournal | None = None) -> None:
        super().__init__(place)
        self._known: dict[str, int] = {}

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if self._known.setdefault(session, self._length(session)) != after:
            raise Conflict(session, after)
        super().append(session, self._length(session), data)
        self._known[session] += len(data)


class Jostling(Handle):
    """Has a lock of its own, which no other handle minds."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if self._length(session) != after:
            raise Conflict(session, after)
        sleep(0.001)  # the others have time to be in the way
        self._sessions.setdefault(session, []).extend(data)


class Deaf(Handle):
    """Hears of its own appends only."""

    def __init__(self, place: MemoryJournal | None = None) -> None:
        super().__init__(place)
        self._own: dict[str, int] = {}

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, data)
        self._own[session] = self._length(session)

    def wait(self, session: str, after: int, seconds: float) -> int:
        with self._changed:
            self._changed.wait_for(lambda: self._own.get(session, 0) > after, seconds)
        return self._length(session)


class Caching(Handle):
    """Fetches content once and keeps it at hand."""

    def __init__(self, place: MemoryJournal | None = None) -> None:
        super().__init__(place)
        self._fetched: dict[tuple[str, str], bytes | None] = {}

    def fetch(self, session: str, digest: str) -> bytes | None:
        if (session, digest) not in self._fetched:
            self._fetched[session, digest] = super().fetch(session, digest)
        return self._fetched[session, digest]


class LastLight(Handle):
    """Takes itself for the last when it is closed, and puts all away."""

    def close(self) -> None:
        self._sessions.clear()
