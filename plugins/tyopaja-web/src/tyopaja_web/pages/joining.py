"""Joining: a name, if one likes, and how many share the device."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from tyopaja.errors import Refused
from tyopaja_web.access.entering import arrive, may_join, present, room_of_code
from tyopaja_web.access.limits import TooMany
from tyopaja_web.answering import Denied
from tyopaja_web.bodies import form_of
from tyopaja_web.pages.asking import Asked, page
from tyopaja_web.pages.front import door

_FORM: Final = 8_000
"""The largest form in bytes."""
_NAME: Final = 60
"""Characters of a name."""
MOST_HEADS: Final = 6
"""How many people may share a device."""


async def form(asked: Asked) -> Response:
    """GET /j/{code}: asks for the name; a wrong code leads back to the front."""
    return await _shown(asked, str(asked.request.path_params["code"]))


async def join(asked: Asked) -> Response:
    """POST /join: takes part, and goes to the phone's page."""
    given = await form_of(asked.request, _FORM)
    code, name = (given.get(key, [""])[-1].strip() for key in ("code", "name"))
    heads = _heads(given.get("heads", ["1"])[-1])
    try:
        room = await room_of_code(asked, code)
    except TooMany as error:
        return _too_many(asked, code, error)
    if room is None:
        return door(asked, code=code, wrong=True)
    try:
        return await arrive(asked, room, name=name[:_NAME], heads=heads)
    except Denied:
        return _not_known(asked, code)
    except Refused as error:
        return await _shown(asked, code, name=name[:_NAME], heads=heads, fault=error.message)


async def _shown(asked: Asked, code: str, *, name: str = "", heads: int = 1, fault: str = "") -> Response:
    try:
        room = await room_of_code(asked, code)
    except TooMany as error:
        return _too_many(asked, code, error)
    if room is None:
        return door(asked, code=code, wrong=True)
    if not await may_join(asked, room):
        return _not_known(asked, code)
    found = await asked.web.rooms.room(room)
    visitor = await present(asked, room)
    known = None if visitor is None else found.state.people.get(visitor.person or "")
    return page(
        asked,
        "join.html",
        styles=("join",),
        inline=True,
        http=422 if fault else 200,
        title=found.state.title,
        code=code,
        name=name,
        heads=heads,
        most_heads=MOST_HEADS,
        fault=fault,
        present=room if known is not None and known.left is None else "",
    )


def _too_many(asked: Asked, code: str, error: TooMany) -> Response:
    response = door(asked, code=code, fault=asked.t("join.too-many"), status=429)
    response.headers["Retry-After"] = str(max(1, round(error.seconds + 0.5)))
    return response


def _not_known(asked: Asked, code: str) -> Response:
    return door(asked, code=code, fault=asked.t("join.not-known"), status=401)


def _heads(written: str) -> int:
    return min(max(int(written), 1), MOST_HEADS) if written.isascii() and written.isdigit() else 1
