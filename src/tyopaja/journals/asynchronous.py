"""A journal for asyncio servers: the same promises, as coroutines.

The journal itself stays as it is. Its calls run in threads, which is where a disk or a connection is waited for anyway;
to a journal that can append for several writers at once (`Gatherer`), all that one event loop wants at the same time
goes in one call, and one commit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar

from tyopaja.errors import JournalError
from tyopaja.journals.contract import Gatherer, Journal, Record, Snapshot, Wanted
from tyopaja.journals.gathering import Gathering, over

_T = TypeVar("_T")

_THREADS = 32
_SLICE = 0.5
"""Seconds of one wait in a thread: for no longer does a thread go on after everybody who waited has left."""
_LONG = 3600.0
"""Seconds of one wait where nobody said how long."""
_PAGE = 500
"""Events that are fetched from a thread at once."""


class AsyncJournal:
    """The methods of `Journal` as coroutines, and `follow`. Belongs to the event loop that uses it first; in another
    it raises RuntimeError.

    When a call is cancelled that has begun already, the cancellation comes when the call is over: it may have been
    carried out, and nothing goes on behind the caller's back. Waiting and following end at once.
    """

    def __init__(self, journal: Journal, *, threads: int = _THREADS) -> None:
        """`threads` is how many calls may be under way at once; as many sessions are waited for at once besides, and
        more of them take turns. None is begun before it is needed."""
        self.journal = journal
        self._calls = ThreadPoolExecutor(threads, "journal")
        # By themselves, so that no number of followers keeps an append from its turn.
        self._watch = ThreadPoolExecutor(threads, "journal-wait")
        self._waits: dict[tuple[str, int], asyncio.Future[int]] = {}
        self._gathering: Gathering | None = None
        if isinstance(journal, Gatherer):
            self._gathering = Gathering(journal.append_all, self._calls)
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def append(self, session: str, after: int, data: Sequence[str]) -> None:
        """See `Journal.append`."""
        if self._gathering is None:
            await self._call(self.journal.append, session, after, data)
        else:
            self._refuse_when_closed()
            await self._gathering.append(Wanted(session, after, list(data)))

    async def read(self, session: str, after: int = 0) -> AsyncIterator[Record]:
        """See `Journal.read`."""
        reading, page = await self._call(self._begun, session, after)
        try:
            while True:
                for record in page:
                    yield record
                if len(page) < _PAGE:
                    return
                page = await self._call(_next_page, reading)
        finally:
            close = getattr(reading, "close", None)
            if close is not None and len(page) == _PAGE and not self._closed:
                # Left half-way: what it holds of the journal is let go of now, not when somebody collects it.
                await self._call(close)

    def _begun(self, session: str, after: int) -> tuple[Iterator[Record], Sequence[Record]]:
        reading = iter(self.journal.read(session, after))
        return reading, _next_page(reading)

    async def follow(self, session: str, after: int = 0, *, patience: float | None = None) -> AsyncIterator[Record]:
        """See `tyopaja.journals.following.follow`. Ends too when the task that iterates is cancelled."""
        while True:
            async for record in self.read(session, after):
                after = record.seq
                yield record
            seconds = _LONG if patience is None else patience
            if await self.wait(session, after, seconds) <= after and patience is not None:
                return

    async def sessions(self) -> Sequence[tuple[str, int]]:
        """See `Journal.sessions`."""
        return await self._call(self.journal.sessions)

    async def wait(self, session: str, after: int, seconds: float) -> int:
        """See `Journal.wait`. All who wait for the same event of a session share a thread."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while (left := until - loop.time()) > 0:
            looking = self._looking(session, after)
            await asyncio.wait({looking}, timeout=left)
            if looking.done() and (length := looking.result()) > after:
                return length
        return await self._call(self.journal.wait, session, after, 0.0)

    def _looking(self, session: str, after: int) -> asyncio.Future[int]:
        self._refuse_when_closed()
        key = session, after
        looking = self._waits.get(key)
        if looking is None or looking.done():
            # Not cancelled with whoever waits: others may wait for it as well, and it ends by itself.
            looking = asyncio.wrap_future(self._watch.submit(self.journal.wait, session, after, _SLICE))
            looking.add_done_callback(partial(self._looked, key))
            self._waits[key] = looking
        return looking

    def _looked(self, key: tuple[str, int], looking: asyncio.Future[int]) -> None:
        if self._waits.get(key) is looking:
            del self._waits[key]
        if not looking.cancelled():
            looking.exception()  # retrieved, so that asyncio does not complain when everybody has left

    async def keep(self, session: str, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        await self._call(self.journal.keep, session, digest, data)

    async def fetch(self, session: str, digest: str) -> bytes | None:
        """See `Journal.fetch`."""
        return await self._call(self.journal.fetch, session, digest)

    async def contents(self, session: str) -> Sequence[str]:
        """See `Journal.contents`."""
        return await self._call(self.journal.contents, session)

    async def rewrite(
        self,
        session: str,
        after: int,
        changed: Mapping[int, str],
        data: Sequence[str],
        forgotten: Collection[str] = (),
    ) -> None:
        """See `Journal.rewrite`."""
        await self._call(self.journal.rewrite, session, after, changed, data, forgotten)

    async def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        """See `Journal.keep_snapshot`."""
        await self._call(self.journal.keep_snapshot, session, snapshot)

    async def snapshot(self, session: str) -> Snapshot | None:
        """See `Journal.snapshot`."""
        return await self._call(self.journal.snapshot, session)

    async def close(self) -> None:
        """Close the journal when what is under way has ended, and refuse all that comes later. Twice is harmless."""
        if self._closed:
            return
        self._closed = True
        if self._gathering is not None:
            await self._gathering.idle()
        loop = asyncio.get_running_loop()
        for threads in (self._watch, self._calls):
            # In a thread of asyncio's: the loop goes on while the journal's threads come to their end.
            await loop.run_in_executor(None, threads.shutdown)
        await loop.run_in_executor(None, self.journal.close)

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise JournalError("closed", "The journal is closed.")
        loop = asyncio.get_running_loop()
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:  # what one loop waits for would never be told to the other
            raise RuntimeError("This AsyncJournal belongs to another event loop: make one for each, over one journal.")

    async def _call(self, call: Callable[..., _T], *arguments: object) -> _T:
        self._refuse_when_closed()
        submitted = self._calls.submit(call, *arguments)
        outcome = asyncio.wrap_future(submitted)
        try:
            return await asyncio.shield(outcome)
        except asyncio.CancelledError:
            if not submitted.cancel():
                await over(outcome)
            raise


def _next_page(reading: Iterator[Record]) -> Sequence[Record]:
    return list(islice(reading, _PAGE))
