"""Group commit: threads that append at the same time share one transaction, and so one fsync.

There is no thread for it. Whoever finds nobody at it leads: carries out, in the order in which they came, all the
appends that wait by then, tells each its own outcome, and is done. The others sleep, each on a lock of its own; on one
condition for all, every commit would wake everyone, and fifty would mostly fight for the interpreter. For the same
reason they are woken one by the other, down the line, rather than all at once by the leader.

Those who were just served mostly come back at once. A leader that would begin without them would commit a few, and let
all the rest wait for the next commit; so it gives as many as there were last time a little while to come: never longer
than the last commit took, and none at all where somebody writes alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Lock, RLock
from time import perf_counter
from typing import TypeVarTuple

from attrs import define, field

_Arguments = TypeVarTuple("_Arguments")

_TRUST = 0.25
"""Seconds to sleep before looking oneself whether anybody leads: no one depends on another's waking them."""


def held() -> Lock:
    """A lock that is held, for somebody to sleep on."""
    lock = Lock()
    lock.acquire()
    return lock


@define(eq=False)
class Append:
    """Something that a thread wants appended, and what became of it."""

    session: str
    after: int
    data: Sequence[str]
    settled: bool = False
    """Whether it is known what became of it."""
    failure: Exception | None = None
    """Why nothing of it was kept; None when it is durable."""
    woken: Lock = field(factory=held)
    """Released to wake its thread; one for all that a thread wants at once."""
    following: Append | None = None
    """The one that its thread wakes next."""

    def settle(self, failure: Exception | None) -> None:
        """Say what became of it."""
        self.failure = failure
        self.settled = True

    def wake(self) -> None:
        """Let its thread look; harmless when it is awake."""
        with suppress(RuntimeError):
            self.woken.release()


class Commits:
    """The line of those who want something appended."""

    def __init__(self, carry_out: Callable[[Sequence[Append]], None]) -> None:
        """`carry_out` settles every append that it is given, the last one first; or raises, and has kept nothing of
        those that it did not settle. It is never at work in two threads at once."""
        self._carry_out = carry_out
        self._line = deque[Append]()
        """Longer by anybody, shorter by who leads."""
        self._lead = RLock()
        """Held by who leads. Of the kind that knows its thread, so that one that is interrupted can let go of it."""
        self._there = 1
        """How many wrote when the last commit was made: those whom it served, and those who came meanwhile."""
        self._took = 0.0
        """Seconds that the last commit took."""
        self._awaited = 0
        """How many the leader waits for; 0 when it does not."""
        self._enough = held()

    def alone(self, work: Callable[[*_Arguments], None], *arguments: *_Arguments) -> bool:
        """Do some work at once, where nobody else wrote when the last commit was made, and nobody does now; False when
        it was not begun. Whoever comes meanwhile stands in line."""
        try:
            if self._there > 1 or self._line or not self._lead.acquire(blocking=False):
                return False
            begin = perf_counter()
            work(*arguments)
            self._took = min(perf_counter() - begin, _TRUST)
            self._there = 1 + len(self._line)
            self._lead.release()
        except BaseException:
            self._there = 1 + len(self._line)
            self._let_go()
            raise
        if self._line:
            self._call()
        return True

    def append(self, wanted: Sequence[Append]) -> None:
        """Return when all that one thread wants is settled, in this order. What it wants shares the lock that it is
        woken by.

        Interrupted (KeyboardInterrupt), it is taken back unless somebody carries it out just then.
        """
        woken = wanted[0].woken
        try:
            self._line.extend(wanted)
            if 0 < self._awaited <= len(self._line):
                with suppress(RuntimeError):
                    self._enough.release()
            while not all(one.settled for one in wanted):
                if self._lead.acquire(blocking=False):
                    if not all(one.settled for one in wanted):
                        self._serve()
                    self._lead.release()
                    self._call()
                else:
                    woken.acquire(timeout=_TRUST)
        except BaseException:
            self._take_back(wanted)
            raise
        finally:
            for one in wanted:
                if one.following is not None:
                    one.following.wake()

    def _take_back(self, wanted: Sequence[Append]) -> None:
        with self._lead:  # whoever leads may be at it
            for one in wanted:
                with suppress(ValueError):
                    self._line.remove(one)
        self._let_go()

    def _let_go(self) -> None:
        with suppress(RuntimeError):  # until it is not ours: interrupted, we may have been leading
            while True:
                self._lead.release()
        self._call()

    def _call(self) -> None:
        """Wake the first in line, to lead: behind a leader that has left there may be some whom nobody saw come."""
        with suppress(IndexError):
            self._line[0].wake()

    def _serve(self) -> None:
        if len(self._line) < self._there:
            self._awaited = self._there
            self._enough.acquire(timeout=self._took)
            self._awaited = 0
        # They stay in line until they are settled: interrupted at any moment, this forgets nobody.
        batch = [self._line[place] for place in range(len(self._line))]
        for one, following in zip(batch, [*batch[1:], None], strict=True):
            one.following = following
        begin = perf_counter()
        try:
            self._carry_out([one for one in batch if not one.settled])
        finally:
            while self._line and self._line[0].settled:
                self._line.popleft()
            self._took = min(perf_counter() - begin, _TRUST)
            self._there = len(batch) + len(self._line)
            batch[0].wake()
