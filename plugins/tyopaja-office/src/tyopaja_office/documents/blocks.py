"""What a document is told in, whichever file it becomes."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from tyopaja_office.shown import Shown

Style = Literal["title", "subtitle", "body", "quiet", "prompt"]


@frozen
class Span:
    """Words that are set alike; not cleaned yet. Line breaks in it are line breaks."""

    text: str
    bold: bool = False
    italic: bool = False
    quiet: bool = False


@frozen
class Heading:
    """A heading that the contents list."""

    level: int
    """From 1."""
    text: str


@frozen
class Line:
    """A paragraph."""

    spans: tuple[Span, ...]
    style: Style = "body"


@frozen
class Entries:
    """A list; each entry has one line or several."""

    items: tuple[tuple[tuple[Span, ...], ...], ...]
    first: int | None = None
    """The number of the first one, for a list that is numbered."""
    depth: int = 0


@frozen
class Table:
    """A table; its head is repeated on every page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    """Of the columns in the width."""


@frozen
class Image:
    """A picture by itself."""

    shown: Shown
    words: str
    """What it shows, for who cannot see it."""


@frozen
class Contents:
    """Where the contents stand."""

    title: str


@frozen
class Break:
    """A new page."""


Block = Heading | Line | Entries | Table | Image | Contents | Break


def line(text: str, style: Style = "body") -> Line:
    """A paragraph of one span."""
    return Line((Span(text),), style)
