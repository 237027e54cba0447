"""What is written may show only pictures that the session keeps."""

from __future__ import annotations

from collections.abc import Callable

from tyopaja.engine import Rules
from tyopaja.errors import Refused
from tyopaja.model.commands import Add, Attach, Command, Edit, Set
from tyopaja.model.events import Added, Edited, Event
from tyopaja.model.state import State
from tyopaja.texts import say


def check_kept(
    command: Command, events: tuple[Event, ...], rules: Rules, state: State, has: Callable[[str], bool]
) -> None:
    """Refuse a command, with the events that it would cause in `state`, that puts in a picture which nobody kept
    before. `has` tells whether there is one of a name."""
    if not isinstance(command, Add | Attach | Edit | Set):
        return
    for event in events:
        if not isinstance(event, Added | Edited):
            continue
        there = event if isinstance(event, Added) else state.entries[event.entry]
        fields = rules.kind(there.sheet, there.section).fields
        for name, value in event.fields.items():
            if fields[name].type == "picture" and not has(str(value)):
                message = say(state.locale, "refusal.picture-missing", picture=value)
                raise Refused("picture-missing", message, picture=value)
