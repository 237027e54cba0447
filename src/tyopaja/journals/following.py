"""A session's events as they come, whoever appends them."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.journals.contract import Journal, Record


def follow(journal: Journal, session: str, after: int = 0, *, patience: float | None = None) -> Iterator[Record]:
    """The events behind number `after`, then those that are appended later, in order, none left out and none twice.

    Blocks while there are none. Ends when nothing came for `patience` seconds; without it, never. Raises JournalError.
    """
    while True:
        for record in journal.read(session, after):
            after = record.seq
            yield record
        if journal.wait(session, after, _LONG if patience is None else patience) <= after and patience is not None:
            return


_LONG = 3600.0
"""Seconds of one wait where nobody said how long."""
