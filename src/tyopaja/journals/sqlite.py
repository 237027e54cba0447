"""`sqlite:PATH` — a journal in one file. WAL with `synchronous=FULL`: a commit that returned survives power loss.

A transaction takes the write lock before it looks: of two writers behind one event the second finds the first's, and
that is a `Conflict`. The primary key (session, seq) sees to it that no number is doubled. Threads that append at the
same time share a transaction (`sqlite_commits`). Reading has a connection of its own, and waits for no writer."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import Any

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals.contract import Record, Snapshot
from tyopaja.journals.sqlite_commits import Append, Commits
from tyopaja.journals.sqlite_log import Log
from tyopaja.journals.sqlite_opening import opened
from tyopaja.journals.sqlite_waiting import Changes

_PATIENCE = 10.0
_PAGE = 1000
"""Events read at once."""
_AGAIN = 0.05
"""Seconds between two attempts at folding in the log, while somebody reads."""
_MOST = 1 << 62
"""More events than any session has, and a number that SQLite can still add to."""
_BEGIN_SESSION = "INSERT INTO session SELECT ?, coalesce(max(began), 0) + 1 FROM session"
_INSERT = "INSERT INTO event VALUES (?, ?, ?)"
_INSERT_BEHIND = "INSERT INTO event VALUES (?1, (SELECT seq + 1 FROM event WHERE session = ?1 AND seq = ?2), ?3)"
"""The look and the insertion in one. Where there is no such event, nothing is inserted: no number may be NULL."""
_NOT_BEHIND = (sqlite3.SQLITE_CONSTRAINT_NOTNULL, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
"""What SQLite says of a session that has fewer events than the one to append behind, and of one that has more."""
_FAILURES = (sqlite3.Error, OSError, ValueError, RuntimeError, OverflowError)
"""What SQLite and the file system say; and what Python says of text and paths that cannot be: a lone surrogate, a NUL,
the home of nobody, a text of more bytes than SQLite counts."""


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
        self._commits = Commits(self._carry_out)
        with self._telling("open"):
            # Absolute, so that SQLite sees a file and nothing else: `:memory:` would mean no file at all. Without
            # links, since the log stands beside the file itself.
            self.path = self.path.expanduser().resolve()
            self._db, self._reading = opened(self.path, patience)
            self._changes = Changes(self._data_version)
            self._log = Log(self.path)
        with suppress(JournalError):  # whoever still reads may go on reading
            self._scrub(patience=0)

    @contextmanager
    def _telling(self, doing: str) -> Iterator[None]:
        """Turn what is said into a JournalError that names the file."""
        try:
            yield
        except _FAILURES as error:
            raise self._failed(doing, error) from error

    def _failed(self, doing: str, error: Exception) -> JournalError:
        message = f"The journal {self.path} failed to {doing}: {str(error).rstrip('.')}."
        return JournalError("journal-failed", message, path=str(self.path), doing=doing)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")  # of somebody who was interrupted while rolling back
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        """See `Journal.append`."""
        # Most are of one event, by nobody but one: with as few steps as there can be, since just behind a flush each
        # costs several times what it does else, the processor having done something else meanwhile.
        try:
            if len(data) == 1 and 0 < after < _MOST and self._commits.alone(self._append_one, session, after, data[0]):
                return
            self._commits.append(Append(session, after, data))
        except _FAILURES as error:
            raise self._failed("append", error) from error

    def _append_one(self, session: str, after: int, text: str) -> None:
        """Append one event to a session that has begun, as a transaction of one statement."""
        try:
            with self._lock:
                if self._db.in_transaction or self._log.is_due():
                    with self._transaction() as db:
                        db.execute(_INSERT_BEHIND, (session, after, text))
                        self._log.lengthen()
                else:
                    self._db.execute(_INSERT_BEHIND, (session, after, text))
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode in _NOT_BEHIND:
                raise Conflict(session, after) from None
            raise
        finally:
            self._changes.tell()

    def _carry_out(self, batch: Sequence[Append]) -> None:
        """Append for all of them in one transaction; where one of them cannot be, for each in one of its own."""
        try:
            self._append_all(batch)
        except _FAILURES as error:
            if len(batch) == 1 or _is_busy(error):
                for one in reversed(batch):
                    one.settle(copy(error))
            else:
                for one in batch:
                    self._carry_out([one])

    def _append_all(self, batch: Sequence[Append]) -> None:
        if not self._append_behind(batch):
            self._append_looking(batch)

    def _append_behind(self, batch: Sequence[Append]) -> bool:
        """Append for all of them where each is behind the last event of a session that has begun, as most are; False
        when nothing was appended, because it is otherwise."""
        rows = [(one.session, before, text) for one in batch for before, text in enumerate(one.data, one.after)]
        if not rows or not all(0 < one.after < _MOST and one.data for one in batch):
            return False
        try:
            with self._transaction() as db:
                db.executemany(_INSERT_BEHIND, rows)
                if self._log.is_due():
                    self._log.lengthen()
            self._settle(batch, [None] * len(batch))
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode not in _NOT_BEHIND:
                raise
            if len(batch) > 1:
                return False  # whose it is has to be looked for
            self._settle(batch, [Conflict(batch[0].session, batch[0].after)])
            return True
        except BaseException as error:
            session, before, text = rows[-1]
            if not isinstance(error, Exception) and self._holds((session, before + 1, text)):
                self._settle(batch, [None] * len(batch))
            raise
        return True

    def _append_looking(self, batch: Sequence[Append]) -> None:
        lengths: dict[str, int] = {}
        conflicts: list[Conflict | None] = []
        rows: list[tuple[str, int, str]] = []
        try:
            with self._transaction() as db:
                for one in batch:
                    length = lengths.get(one.session)
                    if length is None:
                        length = _length(db, one.session)
                    conflicts.append(Conflict(one.session, one.after) if length != one.after else None)
                    if length == one.after and one.data:
                        if length == 0:
                            db.execute(_BEGIN_SESSION, (one.session,))
                        rows += [(one.session, seq, text) for seq, text in enumerate(one.data, length + 1)]
                        length += len(one.data)
                    lengths[one.session] = length
                db.executemany(_INSERT, rows)
                if self._log.is_due():
                    self._log.lengthen()
            self._settle(batch, conflicts)
        except BaseException as error:
            # Interrupted, maybe just behind the commit: look, so that nobody is told otherwise than it is.
            if isinstance(error, Exception) or not rows or not self._holds(rows[-1]):
                raise
            self._settle(batch, conflicts)
            raise

    def _holds(self, row: tuple[str, int, str]) -> bool:
        query = "SELECT data = ? FROM event WHERE session = ? AND seq = ?"
        found: tuple[int] | None = self._db.execute(query, (row[2], *row[:2])).fetchone()
        return found == (1,)

    def _settle(self, batch: Sequence[Append], conflicts: Sequence[Conflict | None]) -> None:
        for one, conflict in zip(reversed(batch), reversed(conflicts), strict=True):
            one.settle(conflict)
        self._changes.tell()

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
                length = _length(self._reading, session)
            if length > after or not self._changes.sleep(seen, until):
                return length

    def _data_version(self) -> int:
        # Of the connection that reads: it takes what this journal writes for somebody else's, as it should.
        with self._reading_lock, self._telling("read"):
            return int(self._reading.execute("PRAGMA data_version").fetchone()[0])

    def keep(self, session: str, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        with self._telling("keep"), self._transaction() as db:
            db.execute("INSERT OR IGNORE INTO content VALUES (?, ?, ?)", (session, digest, data))

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
        with self._telling("keep"), self._transaction() as db:
            db.execute(statement, (session, snapshot.seq, snapshot.data))

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
        with self._telling("rewrite"), self._transaction() as db:
            if _length(db, session) != after:
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
                db.execute(_BEGIN_SESSION, (session,))
            db.executemany(_INSERT, [(session, seq, text) for seq, text in enumerate(data, after + 1)])
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
        except _FAILURES as error:
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


def _length(db: sqlite3.Connection, session: str) -> int:
    row = db.execute("SELECT max(seq) FROM event WHERE session = ?", (session,)).fetchone()
    return int(row[0] or 0)


def _is_busy(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
