"""The plan of a flow and what became of it, in numbers: for every step how long it should take and when, when it was,
and when it is expected to be. Pure: a flow, a state and a moment in, rows out, in which moments are counted from that
moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from attrs import frozen

from tyopaja.model.flow import Flow, Step
from tyopaja.model.state import State
from tyopaja.model.timing import fixed
from tyopaja.views.expecting import Expecting, Part, Past, Status
from tyopaja.views.lengths import NOW, Lengths, Stretch

ONE_DAY = timedelta(hours=10)
"""How long people can be at it on one day: a flow that takes longer is a series, a day for each of its top steps."""


@frozen(kw_only=True)
class Row:
    """One step."""

    step: Step
    depth: int
    """0 for a step of the flow itself, 1 for a step in it, and so on."""
    status: Status
    """`skipped` for what was gone past without being entered."""
    minutes: int | None
    """How long it should take: its own time, else what those inside it take; None where nobody said."""
    planned: Stretch
    actual: Past | None
    """The latest time that it was, for one that is done or going on."""
    expected: Stretch | None
    """For one that is going on or ahead."""
    times: int
    """How many times it was begun."""

    @property
    def late(self) -> timedelta | None:
        """By how much it ends later than planned, or did; below none for earlier. None for what has not begun."""
        if self.status == "now" and self.expected is not None:
            return self.expected.ends - self.planned.ends
        return (
            self.actual.ended - self.planned.ends if self.actual is not None and self.actual.ended is not None else None
        )


@frozen(kw_only=True)
class Day:
    """A top step of a series, or a whole flow that fits into a day."""

    top: Step | None
    """None for a whole flow."""
    status: Status
    minutes: int
    planned: Stretch
    actual: Past | None
    expected: Stretch | None
    rows: tuple[Row, ...]
    late: timedelta | None
    """By how much what is going on ends later than planned: of several that which is latest. For a day that is over by
    how much it ended later; None for one that has not begun."""


def days_of(flow: Flow, state: State, now: datetime) -> tuple[Day, ...]:
    """Every day of a flow as its session has it: with the steps that were added to it."""
    lengths = Lengths(flow)
    tops = lengths.inside[None]
    if sum((lengths.of(top) for top in tops), NOW) > ONE_DAY:
        return tuple(_day(lengths, state, now, top, [top]) for top in tops)
    return (_day(lengths, state, now, None, tops),)


def _day(lengths: Lengths, state: State, now: datetime, top: Step | None, tops: list[Step]) -> Day:
    expecting = Expecting(lengths, state, fixed(now))
    begun, expected = expecting.day_begun(top, tops), None
    planned = lengths.plan(NOW if begun is None else begun, tops)
    status: Status = "done"
    if begun is None:
        status, expected = "ahead", Stretch(NOW, expecting.ahead_all(tops, None, NOW))
    elif any(step.id in expecting.active for step in tops):
        status, expected = "now", Stretch(begun, expecting.on_from(tops, None))
    else:
        for step in tops:
            expecting.settle(step, None)
    rows = tuple(_rows(expecting, planned, tops))
    whole = Stretch(planned[tops[0].id].begins, max(planned[step.id].ends for step in tops))
    ended = max((row.actual.ended for row in rows if row.actual and row.actual.ended is not None), default=NOW)
    return Day(
        top=top,
        status=status,
        minutes=sum((lengths.of(step) for step in tops), NOW) // timedelta(minutes=1),
        planned=whole,
        actual=None if begun is None else Past(begun, ended if status == "done" else None),
        expected=expected,
        rows=rows if top is None else rows[1:],
        late=ended - whole.ends if status == "done" else _latest(rows),
    )


def _rows(expecting: Expecting, planned: Mapping[str, Stretch], steps: Iterable[Step], depth: int = 0) -> Iterator[Row]:
    for step in steps:
        part = _merged(expecting.parts[step.id])
        yield Row(
            step=step,
            depth=depth,
            status=part.status,
            minutes=expecting.lengths.minutes(step),
            planned=planned[step.id],
            actual=part.actual,
            expected=part.expected,
            times=part.times,
        )
        yield from _rows(expecting, planned, expecting.lengths.inside.get(step.id, ()), depth + 1)


def _latest(rows: Sequence[Row]) -> timedelta | None:
    """By how much the latest of the innermost steps that are going on ends later than planned."""
    outer = {row.step.in_ for row in rows if row.status == "now"}
    late = (row.late for row in rows if row.status == "now" and row.step.id not in outer)
    return max((one for one in late if one is not None), default=None)


def _merged(parts: Sequence[Part]) -> Part:
    """The instances of a step as one."""
    found = {part.status for part in parts}
    status: Status = next(iter(found)) if len(found) == 1 else "done" if found == {"done", "skipped"} else "now"
    past = [part.actual for part in parts if part.actual is not None]
    ended = [one.ended for one in past if one.ended is not None]
    actual = None
    if past:
        over = status == "done" and len(ended) == len(past)
        actual = Past(min(one.begun for one in past), max(ended) if over else None)
    expected = [part.expected for part in parts if part.expected is not None]
    return Part(
        status,
        actual,
        Stretch(min(one.begins for one in expected), max(one.ends for one in expected)) if expected else None,
        max(part.times for part in parts),
    )
