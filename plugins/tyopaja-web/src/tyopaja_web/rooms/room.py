"""A room: one session, with all who are connected to it in this process. Belongs to the event loop.

What is told comes from the journal, whoever wrote it: this process's own events as they were appended, other processes'
as they are read. The session itself is handled by the writing thread alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from tyopaja.engine import Rules
from tyopaja.journals import codec
from tyopaja.model.commands import Command
from tyopaja.model.events import Event
from tyopaja.model.pack import Definitions
from tyopaja.model.place import instance_of
from tyopaja.model.state import State
from tyopaja.views.plain import plain
from tyopaja_web.rooms.cards import Cards
from tyopaja_web.rooms.listening import Listener, Pace, Past
from tyopaja_web.rooms.looking import Sight
from tyopaja_web.rooms.modelling import Models
from tyopaja_web.rooms.presence import Presence
from tyopaja_web.rooms.ticking import Ticking
from tyopaja_web.rooms.touched import Touched
from tyopaja_web.rooms.writing import Job, Outcome, settled

if TYPE_CHECKING:
    from tyopaja import Engine
    from tyopaja.workshop import Session
    from tyopaja_web.rooms.rooms import Rooms

_STUCK: Final = 30.0
"""Seconds after which somebody who takes nothing of what they are sent is let go."""
_OUTLOOKS: Final = 2000
"""Outlooks that are kept at most while nothing happens."""
_SHEETS: Final = 60
"""Sheets of a session up to which everybody is told of all; with more, each of what is theirs."""


class Room:
    """One session and its listeners."""

    def __init__(self, rooms: Rooms, session: Session, loop: asyncio.AbstractEventLoop) -> None:
        self.rooms, self.session, self.loop = rooms, session, loop
        self.engine: Engine = rooms.engine
        self.id = session.id
        self.cards = Cards()
        self.sight = Sight(self.rules.now(session.state).definitions, session.state)
        self.models = Models(self)
        seq = session.state.seq
        self.past = Past(size=rooms.settings.ring, begin=seq, head=seq)
        self.presence = Presence()
        self.listeners: dict[Listener, None] = {}
        """In the order of coming."""
        self.used = monotonic()
        """When somebody asked last."""
        self.desk = 0
        """Counts the times at which those who look on should look again."""
        self._desk_due = False
        self._closed = False
        self._outlooks: dict[tuple[str | None, str], asyncio.Future[dict[str, Any]]] = {}
        self._pace = Pace()
        self._dirty = asyncio.Event()
        self._ticking = Ticking(loop, self.engine.clock.now, self._tick)
        self._ticking.look(session.state)
        self._tasks = [loop.create_task(work()) for work in (self._tell, self._beat, self._follow)]

    @property
    def state(self) -> State:
        """What is so now, as far as everybody has been told."""
        return self.sight.state

    @property
    def definitions(self) -> Definitions:
        """What the session runs on, with the steps that were added to it."""
        return self.rules.now(self.state).definitions

    @property
    def rules(self) -> Rules:
        """The rules that the session decides by."""
        return self.session.rules

    # Commands

    def give(self, commands: Sequence[Command], answered: Callable[[Sequence[Outcome]], None]) -> None:
        """Hand commands to the writer; `answered` is called in the event loop with what became of each."""
        self.used = monotonic()
        self.rooms.writer.give(Job(self, commands, answered))

    async def do(self, commands: Sequence[Command]) -> Sequence[Outcome]:
        """Carry commands out in their order, and say what became of each once all are durable."""
        future, settle = settled(self.loop)
        self.give(commands, settle)
        outcomes: Sequence[Outcome] = await future
        return outcomes

    async def refresh(self) -> None:
        """Read what other processes have written."""
        await self.do(())

    def read_events(self, before: int, after: int) -> tuple[Event, ...]:
        """The events behind number `before` up to `after`, from the journal; from any thread. Raises JournalError."""
        found = []
        for seq, event in enumerate(codec.replay(self.engine.journal, self.id, before), before + 1):
            if seq > after:
                break
            found.append(event)
        return tuple(found)

    def absorb(self, before: int, after: State, events: Sequence[Event] | None) -> None:
        """Tell everybody what led to a state; `events` are None where nobody knows."""
        if after is self.sight.state or after.seq < self.sight.state.seq:
            return
        if events is None or before != self.sight.state.seq:
            self.begin_anew(after)
        else:
            self._tell_of(after, self.sight.move(self.rules.now(after).definitions, after, events))

    def begin_anew(self, after: State) -> None:
        """Let everybody ask for everything, as it is now."""
        self.sight = Sight(self.rules.now(after).definitions, after)
        self._tell_of(after, Touched(reset=True))

    def _tell_of(self, after: State, touched: Touched) -> None:
        self._desk_due |= touched.soon
        self._outlooks.clear()
        self.past.add(after.seq, touched)
        self._ticking.look(after)
        self._dirty.set()

    def _tick(self, tick: Command) -> None:
        self.give((tick,), lambda _: None)

    # What is asked of it

    async def outlook(self, person: str | None, locale: str) -> dict[str, Any]:
        """What is asked of somebody now, as JSON; made in a thread, once for all who ask the same."""
        self.used = monotonic()
        key = (person, locale)
        found = self._outlooks.get(key)
        if found is None:
            if len(self._outlooks) >= _OUTLOOKS:
                self._outlooks.clear()
            found = self._outlooks[key] = asyncio.ensure_future(self.rooms.ask(self._outlook, person, locale))
        try:
            return {**await asyncio.shield(found), "here_count": len(self.presence.here)}
        except Exception:
            self._outlooks.pop(key, None)
            raise

    def _outlook(self, person: str | None, locale: str) -> dict[str, Any]:
        outlook: dict[str, Any] = plain(self.session.outlook(person, locale))
        if len(outlook["sheets"]) > _SHEETS:
            outlook["sheets"] = [one for one in outlook["sheets"] if _is_theirs(one["name"], person, outlook)]
        return outlook

    def model(self, person: str | None, sheets: Sequence[str], locale: str) -> dict[str, Any]:
        """What stands on some sheets, as somebody sees it, as JSON."""
        self.used = monotonic()
        return self.models.model(person, sheets, locale)

    # Listeners

    def listen(self, person: str | None, *, looks_on: bool, after: int | None) -> Listener:
        """Somebody who is told what happens behind a position, until `leave`. The oldest of a person's many leaves. Who
        comes to a room that was closed has ended before they begin."""
        cursor = self.past.head if after is None else after
        theirs = [one for one in self.listeners if one.person == person and not one.ended] if person is not None else []
        for old in theirs[: max(0, len(theirs) + 1 - self.rooms.settings.per_person)]:
            old.end()
        listener = Listener(person=person, looks_on=looks_on, cursor=cursor, desk_seen=self.desk, ended=self._closed)
        self.listeners[listener] = None
        self.presence.came(person)
        self.used = monotonic()
        return listener

    def leave(self, listener: Listener) -> None:
        """Somebody listens no longer."""
        self.listeners.pop(listener, None)
        self.presence.went(listener.person)
        self.used = monotonic()

    def told(self, listener: Listener) -> str | None:
        """What a listener has not been told yet, as a frame; "" when there is nothing, None for a new beginning."""
        text = self.past.told(self.sight, self.cards, listener.cursor, listener.person, listener.looks_on)
        listener.cursor = self.past.head
        return text

    async def _tell(self) -> None:
        while True:
            await self._dirty.wait()
            if pause := self._pace.pause(len(self.listeners)):
                await asyncio.sleep(pause)
            self._dirty.clear()
            self._pace.begun()
            await self._wake_all()

    async def _wake_all(self) -> None:
        for count, listener in enumerate(tuple(self.listeners), 1):
            listener.wake()
            if count % Pace.SLICE == 0:
                await asyncio.sleep(0)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self.rooms.settings.beat)
            self.presence.look()
            self._outlooks.clear()  # the time that is left is another
            if self._desk_due:
                self.desk += 1
                self._desk_due = False
            now = monotonic()
            for listener in tuple(self.listeners):
                since = listener.sending_since
                if since is not None and now - since > _STUCK and listener.task is not None:
                    listener.task.cancel()
            await self._wake_all()

    async def _follow(self) -> None:
        """Look out for what other processes write."""
        while True:
            seen = self.session.state.seq
            length = await self.rooms.watch(self.id, seen)
            if length > seen:
                # What this process wrote itself is told anyway; mostly it has been by now.
                await asyncio.sleep(0.03)
            if length > self.session.state.seq:
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self.refresh(), 10)

    # The end

    async def close(self) -> None:
        """Let everybody go."""
        self._closed = True
        self._ticking.close()
        for listener in tuple(self.listeners):
            listener.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _is_theirs(sheet: str, person: str | None, outlook: dict[str, Any]) -> bool:
    """Whether a sheet is everybody's, somebody's own or their group's, or one that they work on now."""
    owner = instance_of(sheet)
    group = outlook["person"]["group"] if outlook["person"] else None
    worked_on = any(sheet in (*task["recalls"], *(place["sheet"] for place in task["on"])) for task in outlook["tasks"])
    return owner is None or owner in (person, group) or worked_on
