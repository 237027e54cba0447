"""How things are called in a `folder:` journal, on any file system: small letters, digits and `-`, since some take `a`
and `A` for the same name. What is called otherwise gets a name made of its hash, and says its own in a file."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

FORMAT: Final = 1
ABOUT: Final = "journal.toml"
"""At the top of a journal; says what the folder is, and its format."""
SESSION: Final = "session.toml"
"""In a session's folder: its id, and as the how manieth it began."""
CONTENT: Final = "content"
"""In a session's folder: definitions and pictures."""
LOCK: Final = ".lock"
INTENT: Final = ".rewrite"
"""Says what has to be put in whose place, when a rewriting was cut short."""
SNAPSHOT: Final = ".snapshot"
ASIDE: Final = ".new"
TORN: Final = ".torn"
"""What a crash left of a command that was never acknowledged, and the next writer put aside."""
OURS: Final = (".gitignore", ".gitattributes", ABOUT)
"""What stands at the top of a journal besides sessions; what makes it a journal comes last."""
HARMLESS: Final = frozenset({".git", ".DS_Store", LOCK, *OURS, *(f".{name}{ASIDE}" for name in OURS)})
"""What may be in a folder in which a journal begins."""
UNDATED: Final = "0000-00-00"
"""The day of events that say none, where there are no others."""

DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\.toml")
_AT: Final = re.compile(r'"at":"(\d{4}-\d\d-\d\d)')
_PLAIN: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_RESERVED: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows has for other things."""
_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")
_STEM: Final = re.compile(r"sha256-[0-9a-f]{64}")

KINDS: Final = {".json": b"{", ".jpg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n\x1a\n", ".bin": b""}
"""How a file of content is called, by how it begins; the first that fits."""
NAMED: Final = ".name"
"""Beside content whose hash is no file's name: the hash."""


def folder_of(session: str) -> str:
    """The name of a session's folder: its id where that can be one, else what of it can be, and a hash."""
    if _PLAIN.fullmatch(session) and not _RESERVED.fullmatch(session):
        return session
    readable = re.sub("[^a-z0-9]+", "-", session.lower()[:40]).strip("-")
    return f"{readable}~{_hash(session)}"


def day_of(text: str) -> str | None:
    """The day that an event says it is of, as in `2026-03-02`: the first `at` in its text. None when it says none."""
    found = _AT.search(text)
    return found[1] if found else None


def stem_of(digest: str) -> str:
    """What the file of a piece of content is called, without its ending."""
    return digest.replace(":", "-") if is_plain(digest) else f"~{_hash(digest)}"


def is_plain(digest: str) -> bool:
    """Whether the hash of a piece of content can be read off its file's name."""
    return _DIGEST.fullmatch(digest) is not None


def digest_of(stem: str) -> str | None:
    """The hash that a file's name tells; None where another file tells it."""
    return stem.replace("-", ":", 1) if _STEM.fullmatch(stem) else None


def suffix_of(data: bytes) -> str:
    """The ending of a file's name that fits what is in it."""
    return next(suffix for suffix, beginning in KINDS.items() if data.startswith(beginning))


def _hash(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:32]
