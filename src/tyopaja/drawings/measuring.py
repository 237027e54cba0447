"""How wide a text is on paper, never too narrow: nobody knows which font a reader's `sans-serif` is, so that letters
are taken as wide as they are in the widest that is common, DejaVu Sans (and Verdana, which is as wide)."""

from __future__ import annotations

import unicodedata

from attrs import frozen

_PLAIN = {
    30: "'IJijlí", 36: " ,./:;\\f|’·", 42: "!()-[]rtŧ", 54: '"*?_`szšž–”“', 60: "FLckvxyč•",
    66: "$0123456789EKPSTYabdeghnopqu{}äöåéüŠđŋáóúñßø", 72: "ABCRVXZÄÅŽ", 78: "&DGHNUÜ",
    84: "#+<=>OQ^w~ÖØ×→≤≥", 90: "M", 102: "%@WmæÆ—…½",
}  # fmt: skip
_BOLD = {
    36: " 'ijlí", 42: ",-./:;IJ\\|’·", 48: "!()[]ftŧ", 54: '"*_`r–', 60: "?cszšžč", 66: "Lvxy”“•",
    72: "$0123456789EFTabdeghknopqu{}äöåéüđŋáóúñßø", 78: "ABCKPRSVXYZÄÅŠŽ", 84: "#+<=>DGHNU^~Ü×→≤≥",
    96: "&OQwÖØ", 108: "%@M—…mæ½", 114: "WÆ",
}  # fmt: skip
_OTHER = 0.9
_WIDE = 1.4
"""What an emoji takes, and the letters of East Asia less."""
_KEPT = 10_000
"""Letters of other people's alphabets that are remembered; a text may have any of a million."""


class _Widths(dict[str, float]):
    """Letter → its width as a share of the size of the font; one that was not asked for before is looked up."""

    def __missing__(self, letter: str) -> float:
        width = 0.0 if unicodedata.combining(letter) else _WIDE if ord(letter) > 0x2E7F else _OTHER
        if len(self) < _KEPT:
            self[letter] = width
        return width


_WIDTHS = [
    _Widths({letter: width / 100 for width, letters in table.items() for letter in letters})
    for table in (_PLAIN, _BOLD)
]
"""For plain and for bold."""


@frozen
class Font:
    """A size in pixels, and whether it is bold."""

    size: float
    bold: bool = False

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self.size * 1.35

    def width(self, text: str) -> float:
        """How much room a text takes at most."""
        return self.size * sum(map(_WIDTHS[self.bold].__getitem__, text))

    def widths(self, text: str) -> list[float]:
        """The same, letter by letter."""
        widths, size = _WIDTHS[self.bold], self.size
        return [size * widths[letter] for letter in text]

    def longest(self, text: str) -> float:
        """How much room the longest word of a text takes."""
        return max((self.width(word) for word in text.split()), default=0.0)

    def wrap(self, text: str, width: float) -> tuple[str, ...]:
        """A text in lines that fit into `width`; a word that is longer than a line is parted with a hyphen."""
        lines: list[str] = []
        for word in text.split():
            whole = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(whole) <= width:
                lines[-1] = whole
                continue
            while self.width(word) > width and len(word) > 1:
                head = self._head(word, width - self.width("-"))
                lines.append(head if head.endswith("-") else f"{head}-")
                word = word[len(head) :]
            lines.append(word)
        return tuple(lines)

    def _head(self, word: str, width: float) -> str:
        """As many letters of a word as fit, one at least; marks stay with their letter. A hyphen is a good end."""
        taken, end, widths = 0.0, 0, _WIDTHS[self.bold]
        for place, letter in enumerate(word):
            taken += self.size * widths[letter]
            if taken > width:
                break
            end = place + 1
        while 0 < end < len(word) and unicodedata.combining(word[end]):
            end -= 1
        hyphen = word.rfind("-", 1, end)
        return word[: hyphen + 1] if hyphen > 0 else word[: max(end, 1)]
