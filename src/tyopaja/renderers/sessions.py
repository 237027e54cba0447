"""How a session stands, in plain text and in Markdown: its steps, its people, its groups, and what has lost its
place."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.renderers.clean import one_line
from tyopaja.renderers.facts import Words, doing, facts, heads, part_of, told, word
from tyopaja.renderers.lines import aside, block, heading, indented
from tyopaja.renderers.marked import escape, paragraph, table
from tyopaja.renderers.marked import heading as title
from tyopaja.renderers.marked import lines as marked_lines
from tyopaja.views.nodes import Aside, GroupView, SessionView, StepView

_MARKS = {"done": "✓", "now": "▶", "ahead": "·"}


def text(view: SessionView) -> Iterator[str]:
    """Lines of plain text."""
    words = view.words
    yield from heading(" · ".join(part for part in (view.title, view.flow, view.date) if part), "═")
    if view.purpose:
        yield from block(view.purpose)
    yield from block(f"{word(words, 'session')}: {view.id}")
    yield from heading(word(words, "steps"), "─")
    for step in view.steps:
        yield from _step(step, words)
    if view.steps and all(step.status != "now" for step in view.steps):
        yield from block(word(words, "ended"))
    yield from heading(f"{word(words, 'people')} ({heads(view)})", "─")
    for person in view.people:
        role = one_line(part_of(person, words))
        yield from block(f"{one_line(person.name)}, {role} ({person.entries})", "• ")
    if view.groups:
        yield from heading(f"{word(words, 'groups')} ({len(view.groups)})", "─")
        for group in view.groups:
            yield from block(_group(group), "• ")
    yield ""
    votes = word(words, "vote" if view.votes == 1 else "votes")
    yield from block(f"{word(words, 'entries')}: {view.entries} · {view.votes} {votes}")
    yield from block(f"{word(words, 'sheets')}: {', '.join(view.sheets)}")
    if view.aside:
        yield from heading(word(words, "aside"), "─")
        yield from block(word(words, "aside-why"))
    for one in view.aside:
        yield from _kept(one, words)


def _step(step: StepView, words: Words) -> Iterator[str]:
    lead = f"{_MARKS[step.status]} {'  ' * step.depth}"
    details = ", ".join(one_line(part) for part in (*doing(step, words), step.time, *step.sheets) if part)
    yield from block(f"{one_line(step.title)} ({details})" if details else one_line(step.title), lead)
    for line in (step.order, *step.where):
        if line:
            yield from block(one_line(line), f"{' ' * len(lead)}– ")


def _group(group: GroupView) -> str:
    return f"{one_line(group.name)}: {', '.join(map(one_line, group.people)) or '–'}"


def _kept(one: Aside, words: Words) -> Iterator[str]:
    """What an upgrade has left without a place."""
    yield from block(f"{one_line(one.sheet)} · {one_line(one.section)}:", "  ")
    for entry in one.entries:
        yield from block(entry.text or "–", "    • ")
        for field in entry.fields:
            if field.text:
                yield from indented(f"{one_line(field.title)}: {told(field)}", "      ")
        yield from aside(facts(entry, words), "      ")


def markdown(view: SessionView, level: int) -> Iterator[str]:
    """Blocks of Markdown, the session's title as a heading of `level`."""
    words = view.words
    yield title(f"{view.title} – {view.flow}", level)
    yield from paragraph(view.purpose)
    votes = f"{view.votes} {word(words, 'vote' if view.votes == 1 else 'votes')}"
    counted = f"{word(words, 'entries')}: {view.entries}"
    yield from paragraph(" · ".join(part for part in (view.date, counted, votes) if part))
    yield title(word(words, "steps"), level + 1)
    if view.steps:
        titles = [word(words, key) for key in ("step", "status", "activity", "time", "sheets", "as-of")]
        rows = [
            (
                f"{'– ' * step.depth}{step.title}",
                word(words, step.status),
                ", ".join(doing(step, words)),
                step.time,
                ", ".join(step.sheets),
                " · ".join(line for line in (step.order, *step.where) if line),
            )
            for step in view.steps
        ]
        yield table(titles, rows)
    if view.steps and all(step.status != "now" for step in view.steps):
        yield escape(word(words, "ended"))
    yield title(word(words, "people"), level + 1)
    if view.people:
        titles = [word(words, key) for key in ("name", "role", "entries")]
        yield table(titles, [(one.name, part_of(one, words), str(one.entries)) for one in view.people])
    if view.groups:
        yield title(word(words, "groups"), level + 1)
        yield "\n".join(f"- {escape(_group(group))}" for group in view.groups)
    if view.aside:
        yield title(word(words, "aside"), level + 1)
        yield escape(word(words, "aside-why"))
    for one in view.aside:
        yield title(f"{one.sheet} · {one.section}", level + 2)
        yield _kept_list(one, words)


def _kept_list(one: Aside, words: Words) -> str:
    items = []
    for entry in one.entries:
        beside = [escape(f"{field.title}: {field.text}") for field in entry.fields]
        if said := " · ".join(facts(entry, words)):
            beside.append(f"— {escape(said)}")
        items.append("- " + "\\\n  ".join([marked_lines(entry.text, "  ") or "–", *beside]))
    return "\n".join(items)
