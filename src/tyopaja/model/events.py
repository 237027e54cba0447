"""Events: what happened. Frozen values; the only truth of a session, and what journals keep.

Stored under the stable names in `EVENTS`, never under class names, so that classes may be renamed. Each carries
what it needs to be replayed without the definitions at hand: a step is entered because the event says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from tyopaja.model.commands import Role
from tyopaja.model.kinds import Value


@frozen(kw_only=True)
class Event:
    """What every event has."""

    type: ClassVar[str]
    """The event's stable name in journals."""

    at: datetime
    """When, aware of its zone."""
    by: str
    """Who asked for it; "" for the engine itself."""
    command: str
    """The id of the command that it came from."""


@frozen(kw_only=True)
class Started(Event):
    """The session began."""

    type: ClassVar[str] = "started"
    session: str
    flow: str
    pack: str
    version: str
    """The pack's version."""
    definitions: str
    """The content hash of the definitions that the session runs on."""
    title: str
    """Whose session it is: the company's or the team's name."""
    locale: str


@frozen(kw_only=True)
class Joined(Event):
    """Somebody takes part."""

    type: ClassVar[str] = "joined"
    person: str
    called: str
    role: Role


@frozen(kw_only=True)
class Stepped(Event):
    """The session went from some steps to others."""

    type: ClassVar[str] = "stepped"
    left: tuple[str, ...]
    """The steps left, inner before outer."""
    entered: tuple[str, ...]
    """The steps entered, outer before inner."""
    now: tuple[str, ...]
    """The steps that are active after it, outer before inner; empty at the end of the flow."""
    cause: str
    """`start`, `back`, `jump`, `undo`, or the event of the move taken (`next` for advance)."""
    move: int | None = None
    """Which `[[move]]` of the flow was taken, counted from 0; None for the plain next step."""
    reason: str | None = None
    """Why, in the facilitator's words."""
    overridden: tuple[str, ...] = ()
    """The steps whose needs were not met when they were left."""
    since: datetime | None = None
    """For an undo: since when the steps that are active again had been so; None for from now on."""


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
class Carried(Event):
    """A `[[carry]]` of the flow was taken; the entries that it brought were added right before."""

    type: ClassVar[str] = "carried"
    carry: int
    """Which of the flow, counted from 0."""
    entries: tuple[str, ...] = ()
    """The entries that it brought."""


@frozen(kw_only=True)
class Uncarried(Event):
    """That a `[[carry]]` was taken is taken back: it is taken anew when its step is entered again."""

    type: ClassVar[str] = "uncarried"
    carry: int
    entries: tuple[str, ...] = ()


@frozen(kw_only=True)
class Upgraded(Event):
    """The session runs on newer definitions from now on; entries whose sections moved were moved right before."""

    type: ClassVar[str] = "upgraded"
    definitions: str
    """The content hash of the definitions that it runs on now."""
    version: str
    """Their pack's version."""
    moves: tuple[int, ...] = ()
    """For each `[[move]]` of the flow as it was, by its number: its number now, -1 for one that is gone."""
    carries: tuple[int, ...] = ()
    """For each `[[carry]]`, likewise."""


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


@frozen(kw_only=True)
class Undone(Event):
    """A command was taken back; the events before this one in the same command say what that meant."""

    type: ClassVar[str] = "undone"
    of: str


EVENTS: Mapping[str, type[Event]] = {
    kind.type: kind
    for kind in (
        Started, Joined, Stepped, Added, Edited, Moved, Removed, Restored, Voted, Unvoted, Picked, Unpicked, Linked,
        Unlinked, Carried, Uncarried, Upgraded, Approved, Withdrawn, Undone,
    )
}  # fmt: skip
"""Every event by its name in journals."""
