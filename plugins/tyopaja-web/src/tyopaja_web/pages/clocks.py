"""Timers as the pages print them, before a script keeps them running."""

from __future__ import annotations


def clock(seconds: int) -> str:
    """Seconds as a timer shows them, with a minus once it is over."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'−' if seconds < 0 else ''}{minutes}:{rest:02}"
