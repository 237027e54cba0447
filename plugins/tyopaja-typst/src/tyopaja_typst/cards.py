"""The data of cards to print and cut."""

from __future__ import annotations

from attrs import frozen

from tyopaja.renderers.reported import nobody
from tyopaja.views.nodes import CardsView, CardView
from tyopaja_typst.making import Maker
from tyopaja_typst.setting import Data
from tyopaja_typst.wishes import BLACK


@frozen
class CardMaker(Maker):
    """Makes them ready."""

    def cards(self, view: CardsView) -> Data:
        """All cards of a session, and how they lie on paper."""
        return {
            "paper": "a4" if self.wishes.paper == "canvas" else self.wishes.paper,
            "landscape": self.wishes.orientation == "landscape",
            "heading": self.setter.title(view.words.get(view.what, "")),
            "whose": self.setter.text(view.company),
            "title": self.setter.text(view.title),
            "nobody": self.setter.text(nobody(view)),
            "cards": [self.card(one, view) for one in view.cards],
        }

    def card(self, one: CardView, view: CardsView) -> Data:
        """A card; one without a title is to be written on."""
        colour = BLACK if self.wishes.mono else one.colour or view.theme.accent
        return {
            "title": self.setter.text(one.title),
            "title-em": self.setter.em(one.title, "display"),
            "lines": self.setter.texts(line for line in one.lines if line),
            "colour": colour,
        }
