"""What every decider is handed: the rules, the state, the command, and the two things it can do with them: make
an event of it, or refuse it in the session's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, NoReturn, TypeVar

from attrs import frozen

from tyopaja.engine.rules import Rules
from tyopaja.errors import Refused, UnknownId
from tyopaja.model.commands import Command
from tyopaja.model.events import Event
from tyopaja.model.state import Entry, Person, State
from tyopaja.texts import say

C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)


@frozen
class Ask(Generic[C]):
    """One command, asked of one state."""

    rules: Rules
    state: State
    command: C
    id: str
    """The command's id, never None here."""
    at: datetime
    """When, never None here."""

    def event(self, kind: type[E], **facts: Any) -> E:
        """An event that this command causes."""
        return kind(at=self.at, by=self.command.by, command=self.id, **facts)

    def refuse(self, reason: str, **facts: Any) -> NoReturn:
        """Refuse the command. `reason` names a sentence of the catalogue's table `refusal`."""
        message = say(self.state.locale, f"refusal.{reason}", **facts)
        raise Refused(reason, message, command=self.command.name, by=self.command.by, **facts)

    def person(self) -> Person:
        """Who asks. Refused when they have not joined."""
        found = self.state.people.get(self.command.by)
        if found is None:
            self.refuse("not-joined", person=self.command.by)
        return found

    def entry(self, name: str) -> Entry:
        """An entry that still stands. Raises UnknownId; refused when it was taken away."""
        found = self.state.entries.get(name)
        if found is None:
            standing = (entry for entry, one in self.state.entries.items() if not one.removed)
            raise UnknownId("entry", name, standing)
        if found.removed:
            self.refuse("removed", entry=name)
        return found

    def title(self, written: str) -> str:
        """What people call a place, in the session's language."""
        return self.rules.title(written, self.state.locale)
