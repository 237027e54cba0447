"""How many lines a text takes, worked out from the widths of its words: rather one too many than one too few.

Typst breaks paragraphs better than line by line and may hyphenate, so that it needs no more lines than these."""

from __future__ import annotations

import re
from functools import lru_cache

from tyopaja_typst.breaking import pieces as _pieces
from tyopaja_typst.coverage import Cut, Text, width_of

CAP = 0.7031
"""How high capitals are at a size of 1, and so a line; those of the display face are lower by less than a hair."""

_BREAKS = re.compile("[ \u200b]+")


class UnplannedError(Exception):
    """Something of which nobody can say beforehand how high it gets."""


def lines(text: Text, cut: Cut, size: float, width: float, *, tracking: float = 0.0, language: str = "") -> int:
    """How many lines `text` takes at a size, in points, between margins so many points apart. `tracking` is added to
    each letter, as a share of the size. A word that is too wide is hyphenated by what is known of `language`, from the
    start of a line on; raises UnplannedError without one, or where a sign has no glyph."""
    if not isinstance(text, str):
        raise UnplannedError("a character is named")
    room = width / size
    count = 0
    for paragraph in _measured(text, cut, tracking):
        count += 1
        at = 0.0
        for word, space, letters in paragraph:
            if word > room:
                more, rest = _hyphenated(letters, cut, room, language)
                count += more + (1 if at else 0)
                at = rest + space
                continue
            if at and at + word > room:
                count += 1
                at = 0.0
            at += word + space
    return count


def _hyphenated(word: str, cut: Cut, room: float, language: str) -> tuple[int, float]:
    """How many lines end in a word that begins one, and how wide what stands on the next is, at a size of 1."""
    pieces = _pieces(word, language) if language else [word]
    hyphen = width_of("-", cut)
    count, at = 0, 0.0
    for piece in pieces:
        wide = width_of(piece, cut)
        if wide + hyphen > room:
            raise UnplannedError("a word that cannot be hyphenated")
        if at and at + wide + hyphen > room:
            count += 1
            at = 0.0
        at += wide
    return count, at


def wide(text: Text, cut: Cut, size: float, *, tracking: float = 0.0) -> float:
    """How many points `text` takes in one line."""
    if not isinstance(text, str):
        raise UnplannedError("a character is named")
    return (width_of(text, cut) + tracking * len(text)) * size


def high(count: int, size: float, leading: float) -> float:
    """How many points so many lines take, `leading` points apart."""
    return count * CAP * size + (count - 1) * leading


@lru_cache(4096)
def _measured(text: str, cut: Cut, tracking: float) -> list[list[tuple[float, float, str]]]:
    """Each word and the space behind it, as wide as at a size of 1, by the lines that the text itself has."""
    space = width_of(" ", cut) + tracking
    return [
        [
            (width_of(word, cut) + tracking * len(word), space if found != "\u200b" else 0.0, word)
            for word, found in zip(_BREAKS.split(line), [*_BREAKS.findall(line), ""], strict=True)
        ]
        for line in text.split("\n")
    ]
