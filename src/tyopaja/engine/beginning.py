"""What the sheets of groups and participants begin with. They come to be while a session runs: when a step that works
on them is entered, or when somebody joins while one is going on.

The entries have ids that no client can give (`profiili@ryhma-1.trendit.1`), so that it can be told whether a sheet has
begun. What people have taken away stays away; what an undo took away with a step is there again with the next one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.evolve import fold
from tyopaja.engine.starting import fitting_texts
from tyopaja.engine.values import with_defaults
from tyopaja.model.events import Added, Event, Removed, Restored, Undone
from tyopaja.model.place import Place, instance_of
from tyopaja.model.standing import sheets_at
from tyopaja.model.state import State

Events = tuple[Event, ...]


def on_entering(ask: Ask[Any], events: Events) -> Events:
    """A command's events, and what the own sheets begin with on which the steps that are going on work."""
    flow = ask.rules.definitions.flow
    own = frozenset(sheet for sheet, use in flow.sheet.items() if use.per != "session" and _begins(ask, sheet))
    if not own:
        return events
    after = fold(events, ask.state)
    places = (
        (sheet, instance_of(state))
        for state in after.steps
        if "." not in state
        for sheet in dict.fromkeys(Place.parse(written).sheet for written in ask.rules.step(state).on)
        if sheet in own
    )
    sheets = (one for sheet, instance in places for one in sheets_at(ask.rules.definitions, after, sheet, instance))
    begun = (event for sheet in dict.fromkeys(sheets) if instance_of(sheet) for event in _begun(ask, after, sheet))
    return (*events, *begun)


def _begins(ask: Ask[Any], sheet: str) -> bool:
    """Whether any section of a sheet begins with something."""
    sections = ask.rules.canvas(sheet).section.values()
    return any(one.start or any(part.start for part in one.parts.values()) for one in sections)


def _begun(ask: Ask[Any], state: State, sheet: str) -> Iterator[Event]:
    """What one sheet begins with, in the sections in which nothing stands and nothing began before."""
    canvas = ask.rules.canvas(sheet)
    for section in canvas.section:
        if state.boxes.get((sheet, section)):
            continue
        kind = ask.rules.kind(sheet, section)
        for number, (part, text) in enumerate(fitting_texts(ask.rules, canvas, section, state.locale)):
            name = f"{sheet}.{section}.{number + 1}"
            if name in state.entries:
                if not _was_taken_away(state, name):
                    yield _nobodys(ask, Restored, entry=name, place=number)
                continue
            there = {"sheet": sheet, "section": section, "part": part}
            yield _nobodys(ask, Added, entry=name, **there, text=text, fields=with_defaults(kind, {}))


def _was_taken_away(state: State, name: str) -> bool:
    """Whether it was people who took an entry away, or put it elsewhere, and not an undo of what brought it."""
    if not state.entries[name].removed:
        return True
    return any(
        isinstance(event, Removed) and event.entry == name
        for deed in state.deeds.values()
        if not (deed.undone or any(isinstance(event, Undone) for event in deed.events))
        for event in deed.events
    )


def _nobodys(ask: Ask[Any], kind: type[Event], **facts: Any) -> Event:
    return kind(at=ask.at, by="", command=ask.id, **facts)
