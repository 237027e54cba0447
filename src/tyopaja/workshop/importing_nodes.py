"""What is told of an import before it is taken: how a file differs from a session, and what of it has no place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from tyopaja.errors import ImportProblem
from tyopaja.model.commands import Command
from tyopaja.model.kinds import Value

_MOST_TOLD = 20
"""Misfits that an error tells of."""

Kind = Literal["added", "edited", "moved", "removed", "linked", "conflict", "unchanged"]
"""What an import makes of one thing that was found. `conflict`: changed in the file and in the session, so that both
are kept."""


@frozen(kw_only=True)
class Difference:
    """One thing in which the file and the session differ; or do not."""

    kind: Kind
    entry: str
    """The entry's id: one that there is, or the one that it gets."""
    place: str
    """Where it stands when the import is taken: `sheet.section.part`."""
    where: str
    """The same for people."""
    text: str
    """What it says when the import is taken; what it said, for one that is taken away."""
    before: str = ""
    """`edited`, `conflict`: what it says in the session. `moved`: where it stands, for people."""
    fields: Mapping[str, Value] = field(factory=dict)
    """The fields that are written."""
    values: str = ""
    """The same for people."""
    origin: str = ""
    """What it grew from, in words, where the file knows."""
    note: str = ""
    """What else there is to know, in the session's language."""
    line: int | None = None
    """Which line of the file, where there is one."""
    commands: tuple[Command, ...] = field(default=(), repr=False)
    """What is to be done. Their ids come from the content, so that the same import twice is done once."""


@frozen(kw_only=True)
class Misfit:
    """Something of the file that cannot be taken, and why."""

    code: str
    """Stable, for programs: that of a refusal, or `unknown-section`, `unknown-field` and the like."""
    message: str
    """For people, in the session's language."""
    text: str
    line: int | None = None


@frozen(kw_only=True)
class Differences:
    """All that an import would do, to be looked at, and then taken by `Session.take`."""

    session: str
    by: str
    """Who takes it."""
    all: tuple[Difference, ...]
    """In the order in which they are carried out, then what stays as it is."""
    wrong: tuple[Misfit, ...] = ()
    """What cannot be taken, in the order of the file."""
    skipped: tuple[str, ...] = ()
    """What the file holds that is no entry, in words."""
    pictures: Mapping[str, bytes] = field(factory=dict, repr=False)
    """The pictures that the session has not yet, by the `sha256:…` that it keeps them under."""

    def of(self, kind: Kind) -> tuple[Difference, ...]:
        """Those of one kind."""
        return tuple(one for one in self.all if one.kind == kind)

    @property
    def added(self) -> tuple[Difference, ...]:
        """New entries."""
        return self.of("added")

    @property
    def edited(self) -> tuple[Difference, ...]:
        """Entries that say something else in the file."""
        return self.of("edited")

    @property
    def moved(self) -> tuple[Difference, ...]:
        """Entries that stand elsewhere in the file."""
        return self.of("moved")

    @property
    def removed(self) -> tuple[Difference, ...]:
        """Entries that were taken away in the file."""
        return self.of("removed")

    @property
    def linked(self) -> tuple[Difference, ...]:
        """Entries that answer another in the file, and do not yet in the session."""
        return self.of("linked")

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """What was changed in the file and in the session: both are kept."""
        return self.of("conflict")

    @property
    def unchanged(self) -> tuple[Difference, ...]:
        """What is so already, or newer in the session than in the file."""
        return self.of("unchanged")

    @property
    def commands(self) -> tuple[Command, ...]:
        """All that is to be done, in order."""
        return tuple(command for one in self.all for command in one.commands)

    @property
    def refusal(self) -> ImportProblem:
        """That some of the file cannot be taken, so that nothing of it is."""
        told = [f"line {one.line}: {one.message}" if one.line else one.message for one in self.wrong[:_MOST_TOLD]]
        more = [f"… and {len(self.wrong) - _MOST_TOLD} more."] if len(self.wrong) > _MOST_TOLD else []
        head = f"{len(self.wrong)} of the file cannot be taken, so nothing was. Mend the file, or leave those out."
        line = self.wrong[0].line if self.wrong else None
        return ImportProblem("half-wrong", "\n".join((head, *told, *more)), line=line, wrong=self.wrong)
