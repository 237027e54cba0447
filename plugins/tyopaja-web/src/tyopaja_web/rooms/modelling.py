"""The model that a page begins with: everything on some sheets, as somebody sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from tyopaja.model.place import base_of
from tyopaja.model.state import Entry
from tyopaja.views.source import Source
from tyopaja_web.rooms.cards import card, cluster
from tyopaja_web.rooms.frames import key_of, people
from tyopaja_web.rooms.sheets import sheet

if TYPE_CHECKING:
    from tyopaja.model.pack import Definitions
    from tyopaja_web.rooms.room import Room

_KEPT: Final = 8
"""Models that are kept ready: in a room nearly all ask for the same."""


class Models:
    """Models of one room. What is the same for many is made once."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._definitions: Definitions | None = None
        self._sheets: dict[tuple[str, str], tuple[object, dict[str, Any] | None]] = {}
        self._made: dict[tuple[tuple[str, ...], str], tuple[int, dict[str, Any]]] = {}

    def model(self, person: str | None, sheets: Sequence[str], locale: str) -> dict[str, Any]:
        """What stands on the sheets, who takes part and who is here, as JSON."""
        sight = self._room.sight
        key = (tuple(sheets), locale)
        if sight.has_private(person):
            common = self._common(person, sheets, locale)
        else:
            seq, common = self._made.get(key, (-1, {}))
            if seq != sight.state.seq:
                common = self._common(None, sheets, locale)
                if len(self._made) >= _KEPT:
                    self._made.clear()
                self._made[key] = sight.state.seq, common
        mine = {} if person is None else sight.mine(person)
        return {
            **common,
            "you": person,
            "here": list(self._room.presence.here),
            "mine": {name: count for name, count in mine.items() if name in common["entries"]},
        }

    def _common(self, person: str | None, sheets: Sequence[str], locale: str) -> dict[str, Any]:
        """What is the same for all who have written nothing that only they see."""
        sight = self._room.sight
        state = sight.state
        source = Source(self._known(), state, locale)
        found = {name: one for name in sheets if (one := self._sheet(source, name)) is not None}
        boxes = {
            (name, section["id"]): sight.box((name, section["id"]), person)
            for name, one in found.items()
            for section in one["sections"]
        }
        # What an upgrade has left without a place is on its sheet all the same.
        for box in state.boxes:
            if box[0] in found and box not in boxes:
                boxes[box] = sight.box(box, person)
        standing = [state.entries[name] for box in boxes.values() for name in box]
        entries = {one.id: card(one, sight.votes(one)) for one in standing}
        return {
            "seq": state.seq,
            "sheets": found,
            "entries": entries,
            "boxes": {key_of(box): names for box, names in boxes.items()},
            "hidden": {key_of(spot): count for spot, count in sight.spots(person) if spot[0] in found},
            "clusters": {name: cluster(one) for name, one in state.clusters.items() if one.sheet in found},
            "people": people(sight, state.people),
        }

    def _known(self) -> Definitions:
        definitions = self._room.definitions
        if definitions is not self._definitions:
            self._definitions = definitions
            self._sheets.clear()
        return definitions

    def _sheet(self, source: Source, name: str) -> dict[str, Any] | None:
        """A sheet, made anew only when its owner or what its axes are called may be otherwise."""
        written = self._named_by_people(source, name)
        state = source.state
        stands = (state.people, state.groups, written)
        known = self._sheets.get((name, source.locale))
        if known is None or known[0] != stands:
            known = self._sheets[name, source.locale] = stands, sheet(source, name)
        return known[1]

    def _named_by_people(self, source: Source, name: str) -> tuple[Entry, ...]:
        """The entries that say what axes are called."""
        canvas = source.definitions.canvases.get(base_of(name))
        if canvas is None:
            return ()
        asked = {axis.from_ for one in canvas.section.values() for axis in one.axes.values() if axis.from_}
        return tuple(entry for section in sorted(asked) for entry in source.state.entries_in(name, section))
