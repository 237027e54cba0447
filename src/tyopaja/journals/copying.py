"""Sessions from one journal into another, as they are, letter for letter.

Goes on where an earlier copy stopped, and takes what came since. Nothing needs to stand still meanwhile: of each
session comes what it had when it was looked at, with all the content that this speaks of, since content is kept before
it is spoken of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from attrs import frozen

from tyopaja.errors import JournalError, UnknownId
from tyopaja.journals import chain
from tyopaja.journals.contract import Journal, Record

Told = Callable[[int], object]
"""Called with how many events are there by now, copied or not."""

BATCH = 500
"""Events that are appended at once."""


@frozen(kw_only=True)
class Copied:
    """What came of copying one session."""

    session: str
    events: int
    """How many events it has in the target now."""
    new: int
    """How many of them were copied just now."""


def copy(source: Journal, target: Journal, *, only: Iterable[str] = (), told: Told = lambda done: None) -> list[Copied]:
    """Copy every session, or those of the ids in `only`, in the order in which they began.

    Raises UnknownId for a session that the source has not, and JournalError where the target has one of the same id
    with other events; what was copied before stays.
    """
    lengths, there = dict(source.sessions()), dict(target.sessions())
    wanted = tuple(only) or tuple(lengths)
    for session in wanted:
        if session not in lengths:
            raise UnknownId("session", session, lengths)
    made, done = [], 0
    for session in wanted:
        lengths_of = (there.get(session, 0), lengths[session])
        made.append(_copied(source, target, session, lengths_of, partial(_tell, told, done)))
        done += lengths[session]
    return made


def _tell(told: Told, before: int, events: int) -> None:
    told(before + events)


def _copied(source: Journal, target: Journal, session: str, lengths: tuple[int, int], told: Told) -> Copied:
    there, until = lengths
    head = _head(source, target, session, there)
    held = set(target.contents(session))
    for digest in source.contents(session):
        data = source.fetch(session, digest) if digest not in held else None
        if data is not None:
            target.keep(session, digest, data)
    records, after = iter(source.read(session, there)), there
    while after < until:
        batch = [record.data for record in islice(records, min(BATCH, until - after))]
        if not batch:
            break
        head = _chained(session, after, batch, head)
        target.append(session, after, batch)
        after += len(batch)
        told(after)
    return Copied(session=session, events=max(there, after), new=after - there)


def _chained(session: str, after: int, batch: Iterable[str], head: str) -> str:
    """The hash of the last of a few events. Raises JournalError at one that is not chained to the one before it."""
    for seq, line in enumerate(batch, after + 1):
        if chain.hash_of(line) and not chain.holds(line, head):
            raise _broken(session, seq)
        head = chain.hash_of(line)
    return head


def _head(source: Journal, target: Journal, session: str, there: int) -> str:
    """The hash of the latest event in the target. Raises JournalError unless the source has the same up to there.

    Hashes are chained: where the latest are the same, so are all before them. Older ones that have none are compared.
    """
    if not there:
        return ""
    held = next(target.read(session, there - 1))
    head = chain.hash_of(held.data)
    begin = there - 1 if head else 0
    ours = _up_to(target.read(session, begin), there)
    for record, other in zip(ours, _padded(source.read(session, begin)), strict=False):
        if other is None or other.data != record.data:
            raise _other(session, record.seq)
    return head


def _up_to(records: Iterable[Record], until: int) -> Iterator[Record]:
    return (record for record in records if record.seq <= until)


def _padded(records: Iterable[Record]) -> Iterator[Record | None]:
    yield from records
    while True:
        yield None


def _other(session: str, seq: int) -> JournalError:
    message = (
        f"The target has a session {session} already, which is another from event {seq} on: somebody went on in it "
        "there, or somebody's words were taken out of it here since. Copy it into a journal that has none of it."
    )
    return JournalError("another-session", message, session=session, seq=seq)


def _broken(session: str, seq: int) -> JournalError:
    message = (
        f"Event {seq} of session {session} does not follow on the one before it: somebody's words were taken out while "
        "it was copied, or it is damaged, which `tyopaja verify` tells. If it is sound, copy it once more, into a "
        "journal that has none of it, and throw this copy away."
    )
    return JournalError("broken-chain", message, session=session, seq=seq)
