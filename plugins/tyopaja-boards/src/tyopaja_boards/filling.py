"""What stands in the box of one section, one below the other: heading, prompts, the blanks of a form, notes, parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import groupby

from attrs import evolve, frozen

from tyopaja.views.nodes import EntryView, FieldView, PartView, SectionView, SheetView
from tyopaja_boards.colours import readable
from tyopaja_boards.facts import facts_of, remarks_of
from tyopaja_boards.keys import Key, sum_of
from tyopaja_boards.measuring import height, wrapped
from tyopaja_boards.pieces import Box, Metrics, Piece, Style, level, tallest

PAD = 24
"""Between a frame's edge and what stands in it."""
GAP = 16
"""Between two notes."""
ABOVE = 40
"""What a program needs above a frame for the name that it writes there itself."""
NOTE = 208
"""The width of a note, at least; a narrower box is not made."""
WIDEST = 288
"""The width of a note that shares its row, at most."""
LEAST = PAD * 4 + NOTE
"""The width of a section's box, at least: that of a note in a part in it."""
PICTURE = 200
"""How high a picture is, at most."""
GREY = "#4a5563"

Placed = tuple[list[Piece], int]
"""Pieces, and how far down they reach."""


@frozen
class Filler:
    """Fills the boxes of one sheet."""

    sheet: SheetView
    metrics: Metrics
    words: Mapping[str, str]
    people: bool
    """Whether names of authors are shown."""
    prompts: bool
    """Whether the questions are shown."""
    drawn: Collection[str]
    """The ids of all entries on the page."""
    pictures: bool = True
    """Whether pictures are shown; else it is said that there is one."""

    def text(
        self, text: str, box: tuple[int, int, int], size: int, *, style: Style = "text", bold: bool = False, ink: str
    ) -> Placed:
        """A text that is nothing but said, at x, y and as wide as told."""
        x, y, width = box
        if not text:
            return [], y
        pad = 0 if self.metrics.headings else self.metrics.pad  # a program that knows but notes pads every text
        lines = wrapped(text, size, width - 2 * pad, bold)
        tall = height(lines, size, self.metrics.line) + 2 * pad
        key = Key(role="text", sheet=self.sheet.id, sums=(sum_of(text),))
        made = Piece(
            key=key, style=style, box=Box(x, y, width, tall), text=text, lines=lines, size=size, bold=bold, ink=ink
        )
        return [made], y + tall

    def section(self, section: SectionView, x: int, y: int, width: int) -> Placed:
        """What stands in a section's box, whose upper left is x, y."""
        inner = (x + PAD, width - 2 * PAD)
        pieces: list[Piece] = []
        y += PAD
        if self.metrics.headings:
            title = " ".join(one for one in (section.label, section.title) if one)
            pieces, y = self.text(title, (inner[0], y, inner[1]), 20, style="heading", bold=True, ink=section.colour)
            y += 8 if pieces else 0
        below: list[Callable[[int], Placed]] = []
        if self.prompts:
            below.append(
                lambda at: self.text("\n".join(section.prompts), (inner[0], at, inner[1]), self.small, ink=GREY)
            )
        below.append(
            lambda at: self.text(remarks_of(section, self.words), (inner[0], at, inner[1]), self.small, ink=GREY)
        )
        below.append(lambda at: self._blanks(section, inner[0], at, inner[1]))
        if section.parts:
            if section.entries:
                below.append(lambda at: self._framed("rest", section, None, inner[0], at, inner[1]))
            below.append(lambda at: self._parts(section, inner[0], at, inner[1]))
        else:
            below.append(lambda at: self._notes(section, section.entries, "", inner[0], at, inner[1]))
        for make in below:
            made, bottom = make(y)
            if made:
                pieces += made
                y = bottom + GAP
        return pieces, y - GAP + PAD if pieces else y + PAD

    @property
    def small(self) -> int:
        """The size of prompts and remarks."""
        return max(13, self.metrics.facts)

    def _blanks(self, section: SectionView, x: int, y: int, width: int) -> Placed:
        """A form: what is asked above each blank, in as many columns as there is room for."""
        pieces: list[Piece] = []
        row: list[Piece] = []
        columns = max(1, (width + GAP) // (NOTE + GAP))
        wide = (width - (columns - 1) * GAP) // columns
        for number, field in enumerate(section.blanks):
            if number and number % columns == 0:
                pieces, y, row = pieces + level(row, "blank"), max(one.box.bottom for one in row) + GAP, []
            left = x + number % columns * (wide + GAP)
            said = self._said_of(str(field.value)) if field.type == "picture" and field.value and not field.text else ""
            asked, at = self.text(
                f"{field.title} {said}".rstrip(), (left, y, wide), self.small, style="label", ink=GREY
            )
            row += [*asked, self._blank(section, field, Box(left, at + 2, wide, 0))]
        bottom = max((one.box.bottom for one in row), default=y)
        return pieces + level(row, "blank"), bottom

    def _blank(self, section: SectionView, field: FieldView, box: Box) -> Piece:
        pad = self.metrics.pad
        shown = field.type == "picture" and self._shows(str(field.value))
        lines = wrapped(field.text, 16, box.width - 2 * pad)
        y = box.y + pad + height(lines, 16, self.metrics.line)
        picture = self._picture(str(field.value), Box(box.x + pad, y + 6, box.width - 2 * pad, 0)) if shown else None
        tall = (picture.bottom if picture else y) + pad - box.y
        return Piece(
            key=Key(
                role="blank", sheet=self.sheet.id, section=section.id, entry=field.id, sums=(sum_of(field.text),)
            ),
            style="blank",
            box=Box(box.x, box.y, box.width, tall),
            text=field.text,
            lines=lines,
            fill=self.sheet.theme.paper,
            ink=self.sheet.theme.ink,
            picture=str(field.value) if shown else "",
            picture_box=picture,
        )  # fmt: skip

    def _parts(self, section: SectionView, x: int, y: int, width: int) -> Placed:
        """The parts side by side where there is room for a note in each, else one below the other; of one height."""
        count = len(section.parts)
        columns = max(1, min(count, (width + GAP) // (NOTE + 2 * PAD + GAP)))
        wide = (width - (columns - 1) * GAP) // columns
        pieces: list[Piece] = []
        for start in range(0, count, columns):
            row: list[list[Piece]] = []
            for place, part in enumerate(section.parts[start : start + columns]):
                made, _ = self._framed("part", section, part, x + place * (wide + GAP), y, wide)
                row.append(made)
            tall = max(made[0].box.height for made in row)
            for made in row:
                frame = made[0]
                pieces += [evolve(frame, box=evolve(frame.box, height=tall)), *made[1:]]
            y = row[0][0].box.y + tall + GAP
        return pieces, y - GAP

    def _framed(self, style: Style, section: SectionView, part: PartView | None, x: int, y: int, width: int) -> Placed:
        """A frame for the entries of a part, or for those that stand under none."""
        if not self.metrics.headings and part is not None:
            y += ABOVE
        entries = section.entries if part is None else part.entries
        title = "" if part is None else part.title
        name = "" if part is None else part.id
        pieces: list[Piece] = []
        at, inner = y + PAD, (x + PAD, width - 2 * PAD)
        said = []
        if part is not None:
            # What a compiled section lacks is said by its own gap already.
            if self.metrics.headings:
                said.append((title, 16, True, section.colour))
            if self.prompts:
                said.append(("\n".join(part.prompts), self.small, False, GREY))
        for text, size, bold, ink in said:
            made, bottom = self.text(text, (inner[0], at, inner[1]), size, bold=bold, ink=ink)
            pieces, at = pieces + made, bottom + (8 if made else 0)
        made, bottom = self._notes(section, entries, name, inner[0], at, inner[1])
        least = at + (0 if made else NOTE // 2)
        box = Box(x, y, width, max(bottom, least) + PAD - y)
        frame = Piece(
            key=Key(
                role="rest" if part is None else "part", sheet=self.sheet.id, section=section.id, part=name,
                known=self.known(entries),
            ),
            style=style, box=box, text=title, ink=section.colour,
        )  # fmt: skip
        return [frame, *pieces, *made], box.bottom

    def known(self, entries: Sequence[EntryView]) -> tuple[str, ...]:
        """The ids that stand in a frame. A compiled sheet shows what stands elsewhere: nothing is taken away there."""
        return () if self.sheet.what == "compass" else tuple(one.id for one in entries)

    def _notes(
        self, section: SectionView, entries: Sequence[EntryView], part: str, x: int, y: int, width: int
    ) -> Placed:
        """Notes row by row, in the order of reading; each cluster under its name."""
        pieces: list[Piece] = []
        numbers = {id(entry): number for number, entry in enumerate(entries, start=1)} if section.ordered else {}
        place = 0
        for cluster, tied in groupby(entries, key=lambda entry: entry.cluster):
            named = section.clusters.get(cluster, "")
            made, bottom = self.text(named, (x, y, width), self.small, style="label", bold=True, ink=section.colour)
            pieces, y = pieces + made, bottom + (4 if made else 0)
            row: list[Piece] = []
            left = x
            for entry in tied:
                note = self._note(section, entry, part, width, numbers.get(id(entry)), place)
                place += 1
                if row and left + note.box.width > x + width:
                    pieces, y, row, left = pieces + level(row), row[0].box.y + tallest(row) + GAP, [], x
                row.append(note.by(left, y))
                left += note.box.width + GAP
            pieces, y = pieces + level(row), y + tallest(row) + GAP
        return pieces, y - GAP if place else y

    def _note(
        self, section: SectionView, entry: EntryView, part: str, room: int, number: int | None, place: int
    ) -> Piece:
        """A note at 0, 0: wide enough that it does not stand much higher than that, as far as there is room."""
        large = section.look == "statement" and section.draw == "text"
        size = self.metrics.text + (6 if large and self.metrics.headings else 0)
        notes = self.sheet.theme.notes or ("#fff3b0",)
        fill = entry.colour or (section.colour if large else notes[place % len(notes)])
        facts = facts_of(
            entry, self.words, number=number, people=self.people, drawn=self.drawn,
            picture=self._said_of(entry.picture),
        )  # fmt: skip
        made = None
        for width in _widths(room, whole=section.draw == "text"):
            made = self._sized(entry, facts, width, size)
            if made.box.height <= 1.25 * width:
                break
        assert made is not None
        key = Key(
            role="note", sheet=self.sheet.id, section=section.id, part=part, entry=entry.id,
            written=entry.written, sums=(sum_of(entry.text), *((sum_of(facts),) if facts else ())),
        )  # fmt: skip
        if (source := next((step for step in entry.trail if step.how == "compiled"), None)) is not None:
            key = evolve(
                key, sheet=source.sheet, section=source.section, part=source.part, entry=source.entry,
                written=source.written, known=(self.sheet.id, section.id, part),
            )  # fmt: skip
        return evolve(made, key=key, fill=fill, ink=readable(fill, self.sheet.theme.ink))

    def _sized(self, entry: EntryView, facts: str, width: int, size: int) -> Piece:
        pad, line = self.metrics.pad, self.metrics.line
        inner = width - 2 * pad
        lines = wrapped(entry.text, size, inner)
        y = pad + height(lines, size, line)
        picture = self._picture(entry.picture, Box(pad, y + 6, inner, 0)) if self._shows(entry.picture) else None
        y = picture.bottom + 8 if picture else y
        facts_lines = wrapped(facts, self.metrics.facts, inner) if facts else ()
        about = Box(pad, y + 8, inner, height(facts_lines, self.metrics.facts, line)) if facts else None
        if about and not self.metrics.headings:  # with the line that parts them
            about = about.by(0, round(2 * size * line))
        tall = max((about.bottom if about else y) + pad, 96)
        return Piece(
            key=Key(role="note"), style="note", box=Box(0, 0, width, tall), text=entry.text, lines=lines, size=size,
            facts=facts, facts_lines=facts_lines, facts_box=about,
            picture=entry.picture if picture else "", picture_box=picture,
        )  # fmt: skip

    def _shows(self, key: str) -> bool:
        return self.pictures and key in self.sheet.pictures

    def _said_of(self, key: str) -> str:
        """What is said of a picture that is not shown; "" where there is none, or it is shown."""
        if not key or self._shows(key):
            return ""
        return f"({self.words['picture' if key in self.sheet.pictures else 'no-picture']})"

    def _picture(self, key: str, box: Box) -> Box:
        """Where a picture stands, whose upper left is known, and how wide it may be."""
        picture = self.sheet.pictures[key]
        share = min(box.width / max(1, picture.width), PICTURE / max(1, picture.height))
        return Box(box.x, box.y, max(1, round(picture.width * share)), max(1, round(picture.height * share)))


def _widths(room: int, *, whole: bool) -> Iterator[int]:
    """How wide a note may be: as notes in a row, then over two of them, and so on; or over all of it."""
    columns = max(1, (room + GAP) // (NOTE + GAP))
    one = min(WIDEST, (room - (columns - 1) * GAP) // columns)
    if not whole:
        yield from (count * one + (count - 1) * GAP for count in range(1, columns))
    yield min(room, columns * WIDEST + (columns - 1) * GAP) if columns > 1 or whole else one
