"""A text of a view, made ready for a template: broken where it must be, named where no font has it, and measured.

A text is a string, or a list of strings and of code points that no shipped font has (`{"code": "U+65E5"}`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal

from attrs import frozen

from tyopaja.views.nodes import PartView, SectionView, Span
from tyopaja_typst.breaking import breakable, long_pieces, long_words
from tyopaja_typst.coverage import Text, is_blank, runs, width_of

Data = dict[str, Any]
Face = Literal["reading", "display"]

LONG_NOTE = 900
"""Beyond how many characters a note, or a list of questions, may be parted between two pages."""

_LOCALE = re.compile(r"(?P<language>[A-Za-z]{2,3})(-[A-Za-z]{4})?(-(?P<region>[A-Za-z]{2}))?(-.*)?")
_DASH = re.compile(r"(?<=[^\W_]) ([–—]) ")
"""A dash between words belongs to the end of a line, not to the start of the next."""
_BREAKS = re.compile(r"([/?&=#])(?=[^/?&=#\u200b])")
"""Where an address may be broken."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]+")


@frozen
class Setter:
    """Makes texts ready in the language of one view."""

    language: str
    region: str | None
    plainly: bool
    """Whether every character that is not a common one is named, for when a font lets us down."""

    @classmethod
    def of(cls, locale: str, plainly: bool) -> Setter:
        """The setter for a BCP 47 tag; English for one that is none."""
        found = _LOCALE.fullmatch(locale)
        language = found["language"].lower() if found else "en"
        region = found["region"].upper() if found and found["region"] else None
        return cls(language, region, plainly)

    def text(self, text: str) -> Text:
        """A text, ready to set."""
        return runs(self._breakable(text), plainly=self.plainly)

    def _breakable(self, text: str) -> str:
        kept = _DASH.sub("\u00a0\\1 ", text) if "–" in text or "—" in text else text
        return breakable(kept, self.language)

    def address(self, text: str) -> Text:
        """An address, which may be broken after its signs and within what is long."""
        pieces = _BREAKS.sub("\\1\u200b", text).split("\u200b")
        return runs("\u200b".join(breakable(one, "") for one in pieces), plainly=self.plainly)

    def title(self, text: str) -> Text:
        """A heading's text, which must not be empty: a dash where there is none."""
        return "–" if is_blank(text) else self.text(text)

    def texts(self, texts: Iterable[str]) -> list[Text]:
        """Several, each ready to set."""
        return [self.text(text) for text in texts]

    def prompts(self, one: SectionView | PartView) -> list[Any]:
        """The prompts of a section or a part. What is stressed is bold: the reading face has no italics. A link's
        address stands behind it, as paper needs it."""
        if not any(span.strong or span.emphasis for prompt in one.marked for span in prompt):
            return self.texts(one.prompts)
        return [self._marked(prompt) for prompt in one.marked]

    def _marked(self, prompt: tuple[Span, ...]) -> list[Any]:
        out: list[Any] = []
        for span in prompt:
            text = self.text(f"{span.text} ({span.link})" if span.link and span.link != span.text else span.text)
            if span.strong or span.emphasis:
                out.append({"bold": text})
            else:
                out += [text] if isinstance(text, str) else text
        return out

    def em(self, text: str, face: Face = "reading", *, piece: bool = False) -> float:
        """How wide the longest word of `text` is at a size of 1, or its longest piece that hyphens leave whole."""
        broken = self._breakable(text)
        found = long_pieces(broken, self.language) if piece else long_words(broken)
        return round(max((width_of(one, face) for one in found), default=0.0), 3)


def plain(text: str) -> str:
    """A text for a place that is never drawn: a title in the file's data, the words for a picture."""
    return _UNPRINTABLE.sub(" ", text).strip()


def is_long(*texts: str) -> bool:
    """Whether texts that stand together may be parted between two pages."""
    return sum(map(len, texts)) > LONG_NOTE
