"""What every maker of data has: the words, the colours and the credit that stand on each page."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from tyopaja.model.pack import Theme
from tyopaja.views.nodes import Credit, View
from tyopaja_typst.coverage import runs
from tyopaja_typst.setting import Data, Setter, plain
from tyopaja_typst.wishes import Wishes

HEADLINE, SUBTITLE, NAMES = 110, 280, 700
"""How many characters of a title, a purpose and a list of names a sheet's own page shows; the rest goes on behind."""
WORDS = (
    "company", "made-with", "licence", "votes", "vote", "picked", "because", "answers", "empty", "continues",
    "continued", "approved", "start", "target", "due", "owner", "from", "report", "contents", "people", "steps",
    "entries", "session", "done", "now", "ahead", "as-of", "date", "sheets", "status",
    "unanswered", "all-answered", "aside", "aside-why", "private", "groups", "provenance",
)  # fmt: skip
"""The words that templates print, by the view's keys."""


@frozen
class Maker:
    """Turns the nodes of one view into data, in its language."""

    setter: Setter
    wishes: Wishes = Wishes()

    def document(self, view: View, title: str) -> Data:
        """What holds for the whole file."""
        return {
            "lang": self.setter.language,
            "region": self.setter.region,
            "doc-title": plain(title) or "–",
            "doc-author": plain(view.credit.designer),
            "theme": self.theme(view.theme),
            "words": self.words(view.words),
            "credit": self.credit(view.credit),
            "mono": self.wishes.mono,
        }

    def theme(self, theme: Theme) -> Data:
        """The colours of a page."""
        return {
            "ink": theme.ink,
            "accent": theme.accent,
            "paper": theme.paper,
            "notes": list(theme.notes) or ["#fff3b0"],
        }

    def words(self, words: Mapping[str, str]) -> Data:
        """The words of a view that templates print."""
        return {key: self.setter.title(words.get(key, "")) for key in WORDS}

    def credit(self, credit: Credit) -> Data:
        """Who made the canvas, and the address of its licence as a link where it is a plain one."""
        safe = credit.address if credit.address.startswith("https://") and credit.address.isascii() else ""
        return {
            "designer": self.setter.text(credit.designer),
            "licence": self.setter.text(credit.licence),
            "address": runs(credit.address, plainly=self.setter.plainly)
            if len(safe) < HEADLINE
            else self.setter.text(credit.address),
            "link": plain(safe),
        }
