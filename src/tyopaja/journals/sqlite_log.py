"""The log of a `sqlite:` journal, made longer than it has to be.

A commit that makes its file longer is slow: beside the data, the file system has to make the new length durable. SQLite
writes the log over from its beginning once it was folded in, and then commits take about half as long; but each time
that a journal is opened by its first user, the log begins with nothing. So a program that goes on writing puts zeros
behind the log, a piece at a time, up to the length that it comes to anyway. SQLite takes them for the end of the log,
as it does what is left there of before. Closing drops no lock of SQLite's: those are on the journal and its `-shm`."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_EVERY: Final = 32
"""Commits between two looks. Who writes less than that gains nothing by a longer log."""
_PIECE: Final = bytes(64 * 4120)
"""What is put behind the log at once: pages with their headings, for about twice as many commits."""
_ENOUGH: Final = 1024 * 4120
"""Bytes. SQLite folds the log in after 1000 pages."""


class Log:
    """Sees to it that the log is long enough."""

    def __init__(self, path: Path) -> None:
        """`path` is the journal's."""
        self._path = path.with_name(f"{path.name}-wal")
        self._commits = 0

    def is_due(self) -> bool:
        """Whether the next commit, which is counted by this, should lengthen the log."""
        self._commits += 1
        return self._commits % _EVERY == 0

    def lengthen(self) -> None:
        """Put zeros behind the log, unless it is long enough. The write lock must be held: then nobody else writes
        there, or makes it shorter. They are on the disk with the commit. Not to be able to is no failure."""
        with suppress(OSError):
            handle = os.open(self._path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
            try:
                size = os.fstat(handle).st_size
                if 0 < size < _ENOUGH:
                    os.lseek(handle, size, os.SEEK_SET)
                    os.write(handle, _PIECE)
            finally:
                os.close(handle)
