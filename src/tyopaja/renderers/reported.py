"""What a report has beside its sheets, in plain text and in Markdown: key results with how far they are, what the
workshop before left, and in a workbook every entry once more in one list. And cards, which plain text can only list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from tyopaja.renderers.clean import one_line
from tyopaja.renderers.facts import Words, all_entries, signature, votes, word
from tyopaja.renderers.lines import aside, block, heading
from tyopaja.renderers.marked import escape, paragraph, table
from tyopaja.renderers.marked import heading as title
from tyopaja.renderers.marked import lines as marked_lines
from tyopaja.views.nodes import CardsView, CardView, KeyResultView, Recap, ReportView

_BAR = 20


@frozen
class Row:
    """An entry in the list of all."""

    place: str
    """Its section and part."""
    text: str
    """With its values behind its words."""
    author: str
    votes: str


def appendix(view: ReportView) -> Iterator[tuple[str, list[Row]]]:
    """Every entry of a workbook, sheet by sheet; nothing in a report. Sheets without any are left out."""
    for sheet in (one for chapter in view.chapters for one in chapter.sheets) if view.what == "workbook" else ():
        rows = []
        for section in sheet.sections:
            parts = {entry.id: part.title for part in section.parts for entry in part.entries}
            for entry in all_entries(section):
                place = " – ".join(one for one in (section.title, parts.get(entry.id, "")) if one)
                values = (f"{field.title}: {field.text}" for field in entry.fields if field.text)
                said = " · ".join(one for one in (entry.text, *values) if one)
                rows.append(Row(place, said or "–", " · ".join(signature(entry)), votes(entry, sheet.words)))
            blanks = (blank for blank in section.blanks if blank.text)
            rows += [Row(section.title, f"{blank.title}: {blank.text}", "", "") for blank in blanks]
        if rows:
            yield sheet.title, rows


def figures(one: KeyResultView, words: Words) -> str:
    """`3,9 / 5 → 4,6 / 5`, and where it is now."""
    ways = " → ".join(part for part in (one.start_text, one.target_text) if part)
    now = f"{word(words, 'measured').lower()} {one.now_text}" if one.now_text else ""
    return " · ".join(part for part in (ways, now) if part)


def agreed(one: KeyResultView, words: Words) -> tuple[str, ...]:
    """What was agreed on beside the figures."""
    due = f"{word(words, 'due')}: {one.due}" if one.due else ""
    owner = f"{word(words, 'owner')}: {one.owner}" if one.owner else ""
    measure = ", ".join(part for part in (one.measure, one.direction) if part)
    return tuple(part for part in (measure, due, owner, one.place) if part)


def done(one: KeyResultView, words: Words) -> str:
    """How far it is, in words."""
    return one.progress_text or word(words, "no-progress")


# Plain text


def key_results(found: Sequence[KeyResultView], words: Words) -> Iterator[str]:
    """Key results as lines of plain text, each with a bar."""
    if found:
        yield from heading(f"{word(words, 'key-results')} ({len(found)})", "█")
    for one in found:
        yield ""
        full = 0 if one.progress is None else round(one.progress * _BAR)
        yield from block(one.text or "–", "• ")
        yield from block(f"{'▓' * full}{'░' * (_BAR - full)} {done(one, words)}", "  ")
        for line in (figures(one, words), f"{word(words, 'objective')}: {one.objective}" if one.objective else ""):
            if line:
                yield from block(one_line(line), "  ")
        yield from aside(agreed(one, words), "  ")


def recaps(found: Sequence[Recap], words: Words) -> Iterator[str]:
    """What the workshop before left, as lines of plain text."""
    if found:
        yield from heading(word(words, "recap"), "─")
    for one in found:
        yield from block(f"{one_line(one.title)}:", "  ")
        for entry in one.entries:
            yield from block(entry.text or "–", "    • ")


def appended(view: ReportView) -> Iterator[str]:
    """The list of all entries as lines of plain text."""
    for number, (name, rows) in enumerate(appendix(view)):
        if not number:
            yield ""
            yield from heading(word(view.words, "appendix"), "█")
        yield from heading(name, "─")
        for row in rows:
            yield from block(f"{one_line(row.place)}: {row.text}", "• ")
            yield from aside((row.author, row.votes), "  ")


def cards(view: CardsView) -> Iterator[str]:
    """Cards as lines of plain text."""
    yield from heading(" · ".join(part for part in (*headed(view), view.company, view.date) if part), "═")
    for card in view.cards:
        yield from block(_card(card), "• ")
    if not view.cards:
        yield from block(nobody(view))


def headed(view: CardsView) -> tuple[str, ...]:
    """What the cards are, and of which flow."""
    return word(view.words, view.what), view.title


def nobody(view: CardsView) -> str:
    """Why there are no cards."""
    return word(view.words, "no-people" if view.what == "name-tags" else "no-groups")


def _card(card: CardView) -> str:
    return one_line(f"{card.title or '________'}{': ' if card.lines else ''}{', '.join(card.lines)}")


# Markdown


def key_result_table(found: Sequence[KeyResultView], words: Words, level: int) -> Iterator[str]:
    """Key results as a table of Markdown."""
    if not found:
        return
    yield title(word(words, "key-results"), level)
    heads = ("key-results", "objective", "start", "measured", "target", "progress", "due", "owner", "place")
    yield table(
        [word(words, key) for key in heads],
        [
            (
                one.text or "–",
                one.objective,
                one.start_text,
                one.now_text,
                one.target_text,
                done(one, words),
                one.due,
                one.owner,
                one.place,
            )
            for one in found
        ],
    )


def recap_blocks(found: Sequence[Recap], words: Words, level: int) -> Iterator[str]:
    """What the workshop before left, as blocks of Markdown."""
    if found:
        yield title(word(words, "recap"), level)
    for one in found:
        yield escape(f"{one.title}:")
        yield "\n".join(f"- {marked_lines(entry.text, '  ') or '–'}" for entry in one.entries)


def appendix_blocks(view: ReportView, level: int) -> Iterator[str]:
    """The list of all entries as tables of Markdown."""
    heads = [word(view.words, key) for key in ("section", "entry", "author", "votes")]
    for number, (name, rows) in enumerate(appendix(view)):
        if not number:
            yield title(word(view.words, "appendix"), level)
        yield title(name, level + 1)
        yield table(heads, [(row.place, row.text, row.author, row.votes) for row in rows])


def card_list(view: CardsView) -> Iterator[str]:
    """Cards as a list of Markdown."""
    yield title(" – ".join(part for part in headed(view) if part), 1)
    yield from paragraph(" · ".join(part for part in (view.company, view.date) if part))
    if view.cards:
        yield "\n".join(f"- {escape(_card(card))}" for card in view.cards)
    else:
        yield escape(nobody(view))
