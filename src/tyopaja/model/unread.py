"""Events of which a replay needs to know no more than where they belong, and which are read when somebody asks."""

from __future__ import annotations

from abc import abstractmethod

from tyopaja.model.events import Added


class Unread:
    """A new entry, the only event of its command: not private, no copy, and last in its section.

    Whoever makes one has seen that it can be read. No abstract base class, which would be slower to make."""

    __slots__ = ("before", "by", "command", "entry", "line", "section", "sheet")

    before: str | None
    """The same person's command before, put in by the replay."""
    by: str
    command: str
    entry: str
    line: str | bytes
    """What it is read from."""
    section: str
    sheet: str

    @abstractmethod
    def event(self) -> Added:
        """The event, made anew each time."""
        raise NotImplementedError
