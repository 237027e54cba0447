"""How commands write: JSON and tables to stdout, files aside and then renamed, progress to a terminal's stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from tyopaja.errors import OutputError
from tyopaja.exporting.files import make_folder, write_file

if TYPE_CHECKING:
    from tyopaja.renderers.contract import Rendition

LONG_WORK = 40
"""From how many pieces of work on a progress bar is worth its line."""


def print_bytes(data: bytes) -> None:
    """Bytes to stdout, flushed, so that a disk that is full says so here and not while Python shuts down.

    Raises OutputError. A reader that went away (`| head`) ends the process as it ends any tool of the shell.
    """
    if sys.stdout is None:  # closed by whoever started us
        raise OutputError("cannot-write", "The output could not be written: it is closed.", path="-")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _forget_stdout()
        sys.exit(128 + 13)  # SIGPIPE, which Windows has no name for
    except OSError as error:
        _forget_stdout()
        reason = error.strerror or type(error).__name__
        raise OutputError("cannot-write", f"The output could not be written: {reason}.", path="-") from error


def _forget_stdout() -> None:
    """What is still buffered would only fail again when Python closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_text(text: str) -> None:
    """Text for eyes, in what the terminal speaks: a letter that it has not is shown as ?."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print_bytes(text.encode(encoding, errors="replace"))


def print_json(value: Any) -> None:
    """One JSON document with sorted keys, in UTF-8 whatever the terminal speaks: programs read it."""
    print_bytes(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n")


def print_json_line(value: Any) -> None:
    """One JSON document on a line of its own."""
    print_bytes(json.dumps(value, ensure_ascii=False, sort_keys=True).encode() + b"\n")


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """A table without frames, its columns as wide as they need to be: for eyes, `cut` and `grep`."""
    cells = [[" ".join(str(row.get(column, "")).split()) for column in columns] for row in rows]
    widths = [max((len(row[place]) for row in cells), default=0) for place in range(len(columns))]
    for row in cells:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print_text(line.rstrip() + "\n")


def write_output(path: Path, data: bytes) -> None:
    """`data` to where `-o` says: a file, or stdout for `-`. Raises OutputError."""
    if str(path) == "-":
        print_bytes(data)
    else:
        write_file(path, data)


def write_rendition(path: Path, made: Rendition) -> None:
    """What was rendered to where `-o` says. Several files go into a folder, one that is there or one to be made, where
    the name has no suffix; else they are one archive. Raises OutputError."""
    if not made.files or str(path) == "-" or not (path.is_dir() or path.suffix == ""):
        write_output(path, made.data)
        return
    for name, data in made.files.items():
        make_folder((path / name).parent)
        write_file(path / name, data)


def write_into(folder: Path, files: Mapping[PurePosixPath, str], over: Sequence[str] = ()) -> list[Path]:
    """Put text files below a folder, which is made if it is not there, with what folders they need.

    Nothing is written when one is there already, unless it is in a folder that `over` names; of those there, only what
    is not as it would be written. Returns what was written. Raises OutputError.
    """
    for name in files:
        path = folder / name
        if name.parts[0] not in over and os.path.lexists(path):
            raise OutputError("already-there", f"{path} is there already. Nothing was written.", path=str(path))
    made = []
    for name, text in files.items():
        path = folder / name
        make_folder(path.parent)
        data = text.encode()
        if not (path.is_file() and path.read_bytes() == data):
            write_file(path, data)
            made.append(path)
    return made


class Tick(Protocol):
    """Called with how many pieces are done."""

    def __call__(self, done: int) -> None: ...


@contextmanager
def progress(title: str, total: int) -> Iterator[Tick]:
    """A progress bar on stderr for long work at a terminal; silence elsewhere."""
    if total < LONG_WORK or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=done)
