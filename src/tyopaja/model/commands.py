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
    heads: int = 1
    """How many people share this person's device; each has the votes of a participant."""


@frozen(kw_only=True)
class Leave(Command):
    """Take part no longer. What was written and voted stays."""

    name: ClassVar[str] = "leave"
    person: str | None = None
    """Who leaves, when a facilitator says so; `by` when left out."""


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


@frozen(kw_only=True)
class Ready(Command):
    """Say that one is ready with the step. It is undone by `undo`."""

    name: ClassVar[str] = "ready"
    step: str | None = None
    """Which, where several are going on; one's own when left out."""


@frozen(kw_only=True)
class Advance(Command):
    """Leave the current step for the next one. In a group's or a participant's instance of a step its people may."""

    name: ClassVar[str] = "advance"
    step: str | None = None
    """Which step, where several are going on: one by its id (`kirjaa@ryhma-1`), or all instances of one (`kirjaa`);
    every one of them when left out."""
    reason: str | None = None
    """Why, when the step's needs are not met and the facilitator goes on all the same."""


@frozen(kw_only=True)
class Back(Command):
    """Go back to the step before the current one."""

    name: ClassVar[str] = "back"
    step: str | None = None
    """The step that is left for the one before it, where several are going on."""
    reason: str | None = None


@frozen(kw_only=True)
class Go(Command):
    """Take a move of the flow by its event, or jump to a step."""

    name: ClassVar[str] = "go"
    event: str | None = None
    """The event of a `[[move]]` that leads away from the current step."""
    to: str | None = None
    """A step to jump to; one of a free order to choose."""
    step: str | None = None
    """The step that is left, where several are going on and the event or the jump is for one of them."""
    reason: str | None = None
    """Why; needed where the move's condition does not hold and the facilitator takes it all the same."""


@frozen(kw_only=True)
class Add(Command):
    """Write a new entry into a section."""

    name: ClassVar[str] = "add"
    sheet: str
    section: str
    part: str | None = None
    group: str | None = None
    """Whose sheet, where each group has one; one's own when left out."""
    person: str | None = None
    """Whose sheet, where each participant has one; one's own when left out."""
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
    group: str | None = None
    """Whose sheet, where each group has one; the entry's when left out."""
    person: str | None = None
    """Whose sheet, where each participant has one; the entry's when left out."""
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
class Reveal(Command):
    """Show everybody what people have written for themselves so far."""

    name: ClassVar[str] = "reveal"
    entry: str | None = None
    """One entry alone."""
    sheet: str | None = None
    """What is on a sheet; all that the current steps work on when nothing is named."""
    section: str | None = None


@frozen(kw_only=True)
class CheckIn(Command):
    """Say where a key result stands. What was said before is kept beside it."""

    name: ClassVar[str] = "check-in"
    entry: str
    now: float | None = None
    """The value now."""
    text: str | None = None
    """In words: what helped, what is in the way."""


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
    group: str | None = None
    """Whose sheet, where each group has one; one's own when left out."""
    person: str | None = None
    """Whose sheet, where each participant has one; one's own when left out."""
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
    group: str | None = None
    """Whose sheet, where each group has one; one's own when left out."""
    person: str | None = None
    """Whose sheet, where each participant has one; one's own when left out."""
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
    group: str | None = None
    """Whose sheet, where each group has one; one's own when left out."""
    person: str | None = None
    """Whose sheet, where each participant has one; one's own when left out."""


@frozen(kw_only=True)
class StartTimer(Command):
    """Let the time of a step run: on from where it was stopped, or anew."""

    name: ClassVar[str] = "start-timer"
    step: str | None = None
    """Which step, where several are going on."""
    minutes: int | None = None
    """How long, anew; what is left, or else the step's own time, when left out."""


@frozen(kw_only=True)
class StopTimer(Command):
    """Let the time of a step stand still."""

    name: ClassVar[str] = "stop-timer"
    step: str | None = None
    """Which step, where several are going on."""


@frozen(kw_only=True)
class Extend(Command):
    """Give a step more time."""

    name: ClassVar[str] = "extend"
    minutes: int
    """How much more; below 0 for less."""
    step: str | None = None
    """Which step, where several are going on."""


@frozen(kw_only=True)
class Tick(Command):
    """Say what time it is, by `at`: steps whose time is over are told of, or left. Whoever runs the session sends it
    now and then, by `clock` or as a facilitator; the engine itself asks no clock."""

    name: ClassVar[str] = "tick"


@frozen(kw_only=True)
class AddStep(Command):
    """Put a further step into the flow of this session: another round of something, on any section."""

    name: ClassVar[str] = "add-step"
    title: str | None = None
    """What people see; the title of `like` when left out."""
    like: str | None = None
    """A step of the flow (`aanestys`), or of another flow of the pack (`af-diamond/testaus`), that it is made after."""
    activity: str | None = None
    on: tuple[str, ...] = ()
    """The places that it works on; those of `like` when left out."""
    after: str | None = None
    """The step that it comes after, in the same sequence; the current one when left out."""
    minutes: int | None = None
    votes: int | None = None
    several: bool | None = None
    secret: bool | None = None
    private: bool | None = None


@frozen(kw_only=True)
class Undo(Command):
    """Take back a command, while what it made is still as it left it."""

    name: ClassVar[str] = "undo"
    of: str | None = None
    """The id of the command; one's own latest when left out. Another's only by a facilitator."""


COMMANDS: Mapping[str, type[Command]] = {
    kind.name: kind
    for kind in (
        Join, Leave, HandOver, Expect, Divide, Seat, Split, Merge, Ready, Advance, Back, Go, Add, Edit, Move, Remove,
        Reveal, Group, Ungroup, Vote, Unvote, Pick, Unpick, Set, Link, Unlink, Attach, Carry, CheckIn, Approve,
        StartTimer, StopTimer, Extend, Tick, AddStep, Undo,
    )
}  # fmt: skip
"""Every command by its name on the wire."""
