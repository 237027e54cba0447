"""Views told in blocks: a report and a workbook, a session, a spread, what is held of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tyopaja.renderers import facts, persons
from tyopaja.renderers.facts import Words, word
from tyopaja.views.nodes import Credit, OwnView, ReportView, SessionView, SheetView, SpreadView, View
from tyopaja_office.documents import sheets
from tyopaja_office.documents.blocks import Block, Break, Contents, Entries, Heading, Image, Line, Span, Table, line
from tyopaja_office.shown import shown


def story(view: View, words: Words, parts: tuple[str, ...], prompts: bool) -> Iterator[Block]:
    """A view in blocks. Raises TypeError for a view that is none to read in a document."""
    match view:
        case SheetView():
            yield from _title(view.title, view.company, view.date)
            yield from sheets.sheet(view, words, 1, prompts)
            if "provenance" in parts:
                yield from sheets.provenance(view, words, 1)
        case SpreadView():
            yield from _title(view.title, view.company, view.date)
            yield from _spread(view, words, prompts)
        case SessionView():
            yield from _title(view.title, view.flow, view.date)
            yield from _session(view, words, 1)
        case ReportView():
            yield from _report(view, words, parts, prompts)
        case OwnView():
            yield from _title(view.name, word(words, "own"), view.title, view.date)
            yield from _person(view, words)
        case _:
            raise TypeError(f"There is no document of a {view.what}.")
    yield from _credit(view.credit, words)


def title_of(view: View) -> str:
    """What a document is called."""
    return _NAMES[type(view)](view) if type(view) in _NAMES else ""


_NAMES: Mapping[type, Callable[[Any], str]] = {
    SheetView: lambda view: " – ".join(one for one in (view.title, view.company) if one),
    SpreadView: lambda view: " – ".join(one for one in (view.title, view.company) if one),
    SessionView: lambda view: " – ".join(one for one in (view.title, view.flow) if one),
    ReportView: lambda view: view.title,
    OwnView: lambda view: " – ".join(one for one in (view.name, view.title) if one),
}


def _title(title: str, *under: str) -> Iterator[Block]:
    yield line(title or "–", "title")
    if said := " · ".join(one for one in under if one):
        yield line(said, "subtitle")


def _credit(credit: Credit, words: Words) -> Iterator[Block]:
    designer = f"{word(words, 'made-with')}: {credit.designer}" if credit.designer else ""
    if said := " · ".join(one for one in (designer, credit.licence, credit.address) if one):
        yield line(said, "quiet")


def _report(view: ReportView, words: Words, parts: tuple[str, ...], prompts: bool) -> Iterator[Block]:
    if "cover" in parts:
        yield from _title(view.title, word(words, "report"), view.session.date)
        if view.session.purpose:
            yield line(view.session.purpose)
    if "contents" in parts:
        yield Contents(word(words, "contents"))
        yield Break()
    if view.result is not None:
        if "result" in parts:
            yield from sheets.sheet(view.result, words, 1, prompts)
        if "provenance" in parts:
            yield from sheets.provenance(view.result, words, 1)
    if "key-results" in parts and view.key_results:
        yield Heading(1, words["key-results"])
        rows = tuple(
            (
                one.text or "–", one.measure, one.start_text, one.now_text, one.target_text, one.progress_text, one.due,
                one.owner,
            )
            for one in view.key_results
        )  # fmt: skip
        yield Table(sheets.results_head(words), rows, sheets.SHARES)
    for chapter in view.chapters:
        if {"sheets", "recaps"} & set(parts):
            yield Heading(1, chapter.title)
            if chapter.purpose:
                yield line(chapter.purpose)
        if "recaps" in parts and chapter.recaps:
            yield Heading(2, words["recap"])
            for recap in chapter.recaps:
                yield Line((Span(recap.title, bold=True),))
                yield Entries(tuple(((Span(entry.text or "–"),),) for entry in recap.entries))
        if "sheets" in parts:
            for one in chapter.sheets:
                yield from sheets.sheet(one, words, 2, prompts)
    if "notes" in parts:
        yield from _notes(view, words)
    if "session" in parts:
        yield from _session(view.session, words, 1)


def _notes(view: ReportView, words: Words) -> Iterator[Block]:
    """Every entry in one table: for who looks for the one that they remember."""
    rows = tuple(
        (f"{one.title} – {section.title}", entry.text or "–", entry.author, str(entry.votes or ""))
        for chapter in view.chapters
        for one in chapter.sheets
        for section in one.sections
        for entry in facts.all_entries(section)
    )
    if rows:
        head = (words["place"], words["text"], word(words, "author").capitalize(), word(words, "votes").capitalize())
        yield Heading(1, words["all-notes"])
        yield Table(head, rows, (2.4, 4.2, 1.4, 0.8))


def _spread(view: SpreadView, words: Words, prompts: bool) -> Iterator[Block]:
    for pair in view.pairs:
        yield Heading(1, pair.title)
        yield line(f"{facts.left_of(pair, words)}{':' if pair.unanswered else ''}")
        if pair.unanswered:
            yield Entries(tuple(((Span(text or "–"),),) for text in pair.unanswered))
    for one in (view.asked, view.answering):
        yield from sheets.sheet(one, words, 1, prompts)


def _session(view: SessionView, words: Words, level: int) -> Iterator[Block]:
    """Where a session stands, who is there, what has lost its place."""
    yield Heading(level, word(words, "status"))
    if view.purpose:
        yield line(view.purpose)
    votes = f"{view.votes} {word(words, 'vote' if view.votes == 1 else 'votes')}"
    yield line(f"{word(words, 'session')}: {view.id} · {word(words, 'entries')}: {view.entries} · {votes}", "quiet")
    if view.steps:
        yield Heading(level + 1, word(words, "steps"))
        head = tuple(word(words, key) for key in ("step", "status", "activity", "time", "sheets"))
        rows = tuple(
            (
                f"{'– ' * step.depth}{step.title}",
                "\n".join(one for one in (word(words, step.status), step.order, *step.where) if one),
                ", ".join(facts.doing(step, words)),
                step.time,
                ", ".join(step.sheets),
            )
            for step in view.steps
        )
        yield Table(head, rows, (3, 1.6, 2, 1, 2.4))
        if all(step.status != "now" for step in view.steps):
            yield line(word(words, "ended"))
    if view.people:
        yield Heading(level + 1, f"{word(words, 'people')} ({facts.heads(view)})")
        people = tuple((one.name, facts.part_of(one, words), str(one.entries)) for one in view.people)
        yield Table(tuple(word(words, key) for key in ("name", "role", "entries")), people, (3, 3, 1))
    if view.groups:
        yield Heading(level + 1, word(words, "groups"))
        yield Entries(
            tuple(((Span(f"{one.name}: ", bold=True), Span(", ".join(one.people) or "–")),) for one in view.groups)
        )
    if view.aside:
        yield Heading(level + 1, word(words, "aside"))
        yield line(word(words, "aside-why"))
    for one in view.aside:
        yield Heading(level + 2, f"{one.sheet} · {one.section}")
        yield Entries(
            tuple(
                (
                    (Span(entry.text or "–"),),
                    *((Span(f"{field.title}: ", bold=True), Span(field.text)) for field in entry.fields if field.text),
                    *((Span(said, quiet=True),) for said in [" · ".join(facts.facts(entry, words))] if said),
                )
                for entry in one.entries
            )
        )


def _person(view: OwnView, words: Words) -> Iterator[Block]:
    """All that a session holds of somebody."""
    yield Entries(tuple(((Span(f"{name}: ", bold=True), Span(said)),) for name, said in persons.facts_of(view)))
    for name, items in persons.parts(view):
        yield Heading(1, f"{name} ({len(items)})")
        for item in items:
            lines: list[tuple[Span, ...]] = [(Span(item.place or "–", bold=True),)]
            lines += [(Span(item.said),)] if item.said else []
            pictures = [
                (field, shown(view.pictures.get(str(field.value)))) for field in item.fields if field.type == "picture"
            ]
            lines += [
                (Span(f"{field.title}: ", bold=True), Span(facts.told(field))) for field in item.fields if field.text
            ]
            if beside := " · ".join(one for one in item.beside if one):
                lines.append((Span(beside, quiet=True),))
            yield Entries((tuple(lines),))
            yield from (Image(found, field.title) for field, found in pictures if found)
