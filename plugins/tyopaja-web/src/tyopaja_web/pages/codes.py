"""The QR code that leads into a room."""

from __future__ import annotations

import io

import segno
from starlette.responses import Response

from tyopaja_web.pages.asking import Asked


async def qr(asked: Asked) -> Response:
    """The address to join by, as a picture that any size stays sharp at; dark on white whatever the page's colours
    are, with the margin that cameras need."""
    address = asked.absolute(f"/j/{asked.web.codes.of(asked.room.id)}")
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, dark="#000000", light="#ffffff", xmldecl=False, omitsize=True
    )
    return Response(out.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})
