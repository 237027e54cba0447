"""A state as bytes, and back, so that opening a long session is not reading all that ever happened in it.

What is long in a state (entries, sections, commands) is written in pieces that are read when somebody asks for them,
so a snapshot is opened in the time that its bytes take to come. The next one takes over the pieces of the one before
as they are. A snapshot of another form, or a damaged one, is none: it is as good as lost, and it may be lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from attrs import fields
from rpds import HashTrieMap

from tyopaja.engine.replaying import LEDGERS, deed_of, floors
from tyopaja.model import packing, pieces
from tyopaja.model.events import EVENTS, Added, Event
from tyopaja.model.ledger import NOTHING, Kept, Ledger
from tyopaja.model.state import Deed, Entry, State
from tyopaja.model.unread import Unread

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_MEANING = 1
"""One more whenever a fold makes something else of an event than before: what an older one made is ignored then."""


def snapshot_of(state: State, head: str) -> bytes:
    """A state, and the hash of the event after which it is so. Raises UnicodeEncodeError for what is no UTF-8."""
    chunks, places, end = list[bytes | bytearray](), dict[str, list[int]](), 0
    for name in LEDGERS:
        lines, table, count = pieces.written(_lines(getattr(state, name), _WAYS[name][0]))
        begin, end = end, end + len(lines) + len(table)
        chunks += lines, table
        places[name] = [begin, begin + len(lines), end, count]
    plain = {name: write(getattr(state, name)) for name, (write, _) in _rest().items()}
    top = {"head": head, "ledgers": places, "state": plain}
    chunks.insert(0, json.dumps(top, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return b"".join([_first(chunks), *chunks])


def _first(chunks: Iterable[Buffer]) -> bytes:
    """The line before all the others: the form, and a sum of all that follows."""
    found = 0
    for chunk in chunks:
        found = crc32(chunk, found)
    return f"{_form()} {found:08x}\n".encode()


def state_of(data: bytes) -> tuple[State, str] | None:
    """The state in a snapshot, with the hash of the event after which it was so; None for a snapshot that is none."""
    first = data.find(b"\n") + 1
    if not data.startswith(_form().encode()) or data[:first] != _first([memoryview(data)[first:]]):
        return None
    begin = data.index(b"\n", first) + 1
    top = json.loads(data[first:begin])
    under = {name: _pieces(data, begin, top["ledgers"][name], name) for name in LEDGERS}
    ledgers = {name: Ledger(floor) for name, floor in floors(under).items()}
    rest = {name: read(top["state"][name]) for name, (_, read) in _rest().items()}
    return State().changed_by({**rest, **ledgers}), top["head"]


def _pieces(data: bytes, begin: int, place: list[int], name: str) -> pieces.Pieces:
    first, end, table, count = place
    return pieces.Pieces(data, begin + first, begin + end, begin + table, count, _WAYS[name][1])


def _lines(kept: Kept[Any, Any], write: packing.Way) -> Iterator[tuple[bytes, bytes]]:
    """Every line of a ledger with its key; the lines of an older snapshot as they stand there."""
    changed = dict(kept.items()) if isinstance(kept, HashTrieMap) else {**kept.floor.raw, **dict(kept.changes.items())}
    for key, value in changed.items():
        if value is not NOTHING:
            name = pieces.key_of(key)
            yield name, pieces.line_of(name, write(value))
    if isinstance(kept, Ledger) and isinstance(kept.floor.under, pieces.Pieces):
        known = set(map(pieces.key_of, changed))
        for name, line in kept.floor.under.lines():
            if name not in known:
                yield name, line


@cache
def _form() -> str:
    """What a snapshot has to be of to be read: it changes with any class that is in one."""
    return f"{_MEANING} {sys.byteorder} {packing.shape(State, Entry, Deed, *EVENTS.values())}"


@cache
def _rest() -> Mapping[str, packing.Ways]:
    """The attributes of a state that are read at once, and how."""
    hints, found = packing.hints_of(State), dict[str, packing.Ways]()
    for one in fields(State):
        if one.name in LEDGERS:
            continue
        write, read = packing.ways(hints[one.name])
        found[one.name] = (write, _trie(read) if isinstance(one.default, HashTrieMap) else read)
    return found


def _trie(read: packing.Way) -> packing.Way:
    return lambda plain: HashTrieMap(read(plain))


def _entry(value: Any) -> list[Any]:
    if isinstance(value, Unread):
        value = value.event()
    return [int(type(value) is Entry), *packing.packed(value)]


def _entry_back(plain: list[Any]) -> Any:
    return packing.unpacked(Entry if plain[0] else Added, plain[1:])


def _deed(value: Any) -> list[Any]:
    if type(value) is Deed and isinstance(added := value.events[0], Added) and not added.origin:
        raw = (added, value.before)
        value = raw if value == deed_of(raw) else value
    elif isinstance(value, Unread):
        value = value.event(), value.before
    if type(value) is not Deed:
        return [0, value[1], *packing.packed(value[0])]
    events, undo = ([_event(one) for one in many] for many in (value.events, value.undo))
    return [1, value.by, events, undo, [_entry(one) for one in value.touched], value.before, value.undone]


def _deed_back(plain: list[Any]) -> Any:
    if not plain[0]:
        return packing.unpacked(Added, plain[2:]), plain[1]
    _, by, events, undo, touched, before, undone = plain
    return Deed(
        by=by,
        events=tuple(map(_event_back, events)),
        undo=tuple(map(_event_back, undo)),
        touched=tuple(map(_entry_back, touched)),
        before=before,
        undone=undone,
    )


def _event(event: Event) -> list[Any]:
    return [event.type, *packing.packed(event)]


def _event_back(plain: list[Any]) -> Event:
    event: Event = packing.unpacked(EVENTS[plain[0]], plain[1:])
    return event


_WAYS: Mapping[str, packing.Ways] = {
    "entries": (_entry, _entry_back),
    "boxes": (list, tuple),
    "deeds": (_deed, _deed_back),
    "unrevealed": (bool, bool),
}
"""Ledger → how what is in it becomes plain data, and is made of them again."""
