"""The one thread that writes, for all rooms of a process. It takes commands as they come and answers each.

A session decides on one command after the other anyway; so a thread of its own for each would only wait for the same
lock, and the event loop must never wait for a disk."""

from __future__ import annotations

import asyncio
import logging
import queue
from collections import Counter
from collections.abc import Callable, Sequence
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from tyopaja.errors import JournalError, Refused, TyopajaError
from tyopaja.model.commands import Command, Erase
from tyopaja.model.events import Event
from tyopaja_web.health import Times

if TYPE_CHECKING:
    from tyopaja_web.rooms.room import Room

_log = logging.getLogger("tyopaja_web.writer")

_TOGETHER: Final = 64
"""Commands that share one append at most."""


@frozen(eq=False)
class Job:
    """Commands of one sender, in their order; without any, only what others have written is read."""

    room: Room
    commands: Sequence[Command]
    answered: Callable[[Sequence[Outcome]], None]
    """Called in the event loop."""


@frozen
class Outcome:
    """What became of a command: the position at which its effect can be seen, or why there is none."""

    seq: int
    error: TyopajaError | None = None


class Writer:
    """The thread, begun with its first job."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: Thread | None = None
        self._ended = False
        self.times = Times()
        """From when a command was taken up until it was durable."""
        self.counts: Counter[str] = Counter()

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return self._jobs.qsize()

    def is_alive(self) -> bool:
        """Whether it works, or would if there were anything to do."""
        return self._thread is None or self._thread.is_alive()

    def give(self, job: Job) -> None:
        """Hand in a job; from the event loop."""
        if self._thread is None and not self._ended:
            self._thread = Thread(target=self._work, name="tyopaja-writer", daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def close(self, seconds: float = 10.0) -> None:
        """Do what was handed in, and end."""
        self._ended = True
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(seconds)

    def _work(self) -> None:
        ahead: Job | None = None
        while True:
            job = ahead or self._jobs.get()
            ahead = None
            if job is None:
                return
            jobs = [job]
            # What has come for the same room meanwhile goes along: one sync of the disk serves all.
            while len(jobs) < _TOGETHER:
                try:
                    following = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if following is None or following.room is not job.room:
                    ahead = following
                    if following is None:
                        self._jobs.put(None)
                    break
                jobs.append(following)
            self._carry_out(jobs)

    def _carry_out(self, jobs: list[Job]) -> None:
        room, begun = jobs[0].room, perf_counter()
        before = room.session.state
        commands = [command for job in jobs for command in job.commands]
        events: list[Event] = []
        outcomes = self._done(room, commands, events)
        for outcome in outcomes:
            self.counts["refused" if outcome.error else "done"] += 1
        if commands:
            self.times.add(perf_counter() - begun)
        after = room.session.state
        whole = _all_events(before.seq, after.seq, events, room)
        answers, at = [], 0
        for job in jobs:
            answers.append((job, outcomes[at : at + len(job.commands)]))
            at += len(job.commands)
        try:
            room.loop.call_soon_threadsafe(_tell, room, before.seq, after, whole, answers)
        except RuntimeError:  # the loop is closed: nobody is left to be told, and what is done is durable
            return

    def _done(self, room: Room, commands: list[Command], events: list[Event]) -> list[Outcome]:
        session = room.session
        try:
            if not commands:
                session.refresh()
                return []
            if len(commands) > 1 and not any(isinstance(one, Erase) for one in commands):
                return self._together(room, commands, events)
        except Exception:
            # One of them cannot be, and took the others along: each by itself. Nothing was appended.
            _log.debug("one by one")
        return [self._alone(room, command, events) for command in commands]

    def _together(self, room: Room, commands: list[Command], events: list[Event]) -> list[Outcome]:
        done = room.session.do_all(commands)
        events.extend(done)
        return [Outcome(room.session.state.seq)] * len(commands)

    def _alone(self, room: Room, command: Command, events: list[Event]) -> Outcome:
        session, before = room.session, room.session.state.seq
        try:
            happened = session.do(command)
        except TyopajaError as error:
            return Outcome(session.state.seq, error)
        except Exception as error:
            return Outcome(session.state.seq, _slip(error))
        if session.state.seq > before:
            events.extend(happened)
        return Outcome(session.state.seq)


def _slip(error: Exception) -> TyopajaError:
    """A slip of ours, told as a refusal: sent again, the command would only fail again. Its author keeps the words."""
    _log.error("slip", exc_info=error)
    return Refused("failed", "Something went wrong here. Nothing was changed.")


def _all_events(before: int, after: int, events: list[Event], room: Room) -> tuple[Event, ...] | None:
    """The events behind number `before`: those that were appended just now where that is all, else as the journal has
    them; None where that cannot be told."""
    if after - before == len(events):
        return tuple(events)
    try:
        return room.read_events(before, after)
    except JournalError:
        return None


def _tell(
    room: Room, before: int, after: Any, events: tuple[Event, ...] | None, answers: list[tuple[Job, list[Outcome]]]
) -> None:
    try:
        room.absorb(before, after, events)
    except Exception as error:  # whatever an event does that we did not think of: what is done is done, and answered
        _log.error("absorb", exc_info=error)
        room.begin_anew(after)
    finally:
        for job, outcomes in answers:
            job.answered(outcomes)


def settled(loop: asyncio.AbstractEventLoop) -> tuple[asyncio.Future[Any], Callable[[Any], None]]:
    """A future, with what sets it unless nobody waits for it any more."""
    future: asyncio.Future[Any] = loop.create_future()

    def settle(value: Any) -> None:
        if not future.done():
            future.set_result(value)

    return future, settle
