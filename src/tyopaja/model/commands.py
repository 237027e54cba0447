"""Commands: what is asked of a session. Frozen values; on the wire each is a flat table (TOML or JSON) with the
command's name under `command`.

`by` is the one who asks; `id` makes a repetition harmless and is, for `Add` and a first `Set`, the entry's id
too; `at` is when. The workshop façade fills in `id` and `at` where they are left out: nothing below it has a
clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Literal

from attrs import field, frozen

from tyopaja.model.kinds import Value

Role = Literal["facilitator", "participant"]


@frozen(kw_only=True)
class Command:
    """What every command has."""

    name: ClassVar[str]
    """The command's stable name on the wire."""

    by: str
    """The person who asks, by id."""
    id: str | None = None
    """The command's own id, made by the client."""
    at: datetime | None = None
    """When it was asked, aware of its zone."""


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


@frozen(kw_only=True)
class Advance(Command):
    """Leave the current step for the next one."""

    name: ClassVar[str] = "advance"
    reason: str | None = None
    """Why, when the step's needs are not met and the facilitator goes on all the same."""


@frozen(kw_only=True)
class Back(Command):
    """Go back to the step before the current one."""

    name: ClassVar[str] = "back"
    reason: str | None = None


@frozen(kw_only=True)
class Go(Command):
    """Take a move of the flow by its event, or jump to a step."""

    name: ClassVar[str] = "go"
    event: str | None = None
    """The event of a `[[move]]` that leads away from the current step."""
    to: str | None = None
    """A step to jump to."""
    reason: str | None = None


@frozen(kw_only=True)
class Add(Command):
    """Write a new entry into a section."""

    name: ClassVar[str] = "add"
    sheet: str
    section: str
    part: str | None = None
    text: str | None = None
    fields: Mapping[str, Value] = field(factory=dict)
    """Further fields of the section's kind. On the wire they stand beside the other keys."""
    before: str | None = None
    """The entry that it is put before; last when left out."""


@frozen(kw_only=True)
class Edit(Command):
    """Rewrite an entry's text, or some of its fields."""

    name: ClassVar[str] = "edit"
    entry: str
    text: str | None = None
    fields: Mapping[str, Value] = field(factory=dict)


@frozen(kw_only=True)
class Move(Command):
    """Put an entry somewhere else: before another entry, in another part, section or sheet."""

    name: ClassVar[str] = "move"
    entry: str
    sheet: str | None = None
    section: str | None = None
    part: str | None = None
    before: str | None = None
    """The entry that it is put before; last when left out."""


@frozen(kw_only=True)
class Remove(Command):
    """Take an entry away."""

    name: ClassVar[str] = "remove"
    entry: str


@frozen(kw_only=True)
class Vote(Command):
    """Give one of one's votes to an entry."""

    name: ClassVar[str] = "vote"
    entry: str


@frozen(kw_only=True)
class Unvote(Command):
    """Take one's vote back from an entry."""

    name: ClassVar[str] = "unvote"
    entry: str


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
class Set(Command):
    """Write the one entry of a section (or of one of its parts) that holds one: its text, or some of its fields."""

    name: ClassVar[str] = "set"
    sheet: str
    section: str
    part: str | None = None
    text: str | None = None
    fields: Mapping[str, Value] = field(factory=dict)


@frozen(kw_only=True)
class Link(Command):
    """Tie an entry to another that it answers."""

    name: ClassVar[str] = "link"
    entry: str
    to: str


@frozen(kw_only=True)
class Unlink(Command):
    """Take back that an entry answers another."""

    name: ClassVar[str] = "unlink"
    entry: str
    to: str


@frozen(kw_only=True)
class Attach(Command):
    """Put a picture into a section, or into an entry that there is. In transcripts and on the command line `file`
    names the picture's file in place of `picture`."""

    name: ClassVar[str] = "attach"
    picture: str
    """The picture's `sha256:…`, as `Session.keep_picture` gave it."""
    sheet: str | None = None
    section: str | None = None
    part: str | None = None
    entry: str | None = None
    """An entry that there is; else one is made, or the one that the section holds is changed."""
    text: str | None = None
    """A caption, or the main words of a new entry."""


@frozen(kw_only=True)
class Carry(Command):
    """Take once more what a `[[carry]]` of the flow brings: what has come already is left as it is."""

    name: ClassVar[str] = "carry"
    to: str
    """The place that it is brought to, as the flow writes it."""


@frozen(kw_only=True)
class Approve(Command):
    """Say yes to a sheet."""

    name: ClassVar[str] = "approve"
    sheet: str | None = None
    """The flow's result when left out."""


@frozen(kw_only=True)
class Undo(Command):
    """Take back a command, while what it made is still as it left it."""

    name: ClassVar[str] = "undo"
    of: str | None = None
    """The id of the command; one's own latest when left out. Another's only by a facilitator."""


COMMANDS: Mapping[str, type[Command]] = {
    kind.name: kind
    for kind in (
        Join, Advance, Back, Go, Add, Edit, Move, Remove, Vote, Unvote, Pick, Unpick, Set, Link, Unlink,
        Attach, Carry, Approve, Undo,
    )
}  # fmt: skip
"""Every command by its name on the wire."""
