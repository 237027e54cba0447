"""What a journal is, and what it promises.

- An append that returned is durable, and is there exactly once, in order.
- An append that raised left nothing behind, in part or in whole.
- Events are never changed. Their data is text that the journal does not look into.
- Any number of threads and processes may use the same place at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from attrs import frozen


@frozen
class Record:
    """One event as it is kept."""

    seq: int
    """Its number in the session, from 1, without gaps."""
    data: str
    """The event in its stable JSON form (`tyopaja.journals.codec`)."""


@frozen(kw_only=True)
class SessionInfo:
    """What a list of sessions shows; read from each session's first event."""

    id: str
    title: str
    flow: str
    pack: str
    started: str
    """ISO 8601."""
    events: int


@runtime_checkable
class Journal(Protocol):
    """A place where sessions' events are kept. Every method may raise JournalError."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        """Append one command's events, all or none, behind event number `after` (0 for a new session).

        Each is one line of text that UTF-8 can hold. Raises Conflict when the session has more events than `after` by
        now (or fewer). An append of nothing leaves nothing behind: no session begins with it.
        """
        ...

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        """The events behind number `after`, in order; none for a session that is not there."""
        ...

    def sessions(self) -> Sequence[tuple[str, int]]:
        """Every session's id with its number of events, in the order in which they began."""
        ...

    def keep(self, digest: str, data: bytes) -> None:
        """Keep a piece of content under its hash, as durably as an append; harmless when it is there already."""
        ...

    def fetch(self, digest: str) -> bytes | None:
        """The content kept under a hash; None when there is none."""
        ...

    def close(self) -> None:
        """Let go of files and connections. Nothing that was acknowledged depends on it."""
        ...
