"""Commands about where the session is in its flow, and about time."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tyopaja.model.commands.base import Command


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
