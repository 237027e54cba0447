"""The facilitator's page: where the day is, what is to be said, who has done what, and every lever."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup
from starlette.responses import Response

from tyopaja.model.events import RoleChanged
from tyopaja.model.place import base_of
from tyopaja.workshop.outlook_nodes import Outlook
from tyopaja_web.access.codes import shown
from tyopaja_web.api.log import history
from tyopaja_web.pages.asking import Asked, fragment, page, shared
from tyopaja_web.pages.boards import board_html, picture_address
from tyopaja_web.pages.lead_exports import formats, things
from tyopaja_web.pages.lead_panels import panels
from tyopaja_web.pages.recalling import recalled
from tyopaja_web.pages.words import LOCALES, words

KEYS: Final = (
    ("N", "next"), ("B", "back"), ("T", "timer"), ("+", "more"), ("U", "undo"), ("W", "write"), ("P", "people"),
    ("S", "boards"), ("D", "take"), ("I", "large"), ("H", "history"), ("?", "keys"),
)  # fmt: skip
"""The single keys, with what they do; js/lead/keys.js does it."""
LANGUAGES: Final = {"fi": "suomi", "sv": "svenska", "en": "English"}


async def lead(asked: Asked) -> Response:
    """GET P/r/{room}/lead: the whole page, or with `?part=panels` what of it lives."""
    person = asked.visitor.person
    outlook = await asyncio.to_thread(asked.room.session.outlook, person, asked.locale)
    if outlook.person is None or outlook.person.role != "facilitator":
        return await _without_chair(asked, outlook)
    links = links_of(asked)
    if asked.request.query_params.get("part") == "panels":
        context = await asyncio.to_thread(_living, asked, outlook)
        return fragment(asked, asked.web.render("lead/panels.html", {**shared(asked), "links": links, **context}))
    context = await asyncio.to_thread(_whole, asked, outlook)
    told = await _history(asked) if asked.request.query_params.get("show") == "history" else None
    return page(
        asked,
        "lead/page.html",
        page=await asked.config(),
        script="lead",
        styles=("board", "lead"),
        links=links,
        history=told,
        **context,
    )


async def _without_chair(asked: Asked, outlook: Outlook) -> Response:
    """Whoever leads no longer, or not yet: they are told, may take a slip back, and the page becomes the facilitator's
    when they are given the chair."""
    return page(
        asked,
        "lead/no_chair.html",
        page=await asked.config(),
        script="waiting",
        styles=("lead",),
        links=links_of(asked),
        outlook=outlook,
        gave=_gave_it_away(asked, outlook),
    )


def _gave_it_away(asked: Asked, outlook: Outlook) -> bool:
    """Whether what they did last, and may still undo, was to give the chair to somebody else."""
    deed = asked.room.session.state.deeds.get(outlook.can_undo or "")
    return deed is not None and any(isinstance(one, RoleChanged) for one in deed.events)


def links_of(asked: Asked) -> dict[str, str]:
    """The addresses that the templates need."""
    room = asked.url(f"/r/{asked.room.id}")
    return {
        "do": f"{room}/do?face=lead",
        "lead": f"{room}/lead",
        "screen": f"{room}/screen",
        "after": f"{room}/after",
        "phone": room,
        "qr": f"{room}/qr.svg?face=lead",
        "exports": asked.url(f"/api/r/{asked.room.id}/exports"),
    }


async def _history(asked: Asked) -> tuple[dict[str, Any], ...]:
    """What has happened, latest first, as the API tells it; for browsers in which no script asks it."""
    told = reversed(await history(asked))
    return tuple({**one, "clock": f"{datetime.fromisoformat(one['at']):%H.%M}"} for one in told)


def _living(asked: Asked, outlook: Outlook) -> dict[str, Any]:
    """What changes while people work."""
    room = asked.room
    now = datetime.fromisoformat(outlook.now)
    recaps = {base_of(task.step) for task in outlook.tasks if task.recalls}
    return {
        **panels(room.session, outlook, now, room.presence.here, asked.request.query_params),
        "recalled": recalled(asked, recaps),
    }


def _whole(asked: Asked, outlook: Outlook) -> dict[str, Any]:
    """All of the page."""
    room, query = asked.room, asked.request.query_params
    known = {one.name for one in outlook.sheets}
    chosen = query.get("sheet", "") if query.get("sheet") in known else ""
    code = asked.web.codes.of(room.id)
    found = tuple(things(room.session.definitions.flow, outlook, words(asked.locale)))
    return {
        **_living(asked, outlook),
        "boards": tuple(_boards(asked, outlook, chosen)),
        "chosen_sheet": chosen,
        "formats": formats(asked.web.engine, found, asked.locale, words(asked.locale)),
        "languages": [(tag, LANGUAGES.get(tag, tag)) for tag in LOCALES],
        "invite": {
            "code": shown(code),
            "address": asked.absolute("/").partition("://")[2],
            "link": asked.absolute(f"/j/{code}"),
        },
        "keys": KEYS,
    }


def _boards(asked: Asked, outlook: Outlook, chosen: str) -> list[Markup]:
    """The sheet that was asked for, else those that are worked on or looked back at now, and at the end what came of
    it all."""
    now = [place.sheet for task in outlook.tasks for place in task.on]
    before = [sheet for task in outlook.tasks for sheet in task.recalls]
    last = [outlook.result] if outlook.status == "ended" and outlook.result else []
    sheets = [chosen] if chosen else list(dict.fromkeys((*now, *before, *last)))
    picture = picture_address(asked)
    return [
        board_html(asked.room.session, sheet, asked.locale, asked.visitor.person, picture=picture, level=3)
        for sheet in sheets
    ]
