"""The format `markdown`: CommonMark with tables. What people wrote is escaped so that it stays text, whatever is in
it: no heading, list, link, picture or HTML comes of a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tyopaja.renderers import origins, persons, plans, reported, sessions
from tyopaja.renderers.contract import ALL_VIEWS, Renderer
from tyopaja.renderers.facts import (
    TICKED,
    UNTICKED,
    KeyResult,
    Words,
    all_entries,
    beside,
    bound,
    checked,
    empty,
    facts_on,
    field_of,
    history,
    is_empty,
    is_yes,
    left_of,
    numbered,
    remarks,
    sources,
    told,
    word,
)
from tyopaja.renderers.marked import escape, heading, lines, paragraph, table
from tyopaja.renderers.nameless import nameless
from tyopaja.renderers.options import PEOPLE
from tyopaja.views.nodes import (
    CardsView,
    Credit,
    EntryView,
    FieldView,
    OwnView,
    Pair,
    PlanView,
    ReportView,
    SectionView,
    SessionView,
    SheetView,
    SpreadView,
    View,
)

_UNSAFE = re.compile(r"[<>\\\s]")
"""What would end an address."""


def render(view: View, *, people: bool = True) -> str:
    """The view as Markdown, with the names of authors or without."""
    match view if people else nameless(view):
        case SheetView() as view:
            blocks = [*_sheet(view, 1), *_credit(view.credit, view.words)]
        case SessionView() as view:
            blocks = [*sessions.markdown(view, 1), *_credit(view.credit, view.words)]
        case SpreadView() as view:
            blocks = [*_spread(view), *_credit(view.credit, view.words)]
        case PlanView() as view:
            blocks = [*plans.markdown(view, escape, table), *_credit(view.credit, view.words)]
        case ReportView() as view:
            blocks = [*_report(view), *_credit(view.credit, view.words)]
        case OwnView() as view:
            blocks = [*persons.markdown(view, 1), *_credit(view.credit, view.words)]
        case CardsView() as view:
            blocks = [*reported.card_list(view), *_credit(view.credit, view.words)]
    return "\n\n".join(blocks) + "\n"


def _sheet(sheet: SheetView, level: int) -> Iterator[str]:
    yield heading(sheet.title, level)
    yield from paragraph(" · ".join(part for part in (sheet.company, sheet.date) if part))
    yield from paragraph(sheet.purpose)
    for section in sheet.sections:
        yield from _section(section, sheet, level + 1)
    if sheet.approved:
        yield from paragraph(f"{word(sheet.words, 'approved')}: {', '.join(sheet.approved)}")
    yield from origins.markdown(sheet, level + 1)


def _section(section: SectionView, sheet: SheetView, level: int) -> Iterator[str]:
    yield heading(f"{section.label} {section.title}" if section.label else section.title, level)
    filled = bool(all_entries(section))
    if is_empty(section):
        for prompt in section.prompts:
            yield from paragraph(prompt)
    for remark in remarks(section, sheet.words):
        yield escape(remark)
    yield from _axes(section, sheet.words)
    if section.blanks:
        yield "\n".join(_field(blank, "–") for blank in section.blanks)
    groups = numbered((section.entries, *(part.entries for part in section.parts)))
    yield from _entries(*next(groups), section, sheet, level + 1)
    for part, (first, group) in zip(section.parts, groups, strict=True):
        yield heading(part.title, level + 1)
        yield from _entries(first, group, section, sheet, level + 2)
        if not group and (missing := empty(part, sheet.words)):
            yield escape(missing)
    if not filled and not section.blanks and not section.parts and (missing := empty(section, sheet.words)):
        yield escape(missing)
    yield from paragraph(section.hint)


def _axes(section: SectionView, words: Words) -> Iterator[str]:
    axes = section.axes
    if axes is None:
        return
    for key, low, high in (("across", axes.left, axes.right), ("upwards", axes.bottom, axes.top)):
        if low or high:
            yield escape(f"{word(words, key)}: {low or '–'} → {high or '–'}")


def _field(field: FieldView, blank: str = "") -> str:
    return f"- {escape(f'{field.title}: {told(field) or blank}')}"


def _entries(
    first: int, group: Sequence[EntryView], section: SectionView, sheet: SheetView, level: int
) -> Iterator[str]:
    for name, _, begin, found in bound(group, section, sheet.words, first):
        if name:
            yield heading(name, level)
        if section.draw == "results":
            yield _key_results(found, section, sheet)
            yield from _checks(found)
        else:
            yield "\n".join(_entry(number, entry, section, sheet) for number, entry in enumerate(found, start=begin))
    if source := sources(group, sheet.words):
        yield f"— {escape(source)}"


def _checks(entries: Iterable[EntryView]) -> Iterator[str]:
    """What was said when key results were checked in."""
    said = [f"{entry.text or '–'} ({when}): {note}" for entry in entries for when, note in checked(entry)]
    if said:
        yield "\n".join(f"- {escape(one)}" for one in said)


def _entry(number: int, entry: EntryView, section: SectionView, sheet: SheetView) -> str:
    bullet = f"{number}. " if section.ordered and section.draw != "checks" else "- "
    indent = " " * len(bullet)
    shown: tuple[str, ...] = ()
    written: list[str] = []
    if picture := sheet.pictures.get(entry.picture):
        written.append(escape(f"({word(sheet.words, 'picture')}, {picture.width} × {picture.height})"))
    if section.draw in ("scale", "radar"):
        shown, score = ("scale",), field_of(entry.fields, "scale")
        written += [escape(told(score))] if score else []
    if entry.text.strip():
        written.append(lines(entry.text, indent))
    if section.draw in ("checks", "map"):
        shown = ("yes-no",)
        written = [_mark(entry, section) + (written[0] if written else "–"), *written[1:]]
    written += [escape(f"{field.title}: {told(field)}") for field in beside(entry, *shown)]
    if facts_of := _said(entry, sheet):
        written.append(f"— {escape(facts_of)}")
    return bullet + f"\\\n{indent}".join(written or ["–"])


def _mark(entry: EntryView, section: SectionView) -> str:
    """A box to tick, or a star for what is ours."""
    if section.draw == "map":
        return "★ " if is_yes(entry) else ""
    return f"{TICKED} " if is_yes(entry) else f"{UNTICKED} "


def _said(entry: EntryView, sheet: SheetView) -> str:
    return " · ".join(facts_on(sheet.what, entry, sheet.words))


def _stood(entry: EntryView, sheet: SheetView) -> tuple[str, ...]:
    stood = history(entry, sheet.words)
    return (stood,) if stood else ()


def _key_results(entries: Sequence[EntryView], section: SectionView, sheet: SheetView) -> str:
    results = [(entry, KeyResult.of(entry)) for entry in entries]
    titles = {field.id: field.title for entry in entries for field in entry.fields}
    names = ("measure", "unit", "start", "now", "target", "direction", "due", "owner")
    rows = [
        (
            entry.text or "–",
            *(getattr(result, name) for name in names),
            " · ".join((*(f"{field.title}: {field.text}" for field in result.others), *_stood(entry, sheet))),
            _said(entry, sheet),
        )
        for entry, result in results
    ]
    return table((section.title, *(titles.get(name, "") for name in names), "", ""), rows)


def _spread(view: SpreadView) -> Iterator[str]:
    yield heading(view.title, 1)
    yield from paragraph(" · ".join(part for part in (view.company, view.date) if part))
    for pair in view.pairs:
        yield from _pair(pair, view.words)
    yield from _sheet(view.asked, 2)
    yield from _sheet(view.answering, 2)


def _pair(pair: Pair, words: Words) -> Iterator[str]:
    yield heading(pair.title, 2)
    yield escape(f"{left_of(pair, words)}{':' if pair.unanswered else ''}")
    if pair.unanswered:
        yield "\n".join(f"- {lines(text, '  ') or '–'}" for text in pair.unanswered)


def _report(view: ReportView) -> Iterator[str]:
    yield heading(view.title, 1)
    yield from paragraph(" · ".join(part for part in (word(view.words, view.what), view.session.date) if part))
    if view.result is not None:
        yield from _sheet(view.result, 2)
    for chapter in view.chapters:
        yield heading(chapter.title, 2)
        yield from paragraph(chapter.purpose)
        yield from reported.recap_blocks(chapter.recaps, view.words, 3)
        for sheet in chapter.sheets:
            yield from _sheet(sheet, 3)
    yield from reported.key_result_table(view.key_results, view.words, 2)
    yield from reported.appendix_blocks(view, 2)
    yield from sessions.markdown(view.session, 2)


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
    options=(PEOPLE,),
)
