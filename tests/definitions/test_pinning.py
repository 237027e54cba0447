"""Definitions that are kept with a session come back as they were, whatever becomes of the files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from attrs import evolve, fields, has
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.definitions import Library, digest, load_pack, pin, unpin
from tyopaja.errors import JournalError
from tyopaja.model.canvas import Defaults
from tyopaja.model.flow import Condition, Duration, Joining
from tyopaja.model.kinds import Value
from tyopaja.model.pack import Definitions
from tyopaja.model.play import Vocabulary
from tyopaja.model.text import Text, Texts

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
IDS = st.text("abz09-", min_size=1, max_size=4)
LEAVES = st.dictionaries(IDS, WORDS | st.integers() | st.booleans(), max_size=2).map(
    lambda table: Condition("leaf", table=table)
)
SIMPLE: Mapping[Any, st.SearchStrategy[Any]] = MappingProxyType(
    {
        str: WORDS,
        int: st.integers(),
        float: st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 9),
        bool: st.booleans(),
        type(None): st.none(),
        Text: st.dictionaries(st.sampled_from(["", "fi", "en"]), WORDS, max_size=2).map(Text),
        Texts: st.dictionaries(
            st.sampled_from(["", "fi", "en"]), st.lists(WORDS, max_size=2).map(tuple), max_size=2
        ).map(Texts),
        Duration: st.integers(1, 9999).map(Duration),
        Joining: st.sampled_from([Joining(), Joining("facilitator"), Joining("quorum", 2)]),
        Value: WORDS | st.integers() | st.booleans() | st.tuples(*[st.floats(0, 100)] * 2),
        Condition: LEAVES
        | st.builds(
            lambda join, of: Condition(join, of=tuple(of)),
            st.sampled_from(["all", "any"]),
            st.lists(LEAVES, min_size=1, max_size=2),
        )
        | st.builds(lambda one: Condition("not", of=(one,)), LEAVES),
    }
)


@cache
def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type of the model, read off its classes, so that a new field is covered on the day it comes."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind == Value | None:
        return st.none() | SIMPLE[Value]
    if has(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{one.name: values(hints[one.name]) for one in fields(kind)})
    inner = get_args(kind)
    if get_origin(kind) is tuple:
        return st.lists(values(inner[0]), max_size=2).map(tuple)
    if get_origin(kind) is frozenset:
        return st.frozensets(WORDS, max_size=3)
    if isinstance(inner[0], str):
        return st.sampled_from(inner)
    if get_origin(kind) in (Union, UnionType):
        return st.one_of([values(one) for one in inner])
    return st.dictionaries(IDS, values(inner[1]), max_size=2)


def order(value: Any) -> Any:
    """A value with the order of its mappings, which equality does not look at."""
    if isinstance(value, Mapping):
        return [(key, order(one)) for key, one in value.items()]
    if isinstance(value, tuple):
        return [order(one) for one in value]
    if has(type(value)):
        return [order(getattr(value, one.name)) for one in fields(type(value))]
    return value


@settings(max_examples=40, deadline=None)
@given(values(Definitions))
def test_what_is_pinned_is_unpinned_as_it_was(definitions: Definitions) -> None:
    data = pin(definitions)
    again = unpin(data)
    assert again == definitions
    assert order(again) == order(definitions)
    assert pin(again) == data


@pytest.fixture
def definitions(pack: Path, vocabulary: Vocabulary) -> Definitions:
    """Those of a session of the small pack."""
    return Library((load_pack(pack, vocabulary, "0.1.0"),)).definitions("iltapaiva")


def test_the_definitions_of_a_session_survive_in_their_order(definitions: Definitions) -> None:
    again = unpin(pin(definitions))
    assert again == definitions
    assert list(again.canvases["laput"].section) == ["hyvaa", "huonoa"]


def test_equal_definitions_have_one_digest_and_others_another(definitions: Definitions) -> None:
    data = pin(definitions)
    assert digest(data) == digest(pin(unpin(data)))
    assert digest(data).startswith("sha256:")
    assert digest(data) != digest(pin(evolve(definitions, flow=evolve(definitions.flow, title=Text({"fi": "x"})))))


def test_a_default_that_changes_later_changes_nothing_that_was_pinned(definitions: Definitions) -> None:
    """What the files left out is written out, too."""
    table = json.loads(pin(definitions))
    kept = table["canvases"]["laput"]["defaults"]
    assert kept == {"kind": "notes", "at-most": 10, "characters": Defaults().characters}


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b'{"form": 1}', b'{"form": 1, "pack": 5}', b"[" * 100_000]
)
def test_damaged_bytes_are_told_as_such(data: bytes) -> None:
    with pytest.raises(JournalError) as raised:
        unpin(data)
    assert raised.value.code == "damaged-definitions"


def test_bytes_of_a_newer_tyopaja_are_told_as_such(definitions: Definitions) -> None:
    with pytest.raises(JournalError) as raised:
        unpin(pin(definitions).replace(b'"form":1', b'"form":2'))
    assert raised.value.code == "newer-definitions"
