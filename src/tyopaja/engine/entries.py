"""Deciders about entries: what is written, rewritten, put elsewhere, taken away and tied together."""

from __future__ import annotations

from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.values import check_fields, check_words
from tyopaja.errors import UnknownId
from tyopaja.model.commands import Add, Edit, Link, Move, Remove, Set
from tyopaja.model.events import Added, Edited, Event, Linked, Moved, Removed
from tyopaja.model.kinds import Kind
from tyopaja.model.place import Place
from tyopaja.model.state import Entry

Events = tuple[Event, ...]


def add(ask: Ask[Add]) -> Events:
    """A new entry, at the end of its section or before another."""
    command = ask.command
    kind = ask.rules.kind(command.sheet, command.section)
    if not kind.many:
        ask.refuse("holds-one", place=_called(ask, command.sheet, command.section))
    _check_part(ask, command.sheet, command.section, command.part)
    check_room(ask, command.sheet, command.section)
    if command.text is None:
        ask.refuse("empty")
    kept, _ = check_fields(ask, command.fields, kind.fields)
    event = ask.event(
        Added,
        entry=ask.id,
        sheet=command.sheet,
        section=command.section,
        part=command.part,
        text=_words(ask, command.text, command.sheet, command.section),
        fields=kept,
        place=_place_before(ask, command.before, command.sheet, command.section),
    )
    return (event,)


def set_(ask: Ask[Set]) -> Events:
    """The one entry of a section that holds one: written the first time, rewritten from then on."""
    command = ask.command
    kind = ask.rules.kind(command.sheet, command.section)
    if kind.many:
        ask.refuse("holds-many", place=_called(ask, command.sheet, command.section))
    standing = ask.state.entries_in(command.sheet, command.section)
    if standing:
        return _rewritten(ask, standing[0], kind)
    text = _main_text(ask, kind, command.sheet, command.section)
    kept, _ = check_fields(ask, command.fields, kind.fields)
    if text is None and not kept:
        ask.refuse("empty")
    facts = {"entry": ask.id, "sheet": command.sheet, "section": command.section}
    return (ask.event(Added, **facts, text=text, fields=kept),)


def edit(ask: Ask[Edit]) -> Events:
    """An entry's text or some of its fields, rewritten."""
    entry = _own(ask, ask.command.entry)
    return _rewritten(ask, entry, ask.rules.kind(entry.sheet, entry.section))


def move(ask: Ask[Move]) -> Events:
    """An entry put elsewhere: within its section, or into another that takes its kind."""
    entry = _own(ask, ask.command.entry)
    there = destination(ask, entry)
    section = str(there.section)
    _check_part(ask, there.sheet, section, there.part)
    same = (there.sheet, section) == (entry.sheet, entry.section)
    if not same:
        kind = ask.rules.kind(there.sheet, section)
        if not kind.many:
            ask.refuse("holds-one", place=_called(ask, there.sheet, section))
        check_room(ask, there.sheet, section)
        if kind.fields.keys() != ask.rules.kind(entry.sheet, entry.section).fields.keys():
            ask.refuse("other-kind", place=_called(ask, there.sheet, section))
        if entry.text is not None:
            _words(ask, entry.text, there.sheet, section)
    facts = {"entry": entry.id, "sheet": there.sheet, "section": section, "part": there.part}
    here = ask.state.boxes.get((entry.sheet, entry.section), ())
    stands = here.index(entry.id)
    if same and ask.command.before == entry.id:
        place: int | None = stands
    else:
        place = _place_before(ask, ask.command.before, there.sheet, section, without=entry.id)
    if same and there.part == entry.part and stands == (len(here) - 1 if place is None else place):
        return ()
    return (ask.event(Moved, **facts, place=place),)


def remove(ask: Ask[Remove]) -> Events:
    """An entry taken away."""
    return (ask.event(Removed, entry=_own(ask, ask.command.entry).id),)


def link(ask: Ask[Link]) -> Events:
    """An entry tied to another that it answers."""
    entry, other = ask.entry(ask.command.entry), ask.entry(ask.command.to)
    if entry.id == other.id:
        ask.refuse("link-to-itself")
    if other.id in entry.links:
        return ()
    return (ask.event(Linked, entry=entry.id, to=other.id),)


def destination(ask: Ask[Move], entry: Entry) -> Place:
    """Where a move leads; what it does not name stays as it is. Raises UnknownId."""
    command = ask.command
    sheet, section = command.sheet or entry.sheet, command.section or entry.section
    same = (sheet, section) == (entry.sheet, entry.section)
    return ask.rules.place(sheet, section, command.part or (entry.part if same else None))


def _own(ask: Ask[Edit] | Ask[Move] | Ask[Remove], name: str) -> Entry:
    entry = ask.entry(name)
    person = ask.person()
    if person.role != "facilitator" and entry.by != person.id:
        author = ask.state.people[entry.by].called
        ask.refuse("not-yours", entry=name, author=author)
    return entry


def _rewritten(ask: Ask[Edit] | Ask[Set], entry: Entry, kind: Kind) -> Events:
    kept, cleared = check_fields(ask, ask.command.fields, kind.fields)
    text = _main_text(ask, kind, entry.sheet, entry.section)
    changed = {name: value for name, value in kept.items() if entry.fields.get(name) != value}
    emptied = tuple(name for name in cleared if name in entry.fields)
    if text == entry.text:
        text = None
    if text is None and not changed and not emptied:
        return ()
    return (ask.event(Edited, entry=entry.id, text=text, fields=changed, cleared=emptied),)


def _main_text(ask: Ask[Edit] | Ask[Set], kind: Kind, sheet: str, section: str) -> str | None:
    text = ask.command.text
    if text is None:
        return None
    if "text" not in kind.fields:
        raise UnknownId("field", "text", kind.fields)
    return _words(ask, text, sheet, section)


def _words(ask: Ask[Any], text: str, sheet: str, section: str) -> str:
    return check_words(ask, text, ask.rules.canvas(sheet).characters_of(section))


def _called(ask: Ask[Any], sheet: str, section: str) -> str:
    return ask.title(f"{sheet}.{section}")


def _check_part(ask: Ask[Any], sheet: str, section: str, part: str | None) -> None:
    parts = ask.rules.section(sheet, section).parts
    ask.rules.place(sheet, section, part)
    if part is None and parts:
        ask.refuse("which-part", place=_called(ask, sheet, section), parts=", ".join(parts))


def check_room(ask: Ask[Any], sheet: str, section: str) -> None:
    """Refuse one more entry where no more fit."""
    limit = ask.rules.canvas(sheet).limit_of(section) if ask.rules.kind(sheet, section).many else 1
    if limit is not None and len(ask.state.boxes.get((sheet, section), ())) >= limit:
        ask.refuse("full", place=_called(ask, sheet, section), count=limit)


def _place_before(
    ask: Ask[Any], before: str | None, sheet: str, section: str, without: str | None = None
) -> int | None:
    """The place of the entry named, counted as if `without` were not there; None for last."""
    if before is None:
        return None
    here = [name for name in ask.state.boxes.get((sheet, section), ()) if name != without]
    if before not in here:
        raise UnknownId("entry", before, here)
    return here.index(before)
