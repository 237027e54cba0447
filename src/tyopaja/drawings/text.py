"""A flow as an outline, for people at a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from tyopaja.drawings.figures import Figure, Plan, Way, plan
from tyopaja.model.flow import Duration
from tyopaja.model.pack import Definitions

WIDTH = 88
"""How many columns a line may have, where words let it."""

_INDENT = 3


def text(definitions: Definitions, locale: str) -> str:
    """The steps in their order, one inside the other, with what is done in them, how long they take, and the moves."""
    drawn = plan(definitions, locale)
    lines = [*_wrapped(drawn.title, 0), *_wrapped(drawn.purpose, 0), *_wrapped(" · ".join(drawn.facts), 0)]
    for number, figure in enumerate(drawn.figures, start=1):
        lines += ["", *_step(drawn, figure, str(number), 0)]
    return "\n".join(lines) + "\n"


def _step(drawn: Plan, figure: Figure, number: str, depth: int) -> Iterator[str]:
    mark = "◉" if figure.step.final else number
    margin = depth * _INDENT
    hanging = margin + _columns(mark) + 1
    first, *rest = _wrapped(figure.title, hanging, WIDTH - max(10, len(figure.time) + 4)) or [" " * hanging]
    first = " " * margin + mark + first[margin + _columns(mark) :]
    yield from [*_timed(first, figure.time), *rest]
    facts = [*figure.facts()]
    inside = figure.inside()
    if depth == 0 and figure.step.time and inside and inside != figure.minutes():
        facts.append(drawn.wording.say("inside", time=Duration(inside)))
    for fact in facts:
        yield from _wrapped(fact, hanging)
    for place, inner in enumerate(figure.inner, start=1):
        yield from _step(drawn, inner, _mark(figure, number, place), depth + 1)
    for way in drawn.ways:
        if way.move.from_ == figure.step.id:
            yield from _wrapped(_move(drawn, way), hanging)


def _mark(around: Figure, number: str, place: int) -> str:
    """A number for steps one after the other, `‖` for those side by side, `○` for those in any order."""
    if around.lanes:
        return "‖"
    return "○" if around.free else f"{number}.{place}" if number[0].isdigit() else f"{place}"


def _move(drawn: Plan, way: Way) -> str:
    event = "" if way.move.on == "next" or way.label == way.move.on else f" ({way.move.on})"
    said = "; ".join((f"{way.label}{event} → {drawn.wording.step(way.move.to)}", *way.conditions))
    return f"↷ {said}"


def _timed(line: str, time: str) -> list[str]:
    """A line with a time at its right end."""
    if not time:
        return [line]
    gap = WIDTH - _columns(line) - len(time)
    return [f"{line} {'·' * (gap - 2)} {time}" if gap > 3 else f"{line}  {time}"]


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for a letter of East Asia, none for a mark on another."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _wrapped(text: str, margin: int, width: int = WIDTH) -> list[str]:
    """A text in lines of at most `width` columns behind a margin; a word that is longer stays whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and _columns(lines[-1]) + 1 + _columns(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(" " * margin + word)
    return lines
