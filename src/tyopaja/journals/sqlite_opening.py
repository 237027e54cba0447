"""Opens the file of a `sqlite:` journal, or begins one.

The file says what it is (`application_id`) and which format it has (`user_version`), and both are read before anything
is written, so that a file of somebody else's or of a newer tyopaja stays as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from tyopaja.errors import JournalError, NewerJournal

FORMAT = 2
_APPLICATION = 0x7479_6F70  # "tyop"
_MAGIC = b"SQLite format 3\0"
_OPENING = Lock()
"""One at a time in a process looks at a file and begins a journal in it; see `_look_first`."""
_LOG_LIMIT = 16 * 1024 * 1024
"""Bytes that the log keeps on disk once it was folded in, however long somebody's reading had made it."""

_EVENTS = (
    """CREATE TABLE event (
  session TEXT NOT NULL, seq INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (session, seq)
) WITHOUT ROWID, STRICT""",
    "CREATE TABLE session (id TEXT PRIMARY KEY, began INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID",
)
_SINCE_2 = (
    """CREATE TABLE content (
  session TEXT NOT NULL, digest TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (session, digest)
) STRICT""",
    "CREATE TABLE snapshot (session TEXT PRIMARY KEY, seq INTEGER NOT NULL, data BLOB NOT NULL) STRICT",
    # Sessions out of which something was taken whose remains may still be in free space, or in the log.
    "CREATE TABLE remains (session TEXT PRIMARY KEY) STRICT",
)


def opened(path: Path, patience: float) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    """Two connections to the journal at an absolute `path`: one that writes, and one that reads beside it.

    WAL with `synchronous=FULL`; each waits for other processes for so many seconds. Raises NewerJournal, JournalError
    for what is no journal of ours, and whatever SQLite and the file system say.
    """
    with _OPENING:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = _look_first(path, patience)
        writing = _connected(path, patience)
        try:
            _use_wal(writing, path, patience)
            writing.execute("PRAGMA synchronous=FULL")
            writing.execute("PRAGMA secure_delete=ON")
            writing.execute(f"PRAGMA journal_size_limit={_LOG_LIMIT}")
            (_begin if fresh else _bring_up)(writing, path)
            reading = _connected(path, patience)
        except BaseException:
            writing.close()
            raise
        return writing, reading


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)


def _look_first(path: Path, patience: float) -> bool:
    """Whether the file is new or empty. Read-only: what is not ours to write is not touched."""
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return True
    uri = f"{path.as_uri()}?mode=ro"
    if not path.with_name(f"{path.name}-wal").exists():
        # Nobody has the journal open, and the file says all there is. Only then may it be opened past SQLite:
        # POSIX drops all of a process's locks on a file when any handle of it is closed.
        with path.open("rb") as file:
            # SQLite itself takes any file of less than a page for an empty database, and writes over it.
            if file.read(len(_MAGIC)) != _MAGIC:
                raise _not_ours(path)
        uri += "&immutable=1"  # as a reader it would leave an empty log beside what is not ours
    look = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=patience)
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
        raise _not_ours(path)
    _check_format(found, path)
    return False


def _not_ours(path: Path) -> JournalError:
    return JournalError("not-a-journal", f"{path} is not a tyopaja journal. It was not touched.", path=str(path))


def _check_format(found: int, path: Path) -> None:
    if found > FORMAT:
        raise NewerJournal(str(path), found, FORMAT)


def _use_wal(db: sqlite3.Connection, path: Path, patience: float) -> None:
    # The one statement for which SQLite's own patience does not hold: of two that begin a journal one is refused.
    until = monotonic() + patience
    while True:
        try:
            (mode,) = db.execute("PRAGMA journal_mode=WAL").fetchone()
            break
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
            sleep(0.01)
    if mode != "wal":
        message = f"The journal {path} cannot be kept there: its file system has no shared memory for a log."
        raise JournalError("no-log", message, path=str(path))


def _begin(db: sqlite3.Connection, path: Path) -> None:
    db.execute("BEGIN IMMEDIATE")
    # Another process may have begun something here since we looked.
    if db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        if db.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
            raise _not_ours(path)
        (found,) = db.execute("PRAGMA user_version").fetchone()
        _check_format(found, path)
    else:
        for statement in (*_EVENTS, *_SINCE_2):
            db.execute(statement)
        db.execute(f"PRAGMA application_id={_APPLICATION}")
        db.execute(f"PRAGMA user_version={FORMAT}")
    db.execute("COMMIT")


def _bring_up(db: sqlite3.Connection, path: Path) -> None:
    """Bring a journal of format 1 to this one: content belonged to no session then."""
    if db.execute("PRAGMA user_version").fetchone() == (FORMAT,):
        return  # without the write lock: a journal that may only be read is read
    db.execute("BEGIN IMMEDIATE")
    (found,) = db.execute("PRAGMA user_version").fetchone()
    _check_format(found, path)
    if found == 1:
        db.execute("ALTER TABLE content RENAME TO former")
        for statement in _SINCE_2:
            db.execute(statement)
        # Whose it is cannot be known: definitions are named in events, pictures in the fields of entries.
        db.execute(
            "INSERT OR IGNORE INTO content SELECT DISTINCT event.session, former.digest, former.data "
            "FROM former JOIN event ON instr(event.data, former.digest)"
        )
        db.execute("DROP TABLE former")
        db.execute(f"PRAGMA user_version={FORMAT}")
    db.execute("COMMIT")
