"""What is laid out has its room, and nothing is lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tyopaja_office.slides.fitting import balanced, flow, height_of, parted
from tyopaja_office.slides.measure import count, width
from tyopaja_office.slides.parts import Item, plain

_texts = st.text(alphabet="aäW \u0301日👍-", max_size=300)
_items = st.lists(_texts.map(lambda text: Item((plain(text),), shape="note", fill="#fff3b0")), max_size=40)


@given(_items, st.floats(60, 900), st.floats(20, 500), st.sampled_from([9.0, 12.0, 18.0]))
def test_what_is_placed_and_what_is_left_over_are_all_in_order(
    items: list[Item], room: float, height: float, size: float
) -> None:
    made = flow(items, room, height, size)
    assert [one.item for one in made.placed] + list(made.rest) == items
    assert made.height <= height + 0.01
    assert all(one.rect.x + one.rect.width <= room + 0.01 for one in made.placed)


@given(_texts.filter(str.strip), st.floats(60, 400), st.floats(12, 200))
def test_a_text_that_is_parted_again_and_again_comes_to_an_end_and_is_whole(
    text: str, room: float, height: float
) -> None:
    left: Item | None = Item((plain(text),), shape="note", fill="#fff3b0")
    parts: list[str] = []
    while left is not None:
        first, left = parted(left, room, height, 9.0)
        parts.append(first.text)
        assert len(parts) <= len(text)
    assert "".join(parts) == text


@given(st.lists(st.tuples(st.floats(1, 300), st.floats(0, 600)), min_size=1, max_size=8))
def test_rows_share_the_height_that_there_is(rows: list[tuple[float, float]]) -> None:
    shares, needs = [share for share, _ in rows], [need for _, need in rows]
    made = balanced(shares, needs)
    assert sum(made) <= sum(shares) + 0.01
    if sum(needs) <= sum(shares):
        assert all(high >= need - 0.01 for high, need in zip(made, needs, strict=True))


@given(_texts, st.floats(2, 60))
def test_text_takes_as_many_lines_as_its_width_asks_for_at_least(text: str, room: float) -> None:
    assert count(text, room) >= width(text.strip(" ")) / room - 1 or "\n" in text


def test_a_line_ends_behind_a_slash_or_a_hyphen_rather_than_in_a_word() -> None:
    assert count("revontulikävely/" * 8, 12.0) == 8
    assert count("revontulikävely-" * 8, 12.0) == 8


def test_a_word_that_is_wider_than_its_column_is_broken() -> None:
    assert count("ä" * 300, 10.0) >= 17
    assert height_of(Item((plain("ä" * 300),)), 100.0, 10.0) > 200
