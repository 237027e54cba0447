"""Waiting for what is appended to a `sqlite:` journal: this process says so, and other processes are looked out for."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, RLock
from time import monotonic

_LOOK = 0.05
"""Seconds between two looks at what another process may have written, while somebody waits for it."""


class Changes:
    """Counts the changes of a journal, and wakes those who wait for one."""

    def __init__(self, version: Callable[[], int]) -> None:
        """`version` gives a number that changes whenever anybody, in any process, has written; it may raise."""
        self._version = version
        self._known = version()
        self._lock = RLock()
        self._changed = Condition(self._lock)
        self._sleepers = 0
        self._looking = False
        """Whether one of those who wait looks out for other processes: one is enough for all of them."""
        self.count = 0
        """How many changes are known. Read it before you look at what may have changed, and give it to `sleep`."""

    def tell(self) -> None:
        """Something changed."""
        with self._lock:
            self.count += 1
            if self._sleepers:  # mostly there are none, and each commit waits for this
                self._changed.notify_all()

    def sleep(self, seen: int, until: float) -> bool:
        """Return as soon as there are other changes than the `seen` ones; False when it is `until` (of `monotonic`)
        before there are any."""
        with self._changed:
            self._sleepers += 1
            try:
                while self.count == seen:
                    left = until - monotonic()
                    if left <= 0:
                        return False
                    if self._looking:
                        self._changed.wait(left)
                    else:
                        self._look_out(seen, until)
                return True
            finally:
                self._sleepers -= 1

    def _look_out(self, seen: int, until: float) -> None:
        self._looking = True
        try:
            while self.count == seen and (left := until - monotonic()) > 0:
                self._changed.wait(min(left, _LOOK))
                version = self._version()
                if version != self._known:
                    self._known = version
                    self.tell()
        finally:
            self._looking = False
            self._changed.notify_all()  # another of those who still wait does it
