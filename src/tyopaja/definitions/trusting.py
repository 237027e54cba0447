"""What is put in the place of files that do not fit, so that others can be looked at without hearing of it again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any

from attrs import evolve

from tyopaja.definitions.mending import Mended
from tyopaja.definitions.problems import Finding
from tyopaja.model.activity import Activity
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow, SheetUse
from tyopaja.model.kinds import Kind
from tyopaja.model.pack import FORMAT, Pack
from tyopaja.model.text import Text

_ELSEWHERE = "?/?"
"""The canvas that a sheet is said to be filled on when its own does not fit: one of another pack, which checks take on
trust. No pack can be called so."""


def stand_in(table: Mapping[str, Any]) -> Pack:
    """What can be made of a pack.toml that does not fit, so that the other files can be looked at in its light."""
    kept: dict[str, Any] = {}
    for name in ("locale", "locales", "theme"):
        with suppress(Exception):
            kept[name] = getattr(structure({**_LEAST, name: table[name]}, Pack), name)
    kinds = table.get("kind")
    for name, kind in kinds.items() if isinstance(kinds, dict) else ():
        with suppress(Exception):
            kept.setdefault("kind", {})[name] = structure(kind, Kind)
    activities = table.get("activity")
    for name, activity in activities.items() if isinstance(activities, dict) else ():
        with suppress(Exception):
            kept.setdefault("activity", {})[name] = structure(activity, Activity)
    if kept.keys() & {"locale", "locales"} == {"locales"}:
        # What a bare string is written in is not known, so no language can be said to be missing.
        del kept["locales"]
    return Pack(id="", format=FORMAT, version="0", title=Text(), **kept)


_LEAST: Mapping[str, Any] = {"id": "", "format": FORMAT, "version": "0", "title": ""}


def unpromising(pack: Pack, mended: Mended | None) -> Pack:
    """A pack, which promises no languages where it was mended and it cannot be known which."""
    unsure = mended is not None and (mended.touches("locales") or mended.touches("locale"))
    return evolve(pack, locales=()) if unsure else pack


def answered_by(canvas: Canvas) -> Iterator[str]:
    """The canvases that sections of a canvas say they answer."""
    for section in canvas.section.values():
        if section.answers is not None:
            yield section.answers.rpartition("/")[2].partition(".")[0]


def kind_at(canvases: Mapping[str, Canvas], finding: Finding) -> str | None:
    """The name of the kind that a finding in a canvas, at the kind of a section or of the defaults, is about."""
    canvas = canvases.get(finding.file.removeprefix("canvases/").removesuffix(".toml"))
    if canvas is None:
        return None
    return canvas.defaults.kind if finding.path[0] == "defaults" else canvas.section[str(finding.path[1])].kind


def activity_at(flows: Mapping[str, Flow], finding: Finding) -> str | None:
    """The name of the activity that a finding in a flow, at the activity of a step, is about."""
    flow = flows.get(finding.file.removeprefix("flows/").removesuffix(".toml"))
    return None if flow is None or finding.path[0] != "step" else flow.step[int(finding.path[1])].activity


def without(flow: Flow, canvases: Collection[str]) -> Flow:
    """A flow whose sheets on any of `canvases` are on canvases of another pack, so that nothing is asked of them."""
    blind = {
        name: evolve(flow.sheet[name], canvas=_ELSEWHERE) if name in flow.sheet else SheetUse(canvas=_ELSEWHERE)
        for name in flow.sheet_names()
        if flow.canvas_of(name) in canvases
    }
    return evolve(flow, sheet={**flow.sheet, **blind}) if blind else flow
