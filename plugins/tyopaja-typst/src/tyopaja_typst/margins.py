"""How high the header and the foot of a poster are, worked out before they are set: the same as
`templates/heads.typ`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tyopaja_typst.coverage import Cut, Text, width_of
from tyopaja_typst.heights import MM
from tyopaja_typst.lines import UnplannedError, high, lines, wide
from tyopaja_typst.setting import Data


def header_at(sheet: Data, f: float, width: float, most: float) -> tuple[float, float]:
    """The largest size at which a header is no more than `most` points high, and how high it is then."""
    height = _HEADERS[sheet["design"]]
    for size in _sizes():
        found = height(sheet, f, size, width)
        if found <= most:
            return size, found
    raise UnplannedError("a header that is too high")


def foot_height(sheet: Data, f: float, width: float) -> float:
    """How high the foot is: who approved, and the credit."""
    credit, words, size = sheet["credit"], sheet["words"], 8.2 * f
    parts = [f"{words[word]}: {credit[of]}" for word, of in (("made-with", "designer"), ("licence", "licence"))]
    line = "     ".join([*parts, str(credit["address"])])
    beside = wide(sheet["date"], "reading-400", size) + 6 * MM * f if sheet["design"] != "mono" and sheet["date"] else 0
    foot = 2.6 * MM * f + high(lines(line, "reading-400", size, width - beside), size, 0.6 * size)
    names = [name for name in sheet["short"]["approved"] if name]
    if not names:
        return foot
    if any(not isinstance(name, str) for name in names):
        raise UnplannedError("a character is named")
    room = width - wide(words["approved"], "reading", 9.5 * f, tracking=0.04) - 3.5 * MM * f
    count, at, dot = 1, 0.0, (1 + width_of("·", "display-400")) * 14 * f
    for name in names:
        piece = wide(name, "display-400", 14 * f) + dot
        if at + piece > room:
            count, at = count + 1 if at else count, 0.0
        if piece > room:
            raise UnplannedError("a name over several lines")
        at += piece
    return max(0.7 * 14 * f, high(count, 14 * f, 0.6 * 14 * f)) + 3.6 * MM * f + foot


def _sizes() -> Iterator[float]:
    size = 1.0
    while size > 0.3:
        yield size
        size *= 0.97
    yield 0.3


def _rose(sheet: Data, f: float, s: float, width: float) -> float:
    short, rose = sheet["short"], 32 * MM * f * max(s, 0.7)
    room, most = width - rose - 12 * MM * f, 64 * f * s
    size = most * _share(short, most, room)
    high_ = _block(short["company"], "display-400", 27 * f * s, room, 0.3)
    high_ += 21 * f * s if short["company"] else 0
    high_ += high(lines(short["title"], "display", size, room, tracking=-0.012), size, 0.3 * size)
    purpose = _block(short["purpose"], "reading-400", 15 * f * s, room, 0.5)
    return max(rose, high_ + (26 * f * s + purpose if purpose else 14 * f * s))


def _mono(sheet: Data, f: float, s: float, width: float) -> float:
    short, most, size = sheet["short"], 76 * f * s, 12.5 * f * s
    large = most * _share(short, most, width)
    count = lines(short["title"], "display", large, width, tracking=-0.012)
    title = high(count, large, 0.3 * large) + count * _DESCENDER * large
    side = min(0.24 * width, 70 * MM * f)
    beside = max(
        _block(short["company"], "reading", size, side, 0.48),
        _block(sheet["date"], "reading-400", size, side, 0.48),
        _block(short["purpose"], "reading-400", size, width - 2 * side - 2 * 6 * MM * f, 0.48),
    )
    return title + beside + (4 + 2 + 3 * 0.8) * f + (15 + 10 + 7 + 7) * f * s


_DESCENDER = 0.255
"""How far letters of the display face hang below their line, at a size of 1."""
_HEADERS: Final[Mapping[str, Callable[[Data, float, float, float], float]]] = {"rose": _rose, "mono": _mono}


def _share(short: Data, size: float, width: float) -> float:
    return float(min(1.0, width / max(1.0, short["title-em"] * size)))


def _block(text: Text, cut: Cut, size: float, width: float, leading: float) -> float:
    return high(lines(text, cut, size, width), size, leading * size) if text else 0.0
