"""Events about what is said and chosen of what is written."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from attrs import frozen

from tyopaja.model.events.base import Event


@frozen(kw_only=True)
class Revealed(Event):
    """Everybody sees these entries from now on."""

    type: ClassVar[str] = "revealed"
    entries: tuple[str, ...]


@frozen(kw_only=True)
class Hidden(Event):
    """Only their authors see these entries again."""

    type: ClassVar[str] = "hidden"
    entries: tuple[str, ...]


@frozen(kw_only=True)
class ClusterNamed(Event):
    """A cluster of a section is called so from now on; with this it comes to be."""

    type: ClassVar[str] = "cluster-named"
    cluster: str
    sheet: str
    section: str
    text: str | None = None
    """None for a cluster without a name."""


@frozen(kw_only=True)
class ClusterDropped(Event):
    """There is no cluster of the name after all."""

    type: ClassVar[str] = "cluster-dropped"
    cluster: str


@frozen(kw_only=True)
class Clustered(Event):
    """An entry is in a cluster."""

    type: ClassVar[str] = "clustered"
    entry: str
    cluster: str | None = None
    """None for an entry that is in none any more."""


@frozen(kw_only=True)
class CheckedIn(Event):
    """Where a key result stands was said."""

    type: ClassVar[str] = "checked-in"
    entry: str
    now: float | None = None
    text: str | None = None


@frozen(kw_only=True)
class Unchecked(Event):
    """The latest word on where a key result stands is taken back."""

    type: ClassVar[str] = "unchecked"
    entry: str
    now: float | None = None
    """The value that it had before; None for none."""


@frozen(kw_only=True)
class Voted(Event):
    """An entry got a person's vote."""

    type: ClassVar[str] = "voted"
    entry: str
    person: str
    place: int | None = None
    """Where among the entry's votes, from 0; last when None."""


@frozen(kw_only=True)
class Unvoted(Event):
    """A person's vote was taken back."""

    type: ClassVar[str] = "unvoted"
    entry: str
    person: str


@frozen(kw_only=True)
class Picked(Event):
    """An entry was chosen."""

    type: ClassVar[str] = "picked"
    entry: str
    reason: str | None = None
    since: datetime | None = None
    """For an undo: since when it had been chosen; None for from now on."""


@frozen(kw_only=True)
class Unpicked(Event):
    """An entry is chosen no longer."""

    type: ClassVar[str] = "unpicked"
    entry: str


@frozen(kw_only=True)
class Linked(Event):
    """An entry answers another."""

    type: ClassVar[str] = "linked"
    entry: str
    to: str
    place: int | None = None
    """Where among the entry's links, from 0; last when None."""


@frozen(kw_only=True)
class Unlinked(Event):
    """An entry answers another no longer."""

    type: ClassVar[str] = "unlinked"
    entry: str
    to: str


@frozen(kw_only=True)
class Approved(Event):
    """Somebody said yes to a sheet."""

    type: ClassVar[str] = "approved"
    sheet: str
    person: str


@frozen(kw_only=True)
class Withdrawn(Event):
    """Somebody took back their yes."""

    type: ClassVar[str] = "withdrawn"
    sheet: str
    person: str
