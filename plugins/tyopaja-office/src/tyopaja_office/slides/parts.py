"""What slides are put together from: runs, paragraphs, items in boxes, figures."""

from __future__ import annotations

from typing import Literal

from attrs import evolve, frozen

from tyopaja.views.nodes import SectionView
from tyopaja_office.shown import Shown
from tyopaja_office.slides.measure import LINE, count, longest, width

Shape = Literal["", "note", "card"]


@frozen
class Run:
    """Words that are set alike."""

    text: str
    """Cleaned; line feeds are line breaks."""
    bold: bool = False
    italic: bool = False
    colour: str = ""
    """`#rrggbb`; "" for that of what it stands on."""
    scale: float = 1.0
    """Its size, in sizes of the item."""


@frozen
class Paragraph:
    """One paragraph."""

    runs: tuple[Run, ...]
    before: float = 0.0
    """Room above it, in sizes of the item."""
    centred: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)

    def height(self, room: float, size: float, floor: float = 0.0) -> float:
        """How high it is in a column of `room` points; no run is smaller than `floor`."""
        size_of = max(size * max((run.scale for run in self.runs), default=1.0), min(floor, size))
        bold = any(run.bold for run in self.runs)
        return (count(self.text, max(room / size_of, 1.0), bold) * LINE + self.before) * size_of

    def widest(self, size: float) -> float:
        """How wide its widest word is, in points."""
        return max((longest(run.text, run.bold) * size * run.scale for run in self.runs), default=0.0)


def plain(text: str, **how: object) -> Paragraph:
    """A paragraph of one run; `how` are those of a run."""
    return Paragraph((Run(text, **how),))  # type: ignore[arg-type]  # names and types are a run's


@frozen
class Figure:
    """Something drawn: it takes what room there is from `least` up."""

    section: SectionView
    words: str
    """The same in words, for who cannot see it."""
    least: float
    """How high it must be, in points."""
    most: float
    """How high it may become."""


@frozen
class Item:
    """One thing in a box."""

    paragraphs: tuple[Paragraph, ...] = ()
    shape: Shape = ""
    """What it is drawn as: a sticky note, a card, or nothing but its text."""
    fill: str = ""
    bar: float | None = None
    """How full a bar below its text is, from 0 to 1; None for no bar."""
    picture: Shown | None = None
    words: str = ""
    """What the picture shows, for who cannot see it."""
    figure: Figure | None = None
    head: bool = False
    """Whether it is a heading, which must not stand last."""
    scale: float = 1.0
    """How much larger than its neighbours it is set."""

    @property
    def text(self) -> str:
        """All its words."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@frozen
class Box:
    """A box of a slide with what is in it."""

    title: str
    label: str = ""
    colour: str = "#1d2733"
    look: Literal["plain", "statement", "quiet"] = "plain"
    items: tuple[Item, ...] = ()
    grows: bool = False
    """Whether it holds a text that is set as large as there is room for."""

    told: bool = False
    """Whether its title stands whole on a slide before, so that it may be cut."""

    @property
    def full_title(self) -> str:
        """The title with its label in front."""
        return f"{self.label} {self.title}".strip() if self.label else self.title


@frozen
class Rect:
    """Where something is, in points."""

    x: float
    y: float
    width: float
    height: float

    def inside(self, by: float) -> Rect:
        """The same without a margin."""
        return Rect(self.x + by, self.y + by, max(self.width - 2 * by, 1.0), max(self.height - 2 * by, 1.0))


def cut(paragraph: Paragraph, at: int) -> tuple[Paragraph, Paragraph]:
    """A paragraph in two, after `at` characters."""
    first: list[Run] = []
    rest: list[Run] = []
    for run in paragraph.runs:
        here = max(0, min(len(run.text), at))
        if run.text[:here]:
            first.append(evolve(run, text=run.text[:here]))
        if run.text[here:]:
            rest.append(evolve(run, text=run.text[here:]))
        at -= len(run.text)
    return evolve(paragraph, runs=tuple(first)), evolve(paragraph, runs=tuple(rest), before=0.0)


def shortened(text: str, room: float, lines: int, bold: bool = True) -> str:
    """`text`, cut with `…` where it takes more than `lines` lines of `room` sizes."""
    if count(text, room, bold) <= lines:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if count(text[:middle].rstrip() + "…", room, bold) <= lines:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def fits(text: str, room: float, bold: bool = False) -> bool:
    """Whether `text` stands on one line of `room` sizes."""
    return width(text, bold) <= room
