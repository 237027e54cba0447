"""Many at once, and after the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from threading import Barrier

from tyopaja.errors import Conflict
from tyopaja.journals.contract import Journal, Snapshot
from tyopaja.testing.journals.basis import Basis, insist, refuses, texts, works

_THREADS, _EACH = 4, 12


class Sharing(Basis):
    """Any number of threads and handles, and what is closed."""

    def test_threads_that_race_for_one_session_lose_nothing_and_double_nothing(self, journal: Journal) -> None:
        """Of those that append behind one event, one gets through and the others are told."""
        self._race([journal] * _THREADS)

    def test_handles_that_race_for_one_session_lose_nothing_and_double_nothing(
        self, journal: Journal, folder: Path
    ) -> None:
        """What a handle remembers of a session is out of date when another has appended."""
        with closing(self.another(journal, folder)) as other:
            self._race([journal, other] * 2)

    def _race(self, handles: Sequence[Journal]) -> None:
        barrier = Barrier(len(handles))

        def write(thread: int) -> None:
            barrier.wait(timeout=self.patience)
            for number in range(_EACH):
                insist(handles[thread], "s", [f"{thread}:{number}"] * 2)

        self.together([partial(write, thread) for thread in range(len(handles))])
        for handle in handles[:2]:
            records = list(handle.read("s"))
            total = 2 * len(handles) * _EACH
            assert [record.seq for record in records] == list(range(1, total + 1)), "the order is not total"
            assert [one.data for one in records[::2]] == [one.data for one in records[1::2]], "commands mixed"
            for thread in range(len(handles)):
                own = [record.data for record in records[::2] if record.data.startswith(f"{thread}:")]
                assert own == [f"{thread}:{number}" for number in range(_EACH)], f"events of thread {thread}"

    def test_threads_on_sessions_of_their_own_are_never_refused(self, journal: Journal) -> None:
        """Two commands that do not conflict both succeed."""

        def write(session: str) -> None:
            for number in range(_EACH):
                journal.append(session, number, [f"{session} {number}"])

        names = [f"s{thread}" for thread in range(_THREADS)]
        self.together([partial(write, name) for name in names])
        for name in names:
            assert texts(journal, name) == [f"{name} {number}" for number in range(_EACH)]

    def test_one_of_many_that_append_behind_one_event_gets_through(self, journal: Journal) -> None:
        """And all the others are told, in one attempt each."""
        self._one_gets_through([journal] * _THREADS)

    def test_one_of_many_handles_that_append_behind_one_event_gets_through(
        self, journal: Journal, folder: Path
    ) -> None:
        """A lock that only one handle minds is none."""
        with closing(self.another(journal, folder)) as other:
            self._one_gets_through([journal, other] * 2)

    def _one_gets_through(self, handles: Sequence[Journal]) -> None:
        def write(thread: int, after: int, barrier: Barrier, through: list[int]) -> None:
            barrier.wait(timeout=self.patience)
            with suppress(Conflict):
                handles[thread].append("s", after, [str(thread)])
                through.append(thread)

        for after in range(10):
            barrier, through = Barrier(len(handles)), list[int]()
            self.together([partial(write, thread, after, barrier, through) for thread in range(len(handles))])
            assert len(through) == 1, f"{len(through)} of {len(handles)} got through behind one event"
            assert texts(handles[0], "s", after) == [str(through[0])]

    def test_handles_see_at_once_what_was_appended_by_another(self, journal: Journal, folder: Path) -> None:
        """Events, content, sessions, what was rewritten; a stale append is a conflict."""
        journal.append("s", 0, ["a"])
        with closing(self.another(journal, folder)) as other:
            assert texts(other, "s") == ["a"]
            other.append("s", 1, ["b"])
            assert texts(journal, "s") == ["a", "b"]
            refuses(journal, "s", 1, ["x"])
            journal.append("s", 2, ["c"])
            refuses(other, "s", 2, ["x"])
            other.keep("s", "x", b"1")
            other.append("t", 0, ["t"])
            assert (journal.fetch("s", "x"), list(journal.contents("s"))) == (b"1", ["x"])
            assert list(journal.sessions()) == [("s", 3), ("t", 1)] == list(other.sessions())
            other.rewrite("s", 3, {2: "gone"}, ["d"], ["x"])
            assert texts(journal, "s") == ["a", "gone", "c", "d"]
            assert journal.fetch("s", "x") is None, "another handle still has what was dropped"
            journal.append("s", 4, ["e"])
            assert texts(other, "s", 3) == ["d", "e"]

    def test_a_handle_that_is_closed_leaves_the_others_as_they_are(self, journal: Journal, folder: Path) -> None:
        """Nothing of what they need goes with it."""
        journal.append("s", 0, ["a"])
        self.another(journal, folder).close()
        journal.append("s", 1, ["b"])
        with closing(self.another(journal, folder)) as other:
            assert texts(other, "s") == ["a", "b"]

    def test_a_closed_journal_works_on_or_says_that_it_failed(self, journal: Journal, folder: Path) -> None:
        """By JournalError and nothing else; closing twice is harmless, and what was acknowledged is there."""
        journal.append("s", 0, ["a"])
        journal.close()
        journal.close()
        calls: dict[str, Callable[[], object]] = {
            "read": lambda: list(journal.read("s")),
            "sessions": journal.sessions,
            "wait": lambda: journal.wait("s", 0, 0.0),
            "keep": lambda: journal.keep("s", "x", b"x"),
            "fetch": lambda: journal.fetch("s", "x"),
            "contents": lambda: journal.contents("s"),
            "keep_snapshot": lambda: journal.keep_snapshot("s", Snapshot(1, b"x")),
            "snapshot": lambda: journal.snapshot("s"),
            "rewrite": lambda: journal.rewrite("s", 1, {1: "a"}, []),
        }
        for name, call in calls.items():
            works(call, f"{name} of a closed journal")
        appended = works(lambda: journal.append("s", 1, ["b"]), "append to a closed journal")
        with closing(self.anew(journal, folder)) as again:
            kept = texts(again, "s")
        assert kept == (["a", "b"] if appended else ["a"]), "a closed journal does not keep what it acknowledged"
