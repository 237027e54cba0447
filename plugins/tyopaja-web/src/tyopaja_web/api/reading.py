"""What somebody sends as a command, made into one: in their name, now, whatever they say of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import fields

from tyopaja.errors import Refused
from tyopaja.model.commands import COMMANDS, Command
from tyopaja.model.events import Joined
from tyopaja.model.state import State
from tyopaja.model.strings import from_strings
from tyopaja.model.wire import command_from_table
from tyopaja_web.access.visitors import Visitor

_OURS: Final = ("by", "at", "for", "back")
"""Keys that say who asks and when, which is not for the sender to say, and where a form goes back to."""
_CHANGING: Final = ("edit",)
"""Commands by which a form empties a field."""


def command_of(table: Mapping[str, Any], visitor: Visitor, state: State, *, form: bool = False) -> Command:
    """The command that somebody sent, by themselves or, for a facilitator, by one who has no device.

    Raises UnknownId, Malformed, and Refused.
    """
    assert visitor.person is not None
    given = {key: value for key, value in table.items() if key not in _OURS and not _is_blank(table, key, value, form)}
    given = from_strings(given)
    by = visitor.person
    other = table.get("for")
    if isinstance(other, str) and other and other != by:
        by = _standing_in(state, visitor, other)
    return command_from_table({**given, "by": by})


def _is_blank(table: Mapping[str, Any], key: str, value: Any, form: bool) -> bool:
    """Whether a key was sent empty and so says nothing; a field that is rewritten may be emptied."""
    kind = COMMANDS.get(str(table.get("command")))
    if value != "" or kind is None:
        return False
    own = key in {one.name for one in fields(kind)} or key == "name"
    if own and key != "text":
        return True
    return form and kind.name not in _CHANGING


def _standing_in(state: State, visitor: Visitor, other: str) -> str:
    """Somebody without a device, for whom a facilitator types. Raises Refused for anybody else."""
    me = state.people.get(visitor.person or "")
    leads = visitor.face == "lead" and me is not None and me.role == "facilitator" and me.left is None
    if not leads or not has_no_device(state, other):
        raise Refused("not-theirs", "Only a facilitator does this, for somebody who has no device.", person=other)
    return other


def has_no_device(state: State, person: str) -> bool:
    """Whether somebody takes part whom a facilitator has brought in, and who has never come in themselves."""
    if person not in state.people:
        return False
    joined = [
        deed.by
        for deed in state.deeds.values()
        for event in deed.events
        if isinstance(event, Joined) and event.person == person
    ]
    return bool(joined) and person not in joined
