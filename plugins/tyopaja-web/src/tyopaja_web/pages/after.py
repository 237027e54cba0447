"""The company's own page, for a year: what was agreed, how the key results go, when to look at them next."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Any, Final, cast

from attrs import frozen
from markupsafe import Markup
from starlette.responses import Response

from tyopaja.errors import Refused
from tyopaja.views.nodes import Chapter, KeyResultView, ReportView, SheetView
from tyopaja.views.plan_nodes import PlanView
from tyopaja.workshop.outlook_nodes import Outlook
from tyopaja_web.pages.asking import Asked, fragment, page, shared
from tyopaja_web.pages.boards import board_html, picture_address

_TAKEN: Final = (("compass", "pdf"), ("compass", "png"), ("report", "docx"), ("report", "pdf"), ("report", "html"))
"""What a company takes home, in the formats that people open: those that nobody brings are left out."""
_WIDE, _HIGH = 240.0, 56.0
"""How large the line of a key result is drawn, in the units of its drawing."""


@frozen(kw_only=True)
class Result:
    """A key result with what a page makes of it."""

    it: KeyResultView
    open: bool
    """Whether the visitor may say now where it stands."""
    overdue: bool
    line: str
    """Where it stood, as the points of a line; "" for fewer than two times."""


@frozen(kw_only=True)
class Workshop:
    """A workshop that was held, or is, with its sheets."""

    chapter: Chapter
    sheets: tuple[tuple[str, str], ...]
    """Name and title of each sheet."""


async def after(asked: Asked) -> Response:
    """GET P/r/{room}/after: the whole page, or with `?part=panels` what of it changes."""
    person = asked.visitor.person
    outlook = await asyncio.to_thread(asked.room.session.outlook, person, asked.locale)
    context = await asyncio.to_thread(_context, asked, outlook)
    if asked.request.query_params.get("part") == "panels":
        return fragment(asked, asked.web.render("after/living.html", {**shared(asked), **context}))
    return page(
        asked, "after/page.html", page=await asked.config(), script="after", styles=("board", "after"), **context
    )  # fmt: skip


def _context(asked: Asked, outlook: Outlook) -> dict[str, Any]:
    session, query = asked.room.session, asked.request.query_params
    now = datetime.fromisoformat(outlook.now)
    report = cast("ReportView", session.view("report", asked.locale, viewer=asked.visitor.person))
    open_ = {name for task in outlook.tasks if "check-in" in task.commands for name in _sheets(task)}
    results = tuple(_result(one, open_, now.date()) for one in report.key_results)
    dated = sorted((one for one in results if one.it.due_on and not _is_done(one.it)), key=lambda one: one.it.due_on)
    known = {one.name: one.title for one in outlook.sheets}
    chosen = query.get("sheet", "")
    return {
        "outlook": outlook,
        "links": _links(asked),
        "purpose": report.session.purpose,
        "result": _result_board(asked, outlook),
        "results": results,
        "due": tuple(dated),
        "may_check": any(one.open for one in results),
        "joined": outlook.person is not None,
        "workshops": tuple(
            Workshop(chapter=one, sheets=tuple((sheet.id, _called(sheet)) for sheet in one.sheets))
            for one in report.chapters
        ),
        "steps": tuple(step for step in report.session.steps if step.depth == 0),
        "dates": {day.id: day.date for day in cast("PlanView", session.view("plan", asked.locale, now)).days},
        "sheet": _board(asked, chosen) if chosen in known else None,
        "chosen_sheet": chosen if chosen in known else "",
        "taken": _taken(asked, outlook),
        "width": _WIDE,
        "height": _HIGH,
    }


def _links(asked: Asked) -> dict[str, str]:
    room = asked.url(f"/r/{asked.room.id}")
    return {
        "do": f"{room}/do?face=after",
        "after": f"{room}/after",
        "lead": f"{room}/after",
        "exports": asked.url(f"/api/r/{asked.room.id}/exports"),
    }


def _sheets(task: Any) -> set[str]:
    return {place.sheet for place in task.on}


def _called(sheet: SheetView) -> str:
    return f"{sheet.title} – {sheet.owner}" if sheet.owner else sheet.title


def _board(asked: Asked, sheet: str) -> Markup:
    session, viewer, picture = asked.room.session, asked.visitor.person, picture_address(asked)
    return board_html(session, sheet, asked.locale, viewer, picture=picture, level=3)


def _result_board(asked: Asked, outlook: Outlook) -> Markup | None:
    """The compass as it stands; None for a flow without one."""
    if outlook.result is None:
        return None
    try:
        return _board(asked, outlook.result)
    except Refused:
        return None


def _result(one: KeyResultView, open_: set[str], today: date) -> Result:
    overdue = bool(one.due_on) and one.due_on < today.isoformat() and not _is_done(one)
    return Result(it=one, open=one.sheet in open_, overdue=overdue, line=line(one))


def _is_done(one: KeyResultView) -> bool:
    return one.progress is not None and one.progress >= 1


def line(one: KeyResultView) -> str:
    """Where a key result stood, check-in after check-in, as points of a line between its start and its target; "" where
    there is nothing to draw."""
    measured = [check.value for check in one.checks if check.value is not None]
    values = [one.start, *measured] if one.start is not None else list(measured)
    if len(values) < 2:
        return ""
    reach = [*values, *([] if one.target is None else [one.target])]
    low, high = min(reach), max(reach)
    span = (high - low) or 1.0
    step = _WIDE / (len(values) - 1)
    return " ".join(
        f"{place * step:.1f},{_HIGH - 4 - (value - low) / span * (_HIGH - 8):.1f}" for place, value in enumerate(values)
    )


def _taken(asked: Asked, outlook: Outlook) -> tuple[tuple[str, str], ...]:
    """What there is to take: label and address."""
    renderers = asked.web.engine.plugins.renderers()
    exports, found = _links(asked)["exports"], []
    for what, name in _TAKEN:
        lacking = what == "compass" and outlook.result is None
        if name in renderers and what in renderers[name].views and not lacking:
            word = "after.take-result" if what == "compass" else "after.take-report"
            address = f"{exports}/{name}?face=after&what={what}&locale={asked.locale}"
            found.append((asked.t(word, suffix=renderers[name].suffix), address))
    return tuple(found)
