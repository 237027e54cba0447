"""The big screen: what a room sees on its wall. Nobody touches it; it follows what goes on by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any, Final

from attrs import frozen
from markupsafe import Markup
from starlette.responses import Response

from tyopaja.model.place import base_of, instance_of
from tyopaja.views.report_nodes import Recap
from tyopaja.workshop.outlook_nodes import Clock, Outlook, Target, Task
from tyopaja_web.access.codes import shown
from tyopaja_web.pages.asking import Asked, fragment, page
from tyopaja_web.pages.boards import board_html, picture_address
from tyopaja_web.pages.clocks import clock
from tyopaja_web.pages.recalling import recalled

_MOSAIC: Final = 6
"""Sheets that are shown side by side at most; of more the one on which they come together is shown."""
_FOCUSED: Final = frozenset({"vote", "decide", "group", "check-in"})
"""Activities in which people look at the sections that the step names, and at nothing else."""
_RANKED: Final = frozenset({"vote", "decide"})


@frozen(kw_only=True)
class _Step:
    """A step that goes on, once, however many groups are in it."""

    id: str
    title: str
    purpose: str
    path: tuple[str, ...]
    activity: str
    doing: str
    timer: Clock | None
    ready: int
    ready_of: int
    choices: tuple[tuple[str, bool], ...]
    targets: tuple[Target, ...]
    recalls: tuple[str, ...]

    @property
    def ranked(self) -> str:
        """The places whose entries are shown by their votes, as one word; "" for none."""
        if self.activity not in _RANKED:
            return ""
        return " ".join(dict.fromkeys(f"{one.sheet}/{one.section or '*'}/{one.part or ''}" for one in self.targets))


async def screen(asked: Asked) -> Response:
    """GET P/r/{room}/screen: the whole page, or with `?part=scene` what is on now."""
    outlook = await asyncio.to_thread(asked.room.session.outlook, None, asked.locale)
    scene = await asyncio.to_thread(_scene, asked, outlook)
    if asked.request.query_params.get("part") == "scene":
        return fragment(asked, asked.web.render("screen/scene.html", scene))
    return page(
        asked, "screen.html", page=await asked.config(), script="screen", styles=("board", "screen"), **scene
    )  # fmt: skip


def _scene(asked: Asked, outlook: Outlook) -> dict[str, Any]:
    """What is on, as the templates need it."""
    steps = tuple(_steps(outlook.tasks))
    recaps = recalled(asked, {step.id for step in steps if step.recalls})
    state = asked.room.session.state
    return {
        "t": asked.t,
        "clock": clock,
        "outlook": outlook,
        "steps": steps,
        "boards": tuple(_boards(asked, outlook, steps, recaps)),
        "recalled": recaps,
        "code": shown(asked.web.codes.of(asked.room.id)),
        "address": asked.absolute("/").partition("://")[2].rstrip("/"),
        "qr": asked.url(f"/r/{asked.room.id}/qr.svg?face=screen"),
        "people": [one.called for one in state.people.values() if one.left is None and one.role == "participant"],
    }


def _steps(tasks: Iterable[Task]) -> Iterator[_Step]:
    """The steps that go on; those of several groups as one."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        found.setdefault(base_of(task.step), []).append(task)
    for name, same in found.items():
        first, alone = same[0], len(same) == 1
        yield _Step(
            id=name,
            title=first.title,
            purpose=first.purpose,
            path=first.path,
            activity=first.activity,
            doing=first.doing,
            timer=next((task.timer for task in same if task.timer is not None), None),
            ready=sum(task.ready_count for task in same),
            ready_of=sum(task.ready_of for task in same),
            choices=tuple((one.title, one.done) for one in first.choices) if alone else (),
            targets=tuple(target for task in same for target in task.on),
            recalls=tuple(dict.fromkeys(name for task in same for name in task.recalls)),
        )


def _boards(asked: Asked, outlook: Outlook, steps: tuple[_Step, ...], recaps: tuple[Recap, ...]) -> Iterator[Markup]:
    """The sheets that are worked on; where the result alone is looked back at, that; at the end what came of it all."""
    if outlook.status == "ended":
        sheets = [outlook.result] if outlook.result else []
    else:
        worked = [target.sheet for step in steps for target in step.targets]
        before = [] if recaps else [name for step in steps for name in step.recalls if name == outlook.result]
        sheets = list(dict.fromkeys((*worked, *before)))
    if len(sheets) > _MOSAIC:
        sheets = list(dict.fromkeys(base_of(sheet) for sheet in sheets))[:_MOSAIC]
    several = len(sheets) > 1
    session, picture = asked.room.session, picture_address(asked)
    for sheet in sheets:
        heading = several or instance_of(sheet) is not None or outlook.status == "ended"
        level, only = 2 if heading else 1, _only(sheet, steps)
        yield board_html(session, sheet, asked.locale, None, picture=picture, heading=heading, level=level, only=only)


def _only(sheet: str, steps: Iterable[_Step]) -> frozenset[str]:
    """The sections of a sheet that people look at, where it is some of them."""
    targets = [one for step in steps if step.activity in _FOCUSED for one in step.targets if one.sheet == sheet]
    named = frozenset(one.section for one in targets if one.section is not None)
    return named if named and all(one.section for one in targets) else frozenset()
