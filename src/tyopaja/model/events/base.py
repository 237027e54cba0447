"""What every event has."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from attrs import frozen


@frozen(kw_only=True)
class Event:
    """What every event has."""

    type: ClassVar[str]
    """The event's stable name in journals."""
    form: ClassVar[int] = 1
    """In which form it is written: one more whenever its keys change, with a way from the form before it in
    `tyopaja.model.upcasting`."""

    at: datetime
    """When, aware of its zone."""
    by: str
    """Who asked for it; "" for the engine itself."""
    command: str
    """The id of the command that it came from."""
