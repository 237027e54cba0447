"""How long the steps of a flow should take, and where they stand in its plan.

What is planned is added up as in `check`: steps one after the other, the longest of those side by side, all in a free
order, a step for each group or participant once; a move that leads back takes none. Moments are counted from some
moment of the caller's, so that nothing here overflows at the end of the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from attrs import define, field, frozen

from tyopaja.model.flow import Flow, Step

NOW = timedelta()
"""The moment that others are counted from."""


@frozen
class Stretch:
    """From a moment to another."""

    begins: timedelta
    ends: timedelta


@define
class Lengths:
    """A flow's steps by what they are in, each with its length."""

    flow: Flow
    inside: dict[str | None, list[Step]] = field(factory=dict, init=False)
    """Step → the steps in it; None → those of the flow itself."""
    _known: dict[str, tuple[int, bool]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        for step in self.flow.step:
            self.inside.setdefault(step.in_, []).append(step)

    def of(self, step: Step) -> timedelta:
        """How long a step should take."""
        return timedelta(minutes=self._measured(step)[0])

    def minutes(self, step: Step) -> int | None:
        """The same in minutes; None where nobody said so, of it or of what is inside it."""
        minutes, said = self._measured(step)
        return minutes if said else None

    def _measured(self, step: Step) -> tuple[int, bool]:
        if step.id not in self._known:
            inner = [self._measured(one) for one in self.inside.get(step.id, ()) if not one.final]
            said = step.time is not None or any(known for _, known in inner)
            own = step.time.minutes if step.time else step.together(minutes for minutes, _ in inner)
            self._known[step.id] = (own, said)
        return self._known[step.id]

    def of_those_in(self, step: Step) -> timedelta:
        """How long the steps inside a step take, as they run there."""
        inner = (self._measured(one)[0] for one in self.inside[step.id] if not one.final)
        return timedelta(minutes=step.together(inner))

    def plan(self, begins: timedelta, steps: Iterable[Step], order: str = "sequence") -> dict[str, Stretch]:
        """Where steps that run in some order stand in the plan from a moment on, with all that is in them."""
        found: dict[str, Stretch] = {}
        for step in steps:
            ends = begins + self.of(step)
            found[step.id] = Stretch(begins, ends)
            found.update(self.plan(begins, self.inside.get(step.id, ()), step.order))
            begins = begins if order == "parallel" else ends
        return found
