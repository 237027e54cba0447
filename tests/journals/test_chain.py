"""The chain of hashes: what changed, was lost or came from elsewhere is seen, and where first."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tyopaja.journals import chain

LINES = st.lists(
    st.dictionaries(st.text(max_size=5), st.text(max_size=8), min_size=1, max_size=3).map(
        lambda table: json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    ),
    min_size=1,
    max_size=6,
).filter(lambda lines: not any(line.startswith('{"hash":"') for line in lines))


def _first_wrong(lines: list[str]) -> int | None:
    head = ""
    for number, line in enumerate(lines):
        if not chain.holds(line, head):
            return number
        head = chain.hash_of(line)
    return None


@given(LINES)
def test_a_chain_holds_and_gives_its_lines_back(lines: list[str]) -> None:
    linked = list(chain.linked(lines, ""))
    assert _first_wrong(linked) is None
    assert [chain.unlinked(line) for line in linked] == lines
    assert all(json.loads(line)["hash"] == chain.hash_of(line) for line in linked)


@given(LINES, st.data())
def test_a_changed_letter_is_seen_at_its_line(lines: list[str], data: st.DataObject) -> None:
    linked = list(chain.linked(lines, ""))
    number = data.draw(st.integers(0, len(linked) - 1))
    line = linked[number]
    place = data.draw(st.integers(0, len(line) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda letter: letter != line[place]))
    linked[number] = line[:place] + other + line[place + 1 :]
    assert _first_wrong(linked) == number


@given(LINES, st.data())
def test_a_lost_line_is_seen_at_the_next(lines: list[str], data: st.DataObject) -> None:
    linked = list(chain.linked(lines, ""))
    number = data.draw(st.integers(0, len(linked) - 1))
    del linked[number]
    assert _first_wrong(linked) == (number if number < len(linked) else None)


@given(LINES, LINES)
def test_a_chain_goes_on_where_it_was(before: list[str], after: list[str]) -> None:
    first = list(chain.linked(before, ""))
    assert first + list(chain.linked(after, chain.hash_of(first[-1]))) == list(chain.linked(before + after, ""))
