"""`GET …/outlook`, `…/model`, `…/views/{what}`: what is so now, as the visitor may see it."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from tyopaja.views.plain import plain
from tyopaja_web.answering import Denied
from tyopaja_web.pages.asking import Asked
from tyopaja_web.rooms.cards import ENCODER

_MOST: Final = 400
"""Sheets that are asked for at once."""


def as_json(value: Any) -> Response:
    """JSON that nobody keeps."""
    return Response(ENCODER.encode(value), media_type="application/json", headers={"Cache-Control": "no-store"})


async def outlook(asked: Asked) -> Response:
    """What is asked of the visitor now."""
    _check_rate(asked)
    return as_json(await asked.room.outlook(asked.visitor.person, _locale(asked)))


async def model(asked: Asked) -> Response:
    """Everything on the sheets that are named, or on those of the visitor's outlook."""
    _check_rate(asked)
    named = asked.request.query_params.get("sheets")
    person = asked.visitor.person
    if named is None:
        sheets = [one["name"] for one in (await asked.room.outlook(person, _locale(asked)))["sheets"]]
    else:
        sheets = [one for one in named.split(",") if one][:_MOST]
    return as_json(asked.room.model(person, sheets, _locale(asked)))


async def view(asked: Asked) -> Response:
    """A view of the session as JSON: `compass`, `canvas:SHEET`, `report`, …"""
    _check_rate(asked)
    what = asked.request.path_params["what"]
    person = asked.visitor.person
    if what.startswith("person:") and what.partition(":")[2] != person:
        raise Denied(403, "not-your-data", "This is somebody else's.")
    room = asked.room
    found = await asked.web.rooms.ask(room.session.view, what, _locale(asked), viewer=person)
    return as_json({name: one for name, one in plain(found).items() if name not in ("pictures", "templates")})


def _locale(asked: Asked) -> str:
    return asked.request.query_params.get("locale") or asked.locale


def _check_rate(asked: Asked) -> None:
    person = asked.visitor.person
    if person is not None:
        asked.web.limits.asks.take(f"{asked.room.id}/{person}")
