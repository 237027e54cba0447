"""A journal behind a line that is cut at any moment, against a dict of lists: nothing of it can be seen."""

from __future__ import annotations

from itertools import count
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from psycopg.sql import SQL, Identifier

from tyopaja.errors import Conflict
from tyopaja.journals import Snapshot
from tyopaja_postgres.journal import PostgresJournal
from tyopaja_postgres.testing import Line, Server

TEXTS = st.text(st.characters(codec="utf-8"), max_size=6)
NAMES = st.sampled_from(["a", "b", "ä", "", "x" * 300]) | TEXTS
DATA = st.lists(TEXTS, max_size=4)
_NUMBERS = count(1)


class Journals(RuleBasedStateMachine):
    """What a journal does is what a dict of lists does."""

    server: ClassVar[Server]

    def __init__(self) -> None:
        super().__init__()
        self.schema = f"machine_{next(_NUMBERS)}"
        self.line = Line(self.server.socket)
        self.journal = PostgresJournal(self.line.url(self.schema))
        self.sessions: dict[str, list[str]] = {}
        self.content: dict[tuple[str, str], bytes] = {}
        self.snapshots: dict[str, Snapshot] = {}

    def teardown(self) -> None:
        self.journal.close()
        self.line.close()
        self.server.do(SQL("DROP SCHEMA {} CASCADE").format(Identifier(self.schema)))

    @initialize(data=DATA)
    def begin(self, data: list[str]) -> None:
        self.append("a", data)

    @rule(count=st.integers(1, 2000), way=st.sampled_from(["there", "back"]))
    def cut(self, count: int, way: Any) -> None:
        self.line.cut_after(count, way)

    @rule(session=NAMES, data=DATA)
    def append(self, session: str, data: list[str]) -> None:
        self.journal.append(session, len(self.sessions.get(session, ())), data)
        if data:
            self.sessions.setdefault(session, []).extend(data)

    @rule(session=NAMES, data=DATA, off=st.integers(-3, 3).filter(bool))
    def append_behind_the_wrong_event(self, session: str, data: list[str], off: int) -> None:
        with pytest.raises(Conflict):
            self.journal.append(session, len(self.sessions.get(session, ())) + off, data)

    @rule(session=NAMES, after=st.integers(0, 9))
    def read(self, session: str, after: int) -> None:
        read = [(record.seq, record.data) for record in self.journal.read(session, after)]
        assert read == list(enumerate(self.sessions.get(session, ()), 1))[after:]

    @rule(session=NAMES, digest=NAMES, data=st.binary(max_size=20))
    def keep(self, session: str, digest: str, data: bytes) -> None:
        known = self.content.setdefault((session, digest), data)
        self.journal.keep(session, digest, known)

    @rule(session=NAMES, digest=NAMES)
    def fetch(self, session: str, digest: str) -> None:
        assert self.journal.fetch(session, digest) == self.content.get((session, digest))
        assert sorted(self.journal.contents(session)) == sorted(one for of, one in self.content if of == session)

    @rule(session=NAMES, seq=st.integers(1, 9), data=st.binary(max_size=20))
    def keep_snapshot(self, session: str, seq: int, data: bytes) -> None:
        held = self.snapshots.get(session)
        if held is None or held.seq < seq:
            self.snapshots[session] = Snapshot(seq, data)
        self.journal.keep_snapshot(session, Snapshot(seq, data))

    @rule(session=NAMES)
    def snapshot(self, session: str) -> None:
        assert self.journal.snapshot(session) == self.snapshots.get(session)

    @rule(session=NAMES, text=TEXTS, seqs=st.sets(st.integers(0, 5)), data=DATA, forgotten=st.sets(NAMES, max_size=2))
    def rewrite(self, session: str, text: str, seqs: set[int], data: list[str], forgotten: set[str]) -> None:
        events = self.sessions.get(session, [])
        changed = {seq + 1: f"{text} {seq}" for seq in seqs if seq < len(events)}
        self.journal.rewrite(session, len(events), changed, data, forgotten)
        for seq, new in changed.items():
            events[seq - 1] = new
        if changed or forgotten:
            self.snapshots.pop(session, None)
        for digest in forgotten:
            self.content.pop((session, digest), None)
        if data:
            self.sessions.setdefault(session, []).extend(data)

    @rule()
    def reopen(self) -> None:
        self.journal.close()
        self.journal = PostgresJournal(self.server.url(self.schema))
        self.journal.close()
        self.line.close()
        self.line = Line(self.server.socket)
        self.journal = PostgresJournal(self.line.url(self.schema))

    @invariant()
    def lists_its_sessions(self) -> None:
        assert list(self.journal.sessions()) == [(session, len(events)) for session, events in self.sessions.items()]


def test_a_journal_behind_a_line_that_is_cut_is_a_dict_of_lists(server: Server) -> None:
    Journals.server = server
    run_state_machine_as_test(Journals, settings=settings(max_examples=12, stateful_step_count=25, deadline=None))
