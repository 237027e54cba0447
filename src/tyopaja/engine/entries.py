"""Deciders about entries: what is written, rewritten, put elsewhere and taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.clusters import left_behind
from tyopaja.engine.values import check_cleared, check_fields, check_required, check_words, with_defaults
from tyopaja.engine.whose import check_whose, place_meant, sheet_meant, writes_privately
from tyopaja.errors import UnknownId
from tyopaja.model.commands import Add, Edit, Move, Remove, Set
from tyopaja.model.events import Added, Edited, Event, Moved, Removed
from tyopaja.model.kinds import Kind, Value
from tyopaja.model.place import Place, base_of, instance_of
from tyopaja.model.state import Entry

Events = tuple[Event, ...]


def add(ask: Ask[Add]) -> Events:
    """A new entry, at the end of its section or before another."""
    command = ask.command
    if not ask.rules.kind(command.sheet, command.section).many:
        ask.refuse("holds-one", place=called(ask, command.sheet, command.section))
    return added(ask, there(ask), command.text, command.fields, command.before)


def set_(ask: Ask[Set]) -> Events:
    """The one entry of a section, or of a part of it, that holds one: written first, rewritten from then on."""
    command = ask.command
    if ask.rules.kind(command.sheet, command.section).many:
        ask.refuse("holds-many", place=called(ask, command.sheet, command.section))
    return put(ask, there(ask), command.text, command.fields)


def there(ask: Ask[Add] | Ask[Set]) -> Place:
    """Where something is written: on the author's own sheet, unless the command says whose. Raises UnknownId."""
    return place_meant(ask, ask.command.sheet, ask.command.section, ask.command.part)


def edit(ask: Ask[Edit]) -> Events:
    """An entry's text or some of its fields, rewritten."""
    return rewritten(ask, own(ask, ask.command.entry), ask.command.text, ask.command.fields)


def move(ask: Ask[Move]) -> Events:
    """An entry put elsewhere: within its section, or into another that takes its kind."""
    entry = ask.entry(ask.command.entry)
    check_whose(ask, entry.sheet)
    there = destination(ask, entry)
    section = str(there.section)
    kind = ask.rules.kind(there.sheet, section)
    same = (there.sheet, section) == (entry.sheet, entry.section)
    if not (same and kind.ordered):
        # An order is everybody's: who may write in a section may put its entries in a better one.
        entry = own(ask, entry.id)
    _check_part(ask, there)
    if not same:
        if not kind.many:
            ask.refuse("holds-one", place=called(ask, there.sheet, section))
        if not _takes(ask, kind, entry):
            ask.refuse("other-kind", place=called(ask, there.sheet, section))
        if entry.text is not None:
            _words(ask, entry.text, there)
    if not same or there.part != entry.part:
        check_room(ask, there, entry)
    here = ask.state.boxes.get((entry.sheet, entry.section), ())
    stands = here.index(entry.id)
    if same and ask.command.before == entry.id:
        place: int | None = stands
    else:
        place = _place_before(ask, ask.command.before, there, without=entry.id)
    if same and there.part == entry.part and stands == (len(here) - 1 if place is None else place):
        return ()
    facts = {"entry": entry.id, "sheet": there.sheet, "section": section, "part": there.part}
    left = () if same else left_behind(ask, entry)
    return (*left, ask.event(Moved, **facts, place=place))


def remove(ask: Ask[Remove]) -> Events:
    """An entry taken away."""
    return (ask.event(Removed, entry=own(ask, ask.command.entry).id),)


def destination(ask: Ask[Move], entry: Entry) -> Place:
    """Where a move leads; what it does not name stays as it is. Raises UnknownId."""
    command, section = ask.command, ask.command.section or entry.section
    sheet, home = entry.sheet, base_of(entry.sheet)
    if command.sheet not in (None, sheet, home) or command.group or command.person:
        per = ask.rules.definitions.flow.per
        alike = per(base_of(command.sheet or home)) == per(home)
        sheet = sheet_meant(ask, command.sheet or home, instance_of(sheet) if alike else None)
    same = (sheet, section) == (entry.sheet, entry.section)
    return ask.rules.place(sheet, section, command.part or (entry.part if same else None))


def own(ask: Ask[Any], name: str) -> Entry:
    """An entry that the person may change: theirs, nobody's (it stood there from the start), or any for a
    facilitator; on the sheet of another group or participant none but a facilitator's."""
    entry, person = ask.entry(name), ask.person()
    check_whose(ask, entry.sheet)
    if person.role != "facilitator" and entry.by not in ("", person.id):
        author = ask.state.people[entry.by].called
        ask.refuse("not-yours", entry=name, author=author)
    return entry


def added(
    ask: Ask[Any], there: Place, text: str | None, fields: Mapping[str, Value], before: str | None = None
) -> Events:
    """A new entry at `there`, with the command's id for its own."""
    kind = _kind(ask, there)
    _check_part(ask, there)
    check_room(ask, there)
    kept, _ = check_fields(ask, fields, kind.fields)
    words = _first_words(ask, kind, text, there)
    check_required(ask, kind, words, kept)
    place = _place_before(ask, before, there)
    if ask.id in ask.state.entries:
        ask.refuse("id-used", id=ask.id)
    event = ask.event(
        Added,
        entry=ask.id,
        sheet=there.sheet,
        section=str(there.section),
        part=there.part,
        text=words,
        fields=with_defaults(kind, kept),
        place=place,
        private=writes_privately(ask, there),
    )
    return (event,)


