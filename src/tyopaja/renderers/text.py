"""The format `text`: for terminals and plain mail. No colours, no control codes, wrapped at 88 columns; a word that is
longer stays whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from tyopaja.renderers.clean import clean, one_line
from tyopaja.renderers.contract import Renderer
from tyopaja.renderers.facts import KeyResult, Words, facts, sources, word
from tyopaja.views.nodes import Credit, EntryView, FieldView, ReportView, SectionView, SessionView, SheetView, View

WIDTH = 88
_MARKS = {"done": "✓", "now": "▶", "ahead": "·"}


def render(view: View) -> str:
    """The view as plain text."""
    match view:
        case SheetView():
            lines = [*_sheet(view), *_credit(view.credit, view.words)]
        case SessionView():
            lines = [*_session(view), *_credit(view.credit, view.words)]
        case ReportView():
            lines = [*_report(view), *_credit(view.credit, view.words)]
    return "\n".join(lines) + "\n"


def _block(text: str, first: str = "", further: str | None = None) -> Iterator[str]:
    """`text` wrapped, every line break in it kept; `first` stands before its first line, `further` before the rest."""
    further = " " * len(first) if further is None else further
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


def _heading(text: str, rule: str, indent: str = "") -> Iterator[str]:
    yield ""
    title = list(_block(one_line(text), indent))
    yield from title
    yield indent + rule * min(max(len(line) - len(indent) for line in title), WIDTH - len(indent))


def _aside(parts: Iterable[str], indent: str) -> Iterator[str]:
    said = " · ".join(one_line(part) for part in parts if part)
    if said:
        yield from _block(f"({said})", indent)


def _sheet(sheet: SheetView) -> Iterator[str]:
    yield from _heading(" · ".join(part for part in (sheet.title, sheet.company, sheet.date) if part), "═")
    if sheet.purpose:
        yield from _block(sheet.purpose)
    for section in sheet.sections:
        yield from _section(section, sheet)
    if sheet.approved:
        yield ""
        yield from _block(f"{word(sheet.words, 'approved')}: {', '.join(map(one_line, sheet.approved))}")


def _section(section: SectionView, sheet: SheetView) -> Iterator[str]:
    yield from _heading(f"{section.label} {section.title}" if section.label else section.title, "─")
    filled = section.entries or any(part.entries for part in section.parts)
    if not filled and not any(blank.text for blank in section.blanks):
        for prompt in section.prompts:
            yield from _block(one_line(prompt), "  ? ")
    yield from _fields(section.blanks, "  ", blank="–")
    yield from _entries(section.entries, section, sheet, "  ")
    for part in section.parts:
        yield from _block(f"{one_line(part.title)}:", "  ")
        yield from _entries(part.entries, section, sheet, "    ")
        if not part.entries:
            yield from _block(part.gap or word(sheet.words, "empty"), "    – ")
    if not filled and not section.blanks and not section.parts:
        yield from _block(section.gap or word(sheet.words, "empty"), "  – ")


def _fields(fields: Iterable[FieldView], indent: str, blank: str = "") -> Iterator[str]:
    for field in fields:
        if value := field.text or blank:
            yield from _block(f"{one_line(field.title)}: {value}", indent, indent + "  ")


def _entries(entries: Sequence[EntryView], section: SectionView, sheet: SheetView, indent: str) -> Iterator[str]:
    for entry in entries:
        further = indent + "  "
        yield from _block(entry.text or "–", f"{indent}• ")
        if section.kind == "key-results":
            yield from _key_result(entry, sheet.words, further)
        else:
            yield from _fields(entry.fields, further)
        if sheet.what == "sheet":
            yield from _aside(facts(entry, sheet.words), further)
    if source := sources(entries, sheet.words):
        yield from _aside((source,), indent)


def _key_result(entry: EntryView, words: Words, indent: str) -> Iterator[str]:
    result = KeyResult.of(entry)
    figures = ": ".join(one_line(part) for part in (result.measure, result.from_to) if part)
    if figures:
        yield from _block(f"{figures} ({one_line(result.direction)})" if result.direction else figures, indent)
    elif result.direction:
        yield from _block(result.direction, indent)
    rest = ((word(words, "due"), result.due), (word(words, "owner"), result.owner))
    said = " · ".join(f"{title}: {one_line(value)}" for title, value in rest if value)
    if said:
        yield from _block(said, indent)
    yield from _fields(result.others, indent)


def _session(view: SessionView) -> Iterator[str]:
    words = view.words
    yield from _heading(" · ".join(part for part in (view.title, view.flow, view.date) if part), "═")
    if view.purpose:
        yield from _block(view.purpose)
    yield from _block(f"{word(words, 'session')}: {view.id}")
    yield from _heading(word(words, "steps"), "─")
    for step in view.steps:
        lead = f"{_MARKS[step.status]} {'  ' * step.depth}"
        details = ", ".join(one_line(part) for part in (step.activity, step.time, *step.sheets) if part)
        yield from _block(f"{one_line(step.title)} ({details})" if details else one_line(step.title), lead)
    if view.steps and all(step.status != "now" for step in view.steps):
        yield from _block(word(words, "ended"))
    yield from _heading(f"{word(words, 'people')} ({len(view.people)})", "─")
    for person in view.people:
        yield from _block(f"{one_line(person.name)}, {one_line(person.role)} ({person.entries})", "• ")
    yield ""
    votes = word(words, "vote" if view.votes == 1 else "votes")
    yield from _block(f"{word(words, 'entries')}: {view.entries} · {view.votes} {votes}")
    yield from _block(f"{word(words, 'sheets')}: {', '.join(view.sheets)}")


def _report(view: ReportView) -> Iterator[str]:
    yield from _heading(f"{word(view.words, 'report')}: {view.title}", "█")
    if view.result is not None:
        yield from _sheet(view.result)
    for chapter in view.chapters:
        yield ""
        yield from _heading(chapter.title, "█")
        if chapter.purpose:
            yield from _block(chapter.purpose)
        for sheet in chapter.sheets:
            yield from _sheet(sheet)
    yield ""
    yield from _session(view.session)


def _credit(credit: Credit, words: Words) -> Iterator[str]:
    designer = f"{word(words, 'made-with')}: {one_line(credit.designer)}" if credit.designer else ""
    licence = " ".join(one_line(part) for part in (credit.licence, credit.address) if part)
    said = " · ".join(part for part in (designer, licence) if part)
    if said:
        yield ""
        yield from _block(said)


TEXT = Renderer("text", render, media_type="text/plain; charset=utf-8", suffix=".txt", title="Plain text for terminals")
