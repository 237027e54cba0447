"""The compass: the flow's result, compiled from the sheets below it as its `[[fill]]`s say. Worked out anew each time
it is looked at, so it never differs from what it is made of; what is missing is said in words and never fails."""

from __future__ import annotations

from attrs import evolve as with_

from tyopaja.errors import Refused
from tyopaja.model.flow import Fill
from tyopaja.model.place import Place
from tyopaja.model.state import Entry
from tyopaja.model.taking import taken
from tyopaja.texts import say
from tyopaja.views.nodes import SheetView
from tyopaja.views.sections import Shown
from tyopaja.views.sheets import drawn
from tyopaja.views.source import Source


def compass(source: Source) -> SheetView:
    """The flow's result, compiled. Refused when the flow has none."""
    result = source.definitions.flow.result
    if result is None:
        raise Refused("no-result", say(source.locale, "refusal.no-result"), flow=source.definitions.flow.id)

    def contents(section: str, part: str | None) -> Shown:
        return _compiled(source, Place(result, section, part))

    return drawn(source, result, "compass", contents, (result,))


def _compiled(source: Source, here: Place) -> Shown:
    """What one section of the result shows: what its fills bring, then what was written into it directly."""
    fills = tuple(fill for fill in source.definitions.flow.fill if Place.parse(f"{here.sheet}.{fill.section}") == here)
    entries: dict[str, Entry] = {}
    origins: dict[str, str] = {}
    for fill in fills:
        place = Place.parse(fill.from_)
        for entry in taken(source.entries(place), fill.take, fill.at_most):
            # An entry that two fills bring stands once, where the first of them puts it.
            if entries.setdefault(entry.id, entry) is entry:
                origins.setdefault(entry.id, source.place_title(with_(place, sheet=entry.sheet)))
    own = source.state.entries_in(here.sheet, str(here.section))
    entries.update({entry.id: entry for entry in own if entry.part == here.part and entry.id not in entries})
    return Shown(tuple(entries.values()), origins, "" if entries else _gap(source, here, fills))


def _gap(source: Source, here: Place, fills: tuple[Fill, ...]) -> str:
    """What would fill an empty section, a sentence for each sort of thing that is awaited.

    The same section of several sheets, as of the three that a series fills on one canvas, is said once, of the first.
    """
    if not fills:
        has_parts = here.part is None and source.canvas(here.sheet).section[str(here.section)].parts
        return "" if has_parts else say(source.locale, "gap.own")
    awaited: dict[tuple[str, str], str] = {}
    for fill in fills:
        place = Place.parse(fill.from_)
        reason = _reason(source, fill, place)
        awaited.setdefault((reason, source.inner_title(place)), source.sheet_title(place.sheet))
    sentences = (
        say(source.locale, f"gap.{reason}", place=inner, sheet=sheet) for (reason, inner), sheet in awaited.items()
    )
    return " ".join(sentences)


def _reason(source: Source, fill: Fill, place: Place) -> str:
    """Why a fill brings nothing. What is only not shown yet is never said not to be there."""
    if source.entries(place):
        return "secret" if fill.take == "voted" and source.is_secret(place) else fill.take
    return "hidden" if source.hidden_at(place) else "written"
