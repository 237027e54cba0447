"""Appends of several writers in one call, where a journal can do that (`Gatherer`)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals.contract import Gatherer, Journal, Record, Wanted
from tyopaja.testing.journals.basis import Basis, texts
from tyopaja.testing.journals.blocking import Blocking

_WRITERS, _EACH = 4, 10


class Gathering(Basis):
    """Whoever appends together with others fares as if they had appended alone. Skipped for a journal that has no
    `append_all`."""

    def test_appends_in_one_call_are_kept_in_order_each_with_an_outcome_of_its_own(
        self, journal: Journal, folder: Path
    ) -> None:
        """Of several sessions and of one, commands of one event and of many; a later one stands behind an earlier."""
        together = _gatherer(journal)
        journal.append("s", 0, ["a"])
        wanted = [
            Wanted("s", 1, ["b"]),
            Wanted("t", 0, ["x", "y"]),
            Wanted("s", 1, ["too late"]),
            Wanted("s", 2, ["c", "d"]),
            Wanted("u", 3, ["too early"]),
            Wanted("t", 2, []),
            Wanted("u", 0, []),
            Wanted("v", 0, ["z"]),
            Wanted("s", 4, ["e"]),
        ]
        outcomes = together.append_all(wanted)
        assert [type(one) for one in outcomes] == [
            Conflict if number in (2, 4) else type(None) for number in range(len(wanted))
        ], "some are told other than what became of theirs"
        with closing(self.anew(journal, folder)) as again:
            assert list(again.read("s")) == [Record(seq, text) for seq, text in enumerate("abcde", 1)]
            assert [tuple(one) for one in again.sessions()] == [("s", 5), ("t", 2), ("v", 1)]
            assert texts(again, "t") == ["x", "y"]

    def test_appends_in_one_call_that_go_on_where_sessions_are_are_all_kept(
        self, journal: Journal, folder: Path
    ) -> None:
        """Nobody is refused, nothing is doubled."""
        together = _gatherer(journal)
        names = [f"s{number}" for number in range(20)]
        for after in range(4):
            wanted = [Wanted(name, after, [f"{name} {after}"]) for name in names]
            assert list(together.append_all(wanted)) == [None] * len(names)
        assert list(together.append_all([])) == []
        with closing(self.anew(journal, folder)) as again:
            for name in names:
                assert texts(again, name) == [f"{name} {after}" for after in range(4)]

    def test_what_cannot_be_kept_of_one_costs_the_others_nothing(self, journal: Journal) -> None:
        """Where text that UTF-8 cannot hold is refused, be it in the first event or in a later one, nothing else is."""
        together = _gatherer(journal)
        journal.append("s", 0, ["a"])
        wanted = [
            Wanted("s", 1, ["b"]),
            Wanted("t", 0, ["\ud800"]),
            Wanted("s", 2, ["gone", "\udfff"]),
            Wanted("s", 2, ["c"]),
        ]
        outcomes = together.append_all(wanted)
        assert all(one is None or isinstance(one, JournalError) for one in outcomes)
        kept = [one is None for one in outcomes]
        assert kept[0], "an append was refused for what another wanted"
        assert kept[2] != kept[3], "of two behind one event, one is kept"
        assert texts(journal, "s") == ["a", "b", *(["c"] if kept[3] else ["gone", "\udfff"])]
        assert texts(journal, "t") == (["\ud800"] if kept[1] else [])

    def test_calls_that_race_for_one_session_lose_nothing_and_double_nothing(self, journal: Journal) -> None:
        """Each of several threads appends to it, and to one of its own, until all is there."""
        together, through = _gatherer(journal), list[int]()

        def write(thread: int) -> None:
            for number in range(_EACH):
                while (after := self._appended(journal, together, thread, number)) is None:
                    pass
                through.append(after)

        self.together([partial(write, thread) for thread in range(_WRITERS)])
        assert sorted(through) == list(range(_WRITERS * _EACH)), "several got through behind one event"
        found = texts(journal, "s")
        assert sorted(found) == sorted(f"{thread} {number}" for thread in range(_WRITERS) for number in range(_EACH))
        for thread in range(_WRITERS):
            own = [f"{thread} {number}" for number in range(_EACH)]
            assert [one for one in found if one in own] == own, f"events of thread {thread}"

    def _appended(self, journal: Journal, together: Gatherer, thread: int, number: int) -> int | None:
        """Behind which event the session of all was appended to; None when that was refused. The append to the thread's
        own must not be."""
        after, own = len(texts(journal, "s")), f"own {thread}"
        text = [f"{thread} {number}"]
        shared, alone = together.append_all([Wanted("s", after, text), Wanted(own, len(texts(journal, own)), text)])
        assert alone is None, "an append that conflicts with nothing was refused"
        return after if shared is None else None

    def test_waiting_is_ended_by_an_append_in_one_call_with_others(self, journal: Journal) -> None:
        """As by any other."""
        together = _gatherer(journal)
        journal.append("s", 0, ["a"])
        begun, lengths = Event(), list[int]()

        def wait() -> None:
            begun.set()
            lengths.append(journal.wait("s", 1, self.patience))

        def write() -> None:
            begun.wait(self.patience)
            _kept(together, [Wanted("t", 0, ["x"]), Wanted("s", 1, ["b"])])

        self.in_time(partial(self.together, [wait, write]), "wait does not see what was appended together")
        assert lengths == [2]


def _gatherer(journal: Journal) -> Gatherer:
    plain = journal.journal if isinstance(journal, Blocking) else journal
    if not isinstance(plain, Gatherer) or not isinstance(journal, Gatherer):
        pytest.skip(f"{type(plain).__name__} has no append_all")
    return journal


def _kept(together: Gatherer, wanted: Sequence[Wanted]) -> None:
    assert list(together.append_all(wanted)) == [None] * len(wanted)
