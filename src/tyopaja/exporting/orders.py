"""What is to be made of each session, what became of it, and the record of that beside the files."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from attrs import field, frozen

from tyopaja.errors import OutputError

RECORD = ".tyopaja-export.jsonl"
"""The file beside the outputs that says which session stood where when its file was made: a line for each."""
_NAME = 60
"""How many characters of a company's name stand in a file's."""


@frozen(kw_only=True)
class Order:
    """The output that every session is to have."""

    format: str
    what: str = "compass"
    locale: str | None = None
    """None for each session's own."""
    viewer: str | None = None
    """To whom it is shown, as for `Session.view`."""
    options: Mapping[str, Any] = field(factory=dict)
    """Those of the renderer that are not to be as they are by default."""

    def key(self, versions: Mapping[str, str]) -> str:
        """Equal for equal orders, carried out by equal versions of tyopaja and the plugins."""
        facts = [self.format, self.what, self.locale, self.viewer, dict(self.options), dict(versions)]
        return sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()[:16]

    def file_name(self, session: str, title: str) -> str:
        """What a session's file is called, without its suffix: whose it is, which session, and what is in it."""
        parts = [_words(title, _NAME), session]
        parts += [] if self.what == "compass" else [_words(self.what, _NAME)]
        parts += [self.locale] if self.locale else []
        return "-".join(part for part in parts if part)


def _words(text: str, most: int) -> str:
    """A text as a part of a file's name that every system takes: small letters of English, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-")


@frozen(kw_only=True)
class Outcome:
    """What became of one session."""

    session: str
    title: str
    status: Literal["made", "kept", "failed"]
    """`kept` for one whose file was there, and is still what would be made."""
    events: int
    """How many events the session had."""
    files: tuple[str, ...] = ()
    """Below the folder."""
    code: str = ""
    """Of the error."""
    message: str = ""
    """The error in words; "" for none."""
    at_fault: Literal["", "input", "plugin"] = ""
    """Whether what was asked for cannot be, or a plugin or the journal failed."""


@frozen
class Recorded:
    """A line of the record: the files that an order made of a session as it stood."""

    key: str
    session: str
    events: int
    sizes: Mapping[str, int]
    """File → bytes."""

    def line(self) -> str:
        """As it is written."""
        facts = {"key": self.key, "session": self.session, "events": self.events, "files": dict(self.sizes)}
        return json.dumps(facts, ensure_ascii=False, sort_keys=True) + "\n"

    def stands(self, folder: Path) -> bool:
        """Whether all its files are there, as long as they were."""
        return all(
            (folder / name).is_file() and (folder / name).stat().st_size == size for name, size in self.sizes.items()
        )


class Record:
    """The record of a folder. What is no line of it, such as one that a crash has torn, is passed over: at worst a file
    is made again."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / RECORD
        self._lines = {(one.key, one.session): one for one in self._read()}

    def _read(self) -> Iterator[Recorded]:
        if not self._path.is_file():
            return
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                facts = json.loads(line)
                sizes = {str(name): int(size) for name, size in facts["files"].items()}
                yield Recorded(str(facts["key"]), str(facts["session"]), int(facts["events"]), sizes)
            except (ValueError, TypeError, KeyError, AttributeError):
                continue

    def of(self, key: str, session: str) -> Recorded | None:
        """What was recorded of a session last."""
        return self._lines.get((key, session))

    def add(self, one: Recorded) -> None:
        """Take note of files that are there now. Raises OutputError."""
        self._lines[one.key, one.session] = one
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(one.line())
        except OSError as error:
            message = f"{self._path} could not be written: {error.strerror or type(error).__name__}."
            raise OutputError("cannot-write", message, path=str(self._path)) from error
