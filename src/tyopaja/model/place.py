"""Places on sheets, as definitions write them: `sheet`, `sheet.section` or `sheet.section.part`."""

from __future__ import annotations

from attrs import frozen

HERE = "here"
"""In a condition: each place that the step is on."""

INSTANCE = "@"
"""Between the name of a step or a sheet and the group or the participant whose it is: `profiili@ryhma-1`."""


def instance_of(name: str) -> str | None:
    """The group or participant that a step or a sheet belongs to; None for one that is everybody's."""
    return name.partition(INSTANCE)[2] or None


def base_of(name: str) -> str:
    """A step or a sheet as the flow calls it, whosever it is."""
    return name.partition(INSTANCE)[0]


def own_of(name: str, instance: str | None) -> str:
    """A step or a sheet of a group or a participant; the name itself for None."""
    return name if instance is None else f"{name}{INSTANCE}{instance}"


@frozen
class Place:
    """A sheet, one of its sections, or a part of one."""

    sheet: str
    section: str | None = None
    part: str | None = None

    @classmethod
    def parse(cls, written: str) -> Place:
        """Read `sheet[.section[.part]]`; whether such a place exists is for `check` to say."""
        sheet, _, rest = written.partition(".")
        section, _, part = rest.partition(".")
        return cls(sheet, section or None, part or None)

    def __str__(self) -> str:
        return ".".join(name for name in (self.sheet, self.section, self.part) if name)

    def covers(self, other: Place) -> bool:
        """Whether `other` is this place or lies inside it."""
        return self.sheet == other.sheet and self.section in (None, other.section) and self.part in (None, other.part)
