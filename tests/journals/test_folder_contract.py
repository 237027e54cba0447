"""`folder:` keeps the contract that every journal must keep, and does what a dict of lists does."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tyopaja.journals import FolderJournal, Journal, Snapshot
from tyopaja.testing import JournalContract

NAMES = st.sampled_from(["a", "A", "ä", "a b", "", "con", "..", "x" * 300]) | st.text(
    st.characters(codec="utf-8"), max_size=4
)
DATES = st.sampled_from(["2026-03-01", "2026-03-02", "2026-03-03", "9999-99-99"])
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8) | st.builds(
    '{{"at":"{}T09:00","text":"{}"}}'.format, DATES, DATES
)
SEALED = re.compile(r"sha256 [0-9a-f]{32}\n\Z")
DATA = st.lists(TEXTS, max_size=3)


class TestFolderJournal(JournalContract):
    """`folder:`"""

    def make_journal(self, folder: Path) -> Journal:
        return FolderJournal(folder / "journal")

    open_again = make_journal


class Folders(RuleBasedStateMachine):
    """Events of any days, of two handles on one folder, torn tails and rewriting among them."""

    def __init__(self) -> None:
        super().__init__()
        self.sessions: dict[str, list[str]] = {}
        self.content: dict[tuple[str, str], bytes] = {}
        self.snapshots: dict[str, Snapshot] = {}
        self.folder = Path(tempfile.mkdtemp())
        self.handles = [FolderJournal(self.folder), FolderJournal(self.folder)]

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @property
    def journal(self) -> Journal:
        """The one handle and the other in turn."""
        self.handles.reverse()
        return self.handles[0]

    @initialize(data=DATA)
    def begin(self, data: list[str]) -> None:
        self.append("a", data)

    @rule(session=NAMES, data=DATA)
    def append(self, session: str, data: list[str]) -> None:
        self.journal.append(session, len(self.sessions.get(session, ())), data)
        if data:
            self.sessions.setdefault(session, []).extend(data)

    @rule(
        tail=st.sampled_from(["\n", "\n[[eve", '\n[[event]] # 7\nraw = "', "\n[[event]] # 1\na = 1\n# events 1-1 sha"])
    )
    def a_writer_is_cut_short(self, tail: str) -> None:
        days = sorted(self.folder.glob("*/????-??-??.toml"))
        newest = {path.parent: path for path in days}
        for path in newest.values():
            # Once: whoever writes next cuts off what is torn before all else.
            if SEALED.search(path.read_text()):
                with path.open("a") as file:
                    file.write(tail)

    @rule(session=NAMES, data=DATA, texts=st.dictionaries(st.integers(1, 12), TEXTS, max_size=4), digest=NAMES)
    def rewrite(self, session: str, data: list[str], texts: dict[int, str], digest: str) -> None:
        held = self.sessions.get(session, [])
        changed = {seq: text for seq, text in texts.items() if seq <= len(held)}
        self.journal.rewrite(session, len(held), changed, data, [digest])
        for seq, text in changed.items():
            held[seq - 1] = text
        if data:
            self.sessions.setdefault(session, []).extend(data)
        self.content.pop((session, digest), None)
        self.snapshots.pop(session, None)

    @rule(session=NAMES, after=st.integers(0, 9))
    def read(self, session: str, after: int) -> None:
        read = [(record.seq, record.data) for record in self.journal.read(session, after)]
        assert read == list(enumerate(self.sessions.get(session, ()), 1))[after:]

    @rule(session=NAMES, digest=NAMES, data=st.sampled_from([b"", b"{}", b"\x89PNG\r\n\x1a\n.", b"\xff\xd8\xff."]))
    def keep(self, session: str, digest: str, data: bytes) -> None:
        known = self.content.setdefault((session, digest), data)
        self.journal.keep(session, digest, known)

    @rule(session=NAMES, digest=NAMES)
    def fetch(self, session: str, digest: str) -> None:
        assert self.journal.fetch(session, digest) == self.content.get((session, digest))
        assert sorted(self.journal.contents(session)) == sorted(one for of, one in self.content if of == session)

    @rule(session=NAMES, data=st.binary(max_size=5))
    def keep_snapshot(self, session: str, data: bytes) -> None:
        new = Snapshot(len(self.sessions.get(session, ())), data)
        self.journal.keep_snapshot(session, new)
        held = self.snapshots.get(session)
        if held is None or held.seq < new.seq:
            self.snapshots[session] = new
        assert self.journal.snapshot(session) == self.snapshots[session]

    @invariant()
    def lists_its_sessions(self) -> None:
        listed = [tuple(one) for one in self.journal.sessions()]
        assert listed == [(session, len(events)) for session, events in self.sessions.items()]


FEW: Any = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestFolders = Folders.TestCase
TestFolders.settings = FEW
