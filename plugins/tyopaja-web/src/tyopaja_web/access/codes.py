"""Join codes: eight letters that are read from a screen, and that change by themselves twice a day.

They are derived from the secret, the room and the time, so that nothing is kept and every process has the same. The
present one and the one before are good: a code that was read a minute ago does not fail at noon."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 letters and digits: none of 0 O 1 I L, which look alike."""
LETTERS: Final = 8
WINDOW: Final = 12 * 3600
"""Seconds that a code is shown for; it is good for as long again."""


def tidy(code: str) -> str:
    """A code as it was typed, without what does not count: case, spaces, dashes."""
    return "".join(one for one in code.upper() if one.isalnum())[:64]


def shown(code: str) -> str:
    """A code as it is shown, `KX7P-4MQ2`."""
    return f"{code[:4]}-{code[4:]}"


class Codes:
    """The codes of all rooms."""

    def __init__(self, key: bytes, rooms: Callable[[], Iterable[str]]) -> None:
        """`rooms` lists the ids of all rooms that a code may lead to; it may be slow."""
        self._key = key
        self._rooms = rooms
        self._known: dict[str, str] = {}
        self._seen: set[str] = set()
        self._window = -1
        self._lock = Lock()

    def of(self, room: str, now: float | None = None) -> str:
        """The code of a room at a time."""
        return self._made(room, _window(now))

    def ends(self, now: float | None = None) -> float:
        """When the code that is shown now stops being good, in seconds since 1970."""
        return float((_window(now) + 2) * WINDOW)

    def room(self, code: str, now: float | None = None) -> str | None:
        """The room that a code leads to; None where it leads nowhere. Looks into the journal where it does not know it;
        how often that is can be limited only by who counts wrong codes."""
        wanted, window = tidy(code), _window(now)
        if len(wanted) != LETTERS:
            return None
        with self._lock:
            if window != self._window:
                self._known, self._seen, self._window = {}, set(), window
            if wanted not in self._known:
                for room in self._rooms():
                    if room not in self._seen:
                        self._seen.add(room)
                        self._known.update({self._made(room, at): room for at in (window - 1, window)})
            return self._known.get(wanted)

    def _made(self, room: str, window: int) -> str:
        number = int.from_bytes(hmac.digest(self._key, f"{window}/{room}".encode(), hashlib.sha256), "big")
        letters = []
        for _ in range(LETTERS):
            number, letter = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[letter])
        return "".join(letters)


def _window(now: float | None) -> int:
    return int(time.time() if now is None else now) // WINDOW
