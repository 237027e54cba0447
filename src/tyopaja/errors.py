"""Everything that tyopaja raises on purpose.

    TyopajaError
    ├── DefinitionError      packs, canvases or flows are not sound; carries every problem found
    ├── Refused              a command that the state of the session does not allow; nothing changed
    ├── Malformed            a table that is no command or event; says which key of it
    ├── UnknownId            a name that nothing answers to; carries the nearest known ones
    ├── TranscriptError      a transcript stopped at one of its commands
    ├── OutputError          a rendition could not be put where it was asked to go
    ├── ImportProblem        a file that was to be imported cannot be read, or what is in it cannot be taken
    ├── JournalError         the journal failed
    │   ├── Damaged          an event is not there, or is not as it was written
    │   ├── Conflict         somebody appended first; the session reads on and decides again
    │   └── NewerJournal     written by a newer tyopaja; left untouched
    └── PluginError          a plugin failed; named, with its own exception as the cause

Each error has a stable `code`, a message for people and its facts in `fields`, so that a front can word it
anew. All of them survive pickling. This module imports nothing of tyopaja.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], *, most: int = 1) -> tuple[str, ...]:
    """The known names that `name` was probably meant to be, best first; empty when none is near."""
    return tuple(get_close_matches(name, sorted(known), n=most, cutoff=0.6))


def _rebuild(kind: type[TyopajaError], code: str, message: str, fields: dict[str, Any]) -> TyopajaError:
    error = kind.__new__(kind)
    TyopajaError.__init__(error, code, message, **fields)
    return error


class TyopajaError(Exception):
    """The root: catch this to catch everything that tyopaja raises on purpose."""

    code: str
    """Stable and kebab-case, for programs."""
    message: str
    """For people, in the session's or the caller's language where there is one."""
    fields: dict[str, Any]
    """The facts behind the message."""

    def __init__(self, code: str, message: str, /, **fields: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fields = fields

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.code, self.message, self.fields)


class DefinitionError(TyopajaError):
    """Definitions are not sound. `fields["problems"]` holds every `Problem`, in file order."""

    def __init__(self, problems: Iterable[Any]) -> None:
        found = tuple(problems)
        lines = "\n".join(str(problem) for problem in found)
        super().__init__("unsound-definitions", lines, problems=found)

    @property
    def problems(self) -> tuple[Any, ...]:
        """Every problem found, each with file, line, column, code, message and hint."""
        found: tuple[Any, ...] = self.fields["problems"]
        return found


class Refused(TyopajaError):
    """A command was refused: the session is as it was, and the message says why."""


class Malformed(TyopajaError):
    """A table is not of a command's or an event's form. `fields`: `key`, the one at fault, and `hint`."""


class UnknownId(TyopajaError):
    """Nothing has this id. `fields`: `what` (flow, session, …), `id`, `known`, `near`."""

    def __init__(self, what: str, name: str, known: Iterable[str] = (), message: str = "") -> None:
        names = tuple(sorted(known))
        near = nearest(name, names)
        if not message:
            message = f"There is no {what} '{name}'."
            if near:
                message += f" Did you mean '{near[0]}'?"
            elif names and len(names) <= 12:
                message += f" Known: {', '.join(names)}."
        super().__init__(f"unknown-{what.replace(' ', '-')}", message, what=what, id=name, known=names, near=near)


class TranscriptError(TyopajaError):
    """A transcript stopped. `fields`: `file`, `index` (1-based, None for its head), `line`, `session`."""


class OutputError(TyopajaError):
    """A rendition could not be written. `fields`: `path`. What stood there before is untouched."""


class ImportProblem(TyopajaError):
    """A file cannot be imported, or something in it cannot. `fields`: `line`, its number, where one is at fault."""


class JournalError(TyopajaError):
    """The journal could not read or write. What was acknowledged before is still in it."""


class Conflict(JournalError):
    """Another writer appended first. `fields`: `session`, `expected`."""

    def __init__(self, session: str, expected: int) -> None:
        message = f"Session {session} has moved on past event {expected}."
        super().__init__("conflict", message, session=session, expected=expected)


class Damaged(JournalError):
    """An event of a session is damaged; all before it is sound. `fields`: `session`, `seq`, its number."""

    def __init__(self, code: str, session: str, seq: int, what: str) -> None:
        super().__init__(code, f"Event {seq} of session {session} {what}.", session=session, seq=seq)


class NewerJournal(JournalError):
    """The journal was written by a newer tyopaja and is left as it is. `fields`: `found`, `known`."""

    def __init__(self, where: str, found: int, known: int) -> None:
        message = (
            f"The journal {where} has format {found}; this tyopaja knows up to {known}. "
            "It was not touched. Upgrade tyopaja to open it."
        )
        super().__init__("newer-journal", message, where=where, found=found, known=known)


class PluginError(TyopajaError):
    """A plugin failed. `fields`: `plugin`, `hook`. The plugin's own exception is the `__cause__`."""
