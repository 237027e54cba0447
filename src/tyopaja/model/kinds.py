"""Kinds of sections, as data: a kind says which fields an entry has, whether a section holds one or many, and as what
it is drawn. Those that every pack has are a table in `tyopaja.model.catalogue`; a pack adds its own in pack.toml.

What is not here: how a drawing is made (views and renderers) and how values are checked (engine). Both read these
tables, so a new kind needs neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.text import NO_TEXT, Text

FieldType = Literal[
    "text", "number", "scale", "choice", "date", "person", "picture", "yes-no", "place", "colour"
]  # fmt: skip
"""What a field's value may be: words, a number, a number of a scale, one of `choices`, a day, a participant, a
picture, true or false, a place between two axes, one of the theme's note colours."""

Value = str | int | float | bool | tuple[float, float]
"""A field's value as kept in entries. A date is kept in its ISO form, a person by id, a picture as the
`sha256:…` of its content, a place as two numbers from 0 (left, bottom) to 100 (right, top), a colour as the number of
a note colour of the theme, from 1."""

Draw = Literal[
    "notes", "text", "blanks", "results", "cards", "checks", "chain", "picture", "scale", "radar", "curve", "map"
]  # fmt: skip
"""As what a section is drawn: sticky notes; one statement; a form; key results; cards with their fields; a list to
tick off; steps with arrows between them; a picture; marks on scales; a radar of its parts' scores; a path with a curve
of scores; points between two axes."""


@frozen(kw_only=True)
class Field:
    """One blank to fill in."""

    title: Text = NO_TEXT
    """What stands before the blank."""
    type: FieldType = "text"
    """What may be written into it."""
    required: bool = False
    """Whether an entry cannot be without it."""
    choices: Mapping[str, Text] = field(factory=dict)
    """For `choice`: the id of each → what is shown. Empty for other types."""
    characters: int = 300
    """For `text`: how long it may be. The main text's length is said by the section instead."""
    least: float | None = None
    """For `number` and `scale`: the smallest number; 1 for a scale when left out."""
    most: float | None = None
    """For `number` and `scale`: the largest number; 5 for a scale when left out."""
    low: Text = NO_TEXT
    """For `scale`: what its low end means."""
    high: Text = NO_TEXT
    """For `scale`: what its high end means."""
    default: Value | None = None
    """The value that a new entry has when none is given."""
    example: Text = NO_TEXT
    """What somebody might write; shown in samples, never kept."""

    @property
    def scale(self) -> tuple[float, float]:
        """The smallest and the largest number of a scale."""
        return (1 if self.least is None else self.least), (5 if self.most is None else self.most)


@frozen(kw_only=True)
class Kind:
    """What entries of a section look like."""

    title: Text = NO_TEXT
    """What people call it."""
    fields: Mapping[str, Field] = field(factory=dict)
    """Id → field, in the order they are asked. `text` is the entry's main words."""
    many: bool = True
    """Whether a section holds many entries, or one (one in each of its parts) that is set again and again."""
    open: bool = False
    """Whether a section may bring fields of its own (`fields.NAME` in the canvas), after those of the kind."""
    ordered: bool = False
    """Whether the order of entries means something, so that they are numbered."""
    draw: Draw = "notes"
    """As what a section is drawn."""

    @property
    def main(self) -> Field | None:
        """The field of the entry's main words; None for a kind without them."""
        return self.fields.get("text")

    def first(self, type: FieldType) -> str | None:
        """The id of the first field of a type: the score of a scale, the picture, the place."""
        return next((name for name, one in self.fields.items() if one.type == type), None)
