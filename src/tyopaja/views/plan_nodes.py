"""The plan of a day beside its truth, as a view is: plain, frozen, localised. Every moment stands twice: as printed in
the zone that was asked for, and in ISO 8601 for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.pack import Theme
from tyopaja.views.pieces import Credit


@frozen(kw_only=True)
class PlanTime:
    """From when to when."""

    begins: str | None
    """ISO 8601; None where the calendar has no such moment."""
    ends: str | None
    """None for what is going on, too."""
    text: str
    """As printed: `13.50–14.05`, with `~` before what is expected."""


@frozen(kw_only=True)
class PlanRow:
    """One step."""

    id: str
    title: str
    depth: int
    """0 for a step of the day itself, 1 for a step in it, and so on."""
    status: Literal["done", "now", "ahead", "skipped"]
    """`skipped` for what was gone past without being entered."""
    activity: str
    """By its name in definitions; "" for a step with steps inside."""
    minutes: int | None
    """How long it should take; None where nobody said."""
    time: str
    """The same as printed, "" for None."""
    planned: PlanTime
    """Counted from when the day really began."""
    actual: PlanTime | None
    """When it was, the latest time; None for what has not begun."""
    expected: PlanTime | None
    """From when to when it is expected to be, where it is not over."""
    late: int | None
    """The minutes by which it ends later than planned, or did; below 0 for earlier."""
    times: int
    """How many times it was begun."""
    note: str = ""
    """What else there is to say of it, as printed: that it is the second time, that its timer stands still."""


@frozen(kw_only=True)
class PlanDay:
    """A top step of a series, or a whole flow that fits into a day."""

    id: str
    title: str
    status: Literal["done", "now", "ahead"]
    date: str
    """The day that it began, as printed; "" before it has."""
    minutes: int
    time: str
    planned: PlanTime
    actual: PlanTime | None
    expected: PlanTime | None
    late: int | None
    """The minutes by which what is going on ends later than planned, or by which the day ended later."""
    rows: tuple[PlanRow, ...]


@frozen(kw_only=True)
class PlanView:
    """How the day goes: what was planned, what came of it, and when it will end."""

    what: Literal["plan"] = "plan"
    session: str = ""
    """The session's id."""
    title: str
    """Whose session it is."""
    flow: str
    """The flow's title."""
    locale: str
    now: str
    """The moment that it is about, in ISO 8601."""
    moment: str
    """The same as printed."""
    headline: str
    """The one sentence that a facilitator needs: `Myöhässä 12 min · päivä päättyy noin 16.20`."""
    facts: tuple[str, ...] = ()
    """What is going on with the time that it has left, what comes next, when there is a break."""
    late: int | None = None
    """The minutes by which the day that is going on is late; below 0 for early."""
    ends: str | None = None
    """When the day that is going on is expected to end, or ended, in ISO 8601."""
    days: tuple[PlanDay, ...]
    theme: Theme
    credit: Credit
    words: Mapping[str, str] = field(factory=dict)
