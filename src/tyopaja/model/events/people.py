"""Events about who takes part: people, roles, groups, readiness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from attrs import frozen

from tyopaja.model.commands import Role
from tyopaja.model.events.base import Event


@frozen(kw_only=True)
class Joined(Event):
    """Somebody takes part."""

    type: ClassVar[str] = "joined"
    person: str
    called: str
    role: Role
    heads: int = 1
    """How many people share their device."""


@frozen(kw_only=True)
class Left(Event):
    """Somebody takes part no longer."""

    type: ClassVar[str] = "left"
    person: str


@frozen(kw_only=True)
class Returned(Event):
    """Somebody who had left takes part again."""

    type: ClassVar[str] = "returned"
    person: str


@frozen(kw_only=True)
class Erased(Event):
    """Somebody's words and names were taken out of all the events before this one."""

    type: ClassVar[str] = "erased"
    person: str
    """What they are called from now on, and always were: a name that says nothing."""


@frozen(kw_only=True)
class RoleChanged(Event):
    """Somebody has another role from now on."""

    type: ClassVar[str] = "role-changed"
    person: str
    role: Role


@frozen(kw_only=True)
class Expected(Event):
    """How many participants are coming."""

    type: ClassVar[str] = "expected"
    count: int | None = None
    """None for: nobody said."""


@frozen(kw_only=True)
class Divided(Event):
    """The groups are these from now on, whatever they were before."""

    type: ClassVar[str] = "divided"
    groups: Mapping[str, tuple[str, ...]]
    """Group → its people, in the order of the groups."""


@frozen(kw_only=True)
class Readied(Event):
    """Somebody is ready with a step."""

    type: ClassVar[str] = "readied"
    step: str
    person: str
    visit: int = 1
    """The how manieth time that the step was entered."""


@frozen(kw_only=True)
class Unreadied(Event):
    """Somebody is not ready with a step after all."""

    type: ClassVar[str] = "unreadied"
    step: str
    person: str
    visit: int = 1
    """The how manieth time that the step was entered."""
