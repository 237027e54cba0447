"""What a session holds of one person, as a view is: plain, frozen, localised. Every moment stands twice: as printed,
and in ISO 8601 for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.pack import Theme
from tyopaja.views.pieces import Credit, FieldView, Picture


@frozen(kw_only=True)
class OwnEntry:
    """An entry that they wrote first, as it is now."""

    id: str
    place: str
    """The titles of the sheet, the section and the part."""
    text: str
    fields: tuple[FieldView, ...]
    """All that it has a value in, fields too that the definitions have no more."""
    written: str
    """ISO 8601."""
    date: str
    """The day, as printed."""
    votes: int
    """How many it has; 0 while people vote on it in secret."""
    picked: bool
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
    own: bool
    """Whether they wrote it."""
    text: str
    """"" where somebody else wrote it: the words are not theirs to ask for."""
    votes: int
    """How many of theirs it has."""


@frozen(kw_only=True)
class OwnCheck:
    """Where they said that a key result stands."""

    entry: str
    place: str
    own: bool
    """Whether they wrote the key result."""
    text: str
    """The key result's; "" where somebody else wrote it."""
    when: str
    """ISO 8601."""
    date: str
    now: str
    """The number, as printed; "" for none."""
    remark: str


@frozen(kw_only=True)
class OwnWording:
    """Words of theirs that stand in no entry of theirs as it is now: an earlier wording, what they changed in an entry
    of somebody else, the name of a cluster, a reason, a step that they put in."""

    place: str
    """Where they were written: a place of a sheet, or the title of a step."""
    title: str
    """The title of the field; "" for what is no field."""
    text: str
    when: str
    """ISO 8601."""
    date: str


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
    wordings: tuple[OwnWording, ...]
    """In the order of writing."""
    approved: tuple[str, ...]
    """The sheets that they approved."""
    ready: tuple[str, ...]
    """The steps that they said they were ready with."""
    named: tuple[str, ...]
    """The places, each with its field, at which somebody else has named them: who is responsible, say."""
    date: str
    theme: Theme
    credit: Credit
    pictures: Mapping[str, Picture] = field(factory=dict)
    """`sha256:…` → the picture, for all that their entries show."""
    words: Mapping[str, str] = field(factory=dict)
