"""What became of sections that earlier versions of a pack had."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.definitions.versions import is_version, later
from tyopaja.model.canvas import Canvas
from tyopaja.model.pack import Change, Pack

_FILE = "pack.toml"


def check_changes(pack: Pack, doubtful: Collection[str]) -> Iterator[Finding]:
    """Each `[[change]]`; canvases that are `doubtful` are trusted."""
    leading = {(change.canvas, change.from_): change.to for change in pack.change}
    seen: set[tuple[str, str, str]] = set()
    for number, change in enumerate(pack.change):
        path: KeyPath = ("change", number)
        if not is_version(change.version):
            message = f"'{change.version}' is not a version."
            yield _finding((*path, "version"), "bad-version", message, 'Write one like "1.1.0".')
        elif is_version(pack.version) and later(change.version, pack.version):
            message = f"The change is of version {change.version}, and the pack is only at {pack.version}."
            yield _finding(
                (*path, "version"), "later-change", message, f'Raise the pack\'s version to "{change.version}".'
            )
        if (change.version, change.canvas, change.from_) in seen:
            message = f"What became of '{change.from_}' in version {change.version} is said already."
            yield _finding((*path, "from"), "changed-twice", message, "Keep one of the two.")
            continue
        seen.add((change.version, change.canvas, change.from_))
        if change.canvas in doubtful:
            continue
        canvas = pack.canvases.get(change.canvas)
        if canvas is None:
            message = f"There is no canvas '{change.canvas}' in this pack."
            yield _finding((*path, "canvas"), "unknown-canvas", message, advice(change.canvas, pack.canvases))
        else:
            yield from _check_places(path, change, canvas, _last(change, leading))


def _last(change: Change, leading: Mapping[tuple[str, str], str]) -> str:
    """Where a change leads in the end, since what it leads to may have been changed again later."""
    to, seen = change.to, {change.from_}
    while to not in seen and (change.canvas, to) in leading:
        seen.add(to)
        to = leading[change.canvas, to]
    return to


def _check_places(path: KeyPath, change: Change, canvas: Canvas, last: str) -> Iterator[Finding]:
    """From a place that is there no longer to one that is: `last`, once all changes are followed."""
    for key, written in (("from", change.from_), ("to", change.to)):
        if not all(written.split(".")) or written.count(".") > 1:
            message = f"'{written}' is no section."
            yield _finding((*path, key), "bad-place", message, "Write section or section.part.")
            return
    section, _, part = change.from_.partition(".")
    if section in canvas.section and (not part or part in canvas.section[section].parts):
        message = f"'{change.from_}' is still there on '{change.canvas}'."
        hint = "Take the change away, or the section: what is moved out of it would come back."
        yield _finding((*path, "from"), "still-there", message, hint)
        return
    section, _, part = last.partition(".")
    if section not in canvas.section:
        message = f"The canvas '{change.canvas}' has no section '{section}'."
        yield _finding((*path, "to"), "unknown-section", message, advice(section, canvas.section))
    elif part and part not in canvas.section[section].parts:
        message = f"The section '{section}' has no part '{part}'."
        hint = advice(part, canvas.section[section].parts, before=f"{section}.") or f"Write '{section}'."
        yield _finding((*path, "to"), "unknown-part", message, hint)


def _finding(path: KeyPath, code: str, message: str, hint: str) -> Finding:
    return Finding(file=_FILE, path=path, code=code, message=message, hint=hint)
