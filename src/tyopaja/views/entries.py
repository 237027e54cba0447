"""Entries and their fields as views: values as they are printed, what an entry answers, and where it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tyopaja.model.kinds import Field, Value
from tyopaja.model.place import Place, base_of
from tyopaja.model.state import Check, Entry
from tyopaja.views.nodes import CheckView, EntryView, FieldView, Picture
from tyopaja.views.source import Source
from tyopaja.views.trails import trail, written
from tyopaja.views.values import fits, is_number, printed_date, printed_number, printed_value


def entry_view(
    source: Source,
    entry: Entry,
    origin: str = "",
    *,
    compiled: bool = False,
    unanswered: bool = False,
    owner: str = "",
    cluster: str = "",
) -> EntryView:
    """One entry, with its values as printed. `origin` is where it is said to have come from, `compiled` whether it is
    shown elsewhere than it stands, `owner` whose sheet it is on where that is not said of the whole, `cluster` the one
    that it is shown in."""
    known = source.fields_of(entry.sheet, entry.section)
    picture = next((key for key, _ in shown_pictures(source, entry, known)), "")
    linked = (source.state.entries[name] for name in entry.links if name in source.state.entries)
    return EntryView(
        id=entry.id,
        text=entry.text or "",
        fields=tuple(_fields(source, entry, known, picture)),
        colour=_colour(source, entry, known),
        picture=picture,
        unanswered=unanswered,
        author=source.name(entry.by),
        votes=len(entry.votes),
        picked=entry.picked is not None,
        reason=entry.reason or "",
        answers=tuple(other.text or "" for other in linked if not other.removed),
        origin=origin or _origin(source, entry),
        cluster=cluster,
        private=entry.private,
        owner=owner or _gathered_from(source, entry),
        checks=tuple(check_view(source, check) for check in entry.checks),
        written=written(entry),
        trail=trail(source, entry, compiled=compiled),
    )


def check_view(source: Source, check: Check) -> CheckView:
    """Where a key result stood at some moment."""
    return CheckView(
        date=printed_date(check.at.date(), source.locale),
        value=check.now,
        text="" if check.now is None else printed_number(check.now, source.locale),
        note=check.text or "",
        author=source.name(check.by),
    )


def field_view(source: Source, name: str, known: Field, value: Value | None = None) -> FieldView:
    """One field with a value, or blank. A value that is none of the field's type is shown as the text that it is."""
    title, printed = source.text(known.title) or name, "" if value is None else printed_field(source, known, value)
    if value is not None and not fits(known.type, value):
        return FieldView(id=name, title=title, type="text", value=value, text=printed)
    return FieldView(
        id=name,
        title=title,
        type=known.type,
        value=value,
        text=printed,
        required=known.required,
        choices=tuple(source.text(one) or key for key, one in known.choices.items()),
        scale=known.scale if known.type == "scale" else None,
        low=source.text(known.low),
        high=source.text(known.high),
    )


def value_of(entry: Entry, name: str) -> Value | None:
    """What an entry has in a field; None where it has nothing."""
    return entry.text if name == "text" else entry.fields.get(name)


def shown_pictures(
    source: Source, entry: Entry, known: Mapping[str, Field] | None = None
) -> Iterator[tuple[str, Picture]]:
    """The pictures of an entry that are to be had, by key, in the order of its fields."""
    fields = source.fields_of(entry.sheet, entry.section) if known is None else known
    for name, one in fields.items():
        key = entry.fields.get(name)
        if one.type == "picture" and isinstance(key, str) and (found := source.picture(key)) is not None:
            yield key, found


def _fields(source: Source, entry: Entry, known: Mapping[str, Field], picture: str) -> Iterator[FieldView]:
    """What an entry has beside its text, its colour and the picture that stands for it."""
    for name, one in known.items():
        value = entry.fields.get(name)
        if name != "text" and value is not None and one.type != "colour" and (not picture or value != picture):
            yield field_view(source, name, one, value)
    for name in sorted(entry.fields.keys() - known.keys() - {"colour"}):
        # Its field is gone with an older version of the pack; what people wrote is shown all the same.
        yield _nameless(source, name, entry.fields[name])


def _nameless(source: Source, name: str, value: Value) -> FieldView:
    if isinstance(value, str) and value.startswith("sha256:"):
        return FieldView(id=name, title=name, type="text", value=value, text=source.words()["picture"])
    return field_view(source, name, Field(), value)


def printed_field(source: Source, known: Field, value: Value) -> str:
    """A value as it is printed, by the type of its field."""
    match known.type:
        case "person":
            return source.name(str(value))
        case "choice" if str(value) in known.choices:
            return source.text(known.choices[str(value)]) or str(value)
        case "picture":
            # Whoever can show it goes by the value; the words are for those who cannot.
            return "" if source.picture(str(value)) else source.words()["no-picture"]
    if isinstance(value, bool):
        return source.words()["yes" if value else "no"]
    return printed_value(known.type, value, source.locale)


def _colour(source: Source, entry: Entry, known: Mapping[str, Field]) -> str:
    """The note colour that an entry was given; "" where it was given none that the theme has."""
    notes = source.definitions.pack.theme.notes
    name = next((name for name, one in known.items() if one.type == "colour"), "")
    number = entry.fields.get(name)
    return notes[int(number) - 1] if is_number(number) and 1 <= number <= len(notes) else ""


def _origin(source: Source, entry: Entry) -> str:
    """Where an entry that was carried here came from, for people; "" for one that was written here."""
    first = source.state.entries.get(entry.origin) if entry.origin else None
    if first is None:
        return ""
    return _gathered_from(source, entry) or source.place_title(Place(first.sheet, first.section, first.part))


def _gathered_from(source: Source, entry: Entry) -> str:
    """The group or the participant from whose sheet an entry was gathered onto the one of all; "" for others."""
    first = source.state.entries.get(entry.origin) if entry.origin else None
    return source.owner(first.sheet) if first is not None and base_of(first.sheet) == entry.sheet else ""
