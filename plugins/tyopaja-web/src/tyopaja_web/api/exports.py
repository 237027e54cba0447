"""`GET …/exports`, `…/exports/{format}`: files of a session at any moment, while people write on.

A renderer is a plugin, which may never return: it works in a thread of its own, and after a while nobody waits for it
any more. One at a time in a room, so that nobody's impatience costs the others their speed."""

from __future__ import annotations

import asyncio
import io
import unicodedata
import zipfile
from collections.abc import Callable
from threading import Thread
from typing import Any, Final
from urllib.parse import quote
from weakref import WeakKeyDictionary

from starlette.responses import Response

from tyopaja.errors import PluginError
from tyopaja.renderers.contract import Rendition
from tyopaja_web.answering import Denied
from tyopaja_web.api.model import as_json
from tyopaja_web.pages.asking import Asked
from tyopaja_web.rooms.room import Room
from tyopaja_web.rooms.writing import settled

_MOST_LOST: Final = 3
"""Renderers that never came back, after which none is begun any more until one does."""
_lost: set[Thread] = set()
_turns: WeakKeyDictionary[Room, asyncio.Semaphore] = WeakKeyDictionary()
_waiting: WeakKeyDictionary[Room, int] = WeakKeyDictionary()


def check_may_take(asked: Asked, what: str = "") -> None:
    """Files are for the facilitator, and for the company afterwards; of one's own words also for oneself.

    Raises Denied."""
    visitor = asked.visitor
    me = asked.room.state.people.get(visitor.person or "")
    own = what == f"person:{visitor.person}" and visitor.person is not None
    leads = visitor.face == "lead" and me is not None and me.role == "facilitator" and me.left is None
    if what.startswith("person:") and not own and not leads:
        raise Denied(403, "not-your-data", "This is somebody else's.")
    if not (leads or own or visitor.face == "after"):
        raise Denied(403, "not-yours", "Files are for the facilitator.")


async def formats(asked: Asked) -> Response:
    """Every format, with what it can show and what may be chosen about it."""
    check_may_take(asked)
    found = await asked.web.rooms.ask(asked.web.engine.plugins.renderers)
    home = asked.locale
    return as_json(
        {
            "formats": [
                {
                    "format": name,
                    "title": one.title,
                    "suffix": one.suffix,
                    "media_type": one.media_type,
                    "views": list(one.views),
                    "options": [
                        {
                            "name": option.name,
                            "title": option.title.to(home, "en"),
                            "type": option.type,
                            "default": option.default,
                            "choices": list(option.choices),
                            "least": option.least,
                            "most": option.most,
                        }
                        for option in one.options
                    ],
                }
                for name, one in found.items()
            ]
        }
    )


async def export(asked: Asked) -> Response:
    """A file: `what` (`compass` when left out), `locale`, and `option.NAME` for each choice."""
    query = asked.request.query_params
    what, locale = query.get("what") or "compass", query.get("locale") or asked.locale
    check_may_take(asked, what)
    name = asked.request.path_params["format"]
    options = {key.removeprefix("option."): value for key, value in query.items() if key.startswith("option.")}
    room, engine = asked.room, asked.web.engine
    viewer = asked.visitor.person if what.startswith("person:") and asked.visitor.face == "phone" else None

    def make() -> Rendition:
        view = room.session.view(what, locale, viewer=viewer)
        return engine.render(view, format=name, options=options)

    made = await _made(room, make, asked.web.settings.export_seconds, asked.web.settings.export_queue)
    data, suffix, kind = _one_file(made)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": disposition(f"{room.state.title} {what.replace(':', ' ')}{suffix}"),
    }
    return Response(data, media_type=kind, headers=headers)


async def _made(room: Room, make: Callable[[], Rendition], seconds: float, most: int) -> Rendition:
    """What a call makes, when it is this one's turn. Raises what it raises, Denied, and PluginError for too long."""
    if _waiting.get(room, 0) >= most:
        raise Denied(503, "busy", "Files are being made. Ask again in a moment.")
    _waiting[room] = _waiting.get(room, 0) + 1
    try:
        async with _turns.setdefault(room, asyncio.Semaphore(1)):
            if len(_lost) >= _MOST_LOST:
                raise Denied(503, "busy", "Several renderers have not come back. Ask again later.")
            return await _in_time(make, seconds)
    finally:
        _waiting[room] -= 1


async def _in_time(make: Callable[[], Rendition], seconds: float) -> Rendition:
    loop = asyncio.get_running_loop()
    done, settle = settled(loop)

    def work() -> None:
        outcome: Any
        try:
            outcome = make()
        except Exception as error:
            outcome = error
        _lost.discard(thread)
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, outcome)

    # A thread by itself, that ends with the process: one of a pool that never returns would keep it from ending.
    thread = Thread(target=work, name="tyopaja-export", daemon=True)
    thread.start()
    try:
        outcome = await asyncio.wait_for(done, seconds)
    except TimeoutError:
        if thread.is_alive():
            _lost.add(thread)
        message = f"Making the file took more than {seconds:g} s. Nothing else is the worse for it."
        raise PluginError("too-slow", message, plugin="", hook="tyopaja_renderers") from None
    if isinstance(outcome, Exception):
        raise outcome
    made: Rendition = outcome
    return made


def _one_file(made: Rendition) -> tuple[bytes, str, str]:
    """A rendition as one file: several are put into a zip."""
    if not made.files:
        return made.data, made.suffix, made.media_type
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in made.files.items():
            packed.writestr(name, data)
    return out.getvalue(), ".zip", "application/zip"


def disposition(name: str) -> str:
    """How a file is called when it is kept (RFC 6266): in letters that every system takes, and as it really is."""
    clean = "".join(" " if one in '/\\:*?"<>|' or unicodedata.category(one)[0] == "C" else one for one in name)
    clean = " ".join(clean.split())[:150] or "tyopaja"
    plain = unicodedata.normalize("NFKD", clean).encode("ascii", "ignore").decode().strip() or "tyopaja"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"
