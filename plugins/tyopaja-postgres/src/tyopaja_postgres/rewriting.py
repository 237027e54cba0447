"""Taking out what somebody has a right to have taken out, so that nothing of it is left in the tables' files.

PostgreSQL leaves what is changed or deleted where it is until no transaction of anybody can still see it, and longer.
So each table that may hold some of it, in old versions of rows as well, is put aside without it, emptied with
`TRUNCATE`, which gives it a new file, and filled again: one transaction, and the old files are gone when it ends,
whoever else has one open. `VACUUM FULL` would be a second step that can fail after the first, and keeps what an older
transaction of anybody in the database might still look at.

The server's log (`pg_wal`) is the server's: it holds what was appended until it is written over or archived. A
checkpoint makes that sooner, and is asked for where the role may."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import LiteralString

import psycopg
from attrs import frozen
from psycopg.sql import SQL, Identifier

from tyopaja.errors import Conflict, JournalError
from tyopaja_postgres.committing import signal
from tyopaja_postgres.schema import Database


@frozen
class Rewriting:
    """What is to be changed of one session."""

    session: str
    after: int
    changed: Mapping[int, bytes]
    lines: Sequence[bytes]
    forgotten: Collection[bytes]

    @property
    def key(self) -> bytes:
        """The session's id as it is kept."""
        return self.session.encode()

    def carry_out(self, db: Database, channel: str) -> None:
        """All of it in one transaction. Raises Conflict, JournalError and psycopg.Error."""
        with db.transaction():
            # As an append does: the session first, then the events.
            db.execute("LOCK TABLE session, event, content, snapshot IN ACCESS EXCLUSIVE MODE", prepare=False)
            self._check(db)
            self._refill_events(db)
            _refill(db, "snapshot", "SELECT * FROM snapshot WHERE session <> %b", self.key)
            if self.forgotten:
                others: LiteralString = "SELECT * FROM content WHERE session <> %b OR digest <> ALL (%b::bytea[])"
                _refill(db, "content", others, self.key, list(self.forgotten))
            if self.lines:
                self._append(db)
            db.execute("SELECT pg_notify(%s, %s)", (channel, signal(self.key)))
        with suppress(psycopg.Error):
            db.execute("CHECKPOINT", prepare=False)

    def _check(self, db: Database) -> None:
        (length,) = db.execute("SELECT length FROM session WHERE id = %s", (self.key,)).fetchone() or (0,)
        if length != self.after:
            raise Conflict(self.session, self.after)
        if not all(0 < seq <= length for seq in self.changed):
            raise JournalError("no-event", f"Session {self.session} has events 1 to {length} and no others.")

    def _refill_events(self, db: Database) -> None:
        """Also when no event is changed: an append that failed may have left its lines behind, unseen."""
        kept: LiteralString = (
            "SELECT session, event.seq, coalesce(new.data, event.data) "
            "FROM event LEFT JOIN unnest(%s::bigint[], %b::bytea[]) AS new (seq, data) "
            "ON session = %b AND event.seq = new.seq ORDER BY session, event.seq"
        )
        _refill(db, "event", kept, list(self.changed), list(self.changed.values()), self.key)

    def _append(self, db: Database) -> None:
        """A session that has no event yet begins with these, as in an append."""
        grown: LiteralString = (
            "INSERT INTO session (id, length) VALUES (%s, %s) "
            "ON CONFLICT (id) DO UPDATE SET length = session.length + excluded.length"
        )
        db.execute(grown, (self.key, len(self.lines)))
        rows = [(self.key, seq, line) for seq, line in enumerate(self.lines, self.after + 1)]
        with db.cursor() as cursor:
            cursor.executemany("INSERT INTO event VALUES (%s, %s, %s)", rows)


def _refill(db: Database, table: LiteralString, kept: LiteralString, *parameters: object) -> None:
    """Leave in a table what the query `kept` gives, and in its files nothing else.

    What is in the events goes as parameters, as everywhere: the text of a statement is seen by other roles, and logged.
    """
    db.execute(SQL("CREATE TEMP TABLE kept AS {}").format(SQL(kept)), parameters, prepare=False)
    refill = SQL("TRUNCATE {table}; INSERT INTO {table} SELECT * FROM pg_temp.kept; DROP TABLE pg_temp.kept")
    db.execute(refill.format(table=Identifier(table)), prepare=False)
