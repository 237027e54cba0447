"""Where items go in a box, and what is left over when it is full. Nothing is cut off: what has no room in one box goes
on in another, and a text that is higher than a whole slide is parted between two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from tyopaja_office.slides.parts import Item, Paragraph, Rect, Run, cut

FLOOR = 9.0
"""The smallest size that anything is set in, in points."""
SIZES = (18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.0, FLOOR)
GAP, INSET = 4.0, 4.0
"""Between notes, and between a note's edge and its text."""
BAR = 10.0
"""A bar's height with the room above it."""
_COLUMNS = 7
_NARROWEST: Mapping[str, float] = {"note": 8.2, "card": 13.0}
"""A note and a card are so many sizes wide at least."""
_LOOK = 24
"""By how many notes the number of columns is chosen: enough to see how long they are, few enough for thousands."""


@frozen
class Placed:
    """An item with its place in the box."""

    item: Item
    rect: Rect


@frozen
class Flow:
    """Items laid out in a column."""

    placed: tuple[Placed, ...]
    height: float
    """How high they are together."""
    rest: Sequence[Item]
    """What had no room."""


def size_of(item: Item, size: float) -> float:
    """The size that an item's text has."""
    return max(size * item.scale, FLOOR)


def height_of(item: Item, room: float, size: float) -> float:
    """How high an item is in a column of `room` points."""
    if item.figure is not None:
        return item.figure.least
    inset = INSET if item.shape else 0.0
    across = room - 2 * inset
    own = size_of(item, size)
    high = sum(paragraph.height(across, own, FLOOR) for paragraph in item.paragraphs)
    if item.bar is not None:
        high += BAR
    if item.picture is not None:
        high += min(across * item.picture.height / item.picture.width, 9 * own, 160.0) + (GAP if high else 0.0)
    high += 2 * inset
    return max(high, 1.8 * size) if item.shape else high


def columns(run: Sequence[Item], room: float, size: float) -> int:
    """Into how many columns notes go: as many as let every word stand whole, and take least height."""
    seen = run[:_LOOK]
    most = max(1, min(len(run), _COLUMNS, int((room + GAP) / (_NARROWEST[run[0].shape] * size + GAP))))
    best, least = 1, float("inf")
    for number in range(1, most + 1):
        wide = (room - GAP * (number - 1)) / number
        if number > 1 and any(_widest(item, size) > wide - 2 * INSET for item in seen):
            break
        high = sum(
            max(height_of(item, wide, size) for item in seen[at : at + number]) + GAP
            for at in range(0, len(seen), number)
        )
        if high < least - 1.0:
            best, least = number, high
    return best


def _widest(item: Item, size: float) -> float:
    own = size_of(item, size)
    return max((paragraph.widest(own) for paragraph in item.paragraphs), default=0.0)


def flow(items: Sequence[Item], room: float, height: float, size: float, must: bool = False) -> Flow:
    """`items` in a column `room` points wide, as many as `height` has room for; with `must` a first one that is too
    high is parted, or drawn smaller, so that something stands there."""
    placed: list[Placed] = []
    at, y = 0, 0.0
    across, end = 1, 0
    while at < len(items):
        item = items[at]
        row: Sequence[Item] = (item,)
        if item.shape:
            if at >= end:
                end = _end(items, at)
                across = columns(items[at:end], room, size)
            row = items[at : min(at + across, end)]
        wide = (room - GAP * (across - 1)) / across if item.shape else room
        high = max(height_of(one, wide, size) for one in row)
        if y + high > height + 0.01:
            if must and not placed:
                return _forced(items, room, height, size)
            break
        for number, one in enumerate(row):
            placed.append(Placed(one, Rect(number * (wide + GAP), y, wide, high)))
        y += high + GAP
        at += len(row)
    while at < len(items) and placed and placed[-1].item.head and not (must and len(placed) == 1):
        y = placed.pop().rect.y
        at -= 1
    return Flow(tuple(placed), max(0.0, y - GAP), items[at:])


def _end(items: Sequence[Item], at: int) -> int:
    """Where the notes of one shape that begin at `at` end, as far as one looks."""
    end = at + 1
    while end < len(items) and items[end].shape == items[at].shape and end - at < 4 * _LOOK:
        end += 1
    return end


def _forced(items: Sequence[Item], room: float, height: float, size: float) -> Flow:
    """At least a part of the first item, where it is higher than there is room for."""
    first, rest = items[0], list(items[1:])
    if first.figure is None and height_of(first, room, size) > height:
        first, left = parted(first, room, height, size)
        if left is not None:
            rest.insert(0, left)
    return Flow((Placed(first, Rect(0.0, 0.0, room, height)),), height, rest)


def parted(item: Item, room: float, height: float, size: float) -> tuple[Item, Item | None]:
    """An item in two, the first part at most `height` high; None where it is not the text that is too high."""
    here: list[Paragraph] = []
    left = list(item.paragraphs)
    bare = evolve(item, bar=None, picture=None)
    while left and height_of(evolve(bare, paragraphs=(*here, left[0])), room, size) <= height:
        here.append(left.pop(0))
    if left:
        low, high = 0, len(left[0].text)
        while low < high:
            middle = (low + high + 1) // 2
            if height_of(evolve(bare, paragraphs=(*here, cut(left[0], middle)[0])), room, size) <= height:
                low = middle
            else:
                high = middle - 1
        # Better between words, and never nothing at all: the next slide has no more room than this one.
        space = left[0].text.rfind(" ", 0, low)
        whole = space if space > low // 2 else low
        first, second = cut(left[0], max(whole, 0 if here else 1))
        if first.runs:
            here.append(first)
        left[0] = second
        left = [one for one in left if one.runs]
    if not left and item.bar is None and item.picture is None:
        return item, None
    marked = (*here, Paragraph((Run("…"),))) if left and not item.shape else tuple(here)
    return evolve(bare, paragraphs=marked), evolve(item, paragraphs=tuple(left))


def balanced(shares: Sequence[float], needs: Sequence[float]) -> tuple[float, ...]:
    """The heights of rows, in sum as `shares`. A row that needs more than its share gets it from those that need less;
    where there is not enough for all, those that need least get it first, so that few boxes go on elsewhere."""
    total = sum(shares)
    if sum(needs) > total:
        return _levelled(needs, total)
    lack = [max(0.0, need - share) for share, need in zip(shares, needs, strict=True)]
    spare = [max(0.0, share - need) for share, need in zip(shares, needs, strict=True)]
    if not sum(lack):
        return tuple(shares)
    return tuple(
        share + wants - sum(lack) * gives / sum(spare) for share, wants, gives in zip(shares, lack, spare, strict=True)
    )


def _levelled(needs: Sequence[float], total: float) -> tuple[float, ...]:
    """What each needs, up to one level that is the same for all who need more."""
    left, level, waiting = total, 0.0, len(needs)
    for need in sorted(needs):
        level = left / waiting
        if need > level:
            break
        left, waiting = left - need, waiting - 1
    return tuple(min(need, level) for need in needs)
