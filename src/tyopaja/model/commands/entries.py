"""Commands about what is written on sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from attrs import field, frozen

from tyopaja.model.commands.base import Command
from tyopaja.model.kinds import Value


@frozen(kw_only=True)
class Add(Command):
    """Write a new entry into a section."""

    name: ClassVar[str] = "add"
    sheet: str
    section: str
    part: str | None = None
    group: str | None = None
    """Whose sheet, where each group has one; one's own when left out."""
    person: str | None = None
    """Whose sheet, where each participant has one; one's own when left out."""
    text: str | None = None
    fields: Mapping[str, Value] = field(factory=dict)
    """Further fields of the section's kind. On the wire they stand beside the other keys."""
    before: str | None = None
    """The entry that it is put before; last when left out."""


@frozen(kw_only=True)
class Edit(Command):
    """Rewrite an entry's text, or some of its fields."""

    name: ClassVar[str] = "edit"
    entry: str
    text: str | None = None
    fields: Mapping[str, Value] = field(factory=dict)


@frozen(kw_only=True)
class Move(Command):
    """Put an entry somewhere else: before another entry, in another part, section or sheet."""

    name: ClassVar[str] = "move"
    entry: str
    sheet: str | None = None
    section: str | None = None
    part: str | None = None
    group: str | None = None
    """Whose sheet, where each group has one; the entry's when left out."""
    person: str | None = None
    """Whose sheet, where each participant has one; the entry's when left out."""
    before: str | None = None
    """The entry that it is put before; last when left out."""


@frozen(kw_only=True)
class Remove(Command):
    """Take an entry away."""

    name: ClassVar[str] = "remove"
    entry: str


@frozen(kw_only=True)
class Set(Command):
    """Write the one entry of a section (or of one of its parts) that holds one: its text, or some of its fields."""

    name: ClassVar[str] = "set"
    sheet: str
    section: str
    part: str | None = None
    group: str | None = None
    """Whose sheet, where each group has one; one's own when left out."""
    person: str | None = None
    """Whose sheet, where each participant has one; one's own when left out."""
    text: str | None = None
    fields: Mapping[str, Value] = field(factory=dict)


@frozen(kw_only=True)
class Link(Command):
    """Tie an entry to another that it answers."""

    name: ClassVar[str] = "link"
    entry: str
    to: str


@frozen(kw_only=True)
class Unlink(Command):
    """Take back that an entry answers another."""

    name: ClassVar[str] = "unlink"
    entry: str
    to: str


@frozen(kw_only=True)
class Attach(Command):
    """Put a picture into a section, or into an entry that there is. In transcripts and on the command line `file`
    names the picture's file in place of `picture`."""

    name: ClassVar[str] = "attach"
    picture: str
    """The picture's `sha256:…`, as `Session.keep_picture` gave it."""
    sheet: str | None = None
    section: str | None = None
    part: str | None = None
    group: str | None = None
    """Whose sheet, where each group has one; one's own when left out."""
    person: str | None = None
    """Whose sheet, where each participant has one; one's own when left out."""
    entry: str | None = None
    """An entry that there is; else one is made, or the one that the section holds is changed."""
    text: str | None = None
    """A caption, or the main words of a new entry."""


@frozen(kw_only=True)
class Carry(Command):
    """Take once more what a `[[carry]]` of the flow brings: what has come already is left as it is."""

    name: ClassVar[str] = "carry"
    to: str
    """The place that it is brought to, as the flow writes it."""
