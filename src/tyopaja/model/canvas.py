"""A canvas: the definition of one sheet. It knows nothing of flows and can be used in any of them.

The attributes are the keys of the TOML format, with `_` for `-`; their docstrings are what the reference says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import evolve, field, frozen

from tyopaja.model.catalogue import KINDS
from tyopaja.model.kinds import Draw, Field, Kind
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
class Axis:
    """One axis of a section that is drawn as a map."""

    low: Text = NO_TEXT
    """What stands at its left or lower end."""
    high: Text = NO_TEXT
    """What stands at its right or upper end."""
    from_: str | None = None
    """A section of this canvas, of kind `fields`, whose first two fields say what the ends are, once they are filled:
    for axes that a group chooses itself."""


@frozen(kw_only=True)
class Part:
    """A heading inside a section that entries may be put under."""

    title: Text
    """The heading."""
    prompts: Texts = NO_TEXTS
    """Questions that help to fill it."""
    examples: Texts = NO_TEXTS
    """What somebody might write; shown in samples, never kept."""
    start: Texts = NO_TEXTS
    """Entries that stand here when a session begins."""


@frozen(kw_only=True)
class Section:
    """A box of a canvas."""

    title: Text
    """The box's heading."""
    label: str = ""
    """A number or letter printed before the heading; free text, may repeat."""
    prompts: Texts = NO_TEXTS
    """Questions that help to fill it."""
    examples: Texts = NO_TEXTS
    """What somebody might write; shown in samples, never kept."""
    start: Texts = NO_TEXTS
    """Entries that stand here when a session begins, in its language; people change them as any others."""
    kind: str | None = None
    """What entries look like: a built-in kind or one of the pack's own; the canvas's default when left out."""
    at_most: int | None = None
    """How many entries it may hold; the canvas's default when left out."""
    characters: int | None = None
    """How long an entry's text may be; the canvas's default when left out."""
    parts: Mapping[str, Part] = field(factory=dict)
    """Headings inside it, by id. When there are any, an entry belongs to one of them."""
    fields: Mapping[str, Field] = field(factory=dict)
    """For kinds that are open, like `fields`: the blanks to fill in, by id."""
    scale: tuple[float, ...] = ()
    """The smallest and the largest number of its scales; those of the kind when left out."""
    draw: Draw | None = None
    """As what it is drawn; the kind says when left out."""
    axes: Mapping[str, Axis] = field(factory=dict)
    """For a section drawn as a map: what `x` (left to right) and `y` (bottom to top) mean."""
    answers: str | None = None
    """The section of another canvas that entries here answer, as `canvas.section`: the two sheets make a spread, which
    shows what is still unanswered."""
    balance: tuple[str, ...] = ()
    """Two of its parts that should hold about as much as each other; where they do not, the sheet says so."""
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
    extends: str | None = None
    """The canvas that this one changes, as `canvas` or `pack/canvas`: all that is not said here is as it is there."""
    drop: tuple[str, ...] = ()
    """For a canvas that extends another: the sections that it leaves out."""
    kinds: Mapping[str, Kind] = field(factory=dict)
    """The kinds of its sections by name, put in when its pack is read; not a key."""

    def kind_of(self, section: str) -> str:
        """The name of the kind of `section`."""
        return self.section[section].kind or self.defaults.kind

    def kind(self, section: str) -> Kind | None:
        """What entries in `section` look like, with the section's own fields, scale and drawing; None when there is
        no such kind."""
        own, name = self.section[section], self.kind_of(section)
        found = self.kinds.get(name) or KINDS.get(name)
        if found is None or not (own.fields or own.scale or own.draw):
            return found
        fields = {**found.fields, **own.fields} if found.open else found.fields
        if len(own.scale) == 2:
            least, most = own.scale
            fields = {
                key: evolve(one, least=least, most=most) if one.type == "scale" else one for key, one in fields.items()
            }
        return evolve(found, fields=fields, draw=own.draw or found.draw)

    def limit_of(self, section: str) -> int | None:
        """How many entries `section` may hold; None for no limit."""
        own = self.section[section].at_most
        return self.defaults.at_most if own is None else own

    def characters_of(self, section: str) -> int:
        """How long an entry's text may be in `section`."""
        return self.section[section].characters or self.defaults.characters
