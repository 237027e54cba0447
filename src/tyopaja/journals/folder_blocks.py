"""The blocks of a day's file: one command's events, and a comment that seals them.

    [[event]] # 41
    hash = "5f0c…"
    type = "added"
    # events 41-41 sha256 1b4f0e98…

The seal is the hash of what stands above it, up to the seal before, and of the numbers. A block without one is what a
crash left of a command that was never acknowledged. Nothing that people write ever begins a line: TOML escapes their
line ends."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

from attrs import frozen

from tyopaja.journals.folder_events import texts_of, toml_of

_SEAL: Final = re.compile(rb"^# events (\d+)-(\d+) sha256 ([0-9a-f]{32})\n", re.MULTILINE)
_COMMENT: Final = re.compile(rb"^#.*\n", re.MULTILINE)
_EVENT: Final = re.compile(rb"^\[\[event\]\] # (\d+)\n", re.MULTILINE)
_LONGEST: Final = 128
"""Bytes that no seal is longer than."""
_CHUNK: Final = 1 << 20


@frozen
class Block:
    """A stretch of a day's file, from one seal to the next."""

    offset: int
    """Where it begins in its file, in bytes."""
    body: bytes
    """What stands above the seal."""
    first: int
    """The number of its first event, by its seal. 0 for a stretch that has none."""
    last: int
    """The number of its last event, by its seal, or by the one behind it."""
    seal: str
    """A hash; "" for a stretch that has none."""
    end: int
    """Where the next one begins."""
    is_rest: bool = False
    """Whether it stands behind the last seal of its file."""

    @property
    def is_torn(self) -> bool:
        """Whether it is the beginning of a block and no more: a writer was cut short."""
        return self.is_rest and not _COMMENT.search(self.body)

    @property
    def is_sound(self) -> bool:
        """Whether it is as it was written."""
        return bool(self.seal) and self.seal == _hash(self.body, self.first, self.last)

    @property
    def whole(self) -> bytes:
        """The block as it stands in its file, with its seal."""
        return self.body + _sealed(self.first, self.last, self.seal)

    @property
    def extent(self) -> int:
        """The number of its last event, as far as that can be told of a block which is not sound: seals can be wrong,
        and so can the numbers of events."""
        numbers = [int(number) for number in _EVENT.findall(self.body)]
        return min(self.last or numbers[-1], numbers[-1]) if numbers else self.last

    def texts(self) -> list[str]:
        """The texts of its events. Raises ValueError."""
        texts = texts_of(self.body.decode())
        if len(texts) != self.last - self.first + 1:
            raise ValueError(f"holds {len(texts)} events")
        return texts


def written(first: int, texts: Iterable[str]) -> bytes:
    """A block of events, the first with the number `first`. An empty line goes between a file's blocks.

    Raises ValueError for text that UTF-8 cannot hold.
    """
    events = [f"[[event]] # {seq}\n{toml_of(text)}" for seq, text in enumerate(texts, first)]
    body = "\n".join(events).encode()
    last = first + len(events) - 1
    return body + _sealed(first, last, _hash(body, first, last))


def _sealed(first: int, last: int, seal: str) -> bytes:
    return f"# events {first}-{last} sha256 {seal}\n".encode()


def blocks(handle: int, offset: int, size: int) -> Iterator[Block]:
    """The blocks of an open file from where one begins to the end; what stands behind the last seal comes last."""
    rest = b""
    while offset + len(rest) < size:
        at = offset + len(rest)
        read = os.pread(handle, min(max(_CHUNK, len(rest)), size - at), at)
        if not read:
            break
        buffer, start = rest + read, 0
        for seal in _SEAL.finditer(buffer):
            yield from _between(buffer[start : seal.start()], offset + start, offset + seal.end(), seal)
            start = seal.end()
        rest, offset = buffer[start:], offset + start
    if rest:
        yield Block(offset, rest, 0, 0, "", offset + len(rest), is_rest=True)


def _between(body: bytes, offset: int, end: int, seal: re.Match[bytes]) -> Iterator[Block]:
    """The block that a seal seals, and before it what lost its own seal."""
    first, last = int(seal[1]), int(seal[2])
    begins = body.find(b"\n[[event]] # %d\n" % first)
    if begins > 0:
        yield Block(offset, body[:begins], 0, first - 1, "", offset + begins)
        body, offset = body[begins:], offset + begins
    yield Block(offset, body, first, last, seal[3].decode(), end)


def first_of(handle: int, size: int) -> int | None:
    """The number of a file's first event; None when it has none."""
    found, width = None, 1 << 9
    while found is None and width < 8 * size:
        found = _EVENT.search(os.pread(handle, min(width, size), 0))
        width *= 8
    return int(found[1]) if found else None


def behind(handle: int, size: int, after: int) -> int:
    """Where the first block begins that may hold an event behind number `after`, sought from the end."""
    return next((end for _, end, last in _seals_from_the_end(handle, size) if last <= after), 0)


def ending(handle: int, size: int) -> list[Block]:
    """The last block that has a seal, where there is one, and what stands behind it, where something does."""
    seals = _seals_from_the_end(handle, size)
    last, before = next(seals, None), next(seals, None)
    if last is None:
        return list(blocks(handle, 0, size))
    found = list(blocks(handle, before[1] if before else 0, size))
    return [block for block in found if block.seal or block.is_rest]


def _seals_from_the_end(handle: int, size: int) -> Iterator[tuple[int, int, int]]:
    """Of each seal where it begins and ends, and the number of the last event that it seals."""
    upper, width = size, 1 << 12
    while upper > 0:
        lower = max(0, upper - width)
        start = max(0, lower - 1)  # one more, to see whether a line begins there
        data = os.pread(handle, min(upper + _LONGEST, size) - start, start)
        for seal in reversed(list(_SEAL.finditer(data))):
            begins = start + seal.start()
            if lower <= begins < upper:
                yield begins, start + seal.end(), int(seal[2])
        upper, width = lower, min(4 * width, _CHUNK)


def _hash(body: bytes, first: int, last: int) -> str:
    # Whether it is the first of its file is not of the block.
    return sha256(body.removeprefix(b"\n") + b"%d-%d" % (first, last)).hexdigest()[:32]
