"""Appends of one event loop, gathered: those that wait at the same time go to the journal in one call, in one thread.

A thread that is woken for each of them would cost more than the append itself, where the disk is fast. Nobody is waited
for: a call takes all that have come by then. Those whom it serves mostly come back at once, so the next one is made
when they have had their turn in the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from typing import Any

from attrs import define

from tyopaja.errors import JournalError
from tyopaja.journals.contract import Wanted

Outcomes = Sequence[JournalError | None]


@define(eq=False)
class _Waiting:
    """Somebody who waits in the line."""

    wanted: Wanted
    outcome: asyncio.Future[None]
    call: asyncio.Future[Outcomes] | None = None
    """What carries it out, once that has begun."""


class Gathering:
    """The line of one event loop."""

    def __init__(self, append_all: Callable[[Sequence[Wanted]], Outcomes], threads: Executor) -> None:
        """`append_all` is a journal's, and called in one of the `threads` at a time."""
        self._append_all, self._threads = append_all, threads
        self._line: list[_Waiting] = []
        self._idle = asyncio.Event()
        self._idle.set()

    async def append(self, wanted: Wanted) -> None:
        """See `Journal.append`. Cancelled in the line, it is taken out of it; cancelled later, it is over when the
        cancellation comes."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(wanted, loop.create_future())
        self._line.append(waiting)
        if self._idle.is_set():
            self._idle.clear()
            loop.call_soon(self._begin)
        try:
            await waiting.outcome
        except asyncio.CancelledError:
            if waiting.call is not None:
                await over(waiting.call)
            if not waiting.outcome.cancelled():
                waiting.outcome.exception()  # retrieved, so that asyncio does not complain
            raise

    async def idle(self) -> None:
        """Wait until nobody stands in the line, nor is served."""
        await self._idle.wait()

    def _begin(self) -> None:
        served = [one for one in self._line if not one.outcome.done()]  # but for who was cancelled
        self._line.clear()
        if not served:
            self._idle.set()
            return
        call = asyncio.wrap_future(self._threads.submit(self._append_all, [one.wanted for one in served]))
        for one in served:
            one.call = call
        call.add_done_callback(lambda _: self._settle(served, call))

    def _settle(self, served: Sequence[_Waiting], call: asyncio.Future[Outcomes]) -> None:
        outcomes = _outcomes(call, len(served))
        for one, failure in zip(served, outcomes, strict=True):
            if one.outcome.done():  # cancelled
                continue
            if failure is None:
                one.outcome.set_result(None)
            else:
                one.outcome.set_exception(failure)
        # Behind those who are served, in the loop's order: what they want next goes with it.
        asyncio.get_running_loop().call_soon(self._begin)


def _outcomes(call: asyncio.Future[Outcomes], number: int) -> Sequence[BaseException | None]:
    """What became of each. A call that fails has appended nothing."""
    try:
        return call.result()
    except BaseException as error:
        return [error] * number


async def over(call: asyncio.Future[Any]) -> None:
    """Wait until a call is over, however often the task is cancelled meanwhile."""
    while not call.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait({call})
