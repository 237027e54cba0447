"""Whatever a pack is mutated into, it is either sound or refused with places; nothing else ever comes out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tyopaja.definitions import Library, Problem, load_pack, pin, unpin
from tyopaja.errors import DefinitionError
from tyopaja.model.play import Vocabulary

FILES = ("pack.toml", "canvases/muistilaput.toml", "flows/iltapaiva.toml")
JUNK: list[Any] = [
    *(0, -1, 10**400, 1.5, float("inf"), float("nan"), True, "", "x", "Ä", "laput.hyvaa", "\u202e", "25 min"),
    *("ä" * 10_001, [], [[]], ["x"], [{}], {}, {"fi": "x"}, {"fi": 5}, {"not": {}}, {"all": [{"time": "over"}]}),
]

Mutation = Callable[[Random, str], str]


def _spots(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a parsed file, as a container and a key in it."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one))
        for key in keys:
            found.append((one, key))
            if isinstance(one[key], dict | list):
                waiting.append(one[key])
    return found


def _in_the_data(change: Callable[[Random, Any, Any, list[tuple[Any, Any]]], None]) -> Mutation:
    def mutate(random: Random, text: str) -> str:
        try:
            table = tomllib.loads(text)
        except ValueError:
            return text
        spots = _spots(table)
        if spots:
            change(random, *random.choice(spots), spots)
        return tomli_w.dumps(table)

    return mutate


def _drop(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    del around[key]


def _retype(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    around[key] = random.choice(JUNK)


def _rename(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    if isinstance(around, dict):
        around[random.choice([f"{key}x", str(key).upper(), "title", "id", "", "a b", "\u200b"])] = around.pop(key)


def _splice(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    other, place = random.choice(spots)
    around[key] = tomllib.loads(tomli_w.dumps({"x": other[place]}))["x"]


def _double(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    if isinstance(around, list):
        around.append(around[key])


def _reorder(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    if isinstance(around, list):
        random.shuffle(around)


def _nest(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    for _ in range(random.choice([1, 40, 90])):
        around[key] = random.choice([[around[key]], {"not": around[key]}, {"all": [around[key]]}])


def _cut_text(random: Random, text: str) -> str:
    start = random.randrange(len(text) + 1)
    return text[:start] + text[start + random.randrange(1, 30) :]


def _double_line(random: Random, text: str) -> str:
    lines = text.split("\n")
    lines.insert(random.randrange(len(lines)), random.choice(lines))
    return "\n".join(lines)


def _stray_sign(random: Random, text: str) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(list("[]{}\"'=.,#\\\n\t\x00\x07\u202e\ufeffä")) + text[place:]


MUTATIONS: list[Mutation] = [
    *map(_in_the_data, (_drop, _retype, _rename, _splice, _double, _reorder, _nest)),
    _cut_text,
    _double_line,
    _stray_sign,
]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_a_mutated_pack_is_sound_or_refused_with_places(
    pack: Path, vocabulary: Vocabulary, pristine: dict[str, str], random: Random, times: int
) -> None:
    texts = dict(pristine)
    for _ in range(times):
        file = random.choice(FILES)
        texts[file] = random.choice(MUTATIONS)(random, texts[file])
    for file, text in texts.items():
        (pack / file).write_bytes(text.encode())
    try:
        loaded = load_pack(pack, vocabulary, "0.1.0")
    except DefinitionError as error:
        assert_are_placed(pack, texts, error.problems)
        return
    library = Library((loaded,))
    for flow in loaded.flows:
        definitions = library.definitions(flow)
        assert unpin(pin(definitions)) == definitions


def assert_are_placed(pack: Path, texts: dict[str, str], problems: tuple[Problem, ...]) -> None:
    """There are problems, and each is somewhere in a file that there is, and has something to say."""
    assert problems
    for problem in problems:
        lines = texts[Path(problem.file).relative_to(pack).as_posix()].split("\n")
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.code
        assert problem.message
        assert len(str(problem)) < 1200
        assert str(problem).encode()


@pytest.fixture
def pristine(pack: Path) -> dict[str, str]:
    """The files of the pack as they were."""
    return {file: (pack / file).read_text(encoding="utf-8") for file in FILES}
