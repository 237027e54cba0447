"""A whole history folded at once: what `evolve` would come to event by event, without a state for every event.

Most events of a long session are entries that somebody wrote, a command each. These are put down as they are: the
entry, and the deed with what would undo it, follow from the event, and are made when somebody asks for them. All else
goes the way of `evolve`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tyopaja.engine.folds.entries import entry_of, removal_of
from tyopaja.engine.folds.making import Evolve
from tyopaja.model.events import Added, Event
from tyopaja.model.ledger import Floor, Ledger, Under
from tyopaja.model.state import Deed, Entry, State
from tyopaja.model.unread import Unread

LEDGERS = ("entries", "boxes", "deeds", "unrevealed")
"""The attributes of a state that stand on floors."""


def read(event: Event | Unread) -> Event:
    """An event, read if it was not."""
    return event.event() if isinstance(event, Unread) else event


def deed_of(raw: tuple[Added, str | None] | Unread) -> Deed:
    """The deed of a command of which came one new entry; with it the same person's deed before."""
    event, before = (raw.event(), raw.before) if isinstance(raw, Unread) else raw
    return Deed(by=event.by, events=(event,), undo=(removal_of(event),), touched=(entry_of(event),), before=before)


def _entry(raw: Added | Unread) -> Entry:
    return entry_of(raw.event() if isinstance(raw, Unread) else raw)


def floors(under: Mapping[str, Under] | None = None) -> dict[str, Floor[Any, Any]]:
    """New floors for all the ledgers, on what may be below them."""
    below = under or {}
    return {
        "entries": Floor(Entry, _entry, below.get("entries")),
        "boxes": Floor(tuple, tuple, below.get("boxes")),
        "deeds": Floor(Deed, deed_of, below.get("deeds")),
        "unrevealed": Floor(bool, bool, below.get("unrevealed")),
    }


def is_open(state: State) -> bool:
    """Whether nothing has been changed in a state since it was begun or read: whether its floors can grow."""
    if state.seq == 0:
        return True
    ledgers = [getattr(state, name) for name in LEDGERS]
    return all(isinstance(one, Ledger) and not one.changes and not one.floor.raw for one in ledgers)


def replayed(events: Iterable[Event | Unread], state: State, evolve: Evolve) -> State:
    """The state after all of `events`; `state` is one that `is_open`."""
    return _Replay(state, evolve).after(events)


class _Replay:
    """Floors that grow. No state that stands on them is seen by anybody before the end."""

    def __init__(self, state: State, evolve: Evolve) -> None:
        under = {} if state.seq == 0 else {name: getattr(state, name).floor.under for name in LEDGERS}
        self.evolve = evolve
        self.floors = floors(under)
        self.state = state.changed_by({**self._ledgers(), "latest": dict(state.latest)})

    def _ledgers(self) -> dict[str, Any]:
        return {name: Ledger(floor) for name, floor in self.floors.items()}

    def after(self, events: Iterable[Event | Unread]) -> State:
        """Take in all of `events`."""
        entries, boxes, deeds, unrevealed = (self.floors[name] for name in LEDGERS)
        texts, places, done, latest = entries.raw, boxes.raw, deeds.raw, self.state.latest
        below = entries.under is not None
        event: Any = None  # whichever of the two
        fresh, seq = 0, self.state.seq
        for event in events:
            seq += 1
            is_unread = isinstance(event, Unread)
            if is_unread or (type(event) is Added and event.origin is None):
                name, command = event.entry, event.command
                known = name in texts or command in done
                if not known and not (below and (entries.has(name) or deeds.has(command))):
                    box, by = (event.sheet, event.section), event.by
                    names = places.get(box)
                    if type(names) is not list:
                        names = self._opened(box)
                    texts[name] = event
                    if is_unread:
                        names.append(name)
                        event.before = latest.get(by)
                        done[command] = event
                    else:
                        names.insert(len(names) if event.place is None else event.place, name)
                        done[command] = (event, latest.get(by))
                        if event.private:
                            unrevealed.count += not unrevealed.has(name)
                            unrevealed.raw[name] = True
                    latest[by] = command  # type: ignore[index]  # the replay's own
                    fresh += 1
                    continue
            entries.count += fresh
            deeds.count += fresh
            fresh = 0
            self._evolve(read(event), seq)
            latest = self.state.latest
        entries.count += fresh
        deeds.count += fresh
        changed = self.state.changed if event is None else read(event).at
        return self.state.changed_by({**self._ledgers(), "seq": seq, "changed": changed})

    def _opened(self, box: Any) -> list[str]:
        """The names in a box as a list that grows."""
        floor = self.floors["boxes"]
        if not floor.has(box):
            floor.count += 1
        found = floor.find(box)
        names = floor.raw[box] = list(found) if isinstance(found, tuple) else []
        return names

    def _evolve(self, event: Event, seq: int) -> None:
        """Take an event in by the common way, and what it changed into the floors."""
        after = self.evolve(self.state.changed_by({**self._ledgers(), "seq": seq - 1}), event)
        for name, floor in self.floors.items():
            ledger = getattr(after, name)
            if ledger.changes:
                floor.absorb(ledger.changes, len(ledger))
        self.state = after.changed_by(self._ledgers())
