"""Those who listen to a room. Each has a place in a short past that all share; nobody waits for anybody.

What is told is made when it is fetched, from what was touched since the listener's place: who is slow gets the same in
fewer, larger pieces, and who falls out of the past begins anew. So no listener costs memory for being slow."""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Final

from attrs import define, field

from tyopaja_web.rooms.frames import concerned, frame
from tyopaja_web.rooms.touched import Touched

if TYPE_CHECKING:
    from tyopaja_web.rooms.cards import Cards
    from tyopaja_web.rooms.looking import Sight

RESET: Final = object()
"""Told to who has to begin anew."""


@define(eq=False)
class Listener:
    """One stream, or one poll that waits."""

    person: str | None
    looks_on: bool
    cursor: int
    """The position up to which it was told."""
    here_seen: int = -1
    """The version of who is here that it was told."""
    desk_seen: int = 0
    """The version of what is seen from the desk that it was told."""
    waiting: asyncio.Future[None] | None = None
    ended: bool = False
    sending_since: float | None = None
    """Since when it takes what it was sent; None while it waits for more."""
    task: asyncio.Task[object] | None = None

    def wake(self) -> None:
        """There may be something to fetch."""
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(None)

    def end(self) -> None:
        """There will be nothing more."""
        self.ended = True
        self.wake()

    async def wait(self) -> None:
        """Until somebody wakes it."""
        if self.ended:
            return
        self.waiting = asyncio.get_running_loop().create_future()
        try:
            await self.waiting
        finally:
            self.waiting = None


@define(eq=False)
class Past:
    """What was touched of late, position by position."""

    size: int
    begin: int
    """The position before the first that is kept."""
    head: int
    held: deque[tuple[int, Touched]] = field(factory=deque)
    """The position behind each, and what was touched up to it from the one before."""
    _merged: dict[int, Touched] = field(factory=dict)
    _alone: dict[int, set[str]] = field(factory=dict)
    """Position → those for whom the frame from there has to be made by itself."""
    _told: dict[tuple[int, str | None, bool], str] = field(factory=dict)

    def add(self, position: int, touched: Touched) -> None:
        """Take in what led to a position."""
        self._merged.clear()
        self._told.clear()
        self._alone.clear()
        self.head = position
        if touched.reset:
            self.begin = position
            self.held.clear()
            return
        self.held.append((position, touched))
        if len(self.held) > self.size:
            self.begin = self.held.popleft()[0]

    def since(self, position: int) -> Touched | None:
        """What was touched since a position, all in one; None when that is not known any more."""
        if position < self.begin or position > self.head:
            return None
        found = self._merged.get(position)
        if found is None:
            found = Touched()
            for at, touched in reversed(self.held):
                if at <= position:
                    break
                found.add(touched)
            self._merged[position] = found
        return found

    def told(self, sight: Sight, cards: Cards, position: int, person: str | None, looks_on: bool) -> str | None:
        """The frame that leads from a position to the head; "" when there is nothing in it, None for a new beginning.

        Whoever it is the same for gets the same text."""
        touched = self.since(position)
        if touched is None:
            return None
        alone = self._alone.get(position)
        if alone is None:
            alone = self._alone[position] = concerned(sight, touched)
        key = (position, person if person in alone else None, looks_on and touched.desk)
        if key not in self._told:
            self._told[key] = frame(sight, cards, touched, key[1], looks_on)
        return self._told[key]


class Pace:
    """How often those who listen are woken: with many of them not at every event, so that there is time for other
    things in between."""

    EACH: Final = 30e-6
    """Seconds that telling one listener takes, about."""
    SLICE: Final = 40
    """How many are woken before others have a turn."""

    def __init__(self) -> None:
        self._last = 0.0

    def pause(self, listeners: int) -> float:
        """How long to wait before the next round."""
        return max(0.0, self._last + listeners * self.EACH - monotonic())

    def begun(self) -> None:
        """A round begins."""
        self._last = monotonic()
