"""The plan of the day and what comes next, folded to what a facilitator needs at a glance."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from tyopaja.views.plan_nodes import PlanDay, PlanRow, PlanView
from tyopaja.workshop.outlook_nodes import Coming, Outlook
from tyopaja_web.pages.lead_boards import Boards


@frozen(kw_only=True)
class Line:
    """A step in the plan."""

    row: PlanRow
    level: int
    """The depth as a level for screen readers, from 1."""
    leads: bool
    """Whether there is something to do in it: it can be jumped to by itself."""


@frozen(kw_only=True)
class DayLines:
    """A day of the plan: the one that is going on with its steps, the others as one line."""

    day: PlanDay
    lines: tuple[Line, ...]


@frozen(kw_only=True)
class Upcoming:
    """A step that comes next, with the questions that its sheets will ask."""

    coming: Coming
    boxes: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Sheet's title, section's title and prompts."""


def days(view: PlanView) -> tuple[DayLines, ...]:
    """Every day; only the one that is going on, or else the last that was, or the first, has its steps open."""
    begun = [day.id for day in view.days if day.status != "ahead"]
    first = view.days[0].id if view.days else None
    shown = next((day.id for day in view.days if day.status == "now"), begun[-1] if begun else first)
    return tuple(DayLines(day=day, lines=_lines(day) if day.id == shown else ()) for day in view.days)


def _lines(day: PlanDay) -> tuple[Line, ...]:
    return tuple(Line(row=row, level=row.depth + 1, leads=bool(row.activity)) for row in day.rows)


def upcoming(outlook: Outlook, boards: Boards) -> tuple[Upcoming, ...]:
    """What an `advance` leads to."""
    return tuple(
        Upcoming(
            coming=one,
            boxes=tuple(
                (boards.sheet(box.sheet).title, box.title, box.prompts) for box in boards.boxes(one.on) if box.prompts
            ),
        )
        for one in outlook.next
    )


def as_plan(view: object) -> PlanView:
    """A view that was asked for as `plan`."""
    return cast("PlanView", view)
