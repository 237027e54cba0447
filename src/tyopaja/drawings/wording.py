"""What a drawing says: titles of steps and places, conditions and moves in words, in one language.

Only what is told of a flow before anybody has come; what is missing in a session is for the engine to say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from attrs import field, frozen

from tyopaja.model.flow import Condition, Move, Step
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place
from tyopaja.model.text import Text
from tyopaja.texts import say, words

# What no drawing may hold: controls, what turns the direction of letters, lone surrogates, and what is no character.
_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_PLACES = frozenset({"entries-in", "clusters", "linked", "every-section", "picked", "approved"})
"""The conditions that are about a place."""
_WORDS = frozenset({"voted", "decided", "group-ready", "everyone-joined", "time"})
"""Those that are asked with a word."""


def one_line(text: str) -> str:
    """`text` in one line, with unprintable characters replaced."""
    return " ".join(_NEVER.sub("\ufffd", text).split())


@frozen(eq=False)
class Wording:
    """The words of one flow in one language."""

    definitions: Definitions
    locale: str
    steps: Mapping[str, Step] = field(init=False)
    _activities: Mapping[str, str] = field(init=False)

    @steps.default
    def _by_id(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.definitions.flow.step}

    @_activities.default
    def _named(self) -> Mapping[str, str]:
        own = {name: self.text(one.title) for name, one in self.definitions.pack.activity.items()}
        return {**words("activity", self.locale), **{name: title for name, title in own.items() if title}}

    def say(self, key: str, **facts: Any) -> str:
        """A sentence of ours on drawings."""
        return say(self.locale, f"drawing.{key}", **facts)

    def text(self, text: Text) -> str:
        """A text of the pack."""
        return one_line(text.to(self.locale, self.definitions.pack.locale))

    def step(self, name: str) -> str:
        """What people call a step; its id when it has no title."""
        found = self.steps.get(name)
        return (self.text(found.title) if found else "") or name

    def activity(self, name: str) -> str:
        """What people call an activity."""
        return self._activities.get(name, name)

    def sheet(self, name: str) -> str:
        """What a sheet is called in the flow; its name when nothing says more."""
        use = self.definitions.flow.sheet.get(name)
        if use is not None and use.title:
            return self.text(use.title)
        canvas = self.definitions.canvases.get(name)
        return (self.text(canvas.title) if canvas else "") or name

    def place(self, written: str) -> str:
        """The title of the innermost thing that a place names: part, section or sheet."""
        place = Place.parse(written)
        if place.section is None:
            return self.sheet(place.sheet)
        canvas = self.definitions.canvases.get(place.sheet)
        section = canvas.section.get(place.section) if canvas else None
        if section is not None and place.part is None:
            return self.text(section.title) or place.section
        part = section.parts.get(place.part or "") if section else None
        return (self.text(part.title) if part else "") or place.part or place.section

    def places(self, written: tuple[str, ...]) -> str:
        """Places by sheet: a sheet once, then what of it is meant."""
        sheets: dict[str, list[str]] = {}
        for one in written:
            inside = sheets.setdefault(Place.parse(one).sheet, [])
            if "." in one:
                inside.append(self.place(one))
        return "; ".join(
            self.sheet(name) + (f": {' / '.join(inside)}" if inside else "") for name, inside in sheets.items()
        )

    def condition(self, condition: Condition) -> str:
        """A condition in words."""
        match condition.join:
            case "leaf":
                return self._leaf(condition.table)
            case "not":
                return self.say("not", condition=self.condition(condition.of[0]))
            case joined:
                return self._joined("both" if joined == "all" else "either", condition)

    def _joined(self, key: str, condition: Condition) -> str:
        leaves, parts = self._together(condition), []
        for part in condition.of:
            if part.join == "leaf" and _alike(part) in leaves:
                parts.append(leaves.pop(_alike(part)))
            elif part.join != "leaf":
                said = self.condition(part)
                parts.append(f"({said})" if part.join != "not" and len(part.of) > 1 else said)
        if len(parts) < 2:
            return "".join(parts)
        return self.say(key, one=", ".join(parts[:-1]), other=parts[-1])

    def _together(self, condition: Condition) -> dict[Alike, str]:
        """The leaves of a condition in words: those that ask the same of several places are one."""
        alike: dict[Alike, list[Mapping[str, Any]]] = {}
        for part in condition.of:
            if part.join == "leaf":
                alike.setdefault(_alike(part), []).append(part.table)
        said: dict[Alike, str] = {}
        for key, tables in alike.items():
            if len(tables) > 1 and condition.join == "all" and key[0] == "entries-in":
                places = ", ".join(self.place(str(table["entries-in"])) for table in tables)
                said[key] = self.say("c-entries-in-each", count=_count(tables[0]), place=places)
            else:
                said[key] = self._several("both" if condition.join == "all" else "either", tables)
        return said

    def _several(self, key: str, tables: list[Mapping[str, Any]]) -> str:
        parts = [self._leaf(table) for table in tables]
        return parts[0] if len(parts) < 2 else self.say(key, one=", ".join(parts[:-1]), other=parts[-1])

    def _leaf(self, table: Mapping[str, Any]) -> str:
        """A built-in condition as a phrase; one of a plugin by its name, which is all that is known of it here."""
        name = next((key for key in table if key in _PLACES | _WORDS), None)
        if name is None:
            return one_line(", ".join(f"{key}: {_written(value)}" for key, value in table.items()))
        key = f"c-{name}-{table[name]}" if name in _WORDS else f"c-{name}"
        place = self.place(str(table[name])) if name in _PLACES else ""
        # Some say another thing when a number is named.
        for one in (f"{key}-least", key) if "at-least" in table else (key,):
            try:
                return self.say(one, count=_count(table), place=place)
            except KeyError:
                continue
        return one_line(f"{name}: {_written(table[name])}")

    def way(self, move: Move) -> tuple[str, ...]:
        """A move in words: what it is called, then what must hold, how often it may be taken and where it resumes."""
        more = []
        if move.when is not None:
            more.append(self.say("when", condition=self.condition(move.when)))
        if move.at_most is not None:
            more.append(self.say("at-most", count=move.at_most))
        if move.resume != "none":
            more.append(self.say("resume"))
        return (self._called(move), *more)

    def _called(self, move: Move) -> str:
        if move.label:
            return self.text(move.label)
        before, dot, step = move.on.rpartition("done.state.")
        if dot and not before:
            return self.say("when-done", step=self.step(step))
        return self.say("onward") if move.on == "next" else one_line(move.on)


Alike: TypeAlias = tuple[str, int]


def _alike(leaf: Condition) -> Alike:
    """What a leaf asks, without where."""
    name = next((key for key in leaf.table if key in _PLACES | _WORDS), "")
    return name, _count(leaf.table)


def _count(table: Mapping[str, Any]) -> int:
    count = table.get("at-least", 1)
    return count if type(count) is int else 1


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
