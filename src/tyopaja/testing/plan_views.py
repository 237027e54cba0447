"""Plans to try renderers on: of a flow without steps to show, of a day as it goes, and of one with odd titles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from tyopaja.model.pack import Theme
from tyopaja.texts import words
from tyopaja.views.nodes import Credit
from tyopaja.views.plan_nodes import PlanDay, PlanRow, PlanTime, PlanView

_STATUSES: tuple[Literal["done", "now", "ahead"], ...] = ("done", "now", "ahead")


def plan_view(title: Callable[[str], str], steps: int, theme: Theme, credit: Credit) -> PlanView:
    """A plan with so many steps; `title` makes of a plain text the one that is to stand for it."""
    said = steps > 0
    return PlanView(
        session="s1",
        title=title("Hotelli Kaamos"),
        flow=title("Arjen kompassi"),
        locale="fi",
        now="2026-03-02T14:05:00+02:00",
        moment="ma 2.3.2026 klo 14.05",
        headline=title("Myöhässä 12 min · päivä päättyy noin 16.20") if said else "",
        facts=(title("Nyt: Kahvitauko – aikaa jäljellä 3 min"),) if said else (),
        late=12 if said else None,
        ends="2026-03-02T16:20:00+02:00" if said else None,
        days=tuple(_day(title, steps, number) for number in range(3 if said else 1)),
        theme=theme,
        credit=credit,
        words={**words("view", "fi"), **{f"plan-{key}": text for key, text in words("plan", "fi").items()}},
    )


def _time(text: str, ends: bool = True) -> PlanTime:
    return PlanTime(begins="2026-03-02T14:00:00+02:00", ends="2026-03-02T14:15:00+02:00" if ends else None, text=text)


def _day(title: Callable[[str], str], steps: int, number: int) -> PlanDay:
    status = _STATUSES[number % 3]
    return PlanDay(
        id=f"tyopaja-{number}",
        title=title("Työpaja 1"),
        status=status,
        date="ma 2.3.2026" if status != "ahead" else "",
        minutes=420,
        time="7 h",
        planned=_time("9.00–16.00"),
        actual=_time("8.55–", ends=False) if status != "ahead" else None,
        expected=_time("8.55–~16.20"),
        late=12,
        rows=tuple(_row(title, place) for place in range(steps)),
    )


def _row(title: Callable[[str], str], place: int) -> PlanRow:
    status: Literal["done", "now", "ahead", "skipped"] = "skipped" if place % 4 == 3 else _STATUSES[place % 3]
    return PlanRow(
        id=f"v{place}",
        title=title("Kahvitauko"),
        depth=place % 4,
        status=status,
        activity="break",
        minutes=None if place % 5 == 4 else 15,
        time="" if place % 5 == 4 else "15 min",
        planned=_time("13.50–14.05"),
        actual=_time("14.02–14.17", ends=status == "done") if status in ("done", "now") else None,
        expected=_time("~14.17–14.32") if status in ("now", "ahead") else None,
        late=12 if status in ("done", "now") else None,
        times=place % 3,
        note=title("2. kerta") if place % 3 == 2 else "",
    )
