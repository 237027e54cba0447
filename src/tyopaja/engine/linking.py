"""Deciders about what an entry is tied to: another entry that it answers, a picture."""

from __future__ import annotations

from tyopaja.engine.asking import Ask
from tyopaja.engine.entries import added, called, own, put, rewritten
from tyopaja.engine.whose import check_whose, place_meant
from tyopaja.model.commands import Attach, Link, Unlink
from tyopaja.model.events import Event, Linked, Unlinked
from tyopaja.model.place import Place

Events = tuple[Event, ...]


def link(ask: Ask[Link]) -> Events:
    """An entry tied to another that it answers."""
    entry, other = ask.entry(ask.command.entry), ask.entry(ask.command.to)
    check_whose(ask, entry.sheet)
    if entry.id == other.id:
        ask.refuse("link-to-itself")
    if other.id in entry.links:
        return ()
    return (ask.event(Linked, entry=entry.id, to=other.id),)


def unlink(ask: Ask[Unlink]) -> Events:
    """An entry that answers another no longer; the other may be gone by now."""
    entry, other = ask.entry(ask.command.entry), ask.command.to
    check_whose(ask, entry.sheet)
    links = [name for name in entry.links if ask.sees(ask.state.entries[name])]
    known = ask.state.entries.get(other)
    if known is None or not ask.sees(known):
        raise ask.unknown("entry", other, links)
    if other not in links:
        ask.refuse("not-linked", entry=entry.id, to=other)
    return (ask.event(Unlinked, entry=entry.id, to=other),)


def attach(ask: Ask[Attach]) -> Events:
    """A picture put into an entry that there is, or into a section as an entry of its own."""
    command, there = ask.command, where_attached(ask)
    fields = {picture_field(ask, there): command.picture}
    if command.entry is not None:
        return rewritten(ask, own(ask, command.entry), command.text, fields)
    if ask.rules.kind(there.sheet, str(there.section)).many:
        return added(ask, there, command.text, fields)
    return put(ask, there, command.text, fields)


def where_attached(ask: Ask[Attach]) -> Place:
    """The place that a picture is put into. Refused unless the command names either an entry or a section."""
    command = ask.command
    named = (command.sheet, command.section, command.part, command.group, command.person)
    if command.entry is not None and not any(named):
        entry = ask.entry(command.entry)
        return Place(entry.sheet, entry.section, entry.part)
    if command.entry is not None or command.sheet is None or command.section is None:
        ask.refuse("attach-where")
    return place_meant(ask, command.sheet, command.section, command.part)


def picture_field(ask: Ask[Attach], there: Place) -> str:
    """The id of the field that a picture goes into."""
    found = ask.rules.kind(there.sheet, str(there.section)).first("picture")
    if found is None:
        ask.refuse("takes-no-picture", place=called(ask, there.sheet, str(there.section)))
    return found
