"""Votes that nobody sees yet: those of a step that keeps them secret, while it is active."""

from __future__ import annotations

from collections.abc import Iterator

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


def voted_secretly(places: frozenset[Place], state: State) -> Iterator[str]:
    """The entries with votes that are secret: they stand at one of the `places`, or did. One that is moved away while
    people vote takes its votes along."""
    if not places:
        return
    voted = [state.entries[name] for names in state.boxes.values() for name in names if state.entries[name].votes]
    away = [entry for entry in voted if not is_covered(places, entry)]
    yield from (entry.id for entry in voted if is_covered(places, entry))
    if away:
        deeds = (event for deed in state.deeds.values() for event in (*deed.events, *deed.undo))
        stood = {one.entry for one in deeds if isinstance(one, Added | Moved) and is_covered(places, one)}
        yield from (entry.id for entry in away if entry.id in stood)


def is_covered(places: frozenset[Place], one: Entry | Added | Moved) -> bool:
    """Whether an entry stands, or an event put one, at one of some places."""
    there = Place(one.sheet, one.section, one.part)
    return any(place.covers(there) for place in places)
