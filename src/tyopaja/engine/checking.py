"""The decider of `check-in`: where a key result stands, in a number and in words. Each check is kept."""

from __future__ import annotations

from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.values import REASON_AT_MOST, check_value, check_words
from tyopaja.model.commands import CheckIn
from tyopaja.model.events import CheckedIn, Event
from tyopaja.model.kinds import Field
from tyopaja.model.place import base_of
from tyopaja.model.state import Entry, State

NOW = "now"
"""The field, a number, in which a kind of entries says where they stand."""


def check_in(ask: Ask[CheckIn]) -> tuple[Event, ...]:
    """Where an entry stands now, beside what was said before. The same may be said again: it is another day."""
    command, entry = ask.command, ask.entry(ask.command.entry)
    field = _field(ask, entry)
    if command.now is None and not command.text:
        ask.refuse("check-what")
    now: Any = None if command.now is None else check_value(ask, NOW, command.now, field)
    text = check_words(ask, command.text, REASON_AT_MOST) if command.text else None
    return (ask.event(CheckedIn, entry=entry.id, now=now, text=text),)


def _field(ask: Ask[CheckIn], entry: Entry) -> Field:
    """The field that says where an entry stands. Refused where its kind has none."""
    canvas = ask.rules.definitions.canvases.get(base_of(entry.sheet))
    there = canvas is not None and entry.section in canvas.section  # an upgrade may have taken the section away
    fields = ask.rules.kind(entry.sheet, entry.section).fields if there else {}
    if NOW not in fields or fields[NOW].type != "number":
        ask.refuse("no-check-in", place=ask.title(f"{entry.sheet}.{entry.section}") if there else entry.section)
    return fields[NOW]


def still_checked(state: State, event: CheckedIn) -> bool:
    """Whether it is the latest that was said, and the number still stands."""
    entry = state.entries[event.entry]
    if entry.removed or not entry.checks:
        return False
    last = entry.checks[-1]
    said = (last.at, last.by, last.now, last.text) == (event.at, event.by, event.now, event.text)
    return said and (event.now is None or entry.fields.get(NOW) == event.now)
