"""Commands: what is asked of a session. Frozen values; on the wire each is a flat table (TOML or JSON) with the
command's name under `command`.

`by` is the one who asks; `id` makes a repetition harmless and is, for `Add` and a first `Set`, the entry's id
too; `at` is when. The workshop façade fills in `id` and `at` where they are left out: nothing below it has a
clock."""

from __future__ import annotations

from collections.abc import Mapping

from tyopaja.model.commands.base import Command, Role
from tyopaja.model.commands.choices import Approve, CheckIn, Group, Pick, Reveal, Ungroup, Unpick, Unvote, Vote
from tyopaja.model.commands.entries import Add, Attach, Carry, Edit, Link, Move, Remove, Set, Unlink
from tyopaja.model.commands.people import Divide, Erase, Expect, HandOver, Join, Leave, Merge, Seat, Split
from tyopaja.model.commands.steps import AddStep, Advance, Back, Extend, Go, Ready, StartTimer, StopTimer, Tick
from tyopaja.model.commands.undoing import Undo

__all__ = [
    "COMMANDS",
    "Add",
    "AddStep",
    "Advance",
    "Approve",
    "Attach",
    "Back",
    "Carry",
    "CheckIn",
    "Command",
    "Divide",
    "Edit",
    "Erase",
    "Expect",
    "Extend",
    "Go",
    "Group",
    "HandOver",
    "Join",
    "Leave",
    "Link",
    "Merge",
    "Move",
    "Pick",
    "Ready",
    "Remove",
    "Reveal",
    "Role",
    "Seat",
    "Set",
    "Split",
    "StartTimer",
    "StopTimer",
    "Tick",
    "Undo",
    "Ungroup",
    "Unlink",
    "Unpick",
    "Unvote",
    "Vote",
]

COMMANDS: Mapping[str, type[Command]] = {
    kind.name: kind
    for kind in (
        Join, Leave, HandOver, Expect, Divide, Seat, Split, Merge, Ready, Advance, Back, Go, Add, Edit, Move, Remove,
        Reveal, Group, Ungroup, Vote, Unvote, Pick, Unpick, Set, Link, Unlink, Attach, Carry, CheckIn, Approve,
        StartTimer, StopTimer, Extend, Tick, AddStep, Erase, Undo,
    )
}  # fmt: skip
"""Every command by its name on the wire."""
