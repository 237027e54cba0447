"""Journals that break a promise about rewriting each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from tyopaja.errors import Conflict
from tyopaja.journals import MemoryJournal, Record


class Erasing(MemoryJournal):
    """What the broken ones below have in common: rewriting of their own."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().rewrite(session, after, {}, data)


class Stale(Erasing):
    """Rewrites whatever is there."""

    def rewrite(
        self, session: str, after: int, changed: Mapping[int, str], data: Sequence[str], forgotten: Collection[str] = ()
    ) -> None:
        super().rewrite(session, self._length(session), changed, data, forgotten)


class HalfWay(Erasing):
    """Drops content before it knows whether the rest can be done."""

    def rewrite(
        self, session: str, after: int, changed: Mapping[int, str], data: Sequence[str], forgotten: Collection[str] = ()
    ) -> None:
        if self._length(session) == after:
            for digest in forgotten:
                self._content.pop((session, digest), None)
        super().rewrite(session, after, changed, data, forgotten)


class Shifting(Erasing):
    """Counts from zero when it rewrites."""

    def rewrite(
        self, session: str, after: int, changed: Mapping[int, str], data: Sequence[str], forgotten: Collection[str] = ()
    ) -> None:
        super().rewrite(session, after, {seq % after + 1: text for seq, text in changed.items()}, data, forgotten)


class Hoarding(Erasing):
    """Keeps content that was to be forgotten."""

    def rewrite(
        self, session: str, after: int, changed: Mapping[int, str], data: Sequence[str], forgotten: Collection[str] = ()
    ) -> None:
        super().rewrite(session, after, changed, data)


class Remembering(Erasing):
    """Keeps the snapshot of what was so before."""

    def rewrite(
        self, session: str, after: int, changed: Mapping[int, str], data: Sequence[str], forgotten: Collection[str] = ()
    ) -> None:
        snapshot = self.snapshot(session)
        super().rewrite(session, after, changed, data, forgotten)
        if snapshot is not None:
            self.keep_snapshot(session, snapshot)


class Zealous(Erasing):
    """Forgets content in every session."""

    def rewrite(
        self, session: str, after: int, changed: Mapping[int, str], data: Sequence[str], forgotten: Collection[str] = ()
    ) -> None:
        super().rewrite(session, after, changed, data, forgotten)
        for of, digest in list(self._content):
            if digest in forgotten:
                del self._content[of, digest]


class Sealing(Erasing):
    """Takes nothing more once it was rewritten."""

    sealed = False

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if self.sealed:
            raise Conflict(session, after)
        super().append(session, after, data)

    def rewrite(
        self, session: str, after: int, changed: Mapping[int, str], data: Sequence[str], forgotten: Collection[str] = ()
    ) -> None:
        super().rewrite(session, after, changed, data, forgotten)
        self.sealed = True


class Silent(Erasing):
    """Tells nobody who waits that rewriting has appended."""

    def rewrite(
        self, session: str, after: int, changed: Mapping[int, str], data: Sequence[str], forgotten: Collection[str] = ()
    ) -> None:
        super().rewrite(session, after, changed, [], forgotten)
        with self._changed:
            self._sessions[session] = [*self._sessions[session], *data]


class Torn(MemoryJournal):
    """Lets a reader see events out of their place while it rewrites."""

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        for seq in range(after + 1, self._length(session) + 1):
            events = self._sessions[session]
            yield Record(seq, events[seq - 1 if len(events) < 12 else -seq])


class LeavingTraces(MemoryJournal):
    """Has a log beside, in which everything stays."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._log = folder / "journal.log"

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, data)
        with self._log.open("a", encoding="utf-8") as log:
            log.writelines(data)
