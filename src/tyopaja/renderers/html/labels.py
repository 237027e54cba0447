"""Names beside points, put where they cover neither each other nor a point. One for which there is no room is left out
of the drawing; it stands in the list below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import frozen

LETTER, LINE, GAP = 7.6, 16.0, 12.0
"""How wide a letter is at most times, how high a line, and how far a name stands from its point, in units of the
drawing."""
LONGEST = 26
"""Characters; a longer name is not put into the drawing."""


@frozen
class Box:
    """The drawing, from its left upper corner."""

    width: float
    height: float


@frozen
class Label:
    """A point and what it is called."""

    x: float
    y: float
    text: str


@frozen
class Name:
    """A name at its place: `x` is where it is anchored, `y` its base line."""

    x: float
    y: float
    anchor: Literal["start", "middle", "end"]
    text: str


_Area = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def placed(labels: Sequence[Label], box: Box) -> list[Name | None]:
    """A place for each name; None where it has none."""
    taken: list[_Area] = [(one.x - 9, one.y - 9, one.x + 9, one.y + 9) for one in labels]
    found: list[Name | None] = []
    for own, label in enumerate(labels):
        name = None
        for choice, area in _choices(label) if 0 < len(label.text) <= LONGEST else ():
            inside = area[0] >= 2 and area[1] >= 2 and area[2] <= box.width - 2 and area[3] <= box.height - 2
            if inside and not any(_meet(area, other) for place, other in enumerate(taken) if place != own):
                name = choice
                taken.append(area)
                break
        found.append(name)
    return found


def _choices(label: Label) -> Iterator[tuple[Name, _Area]]:
    """Right of the point, left of it, above and below it."""
    x, y, wide = label.x, label.y, LETTER * len(label.text)
    yield Name(x + GAP, y + 5, "start", label.text), (x + GAP, y - LINE / 2, x + GAP + wide, y + LINE / 2)
    yield Name(x - GAP, y + 5, "end", label.text), (x - GAP - wide, y - LINE / 2, x - GAP, y + LINE / 2)
    for base in (y - GAP - 1, y + GAP + LINE - 4):
        yield Name(x, base, "middle", label.text), (x - wide / 2, base - LINE + 4, x + wide / 2, base + 4)


def _meet(one: _Area, other: _Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
