"""Who has changed what since a file was exported: told by what the file knows, and by what the session remembers."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cached_property
from typing import Any, Literal

from tyopaja.model.events import Added, Edited, Event, Moved
from tyopaja.model.kinds import Value
from tyopaja.model.place import Place
from tyopaja.model.state import Entry

Verdict = Literal["same", "here", "file", "both"]
"""`same`: nobody. `here`: the session, and the file is older. `file`: the file. `both`: or it cannot be told."""


def alike(one: Any, other: Any) -> bool:
    """Whether two values say the same; of words, whatever the spaces around them and however accents are written."""
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
    return tuple(value) if isinstance(value, list) else value


class Past:
    """What entries ever said, and where they ever stood. The journal is read when it is first asked for."""

    def __init__(self, log: Callable[[], tuple[Event, ...]]) -> None:
        self._log = log

    @cached_property
    def _said(self) -> tuple[dict[tuple[str, str], list[Value]], dict[str, list[Place]]]:
        values: dict[tuple[str, str], list[Value]] = {}
        places: dict[str, list[Place]] = {}
        for event in self._log():
            if isinstance(event, Added | Edited):
                said = {**event.fields, **({} if event.text is None else {"text": event.text})}
                for name, value in said.items():
                    values.setdefault((event.entry, name), []).append(value)
            if isinstance(event, Added | Moved):
                places.setdefault(event.entry, []).append(Place(event.sheet, event.section, event.part))
        return values, places

    def text(self, entry: Entry, in_file: str, exported: str | None) -> Verdict:
        """Who changed an entry's text. `exported` is what it was when the file was made, where the file knows."""
        now = entry.text or ""
        if alike(now, in_file):
            return "same"
        if exported is None:
            return self._told("text", entry, in_file, now)
        if alike(exported, in_file):
            return "here"
        return "file" if alike(exported, now) else "both"

    def value(self, entry: Entry, name: str, in_file: Value) -> Verdict:
        """Who changed a field of an entry."""
        now = entry.fields.get(name)
        if alike(now, in_file):
            return "same"
        return self._told(name, entry, in_file, now)

    def _told(self, name: str, entry: Entry, in_file: Any, now: Any) -> Verdict:
        """What the session's memory tells: a file that says what was said before is older than the session; what was
        never changed here was changed in the file."""
        ever = self._said[0].get((entry.id, name), [])
        if any(alike(in_file, one) for one in ever):
            return "here"
        return "both" if any(not alike(now, one) for one in ever) else "file"

    def stood(self, entry: str, place: Place) -> bool:
        """Whether an entry has ever stood at a place."""
        return place in self._said[1].get(entry, ())

    def edited(self, entry: Entry) -> bool:
        """Whether an entry has ever said anything else than it says now."""
        return any(not alike(entry.text or "", one) for one in self._said[0].get((entry.id, "text"), ()))
