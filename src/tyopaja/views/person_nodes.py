"""What a session holds of one person, as a view is: plain, frozen, localised. Every moment stands twice: as printed,
and in ISO 8601 for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.pack import Theme
from tyopaja.views.pieces import Credit, FieldView


@frozen(kw_only=True)
class OwnEntry:
    """An entry that they wrote first, as it is now."""

    id: str
    place: str
    """The titles of the sheet, the section and the part."""
    text: str
    fields: tuple[FieldView, ...]
    written: str
    """ISO 8601."""
    date: str
    """The day, as printed."""
    votes: int
    """How many it has."""
    picked: bool
    reason: str
    """Why it was chosen; "" where nobody said."""
    private: bool
    """Whether nobody but they see it yet."""
    removed: bool
    """Whether it was taken away: it is kept, and shown nowhere else."""
    copy: bool
    """Whether it is a copy of another of theirs, that was carried or gathered."""


@frozen(kw_only=True)
class OwnVote:
    """An entry that they gave their votes."""

    entry: str
    place: str
    text: str
    votes: int


@frozen(kw_only=True)
class OwnCheck:
    """Where they said that a key result stands."""

    entry: str
    place: str
    text: str
    """The key result's."""
    when: str
    """ISO 8601."""
    date: str
    now: str
    """The number, as printed; "" for none."""
    remark: str


@frozen(kw_only=True)
class OwnView:
    """All that a session holds of a person."""

    what: Literal["person"] = "person"
    id: str
    name: str
    role: str
    """As people call it."""
    heads: int
    """How many share their device."""
    joined: str
    """ISO 8601."""
    left: str | None
    """ISO 8601; None while they take part."""
    joined_on: str
    """The day, as printed."""
    left_on: str
    groups: tuple[str, ...]
    """The groups that they are in now."""
    session: str
    title: str
    """Whose session it is."""
    flow: str
    locale: str
    entries: tuple[OwnEntry, ...]
    """In the order of writing."""
    votes: tuple[OwnVote, ...]
    checks: tuple[OwnCheck, ...]
    approved: tuple[str, ...]
    """The sheets that they approved."""
    date: str
    theme: Theme
    credit: Credit
    words: Mapping[str, str] = field(factory=dict)
