"""Who asks: which face of which room, and as whom."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, Literal, TypeAlias

from attrs import frozen
from starlette.requests import Request

Face = Literal["phone", "screen", "lead", "after"]

FACES: Final[tuple[Face, ...]] = ("phone", "screen", "lead", "after")


@frozen(kw_only=True)
class Visitor:
    """Somebody who was let in. What their role allows is the session's to say, not this."""

    room: str
    """The session's id."""
    face: Face
    person: str | None = None
    """The person of the session; None for who only looks: the big screen, and the company afterwards."""


Auth: TypeAlias = Callable[[Request, str, Face], Awaitable[Visitor | None]]
"""Request, room and face → who that is, or None for nobody who may come in: a host's own users."""
