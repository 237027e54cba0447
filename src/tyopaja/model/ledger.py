"""What a state keeps of a long history: persistent maps of which the old part is brought to its form when asked for.

A replay of a million events, or a snapshot of them, gives a map in no time if what it holds is made of the raw only
when somebody looks at it; few of a session's older entries and commands are ever looked at again. What changes after
that is kept in a persistent hash trie above it, as it is from the beginning in a session that has just begun."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

from rpds import HashTrieMap

K = TypeVar("K")
V = TypeVar("V")


class _Nothing:
    """What stands where nothing is (any more)."""


NOTHING = _Nothing()
_UNREAD: Any = object()
"""What `raw` is said to hold of what stands below, if anywhere."""


def _as_it_is(held: Any) -> Any:
    return held


class Under(Protocol):
    """Where a floor looks for what it does not hold itself: pieces of a snapshot."""

    def __len__(self) -> int: ...

    def __contains__(self, key: object) -> bool: ...

    def __iter__(self) -> Iterator[Any]: ...

    def find(self, key: Any) -> Any:
        """The raw under a key; NOTHING when there is none."""
        ...


class Floor(Generic[K, V]):
    """The old part of a ledger: raw things, each brought to its form when it is asked for first, and then kept so.

    It holds the same for ever once a ledger stands on it in a state that anybody sees."""

    __slots__ = ("count", "form", "make", "raw", "under")

    def __init__(self, form: type, make: Callable[[Any], V], under: Under | None = None) -> None:
        """`make` brings what is not of the type `form` to it."""
        self.form: Any = form
        self.make, self.under = make, under
        self.raw: dict[K, Any] = {}
        self.count = len(under) if under is not None else 0

    @classmethod
    def of(cls, held: Mapping[K, V]) -> Floor[K, V]:
        """One of what is made already."""
        floor: Floor[K, V] = cls(object, _as_it_is)
        floor.raw.update(held)
        floor.count = len(held)
        return floor

    def find(self, key: K) -> V | _Nothing:
        """What is under a key, NOTHING when nothing is."""
        held: Any = self.raw.get(key, _UNREAD)
        if held is _UNREAD:
            held = NOTHING if self.under is None else self.under.find(key)
        elif isinstance(held, self.form):
            return held  # type: ignore[no-any-return]
        if held is not NOTHING:
            held = self.raw[key] = held if isinstance(held, self.form) else self.make(held)
        return held  # type: ignore[no-any-return]

    def has(self, key: K) -> bool:
        """Whether something is under a key, without making it."""
        if key in self.raw:
            return self.raw[key] is not NOTHING
        return self.under is not None and key in self.under

    def __iter__(self) -> Iterator[K]:
        """The keys that something is under."""
        # What is looked at on the way from below comes to stand in `raw`, by other threads too: a copy is gone through.
        raw = self.raw.copy()
        for key, found in raw.items():
            if found is not NOTHING:
                yield key
        for key in self.under or ():
            if key not in raw:
                yield key

    def absorb(self, changes: HashTrieMap[K, Any], count: int) -> None:
        """Take in what a ledger on this floor has changed; only while no state stands on it that anybody sees."""
        for key, value in changes.items():
            if value is NOTHING and (self.under is None or key not in self.under):
                self.raw.pop(key, None)
            else:
                self.raw[key] = value
        self.count = count


_UNCHANGED: HashTrieMap[Any, Any] = HashTrieMap()


class Ledger(Mapping[K, V]):
    """A persistent map on a floor of old things. Never changed: `insert`, `remove` and `discard` give the next one."""

    __slots__ = ("_count", "changes", "floor")

    def __init__(
        self,
        floor: Floor[K, V] | Mapping[K, V],
        changes: HashTrieMap[K, Any] = _UNCHANGED,
        count: int | None = None,
    ) -> None:
        """A mapping stands for a floor of what it holds. `changes` is what differs from the floor, NOTHING for what is
        gone; `count` is how many there are in all."""
        self.floor: Floor[K, V] = floor if isinstance(floor, Floor) else Floor.of(floor)
        self.changes = changes
        self._count = self.floor.count if count is None else count

    def get(self, key: Any, default: Any = None) -> Any:
        """What is under a key."""
        found = self.changes.get(key, self)
        if found is self:
            found = self.floor.find(key)
        return default if found is NOTHING else found

    def __getitem__(self, key: K) -> V:
        found: V = self.get(key, NOTHING)
        if found is NOTHING:
            raise KeyError(key)
        return found

    def __contains__(self, key: Any) -> bool:
        found = self.changes.get(key, self)
        return self.floor.has(key) if found is self else found is not NOTHING

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[K]:
        changes = self.changes
        for key, value in changes.items():
            if value is not NOTHING:
                yield key
        for key in self.floor:
            if key not in changes:
                yield key

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ledger | HashTrieMap | dict):
            return NotImplemented
        return len(self) == len(other) and all(other.get(key, NOTHING) == value for key, value in self.items())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Ledger({dict(self.items())!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return HashTrieMap, (dict(self.items()),)

    def insert(self, key: K, value: V) -> Ledger[K, V]:
        """The same with something under a key."""
        count = self._count if key in self else self._count + 1
        return Ledger(self.floor, self.changes.insert(key, value), count)

    def remove(self, key: K) -> Ledger[K, V]:
        """The same without a key. Raises KeyError."""
        if key not in self:
            raise KeyError(key)
        return Ledger(self.floor, self.changes.insert(key, NOTHING), self._count - 1)

    def discard(self, key: K) -> Ledger[K, V]:
        """The same without a key, if it is there."""
        return self.remove(key) if key in self else self


if TYPE_CHECKING:
    Kept: TypeAlias = HashTrieMap[K, V] | Ledger[K, V]
else:
    Kept = Mapping  # a hash trie takes no types but in annotations
"""A persistent map as a state has it: all of it in a hash trie, or the changes only."""
