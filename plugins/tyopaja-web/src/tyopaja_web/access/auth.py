"""Cookies that links and codes give: who may come in without any users of a host's."""

from __future__ import annotations

from typing import Final

from attrs import evolve as with_
from starlette.requests import Request
from starlette.responses import Response

from tyopaja_web.access.origins import scheme_of
from tyopaja_web.access.tokens import DAY, Signer
from tyopaja_web.access.visitors import Face, Visitor
from tyopaja_web.settings import Settings

LIFE: Final[dict[Face, float]] = {"phone": 30 * DAY, "screen": 7 * DAY, "lead": 400 * DAY, "after": 400 * DAY}
"""Face → how long a cookie is good, in seconds: a series of workshops takes months."""


def cookie_name(face: Face, room: str) -> str:
    """One cookie a room and face: the facilitator's laptop may show the big screen too."""
    return f"tyopaja-{face}-{room}"


class Links:
    """Lets in whoever has a cookie of ours."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    async def __call__(self, request: Request, room: str, face: Face) -> Visitor | None:
        """The visitor that the room's cookie stands for. Who was given the chair has come in by a phone: that cookie
        does for the facilitator's face too, since what they may do there is the session's to say."""
        visitor = self._of(request, room, face)
        if visitor is None and face == "lead":
            phone = self._of(request, room, "phone")
            return None if phone is None else with_(phone, face=face)
        return visitor

    def _of(self, request: Request, room: str, face: Face) -> Visitor | None:
        visitor = self._signer.visitor(request.cookies.get(cookie_name(face, room), ""))
        return visitor if visitor and (visitor.room, visitor.face) == (room, face) else None


def let_in(response: Response, visitor: Visitor, signer: Signer, request: Request, settings: Settings) -> None:
    """Give a visitor their cookie along with a response."""
    life = LIFE[visitor.face]
    response.set_cookie(
        cookie_name(visitor.face, visitor.room),
        signer.token(visitor, life),
        max_age=int(life),
        path=request.scope.get("root_path", "") or "/",
        httponly=True,
        samesite="lax",
        secure=scheme_of(request, settings) == "https",
    )
