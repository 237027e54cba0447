"""The scanner of positions knows exactly the keys that tomllib knows, and says where each stands."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.definitions.positions import Positions
from tyopaja.definitions.problems import KeyPath

ODD = [
    "",
    "# only a comment",
    "a=1",
    "a.b.c = 1\na.b.d = 2\na.'e f' = 3",
    'a . "b" . c = 1',
    '"" = 1\n"a.b" = 2\n\'c"d\' = 3',
    '"\\u00e4 \\"x\\"" = "y"',
    "a = { b = 1, c.d = 2, c.e = { f = [] } }",
    "a = [1, [2, [3, {x = 4}]], [], {}, # comment ]\n  5,\n]",
    'a = """\n[not] a = "table" # nor a comment\n""" # a comment\nb = 1',
    'a = \'\'\'x\'\'\'\'\nb = """y"""""\nc = """"z"""',
    'a = """x\\"""y"""\nb = "\\\\"\nc = \'\\\'',
    "a = 1979-05-27 07:32:00Z\nb = 1979-05-27\nc = 07:32:00\nd = [1979-05-27 07:32:00, 1]\n",
    "a = -inf\nb = +nan\nc = 0xdead_beef\nd = 1e-10",
    "[a.b.c]\nx = 1\n[a]\ny = 2\n[ d . e ] # comment\nz = 3",
    "[[a]]\n[[a]]\nx = 1\n[a.b]\ny = 2\n[[a.c]]\n[[a.c]]\nz = 3\n[[a]]\nx = 4",
    "[[a.b]]\nx = 1\n[a.c]\ny = 2\n[[a.b]]\nx.y.z = 3",
    "a = 1\r\n[b]\r\nc = [\r\n 1,\r\n]\r\n",
    "\ta\t=\t1\t\n\t[b]\t\n\tc\t=\t'd'\t",
    "a = []\nb = {}\nc = [[]]\nd = [{}]",
    "a = [ # one\n # two\n 'x', # three ]\n ]",
    'title = { fi = "a", en = "b" }\ntext = "x = [1, {"',
]


