"""Commands about who takes part: people, roles, groups."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tyopaja.model.commands.base import Command, Role


@frozen(kw_only=True)
class Join(Command):
    """Take part. The first facilitator takes the chair; further ones are brought in by a facilitator.

    Who gives any other command while nobody has joined takes the chair by it, without a `Join`.
    """

    name: ClassVar[str] = "join"
    person: str | None = None
    """Who joins, when a facilitator brings somebody in; `by` when left out."""
    called: str | None = None
    """The name that people see; the id when left out. On the wire: `name`."""
    role: Role = "participant"
    heads: int = 1
    """How many people share this person's device; each has the votes of a participant."""


@frozen(kw_only=True)
class Leave(Command):
    """Take part no longer. What was written and voted stays."""

    name: ClassVar[str] = "leave"
    person: str | None = None
    """Who leaves, when a facilitator says so; `by` when left out."""


@frozen(kw_only=True)
class Erase(Command):
    """Take somebody's words and names out of the session for good. What they voted and chose still counts.

    One's own, or anybody's for a facilitator. Who takes part leaves. It cannot be undone.
    """

    name: ClassVar[str] = "erase"
    person: str | None = None
    """Whose, when a facilitator says so; `by` when left out."""


@frozen(kw_only=True)
class HandOver(Command):
    """Give the chair to somebody else, who is the facilitator from now on."""

    name: ClassVar[str] = "hand-over"
    to: str
    """Who takes it; somebody who has joined."""
    keep: bool = False
    """Whether the one who gives it stays a facilitator beside them."""


@frozen(kw_only=True)
class Expect(Command):
    """Say how many participants are coming."""

    name: ClassVar[str] = "expect"
    count: int


@frozen(kw_only=True)
class Divide(Command):
    """Put everybody who is there into groups, by lot."""

    name: ClassVar[str] = "divide"
    size: int | None = None
    """How many people a group has, about; or `count`."""
    count: int | None = None
    """How many groups there are."""


@frozen(kw_only=True)
class Seat(Command):
    """Put somebody into a group."""

    name: ClassVar[str] = "seat"
    person: str
    group: str
    """The group's id; a new one comes to be where there is none of the name."""


@frozen(kw_only=True)
class Split(Command):
    """Make two groups of one: every other person goes to the new one."""

    name: ClassVar[str] = "split"
    group: str
    to: str | None = None
    """What the new group is called; the next free name when left out."""


@frozen(kw_only=True)
class Merge(Command):
    """Put the people of a group into another. The sheets of both stay."""

    name: ClassVar[str] = "merge"
    group: str
    """The group that ends."""
    to: str
    """The group that its people go to."""
