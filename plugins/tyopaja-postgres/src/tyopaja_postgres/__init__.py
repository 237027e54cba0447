"""Journals in PostgreSQL, for tyopaja: `postgresql://…`.

Answers the hook `tyopaja_journals`. psycopg is imported when a journal is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tyopaja.errors import JournalError
from tyopaja.plugins import hookimpl

if TYPE_CHECKING:
    from tyopaja.journals import Journal

__all__ = ["tyopaja_journals"]


def _open(url: str) -> Journal:
    try:
        import psycopg  # noqa: F401 - tried by itself, so that only its own failure is taken for one
    except ImportError as error:
        message = "psycopg finds no libpq on this machine. Install one, or: pip install 'tyopaja-postgres[binary]'"
        raise JournalError("no-libpq", message) from error
    from tyopaja_postgres.journal import PostgresJournal

    return PostgresJournal(url)


@hookimpl
def tyopaja_journals() -> Mapping[str, Callable[[str], Journal]]:
    """Both spellings that PostgreSQL itself knows."""
    return {"postgresql": _open, "postgres": _open}
