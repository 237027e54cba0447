"""What `tyopaja.journals.Journal` promises, as tests. Nothing here looks into a journal other than by its methods."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Barrier, Thread

import pytest

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals.contract import Journal, Record

_ODD = (
    "tavallinen",
    "",
    "ä ö å š ž ŋ đ ŧ ǩ ǥ ʒ ǯ ȟ e\u0301",
    "rivi\u2028toinen\u2029kolmas\u0085neljäs\u000bviides",
    "👍🏽 👩‍🚒 🇫🇮 𝄞 \U0010fffd",
    "שלום مرحبا 日本",
    "\" \\ / ' ; -- % _ ? $1 :a \x00 \x7f",
    "\ufeff\ufffe\u200b",
    "x" * 10_000,
)
_THREADS, _EACH = 4, 12


class _BrokenOffError(Exception):
    """What a sequence of events raises half-way."""


class _BrokenOff(Sequence[str]):
    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> str:  # type: ignore[override]  # slices are not asked for
        if index:
            raise _BrokenOffError
        return "eka"


class JournalContract:
    """Subclass it as `Test…` and override `make_journal`; `reopen` too when the journal outlives its process."""

    def make_journal(self, folder: Path) -> Journal:
        """A new, empty journal; `folder` is empty too, and the test's own."""
        raise NotImplementedError(f"{type(self).__name__} must override make_journal(self, folder) -> Journal")

    def reopen(self, journal: Journal, folder: Path) -> Journal:
        """Close the journal and open it anew at the same place. One that is not durable is left as it is."""
        return journal

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """Where the journal may keep its files."""
        return tmp_path

    @pytest.fixture
    def journal(self, folder: Path) -> Iterator[Journal]:
        """The journal under test."""
        made = self.make_journal(folder)
        yield made
        made.close()

    def test_it_has_the_methods_of_a_journal(self, journal: Journal) -> None:
        """The engine refuses an object that has not."""
        assert isinstance(journal, Journal), f"{type(journal).__name__} lacks a method of tyopaja.journals.Journal"

    def test_a_new_journal_is_empty(self, journal: Journal) -> None:
        """No sessions, no events, no content."""
        assert list(journal.sessions()) == [], "a new journal has sessions"
        assert list(journal.read("nobody")) == [], "there are events of a session that never began"
        assert journal.fetch("nobody", "nothing") is None, "there is content that nobody kept"

    def test_events_come_back_in_order_and_numbered_from_1_without_gaps(self, journal: Journal) -> None:
        """Whether a command brought one event or many."""
        journal.append("s", 0, ["a"])
        journal.append("s", 1, ["b", "c", "d"])
        journal.append("s", 4, ["e"])
        assert list(journal.read("s")) == [Record(number, data) for number, data in enumerate("abcde", 1)]

    def test_reading_begins_behind_a_number(self, journal: Journal) -> None:
        """`after` is the last event that the reader has; at the end and beyond it there is nothing."""
        journal.append("s", 0, list("abcde"))
        for after in range(8):
            read = [(record.seq, record.data) for record in journal.read("s", after)]
            assert read == list(enumerate("abcde", 1))[after:], f"read('s', {after}) of 5 events"

    def test_a_command_of_1500_events_is_kept_whole(self, journal: Journal) -> None:
        """However a journal pages, reading leaves nothing out and gives nothing twice."""
        journal.append("s", 0, [str(number) for number in range(1, 1501)])
        read = [(record.seq, int(record.data)) for record in journal.read("s", 400)]
        assert read == [(number, number) for number in range(401, 1501)]

    def test_an_append_behind_the_wrong_event_is_a_conflict_and_leaves_nothing(self, journal: Journal) -> None:
        """Behind an older event, behind one that is not there yet, and at the beginning again."""
        journal.append("s", 0, ["a", "b"])
        for after in (0, 1, 3, 99):
            _refuses(journal, "s", after, ["x", "y"])
            kept = [record.data for record in journal.read("s")]
            assert kept == ["a", "b"], f"a refused append after {after} changed the session"
        journal.append("s", 2, ["c"])
        assert [record.data for record in journal.read("s")] == ["a", "b", "c"]

    def test_a_session_that_does_not_exist_begins_behind_0_only(self, journal: Journal) -> None:
        """And a refused beginning is none."""
        _refuses(journal, "s", 1, ["a"])
        assert list(journal.sessions()) == [], "a refused append began a session"

    def test_an_append_that_breaks_off_leaves_nothing(self, journal: Journal) -> None:
        """All of a command's events or none."""
        journal.append("s", 0, ["a"])
        with pytest.raises((_BrokenOffError, JournalError)):
            journal.append("s", 1, _BrokenOff())
        assert [record.data for record in journal.read("s")] == ["a"], "part of a broken append was kept"
        journal.append("s", 1, ["b"])
        assert [record.seq for record in journal.read("s")] == [1, 2]

    def test_an_append_of_nothing_leaves_nothing(self, journal: Journal) -> None:
        """No session begins with it, and none grows; behind the wrong event it is a conflict as any other."""
        journal.append("s", 0, [])
        assert list(journal.sessions()) == [], "an append of nothing began a session"
        journal.append("s", 0, ["a"])
        journal.append("s", 1, [])
        assert list(journal.sessions()) == [("s", 1)]
        _refuses(journal, "s", 0, [])

    def test_any_text_comes_back_letter_for_letter(self, journal: Journal, folder: Path) -> None:
        """As JSON writes it on one line, and as bare text: all that UTF-8 holds, but for line ends."""
        lines = [json.dumps(text, ensure_ascii=False) for text in _ODD] + [text for text in _ODD if text.isprintable()]
        journal.append("ä/😀 %?#'", 0, lines)
        assert [record.data for record in self.reopen(journal, folder).read("ä/😀 %?#'")] == lines

    def test_sessions_do_not_mix(self, journal: Journal) -> None:
        """Nor do ids that look alike."""
        names = ["a", "A", "a ", "ab", "a/b", "a%", "ä", "a\u0308", "1", "01"]
        for round_ in range(3):
            for name in names:
                journal.append(name, round_, [f"{name} {round_}"])
        for name in names:
            read = [(record.seq, record.data) for record in journal.read(name)]
            assert read == [(number + 1, f"{name} {number}") for number in range(3)], f"session {name!r}"

    def test_sessions_are_listed_in_the_order_in_which_they_began(self, journal: Journal, folder: Path) -> None:
        """With as many events as they have, whoever was written to last."""
        names = [f"s{number * 7 % 30}" for number in range(30)]
        for name in names:
            journal.append(name, 0, ["a"])
        for name in reversed(names):
            journal.append(name, 1, ["b", "c"])
        expected = [(name, 3) for name in names]
        assert [tuple(one) for one in journal.sessions()] == expected
        assert [tuple(one) for one in self.reopen(journal, folder).sessions()] == expected

    def test_content_is_kept_under_its_hash(self, journal: Journal, folder: Path) -> None:
        """Any bytes; to keep them again is harmless, and they are no session."""
        contents = {"empty": b"", "all": bytes(range(256)), "large": b"\x00\xff" * 200_000}
        for digest, data in contents.items():
            journal.keep("s", digest, data)
            journal.keep("s", digest, data)
        assert {digest: journal.fetch("s", digest) for digest in contents} == contents
        assert journal.fetch("s", "none") is None
        assert list(journal.sessions()) == [], "content began a session"
        again = self.reopen(journal, folder)
        assert {digest: again.fetch("s", digest) for digest in contents} == contents, "content was lost"
        assert sorted(again.contents("s")) == sorted(contents)

    def test_content_of_sessions_does_not_mix(self, journal: Journal) -> None:
        """What one session keeps another does not have, under the same hash or not."""
        journal.keep("s", "x", b"1")
        journal.keep("t", "y", b"2")
        assert (journal.fetch("t", "x"), journal.fetch("s", "y")) == (None, None)
        assert (list(journal.contents("s")), list(journal.contents("t"))) == (["x"], ["y"])
        assert list(journal.contents("u")) == []

    def test_what_was_acknowledged_is_there_when_it_is_opened_again(self, journal: Journal, folder: Path) -> None:
        """And it goes on where it was."""
        journal.append("s", 0, ["a", "b"])
        again = self.reopen(journal, folder)
        assert [record.data for record in again.read("s")] == ["a", "b"], "acknowledged events were lost"
        _refuses(again, "s", 0, ["x"])
        again.append("s", 2, ["c"])
        assert list(again.read("s")) == [Record(1, "a"), Record(2, "b"), Record(3, "c")]

    def test_a_reader_is_not_disturbed_by_a_writer(self, journal: Journal) -> None:
        """What was there when reading began is read, in order, whatever is appended meanwhile."""
        journal.append("s", 0, ["a", "b"])
        reading = journal.read("s")
        first = next(reading)
        journal.append("s", 2, ["c"])
        journal.append("t", 0, ["x"])
        rest = list(reading)
        assert [first, *rest][:2] == [Record(1, "a"), Record(2, "b")]
        assert [record.data for record in rest] in (["b"], ["b", "c"])

    def test_threads_that_race_for_one_session_lose_nothing_and_double_nothing(self, journal: Journal) -> None:
        """Of those that append behind one event, one gets through and the others are told."""
        barrier, failures = Barrier(_THREADS), list[BaseException]()

        def write(thread: int) -> None:
            try:
                barrier.wait(timeout=10)
                for number in range(_EACH):
                    _insist(journal, f"{thread}:{number}")
            except BaseException as error:
                failures.append(error)

        threads = [Thread(target=write, args=(thread,)) for thread in range(_THREADS)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(timeout=60)
        assert failures == [], "a thread failed"
        records = list(journal.read("s"))
        assert [record.seq for record in records] == list(range(1, 2 * _THREADS * _EACH + 1)), "the order is not total"
        assert [record.data for record in records[::2]] == [record.data for record in records[1::2]], "commands mixed"
        for thread in range(_THREADS):
            own = [record.data for record in records[::2] if record.data.startswith(f"{thread}:")]
            assert own == [f"{thread}:{number}" for number in range(_EACH)], f"events of thread {thread}"


def _refuses(journal: Journal, session: str, after: int, data: Sequence[str]) -> None:
    length = sum(1 for _ in journal.read(session))
    try:
        journal.append(session, after, data)
    except Conflict:
        return
    pytest.fail(f"append({session!r}, after={after}, {data}) to a session of {length} events is no Conflict")


def _insist(journal: Journal, data: str) -> None:
    """Append two events behind whatever is there, as often as it takes."""
    while True:
        length = sum(1 for _ in journal.read("s"))
        try:
            journal.append("s", length, [data, data])
        except Conflict:
            continue
        return
