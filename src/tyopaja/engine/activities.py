"""The activities that every flow may use, as a table. Plugins bring more of the same by hook."""

from __future__ import annotations

from collections.abc import Mapping

from tyopaja.model.play import Activity

_WRITE = frozenset({"add", "edit", "move", "remove", "attach", "link", "unlink"})
_PEOPLE = frozenset({"hand-over", "expect", "divide", "seat", "split", "merge", "add-step"})
_TIME = frozenset({"start-timer", "stop-timer", "extend", "tick"})

ALWAYS = Activity(
    participant=frozenset({"join", "leave", "undo"}),
    facilitator=frozenset({"join", "leave", "undo", "advance", "back", "go", "carry", "set"})
    | _WRITE
    | _PEOPLE
    | _TIME,
)
"""What each role may do in any step. A facilitator mends and completes sheets at any time, on any of them."""

ACTIVITIES: Mapping[str, Activity] = {
    "present": Activity(places=False),
    "fill": Activity(participant=_WRITE | {"set"}, facilitator=_WRITE | {"set"}),
    "brainstorm": Activity(participant=_WRITE, facilitator=_WRITE),
    "vote": Activity(participant=frozenset({"vote", "unvote"}), facilitator=frozenset({"vote", "unvote"})),
    "decide": Activity(facilitator=frozenset({"pick", "unpick"})),
    "recap": Activity(places=False),
    "approve": Activity(participant=frozenset({"approve"}), facilitator=frozenset({"approve"})),
    "break": Activity(places=False),
}
"""Activity → what it allows besides `ALWAYS`."""
