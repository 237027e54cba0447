"""The days on which key results are due, and a rhythm of check-ins until the last of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from tyopaja.renderers.facts import KeyResult, all_entries, word
from tyopaja.renderers.ics.calendar import Event, day_of
from tyopaja.renderers.reported import done, figures
from tyopaja.views.nodes import EntryView, KeyResultView, ReportView, SheetView

RHYTHMS: Mapping[str, int] = {"none": 0, "week": 1, "two-weeks": 2, "four-weeks": 4}
"""How often there is a check-in → every how many weeks, 0 for never."""
_FIRST = 12
"""How many check-ins there are where nothing says until when."""


def due(view: SheetView | ReportView, session: str, alarm: int) -> Iterator[Event]:
    """A whole day for each key result that has one, with a reminder so many days before it; with 0 none."""
    for entry, text, written, told in _results(view):
        day = day_of(written)
        if day is not None:
            yield Event(
                uid=f"{session}.{entry}@tyopaja",
                summary=f"{word(view.words, 'due')}: {text or '–'}",
                description="\n".join(line for line in told if line),
                begins=day,
                busy=False,
                alarm=alarm or None,
            )


def check_ins(view: SheetView | ReportView, session: str, today: str, rhythm: str) -> Iterator[Event]:
    """A day every so many weeks from `today` on, until the last key result is due; none where there is none."""
    weeks, begins = RHYTHMS[rhythm], day_of(today)
    found = list(_results(view))
    if not weeks or begins is None or not found:
        return
    try:
        first = begins + timedelta(weeks=weeks)
    except OverflowError:  # at the end of the calendar
        return
    days = [day for _, _, written, _ in found if (day := day_of(written)) is not None]
    until = f"UNTIL={max(days):%Y%m%d}" if days else f"COUNT={_FIRST}"
    if not days or max(days) >= first:
        yield Event(
            uid=f"{session}.check-ins@tyopaja",
            summary=word(view.words, "check-in"),
            description="\n".join(text for _, text, _, _ in found if text),
            begins=first,
            busy=False,
            rule=f"FREQ=WEEKLY;INTERVAL={weeks};{until}",
        )


def _results(view: SheetView | ReportView) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Each key result: its id, its words, the day in ISO 8601, and what else there is to say of it."""
    if isinstance(view, ReportView):
        yield from ((one.entry, one.text, one.due_on, _of_report(one, view)) for one in view.key_results)
        return
    for section in view.sections:
        for entry in all_entries(section) if section.draw == "results" else ():
            written = next((str(field.value) for field in entry.fields if field.id == "due"), "")
            yield entry.id, entry.text, written, _of_sheet(entry, view)


def _of_report(one: KeyResultView, view: ReportView) -> tuple[str, ...]:
    owner = f"{word(view.words, 'owner')}: {one.owner}" if one.owner else ""
    return one.objective, figures(one, view.words), done(one, view.words), owner, one.place


def _of_sheet(entry: EntryView, view: SheetView) -> tuple[str, ...]:
    result = KeyResult.of(entry)
    owner = f"{word(view.words, 'owner')}: {result.owner}" if result.owner else ""
    now = f"{word(view.words, 'measured')}: {result.now}" if result.now else ""
    return result.measure, result.from_to, now, owner
