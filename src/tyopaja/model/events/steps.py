"""Events about where the session is in its flow, about time, and about the flow itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from tyopaja.model.events.base import Event
from tyopaja.model.flow import Step
from tyopaja.model.timing import Timer


@frozen(kw_only=True)
class Stepped(Event):
    """The session went from some steps to others.

    Steps are called as the chart calls its states: those of a flow by their ids, those of a group or a participant
    `kirjaa@ryhma-1`, and the chart's own (what is done in a parallel step) with a dot in them, `kaista.end`."""

    type: ClassVar[str] = "stepped"
    form: ClassVar[int] = 2
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
