"""Everything that the facilitator's panels show, put together from a session at one moment."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen

from tyopaja.model.place import base_of
from tyopaja.texts import words as texts
from tyopaja.workshop import Session
from tyopaja.workshop.outlook_nodes import Company, Outlook, Task, Way
from tyopaja_web.pages.clocks import clock
from tyopaja_web.pages.lead_boards import Boards, Box, Stand, recent, stands
from tyopaja_web.pages.lead_people import HANDS, PersonRow, Share, concerned, people_rows, shares
from tyopaja_web.pages.lead_plan import as_plan, days, upcoming

HEADS_AT_MOST = 1000
"""How many people one device may stand for, as a form offers it; the rules have the last word."""
_PLAIN = frozenset({"next"})
"""Events that are no move of their own: the large button sends them."""
_OFFERED = (
    "brainstorm", "fill", "group", "vote", "decide", "reveal", "recap", "present", "break", "check-in", "approve",
)  # fmt: skip
"""The activities that a step on the way may have, those most asked for first."""


@frozen(kw_only=True)
class TaskPanel:
    """A step that is going on."""

    it: Task
    first: bool
    """Whether it is the first of its sort: what is to be said aloud is said once, not once a group."""
    left: str
    """The timer as printed, `4:05`; "" without one."""
    shares: tuple[Share, ...]
    hidden: int
    """How many entries wait to be revealed."""
    moves: tuple[Way, ...]


@frozen(kw_only=True)
class GroupPanel:
    """A group with the names of its people."""

    it: Company
    names: tuple[str, ...]


@frozen(kw_only=True)
class Hands:
    """A vote by a show of hands."""

    on: bool
    """Whether there is a vote now."""
    id: str
    """The id of the one who stands for all hands."""
    stands: bool
    """Whether that one has joined."""
    voter: str | None = None
    """For whom hands are counted now."""
    voters: tuple[PersonRow, ...] = ()
    heads: int = 0
    each: int = 0
    budget: int = 0
    left: int = 0
    boxes: tuple[tuple[Box, tuple[Stand, ...]], ...] = ()


@frozen(kw_only=True)
class Writing:
    """Where a facilitator may write for others, and for whom."""

    boxes: tuple[Box, ...]
    box: Box | None
    people: tuple[PersonRow, ...]


def panels(
    session: Session,
    outlook: Outlook,
    now: datetime,
    here: Collection[str],
    asked: Mapping[str, str],
) -> dict[str, Any]:
    """The context of the templates under `lead/`.

    `here` are the people with a device that is connected; `asked` is the query of the page: `voter`, `place`.
    """
    me = None if outlook.person is None else outlook.person.id
    boards = Boards(session, outlook.locale, me)
    people = people_rows(session, outlook, here)
    tasks = _tasks(session, outlook, boards)
    view = as_plan(session.view("plan", outlook.locale, now, viewer=me))
    present = tuple(row for row in people if not row.left)
    participants = tuple(row for row in present if not row.leads)
    names = {row.id: row.name for row in people}
    lines = days(view)
    return {
        "outlook": outlook,
        "me": me,
        "tasks": tasks,
        "many_tasks": len(tasks) > 1,
        "needs": " ".join(dict.fromkeys(task.it.needs for task in tasks if task.it.needs)),
        "upcoming": upcoming(outlook, boards),
        "plan": view,
        "days": lines,
        "steps": tuple(row for day in view.days for row in day.rows if row.activity),
        "activities": _activities(session, outlook.locale),
        "places": _places(session, outlook),
        "people": people,
        "counted": sum(row.heads for row in participants),
        "groups": tuple(
            GroupPanel(it=one, names=tuple(names[person] for person in one.people)) for one in outlook.groups
        ),
        "new_group": _free_group(session),
        "seatable": participants,
        "candidates": _candidates(session, outlook, boards),
        "hands": _hands(session, outlook, boards, participants, asked.get("voter")),
        "writing": _writing(outlook, boards, participants, asked.get("place")),
        "recent": recent(session, outlook, me),
        "fresh": f"p-{secrets.token_hex(6)}",
        "heads_at_most": HEADS_AT_MOST,
    }


def _tasks(session: Session, outlook: Outlook, boards: Boards) -> tuple[TaskPanel, ...]:
    found, said = [], set[str]()
    for task in outlook.tasks:
        boxes = boards.boxes(task.on) if "reveal" in outlook.always or "reveal" in task.commands else ()
        base = base_of(task.step)
        found.append(
            TaskPanel(
                it=task,
                first=base not in said,
                left="" if task.timer is None else clock(task.timer.left),
                shares=shares(session, task, concerned(session, task)),
                hidden=sum(box.hidden for box in boxes),
                moves=tuple(way for way in task.moves if way.event not in _PLAIN),
            )
        )
        said.add(base)
    return tuple(found)


def _activities(session: Session, locale: str) -> tuple[tuple[str, str], ...]:
    pack, own = session.definitions.pack, texts("activity", locale)
    named = [(name, own.get(name, name)) for name in _OFFERED]
    return (*named, *((name, one.title.to(locale, pack.locale) or name) for name, one in pack.activity.items()))


def _places(session: Session, outlook: Outlook) -> tuple[tuple[str, str], ...]:
    """Every place that a step on the way may work on, as definitions write it, with its title."""
    definitions, home = session.definitions, session.definitions.pack.locale
    titles = {one.name: one.title for one in outlook.sheets}
    found = []
    for name in definitions.flow.sheet_names():
        canvas, title = definitions.canvases[name], titles.get(name, name)
        found.append((name, title))
        for section, one in canvas.section.items():
            found.append((f"{name}.{section}", f"{title} – {one.title.to(outlook.locale, home)}"))
    return tuple(found)


def _free_group(session: Session) -> str:
    """The name of a group that there is not: the next number of those that there are."""
    numbers = [int(tail) for name in session.state.groups if (tail := name.rpartition("-")[2]).isdecimal()]
    stem = next((name.rpartition("-")[0] for name in session.state.groups if "-" in name), "ryhma")
    return f"{stem}-{max(numbers, default=0) + 1}"


def _candidates(session: Session, outlook: Outlook, boards: Boards) -> tuple[tuple[Box, tuple[Stand, ...]], ...]:
    targets = (target for task in outlook.tasks if "pick" in task.commands for target in task.on)
    return tuple((box, stands(session, (box,))) for box in boards.boxes(targets))


def _hands(
    session: Session, outlook: Outlook, boards: Boards, people: Iterable[PersonRow], chosen: str | None
) -> Hands:
    tasks = [task for task in outlook.tasks if task.votes is not None]
    voters = tuple(row for row in people if row.brought or row.id == HANDS)
    stand = any(row.id == HANDS for row in voters)
    if not tasks or not voters:
        return Hands(on=bool(tasks), id=HANDS, stands=stand)
    default = HANDS if stand else voters[0].id
    voter = next(row for row in voters if row.id == (chosen if chosen in {one.id for one in voters} else default))
    boxes = boards.boxes(target for task in tasks for target in task.on)
    shown = tuple((box, stands(session, (box,), voter.id)) for box in boxes)
    ballot = tasks[0].votes
    own = 0 if outlook.person is None else outlook.person.heads
    each = 0 if ballot is None else ballot.budget // max(1, own)
    budget, given = each * voter.heads, sum(one.hands for _, found in shown for one in found)
    return Hands(
        on=True, id=HANDS, stands=stand, voter=voter.id, voters=voters, heads=voter.heads, each=each,
        budget=budget, left=budget - given, boxes=shown,
    )  # fmt: skip


def _writing(outlook: Outlook, boards: Boards, people: Iterable[PersonRow], chosen: str | None) -> Writing:
    writing = (task for task in outlook.tasks if {"add", "set"} & set(task.commands))
    targets = [target for task in writing for target in task.on]
    found = {box.place: box for box in boards.boxes(targets) if box.text}
    boxes = tuple(found.values())
    box = found.get(chosen or "", boxes[0] if boxes else None)
    return Writing(boxes=boxes, box=box, people=tuple(row for row in people if row.brought and row.id != HANDS))
