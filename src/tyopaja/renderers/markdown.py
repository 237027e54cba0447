"""The format `markdown`: CommonMark with tables. What people wrote is escaped so that it stays text, whatever is in
it: no heading, list, link, picture or HTML comes of a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tyopaja.renderers.clean import clean, one_line
from tyopaja.renderers.contract import Renderer
from tyopaja.renderers.facts import KeyResult, Words, facts, sources, word
from tyopaja.views.nodes import Credit, EntryView, FieldView, ReportView, SectionView, SessionView, SheetView, View

# Signs that mean something in the middle of a line; a colon or an ampersand only before what makes it a link, an
# emoji's short name or an entity.
_INLINE = re.compile(r"[\\`*_{}\[\]<>#|~$^@]|:(?=\S)|&(?=[#\w])|(?<=[wW])\.")
# Signs that mean something at the start of a line: bullets, underlines of headings, cells, numbers of a list.
_START = re.compile(r"^(?:[-+=:]|(?P<number>[0-9]+)(?=[.)]))")

_UNSAFE = re.compile(r"[<>\\\s]")


def escape(text: str) -> str:
    """One line of text as Markdown that renders as that very text."""
    return _START.sub(lambda found: f"{found['number']}\\" if found["number"] else f"\\{found.group()}", _cell(text))


def _cell(text: str) -> str:
    """One line of text for a table, where nothing stands at the start of a line."""
    return _INLINE.sub(lambda found: f"\\{found.group()}", one_line(text))


def _lines(text: str, indent: str = "") -> str:
    """Text of several lines: they stay lines, as hard breaks."""
    lines = (escape(line) for line in clean(text).split("\n"))
    return f"\\\n{indent}".join(line for line in lines if line)


def render(view: View) -> str:
    """The view as Markdown."""
    match view:
        case SheetView():
            blocks = [*_sheet(view, 1), *_credit(view.credit, view.words)]
        case SessionView():
            blocks = [*_session(view, 1), *_credit(view.credit, view.words)]
        case ReportView():
            blocks = [*_report(view), *_credit(view.credit, view.words)]
    return "\n\n".join(blocks) + "\n"


def _heading(text: str, level: int) -> str:
    return f"{'#' * min(level, 6)} {escape(text)}".rstrip()


def _paragraph(text: str) -> Iterator[str]:
    if written := _lines(text):
        yield written


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, without the columns that are empty in all rows."""
    body = [[_cell(cell) for cell in row] for row in rows]
    kept = [column for column in range(len(titles)) if any(row[column] for row in body)]
    head = [_cell(titles[column]) for column in kept]
    lines = [head, ["---"] * len(kept), *([row[column] for column in kept] for row in body)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _sheet(sheet: SheetView, level: int) -> Iterator[str]:
    yield _heading(sheet.title, level)
    yield from _paragraph(" · ".join(part for part in (sheet.company, sheet.date) if part))
    yield from _paragraph(sheet.purpose)
    for section in sheet.sections:
        yield from _section(section, sheet, level + 1)
    if sheet.approved:
        yield from _paragraph(f"{word(sheet.words, 'approved')}: {', '.join(sheet.approved)}")


def _section(section: SectionView, sheet: SheetView, level: int) -> Iterator[str]:
    yield _heading(f"{section.label} {section.title}" if section.label else section.title, level)
    filled = section.entries or any(part.entries for part in section.parts)
    if not filled and not any(blank.text for blank in section.blanks):
        for prompt in section.prompts:
            yield from _paragraph(prompt)
    if section.blanks:
        yield "\n".join(_field(blank, "–") for blank in section.blanks)
    yield from _entries(section.entries, section, sheet)
    for part in section.parts:
        yield _heading(part.title, level + 1)
        yield from _entries(part.entries, section, sheet)
        if not part.entries:
            yield escape(part.gap or word(sheet.words, "empty"))
    if not filled and not section.blanks and not section.parts:
        yield escape(section.gap or word(sheet.words, "empty"))


def _field(field: FieldView, blank: str = "") -> str:
    return f"- {escape(f'{field.title}: {field.text or blank}')}"


def _entries(entries: Sequence[EntryView], section: SectionView, sheet: SheetView) -> Iterator[str]:
    if not entries:
        return
    if section.kind == "key-results":
        yield _key_results(entries, section, sheet)
    else:
        yield "\n".join(_entry(entry, sheet) for entry in entries)
    if source := sources(entries, sheet.words):
        yield f"— {escape(source)}"


def _entry(entry: EntryView, sheet: SheetView) -> str:
    lines = [_lines(entry.text, "  ")] if entry.text.strip() else []
    lines += [escape(f"{field.title}: {field.text}") for field in entry.fields]
    if said := _said(entry, sheet):
        lines.append(f"— {escape(said)}")
    return "- " + "\\\n  ".join(lines or ["–"])


def _said(entry: EntryView, sheet: SheetView) -> str:
    """What there is to say about an entry; in the compass the words stand for themselves."""
    return " · ".join(facts(entry, sheet.words)) if sheet.what == "sheet" else ""


def _key_results(entries: Sequence[EntryView], section: SectionView, sheet: SheetView) -> str:
    results = [(entry, KeyResult.of(entry)) for entry in entries]
    titles = {field.id: field.title for entry in entries for field in entry.fields}
    names = ("measure", "unit", "start", "target", "direction", "due", "owner")
    rows = [
        (
            entry.text or "–",
            *(getattr(result, name) for name in names),
            " · ".join(f"{field.title}: {field.text}" for field in result.others),
            _said(entry, sheet),
        )
        for entry, result in results
    ]
    return _table((section.title, *(titles.get(name, "") for name in names), "", ""), rows)


def _session(view: SessionView, level: int) -> Iterator[str]:
    words = view.words
    yield _heading(f"{view.title} – {view.flow}", level)
    yield from _paragraph(view.purpose)
    votes = f"{view.votes} {word(words, 'vote' if view.votes == 1 else 'votes')}"
    counted = f"{word(words, 'entries')}: {view.entries}"
    yield from _paragraph(" · ".join(part for part in (view.date, counted, votes) if part))
    yield _heading(word(words, "steps"), level + 1)
    if view.steps:
        titles = [word(words, key) for key in ("step", "status", "activity", "time", "sheets")]
        rows = [
            (
                f"{'– ' * step.depth}{step.title}",
                word(words, step.status),
                step.activity,
                step.time,
                ", ".join(step.sheets),
            )
            for step in view.steps
        ]
        yield _table(titles, rows)
    if view.steps and all(step.status != "now" for step in view.steps):
        yield escape(word(words, "ended"))
    yield _heading(word(words, "people"), level + 1)
    if view.people:
        titles = [word(words, key) for key in ("name", "role", "entries")]
        yield _table(titles, [(person.name, person.role, str(person.entries)) for person in view.people])


def _report(view: ReportView) -> Iterator[str]:
    yield _heading(view.title, 1)
    yield from _paragraph(" · ".join(part for part in (word(view.words, "report"), view.session.date) if part))
    if view.result is not None:
        yield from _sheet(view.result, 2)
    for chapter in view.chapters:
        yield _heading(chapter.title, 2)
        yield from _paragraph(chapter.purpose)
        for sheet in chapter.sheets:
            yield from _sheet(sheet, 3)
    yield from _session(view.session, 2)


def _credit(credit: Credit, words: Words) -> Iterator[str]:
    designer = escape(f"{word(words, 'made-with')}: {credit.designer}") if credit.designer else ""
    licence = escape(credit.licence)
    if credit.address.startswith("https://"):
        licence = f"[{licence}](<{_UNSAFE.sub('', credit.address)}>)"
    said = " · ".join(part for part in (designer, licence) if part)
    if said:
        yield "---"
        yield said


MARKDOWN = Renderer(
    "markdown", render, media_type="text/markdown; charset=utf-8", suffix=".md", title="Markdown with tables"
)
