"""Which sections answer which: from canvas to canvas, and from sheet to sheet of a flow."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.ground import Ground
from tyopaja.definitions.ids import ID
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.canvas import Canvas
from tyopaja.model.pack import Pack


def check_answers(file: str, canvas: Canvas, pack: Pack, doubtful: Collection[str]) -> Iterator[Finding]:
    """What the sections of a canvas say that they answer; canvases of other packs and `doubtful` ones are trusted."""
    for name, section in canvas.section.items():
        if section.answers is None:
            continue
        path: KeyPath = ("section", name, "answers")
        fault = _fault(canvas, section.answers, pack, doubtful)
        if fault is not None:
            code, message, hint = fault
            yield Finding(file=file, path=path, code=code, message=message, hint=hint)


def _fault(canvas: Canvas, written: str, pack: Pack, doubtful: Collection[str]) -> tuple[str, str, str] | None:
    where, _, place = written.rpartition("/")
    named, _, section = place.partition(".")
    if not (named and section) or "." in section or not _is_pack(where, written):
        message = f"'{written}' is no section of a canvas."
        return "bad-place", message, "Write canvas.section, or pack/canvas.section for one of another pack."
    if where not in ("", pack.id) or named in doubtful:
        return None
    if named == canvas.id:
        message = f"The canvas '{named}' would answer itself."
        return "answers-itself", message, "Name a section of another canvas."
    before = f"{where}/" if where else ""
    if named not in pack.canvases:
        hint = advice(named, pack.canvases.keys() - {canvas.id}, before=before)
        return "unknown-canvas", f"There is no canvas '{named}' in this pack.", hint
    other = pack.canvases[named]
    if section not in other.section:
        message = f"The canvas '{named}' has no section '{section}'."
        return "unknown-section", message, advice(section, other.section, before=f"{before}{named}.")
    kind = other.kinds.get(other.kind_of(section)) or other.kind(section)
    if kind is not None and not kind.many:
        message = f"'{place}' holds one entry, so there are none to answer one by one."
        return "kind-unfit", message, "Name a section that holds many, like one of kind notes."
    return None


def _is_pack(where: str, written: str) -> bool:
    """Whether what stands before the last `/`, if there is one, can be a pack's id: it is never a path."""
    return ID.fullmatch(where) is not None if "/" in written else not where


def check_beside(ground: Ground) -> Iterator[Finding]:
    """Which of several sheets is answered by a sheet of the flow."""
    flow = ground.flow
    names = flow.sheet_names()
    by_canvas: dict[str, list[str]] = {}
    for name in names:
        by_canvas.setdefault(_whole(ground, flow.canvas_of(name)), []).append(name)
    for name in names:
        use, canvas = flow.sheet.get(name), ground.canvas(name)
        beside = use.beside if use is not None else None
        if canvas is None:
            if beside is not None and beside not in names and not ground.elsewhere(beside):
                yield ground.finding(("sheet", name, "beside"), ground.unknown_sheet(beside))
            continue
        if any(one.answers and _fault(canvas, one.answers, ground.pack, ()) for one in canvas.section.values()):
            continue  # what it answers is not certain
        answered = {_whole(ground, one.answers.rpartition(".")[0]) for one in canvas.section.values() if one.answers}
        if beside is not None:
            yield from _check_beside(ground, name, beside, answered, by_canvas)
        elif several := [one for one in sorted(answered) if len(by_canvas.get(one, ())) > 1]:
            yield _missing(ground, name, several[0], by_canvas[several[0]])


def _whole(ground: Ground, canvas: str) -> str:
    """A canvas's name without its pack where that is the flow's own."""
    where, _, name = canvas.rpartition("/")
    return name if where in ("", ground.pack.id) else canvas


def _check_beside(
    ground: Ground, name: str, beside: str, answered: set[str], by_canvas: dict[str, list[str]]
) -> Iterator[Finding]:
    path: KeyPath = ("sheet", name, "beside")
    fitting = [one for canvas in sorted(answered) for one in by_canvas.get(canvas, ()) if one != name]
    if not answered:
        message = f"Nothing on '{ground.flow.canvas_of(name)}' answers another canvas, so no sheet stands beside it."
        hint = "Take 'beside' away, or write 'answers' into a section of the canvas."
        yield Finding(file=ground.file, path=path, at="key", code="beside-not-here", message=message, hint=hint)
    elif beside not in ground.sheets and not ground.elsewhere(beside):
        code, message, _ = ground.unknown_sheet(beside)
        yield ground.finding(path, (code, message, advice(beside, fitting or ground.sheets)))
    elif beside not in fitting and "?" not in ground.flow.canvas_of(beside):
        message = f"'{beside}' is not filled on a canvas that '{name}' answers."
        fault = ("beside-unfit", message, advice(beside, fitting) or f"Use a sheet on '{min(answered)}'.")
        yield ground.finding(path, fault)


def _missing(ground: Ground, name: str, canvas: str, several: list[str]) -> Finding:
    message = f"'{name}' answers a sheet on '{canvas}', and there are several: {', '.join(several)}."
    if name in ground.flow.sheet:
        path: KeyPath = ("sheet", name)
        hint = f'Say which: beside = "{several[0]}".'
    else:
        path, hint = ("sheet",), f'Say which: write [sheet.{name}] with canvas = "{name}" and beside = "{several[0]}".'
    return Finding(file=ground.file, path=path, at="key", code="beside-missing", message=message, hint=hint)
