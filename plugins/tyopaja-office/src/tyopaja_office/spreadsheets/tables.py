"""A view as tables of plain values: what every spreadsheet format writes, each in its own way. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from tyopaja.importers.columns import FIELD, is_reserved
from tyopaja.renderers.clean import clean
from tyopaja.renderers.facts import all_entries
from tyopaja.views.nodes import EntryView, FieldView, ReportView, SectionView, SessionView, SheetView, View
from tyopaja_office.shown import sheets_of
from tyopaja_office.spreadsheets import words

Cell = str | int | float | bool | date | None
"""A value as spreadsheets have them; None for an empty cell."""


@frozen(kw_only=True)
class Column:
    """What stands in a column."""

    name: str
    """The same in every language."""
    title: str
    """In the view's language."""
    width: int = 14
    """In characters."""
    kind: str = "text"
    """`text`, `number`, `percent` or `date`."""


@frozen(kw_only=True)
class Table:
    """Rows of one sort."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(default=())


def tables_of(view: View) -> tuple[Table, ...]:
    """Every table of a view; the first is the one that it is mostly about. Those without rows are left out, but for the
    first."""
    found = (*_of_session(view.session, first=False), *()) if isinstance(view, ReportView) else ()
    if isinstance(view, SessionView):
        return _of_session(view, first=True)
    sheets = tuple(sheets_of(view))
    made = (
        _entries(sheets, view.locale),
        _votes(sheets, view.locale),
        _key_results(view),
        _provenance(sheets, view.locale),
    )
    return (made[0], *(one for one in (*made[1:], *found) if one.rows))


def _columns(locale: str, *names: tuple[str, int] | tuple[str, int, str]) -> tuple[Column, ...]:
    return tuple(
        Column(name=one[0], title=words.column(one[0], locale), width=one[1], kind=one[2] if len(one) > 2 else "text")
        for one in names
    )


# Entries


def _entries(sheets: tuple[SheetView, ...], locale: str) -> Table:
    fixed = _columns(
        locale, ("id", 14), ("sheet", 16), ("section", 16), ("part", 12), ("place", 34), ("text", 60), ("author", 18),
        ("written", 20), ("votes", 8, "number"), ("picked", 9), ("reason", 30), ("cluster", 18), ("origin", 34),
    )  # fmt: skip
    rows: list[tuple[tuple[Cell, ...], tuple[FieldView, ...]]] = []
    for sheet in sheets:
        for section in sheet.sections:
            rows += [(_row(sheet, section, part, entry, locale), entry.fields) for part, entry in _parted(section)]
            written = tuple(blank for blank in section.blanks if blank.value is not None)
            if written:
                rows.append((_row(sheet, section, ("", ""), None, locale), written))
    more: dict[str, Column] = {}
    for _, fields in rows:
        for one in fields:
            if one.value is not None and one.id not in more:
                more[one.id] = _column_of(one, {column.title.casefold() for column in more.values()})
    order = list(more)
    full = tuple(
        (*row, *(values.get(name) for name in order))
        for row, fields in rows
        for values in ({one.id: _value(one) for one in fields},)
    )
    return Table(name="entries", title=words.table("entries", locale), columns=(*fixed, *more.values()), rows=full)


def _column_of(one: FieldView, titles: set[str]) -> Column:
    """The column of a field. One that is titled as another column is bears its id, and one whose id is another column's
    name too bears `FIELD` before it, so that the import knows it again."""
    name = f"{FIELD}{one.id}" if is_reserved(one.id) else one.id
    title = clean(one.title)
    free = title and not is_reserved(title) and title.casefold() not in titles
    return Column(name=name, title=title if free else name, width=16)


def _parted(section: SectionView) -> Iterator[tuple[tuple[str, str], EntryView]]:
    """Every entry of a section, with the id and the title of its part."""
    yield from ((("", ""), entry) for entry in section.entries)
    yield from (((part.id, part.title), entry) for part in section.parts for entry in part.entries)


def _row(
    sheet: SheetView, section: SectionView, part: tuple[str, str], entry: EntryView | None, locale: str
) -> tuple[Cell, ...]:
    place = " – ".join(one for one in (sheet.title, section.title, part[1]) if one)
    said = _text(entry.text) if entry else None
    start: tuple[Cell, ...] = (
        entry.id if entry else None, sheet.id, section.id, part[0] or None, _text(place), said,
    )  # fmt: skip
    if entry is None:
        return (*start, *(None,) * 7)
    return (
        *start,
        _text(entry.author),
        entry.written or None,
        entry.votes or None,
        words.column("yes", locale) if entry.picked else None,
        _text(entry.reason),
        _text(section.clusters.get(entry.cluster, "")),
        _text(entry.origin),
    )


def _value(one: FieldView) -> Cell:
    """A field's value as a spreadsheet has it: a number, a day, yes or no, or what is printed."""
    value = one.value
    if isinstance(value, bool | int | float) or value is None:
        return value
    if one.type == "date":
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return _text(one.text)
    return _text(one.text if one.type == "choice" else str(value))


