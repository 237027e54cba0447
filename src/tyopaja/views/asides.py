"""What an upgrade has left without a place, as a view: kept, and shown by itself."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.model.state import Entry
from tyopaja.views.entries import entry_view
from tyopaja.views.nodes import Aside
from tyopaja.views.source import Source


def asides(source: Source) -> Iterator[Aside]:
    """The entries that have lost their place, those of one place together, in the order of the places."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in source.standing():
        if not source.has_place(entry):
            place = f"{entry.section}.{entry.part}" if entry.part else entry.section
            found.setdefault((entry.sheet, place), []).append(entry)
    for (sheet, place), entries in found.items():
        yield Aside(
            sheet=source.sheet_title(sheet),
            section=place,
            entries=tuple(entry_view(source, entry) for entry in entries),
        )
