"""`postgresql://…` — a journal in a schema of a PostgreSQL database.

A row for each session says how many events it has, and an append is one statement that lets it grow from where the
writer took it to be: of two writers behind one event the second finds it grown, and that is a `Conflict`.

When a connection breaks in the middle of an append, nobody knows what became of it. It is found out: the events behind
`after` are read, and when they are the ones that were to be appended, they were. An event holds the id of its command
and the hash of all before it, so that nobody else's are the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from time import monotonic
from typing import Any, LiteralString

import psycopg

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals.contract import Record, Snapshot
from tyopaja_postgres.committing import Committing, Outcome
from tyopaja_postgres.connections import Connections, is_gone
from tyopaja_postgres.listening import Listening
from tyopaja_postgres.places import PATIENCE, place
from tyopaja_postgres.rewriting import Rewriting
from tyopaja_postgres.schema import Database, bring_up

_PAGE = 2000
"""Events read at once."""


class PostgresJournal:
    """A journal in a schema of a PostgreSQL database. Safe for threads and processes.

    It has at most six connections: four for reading, one for writing, one that listens; and one more while something is
    taken out."""

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        """Open the journal at a URL, or begin one. libpq's URLs, and `schema=NAME` for another schema than `tyopaja`.

        For `patience` seconds a server that went away is waited for, and so is another writer. Raises NewerJournal, and
        JournalError for a server that does not answer or does not let us in, and a schema that holds something else.
        """
        self._place = place(url, patience)
        self._connections = Connections(self._place)
        with self._place.telling("open"):
            db = self._connections.connect(opening=True)
            try:
                bring_up(db, self._place)
            finally:
                db.close()
        self._committing = Committing(self._connections)
        self._listening = Listening(self._connections)

    def __repr__(self) -> str:
        return f"<PostgresJournal {self._place.name}>"

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        """See `Journal.append`.

        Raises JournalError `outcome-unknown` when the server went away in the middle of it and did not come back.
        """
        with self._place.telling("append"):
            key, lines = session.encode(), [line.encode() for line in data]
            if not lines:
                if self._length(key) != after:
                    raise Conflict(session, after)
                return
            self._settle(
                "append",
                Conflict(session, after),
                lambda: self._committing.commit(key, after, lines),
                lambda: self._lines(key, after, len(lines)) == lines,
            )

    def _settle(self, doing: str, conflict: Conflict, write: Callable[[], Outcome], kept: Callable[[], bool]) -> None:
        """Write until it is known what became of it: what is not there was not written, and may be tried again."""
        until, doubtful = 0.0, False
        while True:
            try:
                outcome = write()
                if outcome is Outcome.KEPT:
                    return
                # Also of a try that found the session grown: one before it, that was cut off, may have got through.
                doubtful = doubtful or outcome is Outcome.UNKNOWN
                if doubtful and kept():
                    return
            except JournalError as error:
                if doubtful and error.code == "journal-unreachable":
                    raise self._place.unknown(doing) from error
                raise
            if outcome is Outcome.BEHIND:
                raise conflict
            until = until or monotonic() + self._place.patience
            if monotonic() > until:
                raise self._place.lost(doing)

    def _ask(self, query: LiteralString, *parameters: Any, doing: str = "read") -> list[Any]:
        """The rows that answer a query, which may be asked twice."""

        def question(db: Database) -> list[Any]:
            cursor = db.execute(query, parameters, binary=True)
            return cursor.fetchall() if cursor.description else []

        return self._connections.ask(question, doing)

    def _length(self, key: bytes) -> int:
        rows = self._ask("SELECT length FROM session WHERE id = %s", key)
        return int(rows[0][0]) if rows else 0

    def _lines(self, key: bytes, after: int, count: int) -> list[bytes]:
        query = "SELECT data FROM event WHERE session = %s AND seq > %s AND seq <= %s ORDER BY seq"
        return [data for (data,) in self._ask(query, key, after, after + count)]

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        """See `Journal.read`. No connection is held between its pages."""
        query: LiteralString = "SELECT seq, data FROM event WHERE session = %s AND seq > %s ORDER BY seq LIMIT %s"
        while True:
            with self._place.telling("read"):
                rows = self._ask(query, session.encode(), after, _PAGE)
            for seq, data in rows:
                yield Record(seq, data.decode())
            if len(rows) < _PAGE:
                return
            after = rows[-1][0]

    def sessions(self) -> Sequence[tuple[str, int]]:
        """See `Journal.sessions`."""
        with self._place.telling("read"):
            rows = self._ask("SELECT id, length FROM session ORDER BY began")
        return tuple((key.decode(), length) for key, length in rows)

    def wait(self, session: str, after: int, seconds: float) -> int:
        """See `Journal.wait`. Whoever appends tells PostgreSQL's NOTIFY."""
        with self._place.telling("read"):
            key = session.encode()
            return self._listening.wait(key, after, seconds, lambda: self._length(key))

    def keep(self, session: str, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        with self._place.telling("keep"):
            statement: LiteralString = "INSERT INTO content VALUES (%s, %s, %b) ON CONFLICT DO NOTHING"
            self._ask(statement, session.encode(), digest.encode(), data, doing="keep")

    def fetch(self, session: str, digest: str) -> bytes | None:
        """See `Journal.fetch`."""
        query: LiteralString = "SELECT data FROM content WHERE session = %s AND digest = %s"
        with self._place.telling("read"):
            rows = self._ask(query, session.encode(), digest.encode())
        return bytes(rows[0][0]) if rows else None

    def contents(self, session: str) -> Sequence[str]:
        """See `Journal.contents`."""
        with self._place.telling("read"):
            rows = self._ask("SELECT digest FROM content WHERE session = %s", session.encode())
        return tuple(digest.decode() for (digest,) in rows)

    def rewrite(
        self,
        session: str,
        after: int,
        changed: Mapping[int, str],
        data: Sequence[str],
        forgotten: Collection[str] = (),
    ) -> None:
        """See `Journal.rewrite`. Everybody else waits while the tables are written anew.

        `tyopaja_postgres.rewriting` says how, and what is left in the server's own log.
        """
        if not changed and not forgotten:
            self.append(session, after, data)
            return
        with self._place.telling("rewrite"):
            rewriting = Rewriting(
                session,
                after,
                {seq: line.encode() for seq, line in changed.items()},
                [line.encode() for line in data],
                [digest.encode() for digest in forgotten],
            )
            self._settle(
                "rewrite",
                Conflict(session, after),
                lambda: self._rewritten(rewriting),
                lambda: self._is_rewritten(rewriting),
            )

    def _rewritten(self, rewriting: Rewriting) -> Outcome:
        db = self._connections.connect()
        try:
            rewriting.carry_out(db, self._place.schema)
        except Conflict:
            return Outcome.BEHIND
        except psycopg.Error as error:
            if is_gone(db, error):
                return Outcome.UNKNOWN
            raise
        finally:
            db.close()
        return Outcome.KEPT

    def _is_rewritten(self, rewriting: Rewriting) -> bool:
        query: LiteralString = "SELECT seq, data FROM event WHERE session = %s AND seq = ANY (%s)"
        rows = self._ask(query, rewriting.key, list(rewriting.changed))
        return (
            dict(rows) == dict(rewriting.changed)
            and self._lines(rewriting.key, rewriting.after, len(rewriting.lines)) == list(rewriting.lines)
            and not {one.encode() for one in self.contents(rewriting.session)} & set(rewriting.forgotten)
        )

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        """See `Journal.keep_snapshot`."""
        statement: LiteralString = (
            "INSERT INTO snapshot VALUES (%s, %s, %b) ON CONFLICT (session) DO UPDATE SET seq = excluded.seq, "
            "data = excluded.data WHERE excluded.seq > snapshot.seq"
        )
        with self._place.telling("keep"):
            self._ask(statement, session.encode(), snapshot.seq, snapshot.data, doing="keep")

    def snapshot(self, session: str) -> Snapshot | None:
        """See `Journal.snapshot`."""
        query: LiteralString = "SELECT seq, data FROM snapshot WHERE session = %s"
        with self._place.telling("read"):
            rows = self._ask(query, session.encode())
        return Snapshot(rows[0][0], bytes(rows[0][1])) if rows else None

    def close(self) -> None:
        """See `Journal.close`."""
        self._connections.close()
        self._listening.close()
        self._committing.close()
