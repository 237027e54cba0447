"""Where a session is in its flow, in time: when each step was, and when it is expected to be.

What is expected goes on from where the session is: a running step ends when its timer does, now at the earliest, and
those behind it take what they are planned to take. A step with steps inside keeps what its own time leaves beside
theirs, as far as they are not late: that is what they may be late by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from attrs import define, field, frozen

from tyopaja.model.flow import Step
from tyopaja.model.place import INSTANCE, own_of
from tyopaja.model.state import Span, State
from tyopaja.model.timing import fixed
from tyopaja.views.lengths import NOW, Lengths, Stretch

Status = Literal["done", "now", "ahead", "skipped"]

_ASLEEP = timedelta(hours=6)
"""From how long on a pause is no pause: everybody went home."""


@frozen
class Past:
    """From when to when something was."""

    begun: timedelta
    ended: timedelta | None
    """None for what is going on."""


@frozen
class Part:
    """What is known of one step, or of one instance of it."""

    status: Status
    actual: Past | None = None
    expected: Stretch | None = None
    times: int = 0


@define
class Expecting:
    """Walks through a flow from where its session is, and keeps what it finds of each step."""

    lengths: Lengths
    state: State
    now: datetime
    """Moments are counted from it."""
    parts: dict[str, list[Part]] = field(factory=dict, init=False)
    """Step → what is known of it, or of each of its instances."""
    active: frozenset[str] = field(init=False)

    @active.default
    def _active(self) -> frozenset[str]:
        return frozenset(self.state.steps)

    def since(self, moment: datetime) -> timedelta:
        return fixed(moment) - self.now

    def spans(self, name: str) -> tuple[Span, ...]:
        return self.state.spans.get(name, ())

    def day_begun(self, top: Step | None, tops: list[Step]) -> timedelta | None:
        """When a day really began; None for one that has not."""
        if top is None:
            started = self.state.started if self.state.visits else None
            begun = None if started is None else self.since(started)
        else:
            # Who goes back into a day, or past it by mistake, does not begin it anew.
            begun, later = None, None
            for span in reversed(self.spans(top.id)):
                ended = NOW if span.ended is None else self.since(span.ended)
                if later is not None and later - ended >= _ASLEEP:
                    break
                begun = later = self.since(span.begun)
        return begun if begun is None else self.awake(tops[0], begun)

    def awake(self, first: Step, begun: timedelta) -> timedelta:
        """The same, where the first step was entered the evening before: it took its time right before it ended."""
        while inner := self.lengths.inside.get(first.id):
            first = inner[0]
        found = next((span for span in self.spans(first.id) if self.since(span.begun) >= begun), None)
        if found is None:
            return begun
        ended = NOW if found.ended is None else self.since(found.ended)
        length = self.lengths.of(first)
        return ended - length if ended - self.since(found.begun) >= max(_ASLEEP, 2 * length) else begun

    def copies(self, step: Step, instance: str | None) -> list[str]:
        """The groups or participants whose instances of a step are going on, or were; none for what is no whole."""
        if step.for_each is None or instance is not None:
            return []
        lead = step.id + INSTANCE
        names = self.state.steps if step.id in self.active else tuple(self.state.spans)
        return list(dict.fromkeys(name[len(lead) :].partition(".")[0] for name in names if name.startswith(lead)))

    def is_going_on(self, name: str) -> bool:
        return name in self.active and f"{name}.end" not in self.active

    def note(self, step: Step, name: str, status: Status, expected: Stretch | None = None) -> None:
        """Keep what is known of a step or an instance of it."""
        spans = self.spans(name)
        actual = None
        if status in ("done", "now") and spans:
            actual = Past(self.since(spans[-1].begun), None if status == "now" else self.ended(step, name))
        self.parts.setdefault(step.id, []).append(Part(status, actual, expected, len(spans)))

    def ended(self, step: Step, name: str) -> timedelta:
        """When a step ended; one that waits, done, for others ended when the last inside it did."""
        latest = self.spans(name)[-1].ended
        if latest is not None:
            return self.since(latest)
        instance = name.partition(INSTANCE)[2] or None
        inner = [own_of(one.id, instance) for one in self.lengths.inside.get(step.id, ())]
        return max((self.since(span.ended) for one in inner for span in self.spans(one) if span.ended), default=NOW)

    def settle(self, step: Step, instance: str | None) -> timedelta:
        """A step that is done, or was gone past; when it ended."""
        copies, name = self.copies(step, instance), own_of(step.id, instance)
        was = bool(self.spans(name))
        for one in copies:
            self.settle(step, one)
        if not copies:
            for inner in self.lengths.inside.get(step.id, ()):
                self.settle(inner, instance)
            self.note(step, name, "done" if was else "skipped")
        return self.ended(step, name) if was else NOW

    def ahead(self, step: Step, instance: str | None, begins: timedelta) -> timedelta:
        """A step that has not begun; when it is expected to end."""
        inner = self.lengths.inside.get(step.id, [])
        if step.order == "parallel":
            for one in inner:
                self.ahead(one, instance, begins)
        else:
            self.ahead_all(inner, instance, begins)
        ends = begins + self.lengths.of(step)
        self.note(step, own_of(step.id, instance), "ahead", Stretch(begins, ends))
        return ends

    def ahead_all(self, steps: Iterable[Step], instance: str | None, begins: timedelta) -> timedelta:
        """Steps one after the other, none of which has begun."""
        for step in steps:
            begins = self.ahead(step, instance, begins)
        return begins

    def going(self, step: Step, instance: str | None) -> timedelta:
        """A step that is going on; when it is expected to end."""
        copies, name = self.copies(step, instance), own_of(step.id, instance)
        begun = self.since(self.spans(name)[-1].begun) if self.spans(name) else NOW
        if copies:
            ends = self.joined(step, [self.going_or_done(step, one) for one in copies])
            if not any(self.is_going_on(own_of(step.id, one)) for one in copies):
                self.note(step, name, "now", Stretch(begun, NOW))  # all wait for the facilitator
            return max(ends, NOW)
        own, inner = self.own_end(step, name, begun), self.lengths.inside.get(step.id)
        ends = NOW if own is None else max(own, NOW)
        if inner:
            ends = max(self.inner_end(step, inner, instance), NOW)
            if own is not None:
                late = ends - begun - self.lengths.of_those_in(step)
                ends = max(ends, own + min(NOW, late))
        self.note(step, name, "now", Stretch(begun, ends))
        return ends

    def inner_end(self, step: Step, inner: list[Step], instance: str | None) -> timedelta:
        """When the steps inside a step that is going on are expected to end."""
        match step.order:
            case "parallel":
                return self.joined(step, [self.going_or_done(one, instance) for one in inner])
            case "free":
                return self.in_any_order(step, inner, instance)
            case "sequence":
                return self.on_from(inner, instance)

    def going_or_done(self, step: Step, instance: str | None) -> timedelta:
        """A step or an instance of it that runs beside others; when it is expected to end, or did."""
        on = self.is_going_on(own_of(step.id, instance))
        return self.going(step, instance) if on else self.settle(step, instance)

    def on_from(self, steps: list[Step], instance: str | None) -> timedelta:
        """When steps one after the other are expected to end of which one is going on, or all are done."""
        names = [own_of(step.id, instance) for step in steps]
        here = max((place for place, name in enumerate(names) if name in self.active), default=len(steps))
        for step in steps[:here]:
            self.settle(step, instance)
        ends = self.going(steps[here], instance) if here < len(steps) else NOW
        return self.ahead_all(steps[here + 1 :], instance, ends)

    def in_any_order(self, around: Step, steps: list[Step], instance: str | None) -> timedelta:
        """When those of a free order are: what is going on, then what is left, in the order of the file."""
        names = {own_of(step.id, instance): step for step in steps}
        done = [name for name in names if f"{name}.did" in self.active]
        going = [name for name in names if name in self.active]
        left = [name for name in names if name not in done and name not in going]
        for name in done:
            self.settle(names[name], instance)
        ends = max((self.going(names[name], instance) for name in going), default=NOW)
        enough = around.join.quorum if around.join.rule == "quorum" else len(steps)
        asked = max(0, enough - len(done) - len(going))
        ends = self.ahead_all((names[name] for name in left[:asked]), instance, ends)
        self.ahead_all((names[name] for name in left[asked:]), instance, ends)
        return ends

    def own_end(self, step: Step, name: str, begun: timedelta) -> timedelta | None:
        """When the time of a step itself is over; None for one without."""
        timer = self.state.timers.get(name)
        if timer is not None:
            return timedelta(seconds=timer.left) if timer.ends is None else self.since(timer.ends)
        return None if step.time is None else begun + timedelta(minutes=step.time.minutes)

    def joined(self, step: Step, ends: Sequence[timedelta]) -> timedelta:
        """When enough of the ways that run side by side are done."""
        counting = sorted(ends)
        if step.join.rule == "quorum":
            counting = counting[: step.join.quorum]
        return max(counting, default=NOW)
