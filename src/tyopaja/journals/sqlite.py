"""`sqlite:PATH` — a journal in one file. WAL with `synchronous=FULL`: a commit that returned survives power loss.

One transaction a command, which takes the write lock before it looks: of two writers behind one event the second
finds the first's, and that is a `Conflict`. The primary key (session, seq) sees to it that no number is doubled. The
file says what it is (`application_id`) and which format it has (`user_version`), and both are read before anything
is written, so that a file of somebody else's or of a newer tyopaja stays as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from time import monotonic, sleep

from tyopaja.errors import Conflict, JournalError, NewerJournal
from tyopaja.journals.contract import Record

FORMAT = 1
_APPLICATION = 0x7479_6F70  # "tyop"
_MAGIC = b"SQLite format 3\0"
_PATIENCE = 10.0
"""Seconds to wait for other writers before the journal fails."""
_OPENING = Lock()
"""One at a time in a process looks at a file and begins a journal in it; see `_look_first`."""
_PAGE = 1000
"""Events read at once."""

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
        self.path = Path(path)
        self._lock = RLock()
        with self._telling("open"), _OPENING:
            # Absolute, so that SQLite sees a file and nothing else: `:memory:` would mean no file at all. Without
            # links, since the log stands beside the file itself.
            self.path = self.path.expanduser().resolve()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._look_first()
            self._db = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
            try:
                self._prepare(fresh)
            except BaseException:
                self._db.close()
                raise

    def _look_first(self) -> bool:
        """Whether the file is new or empty. Read-only: what is not ours to write is not touched."""
        if not self.path.exists() or (self.path.is_file() and self.path.stat().st_size == 0):
            return True
        uri = f"{self.path.as_uri()}?mode=ro"
        if not self.path.with_name(f"{self.path.name}-wal").exists():
            # Nobody has the journal open, and the file says all there is. Only then may it be opened past SQLite:
            # POSIX drops all of a process's locks on a file when any handle of it is closed.
            with self.path.open("rb") as file:
                # SQLite itself takes any file of less than a page for an empty database, and writes over it.
                if file.read(len(_MAGIC)) != _MAGIC:
                    raise self._not_ours()
            uri += "&immutable=1"  # as a reader it would leave an empty log beside what is not ours
        look = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_PATIENCE)
        try:
            look.execute("BEGIN")  # another process may be about to begin the journal: all three from one moment
            application = look.execute("PRAGMA application_id").fetchone()[0]
            found = look.execute("PRAGMA user_version").fetchone()[0]
            empty = look.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        finally:
            look.close()
        if empty and not application:
            return True
        if application != _APPLICATION:
            raise self._not_ours()
        if found > FORMAT:
            raise NewerJournal(str(self.path), found, FORMAT)
        return False

    def _not_ours(self) -> JournalError:
        message = f"{self.path} is not a tyopaja journal. It was not touched."
        return JournalError("not-a-journal", message, path=str(self.path))

    def _prepare(self, fresh: bool) -> None:
        self._use_wal()
        self._db.execute("PRAGMA synchronous=FULL")
        if not fresh:
            return
        self._db.execute("BEGIN IMMEDIATE")
        # Another process may have begun something here since we looked.
        if self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            if self._db.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
                raise self._not_ours()
        else:
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA application_id={_APPLICATION}")
            self._db.execute(f"PRAGMA user_version={FORMAT}")
        self._db.execute("COMMIT")

    def _use_wal(self) -> None:
        # The one statement for which SQLite's own patience does not hold: of two that begin a journal one is refused.
        patience = monotonic() + _PATIENCE
        while True:
            try:
                (mode,) = self._db.execute("PRAGMA journal_mode=WAL").fetchone()
                break
            except sqlite3.OperationalError:
                if monotonic() > patience:
                    raise
                sleep(0.01)
        if mode != "wal":
            message = f"The journal {self.path} cannot be kept there: its file system has no shared memory for a log."
            raise JournalError("no-log", message, path=str(self.path))

    @contextmanager
    def _telling(self, doing: str) -> Iterator[None]:
        """Turn what SQLite and the file system say into a JournalError that names the file.

        ValueError and RuntimeError are what Python says of text and paths that cannot be: a lone surrogate, a NUL, the
        home of nobody.
        """
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, RuntimeError) as error:
            message = f"The journal {self.path} failed to {doing}: {str(error).rstrip('.')}."
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
        with self._lock, self._telling("append"), self._transaction() as db:
            if self._length(session) != after:
                raise Conflict(session, after)
            if rows and after == 0:
                db.execute("INSERT INTO session SELECT ?, coalesce(max(began), 0) + 1 FROM session", (session,))
            db.executemany("INSERT INTO event VALUES (?, ?, ?)", rows)

    def _length(self, session: str) -> int:
        row = self._db.execute("SELECT max(seq) FROM event WHERE session = ?", (session,)).fetchone()
        return int(row[0] or 0)

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        """See `Journal.read`."""
        query = "SELECT seq, data FROM event WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?"
        while True:
            # Page by page: no long reader keeps the log from being folded in, and nobody holds a year in memory.
            with self._lock, self._telling("read"):
                rows = self._db.execute(query, (session, after, _PAGE)).fetchall()
            for seq, data in rows:
                yield Record(seq, data)
            if len(rows) < _PAGE:
                return
            after = rows[-1][0]

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
