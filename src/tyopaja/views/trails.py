"""What an entry grew from: the entry that the compass took it from, the one that it is a copy of, those that it
answers, and so on back to what nobody had written before. Only what the viewer may see is in it: the state that it is
read from holds nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tyopaja.model.place import Place
from tyopaja.model.state import Entry
from tyopaja.views.pieces import Trace
from tyopaja.views.source import Source

How = Literal["compiled", "carried", "answers"]


def trail(source: Source, entry: Entry, *, compiled: bool = False) -> tuple[Trace, ...]:
    """The entries that one grew from, nearest first, each once; `compiled` is one that is shown elsewhere than it
    stands, so that it is the first of them itself."""
    if not compiled and entry.origin is None and not entry.links:
        return ()  # nearly all of them
    near: list[tuple[How, Entry]] = [("compiled", entry)] if compiled else list(_steps(source, entry))
    seen = set() if compiled else {entry.id}
    found: list[Trace] = []
    depth = 0
    while near:
        further: list[tuple[How, Entry]] = []
        for how, one in near:
            if one.id not in seen:
                seen.add(one.id)
                found.append(_trace(source, one, how, depth))
                further += _steps(source, one)
        near, depth = further, depth + 1
    return tuple(found)


def _steps(source: Source, entry: Entry) -> Iterator[tuple[How, Entry]]:
    """What leads back from an entry. What was taken away is shown nowhere, so the way ends before it."""
    ways: list[tuple[How, str]] = [("carried", entry.origin)] if entry.origin is not None else []
    ways += [("answers", link) for link in entry.links]
    for how, name in ways:
        one = source.state.entries.get(name)
        if one is not None and not one.removed:
            yield how, one


def _trace(source: Source, entry: Entry, how: How, depth: int) -> Trace:
    writer = source.state.people.get(entry.by)
    return Trace(
        how=how,
        depth=depth,
        entry=entry.id,
        sheet=entry.sheet,
        section=entry.section,
        part=entry.part or "",
        place=source.place_title(Place(entry.sheet, entry.section, entry.part)),
        text=entry.text or "",
        author=writer.called if writer else "",
        votes=len(entry.votes),
        picked=entry.picked is not None,
        reason=entry.reason or "",
        written=written(entry),
    )


def written(entry: Entry) -> str:
    """When an entry was written first, in ISO 8601; "" for what stood there from the beginning."""
    return entry.at.isoformat() if entry.by else ""
