"""The application: every route, and the parts that they share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from attrs import frozen
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route

from tyopaja.plugins.failures import raised
from tyopaja_web.access.auth import Links
from tyopaja_web.access.codes import Codes
from tyopaja_web.access.limits import Limits
from tyopaja_web.access.tokens import Signer
from tyopaja_web.access.visitors import Auth
from tyopaja_web.answering import Answering
from tyopaja_web.health import Figures
from tyopaja_web.pages.templating import environment
from tyopaja_web.rooms.rooms import Rooms
from tyopaja_web.secret import fresh
from tyopaja_web.settings import Settings
from tyopaja_web.web import Web

if TYPE_CHECKING:
    from tyopaja import Engine


@frozen
class Way:
    """One route."""

    method: str
    path: str
    handler: str
    """`module:function` below `tyopaja_web`, imported when it is first asked for."""


WAYS: Final = (
    Way("GET", "/", "pages.front:front"),
    Way("POST", "/join", "pages.joining:join"),
    Way("GET", "/j/{code}", "pages.joining:form"),
    Way("GET", "/k/{token}", "access.entering:entered"),
    Way("POST", "/language", "access.entering:language"),
    Way("GET", "/r/{room}", "pages.phone:phone"),
    Way("GET", "/r/{room}/screen", "pages.screen:screen"),
    Way("GET", "/r/{room}/lead", "pages.lead:lead"),
    Way("GET", "/r/{room}/after", "pages.after:after"),
    Way("POST", "/r/{room}/do", "api.forms:do"),
    Way("GET", "/r/{room}/boards/{sheet}", "pages.boards:board"),
    Way("GET", "/r/{room}/look.css", "pages.look:look"),
    Way("GET", "/r/{room}/qr.svg", "pages.codes:qr"),
    Way("GET", "/static/{version}/{path:path}", "pages.files:static"),
    Way("GET", "/sw.js", "pages.installing:worker"),
    Way("GET", "/manifest.webmanifest", "pages.installing:manifest"),
    Way("GET", "/api/openapi.json", "api.openapi:openapi"),
    Way("GET", "/api/r/{room}/outlook", "api.model:outlook"),
    Way("GET", "/api/r/{room}/model", "api.model:model"),
    Way("GET", "/api/r/{room}/changes", "api.changes:changes"),
    Way("GET", "/api/r/{room}/live", "api.live:live"),
    Way("POST", "/api/r/{room}/commands", "api.commands:commands"),
    Way("POST", "/api/r/{room}/pictures", "api.pictures:keep"),
    Way("GET", "/api/r/{room}/pictures/{key}", "api.pictures:show"),
    Way("GET", "/api/r/{room}/exports", "api.exports:formats"),
    Way("GET", "/api/r/{room}/exports/{format}", "api.exports:export"),
    Way("GET", "/api/r/{room}/views/{what}", "api.model:view"),
    Way("GET", "/api/r/{room}/log", "api.log:log"),
    Way("GET", "/healthz", "health:healthz"),
    Way("GET", "/metrics", "health:metrics"),
)
"""Every route. What has `{room}` in its path is answered only to those who are in the room."""


def app(
    engine: Engine,
    *,
    auth: Auth | None = None,
    secret: bytes | str | None = None,
    settings: Settings | None = None,
) -> Starlette:
    """The live workshop over an engine, as an ASGI application that may be mounted under any path.

    `auth` finds a host's own users; without it codes, links and cookies do, signed with `secret`: 16 bytes or more,
    the same for all processes that serve a journal. Without a secret one is drawn, and everybody has to join anew after
    a restart. Raises ValueError for a secret that is too short.

    The engine stays the host's to close. Where a host does not run an application's lifespan (a mounted one's often is
    not), `await app.state.web.rooms.close()` ends what is open in it. Streams end before that when uvicorn, which waits
    for them, is told to end.
    """
    signer = Signer(secret.encode() if isinstance(secret, str) else secret or fresh())
    chosen = settings or Settings()
    rooms = Rooms(engine, chosen)
    web = Web(
        engine=engine,
        settings=chosen,
        auth=auth or Links(signer),
        signer=signer,
        codes=Codes(signer.key("codes"), lambda: [name for name, _ in engine.journal.sessions()]),
        limits=Limits(
            rate=chosen.rate, burst=chosen.burst, guesses=chosen.guesses, guesses_in_all=chosen.guesses_in_all
        ),
        rooms=rooms,
        figures=Figures(rooms),
        templates=environment(),
    )
    routes: list[BaseRoute] = [
        Route(way.path, Answering(web, way.handler, inside="{room}" in way.path), methods=[way.method]) for way in WAYS
    ]

    routes += plugged(engine)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await rooms.close()

    made = Starlette(routes=routes, lifespan=lifespan)
    made.state.web = web
    return made


def plugged(engine: Engine) -> list[BaseRoute]:
    """What plugins answer to `tyopaja_routes`: each plugin's below `/plugins/NAME`. One whose answer is no route is
    set aside, and told of as of any plugin that fails."""
    found: list[BaseRoute] = []
    for plugin, brought in engine.plugins.routes():
        try:
            found.append(Mount(f"/plugins/{plugin}", routes=[_route(one) for one in brought]))
        except Exception as error:  # whatever a stranger's answer does
            engine.plugins.set_aside(plugin, raised("tyopaja_routes", error), error)
    return found


def _route(one: object) -> BaseRoute:
    """A route of Starlette's as it is, or a path with an ASGI application. Raises TypeError for anything else."""
    if isinstance(one, BaseRoute):
        return one
    if isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], str) and callable(one[1]):
        return Mount(one[0], app=one[1])
    raise TypeError(f"a route is one of Starlette's, or a path with an ASGI application, not {type(one).__name__}")
