"""Events: appended whole, behind what the writer knows, and read back as they were."""

from __future__ import annotations

import json
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tyopaja.errors import JournalError
from tyopaja.journals.contract import Journal, Record
from tyopaja.testing.journals.basis import Basis, BrokenOff, BrokenOffError, refuses, texts

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
_ALIKE = (
    *("a", "A", "a ", " a", "ab", "a/b", "a\\b", "a%", "a_", "ä", "a\u0308", "1", "01", "", ".", "..", "../a", "con"),
    *("a.", "~a", "a\tb", "x" * 300, "x" * 299 + "y", "👩‍🚒", "👩🚒"),
)


class Events(Basis):
    """What stands in a journal is what was appended."""

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
            refuses(journal, "s", after, ["x", "y"])
            assert texts(journal, "s") == ["a", "b"], f"a refused append after {after} changed the session"
        journal.append("s", 2, ["c"])
        assert texts(journal, "s") == ["a", "b", "c"]

    def test_a_session_goes_on_after_any_number_of_conflicts(self, journal: Journal) -> None:
        """A refusal holds nothing, and is forgotten with what it refused."""
        for number in range(40):
            refuses(journal, "s", number + 1, ["x"])
            refuses(journal, "s", number + 1, ["x"])
            journal.append("s", number, [str(number)])
        assert texts(journal, "s") == [str(number) for number in range(40)]

    def test_a_session_that_does_not_exist_begins_behind_0_only(self, journal: Journal) -> None:
        """And a refused beginning is none."""
        refuses(journal, "s", 1, ["a"])
        assert list(journal.sessions()) == [], "a refused append began a session"

    def test_an_append_that_breaks_off_leaves_nothing(self, journal: Journal) -> None:
        """All of a command's events or none."""
        journal.append("s", 0, ["a"])
        with pytest.raises((BrokenOffError, JournalError)):
            journal.append("s", 1, BrokenOff())
        assert texts(journal, "s") == ["a"], "part of a broken append was kept"
        journal.append("s", 1, ["b"])
        assert [record.seq for record in journal.read("s")] == [1, 2]

    def test_an_append_of_nothing_leaves_nothing(self, journal: Journal) -> None:
        """No session begins with it, and none grows; behind the wrong event it is a conflict as any other."""
        journal.append("s", 0, [])
        assert list(journal.sessions()) == [], "an append of nothing began a session"
        journal.append("s", 0, ["a"])
        journal.append("s", 1, [])
        assert list(journal.sessions()) == [("s", 1)]
        refuses(journal, "s", 0, [])

    def test_any_text_comes_back_letter_for_letter(self, journal: Journal, folder: Path) -> None:
        """As JSON writes it on one line, and as bare text: all that UTF-8 holds, but for line ends."""
        lines = [json.dumps(text, ensure_ascii=False) for text in _ODD] + [text for text in _ODD if text.isprintable()]
        lines += ['{"b":1,"a":{"d":null,"c":[1.50,-0.0,1e5]}, "e" :"\\u00e4"}', '{"a":1,"a":2}', "{}", "[]", "null"]
        journal.append("ä/😀 %?#'", 0, lines)
        with closing(self.anew(journal, folder)) as again:
            assert texts(again, "ä/😀 %?#'") == lines

    def test_sessions_do_not_mix(self, journal: Journal, folder: Path) -> None:
        """Nor do ids that look alike, here or on a file system."""
        for round_ in range(3):
            for name in _ALIKE:
                journal.append(name, round_, [f"{name} {round_}"])
        with closing(self.anew(journal, folder)) as again:
            for name in _ALIKE:
                read = [(record.seq, record.data) for record in again.read(name)]
                assert read == [(number + 1, f"{name} {number}") for number in range(3)], f"session {name!r}"
            assert [tuple(one) for one in again.sessions()] == [(name, 3) for name in _ALIKE]

    def test_sessions_are_listed_in_the_order_in_which_they_began(self, journal: Journal, folder: Path) -> None:
        """With as many events as they have, whoever was written to last."""
        names = [f"s{number * 7 % 30}" for number in range(30)]
        for name in names:
            journal.append(name, 0, ["a"])
        for name in reversed(names):
            journal.append(name, 1, ["b", "c"])
        expected = [(name, 3) for name in names]
        assert [tuple(one) for one in journal.sessions()] == expected
        with closing(self.anew(journal, folder)) as again:
            assert [tuple(one) for one in again.sessions()] == expected

    def test_many_sessions_are_all_listed_and_read(self, plain: Journal) -> None:
        """However a journal pages them. Begun by several threads: a disk that is waited for is waited for at once."""
        names = [f"s{number}" for number in range(self.many)]

        def begin(part: int) -> None:
            for name in names[part::8]:
                plain.append(name, 0, [name])

        self.together([partial(begin, part) for part in range(8)])
        assert sorted(plain.sessions()) == sorted((name, 1) for name in names)
        assert [texts(plain, name) for name in names[:: self.many // 20]] == [
            [one] for one in names[:: self.many // 20]
        ]

    def test_what_was_acknowledged_is_there_when_it_is_opened_again(self, journal: Journal, folder: Path) -> None:
        """And it goes on where it was."""
        journal.append("s", 0, ["a", "b"])
        with closing(self.anew(journal, folder)) as again:
            assert texts(again, "s") == ["a", "b"], "acknowledged events were lost"
            refuses(again, "s", 0, ["x"])
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
