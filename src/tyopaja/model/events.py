"""Events: what happened. Frozen values; the only truth of a session, and what journals keep.

Stored under the stable names in `EVENTS`, never under class names, so that classes may be renamed. Each carries
what it needs to be replayed without the definitions at hand: a step is entered because the event says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from tyopaja.model.commands import Role
from tyopaja.model.flow import Step
from tyopaja.model.kinds import Value
from tyopaja.model.timing import Timer


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
    heads: int = 1
    """How many people share their device."""


@frozen(kw_only=True)
class Left(Event):
    """Somebody takes part no longer."""

    type: ClassVar[str] = "left"
    person: str


@frozen(kw_only=True)
class Returned(Event):
    """Somebody who had left takes part again."""

    type: ClassVar[str] = "returned"
    person: str


@frozen(kw_only=True)
class RoleChanged(Event):
    """Somebody has another role from now on."""

    type: ClassVar[str] = "role-changed"
    person: str
    role: Role


@frozen(kw_only=True)
class Expected(Event):
    """How many participants are coming."""

    type: ClassVar[str] = "expected"
    count: int | None = None
    """None for: nobody said."""


@frozen(kw_only=True)
class Divided(Event):
    """The groups are these from now on, whatever they were before."""

    type: ClassVar[str] = "divided"
    groups: Mapping[str, tuple[str, ...]]
    """Group → its people, in the order of the groups."""


@frozen(kw_only=True)
class Readied(Event):
    """Somebody is ready with a step."""

    type: ClassVar[str] = "readied"
    step: str
    person: str
    visit: int = 1
    """The how manieth time that the step was entered."""


@frozen(kw_only=True)
class Unreadied(Event):
    """Somebody is not ready with a step after all."""

    type: ClassVar[str] = "unreadied"
    step: str
    person: str
    visit: int = 1
    """The how manieth time that the step was entered."""


@frozen(kw_only=True)
class Timed(Event):
    """The time of an active step is another from now on: it was started, stopped, or made longer."""

    type: ClassVar[str] = "timed"
    step: str
    timer: Timer | None = None
    """None for a step that has no time any more."""


@frozen(kw_only=True)
class Rang(Event):
    """The time of a step is over, and everybody is told."""

    type: ClassVar[str] = "rang"
    step: str


@frozen(kw_only=True)
class Unrang(Event):
    """That a step's time was told to be over is taken back."""

    type: ClassVar[str] = "unrang"
    step: str


@frozen(kw_only=True)
class StepAdded(Event):
    """The flow of this session has one step more."""

    type: ClassVar[str] = "step-added"
    step: Step
    after: str
    """The step that it comes after."""


@frozen(kw_only=True)
class StepDropped(Event):
    """A step that was put into this session's flow is taken out again."""

    type: ClassVar[str] = "step-dropped"
    step: str


@frozen(kw_only=True)
class Stepped(Event):
    """The session went from some steps to others.

    Steps are called as the chart calls its states: those of a flow by their ids, those of a group or a participant
    `kirjaa@ryhma-1`, and the chart's own (what is done in a parallel step) with a dot in them, `kaista.end`."""

    type: ClassVar[str] = "stepped"
    left: tuple[str, ...]
    """The steps left, in the order of leaving: inner before outer."""
    entered: tuple[str, ...]
    """The steps entered, in the order of entering: outer before inner."""
    now: tuple[str, ...]
    """All that are active after it, in document order; empty at the end of the flow."""
    leaves: tuple[str, ...] = ()
    """The innermost of them, where there are several; the last of `now` when it is empty."""
    cause: str
    """`start`, `back`, `jump`, `time`, `people` (somebody joined or left, groups changed), `undo`, or the event of the
    move taken (`next` for advance)."""
    moves: tuple[str, ...] = ()
    """Which `[[move]]`s of the flow were taken, counted from 0, with the instance that took it: `3`, `3@ryhma-1`."""
    reason: str | None = None
    """Why, in the facilitator's words."""
    overridden: tuple[str, ...] = ()
    """The steps whose needs were not met when they were left, or whose moves' conditions did not hold."""
    timers: Mapping[str, Timer] = field(factory=dict)
    """Step entered → its timebox, with the moment at which it runs out."""
    memory: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """What a step with a history was left at: the history's name → the steps that were active inside it."""
    since: Mapping[str, datetime] = field(factory=dict)
    """For an undo: step entered again → since when it had been active; from now on for those that are not here."""


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
        Started, Joined, Left, Returned, RoleChanged, Expected, Divided, Readied, Unreadied, Stepped, Timed, Rang,
        Unrang, StepAdded, StepDropped, Added, Edited, Moved, Removed, Restored, Revealed, Hidden, ClusterNamed,
        ClusterDropped, Clustered, CheckedIn, Unchecked, Voted, Unvoted, Picked, Unpicked, Linked, Unlinked, Carried,
        Uncarried, Upgraded, Approved, Withdrawn, Undone,
    )
}  # fmt: skip
"""Every event by its name in journals."""
