"""Every route as an ASGI endpoint: who asks is found out before a handler sees it, and what goes wrong becomes an
answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import cached_property
from importlib import import_module
from time import perf_counter
from typing import Any, Final, TypeAlias, cast

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tyopaja.errors import JournalError, Malformed, PluginError, Refused, TyopajaError, UnknownId
from tyopaja_web.access.limits import TooMany
from tyopaja_web.access.origins import is_ours
from tyopaja_web.access.visitors import FACES, Face
from tyopaja_web.bodies import TooLarge
from tyopaja_web.packing import packed
from tyopaja_web.pages.asking import GUARDED, Asked
from tyopaja_web.pages.words import language_of, wanted
from tyopaja_web.rooms.rooms import Closing
from tyopaja_web.web import Web

Handler: TypeAlias = Callable[[Asked], Awaitable[Response | ASGIApp]]

_log = logging.getLogger("tyopaja_web")

LOCALE_COOKIE: Final = "tyopaja-locale"
_LAST: Final = "en"
"""The language where nobody says anything."""
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "")
"""Types of content that a page elsewhere may send without asking first."""
_PAGE_FACES: Final[dict[str, Face]] = {"screen": "screen", "lead": "lead", "after": "after"}


class Denied(Exception):
    """Not answered, for a reason that is told."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


_STATUS: Final[tuple[tuple[type[TyopajaError], int], ...]] = (
    (Malformed, 400),
    (Refused, 422),
    (UnknownId, 404),
    (PluginError, 500),
    (JournalError, 503),
    (TyopajaError, 422),
)


class Answering:
    """The endpoint of one route."""

    def __init__(self, web: Web, handler: str, *, inside: bool) -> None:
        """`inside` says that only those are answered who are in the room of the path."""
        self.web, self.name, self.inside = web, handler, inside

    @cached_property
    def handler(self) -> Handler:
        """The function that answers, imported when it is first needed."""
        module, _, function = self.name.partition(":")
        return cast("Handler", getattr(import_module(f"tyopaja_web.{module}"), function))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request, begun, status = Request(scope, receive, send), perf_counter(), 500

        async def guarded(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = list(message.get("headers", ()))
                there = {name.lower() for name, _ in headers}
                headers += [one for one in _GUARDS if one[0] not in there]
                message = {**message, "headers": headers}
            await send(message)

        try:
            response = await self._answer(request)
            await response(scope, receive, guarded)
        except (ClientDisconnect, ConnectionError):
            status = 499
        finally:
            self.web.figures.answered(self.name, status, perf_counter() - begun)

    async def _answer(self, request: Request) -> Response | ASGIApp:
        asked = Asked(request=request, web=self.web, locale=locale_of(request) or _LAST)
        try:
            self._check_host(request)
            if request.method == "POST":
                self._check_origin(request)
            if self.inside:
                asked = await self._entered(asked)
            response = await self.handler(asked)
            return packed(request, response) if isinstance(response, Response) else response
        except (ClientDisconnect, asyncio.CancelledError):
            raise
        except Exception as error:
            return self._failed(asked, error)

    def _check_host(self, request: Request) -> None:
        hosts = self.web.settings.hosts
        if hosts and (request.url.hostname or "") not in hosts:
            raise Denied(421, "other-host", "This is not served under that name.")

    def _check_origin(self, request: Request) -> None:
        said = "origin" in request.headers or "sec-fetch-site" in request.headers
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        # What no form can send is let through in silence: a program of somebody's, which no browser lends its cookies.
        if (said or kind in _FORMS) and not is_ours(request, self.web.settings):
            raise Denied(403, "other-origin", "This came from another site's page.")

    async def _entered(self, asked: Asked) -> Asked:
        request = asked.request
        room = request.path_params["room"]
        face = face_of(request)
        visitor = await self.web.auth(request, room, face)
        if visitor is None or visitor.room != room or visitor.face != face:
            raise Denied(401, "not-in", "Come in by a link or a code first.")
        wanted_person = request.query_params.get("as")
        if wanted_person is not None and wanted_person != visitor.person:
            raise Denied(401, "somebody-else", "This is somebody else's.")
        found = await self.web.rooms.room(room)
        locale = locale_of(request) or language_of(found.state.locale) or _LAST
        return Asked(request=request, web=self.web, locale=locale, face=face, inside=(found, visitor))

    def _failed(self, asked: Asked, error: Exception) -> Response:
        status, code, message, headers = _told(error)
        if status >= 500 and code != "closing":
            _log.error("failed", exc_info=error, extra={"route": self.name, "code": code})
        path = asked.request.url.path.removeprefix(asked.prefix)
        if status == 401 and not path.startswith("/api/") and asked.request.method == "GET":
            return RedirectResponse(asked.url(f"/?room={asked.request.path_params.get('room', '')}"), 303)
        answer = JSONResponse({"code": code, "message": message}, status, headers)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _told(error: Exception) -> tuple[int, str, str, dict[str, str]]:
    """An error as a status, a code, a message and headers."""
    if isinstance(error, Denied):
        return error.status, error.code, error.message, {}
    if isinstance(error, TooMany):
        seconds = max(1, round(error.seconds + 0.5))
        return 429, "too-many", f"Too often. Wait {seconds} s.", {"Retry-After": str(seconds)}
    if isinstance(error, TooLarge):
        return 413, "too-large", f"More than {error.most:,} bytes.", {"Connection": "close"}
    if isinstance(error, TimeoutError):
        return 408, "too-slow", "It did not come in time.", {"Connection": "close"}
    if isinstance(error, Closing):
        return 503, "closing", "The server ends. Ask again in a moment.", {"Retry-After": "1"}
    if isinstance(error, PluginError) and error.__cause__ is not None:
        # Its own exception may quote people; it stands in the log, by its kind.
        return 500, error.code, f"The plugin '{error.fields['plugin']}' failed. Nothing else is the worse for it.", {}
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return status, error.code, error.message, {"Retry-After": "1"} if status == 503 else {}
    return 500, "failed", "Something went wrong here; what was acknowledged is safe.", {}


_GUARDS: Final = tuple((name.lower().encode(), value.encode()) for name, value in GUARDED.items())


def face_of(request: Request) -> Face:
    """The face that a request is of: by its path for a page, else as it says, a phone when it says nothing.

    Raises Denied for a face that there is not."""
    end = request.url.path.rstrip("/").rpartition("/")[2]
    said = request.query_params.get("face", "phone")
    is_page = "/api/" not in request.url.path and request.path_params.keys() == {"room"}
    if is_page and end in _PAGE_FACES:
        return _PAGE_FACES[end]
    if said not in FACES:
        raise Denied(400, "unknown-face", f"There are the faces {', '.join(FACES)}.")
    return said


def locale_of(request: Request) -> str | None:
    """The language that somebody has chosen, else the first of ours that their browser asks for; None for neither."""
    chosen = language_of(request.cookies.get(LOCALE_COOKIE, ""))
    return chosen or wanted(request.headers.get("accept-language", ""))
