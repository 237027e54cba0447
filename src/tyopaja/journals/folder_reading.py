"""What stands in a session's folder. Nothing here writes, and nothing waits for those who do: what they append is there
for a reader when it is there to its seal."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from tyopaja.errors import JournalError
from tyopaja.journals import folder_blocks as blocks
from tyopaja.journals import folder_files as files
from tyopaja.journals import folder_names as names
from tyopaja.journals.contract import Record
from tyopaja.journals.folder_blocks import Block


@frozen
class End:
    """How far a session has got, as its files said when they were looked at."""

    length: int
    """Events."""
    day: str = ""
    """The name of the newest file, which the next events go to; "" when there is none."""
    offset: int = 0
    """Where they go to in it, in bytes. What stands behind was never acknowledged."""
    size: int = 0
    """The newest file's size, in bytes."""
    stamp: tuple[int, int] = (0, 0)
    """The newest file's inode and time of change: what is as it was need not be read again."""
    damage: JournalError | None = None
    """What is the matter with the last command; nothing is appended behind it."""


def days(folder: Path) -> list[str]:
    """The names of the files with events, the oldest first."""
    return days_among(files.names_in(folder))


def days_among(found: Iterable[str]) -> list[str]:
    """Which names are those of files with events."""
    return [name for name in found if names.DAY.fullmatch(name)]


def end_of(folder: Path, session: str, held: End, names_there: Iterable[str] | None = None) -> End:
    """How far a session has got, by the last seal; `held` is what was found the last time.

    `names_there` are the names of what is in the folder, in order, for who has just looked.
    """
    there = days(folder) if names_there is None else days_among(names_there)
    if there and there[-1] == held.day and _is_as_it_was((folder / held.day).stat(), held):
        return held
    found = End(0)
    for day in reversed(there):
        end = _end_in(folder / day, session)
        found = evolve(found, length=end.length) if found.day else end
        if end.length:
            break
    return found


def end_at(path: Path, stat: os.stat_result, length: int, offset: int, damage: JournalError | None = None) -> End:
    """The end of a session whose newest file has been looked at."""
    return End(length, path.name, offset, stat.st_size, (stat.st_ino, stat.st_mtime_ns), damage)


def _is_as_it_was(stat: os.stat_result, held: End) -> bool:
    return (stat.st_size, (stat.st_ino, stat.st_mtime_ns)) == (held.size, held.stamp)


def _end_in(path: Path, session: str) -> End:
    length = offset = 0
    found: JournalError | None = None
    with files.opened(path, os.O_RDONLY) as handle:
        stat = os.fstat(handle)
        for block in blocks.ending(handle, stat.st_size):
            if block.is_torn:
                break
            if not block.is_sound:
                found = damage(path, session, block, block.first or length + 1)
            length, offset = max(length, block.last), block.end
    return end_at(path, stat, length, offset, found)


def read(folder: Path, session: str, after: int) -> Iterator[Record]:
    """The events behind number `after`, in order.

    Raises JournalError at the first that is not as it was written: `fields` say where it is (`seq`, `path`, `line`),
    and behind which event one can go on reading (`last`).
    """
    seq, doubted = max(0, after) + 1, 0
    while True:
        try:
            for record in _read(folder, session, seq, thorough=doubted == seq):
                seq = record.seq + 1
                yield record
            return
        except JournalError:
            # Once more from the beginning: a writer may have cut off what was torn while we read it.
            if doubted == seq:
                raise
            doubted = seq


def _read(folder: Path, session: str, seq: int, *, thorough: bool) -> Iterator[Record]:
    there = days(folder)
    begin = 0 if thorough else next((at for at in reversed(range(len(there))) if _begins(folder / there[at], seq)), 0)
    for day in there[begin:]:
        path = folder / day
        with files.opened(path, os.O_RDONLY) as handle:
            size = os.fstat(handle).st_size
            offset = 0 if thorough or day != there[begin] else blocks.behind(handle, size, seq - 1)
            for block in blocks.blocks(handle, offset, size):
                if block.is_torn and day == there[-1]:
                    return
                if block.last < seq and not block.is_rest:
                    continue
                sound = block.is_sound
                if not sound and block.extent < seq and not block.is_rest:
                    continue
                if not sound or block.first > seq:
                    raise damage(path, session, block, seq)
                try:
                    texts = block.texts()
                except ValueError as error:
                    raise damage(path, session, block, seq) from error
                for number, text in enumerate(texts, block.first):
                    if number >= seq:
                        yield Record(number, text)
                seq = block.last + 1


def _begins(path: Path, seq: int) -> bool:
    with files.opened(path, os.O_RDONLY) as handle:
        first = blocks.first_of(handle, os.fstat(handle).st_size)
    return first is not None and first <= seq


def damage(path: Path, session: str, block: Block, seq: int) -> JournalError:
    """What to say of a block that is not as it was written, and of events that should stand before it."""
    missing = block.is_sound and block.first > seq
    last = block.first - 1 if missing else block.extent
    with files.opened(path, os.O_RDONLY) as handle:
        before = os.pread(handle, block.offset + 1, 0)
    line = before.count(b"\n") + 1
    subject, was = (f"events {seq} to {last} are", "they were") if last > seq else (f"event {seq} is", "it was")
    what = "missing before it" if missing else f"not as {was} written"
    message = f"{path}, line {line}: session {session} is damaged, {subject} {what}. All that stands before is sound."
    fields = {"session": session, "seq": seq, "last": max(last, seq), "path": str(path), "line": line}
    return JournalError("journal-damaged", message, **fields)
