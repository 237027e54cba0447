"""Where time and fresh ids come from. The core never asks for either: the workshop façade stamps commands
with them, so a test or a rehearsal can bring its own."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Protocol

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # without 0 o 1 i l u: ids get read aloud in a room
_LENGTH = 12
_IDS = len(_ALPHABET) ** _LENGTH


class Clock(Protocol):
    """What the workshop façade needs of the world outside."""

    def now(self) -> datetime:
        """The time, aware of its zone."""
        ...

    def fresh_id(self) -> str:
        """An id that nobody has had before."""
        ...


class SystemClock:
    """The machine's clock in UTC, and random ids of some 59 bits."""

    def now(self) -> datetime:
        """The machine's time to the millisecond, in UTC."""
        moment = datetime.now(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def fresh_id(self) -> str:
        """Twelve letters and digits that cannot be misread."""
        # One draw for all twelve: each draw asks the system.
        number, letters = secrets.randbelow(_IDS), []
        for _ in range(_LENGTH):
            number, letter = divmod(number, len(_ALPHABET))
            letters.append(_ALPHABET[letter])
        return "".join(letters)
