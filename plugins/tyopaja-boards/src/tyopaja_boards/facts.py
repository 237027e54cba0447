"""What is said about an entry beside its text: fields, votes, why it was chosen, who wrote it, where it came from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from tyopaja.views.nodes import EntryView, SectionView, SheetView

Words = Mapping[str, str]


def facts_of(
    entry: EntryView, words: Words, *, number: int | None, people: bool, drawn: Collection[str], picture: str
) -> str:
    """All of it, a fact a line or several short ones in one; "" for nothing.

    `number` is the entry's place where the order means something, `drawn` the ids of the entries on the same page, to
    which a link is drawn instead of words, `picture` what is said of its picture where that is not shown, else "".
    """
    return "\n".join(line for line in _lines(entry, words, number, people, drawn, picture) if line)


def answered_by(entry: EntryView) -> tuple[str, ...]:
    """The ids of the entries that an entry answers itself."""
    return tuple(step.entry for step in entry.trail if step.how == "answers" and step.depth == 0)


def _lines(
    entry: EntryView, words: Words, number: int | None, people: bool, drawn: Collection[str], picture: str
) -> Iterator[str]:
    yield from (f"{field.title}: {field.text}" for field in entry.fields if field.text)
    yield picture
    if entry.votes or entry.picked:
        votes = f"{entry.votes} {words['vote' if entry.votes == 1 else 'votes']}" if entry.votes else ""
        yield " · ".join(one for one in (votes, f"★ {words['picked']}" if entry.picked else "") if one)
    if entry.reason:
        yield f"{words['because']} {entry.reason}"
    yield from (f"{words['answers']}: {text}" for text in _answers(entry, drawn))
    if entry.unanswered:
        yield words["unanswered"]
    if entry.origin:
        yield f"{words['from']}: {entry.origin}"
    for check in entry.checks:
        said = (check.text, check.note, check.author if people else "")
        yield f"{words['checked']} {check.date}: {', '.join(one for one in said if one)}"
    who = (
        f"{words['number']} {number}" if number is not None else "",
        entry.owner,
        entry.author if people else "",
        words["private"] if entry.private else "",
    )
    yield " · ".join(one for one in who if one)


def _answers(entry: EntryView, drawn: Collection[str]) -> Iterator[str]:
    """The texts of what it answers, but for those to which a link is drawn."""
    own = [step for step in entry.trail if step.how == "answers" and step.depth == 0]
    shown = [step.text for step in own if step.entry in drawn]
    for text in entry.answers:
        if text in shown:
            shown.remove(text)
        else:
            yield text


def entries_in(section: SectionView) -> Iterator[EntryView]:
    """Every entry of a section, those under its headings last."""
    yield from section.entries
    for part in section.parts:
        yield from part.entries


def entries_of(sheet: SheetView) -> Iterator[EntryView]:
    """Every entry of a sheet, in the order of reading."""
    for section in sheet.sections:
        yield from entries_in(section)


def remarks_of(section: SectionView, words: Words) -> str:
    """What is said about a section beside its prompts."""
    answers = f"{words['answers']}: {section.answers}" if section.answers else ""
    said = [answers, section.balance, section.hint, section.gap]
    # Its own gap says all that its parts' gaps say.
    return "\n".join(one for one in said if one)
