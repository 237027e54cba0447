"""Views as boards: one sheet, two of a spread side by side, or all of a report, with links between their entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from tyopaja.views.nodes import Picture, ReportView, SheetView, SpreadView, View
from tyopaja_boards.facts import answered_by, entries_of
from tyopaja_boards.filling import GREY, Filler
from tyopaja_boards.keys import Key, sum_of
from tyopaja_boards.layout import MARGIN, laid_out
from tyopaja_boards.measuring import height, wrapped
from tyopaja_boards.pieces import Box, Link, Metrics, Page, Piece
from tyopaja_boards.words import words_of

VIEWS = ("compass", "sheet", "spread", "report")
"""The views that are boards: those that hold sheets."""
BETWEEN = 160
"""Between two sheets side by side, and between two rows of them."""
ACROSS = 4
"""How many sheets of a report stand side by side at most."""


@frozen(kw_only=True)
class Maker:
    """Makes boards of views for one format."""

    metrics: Metrics
    people: bool = True
    prompts: bool = True
    pictures: bool = True
    """Whether pictures are shown; else it is said that there is one."""

    def pages(self, view: View, *, apart: bool) -> tuple[Page, ...]:
        """The boards of a view: one; `apart`, one for each sheet of a report."""
        if isinstance(view, SpreadView):
            return (self._spread(view),)
        if isinstance(view, ReportView):
            return self._report(view, apart)
        assert isinstance(view, SheetView)
        return (self._page(view.title, [[(view, "")]], view),)

    def _spread(self, view: SpreadView) -> Page:
        page = self._page(view.title, [[(view.asked, "asked"), (view.answering, "answering")]], view)
        words = words_of(view.words, view.locale)
        said = [
            f"{pair.title} – {pair.nothing or words['unanswered'] + ': ' + '; '.join(pair.unanswered)}"
            for pair in view.pairs
            if pair.nothing or pair.unanswered
        ]
        return evolve(page, pieces=(*page.pieces, *self._aside("\n".join(said), page.pieces)))

    def _report(self, view: ReportView, apart: bool) -> tuple[Page, ...]:
        rows: list[list[tuple[SheetView, str]]] = [[(view.result, "")]] if view.result else []
        rows += [[(sheet, "") for sheet in chapter.sheets] for chapter in view.chapters]
        rows = [row[start : start + ACROSS] for row in _once(rows) for start in range(0, len(row), ACROSS)]
        if not rows or not apart:
            return (self._page(view.title, rows, view),)
        return tuple(
            self._page(sheet.title or view.title, [[(sheet, side)]], view) for row in rows for sheet, side in row
        )

    def _page(
        self, title: str, rows: Sequence[Sequence[tuple[SheetView, str]]], view: SheetView | SpreadView | ReportView
    ) -> Page:
        sheets = [sheet for row in rows for sheet, _ in row]
        drawn = {entry.id for sheet in sheets for entry in entries_of(sheet)}
        pieces: list[Piece] = [] if rows else self._empty(title, view)
        y = 0
        for row in rows:
            x, bottom = 0, y
            for sheet, side in row:
                words = words_of(sheet.words, sheet.locale)
                filler = Filler(sheet, self.metrics, words, self.people, self.prompts, drawn, self.pictures)
                made = laid_out(filler, side or ("compass" if sheet.what == "compass" else ""))
                pieces += [piece.by(x, y) for piece in made]
                x, bottom = pieces[-len(made)].box.right + BETWEEN, max(bottom, y + made[0].box.height)
            y = bottom + BETWEEN
        pieces = list(_told_apart(pieces))
        pictures: dict[str, Picture] = {key: one for sheet in sheets for key, one in sheet.pictures.items()}
        return Page(
            title=title,
            pieces=tuple(pieces),
            links=tuple(_links(sheets, pieces)),
            pictures=pictures,
            locale=view.locale,
            paper=view.theme.paper,
        )

    def _empty(self, title: str, view: SheetView | SpreadView | ReportView) -> list[Piece]:
        """A page that has no sheet: it says of what."""
        return list(self._said(title or "–", 0, 0, 36, view.theme.accent))

    def _aside(self, text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """What is said of all sheets of a page, below them."""
        if text:
            yield from self._said(text, MARGIN, max(one.box.bottom for one in pieces) + MARGIN, 16, GREY)

    def _said(self, text: str, x: int, y: int, size: int, ink: str) -> Iterator[Piece]:
        wide = 1600
        lines = wrapped(text, size, wide)
        tall = height(lines, size, self.metrics.line) + (0 if self.metrics.headings else 2 * self.metrics.pad)
        key = Key(role="text", sums=(sum_of(text),))
        yield Piece(
            key=key, style="text", box=Box(x, y, wide + 2 * self.metrics.pad, tall), text=text, lines=lines, size=size,
            ink=ink,
        )  # fmt: skip


def _told_apart(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces, no two of one key."""
    seen: Counter[Key] = Counter()
    for piece in pieces:
        seen[piece.key] += 1
        count = seen[piece.key]
        more = f"{piece.key.more}.{count}" if piece.key.more else str(count)
        yield piece if count == 1 else evolve(piece, key=evolve(piece.key, more=more))


def _links(sheets: Sequence[SheetView], pieces: Iterable[Piece]) -> Iterator[Link]:
    """From each entry to those that it answers, as far as they are on the page."""
    notes: dict[str, Key] = {}
    for piece in pieces:
        if piece.style == "note":
            notes.setdefault(piece.key.entry, piece.key)
    seen: set[tuple[str, str]] = set()
    for sheet in sheets:
        for entry in entries_of(sheet):
            for target in answered_by(entry):
                pair = (entry.id, target)
                if target in notes and entry.id != target and pair not in seen:
                    seen.add(pair)
                    key = Key(role="link", entry=entry.id, known=(target,))
                    yield Link(key=key, source=notes[entry.id], target=notes[target])


def picture_name(key: str, picture: Picture) -> str:
    """What a picture's file is called: by its content."""
    letters = "".join(letter for letter in key.partition(":")[2] if letter.isalnum() and letter.isascii())[:16]
    return f"{letters or 'picture'}.{picture.media_type.partition('/')[2].replace('jpeg', 'jpg')}"


def _once(rows: Iterable[list[tuple[SheetView, str]]]) -> Iterator[list[tuple[SheetView, str]]]:
    """The rows with each sheet where it stands first: two workshops may work on one."""
    seen: list[SheetView] = []
    for row in rows:
        kept = []
        for sheet, side in row:
            if sheet not in seen:
                seen.append(sheet)
                kept.append((sheet, side))
        yield kept
