"""A sheet as a view: its sections in reading order, with what was written into them. Which entries a box shows is
handed in, so that a filled sheet and the compiled result are drawn by the same code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, cast

from attrs import frozen

from tyopaja.model.canvas import Layout, Section
from tyopaja.model.place import Place
from tyopaja.model.state import Entry
from tyopaja.views.nodes import Area, EntryView, FieldView, Grid, PartView, SectionView, SheetView
from tyopaja.views.source import Source


@frozen
class Shown:
    """What one section, or one part of it, shows."""

    entries: tuple[Entry, ...]
    origins: Mapping[str, str]
    """Entry → where it came from, for people; empty on a sheet that is not compiled."""
    gap: str = ""
    """What is missing, for people."""


Contents = Callable[[str, str | None], Shown]
"""(section, part) → what it shows."""


def sheet(source: Source, name: str) -> SheetView:
    """A sheet as it is filled now."""

    def contents(section: str, part: str | None) -> Shown:
        standing = source.state.entries_in(name, section)
        return Shown(tuple(entry for entry in standing if entry.part == part), {})

    return drawn(source, name, "sheet", contents)


def drawn(source: Source, name: str, what: Literal["sheet", "compass"], contents: Contents) -> SheetView:
    """A sheet with the contents given."""
    canvas = source.canvas(name)
    return SheetView(
        what=what,
        id=name,
        canvas=canvas.id,
        title=source.sheet_title(name),
        purpose=source.text(canvas.purpose),
        company=source.state.title,
        locale=source.locale,
        grid=grid(canvas.layout, tuple(canvas.section)),
        sections=tuple(_section(source, name, section, contents) for section in canvas.section),
        theme=source.definitions.pack.theme,
        credit=source.credit(),
        approved=tuple(source.name(person) for person in source.state.approvals.get(name, ())),
        date=source.date(),
        words=source.words(),
    )


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


def _section(source: Source, sheet: str, name: str, contents: Contents) -> SectionView:
    canvas = source.canvas(sheet)
    section, kind, own = canvas.section[name], source.kind(sheet, name), contents(name, None)
    parts = tuple(_part(source, part, section, contents(name, part)) for part in section.parts)
    blanks = _blanks(source, sheet, name, own.entries) if kind.draw == "blanks" else ()
    filled = own.entries or any(part.entries for part in parts)
    gaps = dict.fromkeys(gap for gap in (own.gap, *(part.gap for part in parts)) if gap)
    return SectionView(
        id=name,
        label=section.label,
        title=source.text(section.title),
        prompts=source.texts(section.prompts),
        kind=canvas.kind_of(name),
        draw=kind.draw,
        ordered=kind.ordered,
        many=kind.many,
        limit=canvas.limit_of(name) if kind.many else 1,
        examples=source.texts(section.examples),
        look=section.look,
        colour=colour(source, section),
        blanks=blanks,
        parts=parts,
        entries=() if kind.draw == "blanks" else _entries(source, own),
        gap="" if filled else " ".join(gaps),
    )


def _part(source: Source, name: str, section: Section, shown: Shown) -> PartView:
    part = section.parts[name]
    return PartView(
        id=name,
        title=source.text(part.title),
        prompts=source.texts(part.prompts),
        examples=source.texts(part.examples),
        entries=_entries(source, shown),
        gap=shown.gap,
    )


def colour(source: Source, section: Section) -> str:
    """A section's colour as `#rrggbb`; the theme's accent where it names none that there is."""
    theme = source.definitions.pack.theme
    if section.colour is None:
        return theme.accent
    return section.colour if section.colour.startswith("#") else theme.colours.get(section.colour, theme.accent)


def _blanks(source: Source, sheet: str, section: str, entries: Sequence[Entry]) -> tuple[FieldView, ...]:
    """Every field of a section, with the first value that an entry has for it."""

    def holder(name: str) -> Entry | None:
        return next((entry for entry in entries if name in entry.fields), None)

    fields = source.fields_of(sheet, section)
    return tuple(source.field(name, known, holder(name)) for name, known in fields.items())


def _entries(source: Source, shown: Shown) -> tuple[EntryView, ...]:
    return tuple(entry_view(source, entry, shown.origins.get(entry.id, "")) for entry in shown.entries)


def entry_view(source: Source, entry: Entry, origin: str = "") -> EntryView:
    """One entry, with its values as printed."""
    known = source.fields_of(entry.sheet, entry.section)
    fields = (source.field(name, one, entry) for name, one in known.items() if name in entry.fields and one.type != "colour")
    linked = (source.state.entries[name] for name in entry.links if name in source.state.entries)
    return EntryView(
        id=entry.id,
        text=entry.text or "",
        fields=tuple(fields),
        author=source.name(entry.by),
        votes=len(entry.votes),
        picked=entry.picked is not None,
        reason=entry.reason or "",
        answers=tuple(other.text or "" for other in linked if not other.removed),
        origin=origin,
    )


def is_blank(source: Source, name: str) -> bool:
    """Whether nothing at all stands on a sheet."""
    return not source.entries(Place(name))
