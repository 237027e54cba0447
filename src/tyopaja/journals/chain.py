"""The chain of hashes that runs through a session's events. Each line begins with the hash of all the rest of it and of
the hash before it: 128 bits of SHA-256, in hexadecimal.

It shows what changed, was lost or came from elsewhere by mistake, and where first. It is no seal: who can write to the
journal can make the chain anew, as erasure does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

_BEFORE, _BEHIND = '{"hash":"', '",'
_LENGTH = 32
_START = len(_BEFORE) + _LENGTH + len(_BEHIND)


def linked(lines: Iterable[str], head: str) -> Iterator[str]:
    """Lines of JSON objects, each chained to the one before it, the first to the hash `head` ("" for none)."""
    for line in lines:
        head = _hash(line, head)
        yield f"{_BEFORE}{head}{_BEHIND}{line[1:]}"


def hash_of(line: str) -> str:
    """The hash that a line says it has; "" for a line that is not chained."""
    return line[len(_BEFORE) : len(_BEFORE) + _LENGTH] if line.startswith(_BEFORE) else ""


def unlinked(line: str) -> str:
    """The line without its hash, as it was before it was chained."""
    return "{" + line[_START:] if line.startswith(_BEFORE) else line


def holds(line: str, head: str) -> bool:
    """Whether a line is what it was when it was chained to the event with the hash `head`."""
    return hash_of(line) == _hash(unlinked(line), head)


def _hash(line: str, head: str) -> str:
    return sha256(f"{head}{line}".encode()).hexdigest()[:_LENGTH]
