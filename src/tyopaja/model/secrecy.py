"""Votes that nobody sees yet: those of a step that keeps them secret, while it is active."""

from __future__ import annotations

from tyopaja.model.events import Added, Moved
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place, base_of, instance_of
from tyopaja.model.standing import sheets_at
from tyopaja.model.state import Entry, State


def secret_places(definitions: Definitions, state: State) -> frozenset[Place]:
    """The places at which people vote in secret now, on the sheets that are meant there."""
    steps = {step.id: step for step in definitions.flow.step if step.secret}
    going = [(base_of(name), instance_of(name)) for name in state.steps if "." not in name] if steps else []
    return frozenset(
        Place(sheet, place.section, place.part)
        for step, instance in going
        if step in steps
        for place in map(Place.parse, steps[step].on)
        for sheet in (place.sheet, *sheets_at(definitions, state, place.sheet, instance))
    )


def secret_entries(places: frozenset[Place], state: State) -> frozenset[str]:
    """The entries whose votes are secret: they stand at one of the `places`, or did. One that is moved away while
    people vote takes its votes along, and whether it has any is not to be told."""
    if not places:
        return frozenset()
    deeds = (event for deed in state.deeds.values() for event in (*deed.events, *deed.undo))
    stood = {one.entry for one in deeds if isinstance(one, Added | Moved) and is_covered(places, one)}
    return frozenset(stood.union(entry.id for entry in state.entries.values() if is_covered(places, entry)))


def is_covered(places: frozenset[Place], one: Entry | Added | Moved) -> bool:
    """Whether an entry stands at one of the places, or was put there by an event."""
    there = Place(one.sheet, one.section, one.part)
    return any(place.covers(there) for place in places)
