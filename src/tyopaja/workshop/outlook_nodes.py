"""What an outlook is made of: what is asked of somebody now, as plain values for screens of any kind."""

from __future__ import annotations

from attrs import field, frozen


@frozen(kw_only=True)
class Onlooker:
    """Whose outlook it is."""

    id: str
    name: str
    role: str
    """`facilitator` or `participant`."""
    group: str | None
    heads: int
    """How many people share their device."""


@frozen(kw_only=True)
class Target:
    """A place that a step works on, on a sheet of the session."""

    sheet: str
    """The sheet's name, with whose it is: `profiili@ryhma-1`."""
    section: str | None
    """None where the step works on the whole sheet."""
    part: str | None
    title: str
    """Of the innermost thing that is named, for people."""
    sheet_title: str


@frozen(kw_only=True)
class Clock:
    """The time that a step has."""

    ends: str | None
    """When it runs out, in ISO 8601; None while it stands still."""
    left: int
    """Whole seconds at the moment of the outlook; below 0 for those over it."""
    running: bool
    minutes: int
    """How long it is in all, to the nearest."""
    after: str
    """What happens when it is over: `remind` or `advance`."""


@frozen(kw_only=True)
class Ballot:
    """Somebody's votes in a step."""

    given: int
    budget: int
    several: bool
    """Whether an entry may get several from one."""
    secret: bool
    """Whether nobody sees how people vote until the step is over."""


@frozen(kw_only=True)
class Choice:
    """A step of a free order."""

    step: str
    title: str
    done: bool


@frozen(kw_only=True)
class Way:
    """A move that leads away from here."""

    event: str
    label: str
    open: bool
    """Whether its condition holds and it was not taken too often."""


@frozen(kw_only=True)
class Task:
    """One step that is going on for somebody."""

    step: str
    """As the session calls it: `kirjaa@ryhma-1` for a group's own."""
    title: str
    purpose: str
    path: tuple[str, ...]
    """The titles of the steps around it, the outermost first."""
    activity: str
    """By its name in definitions."""
    doing: str
    """The same for people."""
    commands: tuple[str, ...]
    """What may be done because of it, by the commands' names, besides `Outlook.always`."""
    on: tuple[Target, ...]
    timer: Clock | None
    votes: Ballot | None
    """For a step in which there is voting, and somebody who votes."""
    private: bool
    """Whether each sees only their own of what is written in it, until it is revealed."""
    ready: bool
    """Whether they said that they are ready with it."""
    ready_count: int
    ready_of: int
    """How many there are who could say so."""
    needs: str
    """What must come before it is left, in words; "" when nothing stands in the way."""
    whose: str
    """The group or the person whose instance of the step it is, for people; "" for everybody's."""
    recalls: tuple[str, ...] = ()
    """For a recap: the sheets that it looks back at."""
    choices: tuple[Choice, ...] = ()
    """Where people choose what comes next: what there is to choose."""
    moves: tuple[Way, ...] = ()
    """For a facilitator: the moves of the flow that lead away from it."""


@frozen(kw_only=True)
class Coming:
    """A step that comes next."""

    step: str
    title: str
    purpose: str
    doing: str
    on: tuple[Target, ...]


@frozen(kw_only=True)
class Company:
    """A group with somebody in it."""

    id: str
    name: str
    people: tuple[str, ...]
    """The ids of those who are there."""


@frozen(kw_only=True)
class NamedSheet:
    """A sheet of the session."""

    name: str
    title: str
    """With whose it is."""
    canvas: str
    """The id of the canvas that it is filled on."""


@frozen(kw_only=True)
class Outlook:
    """What is asked of somebody now, and what they may do. Without a person: what there is to see for everybody."""

    seq: int
    """How many events of the session it knows of."""
    session: str
    title: str
    flow: str
    """The flow's title."""
    locale: str
    status: str
    """`waiting` before the first step, `going`, or `ended`."""
    now: str
    """The moment that it is of, in ISO 8601."""
    person: Onlooker | None
    always: tuple[str, ...] = ()
    """The names of the commands that they may give in any step."""
    tasks: tuple[Task, ...] = ()
    next: tuple[Coming, ...] = ()
    """What an `advance` leads to."""
    waiting: str = ""
    """That they are done and wait for others, in words; "" while they have something to do."""
    groups: tuple[Company, ...] = ()
    expected: int | None = None
    can_undo: str | None = None
    """The id of the command that their `undo` would take back."""
    sheets: tuple[NamedSheet, ...] = field(factory=tuple)
    result: str | None = None
    """The sheet that the flow ends in."""
