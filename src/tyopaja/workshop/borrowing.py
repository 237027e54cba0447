"""A step of another flow, for a session that wants one like it: told in the words of the session's own sheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from attrs import evolve as with_

from tyopaja.errors import Refused, UnknownId
from tyopaja.model.commands import AddStep
from tyopaja.model.flow import Step
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place
from tyopaja.texts import say


def borrowed(
    command: AddStep, definitions: Definitions, locale: str, definitions_of: Callable[[str], Definitions]
) -> AddStep:
    """The command with all that a step of another flow (`flow/step`, `pack/flow/step`) says written out; what it says
    itself stays. One that names a step of the session's own flow, or none, is as it was.

    Raises UnknownId; Refused for a step that is more than one, and for a sheet that the session has none like.
    """
    flow, _, name = (command.like or "").rpartition("/")
    if not flow:
        return command
    there = definitions_of(flow if "/" in flow else f"{definitions.pack.id}/{flow}")
    step = next((one for one in there.flow.step if one.id == name), None)
    if step is None:
        raise UnknownId("step", f"{flow}/{name}", (f"{flow}/{one.id}" for one in there.flow.step))
    title = step.title.to(locale, there.pack.locale)
    if step.final or any(one.in_ == step.id for one in there.flow.step):
        _refuse(command, locale, "like-whole", step=title)
    on = command.on or _on(command, step, there, definitions, locale)
    return with_(command, like=None, on=on, **_said(command, step, title))


def _said(command: AddStep, step: Step, title: str) -> dict[str, Any]:
    """What the step says where the command says nothing."""
    says = {
        "title": title,
        "activity": step.activity,
        "minutes": None if step.time is None else step.time.minutes,
        "votes": step.votes,
        "several": step.several,
        "secret": step.secret,
        "private": step.private,
    }
    return {key: value if getattr(command, key) is None else getattr(command, key) for key, value in says.items()}


def _on(command: AddStep, step: Step, there: Definitions, here: Definitions, locale: str) -> tuple[str, ...]:
    places = (Place.parse(written) for written in step.on)
    return tuple(str(with_(place, sheet=_sheet(command, place.sheet, there, here, locale))) for place in places)


def _sheet(command: AddStep, sheet: str, there: Definitions, here: Definitions, locale: str) -> str:
    """The session's sheet that stands for one of the other flow: the one of its name, or the one that is filled on the
    same canvas."""
    canvas = there.canvases[sheet]
    same = [name for name, one in here.canvases.items() if one.id == canvas.id]
    if sheet in same:
        return sheet
    title = canvas.title.to(locale, there.pack.locale)
    if not same:
        _refuse(command, locale, "no-sheet-like", canvas=title)
    if len(same) > 1:
        _refuse(command, locale, "which-sheet", canvas=title, sheets=", ".join(same))
    return same[0]


def _refuse(command: AddStep, locale: str, reason: str, **facts: Any) -> NoReturn:
    message = say(locale, f"refusal.{reason}", **facts)
    raise Refused(reason, message, command=command.name, by=command.by, **facts)
