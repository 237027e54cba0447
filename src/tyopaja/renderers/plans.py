"""The plan of a day in plain text and in Markdown: a sentence, a few facts, and a table of steps. The table of plain
text fits 80 columns: it is what a terminal shows during a workshop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap

from attrs import frozen

from tyopaja.renderers.clean import one_line
from tyopaja.renderers.facts import Words, word
from tyopaja.views.plan_nodes import PlanDay, PlanRow, PlanView

WIDTH = 80
MARKS = {"done": "✓", "now": "▶", "ahead": "·", "skipped": "–"}
INDENT = "\u2003"
"""An em space, before the title of a step in another: one that a table of Markdown keeps."""
_LEAST = 24
"""How wide the column of titles is at the least, however wide the others are."""


@frozen
class Cells:
    """One row of a plan, as every format prints it."""

    status: str
    depth: int
    title: str
    time: str
    planned: str
    truth: str

    @classmethod
    def of(cls, row: PlanRow, day: PlanDay) -> Cells:
        """A step. Of a day that has not begun nobody knows when it is."""
        title = f"{row.title} ({row.note})" if row.note else row.title
        if day.status == "ahead":
            return cls(row.status, row.depth + 1, title, row.time, "", "")
        told = row.actual if row.status == "done" else row.expected
        return cls(row.status, row.depth + 1, title, row.time, row.planned.text, told.text if told else "")

    @classmethod
    def of_day(cls, day: PlanDay, today: str) -> Cells:
        """A whole day, with its date where that is another than the plan's own."""
        told = day.actual if day.status == "done" else day.expected
        begun = day.actual.begins if day.actual is not None else None
        title = day.title if not day.date or (begun or today)[:10] == today[:10] else f"{day.title} · {day.date}"
        if day.status == "ahead":
            return cls(day.status, 0, title, day.time, "", "")
        return cls(day.status, 0, title, day.time, day.planned.text, told.text if told else "")


def cells(view: PlanView) -> Iterator[Cells]:
    """Every row of a plan, each day before the steps in it."""
    for day in view.days:
        yield Cells.of_day(day, view.now)
        yield from (Cells.of(row, day) for row in day.rows)


def columns(words: Words) -> tuple[str, str, str, str]:
    """What stands above the table."""
    return word(words, "step"), word(words, "time"), word(words, "plan-col-planned"), word(words, "plan-col-truth")


def heading(view: PlanView) -> str:
    """Whose plan it is, and of which moment."""
    return " · ".join(part for part in (view.title, word(view.words, "plan-title"), view.moment) if part)


def lines(view: PlanView) -> Iterator[str]:
    """The plan as plain text."""
    title = wrap(one_line(heading(view)), WIDTH) or [""]
    yield from title
    yield "═" * min(WIDTH, max(map(len, title)))
    for sentence in (view.headline, *view.facts):
        yield from wrap(one_line(sentence), WIDTH)
    yield ""
    rows = list(cells(view))
    heads = columns(view.words)
    beside = [[one_line(text) for text in (row.time, row.planned, row.truth)] for row in rows]
    widths = [max(len(row[place]) for row in (heads[1:], *beside)) for place in range(3)]
    room = max(_LEAST, WIDTH - 2 - sum(width + 2 for width in widths))
    yield _line("  " + heads[0], room, heads[1:], widths)
    yield "─" * (room + 2 + sum(width + 2 for width in widths))
    for row, others in zip(rows, beside, strict=True):
        lead = "  " * min(row.depth, 6)
        first, *further = wrap(one_line(row.title) or "–", room - len(lead)) or ["–"]
        yield _line(f"{MARKS[row.status]} {lead}{first}", room, others, widths)
        yield from (f"  {lead}{one}" for one in further)


def _line(title: str, room: int, others: Sequence[str], widths: Sequence[int]) -> str:
    """A row of the table: the length of a step stands to the right of its column."""
    time, planned, truth = others
    return f"{title:<{room + 2}}  {time:>{widths[0]}}  {planned:<{widths[1]}}  {truth}".rstrip()


def markdown(
    view: PlanView, escape: Callable[[str], str], table: Callable[[Sequence[str], Iterable[Sequence[str]]], str]
) -> Iterator[str]:
    """The plan as blocks of Markdown, whose writer says how a line is escaped and a table is drawn."""
    yield f"# {escape(heading(view))}"
    if view.headline:
        yield f"**{escape(view.headline)}**"
    if view.facts:
        yield "\n".join(f"- {escape(fact)}" for fact in view.facts)
    rows = [
        (MARKS[row.status], f"{INDENT * min(row.depth, 6)}{row.title}", row.time, row.planned, row.truth)
        for row in cells(view)
    ]
    yield table((" ", *columns(view.words)), rows)
