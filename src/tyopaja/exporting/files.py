"""Files, whole or not at all: written aside, flushed to disk, renamed."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from tyopaja.errors import OutputError


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all: written aside, flushed to disk, renamed.

    A link stays a link; what is no file (a pipe, a device) is written to as it is. Raises OutputError; a file that
    stood at `path` is then as it was.
    """
    if path.is_dir():
        raise OutputError("is-a-folder", f"{path} is a folder. Give a file's name.", path=str(path))
    if not path.parent.is_dir():
        raise OutputError("no-folder", f"There is no folder {path.parent}. Make it first.", path=str(path))
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)  # unlike resolve, it bears a link that leads to itself
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError("cannot-write", f"{path} could not be written: {reason}.", path=str(path)) from error


def _replace(path: Path, data: bytes) -> None:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tyopaja-")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        aside.chmod(mode)
        aside.replace(path)
    except BaseException:  # an interrupt too: nothing is left lying about
        aside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def make_folder(folder: Path) -> None:
    """Make a folder, with those that it stands in, if it is not there. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {folder} could not be made: {error.strerror or type(error).__name__}."
        raise OutputError("cannot-write", message, path=str(folder)) from error
