"""Calendars, read back by a small strict reader of RFC 5545 that shares nothing with the writer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import define, evolve, field
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja import Engine
from tyopaja.model.commands import Join
from tyopaja.renderers.ics import render
from tyopaja.renderers.ics.calendar import Event, calendar, folded
from tyopaja.testing.views import FILLS, Fill, view
from tyopaja.views.nodes import KeyResultView, PlanView, ReportView, SheetView

_LINE = re.compile(
    r'(?P<name>[A-Z-]+)(?P<params>(;[A-Z-]+=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*):(?P<value>.*)', re.DOTALL
)
_TAKES = {
    "VCALENDAR": ({"VERSION", "PRODID"}, {"CALSCALE", "X-WR-CALNAME"}, {"VEVENT", "VJOURNAL"}),
    "VEVENT": (
        {"UID", "DTSTAMP", "DTSTART", "SUMMARY"},
        {"DTEND", "RRULE", "DESCRIPTION", "STATUS", "TRANSP"},
        {"VALARM"},
    ),
    "VJOURNAL": ({"UID", "DTSTAMP"}, {"SUMMARY", "DESCRIPTION"}, set()),
    "VALARM": ({"ACTION", "TRIGGER", "DESCRIPTION"}, set(), set()),
}
"""Component → what must stand in it, what may, and the components inside; each property once."""


@define
class Component:
    """What stands between BEGIN and END."""

    name: str
    properties: dict[str, tuple[dict[str, str], str]] = field(factory=dict)
    inside: list[Component] = field(factory=list)

    def text(self, name: str) -> str:
        """A value of type TEXT, unescaped."""
        value = self.properties[name][1]
        assert re.fullmatch(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*", value), value
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)

    def moment(self, name: str) -> datetime | date:
        """A value of type DATE-TIME in UTC, or of type DATE where its parameter says so."""
        params, value = self.properties[name]
        if params.get("VALUE") == "DATE":
            assert re.fullmatch(r"\d{8}", value)
            return date(int(value[:4]), int(value[4:6]), int(value[6:]))
        assert re.fullmatch(r"\d{8}T\d{6}Z", value), value
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def read(written: str) -> Component:
    """The calendar in a text. Asserts everything that RFC 5545 says of its form."""
    data = written.encode("utf-8")
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode("utf-8")  # no letter is cut through
    whole = b"\r\n".join(lines).replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    top = Component("")
    stack = [top]
    for text in whole:
        found = _LINE.fullmatch(text)
        assert found, text
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            stack[-1].inside.append(Component(value))
            stack.append(stack[-1].inside[-1])
        elif name == "END":
            _whole(stack.pop(), value)
        else:
            assert name not in stack[-1].properties, f"{name} twice"
            params = dict(one.split("=", 1) for one in found["params"].split(";")[1:])
            stack[-1].properties[name] = (params, value)
    assert len(stack) == 1
    (made,) = top.inside
    assert made.name == "VCALENDAR"
    assert made.inside, "a calendar has something in it"
    assert made.properties["VERSION"][1] == "2.0"
    return made


def _whole(one: Component, closed: str) -> None:
    assert one.name == closed
    needed, allowed, inside = _TAKES[one.name]
    assert needed <= one.properties.keys() <= needed | allowed
    assert {inner.name for inner in one.inside} <= inside
    for name in {"SUMMARY", "DESCRIPTION", "UID", "X-WR-CALNAME", "PRODID"} & one.properties.keys():
        one.text(name)
    for name in {"DTSTAMP", "DTSTART", "DTEND"} & one.properties.keys():
        one.moment(name)


def events(made: Component) -> Iterator[Component]:
    """What stands in a calendar, each checked."""
    names = [one.text("UID") for one in made.inside]
    assert len(set(names)) == len(names)
    for one in made.inside:
        if one.name == "VEVENT":
            begins = one.moment("DTSTART")
            if "DTEND" in one.properties:
                ends = one.moment("DTEND")
                assert type(ends) is type(begins)
                assert ends >= begins
            yield one


@pytest.mark.parametrize("fill", FILLS)
@pytest.mark.parametrize("what", ["compass", "report", "workbook", "plan"])
@pytest.mark.parametrize("rhythm", ["none", "two-weeks"])
def test_every_view_becomes_a_calendar_that_can_be_read(what: Any, fill: Fill, rhythm: str) -> None:
    made = view(what, fill)
    assert isinstance(made, SheetView | ReportView | PlanView)
    list(events(read(render(made, check_ins=rhythm))))


def test_a_plan_tells_the_hours_of_days_that_have_begun_and_of_their_breaks() -> None:
    made = view("plan", "full")
    assert isinstance(made, PlanView)
    found = {one.text("UID"): one for one in events(read(render(made)))}
    assert {name for name in found if name.count(".") == 1} == {"s1.tyopaja-0@tyopaja", "s1.tyopaja-1@tyopaja"}
    day = found["s1.tyopaja-0@tyopaja"]
    assert day.moment("DTSTART") == datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    assert day.text("SUMMARY") == "Hotelli Kaamos – Työpaja 1"
    assert "Kahvitauko" in day.text("DESCRIPTION")
    assert day.properties["STATUS"][1] == "CONFIRMED"
    assert found["s1.tyopaja-1@tyopaja"].properties["STATUS"][1] == "TENTATIVE"
    rests = [one for name, one in found.items() if name.startswith("s1.tyopaja-0.")]
    assert {one.properties["TRANSP"][1] for one in rests} == {"TRANSPARENT"}
    assert "s1.tyopaja-0.v3@tyopaja" not in found  # it was skipped


def test_a_session_that_is_played_has_its_day_in_a_calendar() -> None:
    with Engine(environ={}) as engine:
        at = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=2)))
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos", id="s1", at=at)
        session.do(Join(by="ilse", called="Ilse", role="facilitator", at=at))
        written = engine.render(session.view("plan", now=at + timedelta(minutes=5)), format="ics")
    assert (written.media_type, written.suffix) == ("text/calendar; charset=utf-8", ".ics")
    first, *rest = events(read(written.data.decode()))
    assert first.moment("DTSTART") == datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
    ends = first.moment("DTEND")
    assert all(first.moment("DTSTART") <= one.moment("DTSTART") <= ends for one in rest)
    assert rest, "there is coffee"


def test_key_results_are_due_on_a_whole_day_with_a_reminder() -> None:
    made = view("report", "full")
    assert isinstance(made, ReportView)
    found = list(events(read(render(made))))
    assert [one.text("UID") for one in found] == [f"s1.{one.entry}@tyopaja" for one in made.key_results if one.due_on]
    first = found[0]
    assert first.moment("DTSTART") == date(2026, 12, 31)
    assert first.moment("DTEND") == date(2027, 1, 1)
    assert first.moment("DTSTAMP") == datetime(2026, 5, 26, tzinfo=UTC)
    assert first.text("SUMMARY") == "Mihin mennessä: Uni paranee"
    (alarm,) = first.inside
    assert alarm.properties["TRIGGER"][1] == "-P6DT15H"  # a week before, at nine in the morning
    assert not any(one.inside for one in events(read(render(made, alarm=0.0))))


def test_the_compass_and_the_report_speak_of_the_same_days(made: Any) -> None:
    compass, report = made.compass(), made.report()
    result = next(section for section in compass.sections if section.draw == "results")
    due = tuple(
        evolve(one, value="2026-12-31", type="date") if one.id == "due" else one for one in result.entries[0].fields
    )
    compass = evolve(
        compass,
        session="s1",
        sections=tuple(
            evolve(one, entries=(evolve(one.entries[0], fields=due),)) if one.id == result.id else one
            for one in compass.sections
        ),
    )
    figure = KeyResultView(
        entry=result.entries[0].id, sheet="okr", place="Tavoitteet", text="Uni paranee", due_on="2026-12-31"
    )
    one, other = (next(events(read(render(each)))) for each in (compass, evolve(report, key_results=(figure,))))
    assert one.text("UID") == other.text("UID")
    assert one.moment("DTSTART") == other.moment("DTSTART") == date(2026, 12, 31)


@pytest.mark.parametrize(("rhythm", "weeks", "first"), [("week", 1, 2), ("two-weeks", 2, 9), ("four-weeks", 4, 23)])
def test_check_ins_come_again_until_the_last_is_due(rhythm: str, weeks: int, first: int) -> None:
    made = view("report", "full")
    assert isinstance(made, ReportView)
    *_, again = events(read(render(made, check_ins=rhythm)))
    assert again.text("UID") == "s1.check-ins@tyopaja"
    assert again.properties["RRULE"][1] == f"FREQ=WEEKLY;INTERVAL={weeks};UNTIL=20261231"
    assert again.moment("DTSTART") == date(2026, 6, first)
    without = evolve(made, key_results=tuple(evolve(one, due_on="") for one in made.key_results))
    (again,) = events(read(render(without, check_ins=rhythm)))
    assert again.properties["RRULE"][1] == f"FREQ=WEEKLY;INTERVAL={weeks};COUNT=12"
    assert not list(events(read(render(evolve(made, key_results=()), check_ins=rhythm))))


def test_what_has_no_day_is_said_to_have_none() -> None:
    made = view("report", "blank")
    assert isinstance(made, ReportView)
    (only,) = read(render(made)).inside
    assert only.name == "VJOURNAL"


@settings(max_examples=200)
@given(st.text(), st.text(), st.sampled_from(["fi", "x", "zh-Hant", "a;b:c\n"]))
def test_words_stay_words_whatever_is_in_them(made: Any, summary: str, description: str, locale: str) -> None:
    event = Event(uid=f"{summary}@x", summary=summary, description=description, begins=date(2026, 1, 1), alarm=0)
    whole = read(calendar(summary, locale, "2026-01-01", "", [event]))
    (found,) = whole.inside
    assert found.name == "VEVENT"
    assert len(found.inside) == 1
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", "", summary)
    for letter in plain:
        if letter.isalnum():
            assert letter in found.text("SUMMARY")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=400))
def test_a_line_is_folded_and_comes_together_again(line: str) -> None:
    first, *further = folded(line)
    assert all(len(part.encode()) <= 75 for part in (first, *further))
    assert all(part.startswith(" ") for part in further)
    assert first + "".join(part[1:] for part in further) == line


@settings(max_examples=60)
@given(st.datetimes(timezones=st.just(UTC)) | st.dates(), st.text(max_size=20))
def test_any_moment_there_is_can_be_written(begins: datetime | date, stamp: str) -> None:
    ends = begins if isinstance(begins, datetime) else None
    made = read(calendar("t", "fi", stamp, "", [Event(uid="u", summary="s", begins=begins, ends=ends)]))
    (found,) = events(made)
    expected = begins.replace(microsecond=0) if isinstance(begins, datetime) else begins
    assert found.moment("DTSTART") == expected
