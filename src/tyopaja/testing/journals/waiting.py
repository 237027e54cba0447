"""Waiting for events, and following a session as they come."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from tyopaja.journals.contract import Journal, Record
from tyopaja.journals.following import follow
from tyopaja.testing.journals.basis import Basis

_LONG = 600.0
"""Seconds that nobody waits: only a broken journal comes near them."""


class Waiting(Basis):
    """Whoever waits is told of what is there, and of what comes."""

    def test_waiting_returns_at_once_when_there_is_more(self, journal: Journal) -> None:
        """With how many events the session has."""
        journal.append("s", 0, ["a", "b", "c"])
        for after in range(3):
            said = f"wait('s', {after}) of 3 events does not return"
            assert self.in_time(partial(journal.wait, "s", after, _LONG), said) == 3

    def test_waiting_ends_after_its_seconds(self, journal: Journal) -> None:
        """Not before, when nothing came: who waits without end would keep the machine busy. No seconds is a look."""
        journal.append("s", 0, ["a", "b"])
        for session, after, length in (("s", 2, 2), ("s", 9, 2), ("nobody", 0, 0)):
            said = f"wait({session!r}, {after}, …) does not end"
            assert self.in_time(partial(journal.wait, session, after, 0.0), said) == length
            begun = monotonic()
            assert self.in_time(partial(journal.wait, session, after, 0.2), said) == length
            assert monotonic() - begun > 0.15, "wait returned before its time, and nothing had come"

    def test_waiting_is_ended_by_an_append(self, journal: Journal) -> None:
        """Of another thread, to this session and not to another; of a session that has not begun yet, too."""
        for after in (0, 1):
            self._wakes(journal, journal, "s", after)

    def test_waiting_is_ended_by_an_append_of_another_handle(self, journal: Journal, folder: Path) -> None:
        """On the same place: another process is nothing else."""
        with closing(self.another(journal, folder)) as other:
            for after in (0, 1):
                self._wakes(journal, other, "s", after)
                self._wakes(other, journal, "t", after)

    def test_waiting_is_ended_by_rewriting_that_appends(self, journal: Journal) -> None:
        """An erasure is an event as any other."""
        journal.append("s", 0, ["a"])
        self._wakes(journal, journal, "s", 1, changed={1: "x"})

    def _wakes(
        self, waiting: Journal, writing: Journal, session: str, after: int, changed: Mapping[int, str] | None = None
    ) -> None:
        """One waits while the other appends, or rewrites what is to be `changed` and appends."""
        begun, lengths = Event(), list[int]()

        def wait() -> None:
            begun.set()
            lengths.append(waiting.wait(session, after, _LONG))

        thread = Thread(target=wait, daemon=True)
        thread.start()
        begun.wait(self.patience)
        thread.join(0.05)
        assert lengths == [], "wait returned before anything was appended"
        other = f"not {session}"
        writing.append(other, waiting.wait(other, 0, 0.0), ["x"])
        thread.join(0.05)
        assert lengths == [], "wait was ended by an append to another session"
        if changed:
            writing.rewrite(session, after, changed, ["x"])
        else:
            writing.append(session, after, ["x"])
        thread.join(self.patience)
        assert lengths == [after + 1], "wait does not see what was appended"

    def test_following_gives_every_event_once_and_in_order(self, journal: Journal) -> None:
        """While two threads append, to a follower that began before them and to one in their midst."""
        numbers = range(25)
        followed = list[Record]()

        def read() -> None:
            for record in follow(journal, "s", patience=self.patience):
                followed.append(record)
                if len(followed) == 2 * len(numbers):
                    return

        def write() -> None:
            for number in numbers:
                journal.append("s", 2 * number, [f"{number} a", f"{number} b"])

        self.together([read, write])
        expected = [Record(2 * number + part + 1, f"{number} {'ab'[part]}") for number in numbers for part in (0, 1)]
        assert followed == expected
        assert list(follow(journal, "s", 30, patience=0.0)) == expected[30:]
