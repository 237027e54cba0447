"""Persistent maps on a floor of old things: as a dictionary that is copied before each change."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rpds import HashTrieMap

from tyopaja.model import pieces
from tyopaja.model.ledger import NOTHING, Floor, Ledger

NAMES = st.sampled_from(["a", "b", "c", "ä\t\n", '"', "\ud800"]) | st.tuples(st.sampled_from("ab"), st.just("s"))
HELD = st.dictionaries(NAMES, st.integers(0, 3))
CHANGES = st.lists(st.tuples(st.sampled_from(["insert", "discard"]), NAMES, st.integers(0, 3)))


def written(held: dict[Any, int]) -> pieces.Pieces:
    """A map as bytes, with other bytes around it."""
    lines, table, count = pieces.written(
        (pieces.key_of(name), pieces.line_of(pieces.key_of(name), [value])) for name, value in held.items()
    )
    data = b"..." + lines + table + b"..."
    return pieces.Pieces(data, 3, 3 + len(lines), len(data) - 3, count, lambda plain: str(plain[0]))


def ledger_of(below: dict[Any, int], above: dict[Any, int]) -> Ledger[Any, int]:
    """A ledger on pieces, and on raw things that are strings until somebody asks."""
    floor: Floor[Any, int] = Floor(int, int, written(below))
    floor.raw.update({name: str(value) for name, value in above.items()})
    floor.count = len({**below, **above})
    return Ledger(floor)


def changed(kept: Any, plain: dict[Any, int], change: tuple[str, Any, int]) -> tuple[Any, dict[Any, int]]:
    how, name, value = change
    if how == "insert":
        return kept.insert(name, value), {**plain, name: value}
    return kept.discard(name), {one: held for one, held in plain.items() if one != name}


@given(HELD, HELD, CHANGES, st.lists(NAMES))
def test_a_ledger_is_what_a_dictionary_would_be(
    below: dict[Any, int], above: dict[Any, int], changes: list[tuple[str, Any, int]], asked: list[Any]
) -> None:
    kept, plain = ledger_of(below, above), {**below, **above}
    seen = [(kept, plain)]
    for change in changes:
        seen.append(changed(*seen[-1], change))
    for ledger, expected in seen:
        for name in asked:
            assert ledger.get(name, "none") == expected.get(name, "none")
            assert (name in ledger) == (name in expected)
        assert len(ledger) == len(expected)
        assert bool(ledger) == bool(expected)
        assert dict(ledger.items()) == expected
        assert sorted(ledger, key=repr) == sorted(expected, key=repr)
        trie = HashTrieMap(expected)
        assert (ledger == trie, trie == ledger, ledger == expected) == (True, True, True)
        assert pickle.loads(pickle.dumps(ledger)) == trie


@given(HELD, HELD, CHANGES)
def test_a_floor_that_takes_changes_in_is_what_the_ledger_was(
    below: dict[Any, int], above: dict[Any, int], changes: list[tuple[str, Any, int]]
) -> None:
    kept, plain = ledger_of(below, above), {**below, **above}
    for change in changes:
        kept, plain = changed(kept, plain, change)
        kept.floor.absorb(kept.changes, len(kept))
        kept = Ledger(kept.floor)
        assert (len(kept), dict(kept.items())) == (len(plain), plain)


@given(HELD)
def test_a_key_is_found_among_pieces_and_no_other(held: dict[Any, int]) -> None:
    found = written(held)
    assert len(found) == len(held)
    assert {name: found.find(name) for name in found} == {name: str(value) for name, value in held.items()}
    for name in ("none", "a\t", ""):
        assert (name in found, found.find(name)) == (False, NOTHING)


@pytest.mark.parametrize(
    "of", [lambda name: ledger_of({}, {})[name], lambda name: ledger_of({"b": 1}, {}).remove(name)]
)
def test_what_is_not_there_cannot_be_had_or_removed(of: Callable[[str], object]) -> None:
    with pytest.raises(KeyError):
        of("a")


def test_ledgers_that_differ_are_not_equal() -> None:
    one = ledger_of({"a": 1}, {"b": 2})
    assert one != ledger_of({"a": 1}, {"b": 3})
    assert one != one.insert("c", 1)
    assert one != HashTrieMap({"a": 1})
    assert one != 7


def test_what_was_made_once_is_kept() -> None:
    made = list[str]()

    def make(raw: str) -> int:
        made.append(raw)
        return int(raw)

    floor: Floor[str, int] = Floor(int, make)
    floor.raw["a"] = "7"
    floor.count = 1
    ledger = Ledger(floor)
    assert ("a" in ledger, made) == (True, [])
    assert [ledger["a"], ledger["a"], *ledger.values()] == [7, 7, 7]
    assert made == ["7"]


def test_a_mapping_stands_for_a_floor() -> None:
    assert Ledger({"a": 1}).insert("b", 2) == {"a": 1, "b": 2}
