"""Where events are kept. `contract` says what a journal promises; `memory` and `sqlite` are the ones built in, and
reach the engine through the same hook as anyone's."""

from tyopaja.journals.contract import Journal, Record, SessionInfo, Snapshot
from tyopaja.journals.memory import MemoryJournal
from tyopaja.journals.sqlite import SqliteJournal

__all__ = ["Journal", "MemoryJournal", "Record", "SessionInfo", "Snapshot", "SqliteJournal"]
