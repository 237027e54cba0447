"""What views are made of: plain, frozen, localised trees that renderers read and nothing else.

A view holds strings that are ready to print in one locale; a renderer needs no definitions, no state, no
catalogue of words and no clock. `plain` turns any view into dicts and lists for JSON or a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.canvas import Look
from tyopaja.model.kinds import FieldType, Value
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


@frozen(kw_only=True)
class EntryView:
    """One entry."""

    id: str
    text: str
    fields: tuple[FieldView, ...] = ()
    """What it has beside its text, blanks left out."""
    author: str
    """The name of who wrote it first."""
    votes: int = 0
    picked: bool = False
    reason: str = ""
    """Why it was picked."""
    answers: tuple[str, ...] = ()
    """The texts of the entries that it answers."""
    origin: str = ""
    """In a compiled sheet: which sheet and section it came from, for people."""


@frozen(kw_only=True)
class PartView:
    """A heading inside a section, with its entries."""

    id: str
    title: str
    prompts: tuple[str, ...] = ()
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
    look: Look
    colour: str
    """`#rrggbb`, resolved against the theme; white text can stand on it."""
    blanks: tuple[FieldView, ...] = ()
    """For kind `fields`: every field with its value or a blank, in order."""
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
    words: Mapping[str, str] = field(factory=dict)
    """Further words that a renderer may print, by a stable key; see `locale/en.toml`, table `[view]`."""


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


View = SheetView | SessionView | ReportView
"""What a renderer is given."""
