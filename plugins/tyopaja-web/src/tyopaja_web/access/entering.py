"""Coming in: by a code with a name, or by a link."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tyopaja.model.commands import Join
from tyopaja_web.access.auth import cookie_name, let_in
from tyopaja_web.access.codes import LETTERS, tidy
from tyopaja_web.access.origins import address_of, is_local
from tyopaja_web.access.visitors import Face, Visitor
from tyopaja_web.answering import LOCALE_COOKIE, Denied
from tyopaja_web.bodies import form_of
from tyopaja_web.pages.asking import Asked
from tyopaja_web.pages.words import language_of

PATHS: Final[dict[Face, str]] = {"phone": "", "screen": "/screen", "lead": "/lead", "after": "/after"}
_MOMENT: Final = 60.0
"""Seconds that a cookie is good for which nobody is given."""
_NAME: Final = 100
_FORM: Final = 20_000
_YEAR: Final = 365 * 86_400


def path_of(room: str, face: Face) -> str:
    """Where a face of a room is."""
    return f"/r/{room}{PATHS[face]}"


async def room_of_code(asked: Asked, code: str) -> str | None:
    """The room that a code leads to; None for a wrong one, which is counted. Raises TooMany after several of them."""
    address = address_of(asked.request, asked.web.settings)
    asked.web.limits.before_guess(address)
    room = await asked.web.rooms.ask(asked.web.codes.room, code)
    if room is None and len(tidy(code)) == LETTERS:
        asked.web.limits.wrong_guess(address)
    return room


async def present(asked: Asked, room: str) -> Visitor | None:
    """Who this browser is in a room already, on a phone."""
    visitor = await asked.web.auth(asked.request, room, "phone")
    return visitor if visitor is not None and visitor.person is not None else None


async def may_join(asked: Asked, room: str) -> bool:
    """Whether somebody with the code can come in by this browser: who is known there, and whomever the cookie that they
    would get lets in. A host with users of its own knows nobody by that cookie, and joins no strangers."""
    if await present(asked, room) is not None:
        return True
    visitor = Visitor(room=room, face="phone", person=asked.web.engine.clock.fresh_id())
    cookie = f"{cookie_name('phone', room)}={asked.web.signer.token(visitor, _MOMENT)}"
    headers = [one for one in asked.request.scope["headers"] if one[0] != b"cookie"]
    later = Request({**asked.request.scope, "headers": [*headers, (b"cookie", cookie.encode())]})
    return await asked.web.auth(later, room, "phone") == visitor


async def arrive(asked: Asked, room: str, *, name: str = "", heads: int = 1) -> Response:
    """Let somebody in who has given a code: they join, and go on to the phone. Who is in already stays who they are.

    Raises Refused, in their language where there are words for it, Denied where a code is not enough, JournalError and
    Closing.
    """
    if not await may_join(asked, room):
        raise Denied(401, "not-known", "Sign in first: a code alone lets nobody in here.")
    opened = await asked.web.rooms.room(room)
    visitor = await present(asked, room)
    known = opened.state.people.get(visitor.person or "") if visitor else None
    if visitor is None or known is None or known.left is not None or name.strip():
        person = (visitor and visitor.person) or asked.web.engine.clock.fresh_id()
        called = " ".join(name.split())[:_NAME] or None
        joining = Join(by=person, called=called, heads=heads)
        (outcome,) = await opened.do([joining])
        if outcome.error is not None:
            raise outcome.error
        visitor = Visitor(room=room, face="phone", person=person)
    response = RedirectResponse(asked.url(path_of(room, "phone")), 303)
    let_in(response, visitor, asked.web.signer, asked.request, asked.web.settings)
    return response


async def entered(asked: Asked) -> Response:
    """`GET /k/{token}`: a link gives its cookie and leads on to its face."""
    address = address_of(asked.request, asked.web.settings)
    asked.web.limits.before_guess(address)
    visitor = asked.web.signer.visitor(asked.request.path_params["token"])
    if visitor is None:
        asked.web.limits.wrong_guess(address)
        raise Denied(404, "no-link", "This link is not good, or not good any more.")
    response = RedirectResponse(asked.url(path_of(visitor.room, visitor.face)), 303)
    let_in(response, visitor, asked.web.signer, asked.request, asked.web.settings)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


async def language(asked: Asked) -> Response:
    """`POST /language`: another language from now on, and back to where it was asked for."""
    form = await form_of(asked.request, _FORM)
    chosen = language_of(form.get("locale", [""])[0])
    to = form.get("back", [""])[0]
    response = RedirectResponse(to if is_local(to) else asked.url("/"), 303)
    if chosen is not None:
        response.set_cookie(LOCALE_COOKIE, chosen, max_age=_YEAR, path=asked.prefix or "/", samesite="lax")
    return response
