"""What some events change for those who look: worked out by comparing what was so before them with what is so after.

An event names what it is about; whether that shows, and to whom, is asked of the two states. So an undo, a carry or an
event that a later tyopaja makes is no case of its own: what names an entry touches that entry."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Any, Final

from attrs import define, field

from tyopaja.model.events import (
    Approved,
    Divided,
    Erased,
    Event,
    Expected,
    Joined,
    Left,
    Readied,
    Returned,
    RoleChanged,
    Started,
    Undone,
    Unreadied,
    Upgraded,
    Withdrawn,
)
from tyopaja.model.events.choices import Unvoted, Voted
from tyopaja.model.state import Box, Entry, State

Spot = tuple[str, str, str | None]

_DESK: Final = (Joined, Left, Returned, Readied, Unreadied, Expected)
"""Events that change what the facilitator and the big screen see of a step, but nobody else's."""
_SILENT: Final = (Undone,)
"""Events that say nothing which the others of their command do not say."""
_NAMING: Final = ("entry", "entries", "cluster")
"""The attributes by which events name what is written; one that names nothing of the kind is about the step."""


@define
class Own:
    """What is touched for one person alone."""

    entries: set[str] = field(factory=set)
    boxes: set[Box] = field(factory=set)
    votes: set[str] = field(factory=set)
    """The entries on which the person's own votes are others now."""
    stage: bool = False


@define
class Touched:
    """What has to be told anew, of some events or of many."""

    entries: set[str] = field(factory=set)
    boxes: dict[Box, int] = field(factory=dict)
    """Section of a sheet → from which place on its order is another, as those see it who have nothing private there."""
    spots: set[Spot] = field(factory=set)
    """Where the number of entries that are not revealed is another."""
    clusters: set[str] = field(factory=set)
    people: set[str] = field(factory=set)
    own: dict[str, Own] = field(factory=dict)
    """Person → what is touched for them alone; for everybody who asked for something, if only that it has come."""
    stage: bool = False
    """Whether what is asked of people is otherwise."""
    desk: bool = False
    """Whether that is so for those who look on only."""
    soon: bool = False
    """Whether those who look on should look again in a while: what a step still needs may be there now."""
    reset: bool = False
    """Whether everything has to be told anew."""

    def of(self, person: str) -> Own:
        """What is touched for one person alone; to be added to."""
        return self.own.setdefault(person, Own())

    def add(self, other: Touched) -> None:
        """Take in what others have touched."""
        for name in ("entries", "spots", "clusters", "people"):
            getattr(self, name).update(getattr(other, name))
        for box, place in other.boxes.items():
            self.boxes[box] = min(place, self.boxes.get(box, place))
        for person, theirs in other.own.items():
            mine = self.of(person)
            mine.entries |= theirs.entries
            mine.boxes |= theirs.boxes
            mine.votes |= theirs.votes
            mine.stage |= theirs.stage
        self.stage |= other.stage
        self.desk |= other.desk
        self.reset |= other.reset

    @property
    def shared(self) -> bool:
        """Whether there is anything in it for everybody."""
        return bool(self.entries or self.boxes or self.spots or self.clusters or self.people or self.stage)


def touched_by(events: Iterable[Event], before: State, after: State) -> Touched:
    """What events touch that lead from one state to another. What votes are secret is not looked at here."""
    found = Touched()
    named: set[str] = set()
    for event in events:
        if event.by:
            found.of(event.by)
        if isinstance(event, Erased | Upgraded | Started):
            found.reset = True
        elif isinstance(event, Voted | Unvoted):
            named.add(event.entry)
            own = found.of(event.person)
            own.votes.add(event.entry)
            own.stage = True
        else:
            named.update(_entries_named(event))
            _around(event, found)
    found.people |= _moved(before, after)
    found.soon = bool(named)
    boxes: set[Box] = set()
    for entry in named:
        boxes |= _compare(before.entries.get(entry), after.entries.get(entry), found)
    for box in boxes:
        place = _first_change(box, before, after)
        if place is not None:
            found.boxes[box] = place
    return found


def _moved(before: State, after: State) -> set[str]:
    """Who is in another group than before, or in none any more: an event names only those who are in one now."""
    if before.groups is after.groups:
        return set()
    old, new = (
        {person: group for group, people in state.groups.items() for person in people} for state in (before, after)
    )
    return {person for person in old.keys() | new.keys() if old.get(person) != new.get(person)}


def _entries_named(event: Event) -> tuple[str, ...]:
    one: Any = getattr(event, "entry", None)
    several: Any = getattr(event, "entries", ())
    return (*((one,) if one else ()), *several)


def _around(event: Event, found: Touched) -> None:
    """What an event touches beside entries."""
    if isinstance(event, _SILENT):
        return
    if cluster := getattr(event, "cluster", None):
        found.clusters.add(cluster)
    if isinstance(event, Joined | Left | Returned | RoleChanged):
        found.people.add(event.person)
    if isinstance(event, Divided):
        found.stage = True
    elif isinstance(event, _DESK):
        found.desk = True
        if person := getattr(event, "person", None):
            found.of(person).stage = True
    elif isinstance(event, Approved | Withdrawn) or not any(getattr(event, name, None) for name in _NAMING):
        found.stage = True


def _compare(old: Entry | None, new: Entry | None, found: Touched) -> set[Box]:
    """What is otherwise about one entry; the boxes whose order everybody sees may be another by it."""
    old = None if old is None or old.removed else old
    new = None if new is None or new.removed else new
    if old is new:
        return set()
    standing = [one for one in (old, new) if one is not None]
    if len(standing) == 1:
        # Whoever voted for it has a vote less to be shown, or one more again.
        for voter in dict.fromkeys(standing[0].votes):
            found.of(voter).votes.add(standing[0].id)
    boxes = {(one.sheet, one.section) for one in standing}
    for one in standing:
        if one.private:
            found.spots.add((one.sheet, one.section, one.part))
            own = found.of(one.by)
            own.entries.add(one.id)
            own.boxes |= boxes
    if all(one.private for one in standing):
        return set()
    found.entries.add(standing[0].id)
    return boxes


def _first_change(box: Box, before: State, after: State) -> int | None:
    """From which place on everybody sees another order in a box; None where it is the same."""
    old, new = _public(box, before), _public(box, after)
    if new[: len(old)] == old:
        return len(old) if len(new) > len(old) else None
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return sum(1 for _ in same)


def _public(box: Box, state: State) -> tuple[str, ...]:
    names, unrevealed = state.boxes.get(box, ()), state.unrevealed
    return names if not unrevealed else tuple([name for name in names if name not in unrevealed])
