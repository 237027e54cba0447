"""The chain of hashes that runs through a session's events. Each line begins with the hash of all the rest of it and of
the hash before it: 128 bits of SHA-256, in hexadecimal.

It shows what changed, was lost or came from elsewhere by mistake, and where first. It is no seal: who can write to the
journal can make the chain anew, as erasure does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

_LENGTH = 32
_LINKED = re.compile(rf'\{{"hash":"([0-9a-f]{{{_LENGTH}}})",')
_UNLINKED = '{"type":'
"""How an event begins that was written before there was a chain."""


def linked(lines: Iterable[str], head: str) -> Iterator[str]:
    """Lines of JSON objects, each chained to the one before it, the first to the hash `head` ("" for none)."""
    for line in lines:
        head = _hash(line, head)
        yield f'{{"hash":"{head}",{line[1:]}'


def hash_of(line: str) -> str:
    """The hash that a line says it has; "" for a line that is not chained."""
    found = _LINKED.match(line)
    return found[1] if found else ""


def unlinked(line: str) -> str:
    """The line without its hash, as it was before it was chained."""
    found = _LINKED.match(line)
    return "{" + line[found.end() :] if found else line


def is_older(line: str) -> bool:
    """Whether a line is of an event that was written before there was a chain."""
    return line.startswith(_UNLINKED)


def holds(line: str, head: str) -> bool:
    """Whether a line is what it was when it was chained to the event with the hash `head`."""
    return hash_of(line) == _hash(unlinked(line), head)


def _hash(line: str, head: str) -> str:
    return sha256(f"{head}{line}".encode()).hexdigest()[:_LENGTH]
