"""State: what is so now in a session, derived from its events alone. Frozen all the way down.

What grows with the session (entries, boxes, commands answered) is kept in persistent hash tries, so that the
next state shares all but a few nodes with the one before, however long the session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen
from rpds import HashTrieMap

from tyopaja.model.commands import Role
from tyopaja.model.events import Event
from tyopaja.model.kinds import Value

Box = tuple[str, str]
"""A section of a sheet: (sheet, section)."""


@frozen(kw_only=True)
class Person:
    """Somebody who takes part."""

    id: str
    called: str
    """The name that people see."""
    role: Role
    joined: datetime


@frozen(kw_only=True)
class Entry:
    """One thing written into a section."""

    id: str
    sheet: str
    section: str
    part: str | None
    text: str | None
    fields: Mapping[str, Value]
    by: str
    """Who wrote it first."""
    at: datetime
    """When it was written first."""
    votes: tuple[str, ...] = ()
    """Who gave it a vote, in the order of the votes."""
    picked: datetime | None = None
    """When it was chosen; None while it is not."""
    reason: str | None = None
    """Why it was chosen."""
    links: tuple[str, ...] = ()
    """The entries that it answers."""
    origin: str | None = None
    """The entry that it is a copy of, for one that was carried here."""
    removed: bool = False
    """Taken away: kept aside, shown nowhere."""


@frozen(kw_only=True)
class Deed:
    """A command that was carried out, with what it takes to repeat its answer or to take it back."""

    by: str
    events: tuple[Event, ...]
    """What came of it: the answer to a repetition."""
    undo: tuple[Event, ...] = ()
    """What would take it back, latest first; `at`, `by` and `command` are put in when it happens."""
    touched: tuple[Entry, ...] = ()
    """The entries as it left them: when one differs, others have built on it."""
    before: str | None = None
    """The same person's deed before this one."""
    undone: bool = False


@frozen(kw_only=True)
class State:
    """What is so now in a session."""

    session: str = ""
    flow: str = ""
    definitions: str = ""
    title: str = ""
    locale: str = "fi"
    seq: int = 0
    """How many events there have been: the position in the journal."""
    started: datetime | None = None
    changed: datetime | None = None
    """When the latest event happened."""
    steps: tuple[str, ...] = ()
    """The active steps, outer before inner; empty once the flow has ended."""
    entered: datetime | None = None
    """When the innermost active step was entered."""
    visits: Mapping[str, int] = field(factory=dict)
    """Step → how many times it was entered."""
    moves: Mapping[int, int] = field(factory=dict)
    """`[[move]]` of the flow, counted from 0 → how many times it was taken."""
    carried: Mapping[int, int] = field(factory=dict)
    """`[[carry]]` of the flow, counted from 0 → how many times it was taken."""
    people: Mapping[str, Person] = field(factory=dict)
    """By id, in the order of joining."""
    entries: HashTrieMap[str, Entry] = HashTrieMap()
    """Every entry ever written, by id; those taken away too."""
    boxes: HashTrieMap[Box, tuple[str, ...]] = HashTrieMap()
    """Section of a sheet → the ids of its entries, in their order."""
    approvals: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Sheet → who said yes, in the order of saying so."""
    deeds: HashTrieMap[str, Deed] = HashTrieMap()
    """Every command carried out, by its id."""
    latest: Mapping[str, str] = field(factory=dict)
    """Person → the id of their latest deed."""

    @property
    def ended(self) -> bool:
        """Whether the flow has run to its end."""
        return self.seq > 0 and not self.steps

    @property
    def step(self) -> str | None:
        """The innermost active step; None once the flow has ended."""
        return self.steps[-1] if self.steps else None

    def entries_in(self, sheet: str, section: str, part: str | None = None) -> tuple[Entry, ...]:
        """The entries of a section, or of one part of it, in their order."""
        found = (self.entries[entry] for entry in self.boxes.get((sheet, section), ()))
        return tuple(entry for entry in found if part is None or entry.part == part)
