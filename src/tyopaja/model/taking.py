"""Which entries of a place a flow takes, for its result (`[[fill]]`) and for other sheets (`[[carry]]`)."""

from __future__ import annotations

from collections.abc import Sequence

from tyopaja.model.flow import Take
from tyopaja.model.state import Entry


def taken(standing: Sequence[Entry], take: Take, at_most: int | None = None) -> tuple[Entry, ...]:
    """The entries that are taken of those `standing` at a place, in the order in which they are brought."""
    match take:
        case "all":
            found = tuple(standing)
        case "voted":
            # Sorting is stable: what has the same number of votes stays in the order of its sheet.
            found = tuple(sorted((one for one in standing if one.votes), key=lambda one: -len(one.votes)))
        case "picked":
            found = tuple(one for one in standing if one.picked)
        case "newest":
            # Of two written at the same moment, the one that stands later counts as the newer.
            found = tuple(sorted(standing, key=lambda one: one.at))[::-1]
    return found[:at_most]
