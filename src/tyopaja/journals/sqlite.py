"""`sqlite:PATH` — a journal in one file. WAL with `synchronous=FULL`: a commit that returned survives power loss.

One transaction a command. The primary key (session, seq) is what makes two writers' race a `Conflict` and not a
doubled number. The file says what it is (`application_id`) and which format it has (`user_version`), and both are
read before anything is written, so that a file of somebody else's or of a newer tyopaja stays as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from tyopaja.errors import Conflict, JournalError, NewerJournal
from tyopaja.journals.contract import Record

FORMAT = 1
_APPLICATION = 0x7479_6F70  # "tyop"

_SCHEMA = """
CREATE TABLE event (
  session TEXT NOT NULL, seq INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (session, seq)
) WITHOUT ROWID, STRICT;
CREATE TABLE session (id TEXT PRIMARY KEY, began INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
CREATE TABLE content (digest TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""


class SqliteJournal:
    """A journal in one SQLite file. Safe for threads and processes."""

    def __init__(self, path: str | Path) -> None:
        """Open the journal at `path`, or begin one; missing folders are made.

        Raises NewerJournal, and JournalError for a file that is no journal or cannot be opened.
        """
        self.path = Path(path).expanduser()
        self._lock = RLock()
        with self._telling("open"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._look_first()
            self._db = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
            try:
                self._prepare(fresh)
            except BaseException:
                self._db.close()
                raise

    def _look_first(self) -> bool:
        """Whether the file is new or empty. Read-only: what is not ours to write is not touched."""
        if not self.path.exists() or self.path.stat().st_size == 0:
            return True
        look = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            application = look.execute("PRAGMA application_id").fetchone()[0]
            found = look.execute("PRAGMA user_version").fetchone()[0]
            empty = look.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        finally:
            look.close()
        if empty and not application:
            return True
        if application != _APPLICATION:
            raise JournalError(
                "not-a-journal",
                f"{self.path} is a database, but not a tyopaja journal. It was not touched.",
                path=str(self.path),
            )
        if found > FORMAT:
            raise NewerJournal(str(self.path), found, FORMAT)
        return False

    def _prepare(self, fresh: bool) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        if not fresh:
            return
        self._db.execute("BEGIN IMMEDIATE")
        # Another process may have begun the journal since we looked.
        if not self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA application_id={_APPLICATION}")
            self._db.execute(f"PRAGMA user_version={FORMAT}")
        self._db.execute("COMMIT")

    @contextmanager
    def _telling(self, doing: str) -> Iterator[None]:
        """Turn what SQLite and the file system say into a JournalError that names the file."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            message = f"The journal {self.path} failed to {doing}: {error}."
            raise JournalError("journal-failed", message, path=str(self.path), doing=doing) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
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
        rows = [(session, seq, text) for seq, text in enumerate(data, after + 1)]
        with self._lock, self._telling("append"):
            try:
                with self._transaction() as db:
                    if after == 0:
                        began = "INSERT INTO session SELECT ?, coalesce(max(began), 0) + 1 FROM session"
                        db.execute(began, (session,))
                    elif self._length(session) != after:
                        raise Conflict(session, after)
                    db.executemany("INSERT INTO event VALUES (?, ?, ?)", rows)
            except sqlite3.IntegrityError as error:
                raise Conflict(session, after) from error

    def _length(self, session: str) -> int:
        row = self._db.execute("SELECT max(seq) FROM event WHERE session = ?", (session,)).fetchone()
        return int(row[0] or 0)

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        """See `Journal.read`."""
        query = "SELECT seq, data FROM event WHERE session = ? AND seq > ? ORDER BY seq"
        with self._lock, self._telling("read"):
            rows = self._db.execute(query, (session, after)).fetchall()
        return (Record(seq, data) for seq, data in rows)

    def sessions(self) -> Sequence[tuple[str, int]]:
        """See `Journal.sessions`."""
        query = "SELECT id, (SELECT max(seq) FROM event WHERE session = id) FROM session ORDER BY began"
        with self._lock, self._telling("read"):
            return tuple((session, int(length)) for session, length in self._db.execute(query))

    def keep(self, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        with self._lock, self._telling("keep"), self._transaction() as db:
            db.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (digest, data))

    def fetch(self, digest: str) -> bytes | None:
        """See `Journal.fetch`."""
        with self._lock, self._telling("read"):
            row = self._db.execute("SELECT data FROM content WHERE digest = ?", (digest,)).fetchone()
        return None if row is None else bytes(row[0])

    def close(self) -> None:
        """See `Journal.close`."""
        with self._lock:
            self._db.close()
