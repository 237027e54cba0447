"""A table with what does not fit taken out, so that the rest of the file can be checked all the same.

Somebody who made five mistakes wants to hear of all five, also when one of them is a number in quotes. What was taken
out or put in is remembered: nothing is said about it, or about anything that it may have caused. Where it changes how
the flow runs (a step's id or place, a way from step to step), only such mistakes are looked for as show by themselves.
Where it leaves nothing to go by, the file is left as it is, and only its misfits are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import field, frozen

from tyopaja.definitions.keys import TEXTS
from tyopaja.definitions.problems import Finding, KeyPath

_MENDABLE = frozenset({"unknown-key", "wrong-type", "unknown-choice", "bad-duration", "bad-number", "bad-condition"})

_BY_NAME = frozenset({"section", "parts", "fields", "choices", "axes", "kind", "sheet", "activity"})
"""Keys below which the next step of a path is a name that an author gave."""

_HARMLESS: Mapping[str, frozenset[str]] = {
    "step": frozenset(
        {
            *("title", "purpose", "time", "needs", "votes", "of"),
            *("groups", "join", "after-time", "several", "secret", "private"),
        }
    ),
    "move": frozenset({"label", "resume"}),
    "carry": frozenset({"take", "at-most"}),
    "fill": frozenset({"take", "at-most"}),
    "sheet": frozenset({"title", "beside"}),
}
"""Table of a flow → its keys that can be missing without anything else being judged otherwise."""

_BY_THEMSELVES = frozenset(
    {
        *("unknown-activity", "unknown-sheet", "unknown-section", "unknown-part", "unknown-canvas", "bad-place"),
        *("no-condition", "unknown-condition", "two-conditions", "unknown-option", "bad-option", "bad-value"),
        *("unknown-word", "bad-event", "missing-translation", "empty-title", "empty-text", "long-prompt"),
        *("unsafe-link", "unknown-paper", "unknown-area", "ragged-areas", "not-a-rectangle", "wrong-shares"),
        *("bad-share", "section-without-area", "unknown-kind", "out-of-range", "bad-colour", "unknown-colour"),
        *("reserved-field", "low-contrast", "locale-not-promised", "bad-locale", "kind-taken"),
        *("still-there", "later-change", "activity-taken", "unknown-command", "command-not-here"),
    }
)
"""Codes of mistakes that show in one place, whatever else of the file is not known."""

_STAND_INS: Mapping[tuple[str, str], str] = {
    ("sheet", "canvas"): "?/?",
    ("step", "id"): "?",
    ("move", "from"): "?",
    ("move", "to"): "?",
    ("carry", "from"): "?",
    ("carry", "to"): "?",
    ("change", "canvas"): "?",
    ("change", "from"): "?",
    ("change", "to"): "?",
    ("change", "version"): "0",
    ("fill", "section"): "?",
    ("fill", "from"): "?",
}
"""Table of a flow or a pack and its key → what stands for it. No id has such signs; a canvas of another
pack is trusted."""

_FELT_ABOVE = frozenset({"kind", "parts", "fields", "choices", "layout", "of", "beside"})
"""Keys that the tables around them are judged by."""

_FELT_BESIDE = frozenset(
    {"kind", "type", "draw", "many", "open", "at-most", "characters", "parts", "fields", "choices"}
)
"""Keys that the keys beside them are judged by, and what stands in those."""

_FELT_AS: Mapping[str, tuple[frozenset[str], int]] = {
    "unknown-part": (frozenset({"parts"}), 2),
    "kind-unfit": (frozenset({"kind", "fields", "parts"}), 0),
    "wrong-shares": (frozenset({"areas"}), 1),
    "fill-without-result": (frozenset({"result"}), 0),
    "never-holds": (frozenset({"time"}), 0),
    "after-time-not-here": (frozenset({"time"}), 2),
    "private-not-here": (frozenset({"participant"}), 2),
    "groups-nowhere": (frozenset({"groups"}), 0),
    "groups-unclear": (frozenset({"size", "count"}), 3),
}
"""Code → the keys by which it comes about when they are missing, and how much of the way to them and to the finding is
the same."""

_JUDGED_BY = frozenset({"kind", "parts", "fields", "answers"})
"""Keys of a section that other files are judged by."""


@frozen
class Mended:
    """What became of a table."""

    table: dict[str, Any]
    touched: list[KeyPath] = field(factory=list)
    """The ways to what was taken out and put in, by the keys of the file."""
    renamed: list[tuple[KeyPath, KeyPath]] = field(factory=list)
    """The ways to keys that were spelt right here, and the ways to them in the file."""
    lost: frozenset[str] = frozenset()
    """Keys that stand in lines which could not be read: they may have said anything, anywhere."""

    @property
    def misleads(self) -> bool:
        """Whether something was touched that other files are judged by."""
        touched = any(
            len(path) > 2 and path[0] == "section" and path[2] in _JUDGED_BY and path[-1] not in TEXTS
            for path in self.touched
        )
        return touched or ("defaults", "kind") in self.touched or not self.lost.isdisjoint(_JUDGED_BY)

    @property
    def clouded(self) -> bool:
        """Whether how the flow runs is no longer what the author wrote, or cannot be known."""
        touched = any(len(path) > 2 and path[2] not in _HARMLESS.get(str(path[0]), {path[2]}) for path in self.touched)
        return touched or bool(self.lost)

    def touches(self, *path: str) -> bool:
        """Whether something was touched at a way of the file, or below it, or may have been."""
        return bool(self.lost) or any(one[: len(path)] == path for one in self.touched)

    def in_file(self, path: KeyPath) -> KeyPath:
        """The way in the file that a way here stands for."""
        for here, there in self.renamed:
            if path[: len(here)] == here:
                path = (*there, *path[len(here) :])
        return path

    def explains(self, finding: Finding) -> bool:
        """Whether a finding, at its way in the file, may come of what was touched."""
        path = finding.path
        if self.clouded and finding.code not in _BY_THEMSELVES:
            return True
        return any(
            path[: len(one)] == one
            or (one[: len(path)] == path and not _FELT_ABOVE.isdisjoint(one))
            or (finding.code not in _BY_THEMSELVES and _felt_at(one, path))
            or _felt_as(finding.code, one, path)
            for one in self.touched
        )


def _felt_at(touched: KeyPath, path: KeyPath) -> bool:
    """Whether what is at `path` is judged by what was touched: by a key beside it, or further out."""
    name = False
    for end, step in enumerate(touched):
        if not name and end > 0 and step in _FELT_BESIDE and touched[:end] == path[:end]:
            return True
        name = not name and step in _BY_NAME
    return False


def _felt_as(code: str, touched: KeyPath, path: KeyPath) -> bool:
    """Whether a finding of a code comes of what was touched, wherever it is."""
    keys, same = _FELT_AS.get(code, (frozenset(), 0))
    return touched[:same] == path[:same] and not keys.isdisjoint(touched)


def mend(
    table: Mapping[str, Any],
    found: Iterable[Finding],
    misfits: Callable[[Mapping[str, Any]], Iterable[Finding]],
    lost: frozenset[str] = frozenset(),
) -> Mended | None:
    """`table` without what was `found` not to fit; None where that cannot be done without misleading.

    `misfits` finds what does not fit in a table: asked once more for what is missing after the rest is out. `lost` are
    keys of lines that could not be read.
    """
    result = Mended(_copied(table), lost=lost)
    for finding in found:
        if finding.code == "missing-key":
            continue
        mend_it = _spell if finding.code == "unknown-key" else _take_out
        if finding.code not in _MENDABLE or not mend_it(result, finding):
            return None
    for finding in tuple(misfits(result.table)):
        if finding.code != "missing-key" or not _put_in(result, finding):
            return None
    return result


_NEVER_DEEPER = 64
"""How deep things may be that are mended: conditions that are nested deeper are refused as a whole."""


def _copied(value: Any, depth: int = 0) -> Any:
    """A table that can be changed without the one that was read. What is absurdly deep in it stays as it is."""
    if depth > _NEVER_DEEPER:
        return value
    if isinstance(value, dict):
        return {key: _copied(one, depth + 1) for key, one in value.items()}
    return [_copied(one, depth + 1) for one in value] if isinstance(value, list) else value


def _spell(result: Mended, finding: Finding) -> bool:
    """An unknown key under the name that was meant, or gone; False where a whole table would be."""
    around, key = _around(result, finding.path), str(finding.path[-1])
    if around is None:
        return True
    value = around.pop(key)
    if finding.meant and finding.meant not in around:
        around[finding.meant] = value
        result.renamed.append(((*finding.path[:-1], finding.meant), finding.path))
        return True
    if finding.path[0] == "move":
        result.touched.append(finding.path)  # whatever was meant, it may have said when the way is taken
    return not isinstance(value, dict | list)


def _take_out(result: Mended, finding: Finding) -> bool:
    """What stands at a path, or the list or the text that it is in, gone; False where that would mislead."""
    path = finding.path
    while path and (isinstance(path[-1], int) or _in_a_text(path)):
        path = path[:-1]
    if len(path) > 3 and path[2] in ("needs", "when", "done"):
        path = path[:3]  # what is left of a condition would say something else
    if not path or (len(path) < 3 and path[0] in _ROWS):
        return False
    around = _around(result, path)
    if around is not None and path[-1] in around:
        del around[str(path[-1])]
        result.touched.append(path)
    return True


_ROWS = frozenset({"section", "step", "move", "carry", "fill", "sheet", "kind", "change", "activity"})
"""Tables and lists of which none can be left out without misleading."""


def _in_a_text(path: KeyPath) -> bool:
    """Whether a path leads into a text, to one of its languages."""
    name = False
    for step in path[:-1]:
        if not name and step in TEXTS:
            return True
        name = not name and step in _BY_NAME
    return False


def _put_in(result: Mended, finding: Finding) -> bool:
    """Something sound for what is missing; False where nothing is."""
    around, key = _around(result, (*finding.path, "")), finding.meant
    if around is None:
        return False
    rows = list(result.table.get("section", {}))
    sound = {"title": "–", "layout": {"areas": rows}, "areas": rows, "id": "?", "version": "99999", "format": 1}
    stand_in = _STAND_INS.get((str(finding.path[0]), key)) if finding.path else None
    if stand_in is None and key not in sound:
        return False
    around[key] = sound[key] if stand_in is None else stand_in
    result.touched.append((*result.in_file(finding.path), key))
    return True


def _around(result: Mended, path: KeyPath) -> dict[str, Any] | None:
    """The table that the last key of a path of the file is in; None when it is no longer there."""
    spelt = {there: here[-1] for here, there in result.renamed}
    around: Any = result.table
    for place in range(len(path) - 1):
        try:
            around = around[spelt.get(path[: place + 1], path[place])]
        except (KeyError, IndexError, TypeError):
            return None
    return around if isinstance(around, dict) else None
