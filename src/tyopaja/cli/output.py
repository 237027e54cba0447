"""How commands write: JSON and tables to stdout, files aside and then renamed, progress to a terminal's stderr."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import click

from tyopaja.errors import OutputError

LONG_WORK = 40
"""From how many pieces of work on a progress bar is worth its line."""


def print_json(value: Any) -> None:
    """One JSON document with sorted keys."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """A table without frames, its columns as wide as they need to be: for eyes, `cut` and `grep`."""
    cells = [[str(row.get(column, "")) for column in columns] for row in rows]
    widths = [max((len(row[place]) for row in cells), default=0) for place in range(len(columns))]
    for row in cells:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all: written aside, flushed to disk, renamed.

    Raises OutputError; what stood at `path` is then as it was.
    """
    if path.is_dir():
        raise OutputError("is-a-folder", f"{path} is a folder. Give a file's name.", path=str(path))
    aside = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            aside = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o666 & ~_umask())
        aside.replace(path)
    except OSError as error:
        if aside is not None:
            aside.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise OutputError("cannot-write", f"{path} could not be written: {reason}.", path=str(path)) from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


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
