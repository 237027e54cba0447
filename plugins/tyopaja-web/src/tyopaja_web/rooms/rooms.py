"""All the rooms that are open in this process, with the threads that work for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from tyopaja.errors import JournalError
from tyopaja_web.rooms.ending import told_to_end
from tyopaja_web.rooms.room import Room
from tyopaja_web.rooms.writing import Writer
from tyopaja_web.settings import Settings

if TYPE_CHECKING:
    from tyopaja import Engine

P = ParamSpec("P")
T = TypeVar("T")

_LOOKS: Final = 4
"""Threads that look: outlooks, views, pictures."""
_WATCHES: Final = 16
"""Threads that wait for other processes; with more rooms than that they take turns."""
_WATCH: Final = 1.0
"""Seconds of one wait."""
_IDLE: Final = 600.0
"""Seconds after which a room in which nobody is is closed."""
_SWEEP: Final = 30.0
_ENDING: Final = 0.25
"""Seconds between two looks at whether the server is about to end."""
_AGAIN: Final = 1.0
"""Seconds until a journal that failed is looked at again."""


class Closing(Exception):
    """The server ends."""


class Rooms:
    """The rooms by id, each opened when somebody asks for it and closed when nobody has for a while."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine, self.settings = engine, settings
        self.open: dict[str, Room] = {}
        self.writer = Writer()
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._looks = ThreadPoolExecutor(_LOOKS, "tyopaja-look")
        self._watches = ThreadPoolExecutor(_WATCHES, "tyopaja-watch")
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._closed = False

    async def room(self, id: str) -> Room:
        """An open room. Raises UnknownId, JournalError, and Closing."""
        found = self.open.get(id)
        if found is not None:
            found.used = monotonic()
            return found
        if self._closed:
            raise Closing
        opening = self._opening.get(id)
        if opening is None:
            opening = self._opening[id] = asyncio.ensure_future(self._opened(id))
            opening.add_done_callback(lambda _: self._opening.pop(id, None))
        return await asyncio.shield(opening)

    async def _opened(self, id: str) -> Room:
        session = await self.ask(self.engine.open, id)
        loop = asyncio.get_running_loop()
        room = self.open[id] = Room(self, session, loop)
        if not self._tasks:
            self._tasks = (loop.create_task(self._sweep()), loop.create_task(self._look_for_the_end()))
        return room

    async def ask(self, call: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """What a call gives that may wait or take long: made in a thread. Raises what it raises, and Closing."""
        if self._closed:
            raise Closing
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._looks, lambda: call(*arguments, **named))

    async def watch(self, room: str, seen: int) -> int:
        """How many events a session has, as soon as they are more than `seen`, or after a while."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._watches, self.engine.journal.wait, room, seen, _WATCH)
        except JournalError:
            await asyncio.sleep(_AGAIN)
            return seen

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP)
            for room in tuple(self.open.values()):
                if not room.listeners and monotonic() - room.used > _IDLE:
                    del self.open[room.id]
                    await room.close()

    async def _look_for_the_end(self) -> None:
        while not told_to_end():
            await asyncio.sleep(_ENDING)
        await self.let_go()

    async def let_go(self) -> None:
        """Let all who listen go, and take nobody in any more: the server is about to end."""
        self._closed = True
        for task in self._tasks:
            if task is not asyncio.current_task():
                task.cancel()
        for room in tuple(self.open.values()):
            await room.close()

    async def close(self) -> None:
        """Let all who listen go, and carry out what was handed in."""
        await self.let_go()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, self.writer.close)
        self.open.clear()
        self._looks.shutdown(wait=False, cancel_futures=True)
        self._watches.shutdown(wait=False, cancel_futures=True)
