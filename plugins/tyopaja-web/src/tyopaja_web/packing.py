"""Answers made smaller for slow nets, where the browser can undo it."""

from __future__ import annotations

import gzip
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

_LEAST: Final = 1000
"""Bytes below which it is not worth it."""
_LEVEL: Final = 5
_KINDS: Final = ("text/", "application/json", "application/manifest+json", "image/svg+xml")


def packed(request: Request, response: Response) -> Response:
    """The same answer, its body packed if that is worth it."""
    body, kind = getattr(response, "body", b""), response.headers.get("content-type", "")
    if len(body) < _LEAST or not kind.startswith(_KINDS) or "content-encoding" in response.headers:
        return response
    response.headers.add_vary_header("Accept-Encoding")
    if takes_gzip(request):
        response.body = gzip.compress(body, _LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    return response


def takes_gzip(request: Request) -> bool:
    """Whether a browser undoes it."""
    asked = [one.strip().partition(";") for one in request.headers.get("accept-encoding", "").split(",")]
    return any(name in ("gzip", "*") and rest.replace(" ", "") not in ("q=0", "q=0.0") for name, _, rest in asked)
