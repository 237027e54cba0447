"""What the sentences of a compass grew from, in plain text and in Markdown; and what there is to say of each step on
that way, which HTML says too. Strings come out as they are in the view: whoever prints them escapes them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tyopaja.renderers.clean import one_line
from tyopaja.renderers.facts import Words, all_entries, word
from tyopaja.renderers.lines import block, heading
from tyopaja.renderers.marked import escape
from tyopaja.renderers.marked import heading as title
from tyopaja.views.nodes import EntryView, SheetView, Trace


@frozen
class Origin:
    """One step on the way back from a sentence."""

    how: str
    """In words."""
    place: str
    said: str
    """What stands there; "" where it is what the step before says."""
    beside: tuple[str, ...]
    """Who wrote it, how many votes it has, that it was chosen and why."""


def origins(entry: EntryView, words: Words) -> Iterator[tuple[int, Origin]]:
    """The steps back from an entry, each with how many there are between."""
    for trace in entry.trail:
        said = "" if trace.how != "answers" and trace.text == entry.text else trace.text
        yield trace.depth, Origin(word(words, f"how-{trace.how}"), trace.place, said, tuple(_beside(trace, words)))


def _beside(trace: Trace, words: Words) -> Iterator[str]:
    if trace.author:
        yield trace.author
    if trace.votes:
        yield f"{trace.votes} {word(words, 'vote' if trace.votes == 1 else 'votes')}"
    if trace.picked:
        chosen = word(words, "picked")
        yield f"{chosen}, {word(words, 'because')}: {trace.reason}" if trace.reason else chosen


def sentences(sheet: SheetView) -> tuple[EntryView, ...]:
    """The entries of a compass of which there is something to tell where they came from."""
    if sheet.what != "compass":
        return ()
    return tuple(entry for section in sheet.sections for entry in all_entries(section) if entry.trail)


def told(origin: Origin) -> str:
    """A step in one line."""
    said = f": ”{one_line(origin.said)}”" if origin.said else ""
    beside = f" ({' · '.join(origin.beside)})" if origin.beside else ""
    return f"{origin.how}: {origin.place}{said}{beside}"


def text(sheet: SheetView) -> Iterator[str]:
    """Lines of plain text; none for a sheet that is no compass."""
    if found := sentences(sheet):
        yield from heading(word(sheet.words, "provenance"), "─")
    for entry in found:
        yield from block(one_line(entry.text) or "–", "  • ")
        for depth, origin in origins(entry, sheet.words):
            yield from block(one_line(told(origin)), f"    {'  ' * min(depth, 6)}← ")


def markdown(sheet: SheetView, level: int) -> Iterator[str]:
    """Blocks of Markdown, their heading of `level`; none for a sheet that is no compass."""
    found = sentences(sheet)
    if found:
        yield title(word(sheet.words, "provenance"), level)
        yield "\n".join(_item(entry, sheet.words) for entry in found)


def _item(entry: EntryView, words: Words) -> str:
    lines = [f"- {escape(one_line(entry.text) or '–')}"]
    lines += [f"{'  ' * (depth + 1)}- {escape(told(origin))}" for depth, origin in origins(entry, words)]
    return "\n".join(lines)