def _text(text: str) -> str | None:
    return clean(text) or None


# Votes, key results, provenance


def _votes(sheets: tuple[SheetView, ...], locale: str) -> Table:
    columns = _columns(locale, ("votes", 8, "number"), ("text", 60), ("place", 40), ("picked", 9), ("reason", 40))
    found = [
        (entry.votes, _text(entry.text), _text(f"{sheet.title} – {section.title}"),
         words.column("yes", locale) if entry.picked else None, _text(entry.reason))
        for sheet in sheets
        if sheet.what == "sheet"
        for section in sheet.sections
        for entry in all_entries(section)
        if entry.votes or entry.picked
    ]  # fmt: skip
    found.sort(key=lambda row: -row[0])
    return Table(name="votes", title=words.table("votes", locale), columns=columns, rows=tuple(found))


def _key_results(view: View) -> Table:
    columns = _columns(
        view.locale, ("text", 50), ("progress", 12, "percent"), ("start", 12, "number"), ("now", 12, "number"),
        ("target", 12, "number"), ("unit", 12), ("measure", 30), ("direction", 14), ("due", 12, "date"), ("owner", 18),
        ("objective", 50), ("place", 34),
    )  # fmt: skip
    found = view.key_results if isinstance(view, ReportView) else ()
    rows: list[tuple[Cell, ...]] = [
        (
            _text(one.text), one.progress, one.start, one.now, one.target, _text(one.unit), _text(one.measure),
            _text(one.direction), date.fromisoformat(one.due_on) if one.due_on else _text(one.due), _text(one.owner),
            _text(one.objective), _text(one.place),
        )
        for one in found
    ]  # fmt: skip
    return Table(name="key-results", title=words.table("key-results", view.locale), columns=columns, rows=tuple(rows))


def _provenance(sheets: tuple[SheetView, ...], locale: str) -> Table:
    columns = _columns(
        locale, ("sentence", 50), ("step", 8, "number"), ("how", 14), ("place", 40), ("text", 50), ("author", 18),
        ("votes", 8, "number"), ("picked", 9), ("reason", 30), ("id", 14),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            _text(entry.text), trace.depth + 1, words.column(trace.how, locale), _text(trace.place), _text(trace.text),
            _text(trace.author), trace.votes or None, words.column("yes", locale) if trace.picked else None,
            _text(trace.reason), trace.entry,
        )
        for sheet in sheets
        if sheet.what == "compass"
        for section in sheet.sections
        for entry in all_entries(section)
        for trace in entry.trail
    ]  # fmt: skip
    return Table(name="provenance", title=words.table("provenance", locale), columns=columns, rows=tuple(rows))


# A session


def _of_session(view: SessionView, *, first: bool) -> tuple[Table, ...]:
    locale = view.locale
    people = Table(
        name="people",
        title=words.table("people", locale),
        columns=_columns(locale, ("id", 16), ("name", 26), ("role", 18), ("entries", 12, "number")),
        rows=tuple((one.id, _text(one.name), _text(one.role), one.entries) for one in view.people),
    )
    if not first:
        return (people,)
    columns = _columns(locale, ("id", 24), ("title", 50), ("status", 12), ("time", 14))
    steps = Table(
        name="steps",
        title=words.table("steps", locale),
        columns=columns,
        rows=tuple(
            (
                one.id,
                _text("  " * one.depth + one.title),
                _text(view.words.get(one.status, one.status)),
                _text(one.time),
            )
            for one in view.steps
        ),
    )
    return (steps, *((people,) if people.rows else ()))