def paths_of(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every path in what tomllib gives."""
    pairs: Any = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for step, inner in pairs:
        yield (*path, step)
        yield from paths_of(inner, (*path, step))


SCALARS = st.one_of(
    st.integers(-(2**60), 2**60),
    st.floats(),
    st.booleans(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.text("ab\"'\\\n#=[]{}, ", max_size=8),
    st.datetimes(),
    st.dates(),
    st.times(),
)
KEYS = st.one_of(st.sampled_from("abc"), st.text("ab-_.\"'#=[] ä\\", max_size=4))
TABLES: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.dictionaries(KEYS, SCALARS, max_size=4),
    lambda inner: st.dictionaries(
        KEYS, st.one_of(SCALARS, inner, st.lists(inner, max_size=3), st.lists(SCALARS, max_size=3)), max_size=4
    ),
    max_leaves=12,
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document in a hand less tidy than tomli_w's: dotted keys, inline tables, odd quotes, comments in between."""
    lines: list[str] = []

    def key(written: str) -> str:
        if (
            written
            and written.isascii()
            and written.replace("-", "").replace("_", "").isalnum()
            and draw(st.booleans())
        ):
            return written
        if "'" not in written and draw(st.booleans()):
            return f"'{written}'"
        return json.dumps(written, ensure_ascii=draw(st.booleans()))

    def dotted(keys: list[str]) -> str:
        return draw(st.sampled_from([".", " . "])).join(map(key, keys))

    def inline(value: Any) -> str:
        gap = draw(st.sampled_from(["", " "]))
        if isinstance(value, dict):
            return "{" + gap + ",".join(f"{key(k)}{gap}={gap}{inline(v)}" for k, v in value.items()) + gap + "}"
        if isinstance(value, list):
            line = draw(st.sampled_from(["", "\n", " # ] }\n"]))
            return "[" + line + f"{line},".join(map(inline, value)) + line + ("," if value and gap else "") + "]"
        if isinstance(value, str) and "'''" not in value and not value.endswith("'") and draw(st.booleans()):
            return f"'''\n{value}'''"
        return tomli_w.dumps({"k": value}).partition("= ")[2].strip("\n")

    def body(table: dict[str, Any], header: list[str]) -> None:
        later: list[tuple[str, Any]] = []
        for name, value in table.items():
            lines.extend(draw(st.sampled_from([[], [""], ["  # a = 1"]])))
            if isinstance(value, dict) and value and draw(st.booleans()):
                later.append((name, value))
            elif isinstance(value, dict) and len(value) == 1 and draw(st.booleans()):
                ((inner, leaf),) = value.items()
                lines.append(f"{dotted([name, inner])} = {inline(leaf)} # [x]")
            elif (
                isinstance(value, list)
                and value
                and all(isinstance(one, dict) for one in value)
                and draw(st.booleans())
            ):
                later.append((name, value))
            else:
                lines.append(f"{draw(st.sampled_from(['', '  ']))}{key(name)}={inline(value)}")
        for name, value in later:
            for one in value if isinstance(value, list) else [value]:
                mark = "[[]]" if isinstance(value, list) else "[]"
                half = len(mark) // 2
                lines.append(f"{mark[:half]}{dotted([*header, name])}{mark[half:]}")
                body(one, [*header, name])

    body(draw(TABLES), [])
    return "\n".join(lines)


def agree(text: str) -> None:
    """The scanner's paths are those of tomllib, and a key's position has that key."""
    positions, parsed = Positions(text), tomllib.loads(text)
    assert sorted(positions.paths(), key=repr) == sorted(paths_of(parsed), key=repr)
    rows = text.split("\n")
    for path in positions.paths():
        line, column = positions.at(path, "key")
        if isinstance(path[-1], str):
            found = rows[line - 1][column - 1 :]
            assert found.startswith((path[-1], '"', "'"))


@pytest.mark.parametrize("text", ODD)
def test_odd_forms_are_scanned_as_tomllib_reads_them(text: str) -> None:
    agree(text)


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_tidy_documents_are_scanned_as_tomllib_reads_them(table: dict[str, Any]) -> None:
    agree(tomli_w.dumps(table))


@settings(max_examples=150, deadline=None)
@given(documents())
def test_untidy_documents_are_scanned_as_tomllib_reads_them(text: str) -> None:
    agree(text)


@settings(max_examples=300, deadline=None)
@given(st.text("ab=[]{}\"'#,.\n\\ 1", max_size=40))
def test_text_that_is_no_toml_is_scanned_without_raising(text: str) -> None:
    positions = Positions(text)
    list(positions.paths())
    positions.at(("a", 0, "b"))


def test_a_table_with_the_name_of_an_array_of_tables_does_not_end_the_scan() -> None:
    positions = Positions("[[step]]\nid = 'a'\n[step]\nid = 'b'\n[step.needs]\nvoted = 'everyone'\n[late]\n")
    assert positions.at(("late",)) == (7, 1)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["[[a]]", "[a]", "[a.b]", "[[a.b]]", "[a.b.c]", "a = 1", "a.b = [{}, {}]", "b = 1"])))
def test_headers_that_contradict_each_other_are_scanned_without_raising(lines: list[str]) -> None:
    list(Positions("\n".join(lines)).paths())


def test_a_position_is_that_of_the_key_or_of_the_value() -> None:
    text = (
        '# x\n[section.kuka]\n  title.fi = "ä"\nparts = [ 1,\n  { b = 2 } ]\n[[step]]\nid = "a"\n[[step]]\nid = "b"\n'
    )
    positions = Positions(text)
    assert positions.at(("section", "kuka"), "key") == (2, 10)
    assert positions.at(("section", "kuka")) == (2, 1)
    assert positions.at(("section", "kuka", "title", "fi"), "key") == (3, 9)
    assert positions.at(("section", "kuka", "title", "fi")) == (3, 14)
    assert positions.at(("section", "kuka", "parts", 1, "b"), "value") == (5, 9)
    assert positions.at(("step", 1)) == (8, 1)
    assert positions.at(("step", 1, "id")) == (9, 6)


def test_a_path_that_is_not_there_is_at_the_innermost_table_around_it() -> None:
    positions = Positions("a = 1\n[b.c]\nd = 1\n")
    assert positions.at(("b", "c", "x", "y")) == (2, 1)
    assert positions.at(("x",)) == (1, 1)


def test_columns_are_counted_in_characters() -> None:
    assert Positions('a = ["👍🏽 ä", 1]').at(("a", 1)) == (1, 14)
