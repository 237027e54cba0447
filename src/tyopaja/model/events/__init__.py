"""Events: what happened. Frozen values; the only truth of a session, and what journals keep.

Stored under the stable names in `EVENTS`, never under class names, so that classes may be renamed. Each carries
what it needs to be replayed without the definitions at hand: a step is entered because the event says so."""

from __future__ import annotations

from collections.abc import Mapping

from tyopaja.model.events.base import Event
from tyopaja.model.events.choices import (
    Approved,
    CheckedIn,
    ClusterDropped,
    Clustered,
    ClusterNamed,
    Hidden,
    Linked,
    Picked,
    Revealed,
    Unchecked,
    Unlinked,
    Unpicked,
    Unvoted,
    Voted,
    Withdrawn,
)
from tyopaja.model.events.entries import Added, Edited, Moved, Removed, Restored
from tyopaja.model.events.people import (
    Divided,
    Erased,
    Expected,
    Joined,
    Left,
    Readied,
    Returned,
    RoleChanged,
    Unreadied,
)
from tyopaja.model.events.session import Started, Undone, Upgraded
from tyopaja.model.events.steps import Carried, Rang, StepAdded, StepDropped, Stepped, Timed, Uncarried, Unrang

__all__ = [
    "EVENTS",
    "Added",
    "Approved",
    "Carried",
    "CheckedIn",
    "ClusterDropped",
    "ClusterNamed",
    "Clustered",
    "Divided",
    "Edited",
    "Erased",
    "Event",
    "Expected",
    "Hidden",
    "Joined",
    "Left",
    "Linked",
    "Moved",
    "Picked",
    "Rang",
    "Readied",
    "Removed",
    "Restored",
    "Returned",
    "Revealed",
    "RoleChanged",
    "Started",
    "StepAdded",
    "StepDropped",
    "Stepped",
    "Timed",
    "Uncarried",
    "Unchecked",
    "Undone",
    "Unlinked",
    "Unpicked",
    "Unrang",
    "Unreadied",
    "Unvoted",
    "Upgraded",
    "Voted",
    "Withdrawn",
]

EVENTS: Mapping[str, type[Event]] = {
    kind.type: kind
    for kind in (
        Started, Joined, Left, Returned, RoleChanged, Expected, Divided, Readied, Unreadied, Stepped, Timed, Rang,
        Unrang, StepAdded, StepDropped, Added, Edited, Moved, Removed, Restored, Revealed, Hidden, ClusterNamed,
        ClusterDropped, Clustered, CheckedIn, Unchecked, Voted, Unvoted, Picked, Unpicked, Linked, Unlinked, Carried,
        Uncarried, Upgraded, Approved, Withdrawn, Erased, Undone,
    )
}  # fmt: skip
"""Every event by its name in journals."""
