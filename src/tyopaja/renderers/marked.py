"""Markdown of what people wrote: escaped so that it stays text, whatever is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tyopaja.renderers.clean import clean, one_line

# Signs that mean something in the middle of a line; a colon or an ampersand only before what makes it a link, an
# emoji's short name or an entity.
_INLINE = re.compile(r"[\\`*_{}\[\]<>#|~$^@]|:(?=\S)|&(?=[#\w])|(?<=[wW])\.")
# Signs that mean something at the start of a line: bullets, underlines of headings, cells, numbers of a list.
_START = re.compile(r"^(?:[-+=:]|(?P<number>[0-9]+)(?=[.)]))")


def escape(text: str) -> str:
    """One line of text as Markdown that renders as that very text."""
    return _START.sub(lambda found: f"{found['number']}\\" if found["number"] else f"\\{found.group()}", cell(text))


def cell(text: str) -> str:
    """One line of text for a table, where nothing stands at the start of a line."""
    return _INLINE.sub(lambda found: f"\\{found.group()}", one_line(text))


def lines(text: str, indent: str = "") -> str:
    """Text of several lines: they stay lines, as hard breaks."""
    escaped = (escape(line) for line in clean(text).split("\n"))
    return f"\\\n{indent}".join(line for line in escaped if line)


def heading(text: str, level: int) -> str:
    """A heading; no level is deeper than the sixth."""
    return f"{'#' * min(level, 6)} {escape(text)}".rstrip()


def paragraph(text: str) -> Iterator[str]:
    """Text as a block of its own; nothing for none."""
    if written := lines(text):
        yield written


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, without the columns that are empty in all rows."""
    body = [[cell(one) for one in row] for row in rows]
    kept = [column for column in range(len(titles)) if any(row[column] for row in body)]
    head = [cell(titles[column]) for column in kept]
    written = [head, ["---"] * len(kept), *([row[column] for column in kept] for row in body)]
    return "\n".join(f"| {' | '.join(line)} |" for line in written)
