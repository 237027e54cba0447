"""`sqlite:PATH` — a journal in one file. WAL with `synchronous=FULL`: a commit that returned survives power loss.

A transaction takes the write lock before it looks: of two writers behind one event the second finds the first's, and
that is a `Conflict`. The primary key (session, seq) sees to it that no number is doubled. Threads that append at the
same time share a transaction (`sqlite_commits`). Reading has a connection of its own, and waits for no writer."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import Any

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals.contract import Record, Snapshot, Wanted
from tyopaja.journals.sqlite_appending import BEGIN_SESSION, FAILURES, INSERT, Appending, length_of
from tyopaja.journals.sqlite_opening import opened
from tyopaja.journals.sqlite_waiting import Changes

_PATIENCE = 10.0
_PAGE = 1000
"""Events read at once."""
_AGAIN = 0.05
"""Seconds between two attempts at folding in the log, while somebody reads."""


class SqliteJournal:
    """A journal in one SQLite file. Safe for threads and processes."""

    def __init__(self, path: str | Path, *, patience: float = _PATIENCE) -> None:
        """Open the journal at `path`, or begin one; missing folders are made.

        `patience` is how many seconds it waits for other processes before it fails. Raises NewerJournal, and
        JournalError for a file that is no journal or cannot be opened.
        """
        self.path = Path(path)
        self._patience = patience
        self._lock, self._reading_lock = RLock(), RLock()
        with self._telling("open"):
            # Absolute, so that SQLite sees a file and nothing else: `:memory:` would mean no file at all. Without
            # links, since the log stands beside the file itself.
            self.path = self.path.expanduser().resolve()
            self._db, self._reading = opened(self.path, patience)
            self._changes = Changes(self._data_version)
            self._appending = Appending(self._db, self._lock, self.path, self._changes.tell)
        with suppress(JournalError):  # whoever still reads may go on reading
            self._scrub(patience=0)

    @contextmanager
    def _telling(self, doing: str) -> Iterator[None]:
        """Turn what is said into a JournalError that names the file."""
        try:
            yield
        except FAILURES as error:
            raise self._failed(doing, error) from error

    def _failed(self, doing: str, error: Exception) -> JournalError:
        message = f"The journal {self.path} failed to {doing}: {str(error).rstrip('.')}."
        failure = JournalError("journal-failed", message, path=str(self.path), doing=doing)
        failure.__cause__ = error
        return failure

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        """See `Journal.append`."""
        try:
            self._appending.append(session, after, data)
        except FAILURES as error:
            raise self._failed("append", error) from error

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        """See `Gatherer.append_all`."""
        with self._telling("append"):
            outcomes = self._appending.append_all(wanted)
        return [
            one if one is None or isinstance(one, JournalError) else self._failed("append", one) for one in outcomes
        ]

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        """See `Journal.read`."""
        query = "SELECT seq, data FROM event WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?"
        while True:
            # Page by page: no long reader keeps the log from being folded in, and nobody holds a year in memory.
            rows = self._rows(query, session, after, _PAGE)
            for seq, data in rows:
                yield Record(seq, data)
            if len(rows) < _PAGE:
                return
            after = rows[-1][0]

    def _rows(self, query: str, *values: object) -> list[Any]:
        with self._reading_lock, self._telling("read"):
            return self._reading.execute(query, values).fetchall()

    def sessions(self) -> Sequence[tuple[str, int]]:
        """See `Journal.sessions`."""
        query = "SELECT id, (SELECT max(seq) FROM event WHERE session = id) FROM session ORDER BY began"
        return tuple(self._rows(query))

    def wait(self, session: str, after: int, seconds: float) -> int:
        """See `Journal.wait`."""
        until = monotonic() + seconds
        while True:
            seen = self._changes.count
            with self._reading_lock, self._telling("read"):
                length = length_of(self._reading, session)
            if length > after or not self._changes.sleep(seen, until):
                return length

    def _data_version(self) -> int:
        # Of the connection that reads: it takes what this journal writes for somebody else's, as it should.
        with self._reading_lock, self._telling("read"):
            return int(self._reading.execute("PRAGMA data_version").fetchone()[0])

    def keep(self, session: str, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        statement = "INSERT OR IGNORE INTO content VALUES (?, ?, ?)"
        with self._telling("keep"):
            self._appending.commit(lambda db: db.execute(statement, (session, digest, data)))

    def fetch(self, session: str, digest: str) -> bytes | None:
        """See `Journal.fetch`."""
        rows = self._rows("SELECT data FROM content WHERE session = ? AND digest = ?", session, digest)
        return bytes(rows[0][0]) if rows else None

    def contents(self, session: str) -> Sequence[str]:
        """See `Journal.contents`."""
        return tuple(digest for (digest,) in self._rows("SELECT digest FROM content WHERE session = ?", session))

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        """See `Journal.keep_snapshot`."""
        statement = (
            "INSERT INTO snapshot VALUES (?, ?, ?) ON CONFLICT (session) DO UPDATE SET seq = excluded.seq, "
            "data = excluded.data WHERE excluded.seq > snapshot.seq"
        )
        with self._telling("keep"):
            self._appending.commit(lambda db: db.execute(statement, (session, snapshot.seq, snapshot.data)))

    def snapshot(self, session: str) -> Snapshot | None:
        """See `Journal.snapshot`."""
        rows = self._rows("SELECT seq, data FROM snapshot WHERE session = ?", session)
        return Snapshot(int(rows[0][0]), bytes(rows[0][1])) if rows else None

    def rewrite(
        self,
        session: str,
        after: int,
        changed: Mapping[int, str],
        data: Sequence[str],
        forgotten: Collection[str] = (),
    ) -> None:
        """See `Journal.rewrite`. JournalError with the code `remains` says that all of it is done and durable, but that
        somebody's reading, or a full disk, kept the file from being cleaned: the next `rewrite` or opening does it."""

        def work(db: sqlite3.Connection) -> None:
            if length_of(db, session) != after:
                raise Conflict(session, after)
            if not all(0 < seq <= after for seq in changed):
                raise JournalError("no-event", f"Session {session} has events 1 to {after} and no others.")
            if changed or forgotten:
                db.execute("INSERT OR IGNORE INTO remains VALUES (?)", (session,))
                db.execute("DELETE FROM snapshot WHERE session = ?", (session,))
            others = [(text, session, seq) for seq, text in changed.items()]
            db.executemany("UPDATE event SET data = ? WHERE session = ? AND seq = ?", others)
            gone = [(session, digest) for digest in forgotten]
            db.executemany("DELETE FROM content WHERE session = ? AND digest = ?", gone)
            if after == 0 and data:
                db.execute(BEGIN_SESSION, (session,))
            db.executemany(INSERT, [(session, seq, text) for seq, text in enumerate(data, after + 1)])

        with self._telling("rewrite"):
            self._appending.commit(work)
        self._changes.tell()
        self._scrub(self._patience)

    def _scrub(self, patience: float) -> None:
        """Leave nothing in the file of what was taken out of it, if anything was.

        What SQLite frees it overwrites (`secure_delete`), but a page that was ever split or merged may hold copies of
        what has moved. So the file is made anew from what is in it, and the log folded in and emptied, for which nobody
        may be reading what was before."""
        until = monotonic() + patience
        try:
            if self._rows("SELECT count(*) FROM remains") == [(0,)]:
                return
            self._patiently(patience, "VACUUM")
            # Others may write meanwhile, so the log is asked for again and again, and never waited for with the lock.
            while self._patiently(0, "PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
                if monotonic() > until:
                    raise TimeoutError("another program is reading it")
                sleep(_AGAIN)
            self._patiently(patience, "DELETE FROM remains")
        except FAILURES as error:
            message = (
                f"What was taken out of the journal {self.path} cannot be read any more, but its files still hold "
                f"remains of it: {str(error).rstrip('.')}. They are removed when the journal is opened next."
            )
            raise JournalError("remains", message, path=str(self.path)) from error

    def _patiently(self, patience: float, statement: str) -> list[Any]:
        """What a statement gives, with another patience than the journal's."""
        with self._lock:
            self._db.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")
            try:
                return self._db.execute(statement).fetchall()
            finally:
                self._db.execute(f"PRAGMA busy_timeout={int(self._patience * 1000)}")

    def close(self) -> None:
        """See `Journal.close`."""
        with self._reading_lock:
            self._reading.close()
        with self._lock:
            self._db.close()
        self._changes.tell()
