"""The format `text`: for terminals and plain mail. No colours, no control codes, wrapped at 88 columns; a word that is
longer stays whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

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
    share,
    sources,
    word,
)
from tyopaja.views.nodes import (
    Aside,
    Credit,
    EntryView,
    FieldView,
    Pair,
    Picture,
    PlanView,
    ReportView,
    SectionView,
    SessionView,
    SheetView,
    SpreadView,
    View,
)

WIDTH = 88
_MARKS = {"done": "✓", "now": "▶", "ahead": "·"}
_LEVELS = "▁▂▃▄▅▆▇█"


def render(view: View) -> str:
    """The view as plain text."""
    match view:
        case SheetView():
            lines = [*_sheet(view), *_credit(view.credit, view.words)]
        case SessionView():
            lines = [*_session(view), *_credit(view.credit, view.words)]
        case SpreadView():
            lines = [*_spread(view), *_credit(view.credit, view.words)]
        case PlanView():
            lines = [*plans.lines(view)]
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
    filled = bool(all_entries(section))
    if is_empty(section):
        for prompt in section.prompts:
            yield from _block(one_line(prompt), "  ? ")
    for remark in remarks(section, sheet.words):
        yield from _block(one_line(remark), "  ! ")
    yield from _axes(section, sheet.words)
    yield from _curve(section)
    yield from _fields(section.blanks, "  ", blank="–")
    groups = numbered((section.entries, *(part.entries for part in section.parts)))
    yield from _entries(*next(groups), section, sheet, "  ")
    for part, (first, group) in zip(section.parts, groups, strict=True):
        yield from _block(f"{one_line(part.title)}:", "  ")
        yield from _entries(first, group, section, sheet, "    ")
        if not group:
            yield from _block(part.gap or word(sheet.words, "empty"), "    – ")
    if not filled and not section.blanks and not section.parts:
        yield from _block(section.gap or word(sheet.words, "empty"), "  – ")


def _axes(section: SectionView, words: Words) -> Iterator[str]:
    if section.axes is None:
        return
    for key, low, high in (
        ("across", section.axes.left, section.axes.right),
        ("upwards", section.axes.bottom, section.axes.top),
    ):
        if low or high:
            yield from _block(f"{word(words, key)}: {one_line(low) or '–'} → {one_line(high) or '–'}", "  ")


def _curve(section: SectionView) -> Iterator[str]:
    """A curve in one line, where there is one to draw: a column for each score."""
    fields = [field_of(entry.fields, "scale") for entry in all_entries(section)] if section.draw == "curve" else []
    shares = [share(field) for field in fields]
    title = next((one.title for one in fields if one), "")
    if sum(one is not None for one in shares) > 1:
        levels = (" " if one is None else _LEVELS[round(one * (len(_LEVELS) - 1))] for one in shares)
        yield from _block(f"{one_line(title)}: {''.join(levels)}", "  ")


def _fields(fields: Iterable[FieldView], indent: str, blank: str = "") -> Iterator[str]:
    for field in fields:
        if value := _value(field) or (f"{blank} ({' / '.join(field.choices)})" if blank and field.choices else blank):
            yield from _block(f"{one_line(field.title)}: {value}", indent, indent + "  ")


def _value(field: FieldView) -> str:
    """A field's value in a line: a score with its marks and what they mean."""
    if field.type != "scale" or not field.text:
        return field.text
    meaning = ends(field)
    return " ".join(one for one in (dots(field), said(field), f"({meaning})" if meaning else "") if one)


def _entries(
    first: int, group: Sequence[EntryView], section: SectionView, sheet: SheetView, indent: str
) -> Iterator[str]:
    for number, entry in enumerate(group, start=first):
        further = indent + "  "
        if section.draw == "chain" and number > first:
            yield f"{indent}↓"
        yield from _block(_main(entry, section, sheet), f"{indent}{_bullet(entry, section, number)} ", further)
        if section.draw == "results":
            yield from _key_result(entry, sheet.words, further)
        else:
            yield from _fields(_rest(entry, section), further)
        if sheet.what == "sheet":
            yield from _aside(facts(entry, sheet.words), further)
    if source := sources(group, sheet.words):
        yield from _aside((source,), indent)


def _bullet(entry: EntryView, section: SectionView, number: int) -> str:
    if section.draw == "checks":
        return TICKED if is_yes(entry) else UNTICKED
    if section.draw == "map" and is_yes(entry):
        return "★"
    return f"{number}." if section.ordered else "•"


def _main(entry: EntryView, section: SectionView, sheet: SheetView) -> str:
    """What stands for an entry: its words, with its picture or its score before them."""
    picture = sheet.pictures.get(entry.picture)
    score = field_of(entry.fields, "scale") if section.draw in ("scale", "radar") else None
    before = [_picture(picture, sheet.words) if picture else "", _value(score) if score else ""]
    return "\n".join(one for one in (*before, entry.text) if one) or "–"


def _rest(entry: EntryView, section: SectionView) -> tuple[FieldView, ...]:
    """The fields that its words, its bullet and its score do not show already."""
    shown = {"scale": ("scale",), "radar": ("scale",), "checks": ("yes-no",), "map": ("yes-no",)}
    return beside(entry, *shown.get(section.draw, ()))


def _picture(picture: Picture, words: Words) -> str:
    return f"[{word(words, 'picture')}, {picture.width} × {picture.height}]"


def _key_result(entry: EntryView, words: Words, indent: str) -> Iterator[str]:
    result = KeyResult.of(entry)
    figures = ": ".join(one_line(part) for part in (result.measure, result.from_to) if part)
    if figures:
        yield from _block(f"{figures} ({one_line(result.direction)})" if result.direction else figures, indent)
    elif result.direction:
        yield from _block(result.direction, indent)
    titles = {field.id: one_line(field.title) for field in entry.fields}
    rest = ("now", result.now), ("due", result.due), ("owner", result.owner)
    told = " · ".join(f"{titles.get(name, word(words, name))}: {one_line(value)}" for name, value in rest if value)
    if told:
        yield from _block(told, indent)
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
    yield from _kept_aside(view.aside, words)


def _kept_aside(aside: Iterable[Aside], words: Words) -> Iterator[str]:
    """What an upgrade has left without a place."""
    for number, one in enumerate(aside):
        if number == 0:
            yield from _heading(word(words, "aside"), "─")
            yield from _block(word(words, "aside-why"))
        yield from _block(f"{one_line(one.sheet)} · {one_line(one.section)}:", "  ")
        for entry in one.entries:
            yield from _block(entry.text or "–", "    • ")
            yield from _fields(entry.fields, "      ")
            yield from _aside(facts(entry, words), "      ")


def _spread(view: SpreadView) -> Iterator[str]:
    yield from _heading(" · ".join(part for part in (view.title, view.company, view.date) if part), "█")
    for pair in view.pairs:
        yield from _pair(pair, view.words)
    for sheet in (view.asked, view.answering):
        yield ""
        yield from _sheet(sheet)


def _pair(pair: Pair, words: Words) -> Iterator[str]:
    yield from _heading(pair.title, "─")
    yield from _block(f"{left_of(pair, words)}{':' if pair.unanswered else ''}", "  ")
    for text in pair.unanswered:
        yield from _block(text or "–", "  ○ ")


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


TEXT = Renderer(
    "text",
    render,
    media_type="text/plain; charset=utf-8",
    suffix=".txt",
    title="Plain text for terminals",
    views=ALL_VIEWS,
)
