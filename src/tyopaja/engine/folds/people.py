"""Folds of who takes part: people, roles, groups, readiness."""

from __future__ import annotations

from typing import Any

from attrs import evolve as with_

from tyopaja.engine.folds.making import Fold, Folds, same
from tyopaja.model import events as e
from tyopaja.model.state import Person, State


def _joined(state: State, event: e.Joined) -> Fold:
    person = Person(id=event.person, called=event.called, role=event.role, joined=event.at, heads=event.heads)
    return {"people": {**state.people, event.person: person}}, ()


def _changed(state: State, person: str, **facts: Any) -> dict[str, Any]:
    return {"people": {**state.people, person: with_(state.people[person], **facts)}}


def _left(state: State, event: e.Left) -> Fold:
    return _changed(state, event.person, left=event.at), (e.Returned(**same(event), person=event.person),)


def _returned(state: State, event: e.Returned) -> Fold:
    return _changed(state, event.person, left=None), (e.Left(**same(event), person=event.person),)


def _role_changed(state: State, event: e.RoleChanged) -> Fold:
    reverse = e.RoleChanged(**same(event), person=event.person, role=state.people[event.person].role)
    return _changed(state, event.person, role=event.role), (reverse,)


def _erased(state: State, event: e.Erased) -> Fold:
    # The events before it say it all.
    return {}, ()


def _expected(state: State, event: e.Expected) -> Fold:
    return {"expected": event.count}, (e.Expected(**same(event), count=state.expected),)


def _divided(state: State, event: e.Divided) -> Fold:
    return {"groups": dict(event.groups)}, (e.Divided(**same(event), groups=state.groups),)


def _readied(state: State, event: e.Readied) -> Fold:
    key = (event.step, event.visit)
    reverse = e.Unreadied(**same(event), step=event.step, person=event.person, visit=event.visit)
    return {"ready": {**state.ready, key: (*state.ready.get(key, ()), event.person)}}, (reverse,)


def _unreadied(state: State, event: e.Unreadied) -> Fold:
    key = (event.step, event.visit)
    rest = tuple(person for person in state.ready.get(key, ()) if person != event.person)
    ready = {one: people for one, people in {**state.ready, key: rest}.items() if people}
    reverse = e.Readied(**same(event), step=event.step, person=event.person, visit=event.visit)
    return {"ready": ready}, (reverse,)


FOLDS: Folds = {
    e.Joined: _joined,
    e.Left: _left,
    e.Returned: _returned,
    e.RoleChanged: _role_changed,
    e.Erased: _erased,
    e.Expected: _expected,
    e.Divided: _divided,
    e.Readied: _readied,
    e.Unreadied: _unreadied,
}
