"""Somebody's words and names out of a session for good: decided by the engine, done in the journal, in place.

What is not done here: what was copied elsewhere before (backups, exports, a database's own log) is in other hands, and
docs/privacy.md says so."""

from __future__ import annotations

from tyopaja.engine import Rules
from tyopaja.engine.erasing import TypeOf, without
from tyopaja.errors import UnknownId
from tyopaja.journals import Journal, codec
from tyopaja.model.commands import Erase
from tyopaja.model.events import Event
from tyopaja.model.kinds import FieldType
from tyopaja.model.state import State
from tyopaja.workshop.content import spoken_of
from tyopaja.workshop.steady import at_one_moment

Events = tuple[Event, ...]


def erased(journal: Journal, rules: Rules, state: State, command: Erase, decided: Events) -> Events:
    """Write a session anew without the words and names of a person, and return what came of the command, without
    them too. Raises Conflict where the session has moved on, and JournalError."""
    read = at_one_moment(journal, state.session, lambda: tuple(journal.read(state.session)))
    records = read[: state.seq]
    former = [codec.read(record.data) for record in records]
    person = command.person or command.by
    made = without([*former, *decided], person, state.locale, _types(rules))
    lines = codec.written(made, "")
    changed = {record.seq: line for record, line in zip(records, lines, strict=False) if line != record.data}
    # Pictures that nobody speaks of (any more) may be of the person, or theirs.
    forgotten = frozenset(journal.contents(state.session)).difference(*map(spoken_of, made))
    journal.rewrite(state.session, state.seq, changed, lines[state.seq :], forgotten)
    return made[state.seq :]


def _types(rules: Rules) -> TypeOf:
    def type_of(sheet: str, section: str, name: str) -> FieldType | None:
        try:
            found = rules.kind(sheet, section).fields.get(name)
        except UnknownId:  # gone since an upgrade
            return None
        return found.type if found else None

    return type_of
