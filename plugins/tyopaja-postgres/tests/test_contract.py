"""A journal in PostgreSQL keeps the contract that everyone's must keep."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from psycopg.sql import SQL

from tyopaja.journals import Journal
from tyopaja.testing import JournalContract
from tyopaja_postgres.journal import PostgresJournal
from tyopaja_postgres.testing import Server


class TestPostgresJournal(JournalContract):
    """`postgresql:`"""

    @pytest.fixture(autouse=True)
    def place(self, server: Server, url: str) -> None:
        """The journal's place is no folder of the test's."""
        self.server, self.url = server, url

    def make_journal(self, folder: Path) -> Journal:
        return PostgresJournal(self.url)

    open_again = make_journal

    def raw_files(self, folder: Path) -> Iterable[Path]:
        """All files of tables, with what the server still has in memory; not its log, which is the administrator's."""
        self.server.do(SQL("CHECKPOINT"))
        return [path for path in (self.server.folder / "base").rglob("*") if path.is_file()]
