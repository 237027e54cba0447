"""A program of somebody's, made with Django: its users, its sessions, its middleware with the guard against forged
forms, and the workshop beside it under `/paja`.

    HOST_FOLDER=… HOST_PACK=… python django_host.py
    HOST_FOLDER=… HOST_PACK=… uvicorn --factory django_host:application

The first makes its tables and its users."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Mount

import tyopaja_web
from tyopaja import Engine
from tyopaja_web.access.visitors import Face

FOLDER = Path(os.environ["HOST_FOLDER"])

settings.configure(
    SECRET_KEY="for the tests of hosts alone",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "django.db"}},
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # these four are nobody's
    USE_TZ=True,
)
django.setup()

from django.contrib import auth  # noqa: E402 - there are no models before the setup
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import close_old_connections  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import ensure_csrf_cookie  # noqa: E402

SESSIONS = import_module(settings.SESSION_ENGINE).SessionStore


def front(request: HttpRequest) -> HttpResponse:
    """Says who somebody is here; their browser gets the cookie that forms need."""
    return JsonResponse({"host": "django", "name": request.user.get_username()})


def login(request: HttpRequest) -> HttpResponse:
    """Lets somebody in who knows their password."""
    user = auth.authenticate(request, **json.loads(request.body))
    if user is None:
        return HttpResponse(status=403)
    auth.login(request, user)
    return JsonResponse({"name": user.get_username()})


def logout(request: HttpRequest) -> HttpResponse:
    """Lets somebody out."""
    auth.logout(request)
    return JsonResponse({})


urlpatterns = [path("", ensure_csrf_cookie(front)), path("login", login), path("logout", logout)]


@sync_to_async
def user_of(key: str | None) -> Any:
    """The user of a session, as Django's middleware finds them."""
    close_old_connections()  # as Django does itself before each request of its own
    asking = HttpRequest()
    asking.session = SESSIONS(key)
    return auth.get_user(asking)


async def our_users(request: Request, room: str, face: Face) -> tyopaja_web.Visitor | None:
    """Who is in as a user of Django's."""
    user = await user_of(request.cookies.get(settings.SESSION_COOKIE_NAME))
    return tyopaja_web.Visitor(room=room, face=face, person=user.get_username()) if user.is_authenticated else None


def application() -> Starlette:
    """The whole program. What it has begun and ended is told by a file `life` in its folder."""
    engine = Engine(journal=f"sqlite:{FOLDER / 'rooms.db'}", packs=[os.environ["HOST_PACK"]], plugins=[])
    workshop = tyopaja_web.app(engine, auth=our_users, secret="for the tests of hosts alone")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        (FOLDER / "life").write_text("begun")
        yield
        await workshop.state.web.rooms.close()
        engine.close()
        (FOLDER / "life").write_text("ended")

    return Starlette(
        routes=[Mount("/paja", app=workshop), Mount("/", app=get_asgi_application())],
        lifespan=lifespan,
    )


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    for name in ("saara", "aino", "olli", "ville"):
        User.objects.create_user(name, password=f"salasana-{name}")
