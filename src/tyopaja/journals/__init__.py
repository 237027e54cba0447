"""Where events are kept. `contract` says what a journal promises; `memory`, `folder` and `sqlite` are built in, and
reach the engine through the same hook as anyone's. They are loaded when first asked for: a session has one of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tyopaja.journals.contract import Gatherer, Journal, PutsAside, Record, SessionInfo, Snapshot, Wanted

if TYPE_CHECKING:
    from tyopaja.journals.asynchronous import AsyncJournal
    from tyopaja.journals.folder import FolderJournal
    from tyopaja.journals.following import follow
    from tyopaja.journals.memory import MemoryJournal
    from tyopaja.journals.sqlite import SqliteJournal

_HOME = {
    "AsyncJournal": "asynchronous",
    "FolderJournal": "folder",
    "MemoryJournal": "memory",
    "SqliteJournal": "sqlite",
    "follow": "following",
}

__all__ = [
    "AsyncJournal",
    "FolderJournal",
    "Gatherer",
    "Journal",
    "MemoryJournal",
    "PutsAside",
    "Record",
    "SessionInfo",
    "Snapshot",
    "SqliteJournal",
    "Wanted",
    "follow",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
