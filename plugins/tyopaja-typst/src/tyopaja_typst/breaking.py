"""Where a long word may be broken, beyond what hyphenation knows: no word is ever wider than its box.

Typst hyphenates by the patterns of a language. What has none (a Northern Sámi text, an address, 300 letters of
nothing) gets places to break here; and a template learns how wide the widest piece is that cannot be broken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tyopaja_typst.coverage import clusters

HYPHENATED = frozenset(
    re.findall(
        r"\w+",
        """
    af be bg ca cs da de el en es et fi fr ga gl hr hu is it ka la lt lv nb nl nn no pl pt ro ru sk sl sq sr sv tk tr uk
""",
    )
)
"""Languages for which Typst has patterns."""
COMPOUNDING = frozenset({"da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"})
"""Languages whose patterns are made for long words; in others a long word is a name, or of another language."""
LONG = 18
"""Words up to so many signs are left whole, unless the language breaks them."""
PIECE = 8
"""How many signs stand together where a word is broken without knowing its language."""

SYLLABLE = 6
"""No syllable is longer; a stretch of letters that is, or that has no vowel, is of no language that we know."""

_ZERO_WIDTH_SPACE = "\u200b"
_TIE = "\u00a0"
_SPACES = re.compile(f"[^\\S{_TIE}]+")
"""Where lines end anyway: at every space but that one."""
_WORD = re.compile(rf"\S{{{LONG + 1},}}")
_SYLLABLE = re.compile(r"(?<=\w)(?=[^\W\d_aeiouyåäöáéíóúæø][aeiouyåäöáéíóúæø])", re.IGNORECASE)
"""Before a consonant that a vowel follows: where Finnish breaks, and a fair guess elsewhere."""
_VOWEL = re.compile("[aeiouyåäöáéíóúæøõüëï]", re.IGNORECASE)


def breakable(text: str, language: str) -> str:
    """`text` with places to break in every word that would otherwise have none."""
    if len(text) <= LONG:
        return text
    return _WORD.sub(lambda found: _broken(found[0], language), text)


def long_pieces(text: str, language: str) -> list[str]:
    """The stretches of `text` that may stay together on a line, those that may be the widest."""
    return _long([piece for word in _SPACES.split(text) for piece in pieces(word, language)])


def long_words(text: str) -> list[str]:
    """The stretches of `text` that stay together where nothing is hyphenated, those that may be the widest."""
    return _long([piece for word in _SPACES.split(text) for piece in word.split(_ZERO_WIDTH_SPACE)])


def _long(found: Sequence[str]) -> list[str]:
    """Those at least half as long as the longest: an m is as wide as two other letters."""
    least = max(map(len, found), default=0) / 2
    return [one for one in found if len(one) >= least]


def _broken(word: str, language: str) -> str:
    if len(word) <= LONG or _hyphenates(word, language):
        return word
    signs = clusters(word)
    return _ZERO_WIDTH_SPACE.join("".join(signs[at : at + PIECE]) for at in range(0, len(signs), PIECE))


def _hyphenates(word: str, language: str) -> bool:
    """Whether the language's patterns can be trusted to break `word` often enough."""
    most = 60 if language in COMPOUNDING else LONG
    if language not in HYPHENATED or len(word) > most or not word.strip(".,;:!?()”“\"'’»«…").replace("-", "").isalpha():
        return False
    return all(len(piece) <= SYLLABLE and _VOWEL.search(piece) for piece in _SYLLABLE.split(word))


def pieces(word: str, language: str) -> list[str]:
    """A word in pieces between which it may be broken; one that nothing is known of is left whole, and what hangs on to
    it by a space that breaks no line stays with the last."""
    head, space, tail = word.partition(_TIE)
    if space:
        *first, last = pieces(head, language)
        return [*first, last + space + tail]
    if _ZERO_WIDTH_SPACE in word:
        return word.split(_ZERO_WIDTH_SPACE)
    if not _hyphenates(word, language):
        return [word]
    syllables = _SYLLABLE.split(word)
    if language == "fi":
        return ["".join(syllables[at : at + 2]) for at in range(max(1, len(syllables) - 1))]
    return [word[: LONG // 2 + 3]]
