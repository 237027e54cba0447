"""Folds of what is chosen and said of entries and sheets: votes, picks, links, clusters, what is revealed, how key
results stand, approvals."""

from __future__ import annotations

from typing import Any

from attrs import evolve as with_

from tyopaja.engine.folds.making import Fold, Folds, changed, inserted, same
from tyopaja.model import events as e
from tyopaja.model.state import Check, Cluster, State


def _voted(state: State, event: e.Voted) -> Fold:
    entry = state.entries[event.entry]
    after = with_(entry, votes=inserted(entry.votes, event.person, event.place))
    return changed(state, after), (e.Unvoted(**same(event), entry=entry.id, person=event.person),)


def _unvoted(state: State, event: e.Unvoted) -> Fold:
    entry = state.entries[event.entry]
    # The latest of that person: one may have given several.
    place = len(entry.votes) - 1 - entry.votes[::-1].index(event.person)
    after = with_(entry, votes=(*entry.votes[:place], *entry.votes[place + 1 :]))
    reverse = e.Voted(**same(event), entry=entry.id, person=event.person, place=place)
    return changed(state, after), (reverse,)


def _picked(state: State, event: e.Picked) -> Fold:
    entry = state.entries[event.entry]
    reverse: e.Event = e.Unpicked(**same(event), entry=entry.id)
    if entry.picked:
        reverse = e.Picked(**same(event), entry=entry.id, reason=entry.reason, since=entry.picked)
    return changed(state, with_(entry, picked=event.since or event.at, reason=event.reason)), (reverse,)


def _unpicked(state: State, event: e.Unpicked) -> Fold:
    entry = state.entries[event.entry]
    reverse = e.Picked(**same(event), entry=entry.id, reason=entry.reason, since=entry.picked)
    return changed(state, with_(entry, picked=None, reason=None)), (reverse,)


def _linked(state: State, event: e.Linked) -> Fold:
    entry = state.entries[event.entry]
    reverse = e.Unlinked(**same(event), entry=entry.id, to=event.to)
    return changed(state, with_(entry, links=inserted(entry.links, event.to, event.place))), (reverse,)


def _unlinked(state: State, event: e.Unlinked) -> Fold:
    entry = state.entries[event.entry]
    reverse = e.Linked(**same(event), entry=entry.id, to=event.to, place=entry.links.index(event.to))
    links = tuple(name for name in entry.links if name != event.to)
    return changed(state, with_(entry, links=links)), (reverse,)


def _revealed(state: State, event: e.Revealed) -> Fold:
    return _private(state, event.entries, False), (e.Hidden(**same(event), entries=event.entries),)


def _hidden(state: State, event: e.Hidden) -> Fold:
    return _private(state, event.entries, True), (e.Revealed(**same(event), entries=event.entries),)


def _private(state: State, names: tuple[str, ...], private: bool) -> dict[str, Any]:
    entries, unrevealed = state.entries, state.unrevealed
    for name in names:
        entries = entries.insert(name, with_(entries[name], private=private))
        unrevealed = unrevealed.insert(name, True) if private else unrevealed.discard(name)
    return {"entries": entries, "unrevealed": unrevealed}


def _cluster_named(state: State, event: e.ClusterNamed) -> Fold:
    before = state.clusters.get(event.cluster)
    cluster = Cluster(id=event.cluster, sheet=event.sheet, section=event.section, text=event.text)
    reverse: e.Event = e.ClusterDropped(**same(event), cluster=event.cluster)
    if before is not None:
        reverse = _naming(event, before)
    return {"clusters": state.clusters.insert(cluster.id, cluster)}, (reverse,)


def _cluster_dropped(state: State, event: e.ClusterDropped) -> Fold:
    return {"clusters": state.clusters.remove(event.cluster)}, (_naming(event, state.clusters[event.cluster]),)


def _naming(event: e.Event, cluster: Cluster) -> e.ClusterNamed:
    return e.ClusterNamed(
        **same(event), cluster=cluster.id, sheet=cluster.sheet, section=cluster.section, text=cluster.text
    )


def _clustered(state: State, event: e.Clustered) -> Fold:
    entry = state.entries[event.entry]
    reverse = e.Clustered(**same(event), entry=entry.id, cluster=entry.cluster)
    return changed(state, with_(entry, cluster=event.cluster)), (reverse,)


def _checked_in(state: State, event: e.CheckedIn) -> Fold:
    entry = state.entries[event.entry]
    check = Check(at=event.at, by=event.by, now=event.now, text=event.text)
    fields = entry.fields if event.now is None else {**entry.fields, "now": event.now}
    before = entry.fields.get("now")
    reverse = e.Unchecked(**same(event), entry=entry.id, now=before if isinstance(before, int | float) else None)
    return changed(state, with_(entry, checks=(*entry.checks, check), fields=fields)), (reverse,)


def _unchecked(state: State, event: e.Unchecked) -> Fold:
    entry = state.entries[event.entry]
    check = entry.checks[-1]
    fields = dict(entry.fields)
    if check.now is not None:
        fields.pop("now", None)
        if event.now is not None:
            fields["now"] = event.now
    reverse = e.CheckedIn(**same(event), entry=entry.id, now=check.now, text=check.text)
    return changed(state, with_(entry, checks=entry.checks[:-1], fields=fields)), (reverse,)


def _approved(state: State, event: e.Approved) -> Fold:
    said = (*state.approvals.get(event.sheet, ()), event.person)
    reverse = e.Withdrawn(**same(event), sheet=event.sheet, person=event.person)
    return {"approvals": {**state.approvals, event.sheet: said}}, (reverse,)


def _withdrawn(state: State, event: e.Withdrawn) -> Fold:
    said = tuple(person for person in state.approvals.get(event.sheet, ()) if person != event.person)
    reverse = e.Approved(**same(event), sheet=event.sheet, person=event.person)
    approvals = {**state.approvals, event.sheet: said}
    return {"approvals": {sheet: people for sheet, people in approvals.items() if people}}, (reverse,)


FOLDS: Folds = {
    e.Revealed: _revealed,
    e.Hidden: _hidden,
    e.ClusterNamed: _cluster_named,
    e.ClusterDropped: _cluster_dropped,
    e.Clustered: _clustered,
    e.CheckedIn: _checked_in,
    e.Unchecked: _unchecked,
    e.Voted: _voted,
    e.Unvoted: _unvoted,
    e.Picked: _picked,
    e.Unpicked: _unpicked,
    e.Linked: _linked,
    e.Unlinked: _unlinked,
    e.Approved: _approved,
    e.Withdrawn: _withdrawn,
}
