"""Appends, of whoever waits to write at the moment in one transaction: they share one flush of the server's log.

Whoever finds nobody writing writes for all who have come by then, and hands on to the first of those who came since.
One connection is enough. Several would not do better: PostgreSQL lets transactions that notify commit one by one, each
with a flush of its own. Measured with fifty writers, as commits a second: 1,840 on ten connections without
notifications, 400 with them, 3,900 on this way."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from hashlib import sha256
from threading import Event, Lock
from typing import Any

import psycopg
from attrs import define, field
from psycopg import Cursor
from psycopg.pq import TransactionStatus
from psycopg.sql import SQL

from tyopaja.errors import JournalError
from tyopaja_postgres.connections import Connections, is_cut, is_gone
from tyopaja_postgres.schema import Database

_MOST = 100
"""Appends in one transaction."""
_AGAIN = ("40001", "40P01")
"""The codes of errors for which PostgreSQL itself says: try again. Nothing was written."""

# One statement, and so one way there and back. No row comes out of it when the session is not where it should be: of
# two writers the second waits for the first's row, then sees it changed.
_APPEND = """
WITH grown AS ({grown}), lines AS (INSERT INTO event {lines}) SELECT pg_notify(%(channel)s, %(signal)s) FROM grown
"""
_GROWN = {
    True: "INSERT INTO session (id, length) VALUES (%(session)b, %(count)s) ON CONFLICT (id) DO NOTHING RETURNING id",
    False: "UPDATE session SET length = length + %(count)s WHERE id = %(session)b AND length = %(after)s RETURNING id",
}
"""By whether it begins the session."""
_LINES = {
    True: "SELECT id, %(after)s::bigint + 1, %(line)b FROM grown",
    False: "SELECT id, %(after)s::bigint + number, line "
    "FROM grown, unnest(%(lines)b::bytea[]) WITH ORDINALITY AS given (line, number)",
}
"""By whether it is but one: an array of one takes a quarter of the time that goes into an append besides the disk's."""
_STATEMENTS = {
    (begins, one): SQL(_APPEND).format(grown=SQL(grown), lines=SQL(lines)).as_string()
    for begins, grown in _GROWN.items()
    for one, lines in _LINES.items()
}


class Outcome(Enum):
    """What became of an append."""

    KEPT = auto()
    BEHIND = auto()
    """The session is not where it should be: nothing was written."""
    UNKNOWN = auto()
    """Kept as a whole or not at all."""


@define(eq=False)
class _Work:
    session: bytes
    after: int
    lines: list[bytes]
    outcome: Outcome | None = None
    error: Exception | None = None
    turn: Event = field(factory=Event)
    """Set when it is settled, or is to lead."""

    @property
    def settled(self) -> bool:
        return self.outcome is not None or self.error is not None


def signal(session: bytes) -> str:
    """What is sent when a session has grown; an id may be too long for it, or hold what is no text in PostgreSQL."""
    return sha256(session).hexdigest()[:32]


class Committing:
    """Writes the appends of one journal. Safe for threads."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._lock = Lock()
        self._queue: list[_Work] = []
        self._led = False
        """Whether somebody writes; if nobody does, nobody waits."""
        self._db: Database | None = None

    def commit(self, session: bytes, after: int, lines: list[bytes]) -> Outcome:
        """Append lines, at least one, behind event number `after`.

        Raises JournalError and psycopg.Error, and has written nothing then.
        """
        work = _Work(session, after, lines)
        with self._lock:
            self._queue.append(work)
            leads, self._led = not self._led, True
        if not leads:
            try:
                work.turn.wait()
            except BaseException:
                self._leave(work)
                raise
        if not work.settled:
            self._lead()
        if work.error is not None:
            raise work.error
        return work.outcome or Outcome.UNKNOWN

    def _lead(self) -> None:
        """Write for those who wait; the one that leads is the first of them."""
        with self._lock:
            batch, self._queue = self._queue[:_MOST], self._queue[_MOST:]
        try:
            # In one order for all processes: no two transactions wait for each other's sessions.
            self._write(sorted(batch, key=lambda work: work.session))
        finally:
            with self._lock:
                self._hand_on()
            for work in batch:
                if not work.settled:
                    work.outcome = Outcome.UNKNOWN  # whoever led was interrupted
                work.turn.set()

    def _hand_on(self) -> None:
        self._led = bool(self._queue)
        if self._queue:
            self._queue[0].turn.set()

    def _leave(self, work: _Work) -> None:
        """Somebody was interrupted while they waited."""
        with self._lock:
            if work in self._queue:
                led = work.turn.is_set()
                self._queue.remove(work)
                if led:
                    self._hand_on()

    def _write(self, batch: Sequence[_Work]) -> None:
        try:
            db = self._connected()
        except JournalError as error:
            for work in batch:
                work.error = JournalError(error.code, error.message, **error.fields)
                work.error.__cause__ = error.__cause__
            return
        try:
            self._send(db, batch)
        except psycopg.Error as error:
            unknown = is_gone(db, error) or error.sqlstate in _AGAIN
            self._put_right(db)
            if unknown:
                for work in batch:
                    work.outcome = Outcome.UNKNOWN
            elif len(batch) == 1:
                batch[0].error = error
            else:
                # One of them cannot be: the others are none the worse for it.
                for work in batch:
                    self._write([work])
        finally:
            self._put_right(db)

    def _put_right(self, db: Database) -> None:
        """A connection with half a transaction is not used again."""
        if self._connections.closed or db.closed or db.info.transaction_status != TransactionStatus.IDLE:
            db.close()

    def _connected(self) -> Database:
        if self._db is None or is_cut(self._db):
            self._db = self._connections.connect()
        return self._db

    def _send(self, db: Database, batch: Sequence[_Work]) -> None:
        cursors: list[Cursor[Any]] = []
        if len(batch) == 1:
            cursors.append(self._sent(db, batch[0]))
        else:
            failures: list[psycopg.Error] = []
            with db.pipeline() as pipeline:
                try:
                    db.execute("BEGIN")
                    cursors += [self._sent(db, work) for work in batch]
                    db.execute("COMMIT")
                    pipeline.sync()
                except psycopg.Error as error:
                    failures.append(error)  # raised in here, the pipeline would log one more on its way out
            for failure in failures:
                raise failure
        for work, cursor in zip(batch, cursors, strict=True):
            work.outcome = Outcome.KEPT if cursor.rowcount else Outcome.BEHIND

    def _sent(self, db: Database, work: _Work) -> Cursor[Any]:
        parameters = {
            "session": work.session,
            "after": work.after,
            "count": len(work.lines),
            "line": work.lines[0],
            "lines": work.lines,
            "channel": self._connections.place.schema,
            "signal": signal(work.session),
        }
        return db.execute(_STATEMENTS[work.after == 0, len(work.lines) == 1], parameters)

    def close(self) -> None:
        """Let go of the connection, now or when what is being written has been."""
        with self._lock:
            if self._db is not None and not self._led:
                self._db.close()
