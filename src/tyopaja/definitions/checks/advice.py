"""What to write instead of a name that nothing has."""

from __future__ import annotations

from collections.abc import Iterable

from tyopaja.errors import nearest

_AT_MOST = 12
"""Names that are listed when none is near; more would hide the message."""


def advice(name: str, known: Iterable[str], *, before: str = "") -> str:
    """The nearest known name, else the known ones; `before` is what is written in front of each."""
    names = sorted(known)
    if near := nearest(name, names):
        return f"Did you mean '{before}{near[0]}'?"
    if not names:
        return ""
    shown = ", ".join(before + one for one in names[:_AT_MOST])
    return f"Known: {shown}{', …' if len(names) > _AT_MOST else ''}."
