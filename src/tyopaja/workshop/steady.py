"""Reading what may be written anew meanwhile.

Journals read page by page or file by file. Somebody who is erased in between is in what was read before, and not in
what is read behind: what comes of that was never so. Every erasure adds an event, and so it can be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from tyopaja.errors import JournalError
from tyopaja.journals import Journal, codec
from tyopaja.model.events import Erased, Event

_T = TypeVar("_T")
_TRIES = 64
"""How often a session is read anew: each time means that somebody was erased just then."""


def at_one_moment(journal: Journal, session: str, read: Callable[[], _T]) -> _T:
    """What `read` gives of a session when nobody is erased from it meanwhile; it is called again when somebody was.

    What it raises counts as little as what it gives then. Raises JournalError when there is no end of it.
    """
    for _ in range(_TRIES):
        before = journal.wait(session, 0, 0)
        try:
            found = read()
        except Exception:
            if not erased_behind(journal, session, before):
                raise
            continue
        if not erased_behind(journal, session, before):
            return found
    message = f"Session {session} was written anew each of the {_TRIES} times that it was read. Read it later."
    raise JournalError("no-rest", message, session=session)


def erased_behind(journal: Journal, session: str, seq: int) -> bool:
    """Whether somebody was erased behind event number `seq`. Asked when what is in doubt has been read: a rewriting
    that is under way is waited for by whoever begins to read, and only then is its event looked for."""
    return holds_erasure(codec.replay(journal, session, seq))


def holds_erasure(events: Iterable[Event]) -> bool:
    """Whether somebody's erasure is among events."""
    return any(isinstance(event, Erased) for event in events)
