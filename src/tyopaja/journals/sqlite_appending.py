"""Appends to a `sqlite:` journal, for threads that do so at the same time in one transaction (`sqlite_commits`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from threading import RLock

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals.contract import Wanted
from tyopaja.journals.sqlite_commits import Append, Commits, held
from tyopaja.journals.sqlite_log import Log

_MOST = 1 << 62
"""More events than any session has, and a number that SQLite can still add to."""
BEGIN_SESSION = "INSERT INTO session SELECT ?, coalesce(max(began), 0) + 1 FROM session"
INSERT = "INSERT INTO event VALUES (?, ?, ?)"
_INSERT_BEHIND = "INSERT INTO event VALUES (?1, (SELECT seq + 1 FROM event WHERE session = ?1 AND seq = ?2), ?3)"
"""The look and the insertion in one. Where there is no such event, nothing is inserted: no number may be NULL."""
_NOT_BEHIND = (sqlite3.SQLITE_CONSTRAINT_NOTNULL, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
"""What SQLite says of a session that has fewer events than the one to append behind, and of one that has more."""
FAILURES = (sqlite3.Error, OSError, ValueError, RuntimeError, OverflowError)
"""What SQLite and the file system say; and what Python says of text and paths that cannot be: a lone surrogate, a NUL,
the home of nobody, a text of more bytes than SQLite counts."""


class Appending:
    """The connection that writes, and all who want something appended by it. Its methods may raise `FAILURES`."""

    def __init__(
        self,
        db: sqlite3.Connection,
        lock: RLock,
        path: Path,
        tell: Callable[[], None],
    ) -> None:
        """`lock` is held by whoever uses `db`; `tell` is called when something was appended to the journal at
        `path`."""
        self._db, self._lock, self._tell = db, lock, tell
        self._log = Log(path)
        self.commits = Commits(self._carry_out)

    def _begin(self) -> None:
        self._roll_back()  # of somebody who was interrupted while rolling back
        self._db.execute("BEGIN IMMEDIATE")

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def commit(self, work: Callable[[sqlite3.Connection], object], *, longer: bool = False) -> None:
        """Do some work in a transaction that has the write lock already, and keeps all or nothing; make the log
        `longer` by it.

        When this is interrupted, at whatever moment, the transaction is over, committed or not. That could not be said
        of a generator that is a context: an interrupt may come when it is entered or left, and nothing else has been
        done.
        """
        with self._lock:
            self._begin()
            try:
                work(self._db)
                if longer:
                    self._log.lengthen()
                self._db.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        """See `Journal.append`."""
        # Most are of one event, by nobody but one: with as few steps as there can be, since just behind a flush each
        # costs several times what it does else, the processor having done something else meanwhile.
        if len(data) == 1 and 0 < after < _MOST and self.commits.alone(self._append_one, session, after, data[0]):
            return
        wanted = Append(session, after, data)
        self.commits.append((wanted,))
        if wanted.failure is not None:
            raise wanted.failure

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[Exception | None]:
        """See `Gatherer.append_all`."""
        if len(wanted) == 1:
            try:
                self.append(wanted[0].session, wanted[0].after, wanted[0].data)
            except (JournalError, *FAILURES) as error:
                return [error]
            return [None]
        woken = held()
        appends = [Append(one.session, one.after, one.data, woken=woken) for one in wanted]
        if appends and not self.commits.alone(self._carry_out, appends):
            self.commits.append(appends)
        return [one.failure for one in appends]

    def _append_one(self, session: str, after: int, text: str) -> None:
        """Append one event to a session that has begun, as a transaction of one statement."""
        row = (session, after, text)
        try:
            with self._lock:
                longer = self._log.is_due()
                if longer or self._db.in_transaction:
                    self.commit(lambda db: db.execute(_INSERT_BEHIND, row), longer=longer)
                else:
                    self._db.execute(_INSERT_BEHIND, row)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode in _NOT_BEHIND:
                raise Conflict(session, after) from None
            raise
        finally:
            self._tell()

    def _carry_out(self, batch: Sequence[Append]) -> None:
        """Append for all of them in one transaction; where one of them cannot be, for each in one of its own."""
        try:
            self._append_all(batch)
        except FAILURES as error:
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
        inserted = False

        def insert(db: sqlite3.Connection) -> None:
            nonlocal inserted
            db.executemany(_INSERT_BEHIND, rows)
            inserted = True

        try:
            self.commit(insert, longer=self._log.is_due())
            self._settle(batch, [None] * len(batch))
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode not in _NOT_BEHIND:
                raise
            if len(batch) > 1:
                return False  # whose it is has to be looked for
            self._settle(batch, [Conflict(batch[0].session, batch[0].after)])
            return True
        except BaseException as error:
            # Interrupted, maybe just behind the commit: look, so that nobody is told otherwise than it is.
            session, before, text = rows[-1]
            if inserted and not isinstance(error, Exception) and self._holds((session, before + 1, text)):
                self._settle(batch, [None] * len(batch))
            raise
        return True

    def _append_looking(self, batch: Sequence[Append]) -> None:
        lengths: dict[str, int] = {}
        conflicts: list[Conflict | None] = []
        rows: list[tuple[str, int, str]] = []

        def look_and_insert(db: sqlite3.Connection) -> None:
            for one in batch:
                length = lengths.get(one.session)
                if length is None:
                    length = length_of(db, one.session)
                conflicts.append(Conflict(one.session, one.after) if length != one.after else None)
                if length == one.after and one.data:
                    if length == 0:
                        db.execute(BEGIN_SESSION, (one.session,))
                    rows.extend((one.session, seq, text) for seq, text in enumerate(one.data, length + 1))
                    length += len(one.data)
                lengths[one.session] = length
            db.executemany(INSERT, rows)

        try:
            self.commit(look_and_insert, longer=self._log.is_due())
            self._settle(batch, conflicts)
        except BaseException as error:
            # As above.
            if isinstance(error, Exception) or not rows or not self._holds(rows[-1]):
                raise
            self._settle(batch, conflicts)
            raise

    def _holds(self, row: tuple[str, int, str]) -> bool:
        if self._db.in_transaction:
            return False  # it will be rolled back
        query = "SELECT data = ? FROM event WHERE session = ? AND seq = ?"
        found: tuple[int] | None = self._db.execute(query, (row[2], *row[:2])).fetchone()
        return found == (1,)

    def _settle(self, batch: Sequence[Append], conflicts: Sequence[Conflict | None]) -> None:
        for one, conflict in zip(reversed(batch), reversed(conflicts), strict=True):
            one.settle(conflict)
        self._tell()


def length_of(db: sqlite3.Connection, session: str) -> int:
    """How many events a session has."""
    row = db.execute("SELECT max(seq) FROM event WHERE session = ?", (session,)).fetchone()
    return int(row[0] or 0)


def _is_busy(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
