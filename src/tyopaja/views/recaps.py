"""What earlier workshops left for a later one: what its recaps show on the wall when it begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tyopaja.model.flow import Step
from tyopaja.model.place import Place
from tyopaja.model.state import Entry
from tyopaja.views.entries import entry_view
from tyopaja.views.report_nodes import Recap
from tyopaja.views.source import Source
from tyopaja.views.stepping import recalled_in


def recaps(source: Source, steps: Iterable[Step]) -> Iterator[Recap]:
    """What the recaps among some steps recall, section by section in the order of the flow, each section once."""
    names = dict.fromkeys(name for step in steps if step.activity == "recap" for name in recalled_in(source, step))
    for name in names:
        if name not in source.definitions.canvases or name == source.definitions.flow.result:
            continue
        for section in source.canvas(name).section:
            place = Place(name, section)
            if found := _left(source, place):
                entries = tuple(entry_view(source, one) for one in found)
                yield Recap(title=source.place_title(place), entries=entries)


def _left(source: Source, place: Place) -> list[Entry]:
    """What a section left: what was chosen in it, else what has votes, most first; else, of one that holds a single
    statement, that."""
    standing = source.entries(place)
    picked = [entry for entry in standing if entry.picked is not None]
    if picked:
        return picked
    voted = [entry for entry in standing if entry.votes]
    if voted:
        return sorted(voted, key=lambda entry: -len(entry.votes))
    section = source.canvas(place.sheet).section[str(place.section)]
    alone = section.look == "statement" or source.kind(place.sheet, str(place.section)).draw == "text"
    return [entry for entry in standing if entry.text and entry.by] if alone else []
