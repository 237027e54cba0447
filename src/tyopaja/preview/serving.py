"""The server: one page, one sheet and a stream that says when to draw them anew, for this machine alone.

It listens on 127.0.0.1 and answers GET. A page elsewhere cannot reach it under a name of its own (the Host is looked
at, against DNS rebinding), and no address names a file: what can be asked for is a handful of routes."""

from __future__ import annotations

import logging
import socketserver
import sys
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Any, Final

from tyopaja.errors import OutputError
from tyopaja.preview.choosing import Choice
from tyopaja.preview.desk import Desk
from tyopaja.preview.drawing import Drawer
from tyopaja.preview.pages import page
from tyopaja.preview.watching import stamps_of, watch
from tyopaja.workshop import Engine

HOST: Final = "127.0.0.1"

_log = logging.getLogger(__name__)

_BEAT: Final = 10.0
"""Seconds after which a stream says that it is still there, so that one whose reader is gone ends."""

_POLICY: Final = {
    "/": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "/sheet": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'",
    "/print": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
}
"""Route → what a browser may do with it; nothing at all for the others."""

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_ASSETS: Final = {"/page.css": "text/css; charset=utf-8", "/page.js": "text/javascript; charset=utf-8"}


@cache
def _asset(route: str) -> bytes:
    return files("tyopaja.preview").joinpath("assets", route.removeprefix("/")).read_bytes()


class Preview:
    """A pack's preview, from `with` to its end."""

    def __init__(self, engine: Engine, folder: Path, port: int = 0) -> None:
        """Read the pack in `folder` and take a port; 0 takes a free one. Raises OutputError for one that is taken."""
        before = stamps_of(folder)  # so that nothing which is saved from here on is missed
        self.desk = Desk(engine, folder)
        self.drawer = Drawer(engine, self.desk)
        self.stopping = Event()
        self._folder = folder
        try:
            self._server = _Server(self, port)
        except OSError as error:
            self.drawer.close()
            message = f"The port {port} cannot be used: {error.strerror or error}. Leave --port out for a free one."
            raise OutputError("port-taken", message, path=str(port)) from error
        self._threads = (
            Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, name="serve", daemon=True),
            Thread(target=watch, args=(folder, self._saved, self.stopping, before), name="watch", daemon=True),
        )

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def url(self, choice: Choice | None = None) -> str:
        """The address of the page."""
        query = (choice or Choice()).query()
        return f"http://{HOST}:{self.port}/{'?' if query else ''}{query}"

    def _saved(self) -> None:
        try:
            self.desk.read()
        except Exception:  # a slip of ours: the next save may well go round it, and the sheets stay until then
            _log.exception("The pack could not be read again.")

    def __enter__(self) -> Preview:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stopping.set()
        self.desk.wake()
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join(5)
        self.drawer.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a browser keeps connections open that nobody waits for

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        # Not HTTPServer's, which asks a name server what this machine is called.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away in the middle of an answer is none; anything else is a slip of ours."""
        if not isinstance(sys.exception(), OSError):
            _log.exception("A request could not be answered.")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    server: _Server

    def version_string(self) -> str:
        return "tyopaja"

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""

    def parse_request(self) -> bool:
        """Whether there is something to do: everything but GET is answered here."""
        if not super().parse_request():
            return False
        if self.command != "GET":
            self.close_connection = True  # whatever body it has is not read
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET.", {"Allow": "GET"})
            return False
        return True

    def do_GET(self) -> None:
        route, _, query = self.path.partition("?")
        if self.headers.get("Host", "").lower() not in (f"{HOST}:{self.server.server_port}", self._local()):
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, f"This is the preview at http://{HOST}, and no other site.")
        elif route in _ASSETS:
            self._answer(_asset(route), _ASSETS[route])
        elif route == "/changes":
            self._changes()
        elif route in _POLICY:
            self._page(route, Choice.of(query))
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "There is nothing here.")

    def _local(self) -> str:
        return f"localhost:{self.server.server_port}"

    def _page(self, route: str, choice: Choice) -> None:
        preview = self.server.preview
        reading = preview.desk.now
        if route == "/":
            text = page(reading, choice, preview.drawer)
            self._answer(text.encode(errors="replace"), "text/html; charset=utf-8")
            return
        made = preview.drawer.make(reading, reading.settled(choice)).rendition
        if made is None or (route == "/print") != (choice.medium == "print"):
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such sheet.")
        else:
            self._answer(made.data, made.media_type)

    def _changes(self) -> None:
        """A stream of the pack's versions, beginning with the one that is now."""
        preview = self.server.preview
        self.close_connection = True
        self._head(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Connection": "close"})
        told = 0
        while not preview.stopping.is_set():
            now = preview.desk.now.version
            self.wfile.write(b": still here\n\n" if now == told else f"data: {now}\n\n".encode())
            told = now
            preview.desk.wait(told, _BEAT)

    def _refuse(self, status: HTTPStatus, why: str, further: Mapping[str, str] | None = None) -> None:
        self._answer(why.encode(), "text/plain; charset=utf-8", further, status)

    def _answer(
        self,
        data: bytes,
        media_type: str,
        further: Mapping[str, str] | None = None,
        status: HTTPStatus = HTTPStatus.OK,
    ) -> None:
        self._head(status, {"Content-Type": media_type, "Content-Length": str(len(data)), **(further or {})})
        if self.command != "HEAD":
            self.wfile.write(data)

    def _head(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        policy = _POLICY.get(self.path.partition("?")[0], "default-src 'none'; frame-ancestors 'none'")
        for name, value in {**_HEADERS, "Content-Security-Policy": policy, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
