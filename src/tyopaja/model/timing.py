"""A timer: the time that a step has, and what is left of it. Moments are aware of their zone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from attrs import evolve, frozen

CLOCK = "clock"
"""Who says what time it is (`tick`) without having joined. Nobody can join by this name."""


def fixed(moment: datetime) -> datetime:
    """The same moment with its distance from UTC instead of a zone's rules.

    Journals keep no more than that; so what is so now and what a replay says are equal in every respect. And of two
    moments in one zone Python subtracts the clocks on the wall, an hour off in the nights when summer time begins and
    ends; of two such ones it subtracts the moments.
    """
    offset = moment.utcoffset()
    return moment if offset is None else moment.replace(tzinfo=timezone(offset))


@frozen(kw_only=True)
class Timer:
    """The timebox of one active step. It runs or it stands still."""

    seconds: int
    """How long it is in all, with what was added to it since."""
    ends: datetime | None = None
    """When it runs out; None while it stands still."""
    left: int = 0
    """While it stands still: the seconds that are left, below 0 when it had run out before."""
    rung: bool = False
    """Whether everybody has been told that it ran out."""

    @classmethod
    def from_now(cls, seconds: int, now: datetime) -> Timer:
        """One that runs for so long from a moment on. Raises OverflowError where the calendar ends before it."""
        return cls(seconds=seconds, ends=fixed(now) + timedelta(seconds=seconds))

    def remaining(self, now: datetime) -> int:
        """The whole seconds that are left at a moment, one that has begun as a whole one; below 0 for those over it.
        It is 0 from the moment on at which the time is over."""
        if self.ends is None:
            return self.left
        # Two moments are subtracted, and none is shifted: a shift overflows at the end of the calendar.
        return -((fixed(now) - fixed(self.ends)) // timedelta(seconds=1))

    def stopped(self, now: datetime) -> Timer:
        """The same, standing still from a moment on. No more is left than it is long, should the clock go backwards."""
        return self if self.ends is None else evolve(self, ends=None, left=min(self.remaining(now), self.seconds))

    def resumed(self, now: datetime) -> Timer:
        """The same, running on from a moment with what was left. Raises OverflowError where the calendar ends before
        it."""
        return self if self.ends is not None else evolve(self, ends=fixed(now) + timedelta(seconds=self.left), left=0)

    def longer(self, seconds: int, now: datetime) -> Timer:
        """The same with so many seconds more, or less: in all it is never below none. One that had rung may ring again
        once there is something left of it. Raises OverflowError where the calendar ends before it."""
        more = max(seconds, -self.seconds)
        if self.ends is None:
            longer = evolve(self, seconds=self.seconds + more, left=self.left + more)
        else:
            longer = evolve(self, seconds=self.seconds + more, ends=fixed(self.ends) + timedelta(seconds=more))
        return evolve(longer, rung=self.rung and longer.remaining(now) <= 0)
