"""What a board is made of, in pixels, whichever format it is written in: boxes, notes, texts and links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import evolve, field, frozen

from tyopaja.views.nodes import Picture
from tyopaja_boards.keys import Key

Style = Literal["sheet", "section", "part", "rest", "note", "blank", "title", "heading", "text", "small", "label"]
"""As what a piece is drawn: the first four are frames with other pieces in them, `note` and `blank` are filled, the
others are bare text; `label` is a short one above a blank or a row of notes."""
FRAMES: frozenset[Style] = frozenset({"sheet", "section", "part", "rest"})


@frozen
class Box:
    """A rectangle; whole pixels, from the upper left."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, other: Box) -> bool:
        """Whether another lies wholly in it."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def meets(self, other: Box) -> bool:
        """Whether another lies on it, were it by a single pixel."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def by(self, dx: int, dy: int) -> Box:
        """The same elsewhere."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)


@frozen(kw_only=True)
class Piece:
    """One thing on a board."""

    key: Key
    style: Style
    box: Box
    text: str = ""
    """What stands in it; of a frame, what it is called."""
    lines: tuple[str, ...] = ()
    """The text as it was measured, line by line; () for a frame."""
    size: int = 16
    """The height of its letters, in pixels."""
    bold: bool = False
    fill: str = ""
    """`#rrggbb`; "" for none."""
    ink: str = "#1d2733"
    """The colour of its letters, of a frame that of its line."""
    facts: str = ""
    """Of a note: what is said about it, below its text and inside it."""
    facts_lines: tuple[str, ...] = ()
    facts_box: Box | None = None
    texts: Mapping[str, str] = field(factory=dict)
    """Of a section's frame: entry → what it says, for all in it. A program that keeps this tells, when the board comes
    back, what was edited there, and what in the session since."""
    picture: str = ""
    """Of a note or a blank: the key of its picture; "" for none."""
    picture_box: Box | None = None
    """Where in it that is."""

    def by(self, dx: int, dy: int) -> Piece:
        """The same elsewhere."""
        inner = {name: box.by(dx, dy) for name in ("facts_box", "picture_box") if (box := getattr(self, name))}
        return evolve(self, box=self.box.by(dx, dy), **inner)


@frozen(kw_only=True)
class Link:
    """That an entry answers another: both stand on the page."""

    key: Key
    source: Key
    """The note that answers."""
    target: Key
    """The note that is answered."""


@frozen(kw_only=True)
class Page:
    """One board: a sheet, or several side by side."""

    title: str
    pieces: tuple[Piece, ...]
    """Each frame before what stands in it; every key once."""
    links: tuple[Link, ...] = ()
    pictures: Mapping[str, Picture]
    """`sha256:…` → the picture, for all that its pieces show."""
    locale: str
    """BCP 47; what its texts are in."""
    paper: str
    """The colour of the ground, `#rrggbb`."""


@frozen(kw_only=True)
class Metrics:
    """What a program needs for a text of ours: how it sets it, and how it shows what a frame is called."""

    pad: int
    """Between a note's edge and its text."""
    line: float
    """From one line to the next, as a share of the size of the letters."""
    text: int = 16
    """The size of letters on notes; 0 changes nothing where a program has but one size."""
    facts: int = 12
    headings: bool = True
    """Whether we write the headings of boxes; False where the program writes them above each frame itself."""


def tallest(row: Sequence[Piece]) -> int:
    """The height of the tallest."""
    return max((one.box.height for one in row), default=0)


def level(row: Sequence[Piece], style: Style = "note") -> list[Piece]:
    """Pieces of one row, those of a style ending where the longest ends. What is said on a note stays below it."""
    bottom = max((one.box.bottom for one in row), default=0)
    out = []
    for one in row:
        if one.style == style:
            more = bottom - one.box.bottom
            about = one.facts_box.by(0, more) if one.facts_box else None
            one = evolve(one, box=evolve(one.box, height=one.box.height + more), facts_box=about)
        out.append(one)
    return out
