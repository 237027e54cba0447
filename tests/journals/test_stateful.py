"""A journal against a dict of lists: any run of appends, rewritings, keeps and reopenings, right and wrong."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import Journal, MemoryJournal, Snapshot, SqliteJournal
from tyopaja.testing.journals.blocking import Blocking

NAMES = st.sampled_from(["a", "A", "ä", "a b", "", "%", "x" * 300]) | st.text(st.characters(codec="utf-8"), max_size=4)
DATA = st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=4)


class Journals(RuleBasedStateMachine):
    """What every journal does is what a dict of lists does."""

    def __init__(self) -> None:
        super().__init__()
        self.sessions: dict[str, list[str]] = {}
        self.content: dict[tuple[str, str], bytes] = {}
        self.snapshots: dict[str, Snapshot] = {}
        self.folder = Path(tempfile.mkdtemp())
        self.journal = self.open()

    def open(self) -> Journal:
        """A journal at the machine's folder, or what a subclass has."""
        raise NotImplementedError

    def teardown(self) -> None:
        self.journal.close()
        shutil.rmtree(self.folder)

    @initialize(data=DATA)
    def begin(self, data: list[str]) -> None:
        self.append("a", data)

    @rule(session=NAMES, data=DATA)
    def append(self, session: str, data: list[str]) -> None:
        self.journal.append(session, len(self.sessions.get(session, ())), data)
        if data:
            self.sessions.setdefault(session, []).extend(data)

    @rule(session=NAMES, data=DATA, off=st.integers(-3, 3).filter(bool))
    def append_behind_the_wrong_event(self, session: str, data: list[str], off: int) -> None:
        with pytest.raises(Conflict):
            self.journal.append(session, len(self.sessions.get(session, ())) + off, data)

    @rule(session=NAMES, data=DATA, chosen=st.sets(st.integers(1, 9), max_size=3), digest=NAMES)
    def rewrite(self, session: str, data: list[str], chosen: set[int], digest: str) -> None:
        events = self.sessions.get(session, [])
        changed = {seq: f"{seq} of {len(events)}" for seq in chosen}
        if not all(seq <= len(events) for seq in chosen):
            with pytest.raises(JournalError):
                self.journal.rewrite(session, len(events), changed, data, [digest])
            return
        self.journal.rewrite(session, len(events), changed, data, [digest])
        if data:
            events = self.sessions.setdefault(session, events)
        for seq, text in changed.items():
            events[seq - 1] = text
        events.extend(data)
        self.content.pop((session, digest), None)
        self.snapshots.pop(session, None)

    @rule(session=NAMES, off=st.integers(-3, 3).filter(bool), digest=NAMES)
    def rewrite_behind_the_wrong_event(self, session: str, off: int, digest: str) -> None:
        with pytest.raises(Conflict):
            self.journal.rewrite(session, len(self.sessions.get(session, ())) + off, {}, ["x"], [digest])

    @rule(session=NAMES, back=st.integers(0, 2), data=st.binary(max_size=9))
    def keep_snapshot(self, session: str, back: int, data: bytes) -> None:
        new = Snapshot(len(self.sessions.get(session, ())) - back, data)
        held = self.snapshots.get(session)
        if new.seq > 0:
            self.journal.keep_snapshot(session, new)
            if held is None or held.seq < new.seq:
                self.snapshots[session] = new
        # Any may be lost, but for those that `rewrite` drops, which have to be.
        assert self.journal.snapshot(session) in (None, self.snapshots.get(session))

    @rule(session=NAMES, after=st.integers(0, 9))
    def wait(self, session: str, after: int) -> None:
        assert self.journal.wait(session, after, 0.0) == len(self.sessions.get(session, ()))

    @rule(session=NAMES, after=st.integers(0, 9))
    def read(self, session: str, after: int) -> None:
        read = [(record.seq, record.data) for record in self.journal.read(session, after)]
        assert read == list(enumerate(self.sessions.get(session, ()), 1))[after:]

    @rule(session=NAMES, digest=NAMES, data=st.binary(max_size=20))
    def keep(self, session: str, digest: str, data: bytes) -> None:
        # A hash stands for one content: whoever keeps it again keeps the same.
        known = self.content.setdefault((session, digest), data)
        self.journal.keep(session, digest, known)

    @rule(session=NAMES, digest=NAMES)
    def fetch(self, session: str, digest: str) -> None:
        assert self.journal.fetch(session, digest) == self.content.get((session, digest))
        assert sorted(self.journal.contents(session)) == sorted(one for of, one in self.content if of == session)

    @rule()
    def reopen(self) -> None:
        """Nothing here for a journal that is not durable."""

    @invariant()
    def lists_its_sessions(self) -> None:
        listed = [tuple(one) for one in self.journal.sessions()]
        assert listed == [(session, len(events)) for session, events in self.sessions.items()]


class InMemory(Journals):
    """`memory:`"""

    def open(self) -> Journal:
        return MemoryJournal()


class ByTheAsyncFace(Journals):
    """`memory:`, by coroutines."""

    def open(self) -> Journal:
        return Blocking(MemoryJournal())


class InSqlite(Journals):
    """`sqlite:`"""

    def open(self) -> Journal:
        return SqliteJournal(self.folder / "journal.db")

    @rule()
    def reopen(self) -> None:
        self.journal.close()
        self.journal = self.open()


FEW: Any = settings(max_examples=40, stateful_step_count=25, deadline=None)

TestInMemory = InMemory.TestCase
TestInMemory.settings = FEW
TestByTheAsyncFace = ByTheAsyncFace.TestCase
TestByTheAsyncFace.settings = FEW
TestInSqlite = InSqlite.TestCase
TestInSqlite.settings = FEW
