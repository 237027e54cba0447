"""What a report has beside its sheets: what earlier workshops left, every key result with how far it is, and the steps
by which a sentence came about; and the cards of the people who come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.pack import Theme
from tyopaja.views.pieces import CheckView, Credit, EntryView


@frozen(kw_only=True)
class Recap:
    """What one section left for those who come after: what was chosen in it, or else all of it."""

    title: str
    """Which sheet and section, for people."""
    entries: tuple[EntryView, ...]


@frozen(kw_only=True)
class KeyResultView:
    """A key result of any sheet, and how far it is."""

    entry: str
    """The entry's id."""
    sheet: str
    """The name of the sheet that it was written on."""
    place: str
    """Which sheet and section, for people."""
    text: str
    objective: str = ""
    """What it shows the way to: the sheet's objectives, as text; "" where there are none."""
    measure: str = ""
    unit: str = ""
    start: float | None = None
    target: float | None = None
    now: float | None = None
    """The latest that was measured; None before the first time."""
    start_text: str = ""
    """As printed in the view's locale, with the unit; "" for None."""
    target_text: str = ""
    now_text: str = ""
    direction: str = ""
    """As printed: upwards, downwards, stays, yes or no."""
    way: Literal["up", "down", "keep", "yes-no", ""] = ""
    """The same for programs."""
    due: str = ""
    """The day, as printed."""
    due_on: str = ""
    """The day in ISO 8601; "" for none."""
    owner: str = ""
    progress: float | None = None
    """How far from start to target, 0 to 1; None where there is nothing to tell it by."""
    progress_text: str = ""
    """As printed: `62 %`; "" for None."""
    checks: tuple[CheckView, ...] = ()
    """Where it stood, oldest first."""


@frozen(kw_only=True)
class CardView:
    """One card: a name tag, or a sign for a table."""

    title: str
    """Who, or which group."""
    lines: tuple[str, ...] = ()
    """What stands below, the most important first: a role, a group, the people at the table."""
    colour: str = ""
    """`#rrggbb`, the group's; "" for none. White text can stand on it."""


@frozen(kw_only=True)
class CardsView:
    """Cards to print and cut: a name tag for each person, or a sign for each group's table."""

    what: Literal["name-tags", "table-signs"]
    title: str
    """What the flow is called."""
    company: str
    locale: str
    cards: tuple[CardView, ...]
    theme: Theme
    credit: Credit
    date: str = ""
    templates: Mapping[str, str] = field(factory=dict)
    words: Mapping[str, str] = field(factory=dict)
