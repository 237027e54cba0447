"""The plan beside the truth, as a view: what a facilitator asks at five past two when the coffee is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from attrs import evolve, frozen

from tyopaja.model.flow import Duration
from tyopaja.model.place import base_of, instance_of
from tyopaja.model.timing import fixed
from tyopaja.texts import say, words
from tyopaja.views.expecting import Past
from tyopaja.views.lengths import NOW, Stretch
from tyopaja.views.plan_nodes import PlanDay, PlanRow, PlanTime, PlanView
from tyopaja.views.source import Source
from tyopaja.views.timelines import Day, Row, days_of
from tyopaja.views.values import printed_clock, printed_day

_MINUTE = timedelta(minutes=1)
_NO_DELAY = 6 * 60
"""From how many minutes on nobody is late any more: the rest is done another day."""


def plan(source: Source, now: datetime) -> PlanView:
    """Every day of the flow at a moment, whose zone is the one that times are printed in."""
    return _Telling(source, now).view()


@frozen
class _Telling:
    """Puts numbers into words."""

    source: Source
    now: datetime

    def view(self) -> PlanView:
        """The whole view."""
        source = self.source
        days = days_of(source.definitions.flow, source.state, self.now)
        going = _going(days)
        late = None if going.late is None else _minutes(going.late)
        return PlanView(
            session=source.state.session,
            title=source.state.title,
            flow=source.text(source.definitions.flow.title),
            locale=source.locale,
            now=self.now.isoformat(),
            moment=self.say("moment", day=printed_day(self.now, source.locale), clock=self.clock(NOW)),
            headline=self.headline(going),
            facts=tuple(self.facts(going)),
            late=late,
            ends=self.iso(_end(going)),
            days=tuple(self.day(one) for one in days),
            theme=source.definitions.pack.theme,
            credit=source.credit(),
            words={**source.words(), **{f"plan-{key}": text for key, text in words("plan", source.locale).items()}},
        )

    def say(self, key: str, **facts: Any) -> str:
        return say(self.source.locale, f"plan.{key}", **facts)

    # Moments

    def at(self, moment: timedelta) -> datetime | None:
        """A moment on the clocks of the zone; None where the calendar has none."""
        try:
            return (fixed(self.now) + moment).astimezone(self.now.tzinfo)
        except (OverflowError, ValueError):
            return None

    def iso(self, moment: timedelta | None) -> str | None:
        at = None if moment is None else self.at(moment)
        return None if at is None else at.isoformat(timespec="seconds")

    def clock(self, moment: timedelta, day: timedelta = NOW) -> str:
        """The time on the clock; with its day where that is another than the day of some moment."""
        at, beside = self.at(moment), self.at(day)
        if at is None:
            return "–"
        return printed_clock(at, self.source.locale, with_day=beside is None or at.date() != beside.date())

    def past(self, past: Past | None, day: timedelta) -> PlanTime | None:
        if past is None:
            return None
        ends = "" if past.ended is None else self.clock(past.ended, past.begun)
        text = f"{self.clock(past.begun, day)}–{ends}"
        return PlanTime(begins=self.iso(past.begun), ends=self.iso(past.ended), text=text)

    def stretch(self, stretch: Stretch, day: timedelta, about: str = "") -> PlanTime:
        text = f"{about}{self.clock(stretch.begins, day)}–{self.clock(stretch.ends, stretch.begins)}"
        return PlanTime(begins=self.iso(stretch.begins), ends=self.iso(stretch.ends), text=text)

    def expected(self, row: Row | Day, day: timedelta) -> PlanTime | None:
        if row.expected is None:
            return None
        if row.actual is None or row.status != "now":
            return self.stretch(row.expected, day, "~")
        told = self.stretch(row.expected, day)
        return evolve(told, text=told.text.replace("–", "–~"))

    # Rows

    def day(self, day: Day) -> PlanDay:
        begins = day.planned.begins
        at = self.at(begins) if day.actual is not None else None
        title = self.source.definitions.flow.title if day.top is None else day.top.title
        return PlanDay(
            id=self.source.definitions.flow.id if day.top is None else day.top.id,
            title=self.source.text(title),
            status="ahead" if day.status == "skipped" else day.status,
            date=printed_day(at, self.source.locale) if at is not None else "",
            minutes=day.minutes,
            time=str(Duration(day.minutes)) if day.minutes else "",
            planned=self.stretch(day.planned, begins),
            actual=self.past(day.actual, begins),
            expected=self.expected(day, begins),
            late=None if day.late is None else _minutes(day.late),
            rows=tuple(self.row(row, day) for row in day.rows),
        )

    def row(self, row: Row, day: Day) -> PlanRow:
        begins, outer = day.planned.begins, {one.step.in_ for one in day.rows}
        return PlanRow(
            id=row.step.id,
            title=self.source.text(row.step.title),
            depth=row.depth - (0 if day.top is None else 1),
            status=row.status,
            activity="" if row.step.id in outer else row.step.activity,
            minutes=row.minutes,
            time="" if row.minutes is None else str(Duration(row.minutes)),
            planned=self.stretch(row.planned, begins),
            actual=self.past(row.actual, begins),
            expected=self.expected(row, begins),
            late=None if row.late is None else _minutes(row.late),
            times=row.times,
            note=", ".join(self.notes(row)),
        )

    def notes(self, row: Row) -> Iterator[str]:
        if row.status == "skipped":
            yield self.say("skipped")
        if row.times > 1 and row.status in ("done", "now"):
            yield self.say("again", count=row.times)
        timers = self.source.state.timers
        if any(base_of(name) == row.step.id and timer.ends is None for name, timer in timers.items()):
            yield self.say("still")

    # Sentences

    def headline(self, day: Day) -> str:
        """How late it is, and when the day ends."""
        state, end = self.source.state, _end(day)
        if state.changed is not None and self.is_asleep(day):
            at = state.changed.astimezone(self.now.tzinfo)
            moment = self.say("moment", day=printed_day(at, self.source.locale), clock=printed_clock(at, state.locale))
            return self.say("asleep", moment=moment)
        if not day.minutes or end is None:
            return self.say("no-times")
        late = _NO_DELAY if day.late is None else _minutes(day.late)
        ends = self.say("ended" if day.status == "done" else "ends", clock=self.clock(end))
        if abs(late) >= _NO_DELAY:
            return ends[:1].upper() + ends[1:]
        if abs(_minutes(end - day.planned.ends)) > 0:
            ends = f"{ends} ({self.say('planned', clock=self.clock(day.planned.ends))})"
        return f"{self.lateness(late)} · {ends}"

    def is_asleep(self, day: Day) -> bool:
        """Whether nothing has happened for so long that it is idle to say how late it is."""
        changed = self.source.state.changed
        quiet = changed is not None and (fixed(self.now) - fixed(changed)) // _MINUTE >= _NO_DELAY
        return quiet and day.status == "now" and day.late is not None and _minutes(day.late) >= _NO_DELAY

    def lateness(self, minutes: int) -> str:
        if not minutes:
            return self.say("on-time")
        return self.say("late" if minutes > 0 else "early", time=str(Duration(abs(minutes))))

    def facts(self, day: Day) -> Iterator[str]:
        """What is going on, what comes next, and the next break."""
        if day.status != "now" or self.is_asleep(day):
            return
        outer = {row.step.in_ for row in day.rows if row.status == "now"}
        titles = {row.step.id: self.source.text(row.step.title) for row in day.rows}
        for row in day.rows:
            if row.status == "now" and row.step.id not in outer:
                for name in self.running(row):
                    yield self.say("now", step=self.called(name, titles[row.step.id]), left=self.left(name))
        inside = {row.step.in_ for row in day.rows}
        ahead = [row for row in day.rows if row.status == "ahead" and row.step.id not in inside]
        rest = next((row for row in ahead if row.step.activity == "break"), None)
        if ahead:
            yield self.coming("next", titles[ahead[0].step.id], ahead[0])
        if rest is not None and rest is not ahead[0]:
            yield self.coming("break", titles[rest.step.id], rest)
        ends = max((row.expected.ends for row in day.rows if row.expected is not None), default=NOW)
        if day.expected is not None and day.expected.ends - ends >= _MINUTE:
            yield self.say("spare", time=str(Duration(_minutes(day.expected.ends - ends))))

    def coming(self, key: str, title: str, row: Row) -> str:
        """What is ahead, and when; when it should be where that is another time."""
        expected = NOW if row.expected is None else row.expected.begins
        clock, planned = self.clock(expected), row.planned.begins
        if 0 < abs(_minutes(expected - planned)) < _NO_DELAY:
            clock = f"{clock} ({self.say('planned', clock=self.clock(planned))})"
        return self.say(key, step=title, clock=clock)

    def running(self, row: Row) -> tuple[str, ...]:
        """The state of a step, or each of its instances that go on."""
        names = (name for name in self.source.state.steps if base_of(name) == row.step.id and "." not in name)
        found = tuple(names)
        return tuple(name for name in found if instance_of(name)) or found

    def called(self, name: str, title: str) -> str:
        owner = instance_of(name)
        return title if owner is None else f"{title} ({self.source.owner(name)})"

    def left(self, name: str) -> str:
        """What a timer says, behind the step; "" for a step without one."""
        timer = self.source.state.timers.get(name)
        if timer is None:
            return ""
        seconds = timer.remaining(self.now)
        minutes = -(-abs(seconds) // 60) if seconds > 0 else abs(seconds) // 60
        key = "left" if seconds > 0 else "over" if minutes else "just-over"
        said = self.say(key, time=str(Duration(max(1, minutes))))
        return f" – {said}" + (f", {self.say('still')}" if timer.ends is None else "")


def _going(days: tuple[Day, ...]) -> Day:
    """The day that is going on; else the last that is over, else the first."""
    begun = [day for day in days if day.status != "ahead"]
    return next((day for day in days if day.status == "now"), begun[-1] if begun else days[0])


def _end(day: Day) -> timedelta | None:
    """When a day is expected to end, or ended."""
    return day.expected.ends if day.expected is not None else day.actual.ended if day.actual is not None else None


def _minutes(length: timedelta) -> int:
    """Whole minutes, to the nearest."""
    return (length + _MINUTE / 2) // _MINUTE
