"""What a browser needs to keep the page on the device: the service worker and the manifest."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from starlette.responses import JSONResponse, Response

from tyopaja_web.pages.asking import Asked
from tyopaja_web.pages.templating import STATIC

_PARTS: Final = ("js/outbox-store.js", "js/sending.js", "sw.js")
_MODULAR: Final = re.compile(r"^import .*\n|^export (?=(?:async )?(?:function|class|const) )", re.MULTILINE)
_ICONS: Final = (
    ("icons/icon.svg", "image/svg+xml", "any"),
    ("icons/icon-192.png", "image/png", "192x192"),
    ("icons/icon-512.png", "image/png", "512x512"),
)


@lru_cache(maxsize=1)
def worker_source() -> str:
    """The service worker in one piece. It shares what it does with the outbox with the page's modules; not every
    browser lets a worker import them, so they stand before it without their imports and exports."""
    return "\n".join(_MODULAR.sub("", (STATIC / part).read_text(encoding="utf-8")) for part in _PARTS)


async def worker(asked: Asked) -> Response:
    """GET /sw.js: looked at anew each time, so that a new one takes over soon."""
    policy = {"Content-Security-Policy": "default-src 'none'; connect-src 'self'"}
    return Response(worker_source(), media_type="text/javascript", headers={"Cache-Control": "no-cache", **policy})


async def manifest(asked: Asked) -> Response:
    """GET /manifest.webmanifest: the name and the icons on a home screen."""
    icons = [{"src": asked.static(path), "type": kind, "sizes": sizes} for path, kind, sizes in _ICONS]
    return JSONResponse(
        {
            "name": "tyopaja",
            "short_name": "tyopaja",
            "id": asked.url("/"),
            "start_url": asked.url("/"),
            "scope": asked.url("/"),
            "display": "standalone",
            "background_color": "#f3f7f8",
            "theme_color": "#0f5c6e",
            "icons": icons,
        },
        media_type="application/manifest+json",
        headers={"Cache-Control": "max-age=3600"},
    )
