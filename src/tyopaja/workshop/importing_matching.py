"""What was found in a file, and the entry of the session that it is: by its id, by an earlier import, or because it
says the same at the same place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from attrs import evolve as with_
from attrs import field, frozen

from tyopaja.errors import Refused, UnknownId
from tyopaja.importers import Content, Found, Spot
from tyopaja.model.kinds import Value
from tyopaja.model.place import Place
from tyopaja.model.state import Entry, State
from tyopaja.workshop.importing_fields import Fitting
from tyopaja.workshop.importing_names import Misplaced
from tyopaja.workshop.importing_places import Places

REFUSALS = (Refused, UnknownId, Misplaced)
"""What says that something cannot be taken."""


@frozen
class Item:
    """One thing that was found, where it belongs, and the entry that it is."""

    found: Found
    place: Place
    fields: Mapping[str, Value] = field(factory=dict)
    notes: tuple[str, ...] = ()
    astray: bool = False
    """Whether there is no such place as it grew from, so that it goes elsewhere."""
    entry: Entry | None = None
    """None for one that is not there yet."""
    occurrence: int = 0
    """The how manieth of its kind at its place: a list may say the same twice."""

    @property
    def key(self) -> tuple[str, str]:
        """By what two are the same: where they stand and what they say; of those without words, the fields."""
        return key_of(self.place, self.found.text, self.fields)


def key_of(place: Place, text: str, fields: Mapping[str, Value]) -> tuple[str, str]:
    """By what two things are the same."""
    return str(place), " ".join(text.split()) if text else repr(sorted(fields.items()))


def stands(entry: Entry) -> Place:
    """Where an entry stands."""
    return Place(entry.sheet, entry.section, entry.part)


@frozen(slots=False)
class Matching:
    """One file against one state."""

    state: State
    content: Content
    places: Places
    by: str
    """Who imports: what others wrote for themselves is not matched, so that nothing tells of it."""
    has_picture: Callable[[str], bool]
    misfit: Callable[[Found, Refused | UnknownId | Misplaced], None]
    """Told of what has no place."""
    taken: set[str] = field(factory=set, init=False)
    """The entries that something of the file is."""

    @cached_property
    def fitting(self) -> Fitting:
        """How fields come into the session."""
        return Fitting(self.places, self.state, self.content, self.by, self.has_picture, self.foreign)

    @cached_property
    def foreign(self) -> bool:
        """Whether the file was exported from another session, so that its ids mean nothing in this one.

        What stands on a sheet from the start is called alike in every session of a flow; so where the file knows when
        its entries were written, it is told by those.
        """
        named = [found for found in self.content.found if found.entry]
        dated = [found for found in named if found.written]
        return bool(named) and not any(self._is_here(found) for found in dated or named)

    def sees(self, entry: Entry) -> bool:
        """Whether whoever imports may know of an entry."""
        return not entry.private or entry.by == self.by

    def items(self) -> list[Item]:
        """All that has a place, in the order of the file, with the entries that the file knows by their ids."""
        found = list(self._items())
        self.taken.update(item.entry.id for item in found if item.entry is not None)
        return found

    def _items(self) -> Iterator[Item]:
        seen: Counter[tuple[str, str]] = Counter()
        for found in self.content.found:
            entry = self._own(found)
            if entry is not None and entry.id in self.taken:
                entry = None  # a note that was copied has its id twice: the second is a new one
            if entry is not None:
                self.taken.add(entry.id)
            try:
                place = self._place(found, entry)
                fields, notes = self.fitting.fields(found, place)
            except REFUSALS as error:
                self.misfit(found, error)
                continue
            astray = bool(found.otherwise) and not self.places.is_at(place, _spots(found)[0])
            item = Item(found, place, fields, notes, astray, entry)
            if entry is None:
                item = with_(item, occurrence=seen[item.key])
                seen[item.key] += 1
            yield item

    def _own(self, found: Found) -> Entry | None:
        """The entry of the session that a file knows by its id."""
        return None if self.foreign or not self._is_here(found) else self.state.entries[found.entry]

    def _is_here(self, found: Found) -> bool:
        entry = self.state.entries.get(found.entry) if found.entry else None
        if entry is None or not self.sees(entry):
            return False
        return not found.written or _same_moment(found.written, entry.at)

    def _place(self, found: Found, entry: Entry | None) -> Place:
        if entry is not None and not (found.sheet or found.section or found.part):
            return stands(entry)
        place = self.places.at(_spots(found))
        same = entry is not None and (entry.sheet, entry.section) == (place.sheet, place.section)
        return stands(entry) if entry is not None and same and place.part is None else place

    def fresh(self, items: list[Item]) -> list[Item]:
        """Those that the file knows no entry of, each with the one that it is all the same, if there is one."""
        before = [with_(item, entry=self.state.entries.get(self.add_id(item))) for item in items if item.entry is None]
        self.taken.update(item.entry.id for item in before if item.entry is not None)
        return list(self._alike(before))

    def _alike(self, items: list[Item]) -> Iterator[Item]:
        standing: dict[tuple[str, str], list[Entry]] = {}
        boxes = dict.fromkeys((item.place.sheet, str(item.place.section)) for item in items)
        for entry in (entry for box in boxes for entry in self.state.entries_in(*box)):
            if entry.id not in self.taken and self.sees(entry):
                standing.setdefault(key_of(stands(entry), entry.text or "", entry.fields), []).append(entry)
        for item in items:
            found = standing.get(item.key)
            yield with_(item, entry=found.pop(0)) if item.entry is None and found else item

    def add_id(self, item: Item, kind: str = "add") -> str:
        """The id that a new entry gets: the same for the same thing at the same place, but after an undo another."""
        deeds = self.state.deeds
        names = (id_of(self.state, kind, item.key, item.occurrence, number) for number in range(len(deeds) + 1))
        return next(name for name in names if (deed := deeds.get(name)) is None or not deed.undone)


def id_of(state: State, *facts: object) -> str:
    """An id for a command of an import: it comes of some facts, and of the session."""
    written = json.dumps([state.session, *facts], ensure_ascii=True, default=repr)
    return f"import-{sha256(written.encode()).hexdigest()[:32]}"


def _spots(found: Found) -> tuple[Spot, ...]:
    return Spot(sheet=found.sheet, section=found.section, part=found.part), *found.otherwise


def _same_moment(written: str, at: datetime) -> bool:
    try:
        return datetime.fromisoformat(written) == at
    except (ValueError, TypeError):
        return False


def facts_of(entry: Entry | None) -> tuple[Any, ...]:
    """What an entry says and where it stands: the same change of something else is another change."""
    return () if entry is None else (entry.text, sorted(entry.fields.items()), str(stands(entry)))
