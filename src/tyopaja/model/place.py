"""Places on sheets, as definitions write them: `sheet`, `sheet.section` or `sheet.section.part`."""

from __future__ import annotations

from attrs import frozen


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
