"""A picture to stand where people will put theirs: hills under a sky, in a theme's colours. Drawn here, dot by dot, so
that a sample needs no file and no library for pictures."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from math import sin

from tyopaja.views.nodes import Picture

WIDTH, HEIGHT = 240, 160


@lru_cache(maxsize=8)
def placeholder(colour: str) -> Picture:
    """A PNG in shades of `colour`, written `#rrggbb`; the same bytes for the same colour."""
    deep = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    shades = b"".join(bytes(round(255 - (255 - one) * share) for one in deep) for share in (0.14, 0.24, 0.42, 0.7, 1))
    rows = b"".join(b"\0" + bytes(_shade(x, y) for x in range(WIDTH)) for y in range(HEIGHT))
    data = b"".join((
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)),
        _chunk(b"PLTE", shades),
        _chunk(b"IDAT", zlib.compress(rows, 9)),
        _chunk(b"IEND", b""),
    ))  # fmt: skip
    return Picture(media_type="image/png", data=data, width=WIDTH, height=HEIGHT)


def _shade(x: int, y: int) -> int:
    """Which of the shades a dot has, from the lightest: sky, a moon, and three rows of hills."""
    if y > 128 + 9 * sin(x / 31 + 4):
        return 4
    if y > 104 + 14 * sin(x / 38 + 1):
        return 3
    if y > 78 + 20 * sin(x / 27):
        return 2
    return 1 if (x - 176) ** 2 + (y - 38) ** 2 > 18**2 else 0


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
