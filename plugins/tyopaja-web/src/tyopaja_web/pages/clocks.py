"""Timers as the pages print them, before a script keeps them running; js/timer.js says them alike."""

from __future__ import annotations

from typing import Final

_LONG_OVER: Final = -12 * 3600
"""Seconds: nobody counts the time since a day that is over."""


def clock(seconds: int) -> str:
    """Seconds as a timer shows them, `4:05` or `1:30:05`, with a minus once it is over; "" when it is long over."""
    if seconds < _LONG_OVER:
        return ""
    minutes, rest = divmod(abs(seconds), 60)
    hours, left = divmod(minutes, 60)
    sign = "−" if seconds < 0 else ""
    return f"{sign}{hours}:{left:02}:{rest:02}" if hours else f"{sign}{minutes}:{rest:02}"
