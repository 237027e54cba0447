"""A timer: the time that a step has, and what is left of it. Moments are aware of their zone."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen


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

    def remaining(self, now: datetime) -> int:
        """The seconds that are left at a moment; below 0 for those over it."""
        # Two moments are subtracted, and none is shifted: a shift overflows at the end of the calendar.
        return self.left if self.ends is None else int((self.ends - now).total_seconds())
