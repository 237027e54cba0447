"""Events as TOML and back: letter for letter, and nearly always so that a person can read them."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja import Engine, commands
from tyopaja.journals.folder_events import _lines, texts_of, toml_of

TEXT = st.text(st.characters(codec="utf-8"))
SCALARS = TEXT | st.booleans() | st.integers() | st.floats()
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=20
)


def written(value: object) -> str:
    """As the codec writes events."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def back(text: str) -> str:
    (read,) = texts_of(f"[[event]] # 1\n{toml_of(text)}")
    return read


@given(st.dictionaries(TEXT, TREES, max_size=6))
def test_whatever_json_object_comes_back_letter_for_letter_and_is_a_table(table: dict[str, Any]) -> None:
    """But for infinities and the like all of it, in the order in which it was; and TOML's own reader reads the same."""
    text = written(table)
    toml = toml_of(text)
    assert back(text) == text
    if table.keys() != {"raw"}:
        assert written(tomllib.loads(toml)) == text


@given(
    st.dictionaries(
        st.sampled_from(["raw", "type", "at", "-1", "1", "true"]) | TEXT,
        st.text(st.sampled_from('ab\\"\t\x7f\x1f\u2028ä#=[]{}, ')) | st.booleans() | st.integers(),
        max_size=4,
    )
)
def test_a_simple_event_is_read_the_short_way_as_toml_reads_it(table: dict[str, Any]) -> None:
    toml = toml_of(written(table))
    read = tomllib.loads(toml)
    assert back(written(table)) == (read["raw"] if read.keys() == {"raw"} else written(read)) == written(table)


KEYS = st.text(st.sampled_from("aZ0_-"), min_size=1, max_size=8)
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters='"\\\x7f', exclude_categories=["Cc"]))


@given(st.dictionaries(KEYS, PLAIN | st.booleans() | st.integers(-(2**70), 2**70), max_size=9))
def test_a_plain_event_is_written_the_short_way_as_the_long_way_writes_it(table: dict[str, Any]) -> None:
    assert toml_of(written(table)) == "".join(_lines(table, ""))


def test_lines_that_are_no_events_are_refused() -> None:
    for toml in ("a = 1\n", "\n# x\n[[event]] # 1\na = 1\n", "[[event]] # 1\na = \n", "[[event]] # 1\na = 1\na = b\n"):
        with pytest.raises(ValueError, match=r"."):
            texts_of(toml)


@given(TEXT | TREES.map(written) | TREES.map(lambda tree: json.dumps(tree, indent=1)))
def test_whatever_text_comes_back_letter_for_letter(text: str) -> None:
    assert back(text) == text


@given(st.lists(TREES.map(written) | TEXT, min_size=1, max_size=5))
def test_events_beside_each_other_stay_apart(texts: list[str]) -> None:
    toml = "\n".join(f"[[event]] # {seq}\n{toml_of(text)}" for seq, text in enumerate(texts, 7))
    assert texts_of(toml) == texts


@given(TEXT | TREES.map(written) | st.dictionaries(TEXT, TREES, max_size=6).map(written))
def test_nothing_that_people_write_begins_a_line(text: str) -> None:
    """Seals and the beginnings of events are sought by the beginnings of lines."""
    beginnings = ("#", "[[event", "\r")
    assert not any(line.startswith(beginnings) for line in toml_of(text).split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        '{"a":null}',
        '{"a": 1}',
        '{"a":1,"a":2}',
        '{"a":1.50}',
        '{"a":1e999}',
        '{"a":"\\u00e4"}',
        '{"a":"\\ud800"}',
        '{"raw":"x"}',
        '{"raw":{"a":1}}',
        f'{{"a":{"[" * 40}{"]" * 40}}}',
        f'{{"a":{"9" * 5000}}}',
        "[" * 100_000,
        "[1]",
        "7",
        "",
        "event",
    ],
)
def test_what_toml_cannot_say_stands_raw(text: str) -> None:
    assert toml_of(text).startswith('raw = "')
    assert back(text) == text


def test_text_that_utf_8_cannot_hold_is_refused() -> None:
    for text in ("\ud800", '{"a":"\ud800"}'):
        with pytest.raises(ValueError, match="surrogates"):
            toml_of(text)


def test_tables_and_lists_stand_on_one_line_while_they_are_short() -> None:
    ends = {"seconds": 600, "ends": "2026-03-02T09:10:00+00:00"}
    names = [f"osallistuja-numero-{number}" for number in range(6)]
    event = {
        "left": [],
        "now": ["a", "b"],
        "fields": {"hinta, €": 5},
        "timers": {"a b": ends, "ä": ends},
        "names": names,
    }
    assert toml_of(written(event)) == (
        "left = []\n"
        'now = ["a", "b"]\n'
        'fields = { "hinta, €" = 5 }\n'
        'timers."a b" = { seconds = 600, ends = "2026-03-02T09:10:00+00:00" }\n'
        'timers."ä" = { seconds = 600, ends = "2026-03-02T09:10:00+00:00" }\n'
        "names = [\n" + "".join(f'    "{name}",\n' for name in names) + "]\n"
    )


def test_every_event_of_a_session_can_be_read() -> None:
    with Engine(journal="memory:") as engine:
        session = engine.start("arjen-kompassi", title='Hotelli "Kaamos"')
        session.do(commands.Join(by="aino", role="facilitator"))
        session.do(commands.Go(by="aino", to="profiili", reason="mittaus"))
        session.do(commands.Add(by="aino", sheet="profiili", section="tarpeet", text="rivi\ntoinen \\ 🎿\t\u2028"))
        texts = [record.data for record in engine.journal.read(session.id)]
    assert len(texts) > 40
    for text in texts:
        assert not toml_of(text).startswith("raw")
        assert tomllib.loads(toml_of(text)) == json.loads(text)
