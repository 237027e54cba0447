"""Text of people as XML: what XML 1.0 forbids is shown as a replacement character, the rest as it was written."""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape

from tyopaja.renderers.clean import clean, one_line

_QUOTED = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NEAR = 200
"""How many characters are looked at for the direction of a paragraph: nobody begins with more signs than that."""

_CULTURES = {"fi": "fi-FI", "en": "en-GB", "sv": "sv-FI", "se": "se-FI", "smn": "smn-FI", "sms": "sms-FI"}
"""A bare language with the region whose dictionary office programs have for it, where workshops are held."""


def text(raw: str) -> str:
    """`raw` between tags; line feeds and tabs are kept."""
    return escape(clean(raw))


def attribute(raw: str) -> str:
    """`raw` between double quotes."""
    return escape(clean(raw), _QUOTED)


def line(raw: str) -> str:
    """`raw` cleaned and in one line, not escaped yet: for titles, names and cells."""
    return one_line(raw)


def rows(raw: str) -> list[str]:
    """`raw` cleaned, by its line breaks, not escaped yet; one at least."""
    return clean(raw).split("\n")


def leftwards(raw: str) -> bool:
    """Whether a paragraph is read from right to left: as its first letter is."""
    for letter in raw[:_NEAR]:
        kind = unicodedata.bidirectional(letter)
        if kind == "L" or kind in _RIGHT_TO_LEFT:
            return kind != "L"
    return False


def culture(locale: str) -> str:
    """The language of a view as office programs name it."""
    return _CULTURES.get(locale, locale)
