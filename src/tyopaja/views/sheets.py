"""A sheet as a view: its sections in reading order, with what was written into them. Which entries a box shows is
handed in, so that a filled sheet and the compiled result are drawn by the same code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, cast

from tyopaja.model.canvas import Layout
from tyopaja.model.place import Place, instance_of
from tyopaja.model.standing import sheets_at
from tyopaja.model.state import Entry
from tyopaja.views.answering import unanswered
from tyopaja.views.entries import shown_pictures
from tyopaja.views.nodes import Area, Grid, Picture, SheetView
from tyopaja.views.sections import Contents, Drawing, Shown
from tyopaja.views.source import Source
from tyopaja.views.telling import Telling


def sheet(source: Source, name: str) -> SheetView:
    """A sheet as it is filled now. One that each group or participant has shows by its plain name what was gathered, or
    until then what is on all of them, each entry with whose it is."""
    sheets = sheets_at(source.definitions, source.state, name) if instance_of(name) is None else (name,)

    def contents(section: str, part: str | None) -> Shown:
        found = [one for sheet in sheets for one in source.state.entries_in(sheet, section) if one.part == part]
        owners = {} if sheets == (name,) else {entry.id: source.owner(entry.sheet) for entry in found}
        return Shown(tuple(found), {}, owners=owners)

    return drawn(source, name, "sheet", contents, sheets)


def drawn(
    source: Source,
    name: str,
    what: Literal["sheet", "compass"],
    contents: Contents,
    sheets: tuple[str, ...] = (),
) -> SheetView:
    """A sheet with the contents given. `sheets` are those of the session that it shows, of one that is compiled its
    own."""
    canvas = source.canvas(name)
    alone = unanswered(source, name) if what == "sheet" else frozenset()
    drawing = Drawing(source, name, contents, alone, Telling(source, sheets))
    shown = (
        entry
        for section, one in canvas.section.items()
        for part in (None, *one.parts)
        for entry in contents(section, part).entries
    )
    return SheetView(
        what=what,
        id=name,
        canvas=canvas.id,
        title=source.sheet_title(name),
        purpose=source.text(canvas.purpose),
        company=source.state.title,
        owner=source.owner(name),
        locale=source.locale,
        grid=grid(canvas.layout, tuple(canvas.section)),
        sections=tuple(drawing.section(section) for section in canvas.section),
        theme=source.definitions.pack.theme,
        credit=source.credit(),
        approved=tuple(source.name(person) for person in source.state.approvals.get(name, ())),
        date=source.date(),
        pictures=_pictures(source, shown),
        templates=source.definitions.pack.templates,
        session=source.state.session,
        date_on=source.date_on(),
        words=source.words(),
    )


def _pictures(source: Source, entries: Iterable[Entry]) -> Mapping[str, Picture]:
    return {key: picture for entry in entries for key, picture in shown_pictures(source, entry)}


def grid(layout: Layout, sections: Sequence[str]) -> Grid:
    """The drawing of a layout, worked out. A section that it lacks has no area."""
    rows = tuple(row.split() for row in layout.areas)
    spots: dict[str, list[tuple[int, int]]] = {}
    for y, row in enumerate(rows):
        for x, section in enumerate(row):
            spots.setdefault(section, []).append((x, y))
    size, _, way = layout.paper.partition(" ")
    return Grid(
        paper=cast("Literal['a4', 'a3', 'a2', 'a1']", size),
        orientation="portrait" if way == "portrait" else "landscape",
        columns=layout.columns or (1.0,) * max(map(len, rows), default=1),
        rows=layout.rows or (1.0,) * len(rows),
        areas=tuple(_area(section, spots[section]) for section in sections if section in spots),
    )


def _area(section: str, cells: Sequence[tuple[int, int]]) -> Area:
    across, down = [x for x, _ in cells], [y for _, y in cells]
    return Area(
        section=section,
        x=min(across),
        y=min(down),
        width=max(across) - min(across) + 1,
        height=max(down) - min(down) + 1,
    )


def is_blank(source: Source, name: str) -> bool:
    """Whether nobody has written anything on a sheet, shown or not: what stood there from the beginning is nobody's."""
    return not source.hidden_at(Place(name)) and all(_as_begun(source, entry) for entry in source.entries(Place(name)))


def _as_begun(source: Source, entry: Entry) -> bool:
    """Whether an entry is as the canvas put it there when the session began, and nobody has done anything with it."""
    section = source.canvas(entry.sheet).section[entry.section]
    starts = section.start if entry.part is None else section.parts[entry.part].start
    known = source.fields_of(entry.sheet, entry.section)
    return (
        entry.by == ""
        and entry.text in starts.to(source.state.locale, source.definitions.pack.locale)
        and all(name in known and value == known[name].default for name, value in entry.fields.items())
        and not (entry.votes or entry.picked or entry.links)
    )
