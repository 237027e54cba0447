"""The days of a flow: one that takes longer than people sit at a table takes several, a day for each of its outermost
steps, and another for one that is gone through again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from attrs import define, field

from tyopaja.model.flow import Flow, Step
from tyopaja.rehearsal.reporting import Day
from tyopaja.views.lengths import Lengths
from tyopaja.views.timelines import ONE_DAY

_APART = 7
"""Days from one to the next."""


@define
class Visit:
    """An outermost step, gone through once."""

    step: str
    begun: datetime
    ended: datetime | None = None
    entered: set[str] = field(factory=set)
    """The steps inside it that were gone through, and itself."""
    whole: bool = False
    """Whether it was gone through to its last step."""


@define
class Days:
    """When each day began and ended."""

    flow: Flow
    begins: datetime
    several: bool
    tops: dict[str, str]
    """Step → the outermost step that it is part of."""
    planned: dict[str, int]
    """Outermost step → its minutes by plan."""
    lengths: Lengths
    visits: list[Visit]
    """In their order; the last one goes on while it has no end."""

    @classmethod
    def of(cls, flow: Flow, begins: datetime) -> Days:
        """The days of a flow that begins at some moment."""
        tops: dict[str, str] = {}
        for step in flow.step:
            tops[step.id] = tops[step.in_] if step.in_ is not None else step.id
        lengths = Lengths(flow)
        planned = {step.id: lengths.minutes(step) or 0 for step in flow.step if step.in_ is None}
        several = timedelta(minutes=sum(planned.values())) > ONE_DAY
        return cls(flow, begins, several, tops, planned, lengths, [Visit(flow.step[0].id, begins)])

    def is_last_in(self, step: str, outer: str) -> bool:
        """Whether another step is done when this one is, by the order of the file, once nothing else is going on."""
        inner = self._step(step)
        while inner.id != outer:
            if inner.in_ is None:
                return False
            around = self._step(inner.in_)
            siblings = [one.id for one in self.flow.step if one.in_ == around.id]
            if around.order == "sequence" and siblings[-1] != inner.id:
                return False
            inner = around
        return True

    def is_last(self, step: str) -> bool:
        """Whether a day ends with a step, once nothing else is going on."""
        top = self.tops[step]
        return self.is_last_in(step, top) and (self.several or top == list(self.planned)[-1])

    def _step(self, name: str) -> Step:
        return next(one for one in self.flow.step if one.id == name)

    def entered(self, steps: Iterable[str], now: datetime) -> None:
        """Steps have begun: one that is outside what was going on, or comes on a later day, begins another visit. Going
        round once more at the very end of a day makes it longer."""
        for step in steps:
            visit = self.visits[-1]
            if visit.step == self.tops[step] and visit.ended in (None, now):
                visit.ended, visit.whole = None, False
            else:
                self.close(now)
                self.visits.append(Visit(self.tops[step], now))
            self.visits[-1].entered.update(self._line(self._step(step)))

    def _line(self, step: Step) -> Iterable[str]:
        yield step.id
        if step.in_ is not None:
            yield from self._line(self._step(step.in_))

    def close(self, now: datetime) -> None:
        """What was going on is over, wherever in it people were."""
        if self.visits[-1].ended is None:
            self.visits[-1].ended = now

    def next_after(self, step: str, now: datetime) -> datetime:
        """The morning on which it goes on after a day's last step; now itself after the last day."""
        visit = self.visits[-1]
        visit.ended, visit.whole = now, True
        if not self.several or self.tops[step] == list(self.planned)[-1]:
            return now
        weeks = (now - self.begins) // timedelta(days=_APART) + 1
        return self.begins + weeks * timedelta(days=_APART)

    def told(self) -> tuple[Day, ...]:
        """Each day that there was, one that was gone through again anew: the whole flow as one where it is one."""
        if not self.several:
            return (Day(self.flow.step[0].id, sum(self.planned.values()), self.begins, self.visits[-1].ended),)
        rounds: dict[str, int] = {}
        days = []
        for visit in self.visits:
            rounds[visit.step] = rounds.get(visit.step, 0) + 1
            days.append(Day(visit.step, self._plan_of(visit), visit.begun, visit.ended, rounds[visit.step]))
        return tuple(days)

    def _plan_of(self, visit: Visit) -> int:
        """The minutes planned for a visit: of the whole step, or of what was gone through where people came into the
        middle of it or left it there."""
        first = self._step(visit.step)
        if (visit.whole or visit.ended is None) and self._has_begun_with(first, visit):
            return self.planned[visit.step]
        return self._gone_through(first, visit)

    def _has_begun_with(self, step: Step, visit: Visit) -> bool:
        """Whether what stands first in a step was gone through, and so on inward."""
        inner = self.lengths.inside.get(step.id, [])
        first = inner[:1] if step.order == "sequence" else inner
        return not inner or any(one.id in visit.entered and self._has_begun_with(one, visit) for one in first)

    def _gone_through(self, step: Step, visit: Visit) -> int:
        inner = [one for one in self.lengths.inside.get(step.id, ()) if not one.final]
        entered = [one for one in inner if one.id in visit.entered]
        if len(entered) == len(inner):
            return self.lengths.minutes(step) or 0
        return step.together(self._gone_through(one, visit) for one in entered)
