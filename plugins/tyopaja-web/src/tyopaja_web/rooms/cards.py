"""Entries as the pages know them: cards, made once for everybody who sees them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from tyopaja.model.state import Cluster, Entry, Person, State
from tyopaja_web.rooms.looking import Sight

ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)
"""`json.dumps` makes one each time when it is asked for anything but the defaults."""
_KEPT: Final = 20_000
"""Cards that are kept ready at most."""


def card(entry: Entry, votes: int | None) -> dict[str, Any]:
    """An entry as JSON; `votes` is None while nobody is to know."""
    return {
        "id": entry.id,
        "sheet": entry.sheet,
        "section": entry.section,
        "part": entry.part,
        "text": entry.text,
        "fields": dict(entry.fields),
        "by": entry.by,
        "votes": votes,
        "picked": entry.picked is not None,
        "reason": entry.reason,
        "links": list(entry.links),
        "cluster": entry.cluster,
        "private": entry.private,
        "at": entry.at.isoformat(),
        "origin": entry.origin,
        "checks": [{"at": one.at.isoformat(), "by": one.by, "now": one.now, "text": one.text} for one in entry.checks],
    }


def cluster(one: Cluster) -> dict[str, Any]:
    """A cluster as JSON."""
    return {"text": one.text, "sheet": one.sheet, "section": one.section}


def person(one: Person, group: str | None) -> dict[str, Any]:
    """Somebody as JSON."""
    return {
        "name": one.called, "role": one.role, "group": group, "heads": one.heads, "left": one.left is not None,
    }  # fmt: skip


def groups(state: State) -> dict[str, str]:
    """Person → group."""
    return {name: group for group, people in state.groups.items() for name in people}


class Cards:
    """Cards as text, each made anew only when its entry is another."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Entry, int | None, str]] = {}

    def text(self, sight: Sight, entry: Entry) -> str:
        """The card of an entry as JSON."""
        votes, made = sight.votes(entry), self._made.get(entry.id)
        if made is not None and made[0] is entry and made[1] == votes:
            return made[2]
        text = ENCODER.encode(card(entry, votes))
        if len(self._made) >= _KEPT:
            self._made.clear()
        self._made[entry.id] = entry, votes, text
        return text

    def table(self, sight: Sight, names: Iterable[str], viewer: str | None) -> str:
        """Entry → card as JSON, null for what the viewer does not see."""
        entries, parts = sight.state.entries, []
        for name in names:
            entry = entries.get(name)
            seen = entry is not None and sight.is_seen(entry, viewer)
            parts.append(f"{ENCODER.encode(name)}:{self.text(sight, entry) if seen and entry else 'null'}")
        return "{" + ",".join(parts) + "}"
