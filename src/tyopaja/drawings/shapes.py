"""What a picture is made of, once everything has its place. Lengths are pixels, from the upper left corner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from attrs import field, frozen

from tyopaja.drawings.figures import Figure, Way
from tyopaja.drawings.measuring import Font

Point: TypeAlias = tuple[float, float]
Role = Literal["ink", "soft", "accent"]


@frozen(kw_only=True)
class Line:
    """A line of text."""

    x: float
    y: float
    """Where its letters stand, not where they end above."""
    text: str
    font: Font
    role: Role = "ink"
    end: bool = False
    """Whether it ends at `x`; otherwise it begins there."""


@frozen(kw_only=True)
class Gutter:
    """The room beside a sequence in which the moves between its steps run: ways first, then their words."""

    x: float
    ways: int
    """How many ways have a line of their own."""
    words: float
    """Where the words begin."""
    top: float
    bottom: float
    right: float
    below: Mapping[str, float] = field(factory=dict)
    """Step → the height at which the words of the moves out of it begin, where they stand below the steps."""


@frozen(kw_only=True)
class Content:
    """The steps inside a step, or of a column of the flow."""

    boxes: tuple[Box, ...]
    bottom: float
    arrows: tuple[tuple[Point, Point], ...] = ()
    """From each step to the next."""
    begin: Point | None = None
    """The middle of the dot that it begins with."""
    end: Point | None = None
    """The middle of the dot that it ends with."""
    dividers: tuple[tuple[Point, Point], ...] = ()
    """Between steps side by side."""
    gutter: Gutter | None = None


@frozen(kw_only=True)
class Box:
    """A step in its place."""

    figure: Figure
    x: float
    y: float
    width: float
    height: float
    """Without the cards behind it."""
    edge: float
    """Where ways of moves leave and arrive, from left to right."""
    lines: tuple[Line, ...]
    sign: Point | None = None
    """The middle of its sign."""
    content: Content | None = None

    @property
    def bottom(self) -> float:
        """Where it ends, the cards behind it with it."""
        return self.y + self.height + self.deck

    @property
    def deck(self) -> float:
        """How far the cards behind it stand out to the right and below."""
        return DECK if self.figure.step.for_each else 0

    def walk(self) -> Iterator[Box]:
        """This box and those inside it."""
        yield self
        for one in self.content.boxes if self.content else ():
            yield from one.walk()


@frozen(kw_only=True)
class Label:
    """The words of a move."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


@frozen(kw_only=True)
class Track:
    """A move's way from step to step."""

    way: Way
    points: tuple[Point, ...]
    label: Label
    history: Point | None = None
    """The middle of the sign that says that it goes on where it was left."""


NOWHERE: Mapping[str, float] = {}

DECK = 8
PAD = 12
SIGN = 11
"""The radius of a sign."""
GAP = 24
"""From a step to the next."""
LANE = 16
"""Between steps side by side."""
LEAF = 280
"""How narrow a step may be."""
SLIM = 240
"""How narrow one may be that has others beside it."""
WORDS = 150
"""How wide the words of a move are."""
HISTORY = 9
"""The radius of the sign of history."""
TRACK = 10
"""From one way to the next beside it."""

TITLE = Font(14, bold=True)
HEADING = Font(15, bold=True)
DETAIL = Font(12)
LABEL = Font(12, bold=True)
