"""A sheet told in blocks: its sections with what is in them, and what its sentences grew from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tyopaja.renderers import facts
from tyopaja.renderers.facts import Words, word
from tyopaja.views.nodes import EntryView, FieldView, PartView, SectionView, SheetView
from tyopaja_office.documents.blocks import Block, Entries, Heading, Image, Line, Span, Table, line
from tyopaja_office.shown import shown

_FIGURES = ("measure", "start", "now", "target", "due", "owner")


def sheet(view: SheetView, words: Words, level: int, prompts: bool) -> Iterator[Block]:
    """A sheet, its title as a heading of `level`."""
    yield Heading(level, f"{view.title} – {view.owner}" if view.owner else view.title)
    if view.purpose:
        yield line(view.purpose, "quiet")
    for section in view.sections:
        yield from _section(view, section, words, level + 1, prompts)
    if view.approved:
        yield line(f"{word(words, 'approved')}: {', '.join(view.approved)}", "quiet")


def provenance(view: SheetView, words: Words, level: int) -> Iterator[Block]:
    """What each sentence of a sheet grew from, step by step; nothing where no sentence did."""
    found = [entry for section in view.sections for entry in facts.all_entries(section) if entry.trail]
    if found:
        yield Heading(level, words["grew-from"])
    for entry in found:
        yield Line((Span(f"”{entry.text or '–'}”", bold=True),))
        for trace in entry.trail:
            count = f"{trace.votes} {word(words, 'vote' if trace.votes == 1 else 'votes')}" if trace.votes else ""
            picked = word(words, "picked") if trace.picked else ""
            beside = " · ".join(one for one in (trace.author, count, picked, trace.reason) if one)
            text = "" if trace.text == entry.text else f": ”{trace.text}”"
            said = (Span(trace.place, bold=True), Span(text), Span(f" ({beside})" if beside else "", quiet=True))
            item = (said,)
            yield Entries((item,), depth=min(trace.depth, 3))


def _section(view: SheetView, section: SectionView, words: Words, level: int, prompts: bool) -> Iterator[Block]:
    yield Heading(level, f"{section.label} {section.title}" if section.label else section.title)
    if prompts:
        yield from (line(prompt, "prompt") for prompt in section.prompts)
    yield from (line(remark, "quiet") for remark in facts.remarks(section, words))
    if axes := section.axes:
        for key, low, high in (("across", axes.left, axes.right), ("upwards", axes.bottom, axes.top)):
            if low or high:
                yield line(f"{word(words, key)}: {low or '–'} → {high or '–'}", "quiet")
    if section.blanks:
        yield Entries(tuple((_field(blank, "–"),) for blank in section.blanks))
        for blank in section.blanks:
            if blank.type == "picture" and (found := shown(view.pictures.get(str(blank.value)))):
                yield Image(found, blank.title)
    groups = facts.numbered((section.entries, *(part.entries for part in section.parts)))
    yield from _group(view, section, *next(groups), words, level + 1)
    for part, (first, entries) in zip(section.parts, groups, strict=True):
        yield from _part(view, section, part, first, entries, words, level + 1, prompts)
    if not facts.all_entries(section) and not section.blanks and not section.parts:
        yield from _missing(section, words)
    if section.hint:
        yield line(section.hint, "quiet")


def _part(
    view: SheetView, section: SectionView, part: PartView, first: int, entries: Sequence[EntryView], words: Words,
    level: int, prompts: bool,
) -> Iterator[Block]:  # fmt: skip
    yield Heading(level, part.title)
    if prompts:
        yield from (line(prompt, "prompt") for prompt in part.prompts)
    yield from _group(view, section, first, entries, words, level + 1)
    if not entries:
        yield from _missing(part, words)


def _missing(one: SectionView | PartView, words: Words) -> Iterator[Block]:
    if missing := facts.empty(one, words):
        yield line(missing, "quiet")


def _group(
    view: SheetView, section: SectionView, first: int, entries: Sequence[EntryView], words: Words, level: int
) -> Iterator[Block]:
    for name, _, begin, found in facts.bound(entries, section, words, first):
        if name:
            yield Heading(level, name)
        if section.draw == "results":
            yield from _results(view, found, words)
        elif section.draw == "text":
            for entry in found:
                yield from (Line(spans) for spans in _lines(view, section, entry, words))
        else:
            numbered = section.ordered or section.draw in ("chain", "curve")
            items = tuple(tuple(_lines(view, section, entry, words)) for entry in found)
            yield Entries(items, begin if numbered and section.draw != "checks" else None)
        for entry in found:
            if picture := shown(view.pictures.get(entry.picture)):
                yield Image(picture, entry.text or section.title)
    if source := facts.sources(entries, words):
        yield line(source, "quiet")


def _lines(view: SheetView, section: SectionView, entry: EntryView, words: Words) -> Iterator[tuple[Span, ...]]:
    """The lines of an entry: its words, its fields, what is said beside."""
    lead = ""
    if section.draw == "checks":
        lead = f"{facts.TICKED if facts.is_yes(entry) else facts.UNTICKED} "
    elif section.draw == "map" and facts.is_yes(entry):
        lead = "★ "
    yield (Span(lead), Span(entry.text.strip() or "–", bold=section.draw in ("cards", "curve")))
    if entry.picture and not shown(view.pictures.get(entry.picture)):
        yield (Span(f"({word(words, 'no-picture')})", italic=True),)
    for field in facts.beside(entry, *(("yes-no",) if lead else ())):
        if field.text and field.type != "picture":
            yield _field(field)
    if said := " · ".join(facts.facts_on(view.what, entry, words)):
        yield (Span(said, quiet=True),)


def _field(field: FieldView, blank: str = "") -> tuple[Span, ...]:
    return (Span(f"{field.title}: ", bold=True), Span(facts.told(field) or blank))


def _results(view: SheetView, entries: Sequence[EntryView], words: Words) -> Iterator[Block]:
    """Key results as a table; what is said of them below it."""
    rows = []
    for entry in entries:
        result = facts.KeyResult.of(entry)
        done = "" if result.done is None else f"{round(result.done * 100)} %"
        figures = [getattr(result, name) for name in _FIGURES]
        unit = f" {result.unit}" if result.unit else ""
        figures[1:4] = [f"{one}{unit}" if one else "" for one in figures[1:4]]
        rows.append((entry.text or "–", *figures[:4], done, *figures[4:]))
    yield Table(results_head(words), tuple(rows), SHARES)
    items = []
    for entry in entries:
        result = facts.KeyResult.of(entry)
        told = [result.direction, *(f"{field.title}: {field.text}" for field in result.others if field.text)]
        told += [facts.history(entry, words), *facts.facts_on(view.what, entry, words)]
        lines = [" · ".join(one for one in told if one), *(f"{when}: {note}" for when, note in facts.checked(entry))]
        if any(lines):
            items.append(((Span(entry.text or "–", bold=True),), *((Span(one, quiet=True),) for one in lines if one)))
    if items:
        yield Entries(tuple(items))


SHARES = (2.35, 1.65, 1.2, 0.85, 1.0, 1.35, 1.2, 1.5)
"""How wide the columns of key results are."""


def results_head(words: Words) -> tuple[str, ...]:
    """The head of a table of key results."""
    return (
        words["key-result"], words["measure"], word(words, "start"), word(words, "now").capitalize(),
        word(words, "target"), words["progress"], word(words, "due"), word(words, "owner"),
    )  # fmt: skip
