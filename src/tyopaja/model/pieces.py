"""A map as bytes in which one key is found without reading the others: a line for each, and a table of where they are.

A line is the key and the value as JSON with a tab between them, of which neither holds one. The table is open: a key's
line is sought from the place that the key's CRC-32 names on, up to the first that is empty."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from zlib import crc32

from tyopaja.model.ledger import NOTHING

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_WIDTH = 8
"""Bytes of a place in the table: one more than where the line begins, 0 for an empty one."""


def key_of(key: Any) -> bytes:
    """A key with its tab. Keys are strings, and tuples of strings."""
    return (_encode(key) + "\t").encode("utf-8", "surrogatepass")


def line_of(key: bytes, plain: Any) -> bytes:
    """The line of a key and its plain value. Raises UnicodeEncodeError for what is no UTF-8."""
    return key + _encode(plain).encode() + b"\n"


def written(lines: Iterable[tuple[bytes, bytes]]) -> tuple[bytearray, bytes, int]:
    """The lines of a map, each with its key; its table; and how many there are."""
    text, places = bytearray(), list[tuple[bytes, int]]()
    for key, line in lines:
        places.append((key, len(text)))
        text += line
    slots = 1
    while slots < 2 * len(places):
        slots *= 2
    table, last = array("Q", bytes(_WIDTH * slots)), slots - 1
    for key, place in places:
        slot = crc32(key) & last
        while table[slot]:
            slot = (slot + 1) & last
        table[slot] = place + 1
    return text, table.tobytes(), len(places)


class Pieces:
    """Such a map. What it gives is made anew each time; a `Floor` keeps it."""

    __slots__ = ("_begin", "_count", "_data", "_end", "_last", "_read", "_table")

    def __init__(self, data: bytes, begin: int, end: int, table: int, count: int, read: Callable[[Any], Any]) -> None:
        """Lines are from `begin` to `end` in `data`, the table from `end` to `table`; `read` makes what is of plain."""
        self._data, self._begin, self._end, self._count, self._read = data, begin, end, count, read
        self._table = memoryview(data)[end:table].cast("Q")
        self._last = len(self._table) - 1

    def __len__(self) -> int:
        return self._count

    def _value(self, key: bytes) -> int:
        """Where the value of a key begins; -1 for one that is not there."""
        data, table, begin, last = self._data, self._table, self._begin, self._last
        slot = crc32(key) & last
        while place := table[slot]:
            if data.startswith(key, begin + place - 1):
                return begin + place - 1 + len(key)
            slot = (slot + 1) & last
        return -1

    def find(self, key: Any) -> Any:
        """What is under a key; NOTHING when there is none."""
        value = self._value(key_of(key))
        if value < 0:
            return NOTHING
        return self._read(json.loads(self._data[value : self._data.index(b"\n", value)].decode()))

    def __contains__(self, key: object) -> bool:
        return self._value(key_of(key)) >= 0

    def __iter__(self) -> Iterator[Any]:
        for key, _ in self.lines():
            name = json.loads(key.decode("utf-8", "surrogatepass"))
            yield tuple(name) if isinstance(name, list) else name

    def lines(self) -> Iterator[tuple[bytes, bytes]]:
        """Every line with its key."""
        data, begin, end = self._data, self._begin, self._end
        while begin < end:
            next_ = data.index(b"\n", begin) + 1
            yield data[begin : data.index(b"\t", begin) + 1], data[begin:next_]
            begin = next_
