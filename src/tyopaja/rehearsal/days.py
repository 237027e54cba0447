"""The days of a flow: one that takes longer than people sit at a table takes several, a day for each of its outermost
steps."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import define, field

from tyopaja.model.flow import Flow, Step
from tyopaja.rehearsal.reporting import Day
from tyopaja.views.lengths import Lengths
from tyopaja.views.timelines import ONE_DAY

_APART = 7
"""Days from one to the next."""


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
    begun: dict[str, datetime] = field(factory=dict)
    ended: dict[str, datetime] = field(factory=dict)

    @classmethod
    def of(cls, flow: Flow, begins: datetime) -> Days:
        """The days of a flow that begins at some moment."""
        tops: dict[str, str] = {}
        for step in flow.step:
            tops[step.id] = tops[step.in_] if step.in_ is not None else step.id
        lengths = Lengths(flow)
        planned = {step.id: lengths.minutes(step) or 0 for step in flow.step if step.in_ is None}
        several = timedelta(minutes=sum(planned.values())) > ONE_DAY
        days = cls(flow, begins, several, tops, planned)
        days.begun[flow.step[0].id] = begins
        return days

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

    def next_after(self, step: str, now: datetime) -> datetime:
        """The morning on which it goes on after a day's last step; now itself after the last day."""
        top = self.tops[step]
        self.ended[top] = now
        following = list(self.planned)[list(self.planned).index(top) + 1 :]
        if not self.several or not following:
            return now
        morning = self.begun.get(top, self.begins) + timedelta(days=_APART)
        while morning <= now:
            morning += timedelta(days=_APART)
        self.begun[following[0]] = morning
        return morning

    def told(self) -> tuple[Day, ...]:
        """Each day that there was: the whole flow as one where it is one."""
        if not self.several:
            top = self.flow.step[0].id
            ended = max(self.ended.values(), default=None)
            return (Day(top, sum(self.planned.values()), self.begins, ended),)
        return tuple(Day(top, self.planned[top], begun, self.ended.get(top)) for top, begun in self.begun.items())
