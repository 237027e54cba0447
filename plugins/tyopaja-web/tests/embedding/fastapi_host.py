"""A program of somebody's, made with FastAPI: users, tickets, a middleware and a lifespan of its own, and the workshop
under `/paja`.

    HOST_FOLDER=… HOST_PACK=… uvicorn --factory fastapi_host:application"""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.middleware.gzip import GZipMiddleware
from pydantic import BaseModel

import tyopaja_web
from tyopaja import Engine
from tyopaja_web.access.visitors import Face

PASSWORDS = {name: f"salasana-{name}" for name in ("saara", "aino", "olli", "ville")}


class Login(BaseModel):
    """What somebody sends who comes in."""

    name: str
    password: str


def application() -> FastAPI:
    """The whole program. What it has begun and ended is told by a file `life` in its folder."""
    folder = Path(os.environ["HOST_FOLDER"])
    engine = Engine(journal=f"sqlite:{folder / 'rooms.db'}", packs=[os.environ["HOST_PACK"]], plugins=[])
    tickets: dict[str, str] = {}

    async def our_users(request: Request, room: str, face: Face) -> tyopaja_web.Visitor | None:
        name = tickets.get(request.cookies.get("ticket", ""))
        return tyopaja_web.Visitor(room=room, face=face, person=name) if name else None

    workshop = tyopaja_web.app(engine, auth=our_users, secret="for the tests of hosts alone")

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        (folder / "life").write_text("begun")
        yield
        await workshop.state.web.rooms.close()
        engine.close()
        (folder / "life").write_text("ended")

    host = FastAPI(lifespan=lifespan)
    host.add_middleware(GZipMiddleware, minimum_size=100)

    @host.middleware("http")
    async def signed(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers["X-Host"] = "fastapi"
        return response

    @host.get("/")
    async def front() -> dict[str, str]:
        return {"host": "fastapi"}

    @host.post("/login")
    async def login(given: Login, response: Response) -> dict[str, str]:
        if PASSWORDS.get(given.name) != given.password:
            raise HTTPException(403)
        ticket = secrets.token_urlsafe()
        tickets[ticket] = given.name
        response.set_cookie("ticket", ticket, httponly=True, samesite="lax")
        return {"name": given.name}

    @host.post("/logout")
    async def logout(request: Request) -> dict[str, str]:
        tickets.pop(request.cookies.get("ticket", ""), None)
        return {}

    host.mount("/paja", workshop)
    return host
