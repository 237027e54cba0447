"""An activity: what may be done in a step. Data, whoever brings it: tyopaja, a plugin or a pack under
`[activity.NAME]`."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from tyopaja.model.flow import Condition
from tyopaja.model.text import NO_TEXT, Text


@frozen(kw_only=True)
class Activity:
    """What may be done in a step: who may give which commands, who sees what, and what counts as done."""

    title: Text = NO_TEXT
    """What people call it."""
    participant: frozenset[str] = frozenset()
    """The names of the commands that a participant may give. Those that belong to every step (join, undo, …) are not
    listed."""
    facilitator: frozenset[str] = frozenset()
    """The names of the commands that a facilitator may give besides those that they may give in every step."""
    places: bool = True
    """Whether a step of this activity must say what it is `on`."""
    sees: Literal["all", "own"] = "all"
    """Whose entries people see of what is written in such a step: everybody's, or only their own until they are
    revealed."""
    done: Condition | None = None
    """What counts as done, shown as progress; a step's `needs` is what is demanded. `here` as a place stands for
    each place that the step is on."""
