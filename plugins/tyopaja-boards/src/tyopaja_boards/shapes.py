"""What is read from a board, whichever format it is in: shapes with texts, and lines between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from tyopaja.errors import ImportProblem
from tyopaja.importers import json_in
from tyopaja_boards.keys import Key

MOST_SHAPES = 20_000
"""Shapes that are read of one file: a whole series has some two thousand."""
MOST_BOXES = 1_000
"""Frames in which something may stand."""


@frozen(kw_only=True)
class Rect:
    """Where a shape is, in the units of its file, all of them finite."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point lies in it."""
        return self.x <= point[0] <= self.x + self.width and self.y <= point[1] <= self.y + self.height

    def away(self, point: tuple[float, float]) -> float:
        """How far away a point is; 0 for one that lies in it."""
        dx = max(self.x - point[0], 0.0, point[0] - self.x - self.width)
        dy = max(self.y - point[1], 0.0, point[1] - self.y - self.height)
        return math.hypot(dx, dy)


@frozen(kw_only=True)
class Shape:
    """One shape of a board."""

    id: str
    """As the file calls it."""
    text: str
    """As plain text; "" for none."""
    about: str = ""
    """What stands below its text inside it, where that is one with it in the format."""
    key: Key | None = None
    """What it is, where it came from us."""
    sure: bool = False
    """Whether its id itself says so: what a copy has is kept on it beside its id."""
    texts: Mapping[str, str] = field(factory=dict)
    """Of a section's frame: entry → what it said when the board was exported, where the file still knows."""
    rect: Rect | None = None
    """None where the file gives no place that is one."""
    page: int = 0
    """Which of the file's pages it is on."""


@frozen(kw_only=True)
class Line:
    """A line from one shape to another."""

    source: str
    """The id of the shape that it leads from."""
    target: str
    page: int = 0


@frozen(kw_only=True)
class Drawing:
    """All of a board."""

    shapes: tuple[Shape, ...]
    """In the order of the file."""
    lines: tuple[Line, ...] = ()
    skipped: tuple[str, ...] = field(default=())
    """What is none of both, in words."""


def rect_of(x: Any, y: Any, width: Any, height: Any) -> Rect | None:
    """A place, from whatever stands in a file; None for what is none."""
    numbers = [number_of(one) for one in (x, y, width, height)]
    if any(one is None for one in numbers):
        return None
    left, top, wide, tall = (one or 0.0 for one in numbers)
    return Rect(x=min(left, left + wide), y=min(top, top + tall), width=abs(wide), height=abs(tall))


def number_of(value: Any) -> float | None:
    """A finite number that coordinates can be; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < 1e9 else None


def text_of(value: Any) -> str:
    """A text that can be kept, from whatever stands in a file."""
    if not isinstance(value, str):
        return ""
    clean = value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return clean.encode("utf-8", errors="replace").decode("utf-8")


def texts_of(value: Any) -> dict[str, str]:
    """What entries said, from whatever stands in a file."""
    told = value if isinstance(value, dict) else {}
    return {text_of(name): text_of(text) for name, text in told.items() if isinstance(text, str)}


def tree_of(data: bytes, format: str) -> dict[str, Any]:
    """The table that a file of JSON is. Raises ImportProblem."""
    tree = json_in(data, f"Save the board again, as {format}.")
    if not isinstance(tree, dict):
        raise no_board(format, f"it holds {_named(tree)}, not a table")
    return tree


def tables_in(tree: dict[str, Any], name: str, format: str, *, needed: bool = False) -> list[dict[str, Any]]:
    """The tables of a list. Raises ImportProblem for what is none, naming the one that is at fault."""
    found = tree.get(name)
    if found is None and not needed:
        return []
    if not isinstance(found, list):
        raise no_board(format, f"'{name}' is {_named(found)}, not a list")
    if len(found) > MOST_SHAPES:
        raise too_many(len(found))
    for place, one in enumerate(found, start=1):
        if not isinstance(one, dict):
            raise no_board(format, f"number {place} of '{name}' is {_named(one)}, not a table")
    return found


def no_board(format: str, why: str) -> ImportProblem:
    """That a file is none of a format."""
    return ImportProblem("no-board", f"This is no board of {format}: {why}. Save the board again, as {format}.")


def too_many(count: int) -> ImportProblem:
    """That a board has more shapes than are read."""
    message = f"The board has {count:,} shapes; {MOST_SHAPES:,} can be imported at once. Take some away."
    return ImportProblem("too-many-shapes", message, shapes=count, most=MOST_SHAPES)


def counted(skipped: Iterable[str]) -> tuple[str, ...]:
    """Words about things of one kind, each once, with how many there are."""
    counts: dict[str, int] = {}
    for one in skipped:
        counts[one] = counts.get(one, 0) + 1
    return tuple(one if count == 1 else f"{one} ({count} times)" for one, count in counts.items())


def _named(value: Any) -> str:
    names = {dict: "a table", list: "a list", str: "a text", bool: "yes or no", int: "a number", float: "a number"}
    return names.get(type(value), "nothing")
