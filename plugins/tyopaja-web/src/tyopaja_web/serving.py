"""The server of `tyopaja serve`: uvicorn, with an end that takes seconds however many listen."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Final

import uvicorn
from starlette.applications import Starlette

from tyopaja.errors import OutputError

_GRACE: Final = 5
"""Seconds that requests have to end in, once everybody who listens was let go."""


class Server(uvicorn.Server):
    """Lets those who listen go when it is told to end: they would keep their connections for ever."""

    def __init__(self, config: uvicorn.Config, app: Starlette, begun: Callable[[], None]) -> None:
        super().__init__(config)
        self._app, self._begun = app, begun

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does; then it is said that it has begun."""
        await super().startup(sockets)
        if self.started:
            self._begun()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Everybody is let go first."""
        await self._app.state.web.rooms.let_go()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """As uvicorn does, but being told to end is no error: the signal is not raised again once all has ended."""
        super().handle_exit(sig, frame)
        self._captured_signals.clear()


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; 0 takes a free port. Raises OutputError for one that cannot be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        message = f"{host}, port {port}, cannot be used: {error.strerror or error}. Name another with --port."
        raise OutputError("port-taken", message, path=str(port)) from error
    made.listen(2048)
    return made


def serve(
    app: Starlette,
    listening: socket.socket,
    *,
    begun: Callable[[], None],
    certificate: str | None = None,
    key: str | None = None,
) -> None:
    """Serve until the process is told to end (SIGTERM, SIGINT). `begun` is called when it answers."""
    config = uvicorn.Config(
        app,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
        timeout_keep_alive=75,
        ws="none",
        h11_max_incomplete_event_size=64 * 1024,
        backlog=2048,
    )
    # The event loop gets its turn soon while the writing thread works: 5 ms are long where each note is told in 25.
    sys.setswitchinterval(0.001)
    Server(config, app, begun).run(sockets=[listening])
