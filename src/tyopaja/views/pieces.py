"""What the nodes of views are put together from: the grid, fields, entries, parts and sections of a sheet, pictures,
and who made it. `tyopaja.views.nodes` has them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.canvas import Look
from tyopaja.model.kinds import Draw, FieldType, Value


@frozen(kw_only=True)
class Area:
    """The rectangle of one section in a grid; cells count from 0."""

    section: str
    x: int
    y: int
    width: int
    height: int


@frozen(kw_only=True)
class Grid:
    """A canvas's layout, worked out."""

    paper: Literal["a4", "a3", "a2", "a1"]
    orientation: Literal["portrait", "landscape"]
    columns: tuple[float, ...]
    """Shares of the width, one a column."""
    rows: tuple[float, ...]
    """Shares of the height, one a row."""
    areas: tuple[Area, ...]
    """One a section, in the order of the sections."""


@frozen(kw_only=True)
class FieldView:
    """One field, with its value or a blank."""

    id: str
    title: str
    type: FieldType
    value: Value | None
    """As kept; None where nothing was written."""
    text: str
    """As printed in the view's locale; "" where nothing was written."""
    required: bool = False
    """Whether an entry cannot be without it."""
    choices: tuple[str, ...] = ()
    """For `choice`: what there is to choose between, as printed."""
    scale: tuple[float, float] | None = None
    """For `scale`: its smallest and its largest number."""
    low: str = ""
    """For `scale`: what its low end means."""
    high: str = ""
    """For `scale`: what its high end means."""


@frozen(kw_only=True)
class Picture:
    """A picture that entries show."""

    media_type: Literal["image/png", "image/jpeg", "image/webp", "image/gif"]
    data: bytes
    width: int
    """Pixels."""
    height: int
    """Pixels."""


@frozen(kw_only=True)
class Axes:
    """What the two axes of a map mean; "" where nothing is said."""

    left: str = ""
    right: str = ""
    bottom: str = ""
    top: str = ""


@frozen(kw_only=True)
class CheckView:
    """Where a key result stood at some moment."""

    date: str
    """As printed."""
    value: float | None
    text: str
    """The value as printed, "" for none."""
    note: str
    """What was said about it."""
    author: str


@frozen(kw_only=True)
class Trace:
    """One of the entries that an entry grew from."""

    how: Literal["compiled", "carried", "answers"]
    """What leads here from the entry a step nearer: it was compiled from this one, is a copy of it, or answers it."""
    depth: int
    """How many steps away, from 0."""
    entry: str
    """The entry's id."""
    sheet: str
    """The sheet's name in the flow."""
    section: str
    """The section's id."""
    part: str = ""
    """The part's id; "" for none."""
    place: str
    """Which sheet and section, for people."""
    text: str
    """What stands there now."""
    author: str
    """Who wrote it first, by name; "" for nobody of the session."""
    votes: int = 0
    picked: bool = False
    reason: str = ""
    """Why it was picked."""
    written: str = ""
    """When, in ISO 8601."""


@frozen(kw_only=True)
class EntryView:
    """One entry."""

    id: str
    text: str
    fields: tuple[FieldView, ...] = ()
    """What it has beside its text, blanks and its colour left out."""
    colour: str = ""
    """`#rrggbb`, the note colour that it was given; "" for one in turn."""
    picture: str = ""
    """The key of its picture in the sheet's `pictures`; "" for none."""
    unanswered: bool = False
    """Whether another sheet should answer it, and nothing there does."""
    author: str
    """The name of who wrote it first."""
    votes: int = 0
    picked: bool = False
    reason: str = ""
    """Why it was picked."""
    answers: tuple[str, ...] = ()
    """The texts of the entries that it answers."""
    origin: str = ""
    """Which sheet and section it came from, for people: in a compiled sheet, or when it was carried here."""
    cluster: str = ""
    """The cluster that it is in, a key of its section's `clusters`; "" for none. Entries of one cluster stand
    together, before those of none."""
    private: bool = False
    """Whether only its author sees it, and this view is theirs."""
    owner: str = ""
    """Whose sheet it stands on, where the sheets of several are shown as one."""
    checks: tuple[CheckView, ...] = ()
    """Where it stood, oldest first, for a key result that was checked in."""
    written: str = ""
    """When it was written first, in ISO 8601; "" where nobody knows."""
    trail: tuple[Trace, ...] = ()
    """What it grew from, nearest first: for what was compiled, carried here or answers something."""


