"""State: what is so now in a session, derived from its events alone. Frozen all the way down.

What grows with the session (entries, boxes, commands answered) is kept in persistent maps (`tyopaja.model.ledger`), so
that the next state shares all but a few nodes with the one before, however long the session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import field, frozen
from rpds import HashTrieMap

from tyopaja.model.commands import Role
from tyopaja.model.events import Event, StepAdded
from tyopaja.model.kinds import Value
from tyopaja.model.ledger import Kept
from tyopaja.model.timing import Timer

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
    heads: int = 1
    """How many people share their device."""
    left: datetime | None = None
    """When they left; None while they take part."""


@frozen(kw_only=True)
class Cluster:
    """Entries of one section that belong together."""

    id: str
    sheet: str
    section: str
    text: str | None
    """What it is called."""


@frozen(kw_only=True)
class Check:
    """Where a key result stood at some moment."""

    at: datetime
    by: str
    now: float | None
    text: str | None


@frozen
class Span:
    """Once that a step was active."""

    begun: datetime
    """When it was entered."""
    ended: datetime | None = None
    """When it was left; None while it is active."""


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
    cluster: str | None = None
    """The cluster that it is in."""
    checks: tuple[Check, ...] = ()
    """For a key result: where it stood, oldest first."""
    private: bool = False
    """Whether only its author sees it: it is not revealed yet."""
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


@frozen(kw_only=True, slots=False)
class State:
    """What is so now in a session. Without slots, so that the next state begins as a copy of this one's attributes: one
    is made with every event."""

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
    """The active states of the chart in document order, outer before inner: steps of the flow, instances of them
    (`kirjaa@ryhma-1`), and the chart's own, which have a dot in them; empty once the flow has ended."""
    leaves: tuple[str, ...] = ()
    """The innermost of them in document order; those too with which a step in parallel is done (`kaista.end`)."""
    since: Mapping[str, datetime] = field(factory=dict)
    """Active step → when it was entered."""
    timers: Mapping[str, Timer] = field(factory=dict)
    """Active step → its timebox, where it has one."""
    memory: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """A history of the chart → what was active inside its step when that was left."""
    spans: HashTrieMap[str, tuple[Span, ...]] = HashTrieMap()
    """Step → when it was active, time after time, for every step that ever was."""
    visits: HashTrieMap[str, int] = HashTrieMap()
    """Step → how many times it was entered."""
    moves: Mapping[str, int] = field(factory=dict)
    """`[[move]]` of the flow, counted from 0, with the instance that took it → how many times it was taken."""
    added: tuple[StepAdded, ...] = ()
    """The steps that were put into this session's flow, in the order of adding."""
    carried: Mapping[int, int] = field(factory=dict)
    """`[[carry]]` of the flow, counted from 0 → how many times it was taken."""
    people: Mapping[str, Person] = field(factory=dict)
    """By id, in the order of joining; those who left too."""
    expected: int | None = None
    """How many participants are coming, if anybody said."""
    groups: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Group → its people, in the order of the groups; those who left too."""
    ready: Mapping[tuple[str, int], tuple[str, ...]] = field(factory=dict)
    """Step and the how manieth time that it was entered → who is ready with it, in the order of saying so."""
    clusters: HashTrieMap[str, Cluster] = HashTrieMap()
    """Every cluster by id, those without entries too."""
    entries: Kept[str, Entry] = HashTrieMap()
    """Every entry ever written, by id; those taken away too."""
    unrevealed: Kept[str, bool] = HashTrieMap()
    """The entries that only their authors see, those taken away too; each True."""
    boxes: Kept[Box, tuple[str, ...]] = HashTrieMap()
    """Section of a sheet → the ids of its entries, in their order."""
    approvals: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Sheet → who said yes, in the order of saying so."""
    deeds: Kept[str, Deed] = HashTrieMap()
    """Every command carried out, by its id."""
    latest: Mapping[str, str] = field(factory=dict)
    """Person → the id of their latest deed."""

    def changed_by(self, changes: Mapping[str, Any]) -> State:
        """The same with other values for some attributes. Raises TypeError for a name that none has."""
        later = object.__new__(State)
        values = later.__dict__
        values.update(self.__dict__)
        values.update(changes)
        if len(values) != len(self.__dict__):
            raise TypeError(f"a state has no {', '.join(sorted(values.keys() - self.__dict__.keys()))}")
        return later

    @property
    def ended(self) -> bool:
        """Whether the flow has run to its end."""
        return self.seq > 0 and not self.steps

    @property
    def step(self) -> str | None:
        """The innermost active step, the first where several are; None once the flow has ended."""
        for leaf in self.leaves:
            if "." not in leaf:
                return leaf
        return None

    @property
    def entered(self) -> datetime | None:
        """When the innermost active step was entered."""
        return None if self.step is None else self.since.get(self.step)

    def present(self, role: Role | None = None) -> tuple[Person, ...]:
        """Those who take part now, in the order of joining; with `role` those who have it."""
        return tuple(one for one in self.people.values() if one.left is None and role in (None, one.role))

    def ready_in(self, step: str) -> tuple[str, ...]:
        """Who is ready with an active step, in the order of saying so."""
        return self.ready.get((step, self.visits.get(step, 0)), ())

    def group_of(self, person: str) -> str | None:
        """The group that somebody is in."""
        for group, people in self.groups.items():
            if person in people:
                return group
        return None

    def entries_in(self, sheet: str, section: str, part: str | None = None) -> tuple[Entry, ...]:
        """The entries of a section, or of one part of it, in their order."""
        entries = self.entries
        found = [entries[entry] for entry in self.boxes.get((sheet, section), ())]
        return tuple(found) if part is None else tuple([entry for entry in found if entry.part == part])
