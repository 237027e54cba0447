"""Events about what is written on sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from attrs import field, frozen

from tyopaja.model.events.base import Event
from tyopaja.model.kinds import Value


@frozen(kw_only=True)
class Added(Event):
    """An entry was written."""

    type: ClassVar[str] = "added"
    entry: str
    sheet: str
    section: str
    part: str | None = None
    text: str | None = None
    fields: Mapping[str, Value] = field(factory=dict)
    place: int | None = None
    """Where among the section's entries, from 0; last when None."""
    origin: str | None = None
    """The entry that it is a copy of, for one that was carried here."""
    private: bool = False
    """Whether only its author sees it until it is revealed."""


@frozen(kw_only=True)
class Edited(Event):
    """An entry was rewritten."""

    type: ClassVar[str] = "edited"
    entry: str
    text: str | None = None
    """The new text; None where it stayed, or is cleared."""
    fields: Mapping[str, Value] = field(factory=dict)
    """The fields that changed."""
    cleared: tuple[str, ...] = ()
    """The fields that are empty now; `text` among them for an entry that is without its main words again."""


@frozen(kw_only=True)
class Moved(Event):
    """An entry was put somewhere else."""

    type: ClassVar[str] = "moved"
    entry: str
    sheet: str
    section: str
    part: str | None = None
    place: int | None = None


@frozen(kw_only=True)
class Removed(Event):
    """An entry was taken away. The state keeps it aside, so that it can be restored."""

    type: ClassVar[str] = "removed"
    entry: str


@frozen(kw_only=True)
class Restored(Event):
    """An entry that was taken away is back where it was."""

    type: ClassVar[str] = "restored"
    entry: str
    place: int
