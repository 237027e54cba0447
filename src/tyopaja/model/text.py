"""Words in several languages. A `Text` is one of them, `Texts` a list of them; both are looked up by RFC 4647
(the tag whatever its capitals, then without its last part, down to the language alone), then in the pack's own
locale, then in whatever there is: never blank."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from attrs import field, frozen

HOME = ""
"""The tag that a bare string is kept under: it is in the pack's own locale, whatever that is."""

_Words = TypeVar("_Words")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def tag_of(written: str) -> str | None:
    """The language tag that people mean: `fi-FI` for `fi_FI` and `FI-FI`; None for what is none at all."""
    language, dash, rest = written.replace("_", "-").partition("-")
    tag = language.lower() + dash + rest
    return tag if len(tag) <= 64 and _TAG.fullmatch(tag) else None


def look_up(by_locale: Mapping[str, _Words], locale: str, home: str = HOME) -> tuple[str, _Words] | None:
    """The tag found and its words for `locale`, or None when there are none at all. Blank words are none.

    `home` is the pack's locale: a bare string counts as written in it.
    """
    if (exact := by_locale.get(locale)) is not None and _says(exact):
        return locale or home, exact
    written = {(tag or home).lower(): (tag or home, by_locale[tag]) for tag in by_locale if _says(by_locale[tag])}
    for wanted in (locale, home):
        tag = wanted.lower()
        while tag:
            if tag in written:
                return written[tag]
            tag = tag.rpartition("-")[0]
    return next(iter(written.values()), None)


def _says(words: object) -> bool:
    return bool(words.strip() if isinstance(words, str) else words)


@frozen
class Text:
    """One piece of text in the languages it was written in."""

    by_locale: Mapping[str, str] = field(factory=dict)
    """BCP 47 tag → words; the tag `HOME` for a bare string."""

    def __bool__(self) -> bool:
        return any(_says(words) for words in self.by_locale.values())

    def to(self, locale: str, home: str = HOME) -> str:
        """The words for `locale`; "" only when no language has any."""
        found = look_up(self.by_locale, locale, home)
        return found[1] if found else ""


@frozen
class Texts:
    """A list of texts, kept a list a language: languages may differ in how many they have."""

    by_locale: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """BCP 47 tag → the list; the tag `HOME` for a bare list."""

    def __bool__(self) -> bool:
        return any(self.by_locale.values())

    def to(self, locale: str, home: str = HOME) -> tuple[str, ...]:
        """The list for `locale`; () only when no language has any."""
        found = look_up(self.by_locale, locale, home)
        return found[1] if found else ()


NO_TEXT = Text()
NO_TEXTS = Texts()
