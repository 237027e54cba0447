"""The activities that every flow may use, as a table. Plugins bring more of the same by hook, packs under
`[activity.NAME]`."""

from __future__ import annotations

from collections.abc import Mapping

from tyopaja.model.flow import Condition
from tyopaja.model.place import HERE
from tyopaja.model.play import Activity

_WRITE = frozenset({"add", "edit", "move", "remove", "attach", "link", "unlink"})
_WAYS = frozenset({"advance", "back", "go", "add-step"})
_PEOPLE = frozenset({"hand-over", "expect", "divide", "seat", "split", "merge"})
_TIME = frozenset({"start-timer", "stop-timer", "extend", "tick"})
_CLUSTER = frozenset({"group", "ungroup"})
_VOTE = frozenset({"vote", "unvote"})
_EVERYBODY = frozenset({"join", "leave", "ready", "undo", "erase"})

ALWAYS = Activity(
    participant=_EVERYBODY,
    facilitator=_EVERYBODY | _WAYS | _PEOPLE | _TIME | _WRITE | _CLUSTER | {"set", "carry", "reveal"},
)
"""What each role may do in any step. A facilitator mends and completes sheets at any time, on any of them."""


def _done(**table: str) -> Condition:
    return Condition("leaf", table={name.replace("_", "-"): value for name, value in table.items()})


ACTIVITIES: Mapping[str, Activity] = {
    "present": Activity(places=False),
    "fill": Activity(participant=_WRITE | {"set"}, facilitator=_WRITE | {"set"}, done=_done(entries_in=HERE)),
    "brainstorm": Activity(participant=_WRITE, facilitator=_WRITE, done=_done(entries_in=HERE)),
    "reveal": Activity(facilitator=frozenset({"reveal"})),
    "group": Activity(participant=_CLUSTER, facilitator=_CLUSTER, done=_done(clusters=HERE)),
    "vote": Activity(participant=_VOTE, facilitator=_VOTE, done=_done(voted="everyone")),
    "decide": Activity(facilitator=frozenset({"pick", "unpick"}), done=_done(decided="everything")),
    "recap": Activity(places=False),
    "break": Activity(places=False),
    "check-in": Activity(participant=frozenset({"check-in"}), facilitator=frozenset({"check-in"})),
    "approve": Activity(
        participant=frozenset({"approve"}), facilitator=frozenset({"approve"}), done=_done(approved=HERE)
    ),
}
"""Activity → what it allows besides `ALWAYS`, and what counts as done."""
