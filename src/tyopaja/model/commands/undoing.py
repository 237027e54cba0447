"""The command that takes others back."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tyopaja.model.commands.base import Command


@frozen(kw_only=True)
class Undo(Command):
    """Take back a command, while what it made is still as it left it."""

    name: ClassVar[str] = "undo"
    of: str | None = None
    """The id of the command; one's own latest when left out. Another's only by a facilitator."""
