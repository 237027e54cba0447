"""Who is here: those with a stream that is open, or who asked a moment ago.

As far as this process knows. It says nothing about who takes part: that is the session's to say."""

from __future__ import annotations

from collections import Counter
from time import monotonic
from typing import Final

_GRACE: Final = 6.0
"""Seconds for which somebody is taken to be here after their last sign: a phone that connects anew has not left."""
_POLLING: Final = 30.0
"""The same for those who poll."""


class Presence:
    """Who is here, in the order of their ids."""

    def __init__(self) -> None:
        self._streams: Counter[str] = Counter()
        self._until: dict[str, float] = {}
        self.here: tuple[str, ...] = ()
        """As it was told last."""
        self.version = 0
        """Another whenever `here` is."""

    def came(self, person: str | None) -> None:
        """A stream was opened."""
        if person is not None:
            self._streams[person] += 1

    def went(self, person: str | None) -> None:
        """A stream was closed."""
        if person is not None:
            self._streams[person] -= 1
            if self._streams[person] <= 0:
                del self._streams[person]
                self._until[person] = monotonic() + _GRACE

    def asked(self, person: str | None) -> None:
        """Somebody polled."""
        if person is not None:
            self._until[person] = monotonic() + _POLLING

    def look(self) -> bool:
        """Count anew; whether it is otherwise than it was."""
        now = monotonic()
        self._until = {person: until for person, until in self._until.items() if until > now}
        here = tuple(sorted(self._streams.keys() | self._until.keys()))
        if here == self.here:
            return False
        self.here, self.version = here, self.version + 1
        return True
