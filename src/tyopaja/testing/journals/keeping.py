"""Content by its hash, and snapshots."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tyopaja.journals.contract import Journal, Snapshot
from tyopaja.testing.journals.basis import Basis, texts


class Keeping(Basis):
    """What a session keeps beside its events."""

    def test_content_is_kept_under_its_hash(self, journal: Journal, folder: Path) -> None:
        """Any bytes; to keep them again is harmless, and they are no session."""
        contents = {"empty": b"", "all": bytes(range(256)), "large": b"\x00\xff" * 200_000}
        for digest, data in contents.items():
            journal.keep("s", digest, data)
            journal.keep("s", digest, data)
        assert {digest: journal.fetch("s", digest) for digest in contents} == contents
        assert journal.fetch("s", "none") is None
        assert list(journal.sessions()) == [], "content began a session"
        with closing(self.anew(journal, folder)) as again:
            assert {digest: again.fetch("s", digest) for digest in contents} == contents, "content was lost"
            assert sorted(again.contents("s")) == sorted(contents)

    def test_content_of_sessions_does_not_mix(self, journal: Journal) -> None:
        """What one session keeps another does not have, under the same hash or not."""
        journal.keep("s", "x", b"1")
        journal.keep("t", "y", b"2")
        assert (journal.fetch("t", "x"), journal.fetch("s", "y")) == (None, None)
        assert (list(journal.contents("s")), list(journal.contents("t"))) == (["x"], ["y"])
        assert list(journal.contents("u")) == []

    def test_all_content_of_a_session_is_listed_once(self, journal: Journal) -> None:
        """Kept before its first event or later, and under whatever hash."""
        digests = [f"sha256:{number:064x}" for number in range(40)] + ["a/b", "..", "ä", "A", "a"]
        for digest in digests[:20]:
            journal.keep("s", digest, digest.encode())
        journal.append("s", 0, ["a"])
        for digest in digests:
            journal.keep("s", digest, digest.encode())
        assert sorted(journal.contents("s")) == sorted(digests)
        assert all(journal.fetch("s", digest) == digest.encode() for digest in digests)
        assert texts(journal, "s") == ["a"]

    def test_a_snapshot_is_the_latest_that_was_kept_or_none(self, journal: Journal, folder: Path) -> None:
        """A journal may lose it, but never give an older one for it, nor another session's."""
        journal.append("s", 0, ["x"] * 9)
        journal.append("t", 0, ["x"] * 9)
        assert journal.snapshot("s") is None, "there is a snapshot that nobody kept"
        first, second = Snapshot(4, bytes(range(256)) * 500), Snapshot(9, b"\x00second")
        journal.keep_snapshot("s", first)
        assert journal.snapshot("s") in (None, first)
        assert journal.snapshot("t") is None, "a snapshot is another session's"
        journal.keep_snapshot("s", second)
        assert journal.snapshot("s") in (None, second), "an older snapshot was given for a newer"
        journal.keep_snapshot("t", Snapshot(2, b"t"))
        with closing(self.anew(journal, folder)) as again:
            assert again.snapshot("s") in (None, second)
            assert again.snapshot("t") in (None, Snapshot(2, b"t"))

    def test_an_older_snapshot_does_not_take_the_place_of_a_newer(self, journal: Journal) -> None:
        """Of two processes the slower one may come last."""
        journal.append("s", 0, ["x"] * 9)
        journal.keep_snapshot("s", Snapshot(9, b"newer"))
        journal.keep_snapshot("s", Snapshot(4, b"older"))
        assert journal.snapshot("s") in (None, Snapshot(9, b"newer")), "an older snapshot came in the place of a newer"

    def test_a_snapshot_changes_no_event_and_begins_no_session(self, journal: Journal) -> None:
        """Events are read from the first on with it as without."""
        journal.append("s", 0, ["a", "b"])
        journal.keep_snapshot("s", Snapshot(2, b"x"))
        journal.append("s", 2, ["c"])
        assert texts(journal, "s") == ["a", "b", "c"]
        assert list(journal.contents("s")) == [], "a snapshot is listed as content"
        assert list(journal.sessions()) == [("s", 3)]
