"""Whether what a journal holds of a session is what was put into it: numbers without gaps, a chain without a break,
content that is what its hash says. What the events mean is looked at above (`tyopaja.workshop.verifying`)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from attrs import frozen

from tyopaja.errors import Damaged, JournalError
from tyopaja.journals import chain
from tyopaja.journals.contract import Journal, Record

_NAMED_BY_HASH = "sha256:"


@frozen(kw_only=True)
class Damage:
    """Something that is not as it was put into a journal."""

    session: str
    code: str
    """Stable and kebab-case: `missing-events`, `broken-chain`, `unreadable`, `damaged-content`, …"""
    message: str
    seq: int | None = None
    """The number of the event that is bad; None where it is not about one."""


def sound_records(journal: Journal, session: str) -> Iterator[Record]:
    """A session's events as long as they are sound. Raises Damaged at the first that is not.

    Events that were written before there was a chain have no hashes; from the first one on that has, all must.
    """
    seq, head, chained = 0, "", False
    try:
        for record in journal.read(session):
            if record.seq != seq + 1:
                raise Damaged("missing-events", session, seq + 1, f"is not there: after {seq} comes {record.seq}")
            if chained or not chain.is_older(record.data):
                chained = True
                if not chain.holds(record.data, head):
                    raise Damaged("broken-chain", session, record.seq, "is not the one that was written there")
            seq, head = record.seq, chain.hash_of(record.data)
            yield record
    except Damaged:
        raise
    except JournalError as error:
        raise Damaged("unreadable", session, seq + 1, f"cannot be read: {error.message.rstrip('.')}") from error


def damaged_content(journal: Journal, session: str) -> Iterator[Damage]:
    """The content of a session that is not what its hash says."""
    for digest in journal.contents(session):
        data = journal.fetch(session, digest)
        if data is None:
            yield Damage(
                session=session, code="content-lost", message=f"The content {digest} is listed, but not there."
            )
        elif digest.startswith(_NAMED_BY_HASH) and digest != _NAMED_BY_HASH + sha256(data).hexdigest():
            yield Damage(session=session, code="damaged-content", message=f"The content {digest} is not what it was.")
