"""One connection that hears of appends by whomever, and wakes those who wait for them."""

from __future__ import annotations

import selectors
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread
from time import monotonic, sleep

import psycopg
from psycopg.sql import SQL, Identifier

from tyopaja.errors import JournalError
from tyopaja_postgres.committing import signal
from tyopaja_postgres.connections import Connections
from tyopaja_postgres.schema import Database

_LOOK = 2.0
"""Seconds after which whoever waits looks for themselves, should the connection be dead and nobody know it yet."""


_PAUSE = 0.05
"""Seconds between two attempts: a standby lets us in and will not have us listen, and is not to be pestered."""


class Listening:
    """Who waits for which session. Its thread begins with the first that waits. Safe for threads."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._lock = Lock()
        self._waiting: dict[str, list[Event]] = {}
        self._thread: Thread | None = None
        self._stopped = False
        self._stop, self._stopping = socket.socketpair()

    def wait(self, session: bytes, after: int, seconds: float, look: Callable[[], int]) -> int:
        """What `look` says when it is more than `after`, or the time is over. For who need not wait nobody listens."""
        until, length = monotonic() + seconds, look()
        if length > after or seconds <= 0:
            return length
        name, woken = signal(session), Event()
        with self._lock:
            self._waiting.setdefault(name, []).append(woken)
            self._begin()
        try:
            while True:
                # Cleared first, then looked: what comes in between wakes. Whoever looked before the connection
                # listened is woken when it does.
                woken.clear()
                length, left = look(), until - monotonic()
                if length > after or left <= 0:
                    return length
                woken.wait(min(left, _LOOK))
        finally:
            with self._lock:
                others = [one for one in self._waiting[name] if one is not woken]
                self._waiting[name] = others
                if not others:
                    del self._waiting[name]

    def _begin(self) -> None:
        if self._thread is None and not self._stopped:
            self._thread = Thread(target=self._listen, name="tyopaja-postgres", daemon=True)
            self._thread.start()

    def _listen(self) -> None:
        """Listen, and listen again whenever the connection is lost, until the journal is closed."""
        while not self._stopped:
            with suppress(psycopg.Error, JournalError, OSError), self._connections.connect() as db:
                db.execute(SQL("LISTEN {}").format(Identifier(self._connections.place.schema)), prepare=False)
                self._wake_all()  # what came while nobody listened
                self._hear(db)
            sleep(_PAUSE)

    def _hear(self, db: Database) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(db.fileno(), selectors.EVENT_READ)
            selector.register(self._stopping, selectors.EVENT_READ)
            while True:
                # First what has come already: it may have been read along with the answer to LISTEN.
                for heard in db.notifies(timeout=0):
                    self._wake(heard.payload)
                if any(key.fileobj is self._stopping for key, _ in selector.select()):
                    return

    def _wake(self, name: str) -> None:
        with self._lock:
            for woken in self._waiting.get(name, ()):
                woken.set()

    def _wake_all(self) -> None:
        with self._lock:
            for waiting in self._waiting.values():
                for woken in waiting:
                    woken.set()

    def close(self) -> None:
        """End the thread; whoever waits is woken, and looks into a journal that is closed."""
        with self._lock:
            thread, self._thread = self._thread, None
            already, self._stopped = self._stopped, True
        if already:
            return
        self._stop.send(b"x")
        self._wake_all()
        if thread is not None:
            thread.join(timeout=1.0)
        self._stop.close()
        if thread is None or not thread.is_alive():
            self._stopping.close()
