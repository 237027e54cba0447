"""What somebody sees of a session. A view is made of a state from which all is taken away that is not theirs to see,
so no view can tell of it: what others have written for themselves until it is revealed, and how people vote while a
vote is secret. What is left out is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import evolve as with_
from attrs import frozen
from rpds import HashTrieMap

from tyopaja.model.events import Added, Moved
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place
from tyopaja.model.secrecy import is_covered, secret_places
from tyopaja.model.state import State

Spot = tuple[str, str, str | None]
"""A sheet of the session, a section, and a part or None."""


@frozen
class Sight:
    """What somebody sees."""

    state: State
    """The session as they see it."""
    hidden: Mapping[Spot, int]
    """Where entries stand that are not revealed to them → how many."""
    secret: frozenset[Place]
    """The places, on sheets of the session, whose votes nobody sees yet."""


def seen_by(definitions: Definitions, state: State, viewer: str | None) -> Sight:
    """What a person sees; with None, what anybody may see."""
    entries, boxes = state.entries, state.boxes
    hidden: Counter[Spot] = Counter()
    for name in sorted(state.unrevealed):
        entry = state.entries[name]
        if entry.by == viewer:
            continue
        entries = entries.remove(name)
        if not entry.removed:
            box = (entry.sheet, entry.section)
            boxes = boxes.insert(box, tuple(one for one in boxes[box] if one != name))
            hidden[(*box, entry.part)] += 1
    secret = secret_places(definitions, state)
    for name in _voted_on(secret, state) if secret else ():
        if name in entries:
            entries = entries.insert(name, with_(entries[name], votes=()))
    if entries is not state.entries:
        boxes = boxes if not hidden else HashTrieMap({box: names for box, names in boxes.items() if names})
        state = with_(state, entries=entries, boxes=boxes)
    return Sight(state, dict(hidden), secret)


def _voted_on(secret: frozenset[Place], state: State) -> Iterator[str]:
    """The entries whose votes are secret: they stand at such a place, or did. One that is moved away while people vote
    takes its votes along."""
    voted = [state.entries[name] for names in state.boxes.values() for name in names if state.entries[name].votes]
    away = [entry for entry in voted if not is_covered(secret, entry)]
    yield from (entry.id for entry in voted if is_covered(secret, entry))
    if away:
        deeds = (event for deed in state.deeds.values() for event in (*deed.events, *deed.undo))
        stood = {one.entry for one in deeds if isinstance(one, Added | Moved) and is_covered(secret, one)}
        yield from (entry.id for entry in away if entry.id in stood)
