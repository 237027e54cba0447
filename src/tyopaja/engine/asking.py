"""What every decider is handed: the rules, the state, the command, and the two things it can do with them: make
an event of it, or refuse it in the session's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Generic, NoReturn, TypeVar

from attrs import frozen

from tyopaja.engine.rules import Rules
from tyopaja.errors import Refused, UnknownId, nearest
from tyopaja.model.commands import Command
from tyopaja.model.events import Event
from tyopaja.model.place import instance_of
from tyopaja.model.state import Entry, Person, State
from tyopaja.texts import group_name, say

C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)

KNOWN_AT_MOST = 12
"""Names that are told when one is not known; of more, only the nearest."""


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

    def unknown(self, what: str, name: str, known: Iterable[str] = ()) -> UnknownId:
        """That nothing has a name, in the session's language, to be raised. `what` names a sentence of the catalogue's
        table `unknown`, with `-` for spaces; `known` are the names that the person may hear of."""
        names = tuple(known)
        near, few = nearest(name, names), 0 < len(names) <= KNOWN_AT_MOST
        message = self.say(f"unknown.{what.replace(' ', '-')}", id=name)
        if near:
            message += " " + self.say("unknown.near", near=near[0])
        elif few:
            message += " " + self.say("unknown.known", known=", ".join(sorted(names)))
        return UnknownId(what, name, names, message)

    def person(self) -> Person:
        """Who asks. Refused when they have not joined."""
        found = self.state.people.get(self.command.by)
        if found is None:
            self.refuse("not-joined", person=self.command.by)
        if found.left is not None:
            self.refuse("left-already", person=found.called)
        return found

    def known(self, person: str) -> Person:
        """Somebody who has joined, present or not. Raises UnknownId."""
        if person not in self.state.people:
            raise self.unknown("person", person, self.state.people)
        return self.state.people[person]

    def present(self, person: str) -> Person:
        """Somebody who takes part now. Raises UnknownId; refused when they have left."""
        found = self.known(person)
        if found.left is not None:
            self.refuse("not-present", person=found.called)
        return found

    def entry(self, name: str) -> Entry:
        """An entry that still stands and that the person sees. Raises UnknownId; refused when it was taken away, and
        while only its author sees it."""
        found = self.standing(name)
        if not self.sees(found):
            self.refuse("not-revealed", entry=name)
        return found

    def standing(self, name: str) -> Entry:
        """An entry that still stands, whoever sees it. Raises UnknownId, also for one that its author took away before
        anybody else saw it; refused when it was taken away later."""
        found = self.state.entries.get(name)
        if found is None or (found.removed and not self.sees(found)):
            known = (one.id for one in self.state.entries.values() if not one.removed and self.sees(one))
            raise self.unknown("entry", name, known)
        if found.removed:
            self.refuse("removed", entry=name)
        return found

    def sees(self, entry: Entry) -> bool:
        """Whether the person may know of an entry: all may of one that is not private, its author alone of others."""
        return not entry.private or entry.by == self.command.by

    def say(self, key: str, **facts: Any) -> str:
        """A sentence of the catalogue in the session's language."""
        return say(self.state.locale, key, **facts)

    def step_title(self, state: str) -> str:
        """What people call a step, with the group or the participant whose instance it is."""
        step = self.rules.step(state)
        title = step.title.to(self.state.locale, self.rules.definitions.pack.locale)
        instance = instance_of(state)
        return title if instance is None else f"{title} ({self.owner(instance)})"

    def owner(self, instance: str) -> str:
        """What people call a group or a participant."""
        person = self.state.people.get(instance)
        return group_name(self.state.locale, instance) if person is None else person.called

    def own_leaves(self) -> tuple[str, ...]:
        """The innermost active states that are there for the person who asks: all but other people's instances, and for
        a facilitator those too. What is done with is not among them, nor what only counts."""
        person, state, chart = self.person(), self.state, self.rules.chart
        peopled = chart.peopled
        leaves = [leaf for leaf in state.leaves if leaf in peopled]
        if person.role == "facilitator":
            return tuple(leaves)
        own, owners = (None, person.id, state.group_of(person.id)), chart.owners
        return tuple([leaf for leaf in leaves if owners[leaf] in own])

    def whose(self, state: str) -> str | None:
        """The group or the participant whose instance of a step a state is part of; None for everybody's."""
        return self.rules.chart.owners[state]

    def step_at(self, state: str) -> str:
        """The innermost step that a state of the chart is part of: the state itself, where it stands for one."""
        return next((outer for outer in reversed(self.rules.chart.nodes[state].line) if "." not in outer), state)

    def allowed(self, leaf: str) -> frozenset[str]:
        """The commands that the person may give because of an active state: what the activity of a step says, and in an
        instance that is theirs to go on. Where people choose what comes next, nothing is done but that."""
        found: frozenset[str] = frozenset()
        if "." not in leaf:
            found = getattr(self.rules.activity(self.rules.step(leaf)), self.person().role)
        return found | {"advance"} if self.whose(leaf) is not None else found

    def title(self, written: str) -> str:
        """What people call a place, in the session's language."""
        return self.rules.title(written, self.state.locale)
