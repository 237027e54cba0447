"""`dump`: a session's state as plain data for JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tyopaja.model.state import Entry, State


def dump(state: State) -> dict[str, Any]:
    """Everything that matters in a state, with keys that programs may rely on.

    The same journal gives the same data in any process: maps are filled in a fixed order, lists keep the order
    that they have in the session. Times are ISO 8601 with their zone, or null.

    - `session`, `flow`, `definitions` (content hash), `title`, `locale`
    - `seq`: how many events there have been · `started`, `changed`: when the first and the latest happened
    - `steps`: the active steps, outer before inner · `entered`: since when · `ended`: whether the flow is over
    - `visits`: step → how many times entered · `moves`, `carried`: number of a `[[move]]`, of a `[[carry]]`, from 0 →
      how many times taken
    - `people`: in the order of joining, each with `id`, `name`, `role`, `joined`
    - `sheets`: sheet → section → its entries in order, each with `id`, `part`, `text`, `fields`, `by`, `at`,
      `votes` (who gave them), `picked` (when), `reason`, `links` (the entries that it answers),
      `origin` (the entry that it is a copy of, or null)
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
        "entered": _time(state.entered),
        "ended": state.ended,
        "visits": dict(sorted(state.visits.items())),
        "moves": dict(sorted(state.moves.items())),
        "carried": {str(carry): count for carry, count in sorted(state.carried.items())},
        "people": [
            {"id": one.id, "name": one.called, "role": one.role, "joined": _time(one.joined)}
            for one in state.people.values()
        ],
        "sheets": _sheets(state),
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
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
