"""A line to a server that can be cut at any byte."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from threading import Lock, Thread
from typing import Literal

Way = Literal["there", "back"]

_ABRUPT = struct.pack("ii", 1, 0)
"""SO_LINGER for a connection that is reset, and not ended in order."""


class Line:
    """Passes on what is said between a port of this machine and a server's socket, until it is told to cut."""

    def __init__(self, server: str) -> None:
        """`server` is the path of the socket that the server listens on."""
        self._server = server
        self._lock = Lock()
        self._left: dict[Way, int | None] = {"there": None, "back": None}
        self._open = True
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._accepting = Thread(target=self._accept, daemon=True)
        self._accepting.start()
        self.cuts = 0
        """How often it was cut."""

    @property
    def port(self) -> int:
        """Where it listens, at 127.0.0.1."""
        return int(self._listener.getsockname()[1])

    def url(self, schema: str = "tyopaja") -> str:
        """The URL of a journal behind the line."""
        return (
            f"postgresql://postgres@127.0.0.1:{self.port}/postgres?sslmode=disable&gssencmode=disable&schema={schema}"
        )

    def cut_after(self, count: int, way: Way) -> None:
        """Let through so many bytes more on the way `there` or `back`, of all connections together, then cut them all.

        Those that are made afterwards are whole."""
        with self._lock:
            self._left[way] = count

    def hold(self, closed: bool = True) -> None:
        """Cut everything, and let nobody in until it is opened again."""
        self._open = not closed
        if closed:
            self._cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self._open:
                _end(near)
                continue
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(self._server)
            except OSError:
                _end(near)
                far.close()
                continue
            with self._lock:
                self._pairs.append((near, far))
            Thread(target=self._pass_on, args=(near, far, "there"), daemon=True).start()
            Thread(target=self._pass_on, args=(far, near, "back"), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, way: Way) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                passed, cut = self._let_through(data, way)
                target.sendall(passed)
                if cut:
                    self._cut()
                    return
        _end(source)
        _end(target)

    def _let_through(self, data: bytes, way: Way) -> tuple[bytes, bool]:
        with self._lock:
            left = self._left[way]
            if left is None:
                return data, False
            if left > len(data):
                self._left[way] = left - len(data)
                return data, False
            self._left[way] = None
            return data[:left], True

    def _cut(self) -> None:
        with self._lock:
            pairs, self._pairs = self._pairs, []
            self.cuts += 1
        for pair in pairs:
            for end in pair:
                _end(end)

    def close(self) -> None:
        """Cut everything for good."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join(timeout=5)
        self._cut()


def _end(end: socket.socket) -> None:
    """`shutdown` wakes the thread that reads from it."""
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABRUPT)
        end.shutdown(socket.SHUT_RDWR)
    end.close()
