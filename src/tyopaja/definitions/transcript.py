"""Transcripts: the commands of a workshop in a TOML file, to be played into a session.

Only the form of the file is looked at here. Its commands stay plain tables: one that is wrong must stop the play when
it is reached, and not before, so that what stands above it is carried out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from attrs import field, frozen

from tyopaja.definitions.positions import Positions
from tyopaja.definitions.reading import read
from tyopaja.errors import TranscriptError, nearest

LARGEST = 16 * 1024 * 1024
"""Bytes that a transcript may have at most: some 100,000 commands."""

_HEAD = ("flow", "title", "locale", "session")


@frozen(kw_only=True)
class Transcript:
    """What a transcript says."""

    file: str
    """As the user named it."""
    flow: str | None = None
    """The flow that it begins; a transcript that goes on with a session needs none."""
    title: str | None = None
    """The new session's title."""
    locale: str | None = None
    """The new session's language; the pack's when left out."""
    session: str | None = None
    """The new session's id; a fresh one when left out."""
    do: tuple[Mapping[str, Any], ...] = ()
    """The commands, as they were written."""
    text: str = field(default="", repr=False, eq=False)
    """The file's own text."""

    @property
    def begins(self) -> datetime | None:
        """When the first command that says a time was given; None when none does, or not with its zone."""
        for table in self.do:
            if "at" in table:
                return _moment(table["at"])
        return None

    def line_of(self, index: int) -> int:
        """The line, from 1, of the command at `index`, from 0. Looked up when asked."""
        return Positions(self.text).at(("do", index))[0]


def read_transcript(path: Path) -> Transcript:
    """Read a transcript. Raises TranscriptError, with file and line, for a file that is none."""
    source = read(path, path.name, str(path), largest=LARGEST)
    for problem in source.problems:
        _stop(source.shown, problem.line, problem.code, problem.message, problem.hint)
    table = source.table or {}
    known = (*_HEAD, "do")

    def stop(key: str, code: str, message: str, hint: str) -> NoReturn:
        line, _ = Positions(source.text).at((key,), "key")
        _stop(source.shown, line, code, message, hint)

    for key, value in table.items():
        if key not in known:
            near = nearest(key, known)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
            stop(key, "unknown-key", f"A transcript has no key '{key}'.", hint)
        if key in _HEAD and not isinstance(value, str):
            stop(key, "wrong-type", f"'{key}' must be text.", f'Write {key} = "…".')
    commands = table.get("do", [])
    if not isinstance(commands, list) or not all(isinstance(one, dict) for one in commands):
        stop("do", "wrong-type", "'do' must be a list of commands.", "Write [[do]] above each command.")
    head = {key: table[key] for key in _HEAD if key in table}
    return Transcript(file=source.shown, do=tuple(commands), text=source.text, **head)


def _stop(file: str, line: int, code: str, message: str, hint: str) -> NoReturn:
    whole = f"{file}:{line}: {message}{f' {hint}' if hint else ''}"
    raise TranscriptError(code, whole, file=file, index=None, line=line, session=None)


def _moment(written: Any) -> datetime | None:
    if isinstance(written, str):
        try:
            written = datetime.fromisoformat(written)
        except ValueError:
            return None
    return written if isinstance(written, datetime) and written.tzinfo is not None else None
