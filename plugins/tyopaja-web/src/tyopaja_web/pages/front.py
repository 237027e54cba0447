"""The front: where a code is typed."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from tyopaja_web.access.codes import LETTERS, tidy
from tyopaja_web.pages.asking import Asked, page

_SHOWN: Final = 24
"""Characters of a wrong code that are shown again."""


async def front(asked: Asked) -> Response:
    """GET /: the page; with `?code=` on to joining, with `?room=` for somebody whom that room knows no longer."""
    query = asked.request.query_params
    code = query.get("code", "")
    if len(tidy(code)) == LETTERS:
        return RedirectResponse(asked.url(f"/j/{quote(tidy(code))}"), 303)
    return door(asked, code=code, wrong=bool(code), away=query.get("room", ""))


def door(
    asked: Asked, *, code: str = "", wrong: bool = False, fault: str = "", away: str = "", status: int = 200
) -> Response:
    """The page with the code that was typed, and what is wrong with it. `away` is a room that knows the visitor no
    longer: what waits for it on the device is shown."""
    return page(
        asked,
        "front.html",
        script="front",
        styles=("join",),
        inline=True,
        http=422 if wrong and status == 200 else status,
        code=code[:_SHOWN],
        fault=fault or (asked.t("join.wrong-code") if wrong else ""),
        away=away,
    )
