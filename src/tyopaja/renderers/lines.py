"""Lines of plain text: wrapped at 88 columns, what belongs together below one margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from tyopaja.renderers.clean import clean, one_line

WIDTH = 88
RULE = "│"
"""Runs down along what is bound together."""


def block(text: str, first: str = "", further: str | None = None) -> Iterator[str]:
    """`text` wrapped, every line break in it kept; `first` stands before its first line, `further` before the rest."""
    further = "".join(sign if sign == RULE else " " for sign in first) if further is None else further
    for number, line in enumerate(clean(text).split("\n")):
        lead = first if number == 0 else further
        wrapped = wrap(
            line,
            WIDTH,
            initial_indent=lead,
            subsequent_indent=further,
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from wrapped or [lead.rstrip()]


def indented(text: str, indent: str) -> Iterator[str]:
    """`text` wrapped, all of it behind `indent`."""
    yield from block(text, indent, indent)


def heading(text: str, rule: str, indent: str = "") -> Iterator[str]:
    """A title with a line of `rule` under it."""
    yield ""
    title = list(block(one_line(text), indent))
    yield from title
    yield indent + rule * min(max(len(line) - len(indent) for line in title), WIDTH - len(indent))


def aside(parts: Iterable[str], indent: str) -> Iterator[str]:
    """What is said of something beside it, in brackets."""
    said = " · ".join(one_line(part) for part in parts if part)
    if said:
        yield from indented(f"({said})", indent)
