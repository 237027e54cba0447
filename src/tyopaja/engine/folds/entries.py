"""Folds of what is written: entries and where they stand."""

from __future__ import annotations

from typing import Any

from attrs import evolve as with_

from tyopaja.engine.folds.making import Fold, Folds, changed, inserted, same
from tyopaja.model import events as e
from tyopaja.model.state import Box, Entry, State


def entry_of(event: e.Added, by: str | None = None) -> Entry:
    """The entry that was written; `by` is who wrote what it is a copy of."""
    return Entry(
        id=event.entry,
        sheet=event.sheet,
        section=event.section,
        part=event.part,
        text=event.text,
        fields=event.fields,
        by=event.by if by is None else by,
        at=event.at,
        origin=event.origin,
        private=event.private,
    )


def removal_of(event: e.Added) -> e.Removed:
    """What would take it back."""
    return e.Removed(at=event.at, by=event.by, command=event.command, entry=event.entry)


def _added(state: State, event: e.Added) -> Fold:
    box: Box = (event.sheet, event.section)
    origin = event.origin
    of = None if origin is None else state.entries.get(origin)
    name, boxes = event.entry, state.boxes
    changes: dict[str, Any] = {
        "entries": state.entries.insert(name, entry_of(event, None if of is None else of.by)),
        "boxes": boxes.insert(box, inserted(boxes.get(box, ()), name, event.place)),
    }
    if event.private:
        changes["unrevealed"] = state.unrevealed.insert(name, True)
    return changes, (removal_of(event),)


def _edited(state: State, event: e.Edited) -> Fold:
    entry = state.entries[event.entry]
    fields = {name: value for name, value in entry.fields.items() if name not in event.cleared}
    text = None if "text" in event.cleared else entry.text if event.text is None else event.text
    after = with_(entry, text=text, fields={**fields, **event.fields})
    unwritten = ("text",) if event.text is not None and entry.text is None else ()
    reverse = e.Edited(
        **same(event),
        entry=entry.id,
        text=None if text == entry.text else entry.text,
        fields={name: entry.fields[name] for name in (*event.fields, *event.cleared) if name in entry.fields},
        cleared=(*unwritten, *(name for name in event.fields if name not in entry.fields)),
    )
    return changed(state, after), (reverse,)


def _place(state: State, entry: Entry) -> int:
    return state.boxes[entry.sheet, entry.section].index(entry.id)


def _taken_out(state: State, entry: Entry) -> Any:
    box: Box = (entry.sheet, entry.section)
    names = state.boxes[box]
    place = names.index(entry.id)
    names = (*names[:place], *names[place + 1 :])
    return state.boxes.insert(box, names) if names else state.boxes.remove(box)


def _moved(state: State, event: e.Moved) -> Fold:
    entry = state.entries[event.entry]
    boxes, box = _taken_out(state, entry), (event.sheet, event.section)
    changes = changed(state, with_(entry, sheet=event.sheet, section=event.section, part=event.part))
    changes["boxes"] = boxes.insert(box, inserted(boxes.get(box, ()), entry.id, event.place))
    reverse = e.Moved(
        **same(event),
        entry=entry.id,
        sheet=entry.sheet,
        section=entry.section,
        part=entry.part,
        place=_place(state, entry),
    )
    return changes, (reverse,)


def _removed(state: State, event: e.Removed) -> Fold:
    entry = state.entries[event.entry]
    changes = changed(state, with_(entry, removed=True))
    changes["boxes"] = _taken_out(state, entry)
    return changes, (e.Restored(**same(event), entry=entry.id, place=_place(state, entry)),)


def _restored(state: State, event: e.Restored) -> Fold:
    entry = state.entries[event.entry]
    box: Box = (entry.sheet, entry.section)
    changes = changed(state, with_(entry, removed=False))
    changes["boxes"] = state.boxes.insert(box, inserted(state.boxes.get(box, ()), entry.id, event.place))
    return changes, (e.Removed(**same(event), entry=entry.id),)


FOLDS: Folds = {
    e.Added: _added,
    e.Edited: _edited,
    e.Moved: _moved,
    e.Removed: _removed,
    e.Restored: _restored,
}
