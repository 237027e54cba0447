"""What the page shows, as its address says it: so a reload keeps it, and any view of it is a link.

Nothing is taken from an address but what can be chosen; whatever else stands there counts as not said."""

from __future__ import annotations

from typing import Final, Literal
from urllib.parse import parse_qs, urlencode

from attrs import frozen

from tyopaja.definitions.ids import ID

Medium = Literal["screen", "print"]

MEDIA: Final[tuple[Medium, ...]] = ("screen", "print")

_LONGEST: Final = 500
"""Characters of a query that are looked at."""


@frozen(kw_only=True)
class Choice:
    """What is shown, and how."""

    canvas: str = ""
    """A canvas's id; "" when a flow is shown, or whatever comes first."""
    flow: str = ""
    """A flow's id; "" when a canvas is shown."""
    locale: str = ""
    """One of the pack's languages; "" for its own."""
    filled: bool = False
    """Whether the sheet shows its examples."""
    medium: Medium = "screen"

    @classmethod
    def of(cls, query: str) -> Choice:
        """What a query string chooses."""
        said = {name: values[0] for name, values in parse_qs(query[:_LONGEST]).items()}
        canvas, flow = (one if ID.fullmatch(one) else "" for one in (said.get("canvas", ""), said.get("flow", "")))
        return cls(
            canvas=canvas,
            flow="" if canvas else flow,
            locale=said.get("locale", ""),
            filled=said.get("fill") == "sample",
            medium="print" if said.get("as") == "print" else "screen",
        )

    def query(self) -> str:
        """The query string that chooses this."""
        said = {
            "canvas": self.canvas,
            "flow": self.flow,
            "locale": self.locale,
            "fill": "sample" if self.filled else "",
            "as": "print" if self.medium == "print" else "",
        }
        return urlencode({name: value for name, value in said.items() if value})
