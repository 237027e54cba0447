"""How often anybody may ask: buckets that fill again with time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_MOST: Final = 10_000
"""Buckets of one kind that are kept; the one that was unused for longest goes, and begins full if it comes back."""


class TooMany(Exception):
    """Asked too often."""

    def __init__(self, seconds: float) -> None:
        """`seconds` is when to ask again."""
        super().__init__(seconds)
        self.seconds = seconds


class Buckets:
    """One bucket a key, each with room for `size` that fills again by `rate` a second."""

    def __init__(self, rate: float, size: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._size, self._clock = rate, size, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, count: float = 1) -> None:
        """Take so many from a bucket, or nothing of it. Raises TooMany."""
        left = self._left(key)
        if left < count:
            raise TooMany((count - left) / self._rate)
        self._put(key, left - count)

    def up_to(self, key: str, count: int) -> int:
        """Take as many as there are, `count` at most. Raises TooMany when there is none."""
        taken = min(count, int(self._left(key)))
        self.take(key, max(1, taken))
        return taken

    def check(self, key: str) -> None:
        """Raises TooMany when a bucket is empty; takes nothing."""
        left = self._left(key)
        if left < 1:
            raise TooMany((1 - left) / self._rate)

    def _left(self, key: str) -> float:
        left, at = self._held.get(key, (self._size, 0.0))
        return min(self._size, left + (self._clock() - at) * self._rate)

    def _put(self, key: str, left: float) -> None:
        self._held[key] = left, self._clock()
        self._held.move_to_end(key)
        if len(self._held) > _MOST:
            self._held.popitem(last=False)


class Limits:
    """All the limits of one application."""

    def __init__(self, *, rate: float, burst: int, guesses: int, guesses_in_all: int) -> None:
        self.commands = Buckets(rate, burst)
        """By room and person."""
        self.pictures = Buckets(0.5, 10)
        """By room and person: a picture is worked on for a while."""
        self.asks = Buckets(20, 200)
        """By room and person: what is made for one alone, views and outlooks."""
        self._guesses = Buckets(guesses / 60, guesses)
        self._all_guesses = Buckets(guesses_in_all / 60, guesses_in_all)

    def before_guess(self, address: str) -> None:
        """Whether a code may be tried from an address. Raises TooMany."""
        self._guesses.check(address)
        self._all_guesses.check("")

    def wrong_guess(self, address: str) -> None:
        """A code was wrong."""
        for buckets, key in ((self._guesses, address), (self._all_guesses, "")):
            try:
                buckets.take(key)
            except TooMany:  # several guessed in the same moment: there is none left for the next
                continue
