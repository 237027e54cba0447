"""Events as they were written once, brought to the form in which they are written now, one form at a time.

What is kept in a journal is never changed for it: it is read as if it had been written today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Table = dict[str, Any]


def upcast(type: str, form: int, to: int, table: Table) -> Table:
    """An event's table of an older form, as one of form `to` has it."""
    for older in range(form, to):
        table = UPCASTS[type, older](table)
    return table


def _stepped_1(table: Table) -> Table:
    """Before flows were statecharts one step was active, with those around it, and one move was taken at a time."""
    move, since = table.pop("move", None), table.pop("since", None)
    if move is not None:
        table["moves"] = [str(move)]
    if since is not None:
        table["since"] = dict.fromkeys(table["entered"], since)
    return table


UPCASTS: Mapping[tuple[str, int], Callable[[Table], Table]] = {
    ("stepped", 1): _stepped_1,
}
"""An event's type and form → the way to its next form."""
