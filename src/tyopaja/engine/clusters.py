"""Deciders about clusters: notes of one section that belong together, and what they are called. An entry is in one
cluster at most; a cluster without entries is none."""

from __future__ import annotations

from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.engine.values import check_words
from tyopaja.model.commands import Group, Ungroup
from tyopaja.model.events import Clustered, ClusterNamed, Event, Moved
from tyopaja.model.place import Place
from tyopaja.model.state import Cluster, Entry, State

Events = tuple[Event, ...]

NAME_AT_MOST = 80
"""Characters of a cluster's name."""


def group(ask: Ask[Group]) -> Events:
    """An entry put into a cluster, an old one or a new one; or a cluster named."""
    command = ask.command
    if command.entry is None:
        return _named(ask, _cluster(ask, command.cluster), command.text)
    entry = ask.entry(command.entry)
    if command.cluster is None:
        text = _name(ask, command.text)
        there = {"cluster": ask.id, "sheet": entry.sheet, "section": entry.section}
        return ask.event(ClusterNamed, **there, text=text), ask.event(Clustered, entry=entry.id, cluster=ask.id)
    cluster = _cluster(ask, command.cluster)
    if (entry.sheet, entry.section) != (cluster.sheet, cluster.section):
        place = ask.title(f"{cluster.sheet}.{cluster.section}")
        ask.refuse("other-section", entry=entry.id, cluster=cluster.text or cluster.id, place=place)
    named = () if command.text is None else _named(ask, cluster, command.text)
    if entry.cluster == cluster.id:
        return named
    return (*named, ask.event(Clustered, entry=entry.id, cluster=cluster.id))


def _name(ask: Ask[Group], text: str | None) -> str | None:
    """What a cluster is called; "" takes its name away."""
    return check_words(ask, text, NAME_AT_MOST) if text else None


def _named(ask: Ask[Group], cluster: Cluster, text: str | None) -> Events:
    if text is None:
        ask.refuse("group-what")
    name = _name(ask, text)
    if name == cluster.text:
        return ()
    there = {"cluster": cluster.id, "sheet": cluster.sheet, "section": cluster.section}
    return (ask.event(ClusterNamed, **there, text=name),)


def _cluster(ask: Ask[Group], name: str | None) -> Cluster:
    """A cluster that has entries which the person sees. Raises UnknownId."""
    if name is None:
        ask.refuse("group-what")
    cluster = ask.state.clusters.get(name)
    if cluster is None or not _has_members(ask, cluster):
        known = (one.id for one in ask.state.clusters.values() if _has_members(ask, one))
        raise ask.unknown("cluster", name, known)
    return cluster


def _has_members(ask: Ask[Any], cluster: Cluster) -> bool:
    entries = ask.state.entries_in(cluster.sheet, cluster.section)
    return any(entry.cluster == cluster.id and ask.sees(entry) for entry in entries)


def where_grouped(ask: Ask[Group]) -> Place:
    """The place that it is about: the entry's, or the cluster's. Raises UnknownId."""
    if ask.command.entry is None:
        cluster = _cluster(ask, ask.command.cluster)
        return Place(cluster.sheet, cluster.section)
    entry = ask.entry(ask.command.entry)
    return Place(entry.sheet, entry.section, entry.part)


def ungroup(ask: Ask[Ungroup]) -> Events:
    """An entry taken out of its cluster."""
    entry = ask.entry(ask.command.entry)
    if entry.cluster is None:
        ask.refuse("not-grouped", entry=entry.id)
    return (ask.event(Clustered, entry=entry.id, cluster=None),)


def left_behind(ask: Ask[Any], entry: Entry) -> Events:
    """What an entry leaves that is put into another section: its cluster stays where it is."""
    return () if entry.cluster is None else (ask.event(Clustered, entry=entry.id, cluster=None),)


def still_clustered(state: State, event: Clustered) -> bool:
    """Whether an entry is where it was put, and can go back to where it was: its cluster before is still there."""
    entry, deed = state.entries[event.entry], state.deeds[event.command]
    if entry.removed or entry.cluster != event.cluster:
        return False
    moving = any(isinstance(one, Moved) for one in deed.events)
    before = [one.cluster for one in deed.undo if isinstance(one, Clustered) and one.entry == entry.id]
    clusters = [state.clusters.get(name) for name in before if name is not None]
    here = (entry.sheet, entry.section)
    return all(one is not None and (moving or (one.sheet, one.section) == here) for one in clusters)


def still_named(state: State, event: ClusterNamed) -> bool:
    """Whether a cluster is called as it was named; for a new one, whether nobody has put another entry into it."""
    cluster = state.clusters.get(event.cluster)
    if cluster is None or cluster.text != event.text:
        return False
    deed = state.deeds[event.command]
    mine = {one.entry for one in deed.events if isinstance(one, Clustered)}
    new = event.cluster == event.command
    return not new or not any(one.cluster == cluster.id and one.id not in mine for one in state.entries.values())