def put(ask: Ask[Any], there: Place, text: str | None, fields: Mapping[str, Value]) -> Events:
    """The one entry at `there`: a new one, or the one that stands there, rewritten. Refused where somebody else wrote
    one for themselves: neither would see what became of their words."""
    _check_part(ask, there)
    standing = standing_at(ask, there)
    if not standing:
        return added(ask, there, text, fields)
    if not ask.sees(standing[0]):
        ask.refuse("written-unseen", place=ask.title(str(there)))
    return rewritten(ask, standing[0], text, fields)


def rewritten(ask: Ask[Any], entry: Entry, text: str | None, fields: Mapping[str, Value]) -> Events:
    """An entry's text and some of its fields, as they are now; () when they are so already."""
    there = Place(entry.sheet, entry.section, entry.part)
    kind = _kind(ask, there)
    kept, cleared = check_fields(ask, fields, kind.fields)
    if text == "" and kind.main is not None and not kind.main.required:
        text, cleared = None, ("text", *cleared)
    check_cleared(ask, kind, cleared)
    words = None if text is None else _main_words(ask, kind, text, there)
    changed = {name: value for name, value in kept.items() if entry.fields.get(name) != value}
    written = {*entry.fields, *(() if entry.text is None else ("text",))}
    emptied = tuple(name for name in cleared if name in written)
    if words == entry.text:
        words = None
    if words is None and not changed and not emptied:
        return ()
    return (ask.event(Edited, entry=entry.id, text=words, fields=changed, cleared=emptied),)


def standing_at(ask: Ask[Any], there: Place) -> tuple[Entry, ...]:
    """The entries of a section, or of exactly one part of it."""
    found = ask.state.entries_in(there.sheet, str(there.section))
    return tuple(entry for entry in found if entry.part == there.part)


def called(ask: Ask[Any], sheet: str, section: str) -> str:
    """What people call a section."""
    return ask.title(f"{sheet}.{section}")


def check_room(ask: Ask[Any], there: Place, coming: Entry | None = None) -> None:
    """Refuse one more entry where no more fit; `coming` takes no more room where it stands already."""
    section, many = str(there.section), _kind(ask, there).many
    if many:
        standing = ask.state.boxes.get((there.sheet, section), ())
        limit = ask.rules.canvas(there.sheet).limit_of(section)
    else:
        standing, limit = tuple(entry.id for entry in standing_at(ask, there)), 1
    if coming is not None and coming.id in standing:
        return
    if limit is not None and len(standing) >= limit:
        full = Place(there.sheet, section) if many else there
        ask.refuse("full", place=ask.title(str(full)), count=limit)


def _takes(ask: Ask[Any], kind: Kind, entry: Entry) -> bool:
    """Whether an entry can go over to a kind. Where an upgrade took its section away, what is written in it decides."""
    canvas = ask.rules.definitions.canvases.get(base_of(entry.sheet))
    if canvas is not None and entry.section in canvas.section:
        return kind.fields.keys() == ask.rules.kind(entry.sheet, entry.section).fields.keys()
    written = {*entry.fields, *(() if entry.text is None else ("text",))}
    needed = {name for name, field in kind.fields.items() if field.required}
    if not needed <= written <= kind.fields.keys():
        return False
    check_fields(ask, entry.fields, kind.fields)
    return True


def _kind(ask: Ask[Any], there: Place) -> Kind:
    return ask.rules.kind(there.sheet, str(there.section))


def _first_words(ask: Ask[Any], kind: Kind, text: str | None, there: Place) -> str | None:
    """The main words of a new entry; "" says nothing where there need be none."""
    if text is None or (text == "" and kind.main is not None and not kind.main.required):
        return None
    return _main_words(ask, kind, text, there)


def _main_words(ask: Ask[Any], kind: Kind, text: str, there: Place) -> str:
    if kind.main is None:
        raise UnknownId("field", "text", kind.fields)
    return _words(ask, text, there)


def _words(ask: Ask[Any], text: str, there: Place) -> str:
    return check_words(ask, text, ask.rules.canvas(there.sheet).characters_of(str(there.section)))


def _check_part(ask: Ask[Any], there: Place) -> None:
    section = str(there.section)
    parts = ask.rules.section(there.sheet, section).parts
    ask.rules.place(there.sheet, section, there.part)
    if there.part is None and parts:
        ask.refuse("which-part", place=called(ask, there.sheet, section), parts=", ".join(parts))


def _place_before(ask: Ask[Any], before: str | None, there: Place, without: str | None = None) -> int | None:
    """The place of the entry named, counted as if `without` were not there; None for last. Raises UnknownId, also for
    one that the person does not see."""
    if before is None:
        return None
    here = [name for name in ask.state.boxes.get((there.sheet, str(there.section)), ()) if name != without]
    seen = [name for name in here if ask.sees(ask.state.entries[name])]
    if before not in seen:
        raise ask.unknown("entry", before, seen)
    return here.index(before)
