"""What a picture is, read from the first bytes of its file: its format and its size in pixels. No picture is decoded:
whoever takes pictures in has looked at them closely; here is only said how large their place is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tyopaja.views.nodes import Picture

_Type = Literal["image/png", "image/jpeg", "image/webp", "image/gif"]
_NO_SIZE = frozenset({0xD8, 0x01, *range(0xD0, 0xD8)})
"""Markers of JPEG that stand alone, without a length."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG that say how large the picture is."""


def picture_of(data: bytes) -> Picture | None:
    """The picture in a file's bytes; None for what is no PNG, JPEG, WebP or GIF, or says no size."""
    found: tuple[_Type, int, int] | None = None
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        found = "image/png", _big(data[16:20]), _big(data[20:24])
    elif data.startswith((b"GIF87a", b"GIF89a")):
        found = "image/gif", _little(data[6:8]), _little(data[8:10])
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        found = "image/webp", *_webp(data)
    elif data.startswith(b"\xff\xd8"):
        found = "image/jpeg", *_jpeg(data)
    if found is None or not (found[1] and found[2]):
        return None
    media_type, width, height = found
    return Picture(media_type=media_type, data=data, width=width, height=height)


def _big(part: bytes) -> int:
    return int.from_bytes(part, "big")


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")


def _webp(data: bytes) -> tuple[int, int]:
    """As the container says (RFC 9649): lossy, lossless and extended files keep their size at other places."""
    match data[12:16]:
        case b"VP8 ":
            return _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF
        case b"VP8L" if len(data) >= 25:
            packed = _little(data[21:25])
            return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        case b"VP8X" if len(data) >= 30:
            return _little(data[24:27]) + 1, _little(data[27:30]) + 1
        case _:
            return 0, 0


def _jpeg(data: bytes) -> tuple[int, int]:
    for marker, at in _segments(data):
        if marker in _FRAMES:
            return _big(data[at + 5 : at + 7]), _big(data[at + 3 : at + 5])
    return 0, 0


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Each marker of a JPEG with the place of what follows it, up to the picture itself."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a filler before the marker
            at += 1
        elif marker in _NO_SIZE:
            at += 2
        else:
            yield marker, at + 2
            at += 2 + max(2, _big(data[at + 2 : at + 4]))
