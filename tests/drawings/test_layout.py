"""Laws of the layout, whatever the flow: nothing lies on anything else, and words have room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.drawings.composing import Picture, compose
from tyopaja.drawings.figures import plan
from tyopaja.drawings.measuring import Font
from tyopaja.drawings.shapes import HISTORY, Box, Line, Point, Track
from tyopaja.model.flow import Duration, Flow, Groups, Joining, Move, Step
from tyopaja.model.pack import Definitions
from tyopaja.model.text import Text

from .conftest import PARALLEL, of, step, words

ARROWHEAD = 9
"""How long the head of an arrow is."""
WORDS = st.text(alphabet='aeiostkäöÄ WM.-日👍🏽&<"é', min_size=1, max_size=40).filter(lambda text: bool(text.strip()))


@frozen
class Area:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        """Whether two have more in common than an edge."""
        across = self.left < other.right - 0.01 and other.left < self.right - 0.01
        return across and self.top < other.bottom - 0.01 and other.top < self.bottom - 0.01

    def holds(self, other: Area) -> bool:
        """Whether the other is all in this one."""
        across = self.left - 0.01 <= other.left and other.right <= self.right + 0.01
        return across and self.top - 0.01 <= other.top and other.bottom <= self.bottom + 0.01


def area(box: Box) -> Area:
    """Where a step is, the cards behind it with it."""
    return Area(box.x, box.y, box.x + box.width + box.deck, box.bottom)


def letters(line: Line) -> Area:
    """Where the words of a line may be at most."""
    width = line.font.width(line.text)
    left = line.x - width if line.end else line.x
    return Area(left, line.y - line.font.size * 0.8, left + width, line.y + line.font.size * 0.25)


def said(picture: Picture) -> Iterator[Line]:
    """Every line of text of a picture."""
    yield from picture.lines
    for box in boxes(picture):
        yield from box.lines
    for track in picture.tracks:
        yield from track.label.lines
    yield from (line for _, _, line in picture.keys)


def boxes(picture: Picture) -> Iterator[Box]:
    """Every step of a picture."""
    for column in picture.columns:
        for box in column.boxes:
            yield from box.walk()


def strokes(points: tuple[Point, ...]) -> Iterator[Area]:
    """The straight parts of a way, as thin areas."""
    for (left, top), (right, bottom) in pairwise(points):
        yield Area(min(left, right), min(top, bottom) - 0.1, max(left, right) + 0.1, max(top, bottom) + 0.1)


def sign(track: Track) -> Area:
    """Where the sign of history of a way is."""
    assert track.history
    x, y = track.history
    return Area(x - HISTORY, y - HISTORY, x + HISTORY, y + HISTORY)


def middle(one: Area) -> Area:
    """The point in the middle of an area."""
    x, y = (one.left + one.right) / 2, (one.top + one.bottom) / 2
    return Area(x, y, x, y)


def check(picture: Picture) -> None:
    """Hold that steps lie in what they are part of and beside each other, and that no text meets another, nor a way."""
    whole = Area(0, 0, picture.width, picture.height)
    for box in boxes(picture):
        assert whole.holds(area(box))
        inner = box.content.boxes if box.content else ()
        # The cards of a step do not stand out of the step around it.
        assert all(Area(box.x, box.y, box.x + box.width, box.y + box.height).holds(area(one)) for one in inner)
        assert not any(area(one).meets(area(other)) for one, other in combinations(inner, 2))
        if not box.figure.step.final:
            frame = Area(box.x, box.y, box.x + box.width, box.y + box.height)
            assert [line.text for line in box.lines if not frame.holds(letters(line))] == []
    areas = [(line.text, letters(line)) for line in said(picture)]
    assert [text for text, one in areas if not whole.holds(one)] == []
    assert [(one[0], two[0]) for one, two in combinations(areas, 2) if one[1].meets(two[1])] == []
    for track in picture.tracks:
        for stroke in strokes(track.points):
            assert [text for text, words in areas if stroke.meets(words)] == []
        # The last part of a way holds its arrowhead, and leads leftwards to the step.
        assert track.points[-2][0] - track.points[-1][0] >= ARROWHEAD
    framed = [box for box in boxes(picture) if not box.figure.step.final]
    signed = [(one, sign(one)) for one in picture.tracks if one.history]
    assert not any(one.meets(other) for (_, one), (_, other) in combinations(signed, 2))
    for track, ring in signed:
        assert [text for text, words in areas if ring.meets(words)] == []
        others = [one for one in picture.tracks if one is not track]
        assert not any(ring.meets(stroke) for one in others for stroke in strokes(one.points))
        # What is around the step that it stands beside may reach under it.
        assert not any(ring.meets(area(box)) and not area(box).holds(middle(ring)) for box in framed)


@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
@pytest.mark.parametrize("columns", [None, 1, 3])
def test_each_flow_has_its_steps_and_words_side_by_side(definitions: Definitions, locale: str, columns: Any) -> None:
    check(compose(plan(definitions, locale), columns))


@pytest.mark.parametrize("columns", [None, 1, 2, 4])
def test_no_way_from_column_to_column_runs_through_a_step(shipped: Any, columns: Any) -> None:
    picture = compose(plan(shipped("arjen-kompassi"), "fi"), columns)
    assert len(picture.columns) == (columns or len(picture.columns))
    crossed = [
        box.figure.title
        for turn in picture.turns
        for stroke in strokes(turn)
        for box in boxes(picture)
        if stroke.meets(Area(box.x + 1, box.y + 1, box.x + box.width - 1, box.bottom - 1))
    ]
    assert crossed == []


def test_a_move_inside_a_lane_leaves_its_steps_their_width() -> None:
    found = {box.figure.step.id: box for box in boxes(compose(plan(of(PARALLEL), "fi")))}
    assert found["hio"].width > 0.8 * found["lupaus"].width
    assert found["lupaa"].width == found["hio"].width


def test_signs_of_history_keep_clear_of_each_other_on_a_step_and_on_what_is_inside_it() -> None:
    steps = (step("kaistat", "Kaistat", order="parallel"), step("a", "A", in_="kaistat"), step("b", "B", in_="kaistat"))
    back = Move(from_="kaistat", to="kaistat", on="uudestaan", resume="deep")
    into = Move(from_="kaistat", to="b", on="sisaan", resume="shallow")
    for moves in ((back,), (back, into), (back, back, back, into), (evolve(back, resume="none"), back, back, into)):
        check(compose(plan(of(Flow(id="kulku", title=words("Kulku"), step=steps, move=moves)), "fi")))


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Any flow that the format allows, up to some fifteen steps deep and wide, with moves between any of them."""
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 14))):
        around = draw(st.sampled_from([None, *(one for one in steps if not one.final)]))
        lone = around is None or around.order == "sequence"
        steps.append(
            Step(
                id=f"s{number}",
                title=Text({"fi": draw(WORDS)}),
                in_=around.id if around else None,
                order=draw(st.sampled_from(["sequence", "parallel", "free"])),
                for_each=draw(st.sampled_from([None, None, "group", "participant"])),
                groups=draw(st.sampled_from([None, Groups(size=4), Groups(count=3, mix=True)])),
                join=draw(st.sampled_from([Joining(), Joining("quorum", 2), Joining("facilitator")])),
                final=lone and draw(st.integers(0, 5)) == 0,
                activity=draw(st.sampled_from(["present", "fill", "vote", "lumisade"])),
                time=draw(st.sampled_from([None, Duration(5), Duration(95), Duration(240)])),
                after_time=draw(st.sampled_from(["remind", "advance"])),
                secret=draw(st.booleans()),
            )
        )
    names = st.sampled_from([one.id for one in steps])
    some = [one.id for one in steps if not one.final]  # nothing leads out of what has ended
    leaving = st.sampled_from(some)
    moves = tuple(
        Move(
            from_=draw(leaving),
            to=draw(names),
            on=draw(st.sampled_from(["next", "a", "done.state.s0"])),
            label=Text({"fi": draw(WORDS)} if draw(st.booleans()) else {}),
            at_most=draw(st.sampled_from([None, 1, 3])),
            resume=draw(st.sampled_from(["none", "shallow", "deep"])),
        )
        for _ in range(draw(st.integers(0, 6)) if some else 0)
    )
    return Flow(id="kulku", title=Text({"fi": draw(WORDS)}), step=tuple(steps), move=moves)


@given(flow=flows(), columns=st.sampled_from([None, 1, 2]))
def test_whatever_the_flow_nothing_lies_on_anything_else(flow: Flow, columns: int | None) -> None:
    check(compose(plan(of(flow), "fi"), columns))


@given(text=WORDS, width=st.floats(40, 400), bold=st.booleans())
def test_lines_are_no_wider_than_they_may_be_and_lose_no_letter(text: str, width: float, bold: bool) -> None:
    font = Font(14, bold)
    lines = font.wrap(text, width)
    assert all(font.width(line) <= width for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(text.split()).replace("-", "")
