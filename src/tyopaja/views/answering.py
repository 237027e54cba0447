"""Which sheets answer each other: a section of one canvas says that it answers a section of another, and the flow says
which sheets are filled on the two."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tyopaja.model.place import Place, base_of
from tyopaja.views.source import Source


@frozen
class Answer:
    """A section that answers another, on the sheets where they are filled."""

    asked: str
    """The sheet whose entries are answered."""
    section: str
    """Its section."""
    sheet: str
    """The sheet that answers."""
    answering: str
    """Its section."""


def answers(source: Source) -> Iterator[Answer]:
    """Every pair of sections of the flow that answer each other, in the order of the answering sheets."""
    for sheet, canvas in source.definitions.canvases.items():
        for name, section in canvas.section.items():
            asked_canvas, _, asked_section = (section.answers or "").rpartition("/")[2].partition(".")
            asked = asked_by(source, sheet, asked_canvas)
            if asked is not None and asked_section in source.canvas(asked).section:
                yield Answer(asked, asked_section, sheet, name)


def asked_by(source: Source, sheet: str, canvas: str) -> str | None:
    """The sheet filled on `canvas` that `sheet` answers; None where none is, or several are and the flow says not
    which."""
    use = source.definitions.flow.sheet.get(sheet)
    filled = [name for name, one in source.definitions.canvases.items() if one.id == canvas]
    if use and use.beside in filled:
        return use.beside
    return filled[0] if len(filled) == 1 else None


def unanswered(source: Source, sheet: str) -> frozenset[str]:
    """The entries of a sheet that another sheet should answer, and that nothing there does."""
    asked: set[str] = set()
    answered: set[str] = set()
    for one in answers(source):
        if one.asked == base_of(sheet):
            asked |= {entry.id for entry in source.entries(Place(sheet, one.section))}
            sheets = source.sheets_of(one.sheet)
            answered |= {link for own in sheets for entry in source.entries_on(own) for link in entry.links}
    return frozenset(asked - answered)
