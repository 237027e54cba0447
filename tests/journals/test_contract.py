"""The journals that ship with tyopaja keep the contract that everyone's must keep."""

from __future__ import annotations

from pathlib import Path

from tyopaja.journals import Journal, MemoryJournal, SqliteJournal
from tyopaja.testing import JournalContract


class TestMemoryJournal(JournalContract):
    """`memory:`"""

    def make_journal(self, folder: Path) -> Journal:
        return MemoryJournal()


class TestSqliteJournal(JournalContract):
    """`sqlite:`"""

    def make_journal(self, folder: Path) -> Journal:
        return SqliteJournal(folder / "journal.db")

    open_again = make_journal
