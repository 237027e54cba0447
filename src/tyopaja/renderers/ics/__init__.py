"""The format `ics`: what of a view has a day or an hour, for the calendars that people keep (iCalendar, RFC 5545).

Of a plan the days that have begun and their breaks, with the hours that they had or are expected to have; of a compass
or a report the days on which key results are due, and if wanted a rhythm of check-ins. A day of a series that nobody
has begun yet has no date, so no calendar can hold it."""

from __future__ import annotations

from tyopaja.renderers.contract import Renderer
from tyopaja.renderers.ics import dues
from tyopaja.renderers.ics.calendar import Event, calendar
from tyopaja.renderers.ics.hours import hours
from tyopaja.renderers.options import Option
from tyopaja.views.nodes import PlanView, ReportView, SheetView

ALARM = Option(
    "alarm",
    {
        "fi": "Montako päivää ennen määräpäivää muistutetaan (0: ei lainkaan)",
        "en": "How many days before a due date it reminds (0: not at all)",
        "sv": "Hur många dagar före sista dagen det påminns (0: inte alls)",
    },
    type="number",
    default=7.0,
    least=0,
    most=365,
)
CHECK_INS = Option(
    "check-ins",
    {"fi": "Tsekkausten rytmi", "en": "The rhythm of check-ins", "sv": "Avstämningarnas rytm"},
    default="none",
    choices=tuple(dues.RHYTHMS),
)


def render(view: PlanView | SheetView | ReportView, *, alarm: float = 7.0, check_ins: str = "none") -> str:
    """The view as a calendar. `alarm` is how many days before a due date there is a reminder, 0 for none; `check_ins`
    one of `dues.RHYTHMS`."""
    match view:
        case PlanView():
            return calendar(f"{view.title} – {view.flow}", view.locale, view.now, view.headline, hours(view))
        case SheetView():
            title, session, stamp = f"{view.company} – {view.title}", view.session, view.date_on
        case ReportView():
            title, session, stamp = view.title, view.session.id, view.session.date_on
    events: list[Event] = [
        *dues.due(view, session, round(alarm)),
        *dues.check_ins(view, session, stamp, check_ins),
    ]
    return calendar(title, view.locale, stamp, view.words.get("key-results", ""), events)


ICS = Renderer(
    "ics",
    render,
    media_type="text/calendar; charset=utf-8",
    suffix=".ics",
    title="iCalendar: workshops, breaks and due dates",
    views=("compass", "report", "plan", "workbook"),
    options=(ALARM, CHECK_INS),
)
