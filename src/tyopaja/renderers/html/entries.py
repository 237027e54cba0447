"""What people wrote, in HTML: notes, deeds of the compass, statements, key results and filled blanks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tyopaja.renderers.facts import KeyResult, Words, votes, word
from tyopaja.renderers.html.colours import sound
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.views.nodes import EntryView, FieldView, SectionView, SheetView

_WAYS = {"up": "↗", "down": "↘", "keep": "→", "yes-no": "✓"}


def entries(group: Sequence[EntryView], section: SectionView, sheet: SheetView, first: int = 0) -> Markup | None:
    """The entries of a section or of one of its parts; `first` is the place of its first note's colour."""
    if not group:
        return None
    if section.kind == "key-results":
        return h("ul", (h("li", _key_result(one, sheet)) for one in group), class_="results", role="list")
    if section.look == "statement" or section.kind == "text":
        return h("div", (_statement(one, sheet) for one in group), class_="said")
    if sheet.what == "compass":
        return h("ul", (h("li", _words(one), _fields(one.fields)) for one in group), class_="deeds", role="list")
    tones = len(sound(sheet.theme).notes)
    notes = (_note(one, sheet.words, (first + place) % tones) for place, one in enumerate(group))
    return h("ul", notes, class_="notes", role="list")


def _words(entry: EntryView) -> Markup | None:
    """Its words as a paragraph; their own letters decide in which direction they are read."""
    return h("p", entry.text, dir="auto", class_="words") if entry.text else None


def _fields(fields: Iterable[FieldView]) -> Markup | None:
    rows = [h("div", h("dt", user(field.title)), h("dd", field.text, dir="auto")) for field in fields]
    return h("dl", rows, class_="fields") if rows else None


def blanks(section: SectionView) -> Markup:
    """Every blank of a section with what was written into it."""
    rows = (
        h("div", h("dt", blank.title), h("dd", blank.text or "–", dir="auto", class_=None if blank.text else "none"))
        for blank in section.blanks
    )
    return h("dl", rows, class_="blanks")


def _note(entry: EntryView, words: Words, tone: int) -> Markup:
    return h(
        "li",
        _words(entry),
        _fields(entry.fields),
        _answers(entry, words),
        _choice(entry, words),
        _foot(entry, words),
        class_=f"note tone-{tone}" + (" chosen" if entry.picked else ""),
    )


def _answers(entry: EntryView, words: Words) -> Iterator[Markup]:
    for answer in entry.answers:
        if answer:
            yield h("p", f"{word(words, 'answers')}: ", h("q", user(answer)), class_="answer")


def _choice(entry: EntryView, words: Words) -> Markup | None:
    if not entry.picked:
        return None
    reason: Content = (f", {word(words, 'because')}: ", user(entry.reason)) if entry.reason else None
    return h("p", h("strong", word(words, "picked")), reason, class_="choice")


def _foot(entry: EntryView, words: Words) -> Markup | None:
    said = votes(entry, words)
    if not said and not entry.author:
        return None
    author = h("span", user(entry.author), class_="author") if entry.author else None
    return h(
        "p", author, " " if author and said else None, h("span", said, class_="votes") if said else None, class_="foot"
    )


def _statement(entry: EntryView, sheet: SheetView) -> Markup:
    plain = sheet.what == "compass"
    rest: Content = (
        None if plain else (_answers(entry, sheet.words), _choice(entry, sheet.words), _foot(entry, sheet.words))
    )
    return h("div", _words(entry), _fields(entry.fields), rest, class_="statement-of")


def _key_result(entry: EntryView, sheet: SheetView) -> Markup:
    result, words = KeyResult.of(entry), sheet.words
    titles = {field.id: field.title for field in entry.fields}
    figures = [
        h(
            "div",
            h("dt", titles.get(name, word(words, name))),
            h("dd", user(value), h("span", " ", user(result.unit), class_="unit") if with_unit else None),
            class_=name,
        )
        for name, value, with_unit in (
            ("start", result.start, bool(result.unit) and not result.target),
            ("target", result.target, bool(result.unit)),
        )
        if value
    ]
    rows = [
        h("div", h("dt", titles.get(name, word(words, name))), h("dd", user(value)), class_=name)
        for name, value in (("due", result.due), ("owner", result.owner))
        if value
    ]
    way = _WAYS.get(result.way, "")
    return h(
        "div",
        h("p", entry.text or "–", dir="auto", class_="words"),
        h(
            "p",
            user(result.measure) if result.measure else None,
            " " if result.measure and result.direction else None,
            h("span", h("span", f"{way} ", aria_hidden="true") if way else None, result.direction, class_="way")
            if result.direction
            else None,
            class_="measure",
        )
        if result.measure or result.direction
        else None,
        h("dl", figures, class_="figures") if figures else None,
        h("dl", rows, class_="agreed") if rows else None,
        _fields(result.others),
        None if sheet.what == "compass" else (_answers(entry, words), _choice(entry, words), _foot(entry, words)),
        class_="result",
    )
