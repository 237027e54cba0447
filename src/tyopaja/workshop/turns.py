"""A lock that is given in turn. Python's own goes to whoever is quickest, which is often the one who has just let go of
it: of fifty people who write at once, some would wait a second and more."""

from __future__ import annotations

from collections import deque
from threading import Lock, get_ident


class Turns:
    """A lock for `with`, which whoever holds it may take again. Who waits gets it in the order of coming."""

    def __init__(self) -> None:
        self._guard = Lock()
        """Held for a moment, while it is looked whose turn it is."""
        self._waiting: deque[Lock] = deque()
        """The gate of each who waits; it is opened when it is their turn."""
        self._owner: int | None = None
        self._depth = 0

    def __enter__(self) -> None:
        me = get_ident()
        if self._owner == me:  # nobody else can make it so, or not so
            self._depth += 1
            return
        with self._guard:
            if self._depth == 0 and not self._waiting:
                self._owner, self._depth = me, 1
                return
            gate = Lock()
            gate.acquire()
            self._waiting.append(gate)
        try:
            gate.acquire()
        except BaseException:
            self._gave_up(gate)
            raise
        self._owner = me

    def _gave_up(self, gate: Lock) -> None:
        """Who was interrupted while waiting: the turn goes on to the next, if it had come already."""
        with self._guard:
            if gate in self._waiting:
                self._waiting.remove(gate)
                return
        self._pass_on()

    def __exit__(self, *_: object) -> None:
        if self._depth > 1:
            self._depth -= 1
            return
        self._owner = None
        self._pass_on()

    def _pass_on(self) -> None:
        with self._guard:
            # It stays taken while it changes hands, so that nobody who comes now is quicker.
            self._depth = 1 if self._waiting else 0
            if self._waiting:
                self._waiting.popleft().release()
