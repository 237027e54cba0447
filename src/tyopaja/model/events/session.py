"""Events about the session as a whole."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tyopaja.model.events.base import Event


@frozen(kw_only=True)
class Started(Event):
    """The session began."""

    type: ClassVar[str] = "started"
    session: str
    flow: str
    pack: str
    version: str
    """The pack's version."""
    definitions: str
    """The content hash of the definitions that the session runs on."""
    title: str
    """Whose session it is: the company's or the team's name."""
    locale: str


@frozen(kw_only=True)
class Upgraded(Event):
    """The session runs on newer definitions from now on; entries whose sections moved were moved right before."""

    type: ClassVar[str] = "upgraded"
    definitions: str
    """The content hash of the definitions that it runs on now."""
    version: str
    """Their pack's version."""
    moves: tuple[int, ...] = ()
    """For each `[[move]]` of the flow as it was, by its number: its number now, -1 for one that is gone."""
    carries: tuple[int, ...] = ()
    """For each `[[carry]]`, likewise."""


@frozen(kw_only=True)
class Undone(Event):
    """A command was taken back; the events before this one in the same command say what that meant."""

    type: ClassVar[str] = "undone"
    of: str
