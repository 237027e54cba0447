"""The compiled parser is the standard library's in everything that a definition file may say."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tyopaja.definitions.reading import parse

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "canvases").rglob("*.toml"))]
PIECES = ("{", "}", "[", "]", "[[", "]]", ",", "=", "\n", '"', "'", '"""', "\\", "#", ".", " ", "1", "inf", "0x", "_")


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A piece of a shipped file with something put in or cut out here and there."""
    text = draw(st.sampled_from(SHIPPED))
    start = draw(st.integers(0, len(text)))
    text = text[start : start + draw(st.integers(0, 400))]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        piece = draw(st.sampled_from(PIECES))
        text = text[:at] + piece + text[at + draw(st.integers(0, 2)) :]
    return text


def told_apart(value: Any) -> Any:
    """A value in which 1, 1.0 and true differ, and nan is like itself."""
    if isinstance(value, dict):
        return {key: told_apart(one) for key, one in value.items()}
    if isinstance(value, list):
        return [told_apart(one) for one in value]
    return type(value).__name__, value.isoformat() if isinstance(value, date | datetime | time) else repr(value)


@given(spoilt())
@example("a = {\n  b = 1 }\n")
@example("a = { b = 1, }\n")
@example("a = 10:30\n")
@example('a = "\\e[0m"\n')
@example('a = "\\x41"\n')
def test_a_text_is_read_as_the_standard_library_reads_it_or_refused_as_it_refuses_it(text: str) -> None:
    source = parse(text.encode(), "x.toml", "x.toml")
    try:
        expected = tomllib.loads(text)
    except (ValueError, RecursionError):
        assert source.table is None
        assert source.problems
    else:
        assert source.table is None or told_apart(source.table) == told_apart(expected)
        assert source.table is not None or source.problems


@pytest.mark.parametrize("text", SHIPPED)
def test_every_shipped_file_is_read_as_the_standard_library_reads_it(text: str) -> None:
    assert told_apart(parse(text.encode(), "x.toml", "x.toml").table) == told_apart(tomllib.loads(text))
