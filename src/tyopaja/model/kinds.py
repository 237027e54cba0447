"""Kinds of sections, as data: a kind says which fields an entry has, and whether a section holds one or many.

What is not here: how an entry is drawn (views and renderers) and how it is checked (engine). Both read these
tables, so a new kind needs neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.text import NO_TEXT, Text

FieldType = Literal["text", "number", "date", "choice", "yes-no", "person"]
"""What a field's value may be: a string, a number, a day, one of `choices`, true or false, a participant's id."""

Value = str | int | float | bool
"""A field's value as kept in entries; a date is kept in its ISO form."""


@frozen(kw_only=True)
class Field:
    """One blank to fill in."""

    title: Text = NO_TEXT
    """What stands before the blank."""
    type: FieldType = "text"
    """What may be written into it."""
    choices: Mapping[str, Text] = field(factory=dict)
    """For `choice`: the id of each → what is shown. Empty for other types."""


@frozen(kw_only=True)
class Kind:
    """What entries of a section look like."""

    fields: Mapping[str, Field] = field(factory=dict)
    """Id → field, in the order they are asked. `text` is the entry's main words."""
    many: bool = True
    """Whether a section holds many entries, or one that is set again and again."""
    open: bool = False
    """Whether the section brings fields of its own (`fields.NAME` in the canvas)."""


def _text(fi: str, en: str, sv: str) -> Text:
    return Text({"fi": fi, "en": en, "sv": sv})


_MAIN = Field(title=_text("Teksti", "Text", "Text"))

KINDS: Mapping[str, Kind] = {
    "notes": Kind(fields={"text": _MAIN}),
    "text": Kind(fields={"text": _MAIN}, many=False),
    "fields": Kind(many=False, open=True),
    "key-results": Kind(
        fields={
            "text": Field(title=_text("Avaintulos", "Key result", "Nyckelresultat")),
            "measure": Field(title=_text("Mittari", "Measure", "Mått")),
            "unit": Field(title=_text("Yksikkö", "Unit", "Enhet")),
            "start": Field(title=_text("Lähtötaso", "Start", "Utgångsläge"), type="number"),
            "target": Field(title=_text("Tavoite", "Target", "Mål"), type="number"),
            "due": Field(title=_text("Mihin mennessä", "Due", "Senast"), type="date"),
            "owner": Field(title=_text("Vastuuhenkilö", "Owner", "Ansvarig"), type="person"),
            "direction": Field(
                title=_text("Suunta", "Direction", "Riktning"),
                type="choice",
                choices={
                    "up": _text("kasvaa", "up", "upp"),
                    "down": _text("laskee", "down", "ned"),
                    "keep": _text("pidetään", "keep", "behåll"),
                    "yes-no": _text("kyllä tai ei", "yes or no", "ja eller nej"),
                },
            ),
        }
    ),
}
"""The kinds that every pack has. Names are part of the format."""
