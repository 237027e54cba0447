"""Reading what somebody sends, and no more of it than is due."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.requests import Request

from tyopaja.errors import Malformed

_PATIENCE: Final = 120.0
"""Seconds that a body may take to come: a picture over a bad net takes long."""


class TooLarge(Exception):
    """More was sent than is read."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request. Raises TooLarge: at once where it says so itself, else as soon as it is too much; and
    TimeoutError where it does not come."""
    said = request.headers.get("content-length", "0")
    if not said.isdecimal() or int(said[:20]) > most:
        raise TooLarge(most)
    pieces, length = [], 0
    async with asyncio.timeout(_PATIENCE):
        async for piece in request.stream():
            length += len(piece)
            if length > most:
                raise TooLarge(most)
            pieces.append(piece)
    return b"".join(pieces)


async def table_of(request: Request, most: int) -> dict[str, Any]:
    """The JSON object that a request brings. Raises TooLarge and Malformed."""
    body = await body_of(request, most)
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("not-json", "The body is no JSON.", key="", hint="") from error
    if not isinstance(found, dict):
        raise Malformed("not-json", "The body is no JSON object.", key="", hint="")
    return found


async def form_of(request: Request, most: int) -> dict[str, list[str]]:
    """The fields of a form. Raises TooLarge and Malformed."""
    body = await body_of(request, most)
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=1000, errors="strict")
    except ValueError as error:
        raise Malformed("not-a-form", "The body is no form.", key="", hint="") from error
