"""The boxes of a sheet: each section with its notes, cards, lists and figures as items, by what it is drawn as."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from tyopaja.renderers import facts
from tyopaja.renderers.clean import clean, one_line
from tyopaja.renderers.facts import Words, word
from tyopaja.views.nodes import EntryView, FieldView, PartView, SectionView, SheetView
from tyopaja_office.colours import readable
from tyopaja_office.shown import shown
from tyopaja_office.slides.parts import Box, Figure, Item, Paragraph, Run, plain

QUIET = "#5b6470"
"""Text that is said beside others; readable on white and on every tint of a box."""
_SMALL = 0.82
_FIGURES: Mapping[str, tuple[float, float]] = {"radar": (190.0, 330.0), "curve": (120.0, 230.0), "map": (240.0, 400.0)}
"""How high a figure must be, and how high it may become, in points."""


def boxes(sheet: SheetView, words: Words, prompts: bool) -> tuple[Box, ...]:
    """A box for each section of a sheet, in order. `prompts`: whether the questions of an empty box stand in it."""
    made: list[Box] = []
    turn = 0
    for section in sheet.sections:
        maker = _Maker(sheet, section, words, prompts, turn)
        made.append(
            Box(
                title=one_line(section.title),
                label=one_line(section.label),
                colour=section.colour,
                look=section.look,
                items=tuple(maker.items()),
                grows=section.draw == "text",
            )
        )
        turn += 1 + len(section.parts)
    return tuple(made)


def prompts_of(sheet: SheetView, words: Words) -> Iterator[str]:
    """What a facilitator says to a sheet: its purpose, and the questions of each section."""
    yield from (one_line(sheet.purpose),) if sheet.purpose else ()
    for section in sheet.sections:
        asked = (*section.prompts, *(f"{part.title}: {prompt}" for part in section.parts for prompt in part.prompts))
        if asked:
            yield ""
            yield one_line(f"{section.label} {section.title}" if section.label else section.title)
            yield from (f"– {one_line(prompt)}" for prompt in asked)


def trails_of(sheet: SheetView, words: Words) -> Iterator[str]:
    """What each sentence of a sheet grew from, in lines."""
    for section in sheet.sections:
        for entry in facts.all_entries(section):
            if entry.trail:
                yield ""
                yield f"”{one_line(entry.text) or '–'}”"
            for trace in entry.trail:
                said = (trace.author, f"{trace.votes} {word(words, 'votes')}" if trace.votes else "", trace.reason)
                beside = ", ".join(one_line(one) for one in said if one)
                same = one_line(trace.text) == one_line(entry.text)
                text = "" if same else f": ”{one_line(trace.text)}”"
                yield f"{'  ' * trace.depth}← {one_line(trace.place)}{text}{f' ({beside})' if beside else ''}"


@frozen
class _Maker:
    """Makes the items of one section."""

    sheet: SheetView
    section: SectionView
    words: Words
    prompts: bool
    turn: int
    """Whose turn it is among the note colours."""

    def items(self) -> Iterator[Item]:
        """All of them, in the order of reading."""
        section = self.section
        for remark in facts.remarks(section, self.words):
            yield self.aside(remark)
        if self.prompts and facts.is_empty(section):
            for prompt in section.prompts:
                yield Item((plain(clean(prompt), italic=True, colour=QUIET),))
        if figure := self.figure():
            yield figure
        for blank in section.blanks:
            yield from self.blank(blank)
        groups = facts.numbered((section.entries, *(part.entries for part in section.parts)))
        yield from self.group(*next(groups), self.turn)
        for number, (part, (first, entries)) in enumerate(zip(section.parts, groups, strict=True), start=1):
            yield from self.part(part, first, entries, self.turn + number)
        nothing = not facts.all_entries(section) and not section.blanks and not section.parts
        if nothing and (missing := facts.empty(section, self.words)):
            yield self.aside(missing)
        if section.hint:
            yield self.aside(section.hint)

    def part(self, part: PartView, first: int, entries: Sequence[EntryView], turn: int) -> Iterator[Item]:
        """What stands under a heading."""
        if self.section.draw == "radar" and entries:
            # A spoke's name stands on its note, so that the notes stand beside each other below the drawing.
            title = plain(one_line(part.title), bold=True)
            for item in self.group(first, entries, turn):
                yield evolve(item, paragraphs=(title, *item.paragraphs)) if item.shape else item
            return
        yield self.heading(part.title)
        yield from self.group(first, entries, turn)
        if not entries and (missing := facts.empty(part, self.words)):
            yield self.aside(missing)

    def group(self, first: int, entries: Sequence[EntryView], turn: int) -> Iterator[Item]:
        """Entries, in the clusters that they are in."""
        for name, _, begin, found in facts.bound(entries, self.section, self.words, first):
            if name:
                yield self.heading(name)
            for number, entry in enumerate(found, start=begin):
                yield _DRAWN.get(self.section.draw, _note)(self, entry, number, turn)
        # In the compass the speaker has every step before them: the slide is for the sentences.
        traced = self.sheet.what == "compass" and all(entry.trail for entry in entries)
        if not traced and (source := facts.sources(entries, self.words)):
            yield self.aside(source)

    def heading(self, title: str) -> Item:
        return Item((plain(one_line(title), bold=True),), head=True)

    def aside(self, text: str) -> Item:
        colour = readable(self.section.colour, "#ffffff") if self.section.look == "statement" else QUIET
        return Item((plain(clean(text), italic=True, colour=colour, scale=_SMALL),))

    def blank(self, field: FieldView) -> Iterator[Item]:
        """A field of a form with its value."""
        picture = shown(self.sheet.pictures.get(str(field.value))) if field.type == "picture" else None
        title = Run(f"{one_line(field.title)}: ", bold=True)
        if picture:
            yield Item((plain(one_line(field.title), bold=True),), picture=picture, words=one_line(field.title))
        else:
            yield Item((Paragraph((title, Run(clean(facts.told(field)) or "–"))),))

    def said(self, entry: EntryView, colour: str) -> tuple[Paragraph, ...]:
        """Who wrote it, its votes and so on; nothing in the compass, where the words stand for themselves."""
        found = " · ".join(facts.facts_on(self.sheet.what, entry, self.words))
        return (plain(clean(found), colour=colour, scale=_SMALL, italic=True),) if found else ()

    def ground(self, entry: EntryView, turn: int) -> str:
        """The colour of a note."""
        notes = self.sheet.theme.notes or ("#fff3b0",)
        return entry.colour or notes[turn % len(notes)]

    def fields(self, entry: EntryView, *without: str) -> tuple[Paragraph, ...]:
        """Its fields but the first of each of the types `without`, a line each."""
        return tuple(
            Paragraph((Run(f"{one_line(field.title)}: ", bold=True, scale=0.9), Run(clean(told), scale=0.9)))
            for field in facts.beside(entry, *without)
            if (told := facts.told(field)) and field.type != "picture"
        )

    def text(self, entry: EntryView, lead: str = "", bold: bool = False) -> tuple[Paragraph, ...]:
        """Its words, with something in front."""
        words = clean(entry.text)
        if not words.strip() and entry.picture:
            return (plain(lead.strip()),) if lead else ()
        return (
            Paragraph((Run(lead, bold=True), Run(words or "–", bold=bold)) if lead else (Run(words or "–", bold),)),
        )

    def picture(self, entry: EntryView) -> dict[str, object]:
        """The picture of an entry, for an item."""
        found = shown(self.sheet.pictures.get(entry.picture))
        return {"picture": found, "words": one_line(entry.text or self.section.title)} if found else {}

    def missing(self, entry: EntryView) -> tuple[Paragraph, ...]:
        """That a picture is not there."""
        if not entry.picture or shown(self.sheet.pictures.get(entry.picture)):
            return ()
        return (plain(f"({word(self.words, 'no-picture')})", italic=True),)

    def figure(self) -> Item | None:
        """The drawing of a section that has one: a radar, a curve or a map, when there is something to draw."""
        section = self.section
        entries = facts.all_entries(section)
        if section.draw not in _FIGURES:
            return None
        if section.draw == "map":
            told = [
                f"{one_line(entry.text)} ({at[0]:g}, {at[1]:g})" for entry in entries if (at := facts.place_of(entry))
            ]
        else:
            scores = [(entry, facts.field_of(entry.fields, "scale")) for entry in entries]
            names = self.spokes() if section.draw == "radar" else {}
            told = [
                f"{one_line(names.get(entry.id, entry.text))}: {score.text}"
                for entry, score in scores
                if score and facts.share(score) is not None
            ]
        if len(told) < _FEWEST[section.draw]:
            return None
        least, most = _FIGURES[section.draw]
        return Item(figure=Figure(section, f"{one_line(section.title)}. {'; '.join(told)}"[:1000], least, most))

    def spokes(self) -> dict[str, str]:
        """Entry → the title of the part that it stands in."""
        return {entry.id: part.title for part in self.section.parts for entry in part.entries}


_FEWEST = {"map": 1, "radar": 3, "curve": 2}
"""How many points a drawing needs to be one."""


def _note(maker: _Maker, entry: EntryView, number: int, turn: int) -> Item:
    """A sticky note."""
    fill = maker.ground(entry, turn)
    lead = f"{number}. " if maker.section.ordered else ""
    without = ("scale",) if maker.section.draw in ("scale", "radar") else ()
    score = facts.field_of(entry.fields, "scale") if without else None
    dots = (plain(clean(facts.told(score)), bold=True),) if score and score.text else ()
    quiet = readable(fill, "#4a4a4a")
    body = (*dots, *maker.text(entry, lead), *maker.missing(entry), *maker.fields(entry, *without))
    return Item((*body, *maker.said(entry, quiet)), shape="note", fill=fill, **maker.picture(entry))  # type: ignore[arg-type]


def _card(maker: _Maker, entry: EntryView, number: int, turn: int) -> Item:
    """A card with fields: white, so that it is told from a note."""
    lead = f"{number}. " if maker.section.ordered or maker.section.draw in ("chain", "map") else ""
    ours = f"{maker.words.get('ours', '')} ★ " if maker.section.draw == "map" and facts.is_yes(entry) else ""
    without = ("place", "yes-no") if maker.section.draw == "map" else ()
    body = (*maker.text(entry, lead + ours, bold=True), *maker.missing(entry), *maker.fields(entry, *without))
    fill = entry.colour or "#ffffff"
    said = maker.said(entry, readable(fill, QUIET))
    return Item((*body, *said), shape="card", fill=fill, **maker.picture(entry))  # type: ignore[arg-type]


def _check(maker: _Maker, entry: EntryView, number: int, turn: int) -> Item:
    """A line of a list to tick."""
    mark = facts.TICKED if facts.is_yes(entry) else facts.UNTICKED
    body = (*maker.text(entry, f"{mark} "), *maker.missing(entry), *maker.fields(entry, "yes-no"))
    return Item((*body, *maker.said(entry, QUIET)))


def _words(maker: _Maker, entry: EntryView, number: int, turn: int) -> Item:
    """A sentence that stands by itself."""
    statement = maker.section.look == "statement"
    colour = "#ffffff" if statement else ""
    body = (plain(clean(entry.text) or "–", colour=colour), *maker.missing(entry), *maker.fields(entry))
    return Item((*body, *maker.said(entry, "#ffffff" if statement else QUIET)), **maker.picture(entry))  # type: ignore[arg-type]


def _result(maker: _Maker, entry: EntryView, number: int, turn: int) -> Item:
    """A key result with its figures and a bar for how far it is."""
    result = facts.KeyResult.of(entry)
    now = f"{word(maker.words, 'now')} {result.now}" if result.now else ""
    figures = " · ".join(one for one in (result.measure, result.from_to, now, result.direction) if one)
    when = " · ".join(one for one in (result.due, result.owner) if one)
    lines: tuple[str, ...]
    others = tuple(f"{one_line(field.title)}: {facts.told(field)}" for field in result.others if field.text)
    if maker.sheet.what == "compass":
        # Beside the sentences it counts where they stand; the speaker has before them how they got there.
        lines = (" · ".join(one for one in (result.measure, result.from_to, now, result.due, result.owner) if one),)
    else:
        history, notes = facts.history(entry, maker.words), facts.checked(entry)
        lines = (figures, when, *others, history, *(f"{when}: {note}" for when, note in notes))
    told = tuple(plain(clean(one), scale=0.9) for one in lines if one)
    body = (*maker.text(entry, bold=True), *maker.missing(entry), *told)
    return Item((*body, *maker.said(entry, QUIET)), shape="card", fill="#ffffff", bar=result.done)


_DRAWN: Mapping[str, Callable[[_Maker, EntryView, int, int], Item]] = {
    "notes": _note, "text": _words, "cards": _card, "chain": _card, "curve": _card, "map": _card, "checks": _check,
    "results": _result, "picture": _card, "scale": _note, "radar": _note,
}  # fmt: skip
