"""Invented people at work in a room, at the speed of people, so that there is something to look at.

What they do is what a rehearsal would have them do; only that nothing is hurried here, and that a real facilitator may
take over at any moment: the invented one goes on to the next step when nobody else has for a while."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from itertools import chain
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve as with_

from tyopaja.model import commands as c
from tyopaja.model.canvas import Canvas
from tyopaja.model.place import instance_of
from tyopaja.rehearsal.inventing import FACILITATOR, Inventor
from tyopaja.rehearsal.working import Asking, Work
from tyopaja.texts import say, words

if TYPE_CHECKING:
    from tyopaja_web.rooms.room import Room
    from tyopaja_web.rooms.rooms import Rooms

_log = logging.getLogger("tyopaja_web.demo")

_STEP: Final = (40.0, 90.0)
"""Seconds for which people work in a step: at least, and at most where its needs are not met before."""
_IDLE: Final = 7.0
"""Seconds of a step in which there is nothing to do but to listen."""
_LATER: Final = (1.2, 4.0)
"""Seconds between two deeds of all of them together, from and to."""
_JOINING: Final = (0.3, 1.5)
_ROUNDS: Final = 3
"""How often people do in one step what they do there as a matter of course."""
_NAMES: Final = frozenset({"nimi", "name", "namn"})
"""What a blank is called into which somebody's name is written."""


class Writer(Inventor):
    """Invents what people look at: a blank says what the pack's example says there, and somebody's name is a name."""

    def entry(self, canvas: Canvas, section: str, part: str | None, people: Sequence[str]) -> dict[str, Any]:
        """`text` and `fields` of an entry that the section takes."""
        found = super().entry(canvas, section, part, people)
        kind, home = canvas.kind(section), self.definitions.pack.locale
        for name in found.get("fields", ()):
            one = kind.fields[name] if kind is not None else None
            if one is None or one.type != "text":
                continue
            if one.title.to(self.locale, home).casefold() in _NAMES:
                known = words("rehearsal", self.locale)["names"].split(", ")
                found["fields"][name] = self.lot.choice(known)[: one.characters]
            elif example := one.example.to(self.locale, home):
                found["fields"][name] = example[: one.characters]
        return found


class Demo:
    """The invented people of one room."""

    def __init__(self, rooms: Rooms, session: str, chair: str, people: int, seed: int | None = None) -> None:
        """`chair` is the facilitator's person."""
        self._rooms, self._session, self._chair, self._count = rooms, session, chair, people
        self._lot = Random(seed)  # noqa: S311 - invents people, no secrets
        self._task: asyncio.Task[None] | None = None
        self._names: dict[str, str] = {}

    def begin(self) -> None:
        """Let them come; from within the event loop."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        try:
            room = await self._rooms.room(self._session)
            inventor = Writer(
                self._lot, room.session.definitions, room.state.locale, self._rooms.engine.clock.now().date()
            )
            self._names = inventor.names(self._count)
            await self._arrive(room)
            while not room.state.ended:
                await self._stay(room, inventor)
        except asyncio.CancelledError:
            raise
        except Exception:
            _log.exception("the demonstration stopped")

    async def _arrive(self, room: Room) -> None:
        await self._do(room, c.Expect(by=FACILITATOR, count=self._count))
        for person, name in self._names.items():
            await self._do(room, c.Join(by=person, called=name))
            self._are_here(room)
            await asyncio.sleep(self._lot.uniform(*_JOINING))
        begun = [step for step in room.session.definitions.flow.step if step.id in room.state.steps]
        if not room.state.groups and any(step.groups is not None for step in begun):
            await self._do(room, c.Divide(by=FACILITATOR))

    async def _stay(self, room: Room, inventor: Inventor) -> None:
        """What is done while the same steps are going on, and then on to the next."""
        leaves, begun = room.state.leaves, monotonic()
        deeds = self._deeds(room, inventor)
        busy = False
        while room.state.leaves == leaves and not room.state.ended:
            self._are_here(room)
            await asyncio.sleep(self._lot.uniform(*_LATER))
            asking = next(deeds, None)
            busy = busy or asking is not None
            if asking is not None and (command := asking(room.state)) is not None:
                await self._do(room, command)
            spent = monotonic() - begun
            if spent > (_STEP[0] if busy else _IDLE):
                lacking = list(self._lacking(room, inventor))
                if not lacking or spent > _STEP[1]:
                    await self._go_on(room)
                    return
                deeds = chain(lacking, deeds)

    def _lacking(self, room: Room, inventor: Inventor) -> Iterator[Asking]:
        """What would bring about what the steps that are going on still need."""
        now = self._rooms.engine.clock.now()
        for leaf in (one for one in room.state.leaves if "." not in one):
            work = self._work(room, inventor, leaf)
            for condition in work.lacking(room.state, now, work.step.needs):
                yield from work.towards(condition)

    def _deeds(self, room: Room, inventor: Inventor) -> Iterator[Asking]:
        """What people do in the steps that are going on, in any order; after a few rounds they are done."""
        for _ in range(_ROUNDS):
            leaves = [leaf for leaf in room.state.leaves if "." not in leaf]
            found = [asking for leaf in leaves for asking in self._work(room, inventor, leaf).usual()]
            self._lot.shuffle(found)
            yield from found

    def _work(self, room: Room, inventor: Inventor, leaf: str) -> Work:
        state, instance = room.state, instance_of(leaf)
        here = [one.id for one in state.present("participant") if one.id in self._names]
        own = here if instance is None else [one for one in here if one in state.groups.get(instance, (instance,))]
        return Work(room.definitions, self._rooms.engine.plugins.vocabulary(), inventor, leaf, tuple(own))

    async def _go_on(self, room: Room) -> None:
        """Every step that is going on is left; one that lacks something with a reason, and a free choice is made."""
        state, before = room.state, room.state.seq
        ahead = [leaf.removesuffix(".todo") for leaf in state.leaves if leaf.endswith(".todo")]
        if ahead and any(leaf.endswith(".choose") for leaf in state.leaves):
            await self._do(room, c.Go(by=FACILITATOR, to=self._lot.choice(ahead)))
        reason = say(state.locale, "rehearsal.reason")
        for leaf in (one for one in state.leaves if "." not in one):
            if leaf in room.state.leaves and not await self._do(room, c.Advance(by=FACILITATOR, step=leaf)):
                await self._do(room, c.Advance(by=FACILITATOR, step=leaf, reason=reason))
        if room.state.seq == before:
            await self._do(room, c.Advance(by=FACILITATOR, reason=reason))

    async def _do(self, room: Room, command: c.Command) -> bool:
        """Whether it was done: people try what they may not, too."""
        if command.by == FACILITATOR:  # whoever has the chair of a rehearsal
            command = with_(command, by=self._chair)
        (outcome,) = await room.do([command])
        return outcome.error is None

    def _are_here(self, room: Room) -> None:
        for person in self._names:
            room.presence.asked(person)
