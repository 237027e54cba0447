"""Whether a journal's sessions are what they were, and what can be saved of one that is not.

Beside what the journal itself can tell (`tyopaja.journals.verifying`): every event can be read, all of them can be
replayed, the definitions and pictures that they speak of are there, and the snapshot is what a replay comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from attrs import frozen

from tyopaja.definitions import unpin
from tyopaja.engine.evolve import evolve
from tyopaja.engine.snapshots import state_of
from tyopaja.errors import Damaged, JournalError
from tyopaja.journals import Journal, PutsAside, Record, Snapshot, chain, codec
from tyopaja.journals.verifying import Damage, damaged_content, sound_records
from tyopaja.model.events import Event, Started, Upgraded
from tyopaja.model.state import State
from tyopaja.workshop.content import spoken_of
from tyopaja.workshop.steady import at_one_moment

Told = Callable[[int], object]
"""Called with how many events were looked at."""


@frozen(kw_only=True)
class Verdict:
    """What was found out about one session."""

    session: str
    events: int
    """How many it is said to have."""
    sound: int
    """How many from the first on are sound."""
    problems: tuple[Damage, ...]
    put_aside: tuple[str, ...] = ()
    """Where what a crash left of a command lies, which nobody was told was kept. No problem."""


def verify(journal: Journal, told: Told = lambda done: None) -> Iterator[Verdict]:
    """Look at every session of a journal, one after the other. Raises JournalError for one that has no list of them."""
    done = 0
    for session, events in journal.sessions():
        yield _verdict(journal, session, events, partial(_tell, told, done))
        done += events


def _verdict(journal: Journal, session: str, events: int, told: Told) -> Verdict:
    def look() -> Verdict:
        return _Looking(journal, session).verdict(events, told)

    try:
        return at_one_moment(journal, session, look)
    except JournalError:  # what is behind the damage cannot be read either: whether somebody was erased just then
        return look()


def _tell(told: Told, before: int, seq: int) -> None:
    told(before + seq)


class _Looking:
    """One session being verified."""

    def __init__(self, journal: Journal, session: str) -> None:
        self.journal = journal
        self.session = session
        self.state = State()
        self.problems: list[Damage] = []
        self.snapshot = self._snapshot()

    def verdict(self, events: int, told: Told) -> Verdict:
        seen = 0
        try:
            for record in sound_records(self.journal, self.session):
                self._replay(record)
                self._compare(record)
                seen = record.seq
                told(seen)
            if seen < events:
                raise Damaged("missing-events", self.session, seen + 1, f"is not there: there should be {events}")
        except Damaged as error:
            self._find(error.code, error.message, error.fields["seq"])
        if self.snapshot is not None and seen == events < self.snapshot[0].seq:
            self._find("snapshot-differs", f"The snapshot is of {self.snapshot[0].seq} events; there are {events}.")
        self._try(lambda: self.problems.extend(damaged_content(self.journal, self.session)))
        aside: list[str] = []
        if isinstance(self.journal, PutsAside):
            self._try(partial(self._look_aside, self.journal, aside))
        return Verdict(
            session=self.session, events=events, sound=seen, problems=tuple(self.problems), put_aside=tuple(aside)
        )

    def _look_aside(self, journal: PutsAside, found: list[str]) -> None:
        found.extend(journal.put_aside(self.session))

    def _snapshot(self) -> tuple[State, str] | None:
        """The state in the snapshot, with the hash of its latest event; None where there is none that would be used."""
        found: list[Snapshot | None] = []
        self._try(lambda: found.append(self.journal.snapshot(self.session)))
        return state_of(found[0].data) if found and found[0] is not None else None

    def _compare(self, record: Record) -> None:
        """Compare what was replayed up to a record with the snapshot, if that is where it was made."""
        if self.snapshot is None or self.snapshot[0].seq != record.seq:
            return
        state, head = self.snapshot
        if head != chain.hash_of(record.data):
            what = "was made after another event than this one"
        elif state != self.state:
            what = "is not what a replay comes to"
        else:
            return
        self._find("snapshot-differs", f"The snapshot after event {record.seq} {what}.", record.seq)

    def _find(self, code: str, message: str, seq: int | None = None) -> None:
        self.problems.append(Damage(session=self.session, code=code, message=message, seq=seq))

    def _replay(self, record: Record) -> None:
        """Take an event in. Raises Damaged where that cannot be."""
        try:
            event = codec.read(record.data)
            self.state = evolve(self.state, event)
        except JournalError as error:
            raise Damaged(error.code, self.session, record.seq, f"cannot be read: {_told(error)}") from error
        except Exception as error:  # whatever a strange event does to what was so before
            what = f"does not fit to those before it: {type(error).__name__}: {_told(error)}"
            raise Damaged("cannot-replay", self.session, record.seq, what) from error
        for digest in spoken_of(event):
            self._try(partial(self._look_at, event, digest), record.seq)

    def _look_at(self, event: Event, digest: str) -> None:
        """Whether a piece of content is there that an event speaks of."""
        data = self.journal.fetch(self.session, digest)
        if data is None:
            raise JournalError("content-lost", f"The content {digest} is lost.")
        if isinstance(event, Started | Upgraded):
            unpin(data)

    def _try(self, look: Callable[[], None], seq: int | None = None) -> None:
        """Note what cannot be looked at, and go on."""
        try:
            look()
        except JournalError as error:
            self._find(error.code, error.message, seq)


def _told(error: Exception) -> str:
    return str(error).strip().rstrip(".")


@frozen(kw_only=True)
class Saved:
    """What was saved of one session."""

    session: str
    events: int
    """How many from the first on are in the target."""
    behind: tuple[Record, ...]
    """What is behind the damage and is sound by itself, as it is kept: it cannot be replayed any more."""


def salvage(journal: Journal, target: Journal, told: Told = lambda done: None) -> Iterator[Saved]:
    """Copy of each session what is sound from its beginning into a target that has no such session, and give back what
    is sound behind the damage.

    Raises JournalError where the target fails, or has such a session already.
    """
    for verdict in verify(journal, told):
        session = verdict.session
        for digest in _listed(journal, session):
            data = _fetched(journal, session, digest)
            if data is not None:
                target.keep(session, digest, data)
        lines = [record.data for record in islice(journal.read(session), verdict.sound)] if verdict.sound else []
        if lines:
            target.append(session, 0, lines)
        behind = () if verdict.sound == verdict.events else tuple(_behind(journal, verdict, lines[-1:]))
        yield Saved(session=session, events=len(lines), behind=behind)


def _listed(journal: Journal, session: str) -> tuple[str, ...]:
    try:
        return tuple(journal.contents(session))
    except JournalError:
        return ()


def _fetched(journal: Journal, session: str, digest: str) -> bytes | None:
    try:
        return journal.fetch(session, digest)
    except JournalError:
        return None


def _behind(journal: Journal, verdict: Verdict, before: list[str]) -> Iterator[Record]:
    """The events behind the last sound one that can be read and are what was written; what cannot is stepped over."""
    after = verdict.sound
    head: str | None = chain.hash_of(before[0]) if before else ""
    while after < verdict.events:
        try:
            for record in journal.read(verdict.session, after):
                known = head if record.seq == after + 1 else None
                if _is_sound(record.data, known):
                    yield record
                after, head = record.seq, chain.hash_of(record.data)
            return
        except JournalError:
            after, head = after + 1, None


def _is_sound(data: str, head: str | None) -> bool:
    """Whether an event can be read, and is chained to the event with the hash `head` if that is known."""
    try:
        codec.read(data)
    except JournalError:
        return False
    return head is None or not chain.hash_of(data) or chain.holds(data, head)
