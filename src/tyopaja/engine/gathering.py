"""What goes with entries that are gathered from the sheets of groups and participants onto the one that everybody sees:
the clusters that they are in, and what they answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.model.events import Added, Clustered, ClusterNamed, Event, Linked
from tyopaja.model.place import base_of, instance_of
from tyopaja.model.state import Entry, State


def first(state: State, name: str) -> str:
    """The entry that one was gathered from; the entry itself for one that was not."""
    source = source_of(state, name)
    return name if source is None else source.id


def source_of(state: State, name: str) -> Entry | None:
    """The entry on a group's or a participant's sheet that one on the sheet of all was gathered from."""
    entry = state.entries.get(name)
    source = state.entries.get(entry.origin) if entry is not None and entry.origin is not None else None
    if entry is None or source is None or instance_of(source.sheet) is None:
        return None
    return source if base_of(source.sheet) == entry.sheet else None


def together(ask: Ask[Any], brought: Sequence[Event], fresh: Iterator[str]) -> list[Event]:
    """What ties those of the copies that were gathered to each other as their origins are tied, once all are there.
    `fresh` gives new ids."""
    state = ask.state
    copies = [state.entries[event.entry] for event in brought if isinstance(event, Added)]
    tied = [(copy, source) for copy in copies if (source := source_of(state, copy.id)) is not None]
    if not any(source.cluster or source.links for _, source in tied):
        return []
    gathered = {
        source.id: entry
        for entry in state.entries.values()
        if not entry.removed and (source := source_of(state, entry.id)) is not None
    }
    clusters = {state.entries[name].cluster: entry.cluster for name, entry in gathered.items() if entry.cluster}
    events: list[Event] = []
    for copy, source in tied:
        if source.cluster is not None:
            if clusters.get(source.cluster) is None:
                clusters[source.cluster] = next(fresh)
                there = {"sheet": copy.sheet, "section": copy.section, "text": state.clusters[source.cluster].text}
                events.append(ask.event(ClusterNamed, cluster=clusters[source.cluster], **there))
            events.append(ask.event(Clustered, entry=copy.id, cluster=clusters[source.cluster]))
        for link in source.links:
            to = gathered.get(link, state.entries[link])
            if not to.removed:
                events.append(ask.event(Linked, entry=copy.id, to=to.id))
    return events
