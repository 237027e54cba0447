"""What a flow takes from one place to bring it to another, by a carry or a fill: whether it is there, and whether
anything of that sort ever is."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.definitions.checks.ground import Ground, bad_place
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Carry, Fill
from tyopaja.model.kinds import Kind

_COMMANDS = {"voted": "vote", "picked": "pick"}
"""What is taken → the command without which there is nothing to take."""


def section_fault(ground: Ground, written: str, what: str) -> tuple[str, str, str] | None:
    """What is wrong with a place that must be a section, or a part of one; `what` says who wants it so."""
    if (fault := ground.fault(written)) is not None:
        return fault
    place = ground.place(written)
    if place.section is not None:
        return None
    canvas = ground.canvas(place.sheet)
    like = next(iter(canvas.section), "section") if canvas is not None else "section"
    code, message, _ = bad_place(written)
    message = f"'{written}' is a whole sheet, and {what} one section."
    return code, message, f"Write a section of it, like '{place.sheet}.{like}'."


def check_taken(ground: Ground, taking: Carry | Fill, path: KeyPath) -> Iterator[Finding]:
    """Whether somebody votes or decides where votes or choices are taken from."""
    if taking.take not in _COMMANDS or ground.murky:
        return
    if any(ground.done_on(_COMMANDS[taking.take], ground.place(taking.from_))):
        return
    if taking.take == "picked":
        message = f"Nothing is ever picked on '{taking.from_}', since no step decides there."
        hint = f'Add a step with activity = "decide" and on = ["{taking.from_}"], or take "all" or "voted".'
        yield ground.finding((*path, "take"), ("never-picked", message, hint))
    else:
        yield Finding(
            file=ground.file,
            path=(*path, "take"),
            code="never-voted",
            severity="warning",
            message=f"Nobody votes on '{taking.from_}', so nothing is taken from there.",
            hint=f'Add a step with activity = "vote" and on = ["{taking.from_}"], or take "all".',
        )


def merged_kind(canvas: Canvas | None, section: str | None) -> Kind | None:
    """What entries of a section look like, with its own fields; None when there is no telling."""
    if canvas is None or section is None or section not in canvas.section:
        return None
    kind = canvas.kind(section)
    return kind if kind is not None and kind.fields else None
