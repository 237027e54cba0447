"""An import tried on a state: each command by the rules that will decide on it, so that what a session would refuse is
told before anything is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve as with_

from tyopaja.engine import Rules, decide, fold
from tyopaja.errors import Refused, UnknownId
from tyopaja.importers import Found
from tyopaja.model.commands import Command
from tyopaja.model.kinds import Field, Value
from tyopaja.model.place import Place
from tyopaja.model.state import State
from tyopaja.texts import say, words
from tyopaja.workshop.importing_matching import REFUSALS, Item, facts_of, id_of, stands
from tyopaja.workshop.importing_names import Misplaced
from tyopaja.workshop.importing_nodes import Difference, Kind, Misfit

_SHOWN = 60


class Trial:
    """What comes of an import, command by command."""

    def __init__(self, rules: Rules, state: State, at: datetime) -> None:
        self.rules = rules
        self.begun = state
        self.state = state
        """As it would be by now."""
        self.made: list[Difference] = []
        self.kept: list[Difference] = []
        """What stays as it is."""
        self.wrong: list[Misfit] = []
        self.became: dict[str, str] = {}
        """Entry of the file → entry of the session."""
        self._at = at

    def attempt(self, item: Item, work: Callable[[Item], None]) -> None:
        """Do some work; what is refused of it is told."""
        try:
            work(item)
        except REFUSALS as error:
            self.misfit(item.found, error)

    def misfit(self, found: Found, error: Refused | UnknownId | Misplaced) -> None:
        """Tell of something that cannot be taken."""
        self.wrong.append(Misfit(code=error.code, message=error.message, text=short(found.text), line=found.line))

    def do(
        self,
        item: Item,
        kind: Kind,
        command: Command,
        *,
        before: str = "",
        note: str = "",
        fields: Mapping[str, Value] | None = None,
    ) -> None:
        """Try a command, and tell of the difference that it makes. Raises Refused and UnknownId."""
        if command.id is None:
            # Without who gives it: when two people import one file at once, it is done once.
            facts = repr(with_(command, by="")), facts_of(self.begun.entries.get(getattr(command, "entry", "")))
            names = (id_of(self.begun, *facts, number) for number in range(len(self.state.deeds) + 1))
            command = with_(command, id=next(name for name in names if name not in self.state.deeds))
        self.state = fold(decide(self.rules, self.state, with_(command, at=self._at)), self.state)
        of = item.entry if kind not in ("added", "conflict") else None
        name = str(getattr(command, "entry", command.id)) if of is not None else self._written(item, command)
        if item.found.entry and item.entry is None:
            self.became[item.found.entry] = name
        said = before or (item.entry.text or "" if item.entry is not None and kind in ("edited", "conflict") else "")
        difference = Difference(
            kind=kind,
            entry=name,
            place=str(item.place),
            where=self.where(item.place),
            text=item.found.text,
            before=said,
            fields=fields or {},
            values=self._values(item.place, fields or {}),
            origin=item.found.origin,
            note=self._notes(item, note),
            line=item.found.line,
            commands=(command,),
        )
        self.made.append(difference)

    def _written(self, item: Item, command: Command) -> str:
        """The entry that a command wrote: a new one, or the one that a section holds."""
        if str(command.id) in self.state.entries:
            return str(command.id)
        held = self.state.entries_in(item.place.sheet, str(item.place.section))
        return next((entry.id for entry in held if entry.part == item.place.part), "")

    def keep(self, item: Item, kind: Kind, note: str = "", **facts: Any) -> None:
        """Tell of something that stays as it is."""
        entry = item.entry
        place = item.place if entry is None else stands(entry)
        difference = Difference(
            kind=kind,
            entry="" if entry is None else entry.id,
            place=str(place),
            where=self.where(place),
            text=item.found.text,
            before=(entry.text or "") if entry is not None and kind == "conflict" else "",
            origin=item.found.origin,
            note=say(self.begun.locale, f"import.{note}", **facts) if note else "",
            line=item.found.line,
        )
        self.kept.append(difference)

    def _notes(self, item: Item, note: str) -> str:
        told = [say(self.begun.locale, f"import.{note}")] if note else []
        if item.astray:
            told.append(say(self.begun.locale, "import.origin", origin=item.found.origin))
        return " ".join((*told, *item.notes))

    def _values(self, place: Place, fields: Mapping[str, Value]) -> str:
        """Fields for people: each by its title, with what people call the value."""
        known = self.rules.kind(place.sheet, str(place.section)).fields if fields else {}
        home, locale = self.rules.definitions.pack.locale, self.begun.locale
        told = []
        for name, value in fields.items():
            printed = self._printed(known[name], value, locale, home)
            told.append(f"{known[name].title.to(locale, home) or name}: {short(printed)}")
        return ", ".join(told)

    def _printed(self, field: Field, value: Value, locale: str, home: str) -> str:
        if isinstance(value, bool):
            return words("view", locale)["yes" if value else "no"]
        if isinstance(value, tuple):
            return " × ".join(f"{one:g}" for one in value)
        if field.type == "choice" and value in field.choices:
            return field.choices[str(value)].to(locale, home) or str(value)
        return str(value)

    def where(self, place: Place) -> str:
        """A place for people."""
        steps = [str(Place(place.sheet)), str(Place(place.sheet, place.section)), str(place)]
        rules, locale = self.rules.now(self.begun), self.begun.locale
        try:
            return " · ".join(rules.title(one, locale) for one in dict.fromkeys(steps))
        except UnknownId:
            return str(place)  # an upgrade took it away


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
