"""Words as people write them, and words that no entry takes; ids and texts of definitions."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

ODD_WORDS = (
    "Hiljaisuutta ja selkeä aikataulu",
    "ääkköset ÅÄÖ",
    "Ǯeʹlddes, ǩeâll, ǥõõl, ʒõõnâs",  # Skolt Sámi
    "e\u0301 a\u0308 o\u0302\u0323",  # letters with marks of their own
    "👍🏽 👨‍👩‍👧‍👦 🇫🇮",  # with skin tones, joiners, flags
    "مرحبا בית",  # from right to left
    "日本語",
    "<script>alert('x')</script> &amp; <b>",
    "=SUM(A1:A9)",
    "+358 40 123",
    "-1",
    "@aino",
    "#set page(fill: red) $x^2$ *b* _i_ \\ // `c` @ref <l>",
    "**lihava** [linkki](https://example.org) | a | b |\n- lista\n\tsisennetty",
    "{} {0} %s ${x}",
    "a" * 300,
)
"""Words that have broken something somewhere; all of them may be written into an entry of 300 characters."""

REFUSED_WORDS = (
    "",
    "   ",
    "\n\t",
    "\u200b\u2060",
    "bell\u0007",
    "\u202etrojan",
    "\u2066x\u2069",
    "\ud800",
    "\uffff",
    "x" * 10_001,
)
"""Words that no entry takes: empty, unseen, not printable, misleading, too long."""

PICTURES = tuple(f"sha256:{letter * 64}" for letter in "07af")
"""Names of pictures, as fields hold them. No journal has them."""

PLACES = ((0, 0), (100, 100), (20, 80.5), "20,80", "20 80", "20,5 80", " 33.3; 7 ", "0, 100")
"""Places between two axes, as programs and as people write them."""

NO_PLACES = ((101, 0), (0, -1), "20", "20,80,5", "20;80;5", "x,y", "−1,5 3", "100.1,0", True)
"""What is no such place."""

_SHORT = [one for one in ODD_WORDS if len(one) <= 60]
_TEXTS: list[Any] = [
    *_SHORT,
    *({"fi": one, "en": another} for one, another in pairwise(_SHORT)),
    {"se": "Searvan", "sv": "Tillsammans"},
]
# Drawn from a list, since a definition has some fifty of them, and the odd ones are what matters.
_LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cf"), exclude_characters="\ufffe\uffff")


def words(at_most: int = 300) -> st.SearchStrategy[str]:
    """Words that an entry of `at_most` characters takes."""
    odd = [one for one in ODD_WORDS if len(one) <= at_most]
    plain = st.text(_LETTERS, min_size=1, max_size=min(at_most, 40)).filter(lambda one: any(map(str.isalnum, one)))
    return st.sampled_from(odd) | plain if odd else plain


def refused_words() -> st.SearchStrategy[str]:
    """Words that no entry takes."""
    return st.sampled_from(REFUSED_WORDS)


def ids() -> st.SearchStrategy[str]:
    """Ids of canvases, sections, flows, steps and people."""
    return st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)


def texts() -> st.SearchStrategy[Any]:
    """A text of a definition as TOML has it: a bare string, or a table by language."""
    return st.sampled_from(_TEXTS)
