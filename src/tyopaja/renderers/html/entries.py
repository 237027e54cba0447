"""What people wrote, in HTML: notes, deeds of the compass, statements, cards, lists, scores and pictures. Goes by how a
section is drawn, never by the name of its kind. Key results and forms have modules of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tyopaja.renderers.facts import Words, beside, bound, field_of, is_yes, signature, votes, word
from tyopaja.renderers.html.colours import note_tones, safe, sound
from tyopaja.renderers.html.marks import Pictured, alone, picture, scale, ticked, unanswered, value
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.renderers.html.results import key_result
from tyopaja.renderers.html.trails import trail
from tyopaja.views.nodes import EntryView, FieldView, SectionView, SheetView

_LISTS = {"cards": "cards", "curve": "moments", "map": "points", "chain": "chain"}
"""How a section of cards is drawn → the class of the list of its entries."""


def entries(group: Sequence[EntryView], section: SectionView, sheet: SheetView, level: int, first: int = 0) -> Content:
    """The entries of a section or of one of its parts, in the clusters that they are in, which have headings of
    `level`; `first` is the place of its first entry among all of them."""
    if not group:
        return None
    if not any(entry.cluster in section.clusters for entry in group):
        return _alike(group, section, sheet, first)
    made = (
        h(
            "div",
            h(f"h{min(level, 6)}", name, class_="cluster-title", dir="auto"),
            _alike(found, section, sheet, begin),
            class_="cluster" if is_cluster else "cluster rest",
        )
        for name, is_cluster, begin, found in bound(group, section, sheet.words, first)
    )
    return h("div", made, class_="clusters")


def _alike(group: Sequence[EntryView], section: SectionView, sheet: SheetView, first: int) -> Markup:
    match section.draw:
        case "results":
            return _list("ul", "results", (h("li", key_result(one, sheet, told(one, sheet))) for one in group))
        case "checks":
            return _list("ul", "checks", (_check(one, sheet) for one in group))
        case "cards" | "curve" | "map" | "chain" as draw:
            name, start = ("ol", first + 1) if section.ordered or draw == "map" else ("ul", None)
            made = (_card(one, section, sheet, first + place) for place, one in enumerate(group, start=1))
            return _list(name, _LISTS[draw], made, start)
        case "scale" | "radar" | "text" | "picture" | "blanks":
            return h("div", (_statement(one, section, sheet) for one in group), class_="said")
        case _:
            return _notes(group, section, sheet, first)


def _list(name: str, kind: str, items: Iterable[Markup], start: int | None = None) -> Markup:
    counted = str(start) if start is not None else None
    return h(name, items, class_=kind, role="list", start=counted)


def _notes(group: Sequence[EntryView], section: SectionView, sheet: SheetView, first: int) -> Markup:
    if section.look == "statement":
        return h("div", (_statement(one, section, sheet) for one in group), class_="said")
    if sheet.what == "compass":
        return _list("ul", "deeds", (_deed(one, sheet) for one in group))
    tones = len(sound(sheet.theme).notes)
    notes = (_note(one, sheet, (first + place) % tones) for place, one in enumerate(group))
    return _list("ul", "notes", notes)


def _deed(entry: EntryView, sheet: SheetView) -> Markup:
    return h("li", _picture(entry, sheet), _words(entry), fields(entry.fields, sheet), told(entry, sheet))


def _words(entry: EntryView) -> Markup | None:
    """Its words as a paragraph; their own letters decide in which direction they are read."""
    return h("p", entry.text, dir="auto", class_="words") if entry.text else None


def _picture(entry: EntryView, sheet: SheetView) -> Markup | None:
    """Its picture; its words stand below it, and for it where nobody sees it."""
    shown = picture(entry.picture, entry.text or word(sheet.words, "picture"), sheet)
    return h("p", shown, class_="shown") if shown else None


def fields(shown: Iterable[FieldView], sheet: Pictured) -> Markup | None:
    """Fields with their values."""
    rows = [
        h("div", h("dt", user(field.title)), h("dd", value(field, sheet), dir="auto", class_=f"of-{field.type}"))
        for field in shown
    ]
    return h("dl", rows, class_="fields") if rows else None


def told(entry: EntryView, sheet: SheetView) -> Content:
    """What there is to say of an entry beside its words. In the compass the words stand for themselves, but for what
    nobody else sees there, and what they grew from."""
    words = sheet.words
    if sheet.what == "compass":
        return alone(words) if entry.private else None, trail(entry, words)
    return (
        _answers(entry, words),
        unanswered(words) if entry.unanswered else None,
        _choice(entry, words),
        alone(words) if entry.private else None,
        _foot(entry, words),
    )


def _note(entry: EntryView, sheet: SheetView, tone: int) -> Markup:
    return h(
        "li",
        _picture(entry, sheet),
        _words(entry),
        fields(entry.fields, sheet),
        told(entry, sheet),
        class_=f"note tone-{tone}" + _marks(entry),
        style=_tone(entry.colour, sound(sheet.theme).ink) if entry.colour else None,
    )


def _marks(entry: EntryView) -> str:
    """The classes of what sets an entry apart."""
    marks = ((entry.picked, " chosen"), (entry.unanswered, " lonely"), (entry.private, " private"))
    return "".join(name for holds, name in marks if holds)


def _tone(colour: str, ink: str) -> str | None:
    """A note's own colour, with the tones that follow from it."""
    paper = safe(colour, "")
    if not paper:
        return None
    return note_tones(paper, ink)


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
    said, signed = votes(entry, words), signature(entry)
    if not said and not signed:
        return None
    author = h("span", _apart(signed), class_="author") if signed else None
    return h(
        "p", author, " " if author and said else None, h("span", said, class_="votes") if said else None, class_="foot"
    )


def _apart(parts: Sequence[str]) -> Iterator[Content]:
    for place, part in enumerate(parts):
        yield " · " if place else None
        yield user(part)


def _statement(entry: EntryView, section: SectionView, sheet: SheetView) -> Markup:
    """An entry that stands alone: a sentence, a score with its reason, a picture with its caption."""
    scored = section.draw in ("scale", "radar")
    score = field_of(entry.fields, "scale") if scored else None
    return h(
        "div",
        scale(score) if score else None,
        _picture(entry, sheet),
        _words(entry),
        fields(beside(entry, "scale") if scored else entry.fields, sheet),
        told(entry, sheet),
        class_="statement-of" + (" lonely" if entry.unanswered else ""),
    )


def _card(entry: EntryView, section: SectionView, sheet: SheetView, number: int) -> Markup:
    """A card, a moment, a point or a link: its words, then its fields."""
    numbered = section.ordered or section.draw == "map"
    ours = section.draw == "map" and is_yes(entry)
    shown = beside(entry, "place", "yes-no") if section.draw == "map" else entry.fields
    return h(
        "li",
        h("span", str(number), class_="number", aria_hidden="true") if numbered else None,
        _picture(entry, sheet),
        _words(entry) or h("p", "–", class_="words"),
        h("p", word(sheet.words, "ours"), class_="ours") if ours else None,
        fields(shown, sheet),
        told(entry, sheet),
        class_="card" + _marks(entry),
    )


def _check(entry: EntryView, sheet: SheetView) -> Markup:
    return h(
        "li",
        ticked(done=is_yes(entry), words=sheet.words),
        h(
            "div",
            _picture(entry, sheet),
            _words(entry) or h("p", "–", class_="words"),
            fields(beside(entry, "yes-no"), sheet),
            told(entry, sheet),
        ),
        class_="check" + (" lonely" if entry.unanswered else ""),
    )
