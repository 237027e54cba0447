"""The format `markdown`: CommonMark with tables. What people wrote is escaped so that it stays text, whatever is in
it: no heading, list, link, picture or HTML comes of a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tyopaja.renderers import plans
from tyopaja.renderers.clean import clean, one_line
from tyopaja.renderers.contract import ALL_VIEWS, Renderer
from tyopaja.renderers.facts import (
    TICKED,
    UNTICKED,
    KeyResult,
    Words,
    all_entries,
    beside,
    dots,
    ends,
    facts,
    field_of,
    is_empty,
    is_yes,
    left_of,
    numbered,
    remarks,
    said,
    sources,
    word,
)
from tyopaja.views.nodes import (
    Aside,
    Credit,
    EntryView,
    FieldView,
    Pair,
    PlanView,
    ReportView,
    SectionView,
    SessionView,
    SheetView,
    SpreadView,
    View,
)

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
        case SpreadView():
            blocks = [*_spread(view), *_credit(view.credit, view.words)]
        case PlanView():
            blocks = [*plans.markdown(view, escape, _table), *_credit(view.credit, view.words)]
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
    filled = bool(all_entries(section))
    if is_empty(section):
        for prompt in section.prompts:
            yield from _paragraph(prompt)
    for remark in remarks(section, sheet.words):
        yield escape(remark)
    yield from _axes(section, sheet.words)
    if section.blanks:
        yield "\n".join(_field(blank, "–") for blank in section.blanks)
    groups = numbered((section.entries, *(part.entries for part in section.parts)))
    yield from _entries(*next(groups), section, sheet)
    for part, (first, group) in zip(section.parts, groups, strict=True):
        yield _heading(part.title, level + 1)
        yield from _entries(first, group, section, sheet)
        if not group:
            yield escape(part.gap or word(sheet.words, "empty"))
    if not filled and not section.blanks and not section.parts:
        yield escape(section.gap or word(sheet.words, "empty"))


def _axes(section: SectionView, words: Words) -> Iterator[str]:
    axes = section.axes
    if axes is None:
        return
    for key, low, high in (("across", axes.left, axes.right), ("upwards", axes.bottom, axes.top)):
        if low or high:
            yield escape(f"{word(words, key)}: {low or '–'} → {high or '–'}")


def _field(field: FieldView, blank: str = "") -> str:
    return f"- {escape(f'{field.title}: {_value(field) or blank}')}"


def _value(field: FieldView) -> str:
    """A field's value in a line: a score with its marks and what they mean."""
    if field.type != "scale" or not field.text:
        return field.text
    meaning = ends(field)
    return " ".join(one for one in (dots(field), said(field), f"({meaning})" if meaning else "") if one)


def _entries(first: int, group: Sequence[EntryView], section: SectionView, sheet: SheetView) -> Iterator[str]:
    if not group:
        return
    if section.draw == "results":
        yield _key_results(group, section, sheet)
    else:
        yield "\n".join(_entry(number, entry, section, sheet) for number, entry in enumerate(group, start=first))
    if source := sources(group, sheet.words):
        yield f"— {escape(source)}"


def _entry(number: int, entry: EntryView, section: SectionView, sheet: SheetView) -> str:
    bullet = f"{number}. " if section.ordered and section.draw != "checks" else "- "
    indent = " " * len(bullet)
    shown: tuple[str, ...] = ()
    lines = []
    if picture := sheet.pictures.get(entry.picture):
        lines.append(escape(f"({word(sheet.words, 'picture')}, {picture.width} × {picture.height})"))
    if section.draw in ("scale", "radar"):
        shown, score = ("scale",), field_of(entry.fields, "scale")
        lines += [escape(_value(score))] if score else []
    if entry.text.strip():
        lines.append(_lines(entry.text, indent))
    if section.draw in ("checks", "map"):
        shown = ("yes-no",)
        lines = [_mark(entry, section) + (lines[0] if lines else "–"), *lines[1:]]
    lines += [escape(f"{field.title}: {_value(field)}") for field in beside(entry, *shown)]
    if told := _said(entry, sheet):
        lines.append(f"— {escape(told)}")
    return bullet + f"\\\n{indent}".join(lines or ["–"])


def _mark(entry: EntryView, section: SectionView) -> str:
    """A box to tick, or a star for what is ours."""
    if section.draw == "map":
        return "★ " if is_yes(entry) else ""
    return f"{TICKED} " if is_yes(entry) else f"{UNTICKED} "


def _said(entry: EntryView, sheet: SheetView) -> str:
    """What there is to say about an entry; in the compass the words stand for themselves."""
    return " · ".join(facts(entry, sheet.words)) if sheet.what == "sheet" else ""


def _key_results(entries: Sequence[EntryView], section: SectionView, sheet: SheetView) -> str:
    results = [(entry, KeyResult.of(entry)) for entry in entries]
    titles = {field.id: field.title for entry in entries for field in entry.fields}
    names = ("measure", "unit", "start", "now", "target", "direction", "due", "owner")
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
    yield from _kept_aside(view.aside, words, level + 1)


def _kept_aside(aside: Sequence[Aside], words: Words, level: int) -> Iterator[str]:
    """What an upgrade has left without a place."""
    if not aside:
        return
    yield _heading(word(words, "aside"), level)
    yield escape(word(words, "aside-why"))
    for one in aside:
        yield _heading(f"{one.sheet} · {one.section}", level + 1)
        lines = []
        for entry in one.entries:
            told = [escape(f"{field.title}: {field.text}") for field in entry.fields]
            told += [f"— {escape(phrase)}" for phrase in (" · ".join(facts(entry, words)),) if phrase]
            lines.append("- " + "\\\n  ".join([_lines(entry.text, "  ") or "–", *told]))
        yield "\n".join(lines)


def _spread(view: SpreadView) -> Iterator[str]:
    yield _heading(view.title, 1)
    yield from _paragraph(" · ".join(part for part in (view.company, view.date) if part))
    for pair in view.pairs:
        yield from _pair(pair, view.words)
    yield from _sheet(view.asked, 2)
    yield from _sheet(view.answering, 2)


def _pair(pair: Pair, words: Words) -> Iterator[str]:
    yield _heading(pair.title, 2)
    yield escape(f"{left_of(pair, words)}{':' if pair.unanswered else ''}")
    if pair.unanswered:
        yield "\n".join(f"- {_lines(text, '  ') or '–'}" for text in pair.unanswered)


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
    "markdown",
    render,
    media_type="text/markdown; charset=utf-8",
    suffix=".md",
    title="Markdown with tables",
    views=ALL_VIEWS,
)
