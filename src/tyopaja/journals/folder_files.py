"""Files and locks of a `folder:` journal: put in their place whole or not at all, and flushed to the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from tyopaja.errors import JournalError
from tyopaja.journals.folder_names import ASIDE

_PATIENCE = 10.0
"""Seconds to wait for other writers before the journal fails."""
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
"""A folder may come from a stranger: what is written goes into it, and not to where a link leads."""

flush = getattr(os, "fdatasync", os.fsync)
"""What has been written to a file descriptor is on the disk when this returns."""


@contextmanager
def opened(path: Path, flags: int) -> Iterator[int]:
    """The file descriptor of a file to be written."""
    handle = os.open(path, flags | _NO_FOLLOW, 0o666)
    try:
        yield handle
    finally:
        with suppress(OSError):  # what counts was flushed before
            os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold the lock that is a file; nobody else does, in this process or another. A process that ends lets go of it.

    Gives the file's descriptor. Raises OSError, and JournalError when it is not to be had.
    """
    # Only here: where there is no such module, tyopaja has its other journals.
    import fcntl

    until, pause = monotonic() + _PATIENCE, 0.0002
    while True:
        with opened(path, os.O_RDWR | os.O_CREAT) as handle:
            if _taken(handle, fcntl.LOCK_EX | fcntl.LOCK_NB) and _is_still(path, handle):
                yield handle
                return
        if monotonic() > until:
            message = f"{path} was held by another writer for {_PATIENCE:.0f} s. Try again."
            raise JournalError("journal-busy", message, path=str(path))
        sleep(pause)
        pause = min(2 * pause, 0.01)


def _taken(handle: int, how: int) -> bool:
    import fcntl

    try:
        fcntl.flock(handle, how)
    except BlockingIOError:
        return False
    return True


def _is_still(path: Path, handle: int) -> bool:
    """Whether a lock's file was not deleted since it was opened: others would lock another one."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def write_at(handle: int, data: bytes, offset: int) -> None:
    """All of `data` at a place of a file, in one piece where the system takes it in one."""
    view = memoryview(data)
    while view:
        done = os.pwrite(handle, view, offset)
        view, offset = view[done:], offset + done


def aside_of(path: Path) -> Path:
    """Where a file is written before it is put in its place."""
    return path.with_name(f".{path.name}{ASIDE}")


def write_aside(path: Path, chunks: Iterable[bytes]) -> Path:
    """Write what is to be put at `path` later, on the disk when this returns."""
    aside = aside_of(path)
    try:
        with opened(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as handle:
            offset = 0
            for chunk in chunks:
                write_at(handle, chunk, offset)
                offset += len(chunk)
            os.fsync(handle)
    except BaseException:  # an interrupt too: nothing is left lying about
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    return aside


def put(path: Path, data: bytes) -> None:
    """Put a file in its place, whole or not at all: written aside, flushed, renamed, the folder flushed."""
    aside, known = write_aside(path, [data]), path.exists()
    try:
        aside.replace(path)
        flush_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
            if not known:
                path.unlink(missing_ok=True)
                flush_folder(path.parent)
        raise


def names_in(path: Path) -> list[str]:
    """The names of what is in a folder, in order; none when it is not there."""
    try:
        with os.scandir(path) as entries:
            return sorted([entry.name for entry in entries])
    except FileNotFoundError:
        return []


def make_folder(path: Path) -> None:
    """Make a folder, with what folders it needs; harmless when it is there."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    flush_folder(path.parent)


def flush_folder(path: Path) -> None:
    """The names in a folder are on the disk when this returns."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
