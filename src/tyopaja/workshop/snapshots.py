"""When a session's snapshot is kept, and how a session is opened by it.

A snapshot may be missing, stale, damaged, or of another tyopaja: then all is read from the beginning, as it always can
be. So whatever goes wrong with one stops nobody; it is told to the logger `tyopaja.journals`."""

from __future__ import annotations

import logging

from attrs import frozen

from tyopaja.engine import fold
from tyopaja.engine.snapshots import snapshot_of, state_of
from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import Journal, Snapshot, chain, codec
from tyopaja.model.state import State
from tyopaja.workshop.steady import at_one_moment

_log = logging.getLogger("tyopaja.journals")
FIRST = 2_000
"""The fewest events between one snapshot and the next: to read so many takes no time that anybody notices."""
_TRIES = 8


def mark_after(seq: int) -> int:
    """The number of events at which the next snapshot is due: after `FIRST` more, or half as many more.

    The marks are the same for all who write, so whoever's append passes one is the one who keeps the snapshot. And
    they grow with the session: what snapshots cost in all is in proportion to what was written.
    """
    mark = FIRST
    while mark <= seq:
        mark += max(FIRST, mark // 2)
    return mark


@frozen
class Opened:
    """What was read of a session."""

    state: State
    head: str
    """The hash of the latest event."""
    lacking: bool
    """Whether so much had to be read that a new snapshot is due at once."""


def opened(journal: Journal, session: str) -> Opened:
    """Read a session as it is at one moment: from its snapshot what it holds, then what is new; a state without events
    for one that is not there. Raises JournalError."""
    return at_one_moment(journal, session, lambda: _read(journal, session))


def _read(journal: Journal, session: str) -> Opened:
    kept = _fitting(journal, session)
    if kept is not None:
        before, head = kept
        # The event that it ends with is read once more: whether it is the one that it was made after.
        replay = codec.Replay(journal, session, before.seq - 1)
        events = replay.unread()
        if next(events, None) is not None and replay.head == head:
            state = fold(events, before)
            return Opened(state, replay.head, state.seq - before.seq >= max(FIRST, state.seq // 2))
    state, head = whole(journal, session)
    return Opened(state, head, state.seq >= FIRST)


def whole(journal: Journal, session: str) -> tuple[State, str]:
    """What all events of a session come to, and the hash of the latest. Raises JournalError."""
    replay = codec.Replay(journal, session)
    return fold(replay.unread()), replay.head


def _fitting(journal: Journal, session: str) -> tuple[State, str] | None:
    """The state in the snapshot, with the hash of its latest event; None where there is none that can be used."""
    try:
        snapshot = journal.snapshot(session)
        found = None if snapshot is None else state_of(snapshot.data)
    except Exception as error:  # it is as good as lost
        _log.debug("The snapshot of session %s cannot be read", session, exc_info=error)
        return None
    if snapshot is None or found is None:
        return None
    state, head = found
    return found if head and state.session == session and state.seq == snapshot.seq else None


class Snapshots:
    """The snapshots of one session, as far as one who writes to it sees to them."""

    def __init__(self, journal: Journal, session: str, seq: int, *, lacking: bool) -> None:
        self._journal, self._session = journal, session
        self._mark = 0 if lacking else mark_after(seq)
        """From how many events on the next append keeps one; 0 for whatever it is."""
        self._due: tuple[State, str] | None = None

    def appended(self, state: State, head: str) -> None:
        """Note whether one is due, now that this writer appended what comes to `state` and ends in the hash `head`."""
        if state.seq >= max(self._mark, FIRST):
            self._mark = mark_after(state.seq)
            self._due = state, head

    def keep_due(self) -> None:
        """Keep the one that is due, if any. Takes its time, so whoever calls it holds nobody up meanwhile."""
        due, self._due = self._due, None
        if due is not None:
            keep(self._journal, self._session, *due)

    def passed(self, seq: int) -> None:
        """Others have appended up to `seq`: what was due by then was theirs to keep."""
        if 0 < self._mark <= seq:
            self._mark = mark_after(seq)

    def dropped(self) -> None:
        """The session was written anew, and there is none."""
        self._mark, self._due = 0, None


def keep(journal: Journal, session: str, state: State, head: str) -> None:
    """Keep a snapshot of a state, unless that cannot be."""
    try:
        data = snapshot_of(state, head)
        if not _ends_with(journal, session, state.seq, head):
            return
        journal.keep_snapshot(session, Snapshot(state.seq, data))
        # Somebody's words may have been taken out of the session in the meantime. Then they must go from here too.
        if not _ends_with(journal, session, state.seq, head):
            _drop(journal, session)
    except Exception as error:  # what was appended is durable, and stays done whatever becomes of this
        _log.warning("No snapshot of session %s is kept: %s", session, error)
        _log.debug("No snapshot of session %s is kept", session, exc_info=error)


def _ends_with(journal: Journal, session: str, seq: int, head: str) -> bool:
    record = next(iter(journal.read(session, seq - 1)), None)
    return record is not None and chain.hash_of(record.data) == head


def _drop(journal: Journal, session: str) -> None:
    """Drop a snapshot, and what files hold of it: by writing the first event anew as it is. Raises JournalError."""
    for _ in range(_TRIES):
        first = next(iter(journal.read(session)))
        try:
            journal.rewrite(session, journal.wait(session, 0, 0), {1: first.data}, ())
        except Conflict:
            continue
        return
    raise JournalError(
        "remains", f"A snapshot of session {session} is older than an erasure, and could not be dropped."
    )
