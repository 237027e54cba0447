"""The files that pages load. All are ours: nothing is ever fetched from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from starlette.responses import Response

from tyopaja_web.answering import Denied
from tyopaja_web.pages.asking import Asked
from tyopaja_web.pages.templating import STATIC, version

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_FOR_EVER: Final = "public, max-age=31536000, immutable"


async def static(asked: Asked) -> Response:
    """A file by its path; for ever where it is asked for by the version that it has."""
    path = asked.request.path_params["path"]
    found = (STATIC / path).resolve()
    if not found.is_relative_to(STATIC.resolve()) or found.suffix not in _TYPES or not found.is_file():
        raise Denied(404, "no-file", "There is no such file.")
    latest = asked.request.path_params["version"] == version()
    headers = {"Cache-Control": _FOR_EVER if latest else "no-cache"}
    return Response(_read(str(found)), media_type=_TYPES[found.suffix], headers=headers)


@lru_cache(maxsize=512)  # there are not as many: each is read once
def _read(path: str) -> bytes:
    return Path(path).read_bytes()
