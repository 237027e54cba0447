"""What a journal is, and what it promises.

- An append that returned is durable, and is there exactly once, in order.
- An append that raised left nothing behind, in part or in whole. Where a journal cannot know (a connection broke), it
  finds out before it says anything.
- Events are text that the journal does not look into. They are never changed, but for one thing: `rewrite` takes out
  what somebody has a right to have taken out, and leaves nothing of it in the files.
- Any number of threads and processes may use the same place at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from attrs import frozen

from tyopaja.errors import JournalError


@frozen
class Record:
    """One event as it is kept."""

    seq: int
    """Its number in the session, from 1, without gaps."""
    data: str
    """The event in its stable JSON form (`tyopaja.journals.codec`)."""


@frozen
class Snapshot:
    """What was so after some event, so that not all that came before has to be read again."""

    seq: int
    """The number of the last event that it holds."""
    data: bytes
    """A form that only the tyopaja that made it has to read."""


@frozen
class Wanted:
    """What one of several writers wants appended; see `Journal.append`."""

    session: str
    after: int
    data: Sequence[str]


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

    def wait(self, session: str, after: int, seconds: float) -> int:
        """Return as soon as a session has more than `after` events, at the latest after so many `seconds`.

        Whoever appends them, in this process or in another. Returns how many it has. `journals.following` makes of it
        a stream of events as they come.
        """
        ...

    def keep(self, session: str, digest: str, data: bytes) -> None:
        """Keep a piece of content of a session under its hash, as durably as an append; harmless when it is there
        already. It may come before the session's first event, and does not begin the session."""
        ...

    def fetch(self, session: str, digest: str) -> bytes | None:
        """The content that a session keeps under a hash; None when there is none."""
        ...

    def contents(self, session: str) -> Sequence[str]:
        """The hashes of all the content that a session keeps, in any order."""
        ...

    def rewrite(
        self,
        session: str,
        after: int,
        changed: Mapping[int, str],
        data: Sequence[str],
        forgotten: Collection[str] = (),
    ) -> None:
        """Put other text in the place of events, by their numbers, append `data` behind event number `after`, and drop
        content by its hash, and the session's snapshot: all or none of it, as durably as an append.

        When it returns, nothing of the former text and content is left in any file of the journal, be it as free space
        or in a log. Raises Conflict as `append` does.
        """
        ...

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        """Keep what was so after an event, in the place of an older snapshot. It may be lost: nothing depends on it."""
        ...

    def snapshot(self, session: str) -> Snapshot | None:
        """The latest snapshot of a session; None when there is none."""
        ...

    def close(self) -> None:
        """Let go of files and connections. Nothing that was acknowledged depends on it."""
        ...


@runtime_checkable
class Gatherer(Protocol):
    """What a journal may be able to do besides: append for several writers in one go. Where several wait for the disk
    at once, `AsyncJournal` calls it instead of `append`."""

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        """Append all that is wanted, in this order, each as `append` would: as a whole or not at all, whatever becomes
        of the others. Gives what became of each: None when it is durable, else what `append` would have raised.

        When it raises itself, nothing of any was appended.
        """
        ...


@runtime_checkable
class PutsAside(Protocol):
    """What a journal may do besides: put aside what a crash has left of a command, since nobody was told that it was
    kept. `tyopaja verify` tells where it lies."""

    def put_aside(self, session: str) -> Sequence[str]:
        """Where there is something of a session that was put aside; no reader of the journal sees it."""
        ...
