"""A canvas: the definition of one sheet. It knows nothing of flows and can be used in any of them.

The attributes are the keys of the TOML format, with `_` for `-`; their docstrings are what the reference says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.model.kinds import Field
from tyopaja.model.text import NO_TEXT, NO_TEXTS, Text, Texts

Look = Literal["plain", "statement", "quiet"]
"""How much a section stands out in print: `statement` is set large on colour, `quiet` small and unframed."""


@frozen(kw_only=True)
class Layout:
    """Where the sections stand, drawn as CSS `grid-template-areas`; every renderer reads this one drawing."""

    areas: tuple[str, ...]
    """A row a string, a section's id a cell, `.` for an empty cell. Each section is one rectangle."""
    columns: tuple[float, ...] = ()
    """How the width is shared, a number a column; equal shares when left out."""
    rows: tuple[float, ...] = ()
    """How the height is shared, a number a row; equal shares when left out."""
    paper: str = "a3 landscape"
    """`a4`, `a3`, `a2` or `a1`, then `portrait` or `landscape`."""


@frozen(kw_only=True)
class Defaults:
    """What holds for each section that does not say otherwise."""

    kind: str = "notes"
    """What entries look like."""
    at_most: int | None = None
    """How many entries a section may hold; no limit when left out."""
    characters: int = 300
    """How long an entry's text may be, in characters."""


@frozen(kw_only=True)
class Part:
    """A heading inside a section that entries may be put under."""

    title: Text
    """The heading."""
    prompts: Texts = NO_TEXTS
    """Questions that help to fill it."""


@frozen(kw_only=True)
class Section:
    """A box of a canvas."""

    title: Text
    """The box's heading."""
    label: str = ""
    """A number or letter printed before the heading; free text, may repeat."""
    prompts: Texts = NO_TEXTS
    """Questions that help to fill it."""
    kind: str | None = None
    """What entries look like: `notes`, `text`, `fields` or `key-results`; the canvas's default when left out."""
    at_most: int | None = None
    """How many entries it may hold; the canvas's default when left out."""
    characters: int | None = None
    """How long an entry's text may be; the canvas's default when left out."""
    parts: Mapping[str, Part] = field(factory=dict)
    """Headings inside it, by id. When there are any, an entry belongs to one of them."""
    fields: Mapping[str, Field] = field(factory=dict)
    """For kind `fields`: the blanks to fill in, by id."""
    look: Look = "plain"
    """How much it stands out in print."""
    colour: str | None = None
    """`#rrggbb`, or a name from the theme's `colours`; the theme's accent when left out."""


@frozen(kw_only=True)
class Canvas:
    """The definition of one sheet."""

    id: str
    """The file's name without `.toml`; not a key."""
    title: Text
    """The sheet's name."""
    purpose: Text = NO_TEXT
    """One sentence on what the sheet is for."""
    layout: Layout
    """Where the sections stand."""
    defaults: Defaults = Defaults()
    """What holds for each section that does not say otherwise."""
    section: Mapping[str, Section]
    """The boxes by id, in the order in which they are filled and read aloud."""

    def kind_of(self, section: str) -> str:
        """The name of the kind of `section`."""
        return self.section[section].kind or self.defaults.kind

    def limit_of(self, section: str) -> int | None:
        """How many entries `section` may hold; None for no limit."""
        own = self.section[section].at_most
        return self.defaults.at_most if own is None else own

    def characters_of(self, section: str) -> int:
        """How long an entry's text may be in `section`."""
        return self.section[section].characters or self.defaults.characters
