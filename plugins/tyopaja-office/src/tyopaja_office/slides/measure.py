"""How much room text takes in Arial, which every office program has or has a font of the same widths for.

The widths are those that Helvetica, Arial and Liberation Sans share, in thousandths of the size."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

LINE = 1.2
"""The height of a line, in sizes."""
SLACK = 1.03
"""What programs may set wider than the widths say: hinting, kerning."""

_REGULAR = {
    191: "'", 222: "ijl‘’‚ł", 260: "|", 278: " !,./:;I[\\]ftıŧ·", 333: "()-`r“”„‹›¡", 334: "{}", 350: "•", 355: '"',
    389: "*", 400: "°", 469: "^", 500: "Jcksvxyz↑↓ĸʒǯ", 549: "÷±", 556: "#$0123456789?L_abdeghnopqu–€ðþđħŋŁ§«»ǥ",
    584: "+<=>~×", 611: "FTZßøŦ¿Ʒ", 667: "&ABEKPSVXYÞ", 722: "CDHNRUwÐĐĦ", 723: "Ŋ", 737: "©®", 778: "GOQØ",
    833: "Mm", 889: "%æ", 944: "Wœ", 1000: "—…→←ÆŒ", 1015: "@",
}  # fmt: skip
_BOLD = {
    238: "'", 278: " ,./I\\ijl‘’‚ıł·", 280: "|", 333: "!()-:;[]`ft‹›ŧ¡", 350: "•", 389: "*r{}", 400: "°", 474: '"',
    500: "z“”„↑↓ʒǯ", 549: "÷±", 556: "#$0123456789J_aceksvxy–€ĸ§«»", 584: "+<=>^~×",
    611: "?FLTZbdghnopqußøðþđħŋŁŦ¿ǥƷ", 667: "EPSVXYÞ", 722: "&ABCDHKNRUÐĐĦ", 723: "Ŋ", 737: "©®", 778: "GOQwØ",
    833: "M", 889: "%mæ", 944: "Wœ", 975: "@", 1000: "—…→←ÆŒ",
}  # fmt: skip
_PIECES = re.compile(r"[^/\-–—]*[/\-–—]+|[^/\-–—]+")
"""What of a word stays together: programs break lines behind these signs too, and so leave more lines unfilled."""
_OTHER, _WIDE = 0.8, 1.4
"""A letter of another script, and one that is as wide as it is high: a guess to the safe side, emoji being widest."""


def _by_letter(widths: Mapping[int, str]) -> Mapping[str, float]:
    return MappingProxyType({letter: width / 1000 for width, letters in widths.items() for letter in letters})


_TABLES = {False: _by_letter(_REGULAR), True: _by_letter(_BOLD)}


@lru_cache(maxsize=4096)
def _letter(letter: str, bold: bool) -> float:
    table = _TABLES[bold]
    if letter in table:
        return table[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    if base in table:
        return table[base]
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER


@lru_cache(maxsize=65536)
def width(text: str, bold: bool = False) -> float:
    """How wide `text` is in one line, in sizes."""
    return SLACK * sum(_letter(letter, bold) for letter in text)


@lru_cache(maxsize=65536)
def longest(text: str, bold: bool = False) -> float:
    """How wide the widest word of `text` is, in sizes."""
    return max((width(piece, bold) for word in text.split() for piece in _PIECES.findall(word)), default=0.0)


@lru_cache(maxsize=65536)
def count(text: str, room: float, bold: bool = False) -> int:
    """On how many lines `text` stands in a column of `room` sizes; a word that is wider than it is broken anywhere."""
    return sum(_lines_of(row, room, bold) for row in text.split("\n"))


def _lines_of(row: str, room: float, bold: bool) -> int:
    lines, at, space = 1, 0.0, width(" ", bold)
    for word in row.split(" "):
        gap = space if at else 0.0
        for piece in _PIECES.findall(word) or ("",):
            wide = width(piece, bold)
            if at and at + gap + wide <= room:
                at += gap + wide
            else:
                lines += at > 0
                at = wide
                if wide > room:
                    whole, at = _broken(piece, room, bold)
                    lines += whole
            gap = 0.0
    return lines


def _broken(word: str, room: float, bold: bool) -> tuple[int, float]:
    """Into how many further lines a word runs, and how far it reaches in the last of them."""
    further, at = 0, 0.0
    for letter in word:
        wide = SLACK * _letter(letter, bold)
        if at and at + wide > room:
            further, at = further + 1, 0.0
        at += wide
    return further, at
