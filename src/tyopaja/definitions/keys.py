"""The keys that tables of the format take, read off the model's classes, and which of them was meant by one that they
do not take."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import Any, get_origin, get_type_hints

from attrs import NOTHING, fields, frozen

from tyopaja.definitions.problems import KeyPath
from tyopaja.definitions.wording import MEANT, bare, is_table
from tyopaja.errors import nearest
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import key_of
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Pack

BY_ID = frozenset({"section", "parts", "fields", "choices", "sheet", "colours", "kind", "activity"})
"""Keys whose tables hold others by id."""

TEXTS = frozenset({"title", "purpose", "label", "prompts", "examples", "start", "low", "high", "example"})
"""Keys whose values may be tables by language."""

NO_KEYS: Mapping[type, frozenset[str]] = {
    Pack: frozenset({"canvases", "flows", "templates"}),
    Canvas: frozenset({"id", "kinds"}),
    Flow: frozenset({"id"}),
}
"""What files do not say, since it is found as files beside them, or is their name."""


@frozen
class Key:
    """A key of a table."""

    kind: Any
    required: bool


Keys = Mapping[str, Key]


@cache
def keys_of(kind: type) -> Keys:
    """The keys that a class's tables take."""
    hints = get_type_hints(kind)
    return {key_of(one.name): Key(bare(hints[one.name]), one.default is NOTHING) for one in fields(kind)}


@cache
def keys_at_top(kind: type) -> Keys:
    """The keys at the top of a file that stands for a class."""
    return {key: one for key, one in keys_of(kind).items() if key not in NO_KEYS[kind]}


def close(key: str, keys: Keys, taken: Collection[str]) -> str | None:
    """The key that was meant by an unknown one; `taken` are those that stand there already, or were meant by others."""
    plain = key.lower().replace("_", "-")
    if plain in keys:
        return plain
    if MEANT.get(plain) in keys:
        return MEANT[plain]
    free = [one for one in keys if one not in taken]
    best = nearest(plain, keys)
    if best and best[0] not in free and alike(plain, best[0]):
        return best[0]
    near = nearest(plain, free) or best
    return near[0] if near else None


def alike(one: str, other: str) -> bool:
    """Whether two words are so near that nobody would have meant a third."""
    return SequenceMatcher(None, one, other).ratio() >= 0.8


def elsewhere(path: KeyPath, key: str, value: Any, keys: Keys, what: str) -> str | None:
    """Where a key belongs that has no place at `path` of a file, which is a `what`; None where it has none at all."""
    pack = keys_at_top(Pack) if path == () and what != "pack" else {}
    tables = key in pack and (is_table(pack[key].kind) or get_origin(pack[key].kind) is Mapping)
    of_the_pack = key in pack and (isinstance(value, dict) or not tables)
    if of_the_pack and isinstance(value, dict):
        return f"Write [{key}] into pack.toml: it holds for the whole pack."
    for name, one in keys.items():
        if is_table(one.kind) and key in keys_of(one.kind):
            return f"It belongs below the header [{dotted((*path, name))}]."
    return "It belongs into pack.toml, and holds for the whole pack." if of_the_pack else None


def dotted(path: KeyPath) -> str:
    """A path as a header has it, without the places in lists."""
    return ".".join(step for step in path if isinstance(step, str))
