"""Rewriting: the one way in which what was written is taken out again, so that nothing of it is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals.contract import Journal, Record, Snapshot
from tyopaja.testing.journals.basis import Basis, BrokenOff, BrokenOffError, found, texts

_PERSON, _PICTURE, _KNOWN = "Nunnu-Orvokki Rytikoski", b"\x89kuva jossa Nunnu hymyilee\xff", b"tila: Nunnu istuu"


class _BrokenOffMapping(Mapping[int, str]):
    """Two events, of which the second cannot be had."""

    def __len__(self) -> int:
        return 2

    def __iter__(self) -> Iterator[int]:
        return iter((1, 2))

    def __getitem__(self, seq: int) -> str:
        if seq > 1:
            raise BrokenOffError
        return "x"


class Rewriting(Basis):
    """All or none of it, and then nothing is left."""

    def _filled(self, journal: Journal) -> None:
        """Ten events of which every other one names a person; a picture, and a snapshot."""
        for number in range(5):
            journal.append("s", 2 * number, [f"{number} a", f"{number} {_PERSON} {'ö' * 3000 * number}"])
        journal.append("t", 0, ["t"])
        journal.keep("s", "picture", _PICTURE)
        journal.keep("s", "other", b"other")
        journal.keep("t", "picture", b"of t")
        journal.keep_snapshot("s", Snapshot(10, _KNOWN * 2000))

    def _rewritten(self, journal: Journal) -> list[str]:
        """Take the person out; returns what the session holds then."""
        changed = {2 * number: f"{number} poistettu" for number in range(1, 6)}
        journal.rewrite("s", 10, changed, ["erased", "thus"], ["picture"])
        return [*(text for number in range(5) for text in (f"{number} a", f"{number + 1} poistettu")), "erased", "thus"]

    def test_rewriting_puts_other_text_in_its_place_and_appends(self, journal: Journal, folder: Path) -> None:
        """By number; what stands between is as it was, and so are other sessions."""
        self._filled(journal)
        expected = self._rewritten(journal)

        def look(held: Journal) -> None:
            assert texts(held, "s") == expected
            assert [record.seq for record in held.read("s")] == list(range(1, 13))
            assert list(held.sessions()) == [("s", 12), ("t", 1)]
            assert (texts(held, "t"), held.fetch("t", "picture")) == (["t"], b"of t"), "another session was changed"

        look(journal)
        with closing(self.anew(journal, folder)) as again:
            look(again)

    def test_rewriting_drops_content_and_the_snapshot(self, journal: Journal, folder: Path) -> None:
        """The content that is named, and no other."""
        self._filled(journal)
        self._rewritten(journal)

        def look(held: Journal) -> None:
            assert held.fetch("s", "picture") is None, "forgotten content is still there"
            assert list(held.contents("s")) == ["other"]
            assert held.fetch("s", "other") == b"other"
            assert held.snapshot("s") is None, "the snapshot still holds what was taken out"

        look(journal)
        with closing(self.anew(journal, folder)) as again:
            look(again)

    def test_nothing_of_what_was_taken_out_is_left_in_any_file(self, journal: Journal, folder: Path) -> None:
        """While the journal is open and after it was closed; what stays is still there to be found."""
        self._filled(journal)
        words: list[str | bytes] = [_PERSON, "öööö", _PICTURE, _KNOWN]
        self._rewritten(journal)
        assert found(words, self.raw_files(folder)) == [], "what was taken out is left in a file"
        journal.append("s", 12, ["more"])
        journal.close()
        assert found(words, self.raw_files(folder)) == [], "what was taken out is left in a file of a closed journal"

    def test_rewriting_behind_the_wrong_event_is_a_conflict_and_leaves_all(self, journal: Journal) -> None:
        """Somebody appended first, and it may be of the same person."""
        self._filled(journal)
        before = list(journal.read("s"))
        for after in (0, 9, 11):
            with pytest.raises(Conflict):
                journal.rewrite("s", after, {1: "x"}, ["y"], ["picture"])
        self._is_as_filled(journal, before)
        with pytest.raises(Conflict):
            journal.rewrite("nobody", 1, {1: "x"}, [])
        assert len(journal.sessions()) == 2

    def test_rewriting_that_breaks_off_leaves_all(self, journal: Journal) -> None:
        """An event that is not there, a text that cannot be had: none of it then."""
        self._filled(journal)
        before = list(journal.read("s"))
        for changed in ({1: "x", 11: "y"}, {0: "x"}, {-1: "x"}):
            with pytest.raises(JournalError):
                journal.rewrite("s", 10, changed, ["y"], ["picture"])
        with pytest.raises((BrokenOffError, JournalError)):
            journal.rewrite("s", 10, _BrokenOffMapping(), ["y"], ["picture"])
        with pytest.raises((BrokenOffError, JournalError)):
            journal.rewrite("s", 10, {1: "x"}, BrokenOff(), ["picture"])
        self._is_as_filled(journal, before)

    def _is_as_filled(self, journal: Journal, before: list[Record]) -> None:
        assert list(journal.read("s")) == before, "rewriting that was refused changed events"
        assert journal.fetch("s", "picture") == _PICTURE, "rewriting that was refused dropped content"
        assert journal.snapshot("s") in (None, Snapshot(10, _KNOWN * 2000))

    def test_a_session_goes_on_after_it_was_rewritten(self, journal: Journal, folder: Path) -> None:
        """It is appended to, keeps content and snapshots, and can be rewritten again, with text of any length."""
        self._filled(journal)
        expected = self._rewritten(journal)
        journal.append("s", 12, ["more"])
        journal.keep("s", "picture", b"another")
        journal.keep_snapshot("s", Snapshot(13, b"later"))
        assert journal.snapshot("s") in (None, Snapshot(13, b"later"))
        journal.rewrite("s", 13, {1: "å" * 20_000, 13: ""}, [])
        with closing(self.anew(journal, folder)) as again:
            assert texts(again, "s") == ["å" * 20_000, *expected[1:], ""]
            assert again.fetch("s", "picture") == b"another"

    def test_a_reader_is_not_disturbed_by_rewriting(self, journal: Journal) -> None:
        """Each event is what it was or what it became, in order, and none is left out."""
        self._filled(journal)
        before = texts(journal, "s")
        reading = journal.read("s")
        first = next(reading)
        after = self._rewritten(journal)
        read = [first, *reading]
        assert [record.seq for record in read[:10]] == list(range(1, 11))
        assert all(record.data in (old, new) for record, old, new in zip(read, before, after, strict=False))
