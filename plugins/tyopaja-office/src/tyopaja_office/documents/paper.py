"""How a document looks: its paper, its colours, its language."""

from __future__ import annotations

from attrs import frozen

MARGIN = 56.0
"""Around the text, in points."""
PAPERS = {"a4": (595.3, 841.9), "letter": (612.0, 792.0)}
"""Width and height of a page, in points."""
FONT = "Arial"
MOST_HIGH = 320.0
"""How high a picture becomes, in points."""


@frozen
class Look:
    """What holds for a whole document."""

    language: str
    """As office programs name it: `fi-FI`."""
    title: str
    author: str
    accent: str
    ink: str
    page: str
    """What the number of a page is called."""
    paper: tuple[float, float]

    @property
    def width(self) -> float:
        """How wide the text is, in points."""
        return self.paper[0] - 2 * MARGIN

    def size(self, width: int, height: int) -> tuple[float, float]:
        """How large a picture of so many pixels is, in points: no larger than there is room for."""
        scale = min(self.width * 0.7 / width, MOST_HIGH / height, 0.75)
        return max(width * scale, 1.0), max(height * scale, 1.0)
