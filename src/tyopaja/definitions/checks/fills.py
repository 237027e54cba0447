"""The fills of a flow: whether the result is compiled from what is there."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.definitions.checks.ground import WRITING, Ground, bad_place, fault_on, kind_at
from tyopaja.definitions.checks.sections import out_of_range
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Fill
from tyopaja.model.place import Place

_COMMANDS = {"voted": "vote", "picked": "pick"}
"""What a fill takes → the command without which there is nothing to take."""


def check_fills(ground: Ground) -> Iterator[Finding]:
    """Each fill, and whether the result is filled everywhere."""
    result = ground.flow.result
    if result is None and ground.flow.fill:
        message = "The flow fills sections of a result, but names no sheet as its result."
        hint = 'Write result = "…" near the top, with the sheet that is filled.'
        yield ground.finding(("fill", 0), ("fill-without-result", message, hint))
    canvas = None if result is None else ground.canvas(result)
    into = [_parse_target(fill.section) for fill in ground.flow.fill]
    astray = False
    for number, fill in enumerate(ground.flow.fill):
        path: KeyPath = ("fill", number)
        if fill.at_most is not None and fill.at_most < 1:
            yield out_of_range(ground.file, (*path, "at-most"), fill.at_most, "leave the key out for no limit")
        fault = None
        if result is not None:
            place = Place(result, *into[number])
            if ".".join(filter(None, into[number])) != fill.section or not fill.section:
                fault = ("bad-place", f"'{fill.section}' is no section.", "Write section or section.part.")
            elif canvas is not None:
                fault = fault_on(canvas, place, result=True)
            if fault is not None:
                astray = True
                yield ground.finding((*path, "section"), fault)
        source_faults = list(_check_source(ground, fill, (*path, "from")))
        yield from source_faults
        if not source_faults:
            if canvas is not None and fault is None:
                yield from _check_fit(ground, fill, canvas, into[number][0], path)
            yield from _check_taken(ground, fill, path)
    if canvas is not None and result is not None and not astray and not ground.murky:
        yield from _check_gaps(ground, result, canvas, into)


def _parse_target(written: str) -> tuple[str, str | None]:
    section, _, part = written.partition(".")
    return section, part or None


def _check_source(ground: Ground, fill: Fill, path: KeyPath) -> Iterator[Finding]:
    place = ground.place(fill.from_)
    if place.sheet == ground.flow.result:
        message = f"The result '{place.sheet}' would be filled from itself."
        hint = "Name a place on another sheet; what is written right into the result stays there anyway."
        yield ground.finding(path, ("fill-from-result", message, hint))
    elif (fault := ground.fault(fill.from_)) is not None:
        yield ground.finding(path, fault)
    elif place.section is None:
        canvas = ground.canvas(place.sheet)
        like = next(iter(canvas.section), "section") if canvas is not None else "section"
        code, message, _ = bad_place(fill.from_)
        message = f"'{fill.from_}' is a whole sheet, and a fill takes from one section."
        yield ground.finding(path, (code, message, f"Write a section of it, like '{place.sheet}.{like}'."))


def _check_fit(ground: Ground, fill: Fill, canvas: Canvas, section: str, path: KeyPath) -> Iterator[Finding]:
    source = ground.place(fill.from_)
    from_canvas = ground.canvas(source.sheet)
    if from_canvas is None or source.section is None:
        return
    here, there = _blanks(canvas, section), _blanks(from_canvas, source.section)
    if here is None or there is None or here == there:
        return
    kinds = from_canvas.kind_of(source.section), canvas.kind_of(section)
    message = f"'{fill.from_}' is of kind '{kinds[0]}' and does not fit into '{fill.section}' of kind '{kinds[1]}'."
    if kinds[0] == kinds[1]:
        message = f"'{fill.from_}' does not fit into '{fill.section}': their fields are not the same."
    hint = "Take from a section with the same fields, or change the kind of one of them."
    yield ground.finding((*path, "from"), ("kind-unfit", message, hint))


def _blanks(canvas: Canvas, section: str) -> frozenset[str] | None:
    """The ids of the fields that entries there have; None when there is no telling. Notes and texts have the same."""
    kind = kind_at(canvas, section)
    if kind is None:
        return None
    return frozenset(canvas.section[section].fields if kind.open else kind.fields) or None


def _check_taken(ground: Ground, fill: Fill, path: KeyPath) -> Iterator[Finding]:
    if fill.take not in _COMMANDS or ground.murky:
        return
    if any(ground.done_on(_COMMANDS[fill.take], ground.place(fill.from_))):
        return
    if fill.take == "picked":
        message = f"Nothing is ever picked on '{fill.from_}', since no step decides there."
        hint = f'Add a step with activity = "decide" and on = ["{fill.from_}"], or take "all" or "voted".'
        yield ground.finding((*path, "take"), ("never-picked", message, hint))
    else:
        yield Finding(
            file=ground.file,
            path=(*path, "take"),
            code="never-voted",
            severity="warning",
            message=f"Nobody votes on '{fill.from_}', so nothing is taken from there.",
            hint=f'Add a step with activity = "vote" and on = ["{fill.from_}"], or take "all".',
        )


def _check_gaps(ground: Ground, result: str, canvas: Canvas, into: list[tuple[str, str | None]]) -> Iterator[Finding]:
    filled = set(into)
    written = {place for command in WRITING for _, place in ground.doers(command) if place.sheet == result}
    for name, section in canvas.section.items():
        if (name, None) in filled:
            continue
        parts: list[str | None] = [*section.parts] or [None]
        empty = [
            part
            for part in parts
            if (name, part) not in filled and not any(one.covers(Place(result, name, part)) for one in written)
        ]
        if not empty:
            continue
        whole = len(empty) == len(parts)
        what = f"section '{name}'" if whole else f"part '{name}.{empty[0]}'"
        target = name if whole else f"{name}.{empty[0]}"
        yield Finding(
            file=ground.file,
            path=("result",),
            code="never-filled",
            severity="warning",
            message=f"The {what} of the result is filled by nothing.",
            hint=f"Add a [[fill]] with section = \"{target}\", or let a step work on '{result}.{target}'.",
        )
