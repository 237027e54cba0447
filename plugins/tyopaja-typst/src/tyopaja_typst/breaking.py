"""Where a long word may be broken, beyond what hyphenation knows: no word is ever wider than its box.

Typst hyphenates by the patterns of a language. What has none (a Northern Sámi text, an address, 300 letters of
nothing) gets places to break here; and a template learns how wide the widest piece is that cannot be broken."""

from __future__ import annotations

import re

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

_ZERO_WIDTH_SPACE = "\u200b"
_WORD = re.compile(rf"\S{{{LONG + 1},}}")
_SYLLABLE = re.compile(r"(?<=\w)(?=[^\W\d_aeiouyåäöáéíóúæø][aeiouyåäöáéíóúæø])", re.IGNORECASE)
"""Before a consonant that a vowel follows: where Finnish breaks, and a fair guess elsewhere."""


def breakable(text: str, language: str) -> str:
    """`text` with places to break in every word that would otherwise have none."""
    if len(text) <= LONG:
        return text
    return _WORD.sub(lambda found: _broken(found[0], language), text)


def longest_piece(text: str, language: str) -> str:
    """The longest stretch of `text` that may stay together on a line."""
    return max((piece for word in text.split() for piece in pieces(word, language)), key=len, default="")


def longest_word(text: str) -> str:
    """The longest stretch of `text` that stays together where nothing is hyphenated."""
    return max((piece for word in text.split() for piece in word.split(_ZERO_WIDTH_SPACE)), key=len, default="")


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
    return max(len(piece) for piece in _SYLLABLE.split(word)) <= PIECE


def pieces(word: str, language: str) -> list[str]:
    """A word in pieces between which it may be broken; one that nothing is known of is left whole."""
    if _ZERO_WIDTH_SPACE in word:
        return word.split(_ZERO_WIDTH_SPACE)
    if not _hyphenates(word, language):
        return [word]
    syllables = _SYLLABLE.split(word)
    if language == "fi":
        return ["".join(syllables[at : at + 2]) for at in range(max(1, len(syllables) - 1))]
    return [word[: LONG // 2 + 3]]
