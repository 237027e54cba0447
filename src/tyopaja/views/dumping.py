"""`dump`: a session's state as plain data for JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tyopaja.model.converter import converter
from tyopaja.model.state import Entry, Person, Span, State
from tyopaja.model.timing import Timer


def dump(state: State) -> dict[str, Any]:
    """Everything that matters in a state, with keys that programs may rely on.

    The same journal gives the same data in any process: maps are filled in a fixed order, lists keep the order
    that they have in the session. Times are ISO 8601 with their zone, or null. Nothing is left out for anybody: what
    is not revealed yet and votes of a secret ballot are there too, so it is not for whoever takes part.

    - `session`, `flow`, `definitions` (content hash), `title`, `locale`
    - `seq`: how many events there have been · `started`, `changed`: when the first and the latest happened
    - `steps`: the active steps in document order, outer before inner · `leaves`: the innermost of them · `entered`:
      since when · `ended`: whether the flow is over
    - `visits`: step → how many times entered · `moves`, `carried`: number of a `[[move]]`, of a `[[carry]]`, from 0 →
      how many times taken
    - `spans`: step → when it was active, time after time, each with `begun` and `ended` (null while it is active)
    - `timers`: active step → its timebox: `seconds` in all, `ends` (null while it stands still), `left` seconds while
      it stands still, `rung`
    - `added`: the steps put into this session's flow, in the order of adding, each with its keys as definitions have
      them and `after`, the step that it comes after
    - `people`: in the order of joining, each with `id`, `name`, `role`, `joined`, `heads` (how many share the device)
      and `left` (when, or null)
    - `expected`: how many participants are coming, or null · `groups`: group → its people, in the order of the groups
    - `ready`: active step → who is ready with it, in the order of saying so
    - `sheets`: sheet → section → its entries in order, each with `id`, `part`, `text`, `fields`, `by`, `at`,
      `votes` (who gave them), `picked` (when), `reason`, `links` (the entries that it answers),
      `origin` (the entry that it is a copy of, or null), `cluster` (or null), `checks` (where it stood, oldest first,
      each with `at`, `by`, `now`, `text`), `private` (whether only its author sees it yet)
    - `clusters`: cluster → its `sheet`, `section` and `text`, for those with entries
    - `removed`: the entries taken away, oldest first, each with its `sheet` and `section` as well
    - `approvals`: sheet → who said yes, in the order of saying so
    """
    removed = sorted((one for one in state.entries.values() if one.removed), key=lambda one: (one.at, one.id))
    return {
        "session": state.session,
        "flow": state.flow,
        "definitions": state.definitions,
        "title": state.title,
        "locale": state.locale,
        "seq": state.seq,
        "started": _time(state.started),
        "changed": _time(state.changed),
        "steps": list(state.steps),
        "leaves": list(state.leaves),
        "entered": _time(state.entered),
        "ended": state.ended,
        "visits": dict(sorted(state.visits.items())),
        "moves": dict(sorted(state.moves.items())),
        "carried": {str(carry): count for carry, count in sorted(state.carried.items())},
        "spans": {step: [_span(one) for one in spans] for step, spans in sorted(state.spans.items())},
        "timers": {step: _timer(timer) for step, timer in sorted(state.timers.items())},
        "added": [{**converter().unstructure(one.step), "after": one.after} for one in state.added],
        "people": [_person(one) for one in state.people.values()],
        "expected": state.expected,
        "groups": {group: list(people) for group, people in state.groups.items()},
        "ready": {step: list(ready) for step in state.steps if (ready := state.ready_in(step))},
        "sheets": _sheets(state),
        "clusters": _clusters(state),
        "removed": [{"sheet": one.sheet, "section": one.section, **_entry(one)} for one in removed],
        "approvals": {sheet: list(people) for sheet, people in sorted(state.approvals.items()) if people},
    }


def _sheets(state: State) -> dict[str, dict[str, list[dict[str, Any]]]]:
    # Boxes are kept in a hash trie, whose own order differs from process to process.
    sheets: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for (sheet, section), names in sorted(state.boxes.items()):
        if names:
            sheets.setdefault(sheet, {})[section] = [_entry(state.entries[name]) for name in names]
    return sheets


def _clusters(state: State) -> dict[str, dict[str, Any]]:
    held = {entry.cluster for entry in state.entries.values() if not entry.removed}
    return {
        name: {"sheet": one.sheet, "section": one.section, "text": one.text}
        for name, one in sorted(state.clusters.items())
        if name in held
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.called,
        "role": person.role,
        "joined": _time(person.joined),
        "heads": person.heads,
        "left": _time(person.left),
    }


def _span(span: Span) -> dict[str, Any]:
    return {"begun": _time(span.begun), "ended": _time(span.ended)}


def _timer(timer: Timer) -> dict[str, Any]:
    return {"seconds": timer.seconds, "ends": _time(timer.ends), "left": timer.left, "rung": timer.rung}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "part": entry.part,
        "text": entry.text,
        "fields": {key: list(one) if isinstance(one, tuple) else one for key, one in sorted(entry.fields.items())},
        "by": entry.by,
        "at": _time(entry.at),
        "votes": list(entry.votes),
        "picked": _time(entry.picked),
        "reason": entry.reason,
        "links": list(entry.links),
        "origin": entry.origin,
        "cluster": entry.cluster,
        "checks": [{"at": _time(one.at), "by": one.by, "now": one.now, "text": one.text} for one in entry.checks],
        "private": entry.private,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
