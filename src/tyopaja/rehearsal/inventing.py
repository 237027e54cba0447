"""What invented people are called and what they write: words of the canvas's own examples where it brings some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import frozen

from tyopaja.model.canvas import Canvas
from tyopaja.model.kinds import Field, Kind, Value
from tyopaja.model.pack import Definitions
from tyopaja.texts import words

FACILITATOR = "vetaja"
"""Who has the chair in a rehearsal."""


@frozen
class Inventor:
    """Invents, by lot."""

    lot: Random
    definitions: Definitions
    locale: str
    begins: date

    def names(self, count: int) -> dict[str, str]:
        """Person → name, for so many people; where there are more than names, they are numbered."""
        known = words("rehearsal", self.locale)["names"].split(", ")
        self.lot.shuffle(known)
        found = {}
        for number in range(count):
            name, round_ = known[number % len(known)], number // len(known)
            found[f"o{number + 1}"] = f"{name} {round_ + 1}" if round_ else name
        return found

    def entry(self, canvas: Canvas, section: str, part: str | None, people: Sequence[str]) -> dict[str, Any]:
        """`text` and `fields` of an entry that the section takes."""
        kind = canvas.kind(section)
        if kind is None:
            return {}
        fields = {
            name: value
            for name, one in kind.fields.items()
            if name != "text" and (one.required or self.lot.random() < 0.7)
            if (value := self._value(one, kind, people)) is not None
        }
        if kind.main is None:
            return {"fields": fields}
        limit = canvas.characters_of(section)
        return {"text": self._words(canvas, section, part)[:limit], "fields": fields}

    def _words(self, canvas: Canvas, section: str, part: str | None) -> str:
        home = self.definitions.pack.locale
        place = canvas.section[section].parts[part] if part is not None else canvas.section[section]
        examples = (*place.examples.to(self.locale, home), *canvas.section[section].examples.to(self.locale, home))
        known = examples or tuple(words("rehearsal", self.locale)["notes"].split(" | "))
        return self.lot.choice(known)

    def sentence(self) -> str:
        """A few words about anything."""
        return self.lot.choice(words("rehearsal", self.locale)["notes"].split(" | "))

    def _value(self, one: Field, kind: Kind, people: Sequence[str]) -> Value | None:
        lot = self.lot
        match one.type:
            case "text":
                return self.sentence()[: one.characters]
            case "number":
                low = 0 if one.least is None else one.least
                return lot.randint(int(low), int(low + 100 if one.most is None else max(low, one.most)))
            case "scale":
                low, high = one.scale
                return lot.randint(int(low), int(high))
            case "choice":
                return lot.choice(list(one.choices)) if one.choices else None
            case "date":
                return (self.begins + timedelta(days=lot.randint(30, 330))).isoformat()
            case "person":
                return lot.choice(people) if people else None
            case "yes-no":
                return lot.random() < 0.5
            case "place":
                return lot.randint(5, 95), lot.randint(5, 95)
            case "picture" | "colour":
                return None  # nobody can be made to draw here, and notes have their colours in turn
