"""What views are made of: plain, frozen, localised trees that renderers read and nothing else.

A view holds strings that are ready to print in one locale; a renderer needs no definitions, no state, no
catalogue of words and no clock. `plain` turns any view into dicts and lists for JSON or a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.canvas import Look
from tyopaja.model.kinds import Draw, FieldType, Value
from tyopaja.model.pack import Theme


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


@frozen(kw_only=True)
class PartView:
    """A heading inside a section, with its entries."""

    id: str
    title: str
    prompts: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    """What somebody might write."""
    entries: tuple[EntryView, ...] = ()
    gap: str = ""
    """In a compiled sheet: what is missing here, for people; "" when there is something."""


@frozen(kw_only=True)
class SectionView:
    """A box of a sheet, filled or blank."""

    id: str
    label: str
    title: str
    prompts: tuple[str, ...]
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


@frozen(kw_only=True)
class SheetView:
    """A sheet, filled as far as it is: `what` is `compass` for the compiled result of a flow."""

    what: Literal["sheet", "compass"]
    id: str
    """The sheet's name in the flow."""
    canvas: str
    title: str
    """What the sheet is called in the flow."""
    purpose: str
    company: str
    """Whose session it is."""
    locale: str
    """BCP 47; what the strings here are in."""
    grid: Grid
    sections: tuple[SectionView, ...]
    """In the order in which they are read."""
    theme: Theme
    credit: Credit
    approved: tuple[str, ...] = ()
    """The names of those who said yes to it."""
    date: str = ""
    """The day of the session's latest event, as printed; "" when nothing has happened."""
    pictures: Mapping[str, Picture] = field(factory=dict)
    """`sha256:…` → the picture, for all that its entries show."""
    words: Mapping[str, str] = field(factory=dict)
    """Further words that a renderer may print, by a stable key; see `locale/en.toml`, table `[view]`."""


@frozen(kw_only=True)
class Pair:
    """Two sections of a spread: entries of one answer entries of the other."""

    asked: str
    """The section of the first sheet, by id."""
    answering: str
    """The section of the second sheet, by id."""
    title: str
    """Both titles, for people."""
    unanswered: tuple[str, ...] = ()
    """The texts on the first sheet that nothing answers."""


@frozen(kw_only=True)
class SpreadView:
    """Two sheets side by side: what was asked, and what answers it."""

    what: Literal["spread"] = "spread"
    title: str
    company: str
    locale: str
    asked: SheetView
    answering: SheetView
    pairs: tuple[Pair, ...]
    theme: Theme
    credit: Credit
    date: str = ""
    words: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Aside:
    """Entries whose place an upgrade has taken away: kept, and shown by themselves."""

    sheet: str
    """The sheet's title, its id when it is gone too."""
    section: str
    """The section's id, and its part's."""
    entries: tuple[EntryView, ...]


@frozen(kw_only=True)
class StepView:
    """One step of the flow, as the session stands."""

    id: str
    title: str
    purpose: str
    depth: int
    """0 for a workshop of a series, 1 for a step in it, and so on."""
    status: Literal["done", "now", "ahead"]
    time: str
    """Planned length as printed, "" when none."""
    activity: str
    """As printed."""
    sheets: tuple[str, ...] = ()
    """The titles of the sheets that it works on."""


@frozen(kw_only=True)
class PersonView:
    """Somebody who takes part."""

    id: str
    name: str
    role: str
    """As printed."""
    entries: int
    """How many entries they wrote that still stand."""


@frozen(kw_only=True)
class SessionView:
    """How a session stands: where it is, who is in, what there is."""

    what: Literal["session"] = "session"
    id: str
    title: str
    """Whose session it is."""
    flow: str
    """The flow's title."""
    purpose: str
    locale: str
    steps: tuple[StepView, ...]
    people: tuple[PersonView, ...]
    entries: int
    votes: int
    sheets: tuple[str, ...]
    """The names of the flow's sheets, as `canvas:NAME` takes them."""
    aside: tuple[Aside, ...] = ()
    """Entries that have lost their place by an upgrade."""
    date: str
    theme: Theme
    credit: Credit
    words: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Chapter:
    """A part of a report: one workshop of the series, with the sheets that it worked on."""

    title: str
    purpose: str
    sheets: tuple[SheetView, ...]


@frozen(kw_only=True)
class ReportView:
    """Everything that a session has produced, in reading order."""

    what: Literal["report"] = "report"
    title: str
    locale: str
    session: SessionView
    result: SheetView | None
    """The compiled result; None for a flow without one."""
    chapters: tuple[Chapter, ...]
    theme: Theme
    credit: Credit
    words: Mapping[str, str] = field(factory=dict)


View = SheetView | SpreadView | SessionView | ReportView
"""What a renderer is given."""
