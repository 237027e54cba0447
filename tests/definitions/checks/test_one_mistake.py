"""One mistake in form is one problem, whatever key of whatever file it is in, and it is told where it is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import tomli_w

from tyopaja.definitions import Problem

Survey = Callable[[Mapping[str, str]], tuple[Problem, ...]]

FILES = [
    *("pack.toml", "canvases/profiili.toml", "canvases/vastaus.toml", "canvases/kompassi.toml"),
    *("flows/sarja.toml", "flows/jatko.toml", "flows/ryhmat.toml"),
]
BY_NAME = frozenset({"section", "parts", "fields", "choices", "sheet", "colours", "kind", "activity"})
"""Keys below which an author's own names stand."""

UNKNOWN = frozenset({"unknown-key", "unknown-axis", "unknown-condition", "unknown-option"})


def _ways(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*way, key)
        if isinstance(one, dict | list):
            yield from _ways(one, (*way, key))


def _at(table: Any, way: tuple[Any, ...]) -> Any:
    for key in way:
        table = table[key]
    return table


def _is_a_key(way: tuple[Any, ...]) -> bool:
    """Whether a way ends in a key of the format: in no name of the author's, no language and no place in a list."""
    named = [
        isinstance(key, str) and key in BY_NAME and (place == 0 or way[place - 1] not in BY_NAME)
        for place, key in enumerate(way)
    ]
    of_a_text = len(way) > 1 and way[-1] in ("fi", "en")
    return isinstance(way[-1], str) and not of_a_text and not (len(way) > 1 and named[-2])


@pytest.mark.parametrize("file", FILES)
def test_a_value_of_another_type_is_one_problem(sound: Mapping[str, str], survey: Survey, file: str) -> None:
    for way in _ways(tomllib.loads(sound[file])):
        table = tomllib.loads(sound[file])
        around = _at(table, way[:-1])
        number = isinstance(around[way[-1]], int | float) and not isinstance(around[way[-1]], bool)
        around[way[-1]] = [[]] if number else 7.5
        problems = survey({**sound, file: tomli_w.dumps(table)})
        if way[-1] == "default" and not number:
            continue  # any text, day or number may stand there until the type is known
        assert [one.file for one in problems] == [file], (way, problems)


@pytest.mark.parametrize("file", FILES)
def test_a_key_that_is_misspelt_is_one_problem(sound: Mapping[str, str], survey: Survey, file: str) -> None:
    for way in filter(_is_a_key, _ways(tomllib.loads(sound[file]))):
        table = tomllib.loads(sound[file])
        around, key = _at(table, way[:-1]), way[-1]
        renamed = {(f"{key[0]}q{key[1:]}" if one == key else one): value for one, value in around.items()}
        around.clear()
        around.update(renamed)
        problems = survey({**sound, file: tomli_w.dumps(table)})
        assert [one.file for one in problems] == [file], (way, problems)
        assert problems[0].code in UNKNOWN
