"""From the names that a file has for places and fields to those of a session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import field, frozen

from tyopaja.engine import Rules
from tyopaja.importers import Spot
from tyopaja.model.canvas import Section
from tyopaja.model.kinds import Value
from tyopaja.model.place import Place, base_of, instance_of, own_of
from tyopaja.model.standing import owners_of
from tyopaja.model.state import State
from tyopaja.texts import say
from tyopaja.workshop.importing_names import Called, Misplaced, named, titles, unknown, value_meant

_MOST_TOLD = 12


def into_of(rules: Rules, written: str) -> Place | None:
    """The place that `--into` names: a sheet, a section of it, or a part of that. Raises UnknownId."""
    if not written:
        return None
    place = Place.parse(written)
    rules.canvas(place.sheet)
    if place.section is not None:
        rules.place(place.sheet, place.section, place.part)
    return place


@frozen(slots=False)
class Places:
    """The places of a session, by all their names."""

    rules: Rules
    """As they are now."""
    state: State
    into: Place | None
    """Where it goes that says nothing else; None where nobody said."""
    exported: str = ""
    """The sheet that the content was exported from; "" where that is not known."""
    _known: dict[tuple[Spot, ...], Place | Misplaced] = field(factory=dict, init=False)
    """What was asked before: a file names the same places again and again."""

    def at(self, spots: tuple[Spot, ...]) -> Place:
        """The first of some spots that there is. Raises Misplaced, which tells of the first."""
        found = self._looked_up(spots)
        if isinstance(found, Misplaced):
            raise found
        return found

    def is_at(self, place: Place, spot: Spot) -> bool:
        """Whether a spot means that place."""
        return self._looked_up((spot,)) == place

    def _looked_up(self, spots: tuple[Spot, ...]) -> Place | Misplaced:
        if spots not in self._known:
            self._known[spots] = self._first(spots)
        return self._known[spots]

    def _first(self, spots: tuple[Spot, ...]) -> Place | Misplaced:
        wrong: list[Misplaced] = []
        for spot in spots:
            try:
                return self._one(spot)
            except Misplaced as error:
                wrong.append(error)
        return wrong[0]

    def _one(self, spot: Spot) -> Place:
        if not spot.section:
            return self._in_part(self._without_section(spot), spot.part)
        sheets = self._sheets(spot)
        found = list(self._found(sheets, spot))
        if not found:
            called = {name: self._titles(one) for sheet in sheets for name, one in self._sections(sheet).items()}
            raise unknown(self.state.locale, "section", spot.section, called)
        if len(found) > 1 and not spot.sheet:
            found = [place for place in found if base_of(place.sheet) in self._working] or found
        if len(found) > 1:
            names = ", ".join(map(str, found[:_MOST_TOLD]))
            raise self._error("several-places", name=spot.section, places=names)
        return found[0] if found[0].part else self._in_part(found[0], spot.part)

    def _without_section(self, spot: Spot) -> Place:
        """Where it goes that names no section: the one that was said, or the only one there is."""
        into = self.into
        if into is not None and into.section is not None and spot.sheet in ("", into.sheet):
            return Place(into.sheet, into.section)
        boxes = [Place(sheet, section) for sheet in self._sheets(spot) for section in self._sections(sheet)]
        if len(boxes) != 1:
            raise self._error("no-place")
        return boxes[0]

    def _found(self, sheets: Iterable[str], spot: Spot) -> Iterator[Place]:
        """The sections of a name; where there are none, the parts of it."""
        called = {sheet: {name: self._titles(one) for name, one in self._sections(sheet).items()} for sheet in sheets}
        found = [Place(sheet, name) for sheet, known in called.items() for name in named(spot.section, known)]
        if found or spot.part:
            yield from found
            return
        for sheet in called:
            for name, section in self._sections(sheet).items():
                yield from (Place(sheet, name, part) for part in named(spot.section, self._parts(section)))

    def _in_part(self, place: Place, part: str) -> Place:
        if not part:
            into = self.into
            return into if into is not None and Place(into.sheet, into.section) == place else place
        parts = self._parts(self.rules.section(place.sheet, str(place.section)))
        found = named(part, parts)
        if len(found) != 1:
            raise unknown(self.state.locale, "part", part, parts)
        return Place(place.sheet, place.section, found[0])

    def _sheets(self, spot: Spot) -> list[str]:
        """The sheets that may be meant: of nothing said, all."""
        written = spot.sheet or (self.into.sheet if self.into else self._home)
        if not written:
            return list(self._called)
        base, owner = base_of(written), instance_of(written)
        found = named(base, self._called)
        if not found:
            raise unknown(self.state.locale, "sheet", written, self._called)
        if owner is None:
            return found
        owners = owners_of(self.rules.definitions, self.state, found[0])
        if owner not in owners:
            raise unknown(self.state.locale, "sheet", written, {own_of(found[0], one): () for one in owners})
        return [own_of(found[0], owner)]

    @cached_property
    def _home(self) -> str:
        return self.exported if base_of(self.exported) in self._called else ""

    @cached_property
    def _called(self) -> Called:
        """The sheets of the flow, and what they are called."""
        uses, canvases = self.rules.definitions.flow.sheet, self.rules.definitions.canvases
        own = {sheet: uses[sheet].title for sheet in canvases if sheet in uses}
        return {sheet: titles(own.get(sheet) or canvas.title) for sheet, canvas in canvases.items()}

    @cached_property
    def _working(self) -> frozenset[str]:
        """The sheets that the steps work on that are going on."""
        steps = (self.rules.step(state) for state in self.state.steps if "." not in state)
        return frozenset(Place.parse(on).sheet for step in steps for on in step.on)

    def _sections(self, sheet: str) -> Mapping[str, Section]:
        return self.rules.canvas(sheet).section

    def _titles(self, section: Section) -> tuple[str, ...]:
        """What a section is called, with what stands before its heading too: `2 Tarpeet`."""
        own = titles(section.title)
        return (*own, *(f"{section.label}{mark} {one}" for one in own for mark in (".", "") if section.label))

    def _parts(self, section: Section) -> Called:
        return {name: titles(one.title) for name, one in section.parts.items()}

    def _error(self, code: str, **facts: Any) -> Misplaced:
        return Misplaced(code, say(self.state.locale, f"import.{code}", **facts), **facts)

    def fields(self, place: Place, given: Mapping[str, Value]) -> dict[str, Value]:
        """Fields by their ids, with values as the engine reads them. Raises Misplaced for one that is not known."""
        if not given:
            return {}
        known = self.rules.kind(place.sheet, str(place.section)).fields
        called = {key: titles(one.title) for key, one in known.items() if key != "text"}
        read: dict[str, Value] = {}
        for name, value in given.items():
            found = named(name, called)
            if not found:
                raise unknown(self.state.locale, "field", name, called)
            read[found[0]] = value_meant(known[found[0]], value, self._people)
        return read

    @cached_property
    def _people(self) -> Called:
        return {key: (one.called,) for key, one in self.state.people.items()}
