"""A pack's own activities: called like no other, made of commands that there are, done when something can be so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.conditions import check_condition
from tyopaja.definitions.checks.ground import WRITING, Ground
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.activity import Activity
from tyopaja.model.commands import COMMANDS
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Pack
from tyopaja.model.play import Vocabulary
from tyopaja.model.text import NO_TEXT

ALLOWED: Final = frozenset(
    {
        *("add", "edit", "move", "remove", "set", "attach", "link", "unlink", "group", "ungroup", "reveal"),
        *("vote", "unvote", "pick", "unpick", "check-in", "approve"),
    }
)
"""The commands that an activity may allow: what is done on sheets. The others belong to every step, by role."""

_FILE: Final = "pack.toml"


def check_activities(pack: Pack, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The activities that pack.toml brings, beside those that there are."""
    if not pack.activity:
        return
    # Activities belong to no flow: what can be asked of one is asked on an empty one.
    ground = Ground(Flow(id="", title=NO_TEXT, step=()), pack, vocabulary, file=_FILE)
    for name, activity in pack.activity.items():
        path: KeyPath = ("activity", name)
        if name in vocabulary.activities:
            message = f"The pack's activity '{name}' is called like one that tyopaja or a plugin brings."
            hint = f"Give this one another name, like 'oma-{name}'."
            yield Finding(file=_FILE, path=path, at="key", code="activity-taken", message=message, hint=hint)
        yield from _check_commands(activity, path)
        if activity.sees == "own" and not WRITING & activity.participant:
            message = f"'sees' says nothing here: participants write nothing in '{name}'."
            hint = 'Take it away, or write "add" or "set" into participant.'
            code = "private-not-here"
            yield Finding(file=_FILE, path=(*path, "sees"), at="key", code=code, message=message, hint=hint)
        if activity.done is not None:
            yield from check_condition(ground, None, None, activity.done, (*path, "done"))


def _check_commands(activity: Activity, path: KeyPath) -> Iterator[Finding]:
    for role in ("participant", "facilitator"):
        names: frozenset[str] = getattr(activity, role)
        for command in sorted(names - ALLOWED):
            here: KeyPath = (*path, role, command)
            code, message, hint = "unknown-command", f"There is no command '{command}'.", advice(command, ALLOWED)
            if command in COMMANDS:
                code, message = "command-not-here", f"'{command}' is not for activities to allow: it goes by role."
                hint = f"Take it away. Activities allow: {', '.join(sorted(ALLOWED))}."
            yield Finding(file=_FILE, path=here, code=code, message=message, hint=hint)
