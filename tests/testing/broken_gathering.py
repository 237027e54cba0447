"""Journals that break a promise about appending for several writers each."""

from __future__ import annotations

from collections.abc import Sequence
from time import sleep

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import MemoryJournal, Wanted


class AllOrNone(MemoryJournal):
    """Keeps nothing of anybody's where it cannot keep somebody's."""

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        held = {session: list(events) for session, events in self._sessions.items()}
        outcomes = super().append_all(wanted)
        failures = [one for one in outcomes if one is not None]
        if failures:
            self._sessions = held
            return failures[:1] * len(wanted)
        return outcomes


class Soothing(MemoryJournal):
    """Tells everybody that theirs was kept."""

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        return [None for _ in super().append_all(wanted)]


class Shuffling(MemoryJournal):
    """Begins with the last one."""

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        return [*reversed(super().append_all([*reversed(wanted)]))]


class OncePerSession(MemoryJournal):
    """Takes one append a session in each call."""

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        outcomes: dict[int, JournalError | None] = {}
        seen = set[str]()
        for number, one in enumerate(wanted):
            outcomes[number] = Conflict(one.session, one.after) if one.session in seen else self._outcome(one)
            seen.add(one.session)
        return list(outcomes.values())


class Losing(MemoryJournal):
    """Has room for ten in a call, and says nothing of the others."""

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        return [*super().append_all(wanted[:10]), *(None for _ in wanted[10:])]


class Unasked(MemoryJournal):
    """Does not ask again where a session is when it has looked for all."""

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        there = {one.session: self._length(one.session) for one in wanted}
        sleep(0.001)  # the others have time to be in the way
        outcomes: list[JournalError | None] = []
        for one in wanted:
            if there[one.session] == one.after:
                self._sessions.setdefault(one.session, []).extend(one.data)
                there[one.session] += len(one.data)
                outcomes.append(None)
            else:
                outcomes.append(Conflict(one.session, one.after))
        return outcomes


class Whispering(MemoryJournal):
    """Wakes nobody."""

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        return [self._quietly(one) for one in wanted]

    def _quietly(self, wanted: Wanted) -> JournalError | None:
        with self._changed:
            if self._length(wanted.session) != wanted.after:
                return Conflict(wanted.session, wanted.after)
            self._sessions.setdefault(wanted.session, []).extend(wanted.data)
        return None


class Deafening(MemoryJournal):
    """Fails for all when one of them has text that cannot be."""

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        try:
            for one in wanted:
                "".join(one.data).encode()
        except ValueError as error:
            raise JournalError("journal-failed", str(error)) from error
        return super().append_all(wanted)
