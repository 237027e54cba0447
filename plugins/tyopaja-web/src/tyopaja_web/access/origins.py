"""Whether a request that changes something comes from our own pages (cross-site forgery)."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request

from tyopaja_web.settings import Settings


def is_ours(request: Request, settings: Settings) -> bool:
    """Whether it was sent by a page of ours, or of an origin that the settings name. A browser says where from; what
    says nothing at all is refused too, since a page elsewhere must not get in by silence."""
    site = request.headers.get("sec-fetch-site")
    if site == "same-origin":
        return True
    origin = request.headers.get("origin")
    if origin is None:
        return False
    return origin in settings.origins or origin == own_origin(request, settings)


def own_origin(request: Request, settings: Settings) -> str:
    """The origin under which the application was asked for."""
    return f"{scheme_of(request, settings)}://{request.headers.get('host', '')}"


def scheme_of(request: Request, settings: Settings) -> str:
    """`http` or `https`; as our own proxy says, where one stands in front."""
    said = request.headers.get("x-forwarded-proto", "").partition(",")[0].strip() if settings.proxied else ""
    return said if said in ("http", "https") else str(request.url.scheme)


def address_of(request: Request, settings: Settings) -> str:
    """Where a request comes from: the network address, for counting only."""
    if settings.proxied and (said := request.headers.get("x-forwarded-for", "")):
        # The last one is what our proxy saw; all before it is what the sender claims.
        return said.rpartition(",")[2].strip()[:64]
    return request.client.host if request.client else ""


def is_local(url: str) -> bool:
    """Whether an address to go back to stays within this host."""
    parts = urlsplit(url)
    return url.startswith("/") and not url.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
