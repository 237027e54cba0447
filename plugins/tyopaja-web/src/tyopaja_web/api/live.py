"""`GET …/live`: what happens, as it happens, as server-sent events.

Written as a bare ASGI answer: one loop a listener, without a task and a queue for each, so that some hundreds are told
of each note within milliseconds."""

from __future__ import annotations

import asyncio
from time import monotonic, time
from typing import Final

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tyopaja_web.answering import Denied
from tyopaja_web.pages.asking import Asked
from tyopaja_web.rooms.cards import ENCODER
from tyopaja_web.rooms.listening import Listener
from tyopaja_web.rooms.room import Room

_HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
]
_RETRY: Final = 1000
"""Milliseconds after which a browser connects anew."""
LOOKING_ON: Final = ("screen", "lead")
"""Faces that see of a step what others do not: who is ready, what is still needed."""


async def live(asked: Asked) -> Response | ASGIApp:
    """A stream from the position that the browser saw last, or that it names, or from now on."""
    after = position(asked.request.headers.get("last-event-id") or asked.request.query_params.get("after"))
    room = asked.room
    if len(room.listeners) >= asked.web.settings.connections:
        raise Denied(503, "full", "Too many are connected to this room.")
    visitor = asked.visitor
    listener = room.listen(visitor.person, looks_on=visitor.face in LOOKING_ON, after=after)
    return Stream(room, listener, asked.web.settings.beat)


def position(written: str | None) -> int | None:
    """A position as it was written; None for none, -1 (which nobody knows any more) for what is none."""
    if written is None or written == "":
        return None
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else -1


class Stream:
    """One stream as an ASGI application."""

    def __init__(self, room: Room, listener: Listener, beat: float) -> None:
        self._room, self._listener, self._beat = room, listener, beat
        self._beaten = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        listener = self._listener
        listener.task = asyncio.current_task()
        leaving = asyncio.ensure_future(self._left(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await self._give(send, f"retry: {_RETRY}\n\n{self._due(first=True)}")
            while not listener.ended:
                await listener.wait()
                if not listener.ended and (text := self._due()):
                    await self._give(send, text)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            leaving.cancel()
            self._room.leave(listener)

    async def _left(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._listener.end()

    async def _give(self, send: Send, text: str) -> None:
        self._listener.sending_since = monotonic()
        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
        self._listener.sending_since = None

    def _due(self, *, first: bool = False) -> str:
        """What the listener has to be told now."""
        room, listener, now = self._room, self._listener, monotonic()
        frame = room.told(listener)
        head = f"id: {room.past.head}\n"
        text = ""
        if frame is None:
            text = f"event: reset\n{head}data: {{}}\n\n"
        elif frame:
            text = f"event: change\n{head}data: {frame}\n\n"
        if listener.here_seen != room.presence.version:
            listener.here_seen = room.presence.version
            text += f"event: here\ndata: {ENCODER.encode({'here': room.presence.here})}\n\n"
        if listener.looks_on and listener.desk_seen != room.desk:
            listener.desk_seen = room.desk
            text += f'event: change\n{head}data: {{"seq":{room.past.head},"stage":true}}\n\n'
        if first or now - self._beaten >= self._beat * 0.9:
            self._beaten = now
            text += f'event: beat\n{head}data: {{"now":{round(time() * 1000)}}}\n\n'
        return text
