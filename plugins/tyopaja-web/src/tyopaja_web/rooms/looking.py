"""What is so in a room now, as anybody may see it: kept along with the state, so that nobody's page waits for a search
through all that was ever written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve as with_

from tyopaja.model.events import Added, Event, Moved, Unvoted, Voted
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place
from tyopaja.model.secrecy import is_covered, secret_entries, secret_places
from tyopaja.model.state import Box, Entry, State
from tyopaja_web.rooms.touched import Spot, Touched, touched_by


class Sight:
    """A session's state with what is known about who sees what of it. Belongs to the event loop."""

    def __init__(self, definitions: Definitions, state: State) -> None:
        """`definitions` are those of now, with the steps that were added."""
        self.state = state
        self._privates: dict[Box, dict[str, Counter[str | None]]] = {}
        self._places = frozenset[Place]()
        self.secret = frozenset[str]()
        """The entries whose votes nobody sees."""
        self._begin(definitions, state)

    def _begin(self, definitions: Definitions, state: State) -> None:
        self.state, self._privates = state, {}
        for name in state.unrevealed:
            self._count(state.entries[name], 1)
        self._places = secret_places(definitions, state)
        self.secret = secret_entries(self._places, state)

    def move(self, definitions: Definitions, after: State, events: Iterable[Event]) -> Touched:
        """Go on to a later state, to which `events` led; what they touch."""
        events = tuple(events)
        before, touched = self.state, touched_by(events, self.state, after)
        if touched.reset:
            self._begin(definitions, after)
            return touched
        for entry in _named(touched):
            self._count(before.entries.get(entry), -1)
            self._count(after.entries.get(entry), 1)
        self.state = after
        self._keep_secrets(definitions, before, events, touched)
        return touched

    def _keep_secrets(
        self, definitions: Definitions, before: State, events: tuple[Event, ...], touched: Touched
    ) -> None:
        """How people vote becomes secret, or is so no longer: then the votes are told anew, or taken from sight."""
        state, old = self.state, self.secret
        # Where people vote in secret depends on the steps, and on whose sheets there are.
        places = secret_places(definitions, state) if touched.stage or touched.desk or touched.soon else self._places
        if places != self._places:
            self._places, self.secret = places, secret_entries(places, state)
            for name in old ^ self.secret:
                entry = state.entries.get(name)
                if entry is not None and not entry.removed and not entry.private:
                    touched.entries.add(name)
            return
        if places:
            put = {one.entry for one in events if isinstance(one, Added | Moved) and is_covered(places, one)}
            self.secret |= put
            voted = {one.entry for one in events if isinstance(one, Voted | Unvoted)}
            # That somebody voted for it is not to be told either.
            touched.entries -= {name for name in voted & old if _alike(before, state, name)}

    def _count(self, entry: Entry | None, count: int) -> None:
        if entry is None or entry.removed or not entry.private:
            return
        theirs = self._privates.setdefault((entry.sheet, entry.section), {})
        counter = theirs.setdefault(entry.by, Counter())
        counter[entry.part] += count
        if not counter[entry.part]:
            del counter[entry.part]
        if not counter:
            del theirs[entry.by]

    # Who sees what

    def is_seen(self, entry: Entry | None, person: str | None) -> bool:
        """Whether somebody sees an entry."""
        return entry is not None and not entry.removed and (not entry.private or entry.by == person)

    def box(self, box: Box, person: str | None) -> list[str]:
        """The ids of a section's entries in their order, as somebody sees them."""
        names = self.state.boxes.get(box, ())
        if not self._privates.get(box):
            return list(names)
        entries = self.state.entries
        return [name for name in names if self.is_seen(entries[name], person)]

    def hidden(self, spot: Spot, person: str | None) -> int:
        """How many entries stand at a spot that somebody does not see."""
        sheet, section, part = spot
        theirs = self._privates.get((sheet, section), {})
        return sum(counter[part] for author, counter in theirs.items() if author != person)

    def spots(self, person: str | None) -> Iterator[tuple[Spot, int]]:
        """Every spot with entries that somebody does not see, and how many."""
        for (sheet, section), theirs in self._privates.items():
            parts = {part for author, counter in theirs.items() if author != person for part in counter}
            for part in parts:
                yield (sheet, section, part), self.hidden((sheet, section, part), person)

    def has_private(self, person: str | None) -> bool:
        """Whether somebody has written anything that only they see."""
        return any(person in theirs for theirs in self._privates.values())

    def holders(self, boxes: Iterable[Box]) -> set[str]:
        """Those who have written something in any of some boxes that only they see."""
        return {author for box in boxes for author in self._privates.get(box, ())}

    def votes(self, entry: Entry) -> int | None:
        """How many votes an entry has; None while nobody is to know."""
        return None if entry.id in self.secret else len(entry.votes)

    def mine(self, person: str, names: Iterable[str] | None = None) -> dict[str, int | None]:
        """Entry → how many votes somebody gave it themselves; None, for those asked for, where it is none."""
        entries = self.state.entries
        if names is None:
            standing = (entries[name] for names in self.state.boxes.values() for name in names)
            given = {one.id: one.votes.count(person) for one in standing if person in one.votes}
            return {name: count for name, count in given.items() if self.is_seen(entries[name], person)}
        found: dict[str, int | None] = {}
        for name in names:
            entry = entries.get(name)
            seen = entry is not None and self.is_seen(entry, person)
            found[name] = (entry.votes.count(person) or None) if seen and entry is not None else None
        return found


def _alike(before: State, after: State, name: str) -> bool:
    """Whether nothing is otherwise about an entry but its votes."""
    old, new = before.entries.get(name), after.entries.get(name)
    return old is not None and new is not None and with_(old, votes=()) == with_(new, votes=())


def _named(touched: Touched) -> set[str]:
    own: Any = (one.entries for one in touched.own.values())
    return touched.entries.union(*own)
