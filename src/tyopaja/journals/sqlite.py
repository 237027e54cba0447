"""`sqlite:PATH` — a journal in one file. WAL with `synchronous=FULL`: a commit that returned survives power loss.

One transaction a command, which takes the write lock before it looks: of two writers behind one event the second
finds the first's, and that is a `Conflict`. The primary key (session, seq) sees to it that no number is doubled. The
file says what it is (`application_id`) and which format it has (`user_version`), and both are read before anything
is written, so that a file of somebody else's or of a newer tyopaja stays as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Lock, RLock
from time import monotonic, sleep

from tyopaja.errors import Conflict, JournalError, NewerJournal
from tyopaja.journals.contract import Record, Snapshot

FORMAT = 2
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
CREATE TABLE content (
  session TEXT NOT NULL, digest TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (session, digest)
) STRICT;
CREATE TABLE snapshot (session TEXT PRIMARY KEY, seq INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
"""
_LOOK = 0.05
"""Seconds between two looks at what another process may have appended, while somebody waits for it."""


class SqliteJournal:
    """A journal in one SQLite file. Safe for threads and processes."""

    def __init__(self, path: str | Path) -> None:
        """Open the journal at `path`, or begin one; missing folders are made.

        Raises NewerJournal, and JournalError for a file that is no journal or cannot be opened.
        """
        self.path = Path(path)
        self._lock = RLock()
        self._appended = Condition()
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
        self._db.execute("PRAGMA secure_delete=ON")
        if not fresh:
            self._bring_up()
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

    def _bring_up(self) -> None:
        """Bring a journal of format 1 to this one: content belonged to no session then."""
        self._db.execute("BEGIN IMMEDIATE")
        (found,) = self._db.execute("PRAGMA user_version").fetchone()
        if found == 1:
            self._db.execute("ALTER TABLE content RENAME TO former")
            for statement in _SCHEMA.split(";")[2:]:
                self._db.execute(statement)
            # Whose it is cannot be known: definitions are named in events, pictures in the fields of entries.
            self._db.execute(
                "INSERT OR IGNORE INTO content SELECT DISTINCT event.session, former.digest, former.data "
                "FROM former JOIN event ON instr(event.data, former.digest)"
            )
            self._db.execute("DROP TABLE former")
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
        with self._telling("append"):
            self._written(session, after, {}, data)

    def _written(
        self, session: str, after: int, changed: Mapping[int, str], data: Sequence[str], forgotten: Collection[str] = ()
    ) -> None:
        rows = [(session, seq, text) for seq, text in enumerate(data, after + 1)]
        with self._lock, self._transaction() as db:
            if self._length(session) != after:
                raise Conflict(session, after)
            if not all(0 < seq <= after for seq in changed):
                raise JournalError("no-event", f"Session {session} has events 1 to {after} and no others.")
            if rows and after == 0:
                db.execute("INSERT INTO session SELECT ?, coalesce(max(began), 0) + 1 FROM session", (session,))
            others = [(text, session, seq) for seq, text in changed.items()]
            db.executemany("UPDATE event SET data = ? WHERE session = ? AND seq = ?", others)
            db.executemany(
                "DELETE FROM content WHERE session = ? AND digest = ?", [(session, digest) for digest in forgotten]
            )
            if changed or forgotten:
                db.execute("DELETE FROM snapshot WHERE session = ?", (session,))
            db.executemany("INSERT INTO event VALUES (?, ?, ?)", rows)
        with self._appended:
            self._appended.notify_all()

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

    def wait(self, session: str, after: int, seconds: float) -> int:
        """See `Journal.wait`."""
        until = monotonic() + seconds
        while True:
            with self._lock, self._telling("read"):
                length = self._length(session)
            left = until - monotonic()
            if length > after or left <= 0:
                return length
            with self._appended:
                self._appended.wait(min(left, _LOOK))

    def keep(self, session: str, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        with self._lock, self._telling("keep"), self._transaction() as db:
            db.execute("INSERT OR IGNORE INTO content VALUES (?, ?, ?)", (session, digest, data))

    def fetch(self, session: str, digest: str) -> bytes | None:
        """See `Journal.fetch`."""
        query = "SELECT data FROM content WHERE session = ? AND digest = ?"
        with self._lock, self._telling("read"):
            row = self._db.execute(query, (session, digest)).fetchone()
        return None if row is None else bytes(row[0])

    def contents(self, session: str) -> Sequence[str]:
        """See `Journal.contents`."""
        with self._lock, self._telling("read"):
            return tuple(
                digest for (digest,) in self._db.execute("SELECT digest FROM content WHERE session = ?", (session,))
            )

    def rewrite(
        self,
        session: str,
        after: int,
        changed: Mapping[int, str],
        data: Sequence[str],
        forgotten: Collection[str] = (),
    ) -> None:
        """See `Journal.rewrite`."""
        with self._telling("rewrite"):
            self._written(session, after, changed, data, forgotten)
            with self._lock:
                # What SQLite frees it overwrites (`secure_delete`); the log is folded in and emptied.
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        """See `Journal.keep_snapshot`."""
        statement = (
            "INSERT INTO snapshot VALUES (?, ?, ?) ON CONFLICT (session) DO UPDATE SET seq = excluded.seq, "
            "data = excluded.data WHERE excluded.seq > snapshot.seq"
        )
        with self._lock, self._telling("keep"), self._transaction() as db:
            db.execute(statement, (session, snapshot.seq, snapshot.data))

    def snapshot(self, session: str) -> Snapshot | None:
        """See `Journal.snapshot`."""
        with self._lock, self._telling("read"):
            row = self._db.execute("SELECT seq, data FROM snapshot WHERE session = ?", (session,)).fetchone()
        return None if row is None else Snapshot(int(row[0]), bytes(row[1]))

    def close(self) -> None:
        """See `Journal.close`."""
        with self._lock:
            self._db.close()
