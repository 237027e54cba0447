"""A calendar as text: components, lines of at most 75 octets, and text that stays text (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from attrs import frozen

from tyopaja.renderers.clean import clean, one_line

_LONGEST = 75
"""Octets of a line, without its end."""
_SIGNS = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_ODD_TAG = re.compile("[^A-Za-z0-9-]")
_NEVER = datetime(1980, 1, 1, tzinfo=UTC)
"""The stamp of what nothing has happened in yet: the same each time."""


@frozen(kw_only=True)
class Event:
    """What stands in a calendar: for some hours, or for a whole day."""

    uid: str
    """The same for the same thing each time, and for nothing else: a calendar that has it already replaces it."""
    summary: str
    description: str = ""
    begins: datetime | date
    """With its zone; a day for what lasts all of it."""
    ends: datetime | None = None
    """None for a whole day."""
    tentative: bool = False
    """Whether it is only expected."""
    busy: bool = True
    """Whether nobody should have something else then."""
    alarm: int | None = None
    """For a whole day: how many days before it there is a reminder, at nine in the morning; None for none."""
    rule: str = ""
    """How it comes again, as an `RRULE`; "" for once."""


def calendar(title: str, locale: str, stamp: str, nothing: str, events: Iterable[Event]) -> str:
    """A calendar in one text. `stamp` is the moment or the day that it tells of, in ISO 8601, "" for none; `nothing` is
    what it says where nothing in it has a day, since a calendar may not be empty."""
    found = list(events)
    made = _utc(_moment(stamp))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tyopaja//tyopaja//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{text(one_line(title))}",
        *(line for event in found for line in _event(event, locale, made)),
        *(() if found else _nothing(title, nothing, locale, made)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def text(said: str) -> str:
    """A value of type TEXT."""
    return clean(said).translate(_SIGNS)


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, each but the first behind a space; no letter is cut through."""
    room, part, held = _LONGEST, "", 0
    for letter in line:
        size = len(letter.encode("utf-8", "replace"))
        if held + size > room:
            yield part
            part, held = " ", 1
        part, held = part + letter, held + size
    yield part


def day_of(written: str) -> date | None:
    """The day that is written in ISO 8601, `2026-12-31`; None for anything else."""
    try:
        return date.fromisoformat(written) if len(written) == 10 and written[4] == "-" else None
    except ValueError:
        return None


def moment_of(written: str | None) -> datetime | None:
    """The moment that is written in ISO 8601 with its distance from UTC; None for anything else."""
    try:
        found = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return None if found.tzinfo is None else found


def _moment(stamp: str) -> datetime:
    day = day_of(stamp)
    if day is not None:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return moment_of(stamp) or _NEVER


def _utc(moment: datetime) -> str:
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:  # at an end of the calendar
        moment = moment.replace(tzinfo=UTC)
    return f"{moment.year:04}{moment:%m%dT%H%M%S}Z"


def _day(day: date) -> str:
    return f"{day.year:04}{day:%m%d}"


def _event(event: Event, locale: str, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    if isinstance(event.begins, datetime):
        yield f"DTSTART:{_utc(event.begins)}"
        yield f"DTEND:{_utc(max(event.begins, event.ends or event.begins))}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(event.begins)}"
        if event.begins < date.max:
            yield f"DTEND;VALUE=DATE:{_day(event.begins + timedelta(days=1))}"
    if event.rule:
        yield f"RRULE:{event.rule}"
    yield _said("SUMMARY", event.summary, locale)
    if event.description:
        yield _said("DESCRIPTION", event.description, locale)
    yield f"STATUS:{'TENTATIVE' if event.tentative else 'CONFIRMED'}"
    yield f"TRANSP:{'OPAQUE' if event.busy else 'TRANSPARENT'}"
    if event.alarm is not None:
        yield from _alarm(event, event.alarm)
    yield "END:VEVENT"


def _alarm(event: Event, days: int) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    # A whole day begins at midnight, when nobody is to be woken.
    yield f"TRIGGER:{f'-P{days - 1}DT15H' if days else 'PT9H'}"
    yield f"DESCRIPTION:{text(event.summary)}"
    yield "END:VALARM"


def _nothing(title: str, said: str, locale: str, stamp: str) -> Iterator[str]:
    yield "BEGIN:VJOURNAL"
    yield "UID:nothing@tyopaja"
    yield f"DTSTAMP:{stamp}"
    yield _said("SUMMARY", one_line(title), locale)
    if said:
        yield _said("DESCRIPTION", said, locale)
    yield "END:VJOURNAL"


def _said(name: str, said: str, locale: str) -> str:
    tag = _ODD_TAG.sub("", locale)
    return f"{name}{f';LANGUAGE={tag}' if tag else ''}:{text(said)}"
