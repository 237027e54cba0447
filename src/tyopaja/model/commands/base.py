"""What every command has."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from attrs import frozen

Role = Literal["facilitator", "participant"]


@frozen(kw_only=True)
class Command:
    """What every command has."""

    name: ClassVar[str]
    """The command's stable name on the wire."""

    by: str
    """The person who asks, by id."""
    id: str | None = None
    """The command's own id, made by the client."""
    at: datetime | None = None
    """When it was asked, aware of its zone."""
