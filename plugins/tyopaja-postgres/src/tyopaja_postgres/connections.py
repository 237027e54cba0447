"""Connections to one place: made with patience, kept while they are sound, and asked again where that is harmless."""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore, Lock
from time import monotonic, sleep
from typing import TypeVar

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping, TransactionStatus
from psycopg.sql import SQL, Identifier

from tyopaja.errors import JournalError
from tyopaja_postgres.places import Place
from tyopaja_postgres.schema import Database

_T = TypeVar("_T")

_MOST = 4
"""Connections for reading at once. Writing and listening have one more each."""
_SETTINGS = SQL(
    """
    SET search_path TO {schema};
    SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SET lock_timeout TO {patience};
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
    """
)
"""What a role or a database may have set otherwise: a commit that returned is on the disk."""
_GONE = ("08", "57P")
"""How the codes of errors begin that end a connection: it broke, the server shuts down or has not yet come up."""


def is_gone(db: Database, error: psycopg.Error) -> bool:
    """Whether an error is the connection's own end: what was asked may have been done, or not."""
    return db.closed or (error.sqlstate or "").startswith(_GONE)


def is_cut(db: Database) -> bool:
    """Whether a connection that nobody is using was ended, as far as this side has heard without asking."""
    try:
        for _ in range(2):  # the server's last words, and that there are no more
            if not db.closed:
                db.pgconn.consume_input()
                db.pgconn.is_busy()
    except psycopg.Error:
        db.close()
    return db.closed


class Connections:
    """All the connections of one journal. Safe for threads."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._lock = Lock()
        self._room = BoundedSemaphore(_MOST)
        self._idle: list[Database] = []
        self._open = True

    @property
    def closed(self) -> bool:
        """Whether the journal was closed: no connection is made any more."""
        return not self._open

    def connect(self, *, opening: bool = False) -> Database:
        """A new connection, with what a journal needs of it set.

        A server that comes up is waited for. So is one that is away, unless the journal is only being `opening`: nobody
        knows then that there is one. Raises JournalError.
        """
        until, pause, again = monotonic() + self.place.patience, 0.02, False
        while True:
            self._check_open()
            try:
                return self._made()
            except psycopg.Error as error:
                # Between the two it may have come up, or gone down to come up again: once more, to know.
                hopeless = opening and not self._comes_up()
                if monotonic() + pause > until or (hopeless and again):
                    raise self.place.unreachable(error) from error
                again = hopeless
            sleep(pause)
            pause = min(2 * pause, 0.5)

    def _comes_up(self) -> bool:
        """Whether the server is there and lets nobody in yet. The whole process stands still while this is asked."""
        return PGconn.ping(make_conninfo(self.place.conninfo, connect_timeout=2).encode()) == Ping.REJECT

    def _made(self) -> Database:
        db = psycopg.connect(self.place.conninfo, autocommit=True, prepare_threshold=0)
        try:
            milliseconds = int(self.place.patience * 1000)
            db.execute(_SETTINGS.format(schema=Identifier(self.place.schema), patience=milliseconds), prepare=False)
        except BaseException:
            db.close()
            raise
        return db

    def ask(self, question: Callable[[Database], _T], doing: str = "read") -> _T:
        """The answer to what may be asked twice; asked again on a new connection when one breaks.

        Raises JournalError when connections break for longer than there is patience, and psycopg.Error.
        """
        until = monotonic() + self.place.patience
        with self._room:
            while True:
                db = self._taken()
                try:
                    return question(db)
                except psycopg.Error as error:
                    if not is_gone(db, error):
                        raise
                    db.close()
                    self._forget_idle()
                    if monotonic() > until:
                        raise self.place.lost(doing) from error
                finally:
                    self._give_back(db)

    def _taken(self) -> Database:
        with self._lock:
            self._check_open()
            if self._idle:
                return self._idle.pop()
        return self.connect()

    def _give_back(self, db: Database) -> None:
        """What somebody was interrupted in is not used again."""
        with self._lock:
            if self._open and not db.closed and db.info.transaction_status == TransactionStatus.IDLE:
                self._idle.append(db)
                return
        db.close()

    def _forget_idle(self) -> None:
        """When one connection broke, the others have most often, too."""
        with self._lock:
            idle, self._idle = self._idle, []
        for db in idle:
            db.close()

    def _check_open(self) -> None:
        if not self._open:
            message = f"The journal {self.place.name} was closed."
            raise JournalError("journal-closed", message, where=self.place.name)

    def close(self) -> None:
        """Let go of all that nobody is using; the others go when they are given back."""
        self._open = False
        self._forget_idle()