@frozen(kw_only=True)
class Span:
    """A run of words that are set alike."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    """An https address; "" for none."""


@frozen(kw_only=True)
class PartView:
    """A heading inside a section, with its entries."""

    id: str
    title: str
    prompts: tuple[str, ...] = ()
    """Questions that help to fill it, as plain words."""
    marked: tuple[tuple[Span, ...], ...] = ()
    """The same with their emphasis and links, one a prompt; () where a view was made without."""
    examples: tuple[str, ...] = ()
    """What somebody might write."""
    entries: tuple[EntryView, ...] = ()
    hidden: int = 0
    """How many entries there are besides that are not revealed to whom this view is for."""
    gap: str = ""
    """In a compiled sheet: what is missing here, for people; "" when there is something."""


@frozen(kw_only=True)
class SectionView:
    """A box of a sheet, filled or blank."""

    id: str
    label: str
    title: str
    prompts: tuple[str, ...]
    """Questions that help to fill it, as plain words."""
    marked: tuple[tuple[Span, ...], ...] = ()
    """The same with their emphasis and links, one a prompt; () where a view was made without."""
    kind: str
    """The kind's name; renderers go by `draw`."""
    draw: Draw = "notes"
    """As what it is drawn."""
    ordered: bool = False
    """Whether the order of entries means something, so that they are numbered."""
    many: bool = True
    """Whether it holds many entries, or one (one in each of its parts)."""
    limit: int | None = None
    """How many entries it may hold; None for no limit."""
    fields: tuple[FieldView, ...] = ()
    """The fields that each entry has beside its text and colour, blank: what a card to fill with a pen shows."""
    examples: tuple[str, ...] = ()
    """What somebody might write."""
    axes: Axes | None = None
    """For one that is drawn as a map."""
    answers: str = ""
    """Which section of which sheet its entries answer, for people."""
    unanswered: int = 0
    """How many of its entries another sheet should answer and does not."""
    balance: str = ""
    """Which of its parts that should balance has less, for people; "" when they balance."""
    look: Look
    colour: str
    """`#rrggbb`, resolved against the theme; white text can stand on it."""
    blanks: tuple[FieldView, ...] = ()
    """For one drawn as a form (`blanks`): every field with its value or a blank, in order."""
    parts: tuple[PartView, ...] = ()
    """The headings inside it; their entries are not in `entries`."""
    entries: tuple[EntryView, ...] = ()
    """Entries that stand under no heading."""
    clusters: Mapping[str, str] = field(factory=dict)
    """Cluster → its name as printed, in the order in which they stand."""
    hidden: int = 0
    """How many entries there are besides that are not revealed to whom this view is for; those of its parts too."""
    secret: bool = False
    """Whether people vote on its entries now and nobody sees yet how."""
    ungathered: int = 0
    """For a sheet on which those of groups or participants were gathered: how many of their entries are not here."""
    hint: str = ""
    """What is not shown here, in words: hidden entries, secret votes, what was not gathered; "" for nothing."""
    gap: str = ""
    """In a compiled sheet: what is missing, for people; "" when there is something. It says all that its parts'
    gaps say."""


@frozen(kw_only=True)
class Credit:
    """Who made the canvas, and what others may do with it. Printed on every sheet."""

    designer: str
    licence: str
    """As printed, e.g. `CC BY-SA 4.0`."""
    address: str
    """Where the licence stands; "" when unknown."""
