"""Journals that break a promise about events or content each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from time import sleep
from unicodedata import normalize

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import MemoryJournal, Record


class Doubling(MemoryJournal):
    """Keeps each event twice."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, [text for text in data for _ in range(2)])


class Forgetting(MemoryJournal):
    """Acknowledges a command's later events without keeping them."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, data[:1])


class CountingFromZero(MemoryJournal):
    """Numbers events as a list does."""

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        return (Record(record.seq - 1, record.data) for record in super().read(session, after))


class Renumbering(MemoryJournal):
    """Numbers what it reads, not what it keeps."""

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        return (Record(seq, record.data) for seq, record in enumerate(super().read(session, after), 1))


class Careless(MemoryJournal):
    """Appends behind whatever is there."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        self._sessions.setdefault(session, []).extend(data)


class Forward(MemoryJournal):
    """Refuses what is stale, but not what is ahead."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, min(after, len(self._sessions.get(session, ()))), data)


class Partial(MemoryJournal):
    """Writes one by one, and does not take back."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if len(self._sessions.get(session, ())) != after:
            raise Conflict(session, after)
        for text in data:
            self._sessions.setdefault(session, []).append(text)


class Racing(MemoryJournal):
    """Looks, and appends when somebody else may have been there."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        events = list(data)
        if len(self._sessions.get(session, ())) != after:
            raise Conflict(session, after)
        sleep(0.001)  # the others have time to be in the way
        self._sessions.setdefault(session, []).extend(events)


class BeginningWithNothing(MemoryJournal):
    """Lists a session that nothing happened in."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, data)
        self._sessions.setdefault(session, [])


class ByLine(MemoryJournal):
    """Splits lines where `str.splitlines` does."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, [(text.splitlines() or [""])[0] for text in data])


class Composing(MemoryJournal):
    """Keeps ids and events as Unicode would like them."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(normalize("NFC", session), after, data)


class Sorting(MemoryJournal):
    """Lists sessions by name."""

    def sessions(self) -> Sequence[tuple[str, int]]:
        return sorted(super().sessions())


class Emptying(MemoryJournal):
    """Takes empty content for none."""

    def fetch(self, session: str, digest: str) -> bytes | None:
        return super().fetch(session, digest) or None


class Live(MemoryJournal):
    """Reads the newest first when somebody writes meanwhile."""

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        seq = after
        while seq < len(self._sessions.get(session, ())):
            yield Record(
                seq + 1, self._sessions[session][-1 - (seq - after)] if seq > after else self._at(session, seq)
            )
            seq += 1

    def _at(self, session: str, seq: int) -> str:
        return self._sessions[session][seq]


class Rewording(MemoryJournal):
    """Writes JSON anew, as it thinks fit."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, [text.replace(": ", ":").replace(", ", ",") for text in data])


class Folding(MemoryJournal):
    """Takes upper and lower case for the same, as some file systems do."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session.lower(), after, data)

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        return super().read(session.lower(), after)


class Sulking(MemoryJournal):
    """Fails once after each conflict."""

    refused = False

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if self.refused and len(self._sessions.get(session, ())) == after:
            self.refused = False
            raise JournalError("busy", "Somebody else has the lock.")
        try:
            super().append(session, after, data)
        except Conflict:
            self.refused = True
            raise


class Paging(MemoryJournal):
    """Lists the first page of sessions."""

    def sessions(self) -> Sequence[tuple[str, int]]:
        return super().sessions()[:1000]


class Quarrelsome(MemoryJournal):
    """Refuses everybody while somebody writes, to whatever session."""

    def __init__(self) -> None:
        super().__init__()
        self._writing = Lock()

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if not self._writing.acquire(blocking=False):
            raise Conflict(session, after)
        try:
            sleep(0.001)
            super().append(session, after, data)
        finally:
            self._writing.release()


class OneForAll(MemoryJournal):
    """Keeps content of all sessions together."""

    def fetch(self, session: str, digest: str) -> bytes | None:
        return next((data for (_, known), data in self._content.items() if known == digest), None)


class Uncertain(MemoryJournal):
    """Lists content as often as it was kept."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[tuple[str, str]] = []

    def keep(self, session: str, digest: str, data: bytes) -> None:
        super().keep(session, digest, data)
        self._kept.append((session, digest))

    def contents(self, session: str) -> Sequence[str]:
        return [digest for of, digest in self._kept if of == session]
