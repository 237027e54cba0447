"""`folder:PATH` — a journal that a person can read, compare, mail and keep in git: a folder for each session, in it a
TOML file for each day on which something happened, and definitions and pictures as files.

    journal.toml                    what this is, and its format
    xmffd59f9xy8/session.toml       the session's id, and its place in the order of sessions
    xmffd59f9xy8/2026-03-02.toml    a day's events, appended to (`folder_blocks`)
    xmffd59f9xy8/content/…          definitions and pictures, named by their hash

A command is one write, flushed before it is acknowledged. Files begin aside and are renamed into their place. Writers
keep each other out by a lock on a session's folder; readers need none. A folder of somebody else's or of a newer
tyopaja stays as it is."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from time import monotonic

import tomli

from tyopaja.errors import JournalError, NewerJournal
from tyopaja.journals import folder_files as files
from tyopaja.journals import folder_names as names
from tyopaja.journals.contract import Record, Snapshot
from tyopaja.journals.folder_reading import days
from tyopaja.journals.folder_session import SessionFolder

_ABOUT = """\
# A journal of workshops. Each folder beside this file is one session, and can be copied from one journal to another.
# The files are made by tyopaja and sealed line by line: read them, but change nothing in them.
what = "tyopaja journal"
format = {format}
"""
_IGNORE = f"{names.LOCK}\n{names.SNAPSHOT}\n*{names.ASIDE}\n*{names.TORN}\n"
_ATTRIBUTES = "* -text\n"
"""So that git leaves line ends as they are, on any system: the seals are made of them."""
_LOOK = 0.05
"""Seconds between two looks at what another process may have appended, while somebody waits for it."""


class FolderJournal:
    """A journal in a folder. Safe for threads and processes."""

    def __init__(self, path: str | Path) -> None:
        """Open the journal at `path`, or begin one; missing folders are made.

        Raises NewerJournal, and JournalError for a folder of something else or one that cannot be opened.
        """
        self.path = Path(path)
        self._sessions: dict[str, SessionFolder] = {}
        self._appended = Condition()
        self._closed = False
        with self._telling("open"):
            self.path = self.path.expanduser().resolve()
            if not self._is_journal():
                self._begin()

    def _is_journal(self) -> bool:
        """Whether there is a journal here; False where one may begin. Read-only."""
        try:
            about = (self.path / names.ABOUT).read_bytes()
        except FileNotFoundError:
            if not names.HARMLESS.issuperset(files.names_in(self.path)):
                raise self._not_ours() from None
            return False
        except NotADirectoryError as error:
            raise self._not_ours() from error
        try:
            table = tomli.loads(about.decode())
        except ValueError as error:
            raise self._not_ours() from error
        found = table.get("format")
        if table.get("what") != "tyopaja journal" or not isinstance(found, int):
            raise self._not_ours()
        if found > names.FORMAT:
            raise NewerJournal(str(self.path), found, names.FORMAT)
        return True

    def _begin(self) -> None:
        files.make_folder(self.path)
        with files.locked(self.path / names.LOCK):
            if self._is_journal():  # another process began it since we looked
                return
            # What makes it a journal comes last.
            for name, text in zip(names.OURS, (_IGNORE, _ATTRIBUTES, _ABOUT.format(format=names.FORMAT)), strict=True):
                if not (self.path / name).exists():
                    files.put(self.path / name, text.encode())

    def _not_ours(self) -> JournalError:
        message = f"{self.path} is not a tyopaja journal. It was not touched."
        return JournalError("not-a-journal", message, path=str(self.path))

    @contextmanager
    def _telling(self, doing: str) -> Iterator[None]:
        """Turn what the file system says into a JournalError that names the folder.

        ValueError and RuntimeError are what Python says of text and paths that cannot be: a lone surrogate, a NUL, the
        home of nobody.
        """
        try:
            if self._closed:
                raise ValueError("it was closed")
            yield
        except (OSError, ValueError, RuntimeError, ImportError) as error:
            message = f"The journal {self.path} failed to {doing}: {str(error).rstrip('.')}."
            raise JournalError("journal-failed", message, path=str(self.path), doing=doing) from error

    def _of(self, session: str) -> SessionFolder:
        held = self._sessions.get(session)
        if held is None:
            made = SessionFolder(self.path / names.folder_of(session), session, self._next_number)
            held = self._sessions.setdefault(session, made)  # of two threads one makes the session's lock
        return held

    def _next_number(self) -> int:
        """One more than any session has: kept in the journal's lock, and sought where that was lost."""
        with files.locked(self.path / names.LOCK) as handle:
            said = os.pread(handle, 32, 0).strip()
            latest = int(said) if said.isdigit() else max((began for began, *_ in self._begun()), default=0)
            files.write_at(handle, b"%d\n" % (latest + 1), 0)
            os.fsync(handle)
            return latest + 1

    def _begun(self) -> Iterator[tuple[int, str, SessionFolder]]:
        """Sessions that have begun, by their numbers."""
        for path in sorted(self.path.iterdir()):
            if path.is_dir() and not path.name.startswith("."):
                session = self._session_in(path)
                if session is not None and session.length():
                    yield session.began() or 0, session.id, session

    def _session_in(self, path: Path) -> SessionFolder | None:
        """The session whose folder this is; None for what is none, and for a copy beside it."""
        try:
            name = tomli.loads((path / names.SESSION).read_text("utf-8"))["id"]
        except FileNotFoundError:
            if not days(path):
                return None
            name = path.name  # what else can be the matter is said below
        except (ValueError, KeyError) as error:
            raise self._nameless(path) from error
        if not isinstance(name, str):
            raise self._nameless(path)
        right = self.path / names.folder_of(name)
        if path != right:
            if right.exists():
                return None
            message = f"{path} holds the session {name}, whose folder must be called {right.name}. Name it so again."
            raise JournalError("session-renamed", message, path=str(path), session=name)
        return self._of(name)

    def _nameless(self, path: Path) -> JournalError:
        message = f'{path / names.SESSION} does not say whose folder this is. Write id = "…" into it.'
        return JournalError("journal-damaged", message, path=str(path / names.SESSION))

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        """See `Journal.append`."""
        texts = list(data)
        with self._telling("append"):
            self._of(session).append(after, texts)
        with self._appended:
            self._appended.notify_all()

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        """See `Journal.read`. Raises JournalError at what is damaged, with where it is, when all before has been read;
        behind it one can go on."""
        with self._telling("read"):
            yield from self._of(session).read(after)

    def sessions(self) -> Sequence[tuple[str, int]]:
        """See `Journal.sessions`."""
        with self._telling("read"):
            begun = sorted(self._begun(), key=lambda one: one[:2])
            return tuple((name, session.length()) for _, name, session in begun)

    def wait(self, session: str, after: int, seconds: float) -> int:
        """See `Journal.wait`."""
        until = monotonic() + seconds
        while True:
            with self._telling("read"):
                length = self._of(session).length()
            left = until - monotonic()
            if length > after or left <= 0:
                return length
            with self._appended:
                self._appended.wait(min(left, _LOOK))

    def keep(self, session: str, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        with self._telling("keep"):
            self._of(session).keep(digest, data)

    def fetch(self, session: str, digest: str) -> bytes | None:
        """See `Journal.fetch`."""
        with self._telling("read"):
            return self._of(session).fetch(digest)

    def contents(self, session: str) -> Sequence[str]:
        """See `Journal.contents`."""
        with self._telling("read"):
            return self._of(session).contents()

    def rewrite(
        self,
        session: str,
        after: int,
        changed: Mapping[int, str],
        data: Sequence[str],
        forgotten: Collection[str] = (),
    ) -> None:
        """See `Journal.rewrite`."""
        texts = list(data)
        with self._telling("rewrite"):
            if changed or forgotten:
                self._of(session).rewrite(after, changed, texts, forgotten)
            else:
                self._of(session).append(after, texts)
        with self._appended:
            self._appended.notify_all()

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        """See `Journal.keep_snapshot`."""
        with self._telling("keep"):
            self._of(session).keep_snapshot(snapshot)

    def snapshot(self, session: str) -> Snapshot | None:
        """See `Journal.snapshot`."""
        with self._telling("read"):
            return self._of(session).snapshot()

    def put_aside(self, session: str) -> Sequence[str]:
        """See `PutsAside.put_aside`: files."""
        with self._telling("read"):
            return self._of(session).put_aside()

    def close(self) -> None:
        """See `Journal.close`. Nothing is held open between calls."""
        self._closed = True
