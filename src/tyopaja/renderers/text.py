"""The format `text`: for terminals and plain mail. No colours, no control codes, wrapped at 88 columns; a word that is
longer stays whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tyopaja.renderers import origins, persons, plans, reported, sessions
from tyopaja.renderers.clean import one_line
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
    share,
    sources,
    told,
    word,
)
from tyopaja.renderers.lines import RULE, aside, block, heading, indented
from tyopaja.renderers.nameless import nameless
from tyopaja.renderers.options import PEOPLE
from tyopaja.views.nodes import (
    CardsView,
    Credit,
    EntryView,
    FieldView,
    OwnView,
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

_LEVELS = "▁▂▃▄▅▆▇█"


def render(view: View, *, people: bool = True) -> str:
    """The view as plain text, with the names of authors or without."""
    match view if people else nameless(view):
        case SheetView() as view:
            lines = [*_sheet(view), *_credit(view.credit, view.words)]
        case SessionView() as view:
            lines = [*sessions.text(view), *_credit(view.credit, view.words)]
        case SpreadView() as view:
            lines = [*_spread(view), *_credit(view.credit, view.words)]
        case PlanView() as view:
            lines = [*plans.lines(view)]
        case ReportView() as view:
            lines = [*_report(view), *_credit(view.credit, view.words)]
        case OwnView() as view:
            lines = [*persons.text(view), *_credit(view.credit, view.words)]
        case CardsView() as view:
            lines = [*reported.cards(view), *_credit(view.credit, view.words)]
    return "\n".join(lines) + "\n"


def _sheet(sheet: SheetView) -> Iterator[str]:
    yield from heading(" · ".join(part for part in (sheet.title, sheet.company, sheet.date) if part), "═")
    if sheet.purpose:
        yield from block(sheet.purpose)
    for section in sheet.sections:
        yield from _section(section, sheet)
    if sheet.approved:
        yield ""
        yield from block(f"{word(sheet.words, 'approved')}: {', '.join(map(one_line, sheet.approved))}")
    yield from origins.text(sheet)


def _section(section: SectionView, sheet: SheetView) -> Iterator[str]:
    yield from heading(f"{section.label} {section.title}" if section.label else section.title, "─")
    filled = bool(all_entries(section))
    if is_empty(section):
        for prompt in section.prompts:
            yield from block(one_line(prompt), "  ? ")
    for remark in remarks(section, sheet.words):
        yield from block(one_line(remark), "  ! ")
    yield from _axes(section, sheet.words)
    yield from _curve(section)
    yield from _fields(section.blanks, "  ", blank="–")
    groups = numbered((section.entries, *(part.entries for part in section.parts)))
    yield from _entries(*next(groups), section, sheet, "  ")
    for part, (first, group) in zip(section.parts, groups, strict=True):
        yield from block(f"{one_line(part.title)}:", "  ")
        yield from _entries(first, group, section, sheet, "    ")
        if not group and (missing := empty(part, sheet.words)):
            yield from block(missing, "    – ")
    if not filled and not section.blanks and not section.parts and (missing := empty(section, sheet.words)):
        yield from block(missing, "  – ")
    yield from aside((section.hint,), "  ")


def _axes(section: SectionView, words: Words) -> Iterator[str]:
    if section.axes is None:
        return
    for key, low, high in (
        ("across", section.axes.left, section.axes.right),
        ("upwards", section.axes.bottom, section.axes.top),
    ):
        if low or high:
            yield from block(f"{word(words, key)}: {one_line(low) or '–'} → {one_line(high) or '–'}", "  ")


def _curve(section: SectionView) -> Iterator[str]:
    """A curve in one line, where there is one to draw: a column for each score."""
    fields = [field_of(entry.fields, "scale") for entry in all_entries(section)] if section.draw == "curve" else []
    shares = [share(field) for field in fields]
    title = next((one.title for one in fields if one), "")
    if sum(one is not None for one in shares) > 1:
        levels = (" " if one is None else _LEVELS[round(one * (len(_LEVELS) - 1))] for one in shares)
        yield from block(f"{one_line(title)}: {''.join(levels)}", "  ")


def _fields(fields: Iterable[FieldView], indent: str, blank: str = "") -> Iterator[str]:
    for field in fields:
        if value := told(field) or (f"{blank} ({' / '.join(field.choices)})" if blank and field.choices else blank):
            yield from block(f"{one_line(field.title)}: {value}", indent, indent + "  ")


def _entries(
    first: int, group: Sequence[EntryView], section: SectionView, sheet: SheetView, indent: str
) -> Iterator[str]:
    for name, is_cluster, number, found in bound(group, section, sheet.words, first):
        if name:
            yield from block(
                one_line(name) if is_cluster else f"{one_line(name)}:", f"{indent}┌ " if is_cluster else indent
            )
        yield from _listed(number, found, section, sheet, f"{indent}{RULE} " if is_cluster else indent)
    if source := sources(group, sheet.words):
        yield from aside((source,), indent)


def _listed(
    first: int, group: Sequence[EntryView], section: SectionView, sheet: SheetView, indent: str
) -> Iterator[str]:
    for number, entry in enumerate(group, start=first):
        further = indent + "  "
        if section.draw == "chain" and number > first:
            yield f"{indent}↓"
        yield from block(_main(entry, section, sheet), f"{indent}{_bullet(entry, section, number)} ", further)
        if section.draw == "results":
            yield from _key_result(entry, sheet.words, further)
        else:
            yield from _fields(_rest(entry, section), further)
        yield from aside(facts_on(sheet.what, entry, sheet.words), further)


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
    before = [_picture(picture, sheet.words) if picture else "", told(score) if score else ""]
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
        yield from indented(f"{figures} ({one_line(result.direction)})" if result.direction else figures, indent)
    elif result.direction:
        yield from indented(result.direction, indent)
    titles = {field.id: one_line(field.title) for field in entry.fields}
    rest = ("now", result.now), ("due", result.due), ("owner", result.owner)
    agreed = " · ".join(f"{titles.get(name, word(words, name))}: {one_line(value)}" for name, value in rest if value)
    if agreed:
        yield from indented(agreed, indent)
    if stood := history(entry, words):
        yield from indented(one_line(stood), indent)
    for when, note in checked(entry):
        yield from block(f"{one_line(when)}: {note}", f"{indent}– ")
    yield from _fields(result.others, indent)


def _spread(view: SpreadView) -> Iterator[str]:
    yield from heading(" · ".join(part for part in (view.title, view.company, view.date) if part), "█")
    for pair in view.pairs:
        yield from _pair(pair, view.words)
    for sheet in (view.asked, view.answering):
        yield ""
        yield from _sheet(sheet)


def _pair(pair: Pair, words: Words) -> Iterator[str]:
    yield from heading(pair.title, "─")
    yield from block(f"{left_of(pair, words)}{':' if pair.unanswered else ''}", "  ")
    for text in pair.unanswered:
        yield from block(text or "–", "  ○ ")


def _report(view: ReportView) -> Iterator[str]:
    yield from heading(f"{word(view.words, view.what)}: {view.title}", "█")
    if view.result is not None:
        yield from _sheet(view.result)
    for chapter in view.chapters:
        yield ""
        yield from heading(chapter.title, "█")
        if chapter.purpose:
            yield from block(chapter.purpose)
        yield from reported.recaps(chapter.recaps, view.words)
        for sheet in chapter.sheets:
            yield from _sheet(sheet)
    yield from reported.key_results(view.key_results, view.words)
    yield from reported.appended(view)
    yield ""
    yield from sessions.text(view.session)


def _credit(credit: Credit, words: Words) -> Iterator[str]:
    designer = f"{word(words, 'made-with')}: {one_line(credit.designer)}" if credit.designer else ""
    licence = " ".join(one_line(part) for part in (credit.licence, credit.address) if part)
    said = " · ".join(part for part in (designer, licence) if part)
    if said:
        yield ""
        yield from block(said)


TEXT = Renderer(
    "text",
    render,
    media_type="text/plain; charset=utf-8",
    suffix=".txt",
    title="Plain text for terminals",
    views=ALL_VIEWS,
    options=(PEOPLE,),
)
