"""Views as presentations."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tyopaja.renderers.clean import clean, one_line
from tyopaja.renderers.facts import Words, doing, heads, left_of, part_of, word
from tyopaja.views.nodes import (
    Chapter,
    Credit,
    EntryView,
    KeyResultView,
    Pair,
    ReportView,
    SessionView,
    SheetView,
    SpreadView,
    View,
)
from tyopaja_office import safe
from tyopaja_office.nameless import nameless
from tyopaja_office.options import SLIDE_PARTS
from tyopaja_office.shown import all_words
from tyopaja_office.slides import sheets, tables
from tyopaja_office.slides.deck import Deck
from tyopaja_office.slides.painting import Painter
from tyopaja_office.slides.parts import Box, Item, Paragraph, Run, plain


def render(view: View, *, parts: tuple[str, ...] = SLIDE_PARTS, people: bool = True, prompts: bool = True) -> bytes:
    """A presentation of a compass, a sheet, a spread, a session, a report or a workbook. Raises TypeError for another
    view."""
    shown = view if people else nameless(view)
    words = all_words(view)
    title = _TITLES[type(shown)](shown) if type(shown) in _TITLES else ""
    deck = Deck(view.theme, safe.culture(view.locale), title, view.credit.designer)
    painter = Painter(deck, view.theme, words, _footer(view.credit, words))
    match shown:
        case SheetView():
            sheets.paint(painter, shown, prompts)
        case SpreadView():
            _spread(painter, shown, prompts)
        case SessionView():
            _session(painter, shown)
        case ReportView():
            _report(painter, shown, parts, prompts)
        case _:
            raise TypeError(f"There are no slides of a {view.what}.")
    if not deck.slides:
        painter.cover(title, ())
    return deck.bytes()


_TITLES: Mapping[type, Callable[..., str]] = {
    SheetView: lambda view: _joined(view.title, view.company),
    SpreadView: lambda view: _joined(view.title, view.company),
    SessionView: lambda view: _joined(view.flow, view.title),
    ReportView: lambda view: view.title,
}


def _joined(*parts: str) -> str:
    return " – ".join(part for part in map(one_line, parts) if part)


def _footer(credit: Credit, words: Words) -> str:
    designer = f"{word(words, 'made-with')}: {one_line(credit.designer)}" if credit.designer else ""
    return " · ".join(one for one in (designer, one_line(credit.licence)) if one)


def _report(painter: Painter, view: ReportView, parts: tuple[str, ...], prompts: bool) -> None:
    """The result first, which is what people come for; then how it came about."""
    words = painter.words
    if "cover" in parts:
        under = (
            view.session.purpose,
            " · ".join(one for one in (view.session.date, _counted(view.session, words)) if one),
        )
        painter.cover(view.title, under, word(words, "report"))
    if "contents" in parts and view.chapters:
        boxes = [
            Box(
                one_line(chapter.title),
                colour=view.theme.accent,
                items=tuple(Item((plain(f"• {one_line(_named(sheet))}"),)) for sheet in chapter.sheets),
            )
            for chapter in view.chapters
        ]
        painter.beside(word(words, "contents"), boxes, view.title)
    if "result" in parts and view.result is not None:
        sheets.paint(painter, view.result, prompts)
    if "key-results" in parts and view.key_results:
        _key_results(painter, view.key_results, view.title)
    for chapter in view.chapters:
        _chapter(painter, chapter, view, parts, prompts)
    if "session" in parts:
        _session(painter, view.session)


def _named(sheet: SheetView) -> str:
    return f"{sheet.title} – {sheet.owner}" if sheet.owner else sheet.title


def _chapter(painter: Painter, chapter: Chapter, view: ReportView, parts: tuple[str, ...], prompts: bool) -> None:
    if not {"sheets", "recaps"} & set(parts):
        return
    if "sheets" in parts:
        painter.cover(chapter.title, (chapter.purpose,))
    if "recaps" in parts and chapter.recaps:
        boxes = [
            Box(
                one_line(recap.title),
                colour=view.theme.accent,
                items=tuple(_note(one, view, number) for one in recap.entries),
            )
            for number, recap in enumerate(chapter.recaps)
        ]
        painter.beside(painter.words["recap"], boxes, chapter.title)
    if "sheets" in parts:
        for sheet in chapter.sheets:
            sheets.paint(painter, sheet, prompts, chapter.title)


def _note(entry: EntryView, view: ReportView, turn: int) -> Item:
    notes = view.theme.notes or ("#fff3b0",)
    return Item((plain(clean(entry.text) or "–"),), shape="note", fill=entry.colour or notes[turn % len(notes)])


def _key_results(painter: Painter, results: tuple[KeyResultView, ...], over: str) -> None:
    """A table of all key results, each with how far it is."""
    words = painter.words
    head = (
        words["key-result"],
        words["measure"],
        word(words, "start"),
        word(words, "now").capitalize(),
        word(words, "target"),
        words["progress"],
        word(words, "due"),
        word(words, "owner"),
    )
    rows: list[tables.Row] = []
    for one in results:
        cells = (
            one.text or "–",
            one.measure,
            one.start_text,
            one.now_text,
            one.target_text,
            one.progress_text or "–",
            one.due,
            one.owner,
        )
        rows.append(tables.Row(cells, one.progress))
    shares = (3.2, 1.5, 0.95, 0.95, 0.95, 1.1, 1.05, 1.15)
    tables.paint(painter, words["key-results"], head, rows, shares, bars=5, over=over)


def _spread(painter: Painter, view: SpreadView, prompts: bool) -> None:
    """What answers what, then both sheets."""
    over = " · ".join(one for one in (view.company, view.date) if one)
    boxes = [_pair(one, view, painter.words) for one in view.pairs]
    if boxes:
        painter.beside(view.title, boxes, over)
    for sheet in (view.asked, view.answering):
        sheets.paint(painter, sheet, prompts)


def _pair(pair: Pair, view: SpreadView, words: Words) -> Box:
    notes = view.theme.notes or ("#fff3b0",)
    colours = {section.id: section.colour for section in view.asked.sections}
    unanswered = (Item((plain(clean(text) or "–"),), shape="note", fill=notes[0]) for text in pair.unanswered)
    answered = _answered(pair, view)
    items = (*answered, Item((plain(clean(left_of(pair, words)), bold=True),), head=bool(pair.unanswered)), *unanswered)
    return Box(one_line(pair.title), colour=colours.get(pair.asked, view.theme.accent), items=items)


def _answered(pair: Pair, view: SpreadView) -> tuple[Item, ...]:
    """Each entry that answers, below what it answers."""
    found = next((section for section in view.answering.sections if section.id == pair.answering), None)
    if found is None:
        return ()
    notes = view.theme.notes or ("#fff3b0",)
    every = (*found.entries, *(entry for part in found.parts for entry in part.entries))
    return tuple(
        Item(
            (
                *(plain(f"”{clean(text)}”", italic=True, scale=0.9) for text in entry.answers),
                Paragraph((Run("→ ", bold=True), Run(clean(entry.text) or "–", bold=True))),
            ),
            shape="note",
            fill=notes[1 % len(notes)],
        )
        for entry in every
        if entry.answers
    )


def _counted(view: SessionView, words: Words) -> str:
    votes = f"{view.votes} {word(words, 'vote' if view.votes == 1 else 'votes')}"
    return f"{word(words, 'entries')}: {view.entries} · {votes}"


def _session(painter: Painter, view: SessionView) -> None:
    """Where a session stands, who is there, what has lost its place."""
    words = painter.words
    title, over = _joined(view.title, view.flow), " · ".join(one for one in (view.date, _counted(view, words)) if one)
    head = [word(words, key) for key in ("step", "status", "activity", "time", "sheets")]
    rows = [
        tables.Row(
            (
                f"{'– ' * step.depth}{one_line(step.title)}",
                "\n".join(one for one in (word(words, step.status), step.order, *step.where) if one),
                ", ".join(doing(step, words)),
                step.time,
                ", ".join(step.sheets),
            ),
        )
        for step in view.steps
    ]
    tables.paint(painter, title, head, rows, (3, 1.6, 2, 1, 2.4), over=over)
    boxes = [
        Box(
            f"{word(words, 'people')} ({heads(view)})",
            colour=view.theme.accent,
            items=tuple(
                Item((Paragraph((Run(one_line(one.name), bold=True), Run(f", {said} ({one.entries})"))),))
                for one, said in ((one, one_line(part_of(one, words))) for one in view.people)
            ),
        )
    ]  # fmt: skip
    if view.groups:
        named = tuple(
            Item((Paragraph((Run(f"{one_line(group.name)}: ", bold=True), Run(names or "–"))),))
            for group, names in ((group, ", ".join(map(one_line, group.people))) for group in view.groups)
        )
        boxes.append(Box(word(words, "groups"), colour=view.theme.accent, items=named))
    if view.people or view.groups:
        painter.beside(word(words, "people"), boxes, title)
    if view.aside:
        notes = view.theme.notes or ("#fff3b0",)
        kept = [
            Box(
                f"{one_line(one.sheet)} · {one_line(one.section)}",
                colour=view.theme.accent,
                items=tuple(
                    Item(
                        (
                            plain(clean(entry.text) or "–"),
                            *(
                                plain(f"{one_line(field.title)}: {clean(field.text)}", scale=0.9)
                                for field in entry.fields
                                if field.text
                            ),
                        ),
                        shape="note",
                        fill=notes[0],
                    )
                    for entry in one.entries
                ),
            )
            for one in view.aside
        ]
        painter.beside(word(words, "aside"), kept, title, word(words, "aside-why"))
