"""The clock of a room: it says what time it is when the time of a step is over.

Every process that has the room open says so; the rules take the first, and the others are no news."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

from tyopaja.model.commands import Tick
from tyopaja.model.state import State
from tyopaja.model.timing import CLOCK

_LATE: Final = 0.02
"""Seconds after the moment, so that it has come by any clock."""
_AGAIN: Final = 5.0
"""Seconds until it is said again, where nothing came of it."""
_LONGEST: Final = 3600.0
"""Seconds after which it is looked again at the latest: a laptop may have slept."""


class Ticking:
    """Sends a `Tick` when it is due."""

    def __init__(self, loop: asyncio.AbstractEventLoop, now: Callable[[], datetime], send: Callable[[Tick], None]):
        self._loop, self._now, self._send = loop, now, send
        self._handle: asyncio.TimerHandle | None = None
        self._ends: datetime | None = None
        self._said: datetime | None = None

    def look(self, state: State) -> None:
        """Set the alarm by a state."""
        ends = [one.ends for one in state.timers.values() if one.ends is not None and not one.rung]
        self._ends = min(ends, default=None)
        self._set()

    def close(self) -> None:
        """No alarm any more."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _set(self) -> None:
        self.close()
        if self._ends is None:
            return
        left = (self._ends - self._now()).total_seconds() + _LATE
        wait = max(left, _AGAIN if self._said == self._ends else 0.0)
        self._handle = self._loop.call_later(min(wait, _LONGEST), self._rung)

    def _rung(self) -> None:
        if self._ends is not None and self._now() >= self._ends:
            self._said = self._ends
            self._send(Tick(by=CLOCK))
        self._set()
