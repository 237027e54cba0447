"""The fills of a flow: whether the result is compiled from what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tyopaja.definitions.checks.ground import WRITING, Ground, fault_on
from tyopaja.definitions.checks.sections import out_of_range
from tyopaja.definitions.checks.takes import check_taken, merged_kind, section_fault
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Fill
from tyopaja.model.place import Place


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
            of_what = tuple(check_taken(ground, fill, path))
            yield from of_what
            if not of_what:
                yield from _check_written(ground, fill, (*path, "from"))
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
    elif (fault := section_fault(ground, fill.from_, "a fill takes from")) is not None:
        yield ground.finding(path, fault)


def _check_written(ground: Ground, fill: Fill, path: KeyPath) -> Iterator[Finding]:
    """Whether anything ever stands where a fill takes from: by a step in which people write, by a carry, or from the
    start."""
    place = ground.place(fill.from_)
    carried = (ground.place(carry.to) for carry in ground.flow.carry)
    if (
        ground.murky
        or ground.flow.per(place.sheet) != "session"  # that nobody fills one of those is said where it is
        or ground.canvas(place.sheet) is None
        or any(any(ground.done_on(command, place)) for command in WRITING)
        or any(there.covers(place) or place.covers(there) for there in carried)
        or any(_stands_from_the_start(canvas, section) for canvas, section in ground.boxes(place))
    ):
        return
    yield Finding(
        file=ground.file,
        path=path,
        code="never-filled",
        severity="warning",
        message=f"Nobody writes on '{fill.from_}', so '{fill.section}' of the result is filled by nothing from there.",
        hint=f'Let a step in which people write have on = ["{fill.from_}"], or take from another place.',
    )


def _stands_from_the_start(canvas: Canvas, name: str) -> bool:
    section = canvas.section[name]
    return bool(section.start) or any(part.start for part in section.parts.values())


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


def _blanks(canvas: Canvas, section: str) -> Mapping[str, str] | None:
    """The fields that entries there have with their types, colours apart; None when there is no telling. Notes, texts
    and the links of a chain have the same."""
    kind = merged_kind(canvas, section)
    return None if kind is None else {key: one.type for key, one in kind.fields.items() if one.type != "colour"}


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
