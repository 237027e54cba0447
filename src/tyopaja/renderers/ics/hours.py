"""The days of a plan and their breaks, as they were, or as they are expected to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tyopaja.renderers.ics.calendar import Event, moment_of
from tyopaja.renderers.plans import MARKS, Cells
from tyopaja.views.plan_nodes import PlanDay, PlanRow, PlanView


def hours(view: PlanView) -> Iterator[Event]:
    """Each day that has begun, then its breaks that were or are still to come."""
    for day in view.days:
        found = _stretch(day) if day.status != "ahead" else None
        if found is None:
            continue
        begins, ends = found
        yield Event(
            uid=f"{view.session}.{day.id}@tyopaja",
            summary=" – ".join(dict.fromkeys(one for one in (view.title, day.title) if one)) or "–",
            description=_steps(view, day),
            begins=begins,
            ends=ends,
            tentative=day.status != "done",
        )
        for row in day.rows:
            if row.activity == "break" and row.status != "skipped" and (rest := _stretch(row)) is not None:
                yield Event(
                    uid=f"{view.session}.{day.id}.{row.id}@tyopaja",
                    summary=row.title or view.words.get("break", "break"),
                    begins=rest[0],
                    ends=rest[1],
                    tentative=row.status != "done",
                    busy=False,
                )


def _stretch(one: PlanDay | PlanRow) -> tuple[datetime, datetime] | None:
    """From when to when it was; of what is not over, until when it is expected to be."""
    times = [time for time in (one.actual, one.expected) if time is not None]
    begins = next((at for time in times if (at := moment_of(time.begins)) is not None), None)
    ends = next((at for time in times if (at := moment_of(time.ends)) is not None), None)
    return None if begins is None or ends is None else (begins, ends)


def _steps(view: PlanView, day: PlanDay) -> str:
    """What is done on a day, a line for each step; how late it is first, where it is going on."""
    lines = [view.headline] if day.status == "now" else []
    for row in day.rows:
        cells = Cells.of(row, day)
        beside = " ".join(one for one in (cells.truth or cells.planned, f"({cells.time})" if cells.time else "") if one)
        lines.append(f"{'  ' * row.depth}{MARKS[row.status]} {cells.title}{f'  {beside}' if beside else ''}")
    return "\n".join(line for line in lines if line)
