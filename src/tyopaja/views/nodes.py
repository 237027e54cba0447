"""What views are made of: plain, frozen, localised trees that renderers read and nothing else.

A view holds strings that are ready to print in one locale; a renderer needs no definitions, no state, no
catalogue of words and no clock. `plain` turns any view into dicts and lists for JSON or a template. What a sheet is
put together from stands in `tyopaja.views.pieces`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.pack import Theme
from tyopaja.views.person_nodes import OwnView
from tyopaja.views.pieces import (
    Area,
    Axes,
    CheckView,
    Credit,
    EntryView,
    FieldView,
    Grid,
    PartView,
    Picture,
    SectionView,
    Span,
    Trace,
)
from tyopaja.views.plan_nodes import PlanView
from tyopaja.views.report_nodes import CardsView, CardView, KeyResultView, Recap

__all__ = [
    "Area",
    "Aside",
    "Axes",
    "CardView",
    "CardsView",
    "Chapter",
    "CheckView",
    "Credit",
    "EntryView",
    "FieldView",
    "Grid",
    "GroupView",
    "KeyResultView",
    "OwnView",
    "Pair",
    "PartView",
    "PersonView",
    "Picture",
    "PlanView",
    "Recap",
    "ReportView",
    "SectionView",
    "SessionView",
    "SheetView",
    "Span",
    "SpreadView",
    "StepView",
    "Trace",
    "View",
]


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
    owner: str = ""
    """The group or the person whose sheet it is, as people call them; "" for one that everybody fills."""
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
    session: str = ""
    """The session's id; "" for a canvas by itself."""
    date_on: str = ""
    """The same day in ISO 8601; "" when nothing has happened."""
    templates: Mapping[str, str] = field(factory=dict)
    """The pack's own templates: file name → its text. A renderer takes those that are written for it."""
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
    nothing: str = ""
    """Where there is nothing to answer, in words: that it is empty, or that entries wait to be revealed; "" where there
    is something."""


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
    templates: Mapping[str, str] = field(factory=dict)
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
    order: str = ""
    """How what is inside it runs, for people: at the same time, in any order, each group on its own; "" for one after
    the other."""
    where: tuple[str, ...] = ()
    """For a step that is there for each group or person and is going on: whose it is and where they are, for people,
    each like `Ryhmä 2: valmis`."""
    added: bool = False
    """Whether it was put into this session's flow on the way."""


@frozen(kw_only=True)
class PersonView:
    """Somebody who takes part."""

    id: str
    name: str
    role: str
    """As printed."""
    entries: int
    """How many entries they wrote that still stand; copies that were carried or gathered from them not counted."""
    heads: int = 1
    """How many people share their device."""
    left: bool = False
    """Whether they take part no longer."""


@frozen(kw_only=True)
class GroupView:
    """A group, and who is in it."""

    id: str
    name: str
    people: tuple[str, ...]
    """Their names; without those who left."""


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
    groups: tuple[GroupView, ...] = ()
    entries: int
    """How many stand; copies that were carried or gathered from one of them not counted."""
    votes: int
    """How many have been given; without those that are secret yet."""
    sheets: tuple[str, ...]
    """The names of the session's sheets, as `canvas:NAME` takes them; those that groups or participants have of their
    own behind the one of which they are (`profiili`, `profiili@ryhma-1`)."""
    own_sheets: Mapping[str, str] = field(factory=dict)
    """Those of their own → what they are called, with whose they are."""
    expected: int | None = None
    """How many participants are coming, if anybody said."""
    aside: tuple[Aside, ...] = ()
    """Entries that have lost their place by an upgrade."""
    date: str
    date_on: str = ""
    """The same day in ISO 8601; "" when nothing has happened."""
    theme: Theme
    credit: Credit
    templates: Mapping[str, str] = field(factory=dict)
    words: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Chapter:
    """A part of a report: one workshop of the series, with the sheets that it worked on."""

    title: str
    purpose: str
    sheets: tuple[SheetView, ...]
    recaps: tuple[Recap, ...] = ()
    """What the chapters before left, as it was recalled when this one began; () for a first one."""


@frozen(kw_only=True)
class ReportView:
    """Everything that a session has produced, in reading order: to read (`report`), or to bind (`workbook`), with every
    sheet as it was drawn."""

    what: Literal["report", "workbook"] = "report"
    title: str
    locale: str
    session: SessionView
    result: SheetView | None
    """The compiled result; None for a flow without one."""
    chapters: tuple[Chapter, ...]
    key_results: tuple[KeyResultView, ...] = ()
    """Those of all sheets, in the order of the chapters."""
    theme: Theme
    credit: Credit
    templates: Mapping[str, str] = field(factory=dict)
    words: Mapping[str, str] = field(factory=dict)


View = SheetView | SpreadView | SessionView | ReportView | PlanView | OwnView | CardsView
"""What a renderer is given."""
