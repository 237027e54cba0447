"""Commands about what is said and chosen of what is written."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tyopaja.model.commands.base import Command
from tyopaja.model.kinds import Value


@frozen(kw_only=True)
class Reveal(Command):
    """Show everybody what people have written for themselves so far."""

    name: ClassVar[str] = "reveal"
    entry: str | None = None
    """One entry alone."""
    sheet: str | None = None
    """What is on a sheet; all that the current steps work on when nothing is named."""
    section: str | None = None


@frozen(kw_only=True)
class Group(Command):
    """Put an entry into a cluster, or name a cluster. An entry is in one cluster at most."""

    name: ClassVar[str] = "group"
    entry: str | None = None
    """The entry that goes into it; left out to name the cluster alone."""
    cluster: str | None = None
    """Which cluster; a new one, called by the command's id, when left out."""
    text: str | None = None
    """What the cluster is called."""


@frozen(kw_only=True)
class Ungroup(Command):
    """Take an entry out of its cluster. A cluster without entries is none."""

    name: ClassVar[str] = "ungroup"
    entry: str


@frozen(kw_only=True)
class Vote(Command):
    """Give one of one's votes to an entry."""

    name: ClassVar[str] = "vote"
    entry: str
    times: int = 1
    """How many votes, where an entry may get several from one."""
    person: str | None = None
    """Whose votes, when a facilitator casts them for people who share a device; one's own when left out."""


@frozen(kw_only=True)
class Unvote(Command):
    """Take one's vote back from an entry."""

    name: ClassVar[str] = "unvote"
    entry: str
    person: str | None = None
    """Whose vote, when a facilitator takes it back; one's own when left out."""


@frozen(kw_only=True)
class Pick(Command):
    """Choose an entry."""

    name: ClassVar[str] = "pick"
    entry: str
    reason: str | None = None


@frozen(kw_only=True)
class Unpick(Command):
    """Choose an entry no longer."""

    name: ClassVar[str] = "unpick"
    entry: str


@frozen(kw_only=True)
class CheckIn(Command):
    """Say where a key result stands. What was said before is kept beside it."""

    name: ClassVar[str] = "check-in"
    entry: str
    now: Value | None = None
    """The value now: a number, or one as people write it, `12,5`."""
    text: str | None = None
    """In words: what helped, what is in the way."""


@frozen(kw_only=True)
class Approve(Command):
    """Say yes to a sheet."""

    name: ClassVar[str] = "approve"
    sheet: str | None = None
    """The flow's result when left out."""
    group: str | None = None
    """Whose sheet, where each group has one; one's own when left out."""
    person: str | None = None
    """Whose sheet, where each participant has one; one's own when left out."""
