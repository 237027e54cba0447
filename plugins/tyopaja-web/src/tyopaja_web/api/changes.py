"""`GET …/changes`: the same as the stream, asked for again and again, where a proxy lets no stream through."""

from __future__ import annotations

import asyncio
from time import time
from typing import Any, Final

from starlette.responses import Response

from tyopaja_web.answering import Denied
from tyopaja_web.api.live import LOOKING_ON, position
from tyopaja_web.pages.asking import Asked
from tyopaja_web.rooms.cards import ENCODER

_LONGEST: Final = 25.0
"""Seconds of one wait: shorter than what proxies cut."""


async def changes(asked: Asked) -> Response:
    """What happened behind a position, in one frame, with who is here and the server's time; after a wait where nothing
    has happened yet. `{"reset": true}` where that is not known any more."""
    room, visitor, query = asked.room, asked.visitor, asked.request.query_params
    after, wait = position(query.get("after")), _seconds(query.get("wait", "0"))
    if len(room.listeners) >= asked.web.settings.connections:
        raise Denied(503, "full", "Too many are connected to this room.")
    room.presence.asked(visitor.person)
    listener = room.listen(visitor.person, looks_on=visitor.face in LOOKING_ON, after=after)
    try:
        frame = room.told(listener)
        deadline = asyncio.get_running_loop().time() + wait
        while frame == "" and listener.desk_seen == room.desk and not listener.ended:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            try:
                await asyncio.wait_for(listener.wait(), left)
            except TimeoutError:
                break
            frame = room.told(listener)
        stage = listener.looks_on and listener.desk_seen != room.desk
    finally:
        room.leave(listener)
    beside: dict[str, Any] = {"now": round(time() * 1000), "here": room.presence.here}
    if frame is None:
        text = ENCODER.encode({"reset": True, **beside})
    else:
        begun = frame or ENCODER.encode({"seq": room.past.head, **({"stage": True} if stage else {})})
        text = begun[:-1] + "," + ENCODER.encode(beside)[1:]
    return Response(text, media_type="application/json", headers={"Cache-Control": "no-store"})


def _seconds(written: str) -> float:
    return min(float(written), _LONGEST) if written.isascii() and written.isdecimal() and len(written) < 6 else 0.0
