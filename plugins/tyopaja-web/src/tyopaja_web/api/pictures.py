"""`POST …/pictures`, `GET …/pictures/{key}`: pictures that people take into their entries."""

from __future__ import annotations

from typing import Final

from starlette.responses import JSONResponse, Response

from tyopaja_web.api.commands import writer_of
from tyopaja_web.bodies import body_of
from tyopaja_web.pages.asking import Asked

_TYPES: Final = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


async def keep(asked: Asked) -> Response:
    """Keep the file that is the body, drawn anew, and answer with the key by which an `attach` or a field names it."""
    person = writer_of(asked)
    asked.web.limits.pictures.take(f"{asked.room.id}/{person}")
    data = await body_of(asked.request, asked.web.settings.picture)
    key = await asked.web.rooms.ask(asked.room.session.keep_picture, data)
    return JSONResponse({"key": key}, headers={"Cache-Control": "no-store"})


async def show(asked: Asked) -> Response:
    """The file of a picture: what it is called is what it holds, so that it never changes."""
    data = await asked.web.rooms.ask(asked.room.session.picture, asked.request.path_params["key"])
    kind = next((kind for head, kind in _TYPES if data.startswith(head)), "application/octet-stream")
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "Content-Disposition": "inline"}
    return Response(data, media_type=kind, headers=headers)
