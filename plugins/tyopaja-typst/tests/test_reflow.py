"""A grid on paper that lies the other way keeps every section whole and nothing on top of another."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.views.nodes import Area, Grid
from tyopaja_typst.bands import bands_of
from tyopaja_typst.reflow import rects_of, reflowed

Views = dict[str, Any]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A page cut again and again at random, so that sections fill it without lying on one another."""
    cells = [(0, 0, 12, 12)]
    for _ in range(draw(st.integers(0, 9))):
        x, y, width, height = cells.pop(draw(st.integers(0, len(cells) - 1)))
        if width >= height and width > 1:
            cut = draw(st.integers(1, width - 1))
            cells += [(x, y, cut, height), (x + cut, y, width - cut, height)]
        elif height > 1:
            cut = draw(st.integers(1, height - 1))
            cells += [(x, y, width, cut), (x, y + cut, width, height - cut)]
        else:
            cells.append((x, y, width, height))
    areas = tuple(
        Area(section=f"s{at}", x=x, y=y, width=width, height=height) for at, (x, y, width, height) in enumerate(cells)
    )
    shares = st.tuples(*[st.floats(0.3, 4)] * 12)
    return Grid(
        paper="a3",
        orientation=draw(st.sampled_from(["portrait", "landscape"])),
        columns=draw(shares),
        rows=draw(shares),
        areas=areas,
    )


def sound(grid: Grid, names: set[str]) -> None:
    """Each section once, inside the grid, over no other."""
    assert sorted(area.section for area in grid.areas) == sorted(names)
    taken: set[tuple[int, int]] = set()
    for area in grid.areas:
        assert area.width > 0
        assert area.height > 0
        assert 0 <= area.x <= area.x + area.width <= len(grid.columns)
        assert 0 <= area.y <= area.y + area.height <= len(grid.rows)
        cells = {(x, y) for x in range(area.x, area.x + area.width) for y in range(area.y, area.y + area.height)}
        assert not cells & taken
        taken |= cells
    assert min(*grid.columns, *grid.rows) > 0


@given(grids())
def test_a_reflowed_grid_is_sound(grid: Grid) -> None:
    for orientation in ("portrait", "landscape"):
        made = reflowed(grid, orientation)
        assert made.orientation == orientation
        sound(made, {area.section for area in grid.areas})
    assert reflowed(grid, None) == grid


def test_what_stands_across_the_top_goes_to_the_side_of_a_page_that_lies(views: Views) -> None:
    rows = ("yritys yritys yritys", "p1 p2 p3", "n1 n2 n3", "a1 a2 a3")
    grid = views["grid"]("a3", "portrait", *rows, heights=(0.7, 1.6, 2.1, 3))
    where = {one.section: one for one in rects_of(reflowed(grid, "landscape"))}
    assert where["yritys"].right <= min(one.left for name, one in where.items() if name != "yritys") + 1e-6
    assert where["yritys"].bottom > 0.99
    for column in "123":
        assert where[f"p{column}"].left == where[f"a{column}"].left
        assert where[f"p{column}"].bottom < where[f"a{column}"].top + 1e-6


@given(grids())
def test_bands_hold_every_section_once(views: Views, grid: Grid) -> None:
    names = {area.section for area in grid.areas}
    sections = [
        views["section"](name, name, kind="text", look="statement" if at % 3 else "plain")
        for at, name in enumerate(sorted(names))
    ]
    bands = bands_of(views["sheet"](sections, evolve(grid), what="compass"))
    above = {area.section for area in bands.ground.areas} if bands.ground else set()
    if bands.ground:
        sound(bands.ground, above)
    sound(bands.below, names - above)
