"""The async face of a journal for those who cannot await, so that one suite tries both."""

from __future__ import annotations

import asyncio
import atexit
from collections.abc import Collection, Coroutine, Iterator, Mapping, Sequence
from functools import cache
from threading import Lock, Thread
from typing import Any, TypeVar

from tyopaja.errors import JournalError
from tyopaja.journals.asynchronous import AsyncJournal
from tyopaja.journals.contract import Journal, Record, Snapshot, Wanted

_T = TypeVar("_T")


_first = Lock()


def _loop() -> asyncio.AbstractEventLoop:
    """The one event loop: a face that is used in two at once waits for ever. `cache` alone would let several threads
    that come first begin one each."""
    with _first:
        return _begun()


@cache
def _begun() -> asyncio.AbstractEventLoop:
    """An event loop in a thread of its own, until the process ends."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="async face", daemon=True)
    thread.start()

    def end() -> None:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    atexit.register(end)
    return loop


def _awaited(coroutine: Coroutine[Any, Any, _T]) -> _T:
    return asyncio.run_coroutine_threadsafe(coroutine, _loop()).result()


class Blocking:
    """A journal whose every call goes through `AsyncJournal` in an event loop. Safe for threads."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._face = AsyncJournal(journal)

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        """See `Journal.append`."""
        _awaited(self._face.append(session, after, data))

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        """See `Gatherer.append_all`: each by a call of its own, all begun before the first ends."""

        async def appending() -> Sequence[BaseException | None]:
            calls = (self._face.append(one.session, one.after, one.data) for one in wanted)
            return await asyncio.gather(*calls, return_exceptions=True)

        outcomes: list[JournalError | None] = []
        for one in _awaited(appending()):
            if one is not None and not isinstance(one, JournalError):
                raise one
            outcomes.append(one)
        return outcomes

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        """See `Journal.read`."""
        reading = self._face.read(session, after)

        async def following() -> Record | None:
            return await anext(reading, None)

        while (record := _awaited(following())) is not None:
            yield record

    def sessions(self) -> Sequence[tuple[str, int]]:
        """See `Journal.sessions`."""
        return _awaited(self._face.sessions())

    def wait(self, session: str, after: int, seconds: float) -> int:
        """See `Journal.wait`."""
        return _awaited(self._face.wait(session, after, seconds))

    def keep(self, session: str, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        _awaited(self._face.keep(session, digest, data))

    def fetch(self, session: str, digest: str) -> bytes | None:
        """See `Journal.fetch`."""
        return _awaited(self._face.fetch(session, digest))

    def contents(self, session: str) -> Sequence[str]:
        """See `Journal.contents`."""
        return _awaited(self._face.contents(session))

    def rewrite(
        self,
        session: str,
        after: int,
        changed: Mapping[int, str],
        data: Sequence[str],
        forgotten: Collection[str] = (),
    ) -> None:
        """See `Journal.rewrite`."""
        _awaited(self._face.rewrite(session, after, changed, data, forgotten))

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        """See `Journal.keep_snapshot`."""
        _awaited(self._face.keep_snapshot(session, snapshot))

    def snapshot(self, session: str) -> Snapshot | None:
        """See `Journal.snapshot`."""
        return _awaited(self._face.snapshot(session))

    def close(self) -> None:
        """See `Journal.close`."""
        _awaited(self._face.close())
